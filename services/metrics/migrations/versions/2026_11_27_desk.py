"""What senders call things; official statistics as a second source, and what is decided where the two differ."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

revision = "metrics_desk"
down_revision = "metrics_reviews"
branch_labels = None
depends_on = None

SCHEMA = "metrics"
TABLES = (
    "difference_settlement",
    "official_value",
    "official_import",
    "official_table",
    "code_mapping_version",
    "code_mapping",
)
ONLY_GROW = ("official_import", "official_value", "difference_settlement")


def upgrade() -> None:
    _code_mappings()
    _official_tables()
    _official_values()
    _settlements()
    for table in ONLY_GROW:
        op.execute(f"""
            CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{table}
            FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()""")


def _code_mappings() -> None:
    op.create_table(
        "code_mapping",
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("own_code", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.CheckConstraint("kind IN ('organisation', 'indicator')", name=op.f("ck_code_mapping_kind")),
        sa.PrimaryKeyConstraint("client_id", "kind", "own_code", name=op.f("pk_code_mapping")),
        schema=SCHEMA,
    )
    op.create_table(
        "code_mapping_version",
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("version", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_code_mapping_version")),
        schema=SCHEMA,
    )


def _official_tables() -> None:
    op.create_table(
        "official_table",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title_zh", sa.Text(), nullable=False),
        sa.Column("title_en", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("reading", JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("code", "version", name=op.f("pk_official_table")),
        schema=SCHEMA,
    )
    op.create_table(
        "official_import",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("table_code", sa.Text(), nullable=False),
        sa.Column("table_version", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("indicators", ARRAY(sa.Integer()), nullable=False),
        sa.Column("sender_id", sa.Text(), nullable=False),
        sa.Column("sender_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        *[sa.Column(name, sa.Integer(), nullable=False) for name in ("created", "updated", "unchanged", "rejected")],
        sa.PrimaryKeyConstraint("number", name=op.f("pk_official_import")),
        sa.UniqueConstraint("id", name=op.f("uq_official_import_id")),
        schema=SCHEMA,
    )
    op.create_index("ix_official_import_period", "official_import", ["period"], schema=SCHEMA)


def _official_values() -> None:
    op.create_table(
        "official_value",
        *_key(),
        sa.Column("version", sa.SmallInteger(), nullable=False),
        sa.Column("import", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Double(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("period", "organisation", "indicator", "version", name=op.f("pk_official_value")),
        schema=SCHEMA,
    )


def _settlements() -> None:
    op.create_table(
        "difference_settlement",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        *_key(),
        sa.Column("reading_version", sa.SmallInteger(), nullable=False),
        sa.Column("official_version", sa.SmallInteger(), nullable=False),
        *[
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("decision", "reason", "reviewer_id", "reviewer_name")
        ],
        sa.Column("settled_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "decision IN ('reported_stands', 'official_stands')", name=op.f("ck_difference_settlement_decision")
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_difference_settlement")),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_difference_settlement_key",
        "difference_settlement",
        ["period", "organisation", "indicator", "number"],
        schema=SCHEMA,
    )


def _key() -> list[sa.Column[int]]:
    return [sa.Column(name, sa.Integer(), nullable=False) for name in ("period", "organisation", "indicator")]


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table, schema=SCHEMA)
