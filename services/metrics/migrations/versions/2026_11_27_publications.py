"""Indicators may be sensitive, and what outsiders see of them is published as a whole."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "metrics_publications"
down_revision = "metrics_large_bodies"
branch_labels = None
depends_on = None

SCHEMA = "metrics"


def upgrade() -> None:
    sensitive: sa.Column[bool] = sa.Column("sensitive", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column("indicator", sensitive, schema=SCHEMA)
    op.create_table(
        "publication",
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("publisher_id", sa.Text(), nullable=False),
        sa.Column("publisher_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("bound", sa.Integer(), nullable=False),
        sa.Column("zeros_shown", sa.Boolean(), nullable=False),
        sa.Column("schools_shown", sa.Boolean(), nullable=False),
        sa.Column("periods", ARRAY(sa.Text()), nullable=False),
        sa.Column("indicators", ARRAY(sa.Text()), nullable=False),
        sa.Column("counts", JSONB(), nullable=False),
        sa.Column("pattern", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_publication")),
        schema=SCHEMA,
    )
    op.execute(f"""
        CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.publication
        FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()""")


def downgrade() -> None:
    op.drop_table("publication", schema=SCHEMA)
    op.drop_column("indicator", "sensitive", schema=SCHEMA)
