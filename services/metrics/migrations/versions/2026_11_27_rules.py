"""Derived indicators and rules in versions, and what rules found in submissions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "metrics_rules"
down_revision = "metrics_publications"
branch_labels = None
depends_on = None

SCHEMA = "metrics"
VERSIONS = ("derived_version", "rule_version")
FOUND = ("finding", "finding_place")


def upgrade() -> None:
    for table in VERSIONS:
        op.create_table(
            table,
            sa.Column("code", sa.Text(), nullable=False),
            sa.Column("version", sa.Integer(), nullable=False),
            sa.Column("body", JSONB(), nullable=False),
            sa.Column("recorder_id", sa.Text(), nullable=False),
            sa.Column("recorder_name", sa.Text(), nullable=False),
            sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
            sa.CheckConstraint("version > 0", name=op.f(f"ck_{table}_version")),
            sa.PrimaryKeyConstraint("code", "version", name=op.f(f"pk_{table}")),
            schema=SCHEMA,
        )
    op.create_table(
        "finding",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("submission", sa.BigInteger(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("example", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_finding")),
        schema=SCHEMA,
    )
    op.create_index("ix_finding_submission", "finding", ["submission"], schema=SCHEMA)
    op.create_table(
        "finding_place",
        sa.Column("finding", sa.BigInteger(), nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("finding", "organisation", "period", name=op.f("pk_finding_place")),
        schema=SCHEMA,
    )
    for table in (*VERSIONS, *FOUND):
        op.execute(f"""
            CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{table}
            FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()""")


def downgrade() -> None:
    for table in (*VERSIONS, *FOUND):
        op.drop_table(table, schema=SCHEMA)
