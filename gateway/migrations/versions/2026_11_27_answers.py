"""Of an answer kept by its key, where it leads: what was answered 202 is asked for at its `Location`."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "gateway_answers"
down_revision = "gateway_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("kept_answer", sa.Column("headers", JSONB(), server_default="{}", nullable=False), schema="gateway")


def downgrade() -> None:
    op.drop_column("kept_answer", "headers", schema="gateway")
