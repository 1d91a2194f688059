"""The first tables of metrics."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "metrics_0001"
down_revision = None
branch_labels = None
depends_on = None

SCHEMA = "metrics"
TABLES = (
    "reading",
    "submission_part",
    "submission",
    "desk",
    "collection_indicator",
    "collection",
    "indicator",
    "organisation",
    "principal_grant",
    "principal",
    "kept_answer",
    "feed_cursor",
    "feed_head",
    "change",
)
ONLY_GROW = ("submission", "reading")


def upgrade() -> None:
    _feed_and_answers()
    _access()
    _what_is_asked()
    _submissions()
    _readings()
    _refuse_changes()
    op.execute("INSERT INTO metrics.feed_head (id, version) VALUES (1, 0)")


def _feed_and_answers() -> None:
    op.create_table(
        "change",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=True),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("body", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("request_id", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sa.UniqueConstraint("version", name=op.f("uq_change_version")),
        schema=SCHEMA,
    )
    op.create_index("ix_change_topic_key", "change", ["topic", "key"], schema=SCHEMA)
    op.create_index(
        "ix_change_unsequenced", "change", ["id"], schema=SCHEMA, postgresql_where=sa.text("version IS NULL")
    )
    op.create_table(
        "feed_head",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_head")),
        schema=SCHEMA,
    )
    op.create_table(
        "feed_cursor",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("feed", name=op.f("pk_feed_cursor")),
        schema=SCHEMA,
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
        sa.PrimaryKeyConstraint("principal", "key", name=op.f("pk_kept_answer")),
        schema=SCHEMA,
    )


def _access() -> None:
    op.create_table(
        "principal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principal")),
        schema=SCHEMA,
    )
    op.create_table(
        "principal_grant",
        sa.Column("principal_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["metrics.principal.id"], name=op.f("fk_principal_grant_principal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("principal_id", "role", "organisation_code", name=op.f("pk_principal_grant")),
        schema=SCHEMA,
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
        sa.PrimaryKeyConstraint("code", name=op.f("pk_organisation")),
        schema=SCHEMA,
    )
    op.create_index("ix_organisation_parent_code", "organisation", ["parent_code"], schema=SCHEMA)
    op.create_index(
        "ix_organisation_path", "organisation", ["path"], schema=SCHEMA, postgresql_ops={"path": "text_pattern_ops"}
    )


def _what_is_asked() -> None:
    op.create_table(
        "indicator",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("unit", sa.Text(), nullable=False),
        sa.Column("value_type", sa.Text(), nullable=False),
        sa.Column("not_negative", sa.Boolean(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=True),
        sa.Column("reported_by", sa.Text(), nullable=False),
        sa.Column("applies_to", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.CheckConstraint("value_type IN ('integer', 'decimal')", name=op.f("ck_indicator_value_type")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_indicator")),
        schema=SCHEMA,
    )
    op.create_table(
        "collection",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("opens_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.CheckConstraint("status IN ('open', 'closed')", name=op.f("ck_collection_status")),
        sa.CheckConstraint("opens_on <= due_on", name=op.f("ck_collection_dates")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_collection")),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_collection_period_organisation_code", "collection", ["period", "organisation_code"], schema=SCHEMA
    )
    op.create_table(
        "collection_indicator",
        sa.Column("collection_code", sa.Text(), nullable=False),
        sa.Column("indicator_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["collection_code"], ["metrics.collection.code"], name=op.f("fk_collection_indicator_collection_code")
        ),
        sa.ForeignKeyConstraint(
            ["indicator_code"], ["metrics.indicator.code"], name=op.f("fk_collection_indicator_indicator_code")
        ),
        sa.PrimaryKeyConstraint("collection_code", "indicator_code", name=op.f("pk_collection_indicator")),
        schema=SCHEMA,
    )


def _submissions() -> None:
    op.create_table(
        "desk",
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_code", name=op.f("pk_desk")),
        schema=SCHEMA,
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("sender_id", sa.Text(), nullable=False),
        sa.Column("sender_name", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("created", sa.Integer(), nullable=False),
        sa.Column("updated", sa.Integer(), nullable=False),
        sa.Column("unchanged", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.CheckConstraint("mode IN ('all_or_nothing', 'valid_only')", name=op.f("ck_submission_mode")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint("number", name=op.f("uq_submission_number")),
        schema=SCHEMA,
    )
    op.create_index("ix_submission_sender_id_number", "submission", ["sender_id", "number"], schema=SCHEMA)
    op.create_table(
        "submission_part",
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Text(), nullable=True),
        sa.Column("reviewer_name", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'pending') = (reviewer_id IS NULL)", name=op.f("ck_submission_part_reviewed")),
        sa.CheckConstraint(
            "state <> 'returned' OR reason IS NOT NULL", name=op.f("ck_submission_part_returned_with_reason")
        ),
        sa.CheckConstraint("state IN ('pending', 'approved', 'returned')", name=op.f("ck_submission_part_state")),
        sa.ForeignKeyConstraint(
            ["submission_id"], ["metrics.submission.id"], name=op.f("fk_submission_part_submission_id")
        ),
        sa.PrimaryKeyConstraint("submission_id", "organisation_code", name=op.f("pk_submission_part")),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_submission_part_organisation_code_submission_id",
        "submission_part",
        ["organisation_code", "submission_id"],
        schema=SCHEMA,
    )


def _readings() -> None:
    op.create_table(
        "reading",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("indicator_code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("unknown_reason", sa.Text(), nullable=True),
        sa.Column("replaces", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(value IS NULL) = (unknown_reason IS NOT NULL)", name=op.f("ck_reading_value_or_reason")),
        sa.ForeignKeyConstraint(
            ["submission_id", "organisation_code"],
            ["metrics.submission_part.submission_id", "metrics.submission_part.organisation_code"],
            name="fk_reading_submission_part",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_reading_latest",
        "reading",
        ["organisation_code", "indicator_code", "period", sa.literal_column("id DESC")],
        schema=SCHEMA,
    )


def _refuse_changes() -> None:
    """What was said stays said, whatever a later statement of the application tries."""
    op.execute(f"""
        CREATE FUNCTION {SCHEMA}.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME; END $$""")
    for table in ONLY_GROW:
        op.execute(f"""
            CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{table}
            FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()""")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table, schema=SCHEMA)
    op.execute(f"DROP FUNCTION {SCHEMA}.refuse_change()")
