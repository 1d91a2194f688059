"""Of an answer kept by its key, where it leads: what was answered 202 is asked for at its `Location`."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "audit_answers"
down_revision = "audit_review_parts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("kept_answer", sa.Column("headers", JSONB(), server_default="{}", nullable=False), schema="audit")


def downgrade() -> None:
    op.drop_column("kept_answer", "headers", schema="audit")
