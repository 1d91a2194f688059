"""A delivery names its periods itself, and readings are found by their key alone: following the feed wrote as much
beside the readings as it wrote of them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "audit_deliveries"
down_revision = "audit_evaluation"
branch_labels = None
depends_on = None

SCHEMA = "audit"


def upgrade() -> None:
    op.add_column("delivery", sa.Column("periods", ARRAY(sa.Integer()), nullable=True), schema=SCHEMA)
    op.execute("alter table audit.delivery disable trigger delivery_never_changes")
    op.execute(
        """update audit.delivery d set periods = array(
             select distinct p.period from audit.part_period p where p.feed_version = d.feed_version order by 1)"""
    )
    op.execute("alter table audit.delivery enable trigger delivery_never_changes")
    op.alter_column("delivery", "periods", nullable=False, schema=SCHEMA)
    op.drop_table("part_period", schema=SCHEMA)
    op.drop_index("ix_reading_row_id", "reading_row", schema=SCHEMA)


def downgrade() -> None:
    raise NotImplementedError("which organisation spoke of which period is not kept apart any more: restore a backup")
