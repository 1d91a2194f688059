"""Plans that were superseded or withdrawn bind nobody from that day on."""

import sqlalchemy as sa
from alembic import op

revision = "audit_plan_endings"
down_revision = "audit_plans_and_items"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "plan_ending_copy",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("takes_effect_on", sa.Date(), nullable=False),
        sa.Column("superseded_by", sa.Text(), nullable=True),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_plan_ending_copy")),
        schema="audit",
    )
    op.execute(
        "create trigger plan_ending_copy_never_changes before update or delete on audit.plan_ending_copy"
        " for each row execute function audit.refuse_change()"
    )


def downgrade() -> None:
    op.drop_table("plan_ending_copy", schema="audit")
