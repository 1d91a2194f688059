"""The first tables of audit."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "audit_0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    *("order_event", "order_finding", "rectification_order", "binding", "clause_confirmation", "finding", "result"),
    *("assessment", "review_copy", "reading_copy", "submission_copy", "indicator_copy", "plan_copy", "organisation"),
    *("principal_grant", "principal", "kept_answer", "feed_cursor", "feed_head", "change"),
)
ONLY_GROW = (
    *("plan_copy", "indicator_copy", "submission_copy", "reading_copy", "review_copy"),
    *("assessment", "result", "finding", "clause_confirmation", "binding", "order_finding", "order_event"),
)
REFUSE_CHANGES = """
    create function audit.refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'what is recorded here never changes' using errcode = 'restrict_violation'; end $$
"""


def upgrade() -> None:
    _feed()
    _access()
    _copies_of_plans_and_indicators()
    _copies_of_readings()
    _assessments()
    _results()
    _clauses_and_bindings()
    _orders()
    op.execute(REFUSE_CHANGES)
    for table in ONLY_GROW:
        op.execute(
            f"create trigger {table}_never_changes before update or delete on audit.{table}"
            " for each row execute function audit.refuse_change()"
        )
    op.execute("insert into audit.feed_head (id, version) values (1, 0)")


def _feed() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        sa.UniqueConstraint("version", name="uq_change_version"),
        schema="audit",
    )
    op.create_index("ix_change_topic_key", "change", ["topic", "key"], schema="audit")
    op.create_index(
        "ix_change_unsequenced", "change", ["id"], schema="audit", postgresql_where=sa.text("version IS NULL")
    )
    op.create_table(
        "feed_head",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_feed_head"),
        schema="audit",
    )
    op.create_table(
        "feed_cursor",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("feed", name="pk_feed_cursor"),
        schema="audit",
    )
    op.create_table(
        "kept_answer",
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("principal", "key", name="pk_kept_answer"),
        schema="audit",
    )


def _access() -> None:
    op.create_table(
        "principal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_principal"),
        schema="audit",
    )
    op.create_table(
        "principal_grant",
        sa.Column("principal_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["audit.principal.id"], name="fk_principal_grant_principal_id", ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("principal_id", "role", "organisation_code", name="pk_principal_grant"),
        schema="audit",
    )
    op.create_table(
        "organisation",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_organisation"),
        schema="audit",
    )
    op.create_index("ix_organisation_parent_code", "organisation", ["parent_code"], schema="audit")
    op.create_index(
        "ix_organisation_path", "organisation", ["path"], schema="audit", postgresql_ops={"path": "text_pattern_ops"}
    )


def _copies_of_plans_and_indicators() -> None:
    op.create_table(
        "plan_copy",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", "revision", name="pk_plan_copy"),
        schema="audit",
    )
    op.create_table(
        "indicator_copy",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("value_type", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", "feed_version", name="pk_indicator_copy"),
        schema="audit",
    )


def _copies_of_readings() -> None:
    op.create_table(
        "submission_copy",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("sender_id", sa.Text(), nullable=False),
        sa.Column("sender_name", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("submission", "organisation", name="pk_submission_copy"),
        schema="audit",
    )
    op.create_table(
        "reading_copy",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("unknown_reason", sa.Text(), nullable=True),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reading_copy"),
        schema="audit",
    )
    op.create_index(
        "ix_reading_copy_datum",
        "reading_copy",
        ["period", "organisation", "indicator", sa.literal_column("id DESC")],
        schema="audit",
    )
    op.create_table(
        "review_copy",
        sa.Column("feed_version", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reviewer_id", sa.Text(), nullable=False),
        sa.Column("reviewer_name", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("decision in ('approved', 'returned')", name="ck_review_copy_decision_known"),
        sa.PrimaryKeyConstraint("feed_version", name="pk_review_copy"),
        schema="audit",
    )
    op.create_index(
        "ix_review_copy_part",
        "review_copy",
        ["submission", "organisation", sa.literal_column("feed_version DESC")],
        schema="audit",
    )


def _assessments() -> None:
    op.create_table(
        "assessment",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("standard_version", sa.Text(), nullable=False),
        sa.Column("engine_version", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("plan_revision", sa.Integer(), nullable=True),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("snapshot_version", sa.BigInteger(), nullable=False),
        sa.Column("organisations_version", sa.BigInteger(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("information_only", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("summary", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("result_sha256", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("verdict in ('met', 'not_met', 'cannot_decide')", name="ck_assessment_verdict_known"),
        sa.PrimaryKeyConstraint("id", name="pk_assessment"),
        sa.UniqueConstraint("number", name="uq_assessment_number"),
        schema="audit",
    )
    op.create_index("ix_assessment_organisation", "assessment", ["organisation"], schema="audit")


def _results() -> None:
    op.create_table(
        "result",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("criterion", sa.Text(), nullable=True),
        sa.Column("verdict", sa.Text(), nullable=True),
        sa.Column("borderline", sa.Boolean(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("exact", sa.Text(), nullable=True),
        sa.Column("line", sa.Numeric(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("detail", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("kind in ('school', 'part', 'criterion', 'comparison')", name="ck_result_kind_known"),
        sa.CheckConstraint("verdict in ('met', 'not_met', 'cannot_decide')", name="ck_result_verdict_known"),
        sa.ForeignKeyConstraint(["assessment"], ["audit.assessment.id"], name="fk_result_assessment"),
        sa.PrimaryKeyConstraint("id", name="pk_result"),
        schema="audit",
    )
    op.create_index("ix_result_place", "result", ["assessment", "organisation", "criterion", "stage"], schema="audit")
    op.create_table(
        "finding",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("shortage", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("rests_on_unverified", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(["assessment"], ["audit.assessment.id"], name="fk_finding_assessment"),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
        sa.UniqueConstraint("number", name="uq_finding_number"),
        schema="audit",
    )
    op.create_index("ix_finding_assessment", "finding", ["assessment", "organisation"], schema="audit")
    op.create_index("ix_finding_organisation", "finding", ["organisation"], schema="audit")


def _clauses_and_bindings() -> None:
    op.create_table(
        "clause_confirmation",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("standard_version", sa.Text(), nullable=False),
        sa.Column("clause", sa.Text(), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_clause_confirmation"),
        sa.UniqueConstraint(
            "standard", "standard_version", "clause", "organisation", name="uq_clause_confirmation_natural"
        ),
        schema="audit",
    )
    op.create_table(
        "binding",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("standard", sa.Text(), nullable=False),
        sa.Column("criterion", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("plan_revision", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("role in ('responsible', 'cooperating')", name="ck_binding_role_known"),
        sa.PrimaryKeyConstraint("id", name="pk_binding"),
        sa.UniqueConstraint("plan", "standard", "criterion", "unit", "version", name="uq_binding_natural"),
        schema="audit",
    )
    op.create_index("ix_binding_unit", "binding", ["unit"], schema="audit")


def _orders() -> None:
    op.create_table(
        "rectification_order",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("organisation", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("demand", sa.Text(), nullable=False),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("hearing_until", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposer_id", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "state in ('proposed', 'heard', 'confirmed', 'dropped')", name="ck_rectification_order_state_known"
        ),
        sa.PrimaryKeyConstraint("id", name="pk_rectification_order"),
        sa.UniqueConstraint("number", name="uq_rectification_order_number"),
        schema="audit",
    )
    op.create_index("ix_rectification_order_organisation", "rectification_order", ["organisation"], schema="audit")
    op.create_index("ix_rectification_order_unit", "rectification_order", ["unit", "state"], schema="audit")
    op.create_table(
        "order_finding",
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("finding", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["finding"], ["audit.finding.id"], name="fk_order_finding_finding"),
        sa.ForeignKeyConstraint(["order_id"], ["audit.rectification_order.id"], name="fk_order_finding_order_id"),
        sa.PrimaryKeyConstraint("order_id", "finding", name="pk_order_finding"),
        schema="audit",
    )
    op.create_index("ix_order_finding_finding", "order_finding", ["finding"], schema="audit")
    op.create_table(
        "order_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("order_id", sa.Text(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["order_id"], ["audit.rectification_order.id"], name="fk_order_event_order_id"),
        sa.PrimaryKeyConstraint("id", name="pk_order_event"),
        schema="audit",
    )
    op.create_index("ix_order_event_order_id", "order_event", ["order_id"], schema="audit")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table, schema="audit")
    op.execute("drop function audit.refuse_change()")
