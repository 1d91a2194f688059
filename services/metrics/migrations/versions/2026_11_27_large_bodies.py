"""Large bodies wait here until they are read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "metrics_large_bodies"
down_revision = "metrics_numbers"
branch_labels = None
depends_on = None

SCHEMA = "metrics"


def upgrade() -> None:
    op.create_table(
        "large_body",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("sender_id", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("encoding", sa.Text(), nullable=True),
        sa.Column("beside", JSONB(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=True),
        sa.Column("state", sa.Text(), server_default="waiting", nullable=False),
        sa.Column("progress", sa.Double(), server_default="0", nullable=False),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", JSONB(), nullable=True),
        sa.CheckConstraint("state IN ('waiting', 'stored', 'refused')", name=op.f("ck_large_body_state")),
        sa.CheckConstraint("(state = 'waiting') = (answer IS NULL)", name=op.f("ck_large_body_answered")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_large_body")),
        schema=SCHEMA,
    )
    # What is packed already gains nothing from being packed again, and a large text would cost seconds.
    op.execute(f"ALTER TABLE {SCHEMA}.large_body ALTER COLUMN body SET STORAGE EXTERNAL")
    waiting = sa.text("state = 'waiting'")
    op.create_index("ix_large_body_waiting", "large_body", ["recorded_at"], postgresql_where=waiting, schema=SCHEMA)


def downgrade() -> None:
    op.drop_table("large_body", schema=SCHEMA)
