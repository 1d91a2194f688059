"""first"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "plans_0001"
down_revision = None
branch_labels = None
depends_on = None

ROOT = """
    with root as (
        insert into plans.organisation (code, parent_code, path, kind, name_zh, name_en, attributes)
        values ('000000', null, '/000000', 'government', '全国', 'Nationwide',
            '{"aliases": [], "members": [], "synthetic": false, "name_lost_in_source": false}')
        returning *
    )
    insert into plans.change (topic, key, body)
    select 'organisation', code, jsonb_build_object('parent', parent_code, 'path', path, 'kind', kind,
        'name', jsonb_build_object('zh', name_zh, 'en', name_en), 'attributes', attributes) from root
"""
REFUSE_CHANGES = """
    create function plans.refuse_change() returns trigger language plpgsql as
    $$ begin raise exception 'what was published never changes' using errcode = 'restrict_violation'; end $$
"""
PUBLISHED_TABLES = ("plan_revision", "plan_duty")


def upgrade() -> None:
    _feed()
    _kept_answers()
    _principals()
    _organisations()
    _plans()
    _duties()
    op.execute("insert into plans.feed_head (id, version) values (1, 0)")
    op.execute(ROOT)
    op.execute(REFUSE_CHANGES)
    for table in PUBLISHED_TABLES:
        op.execute(
            f"create trigger {table}_never_changes before update or delete on plans.{table}"
            " for each row execute function plans.refuse_change()"
        )


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
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change")),
        sa.UniqueConstraint("version", name=op.f("uq_change_version")),
        schema="plans",
    )
    op.create_index("ix_change_topic_key", "change", ["topic", "key"], unique=False, schema="plans")
    op.create_index(
        "ix_change_unsequenced",
        "change",
        ["id"],
        unique=False,
        schema="plans",
        postgresql_where=sa.text("version IS NULL"),
    )
    op.create_table(
        "feed_cursor",
        sa.Column("feed", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("feed", name=op.f("pk_feed_cursor")),
        schema="plans",
    )
    op.create_table(
        "feed_head",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feed_head")),
        schema="plans",
    )


def _kept_answers() -> None:
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
        schema="plans",
    )


def _principals() -> None:
    op.create_table(
        "principal",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_principal")),
        schema="plans",
    )
    op.create_table(
        "principal_grant",
        sa.Column("principal_id", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["plans.principal.id"], name=op.f("fk_principal_grant_principal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("principal_id", "role", "organisation_code", name=op.f("pk_principal_grant")),
        schema="plans",
    )


def _organisations() -> None:
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
        schema="plans",
    )
    op.create_index("ix_organisation_parent_code", "organisation", ["parent_code"], unique=False, schema="plans")
    op.create_index(
        "ix_organisation_path",
        "organisation",
        ["path"],
        unique=False,
        schema="plans",
        postgresql_ops={"path": "text_pattern_ops"},
    )


def _plans() -> None:
    op.create_table(
        "plan",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("jurisdiction_code", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.Column("published", sa.Integer(), nullable=True),
        sa.Column("draft", postgresql.JSONB(none_as_null=True, astext_type=sa.Text()), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("draft IS NOT NULL OR published IS NOT NULL", name=op.f("ck_plan_has_content")),
        sa.ForeignKeyConstraint(
            ["jurisdiction_code"], ["plans.organisation.code"], name=op.f("fk_plan_jurisdiction_code")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_plan")),
        schema="plans",
    )
    op.create_index("ix_plan_jurisdiction_code", "plan", ["jurisdiction_code"], unique=False, schema="plans")
    op.create_table(
        "plan_revision",
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["plan_code"], ["plans.plan.code"], name=op.f("fk_plan_revision_plan_code")),
        sa.PrimaryKeyConstraint("plan_code", "revision", name=op.f("pk_plan_revision")),
        schema="plans",
    )


def _duties() -> None:
    op.create_table(
        "plan_duty",
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("unit_key", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("summary_zh", sa.Text(), nullable=False),
        sa.Column("summary_en", sa.Text(), nullable=False),
        sa.Column("own_role", sa.Text(), nullable=False),
        sa.Column("mixed", sa.Boolean(), nullable=False),
        sa.Column("partners", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("unnamed_partners", sa.Boolean(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.CheckConstraint("own_role IN ('responsible', 'cooperating')", name=op.f("ck_plan_duty_own_role")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["plans.organisation.code"], name=op.f("fk_plan_duty_organisation_code")
        ),
        sa.ForeignKeyConstraint(
            ["plan_code", "revision"],
            ["plans.plan_revision.plan_code", "plans.plan_revision.revision"],
            name="fk_plan_duty_plan_code_revision",
        ),
        sa.PrimaryKeyConstraint("plan_code", "revision", "position", name=op.f("pk_plan_duty")),
        schema="plans",
    )
    op.create_index("ix_plan_duty_organisation_code", "plan_duty", ["organisation_code"], unique=False, schema="plans")


def downgrade() -> None:
    for table in (
        "plan_duty",
        "plan_revision",
        "plan",
        "organisation",
        "principal_grant",
        "principal",
        "kept_answer",
        "feed_head",
        "feed_cursor",
        "change",
    ):
        op.drop_table(table, schema="plans")
    op.execute("drop function plans.refuse_change()")
