"""Samples and assessments of units; tasks and statements are copied from the feed of plans.

The copy of plans begins anew: what was told of tasks and statements before nobody had asked for. Whatever is there
already stays as it is.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "audit_evaluation"
down_revision = "audit_nation"
branch_labels = None
depends_on = None

TABLES = ("unit_assessment", "sample_member", "sample", "statement_copy", "task_copy")


def upgrade() -> None:
    _copies()
    _samples()
    _units()
    for table in TABLES:
        op.execute(
            f"create trigger {table}_never_changes before update or delete on audit.{table}"
            " for each row execute function audit.refuse_change()"
        )
    op.execute("update audit.feed_cursor set version = 0 where feed = 'plans'")


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table, schema="audit")


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text(), nullable=nullable)


def _document(name: str) -> sa.Column[object]:
    return sa.Column(name, postgresql.JSONB(astext_type=sa.Text()), nullable=False)


def _number() -> sa.Column[int]:
    return sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False)


def _recorded_at() -> sa.Column[object]:
    return sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)


def _copies() -> None:
    op.create_table(
        "task_copy",
        _text("code"),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        _text("plan"),
        _document("document"),
        sa.PrimaryKeyConstraint("code", "feed_version", name=op.f("pk_task_copy")),
        schema="audit",
    )
    op.create_index(op.f("ix_task_copy_plan"), "task_copy", ["plan"], schema="audit")
    op.create_table(
        "statement_copy",
        _text("id"),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        _text("plan"),
        _text("organisation"),
        _document("document"),
        sa.PrimaryKeyConstraint("id", "feed_version", name=op.f("pk_statement_copy")),
        schema="audit",
    )
    op.create_index(op.f("ix_statement_copy_organisation"), "statement_copy", ["organisation"], schema="audit")


def _samples() -> None:
    op.create_table(
        "sample",
        _text("id"),
        _number(),
        _text("organisation"),
        _text("purpose"),
        _text("seed"),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("frame_version", sa.BigInteger(), nullable=False),
        sa.Column("snapshot_version", sa.BigInteger(), nullable=False),
        *(_document(name) for name in ("asked", "strata", "excluded")),
        _text("actor_id"),
        _text("actor_name"),
        _recorded_at(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sample")),
        sa.UniqueConstraint("number", name=op.f("uq_sample_number")),
        sa.CheckConstraint("purpose in ('monitoring', 'visit')", name=op.f("ck_sample_purpose_known")),
        schema="audit",
    )
    op.create_index(op.f("ix_sample_organisation"), "sample", ["organisation"], schema="audit")
    op.create_table(
        "sample_member",
        _text("sample"),
        sa.Column("place", sa.Integer(), nullable=False),
        _text("organisation"),
        _text("stratum"),
        _text("draw_number"),
        sa.PrimaryKeyConstraint("sample", "place", name=op.f("pk_sample_member")),
        sa.ForeignKeyConstraint(["sample"], ["audit.sample.id"], name=op.f("fk_sample_member_sample_sample")),
        schema="audit",
    )
    op.create_index("ix_sample_member_organisation", "sample_member", ["organisation"], schema="audit")


def _units() -> None:
    op.create_table(
        "unit_assessment",
        _text("id"),
        _number(),
        _text("unit"),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("plans_version", sa.BigInteger(), nullable=False),
        _text("verdict", nullable=True),
        _text("reason", nullable=True),
        _document("document"),
        _text("actor_id"),
        _text("actor_name"),
        _recorded_at(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_assessment")),
        sa.UniqueConstraint("number", name=op.f("uq_unit_assessment_number")),
        sa.CheckConstraint(
            "verdict is null or verdict in ('met', 'not_met', 'cannot_decide')",
            name=op.f("ck_unit_assessment_verdict_known"),
        ),
        schema="audit",
    )
    op.create_index(op.f("ix_unit_assessment_unit"), "unit_assessment", ["unit"], schema="audit")
