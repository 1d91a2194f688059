"""Readings become rows of fixed width: numbers instead of codes, a version instead of an id, remarks beside them."""

import sqlalchemy as sa
from alembic import op

revision = "metrics_numbers"
down_revision = "metrics_reporters"
branch_labels = None
depends_on = None

SCHEMA = "metrics"
ONLY_GROW = ("reading", "reading_remark")
KEY = ("period", "organisation", "indicator", "version")


def upgrade() -> None:
    for table in ("organisation", "indicator"):
        number = sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False)
        op.add_column(table, number, schema=SCHEMA)
        op.create_unique_constraint(op.f(f"uq_{table}_number"), table, ["number"], schema=SCHEMA)
    op.create_table(
        "period_number",
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_period_number")),
        sa.UniqueConstraint("code", name=op.f("uq_period_number_code")),
        schema=SCHEMA,
    )
    op.execute(f"""
        INSERT INTO {SCHEMA}.period_number (code) SELECT DISTINCT period FROM {SCHEMA}.reading ORDER BY 1""")  # noqa: S608
    for table in ("reading", "submission_part"):
        op.rename_table(table, f"{table}_before", schema=SCHEMA)
        op.execute(f"ALTER INDEX {SCHEMA}.pk_{table} RENAME TO pk_{table}_before")
    _tables()
    _carry_over()
    _feed()
    withdrawn = sa.Column("withdrawn", sa.Integer(), server_default="0", nullable=False)
    op.add_column("submission", withdrawn, schema=SCHEMA)
    for table in ("reading_before", "submission_part_before", "desk", "numbered"):
        op.drop_table(table, schema=SCHEMA)
    op.create_index(
        "ix_submission_part_organisation_submission", "submission_part", ["organisation", "submission"], schema=SCHEMA
    )
    for table in ONLY_GROW:
        op.execute(f"""
            CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{table}
            FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()""")


