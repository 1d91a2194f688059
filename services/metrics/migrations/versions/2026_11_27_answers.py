"""Of an answer kept by its key, where it leads: what was answered 202 is asked for at its `Location`."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "metrics_answers"
down_revision = "metrics_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("kept_answer", sa.Column("headers", JSONB(), server_default="{}", nullable=False), schema="metrics")


def downgrade() -> None:
    op.drop_column("kept_answer", "headers", schema="metrics")
