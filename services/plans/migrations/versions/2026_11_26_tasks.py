"""Tasks, what is reported of them, and how a plan takes up measures of a plan above"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "plans_tasks"
down_revision = "plans_organisation_events"
branch_labels = None
depends_on = None

KEPT_FOR_GOOD = ("task_version", "task_report", "adoption")


def upgrade() -> None:
    _tasks()
    _reports()
    _adoptions()
    for table in KEPT_FOR_GOOD:
        op.execute(
            f"create trigger {table}_never_changes before update or delete on plans.{table}"
            " for each row execute function plans.refuse_change()"
        )


def _decision() -> list[sa.Column[object]]:
    return [
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    ]


def _tasks() -> None:
    op.create_table(
        "task",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["plan_code"], ["plans.plan.code"], name=op.f("fk_task_plan_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_task")),
        schema="plans",
    )
    op.create_index("ix_task_plan_code", "task", ["plan_code"], unique=False, schema="plans")
    op.create_table(
        "task_version",
        sa.Column("task_code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("owner_code", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        *_decision(),
        sa.ForeignKeyConstraint(["task_code"], ["plans.task.code"], name=op.f("fk_task_version_task_code")),
        sa.ForeignKeyConstraint(["owner_code"], ["plans.organisation.code"], name=op.f("fk_task_version_owner_code")),
        sa.PrimaryKeyConstraint("task_code", "version", name=op.f("pk_task_version")),
        schema="plans",
    )
    op.create_index("ix_task_version_owner_code", "task_version", ["owner_code"], unique=False, schema="plans")


def _reports() -> None:
    op.create_table(
        "task_report",
        sa.Column("task_code", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("replaces", sa.Integer(), nullable=True),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("reported_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["task_code"], ["plans.task.code"], name=op.f("fk_task_report_task_code")),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["plans.organisation.code"], name=op.f("fk_task_report_organisation_code")
        ),
        sa.PrimaryKeyConstraint("task_code", "number", name=op.f("pk_task_report")),
        sa.UniqueConstraint("task_code", "replaces", name="uq_task_report_task_code_replaces"),
        schema="plans",
    )


def _adoptions() -> None:
    op.create_table(
        "adoption",
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("upper_plan_code", sa.Text(), nullable=False),
        sa.Column("upper_measure", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("document", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        *_decision(),
        sa.ForeignKeyConstraint(["plan_code"], ["plans.plan.code"], name=op.f("fk_adoption_plan_code")),
        sa.ForeignKeyConstraint(["upper_plan_code"], ["plans.plan.code"], name=op.f("fk_adoption_upper_plan_code")),
        sa.PrimaryKeyConstraint("plan_code", "upper_plan_code", "upper_measure", "version", name=op.f("pk_adoption")),
        schema="plans",
    )
    op.create_index("ix_adoption_upper_plan_code", "adoption", ["upper_plan_code"], unique=False, schema="plans")


def downgrade() -> None:
    for table in ("adoption", "task_report", "task_version", "task"):
        op.drop_table(table, schema="plans")