def _tables() -> None:
    op.create_table(
        "reading",
        *_key(),
        sa.Column("submission", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_reading")),
        schema=SCHEMA,
    )
    op.create_table(
        "reading_remark",
        *_key(),
        sa.Column("unknown_reason", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "unknown_reason IS NOT NULL OR evidence IS NOT NULL", name=op.f("ck_reading_remark_says_something")
        ),
        sa.PrimaryKeyConstraint(*KEY, name=op.f("pk_reading_remark")),
        schema=SCHEMA,
    )
    op.create_table(
        "submission_part",
        sa.Column("submission", sa.BigInteger(), nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), server_default="pending", nullable=False),
        sa.Column("reviewer_id", sa.Text(), nullable=True),
        sa.Column("reviewer_name", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(state = 'pending') = (reviewer_id IS NULL)", name=op.f("ck_submission_part_reviewed")),
        sa.CheckConstraint(
            "state <> 'returned' OR reason IS NOT NULL", name=op.f("ck_submission_part_returned_with_reason")
        ),
        sa.CheckConstraint("state IN ('pending', 'approved', 'returned')", name=op.f("ck_submission_part_state")),
        sa.PrimaryKeyConstraint("submission", "organisation", name=op.f("pk_submission_part")),
        schema=SCHEMA,
    )


def _key() -> list[sa.Column[int]]:
    numbers = [sa.Column(name, sa.Integer(), nullable=False) for name in KEY[:3]]
    return [*numbers, sa.Column("version", sa.SmallInteger(), nullable=False)]


def _carry_over() -> None:
    op.execute(f"""
        INSERT INTO {SCHEMA}.submission_part
        SELECT s.number, o.number, p.readings, p.state, p.reviewer_id, p.reviewer_name, p.reviewed_at, p.reason
        FROM {SCHEMA}.submission_part_before p JOIN {SCHEMA}.submission s ON s.id = p.submission_id
        JOIN {SCHEMA}.organisation o ON o.code = p.organisation_code""")  # noqa: S608
    op.execute(f"""
        CREATE TABLE {SCHEMA}.numbered AS
        SELECT r.id, r.submission_id, r.organisation_code, n.number AS period, o.number AS organisation,
               i.number AS indicator,
               row_number() OVER (PARTITION BY n.number, o.number, i.number ORDER BY r.id) AS version,
               s.number AS submission, CAST(r.value AS double precision) AS value, r.unknown_reason, r.evidence
        FROM {SCHEMA}.reading_before r
        JOIN {SCHEMA}.period_number n ON n.code = r.period
        JOIN {SCHEMA}.organisation o ON o.code = r.organisation_code
        JOIN {SCHEMA}.indicator i ON i.code = r.indicator_code
        JOIN {SCHEMA}.submission s ON s.id = r.submission_id""")  # noqa: S608
    op.execute(f"""
        INSERT INTO {SCHEMA}.reading
        SELECT period, organisation, indicator, version, submission, value FROM {SCHEMA}.numbered""")  # noqa: S608
    op.execute(f"""
        INSERT INTO {SCHEMA}.reading_remark
        SELECT period, organisation, indicator, version, unknown_reason, evidence FROM {SCHEMA}.numbered
        WHERE unknown_reason IS NOT NULL OR evidence IS NOT NULL""")  # noqa: S608


def _feed() -> None:
    """One change a submission, its readings each with its organisation; one change a review, with its organisations."""
    op.add_column("change", sa.Column("packed", sa.LargeBinary(), nullable=True), schema=SCHEMA)
    # Packed bytes gain little from being compressed, and the server would spend more on it than on the rest.
    op.execute(f"ALTER TABLE {SCHEMA}.change ALTER COLUMN packed SET STORAGE EXTERNAL")
    op.execute(f"""
        UPDATE {SCHEMA}.change c SET body = (c.body - 'organisation') || jsonb_build_object('readings', (
            SELECT jsonb_agg((one - 'id') || jsonb_build_object('organisation', c.body -> 'organisation'))
            FROM jsonb_array_elements(c.body -> 'readings') AS of (one)))
        WHERE topic = 'readings' AND body IS NOT NULL""")  # noqa: S608
    op.execute(f"""
        UPDATE {SCHEMA}.change c SET body = (c.body - 'organisation')
            || jsonb_build_object('organisations', jsonb_build_array(c.body -> 'organisation'))
        WHERE topic = 'review' AND body IS NOT NULL""")  # noqa: S608


def downgrade() -> None:
    """To empty tables only: what was said since has more in it than the tables of before can hold."""
    refused = f"DO $$ BEGIN IF EXISTS (SELECT FROM {SCHEMA}.reading) THEN RAISE 'restore a backup'; END IF; END $$"
    op.execute(refused)
    op.drop_column("change", "packed", schema=SCHEMA)
    op.drop_column("submission", "withdrawn", schema=SCHEMA)
    for table in ("reading", "reading_remark", "submission_part", "period_number"):
        op.drop_table(table, schema=SCHEMA)
    for table in ("organisation", "indicator"):
        op.drop_column(table, "number", schema=SCHEMA)
    _tables_before()


def _tables_before() -> None:
    op.create_table(
        "desk",
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_code", name=op.f("pk_desk")),
        schema=SCHEMA,
    )
    op.create_table(
        "submission_part",
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("readings", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("reviewer_id", sa.Text(), nullable=True),
        sa.Column("reviewer_name", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["submission_id"], [f"{SCHEMA}.submission.id"]),
        sa.PrimaryKeyConstraint("submission_id", "organisation_code", name=op.f("pk_submission_part")),
        schema=SCHEMA,
    )
    op.create_table(
        "reading",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("indicator_code", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("value", sa.Numeric(), nullable=True),
        sa.Column("unknown_reason", sa.Text(), nullable=True),
        sa.Column("replaces", sa.BigInteger(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
        schema=SCHEMA,
    )
