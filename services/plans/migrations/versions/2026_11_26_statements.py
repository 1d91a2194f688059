"""Responsibility statements with their versions and what happened to them"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "plans_statements"
down_revision = "plans_tasks"
branch_labels = None
depends_on = None

KEPT_FOR_GOOD = ("statement", "statement_version", "statement_event")


def upgrade() -> None:
    _statements()
    _versions()
    _events()
    for table in KEPT_FOR_GOOD:
        op.execute(
            f"create trigger {table}_never_changes before update or delete on plans.{table}"
            " for each row execute function plans.refuse_change()"
        )


def _recorded_at() -> sa.Column[object]:
    return sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False)


def _statements() -> None:
    organisations = ("jurisdiction_code", "organisation_code", "issued_by_code")
    op.create_table(
        "statement",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("jurisdiction_code", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("issued_by_code", sa.Text(), nullable=False),
        _recorded_at(),
        sa.ForeignKeyConstraint(["plan_code"], ["plans.plan.code"], name=op.f("fk_statement_plan_code")),
        *(
            sa.ForeignKeyConstraint([column], ["plans.organisation.code"], name=op.f(f"fk_statement_{column}"))
            for column in organisations
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement")),
        sa.UniqueConstraint("number", name=op.f("uq_statement_number")),
        sa.UniqueConstraint("plan_code", "organisation_code", "year", name="uq_statement_natural"),
        schema="plans",
    )
    for column in organisations[:2]:
        op.create_index(f"ix_statement_{column}", "statement", [column], unique=False, schema="plans")


def _versions() -> None:
    op.create_table(
        "statement_version",
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("plan_revision", sa.Integer(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        _recorded_at(),
        sa.ForeignKeyConstraint(
            ["statement_id"], ["plans.statement.id"], name=op.f("fk_statement_version_statement_id")
        ),
        sa.PrimaryKeyConstraint("statement_id", "version", name=op.f("pk_statement_version")),
        schema="plans",
    )


def _events() -> None:
    op.create_table(
        "statement_event",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("statement_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("lines", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        _recorded_at(),
        sa.CheckConstraint(
            "act IN ('drawn', 'issued', 'acknowledged', 'contested', 'upheld', 'amended', 'withdrawn')",
            name=op.f("ck_statement_event_act"),
        ),
        sa.ForeignKeyConstraint(
            ["statement_id", "version"],
            ["plans.statement_version.statement_id", "plans.statement_version.version"],
            name="fk_statement_event_statement_id_version",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_statement_event")),
        schema="plans",
    )
    op.create_index(
        "ix_statement_event_statement_id", "statement_event", ["statement_id", "id"], unique=False, schema="plans"
    )


def downgrade() -> None:
    for table in ("statement_event", "statement_version", "statement"):
        op.drop_table(table, schema="plans")
