"""Plans are superseded and withdrawn; revisions may come from another system"""

import sqlalchemy as sa
from alembic import op

revision = "plans_endings"
down_revision = "plans_statements"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("plan_revision", sa.Column("imported_by", sa.Text(), nullable=True), schema="plans")
    op.add_column("plan_revision", sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True), schema="plans")
    op.create_table(
        "plan_ending",
        sa.Column("plan_code", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("takes_effect_on", sa.Date(), nullable=False),
        sa.Column("superseded_by", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_by", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("imported_by", sa.Text(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("status IN ('superseded', 'withdrawn')", name=op.f("ck_plan_ending_status")),
        sa.CheckConstraint(
            "(status = 'superseded') = (superseded_by IS NOT NULL)", name=op.f("ck_plan_ending_successor")
        ),
        sa.CheckConstraint("superseded_by <> plan_code", name=op.f("ck_plan_ending_not_by_itself")),
        sa.ForeignKeyConstraint(["plan_code"], ["plans.plan.code"], name=op.f("fk_plan_ending_plan_code")),
        sa.ForeignKeyConstraint(["superseded_by"], ["plans.plan.code"], name=op.f("fk_plan_ending_superseded_by")),
        sa.PrimaryKeyConstraint("plan_code", name=op.f("pk_plan_ending")),
        schema="plans",
    )
    op.create_index("ix_plan_ending_superseded_by", "plan_ending", ["superseded_by"], unique=False, schema="plans")
    op.execute(
        "create trigger plan_ending_never_changes before update or delete on plans.plan_ending"
        " for each row execute function plans.refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("plan_ending", schema="plans")
    op.drop_column("plan_revision", "imported_at", schema="plans")
    op.drop_column("plan_revision", "imported_by", schema="plans")
