"""Indicators say by a population who reports them, for which kind of period, in which form; readings name evidence."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "metrics_reporters"
down_revision = "metrics_0001"
branch_labels = None
depends_on = None

SCHEMA = "metrics"
LISTS = ("school_kinds", "places", "functions", "levels")
TEXTS = ("period", "reporter_kind", "population_zh", "population_en")


def upgrade() -> None:
    _add()
    # a school without a kind was meant where the list named "school" itself; a population says that by an empty list
    op.execute(f"""
        UPDATE {SCHEMA}.indicator SET period = 'school_year', reporter_kind = reported_by,
          population_zh = title_zh, population_en = title_en, grades = '[]', evidence_needed = false,
          school_kinds = CASE WHEN reported_by = 'school' AND NOT 'school' = ANY(applies_to)
                         THEN applies_to ELSE '{{}}' END,
          places = '{{}}', functions = '{{}}', levels = '{{}}'""")  # noqa: S608
    for name in (*TEXTS, *LISTS, "grades", "evidence_needed"):
        op.alter_column("indicator", name, nullable=False, schema=SCHEMA)
    op.drop_column("indicator", "reported_by", schema=SCHEMA)
    op.drop_column("indicator", "applies_to", schema=SCHEMA)
    _check()
    _publish()
    op.add_column("reading", sa.Column("evidence", sa.Text(), nullable=True), schema=SCHEMA)


def _add() -> None:
    for name in TEXTS:
        op.add_column("indicator", sa.Column(name, sa.Text(), nullable=True), schema=SCHEMA)
    for name in LISTS:
        op.add_column("indicator", sa.Column(name, postgresql.ARRAY(sa.Text()), nullable=True), schema=SCHEMA)
    op.add_column("indicator", sa.Column("grades", postgresql.JSONB(), nullable=True), schema=SCHEMA)
    op.add_column("indicator", sa.Column("evidence_needed", sa.Boolean(), nullable=True), schema=SCHEMA)


def _check() -> None:
    op.drop_constraint(op.f("ck_indicator_value_type"), "indicator", schema=SCHEMA)
    for name, rule in (
        ("value_type", "value_type IN ('integer', 'decimal', 'yes_no', 'grade')"),
        ("period", "period IN ('school_year', 'term', 'calendar_year', 'month')"),
        ("grades", "(value_type = 'grade') = (grades <> '[]')"),
        ("evidence_needed", "not evidence_needed OR value_type IN ('yes_no', 'grade')"),
    ):
        op.create_check_constraint(op.f(f"ck_indicator_{name}"), "indicator", rule, schema=SCHEMA)


def _publish() -> None:
    """Who follows the feed learns the new words about the indicators of before, too."""
    op.execute(f"""
        INSERT INTO {SCHEMA}.change (topic, key, body)
        SELECT 'indicator', code, jsonb_build_object(
          'title', jsonb_build_object('zh', title_zh, 'en', title_en), 'unit', unit, 'value_type', value_type,
          'grades', grades, 'stage', stage, 'period', period,
          'reported_by', jsonb_build_object('kind', reporter_kind, 'school_kinds', school_kinds, 'places', places,
            'functions', functions, 'levels', levels),
          'population', jsonb_build_object('zh', population_zh, 'en', population_en),
          'evidence_needed', evidence_needed)
        FROM {SCHEMA}.indicator ORDER BY code""")  # noqa: S608


def downgrade() -> None:
    """Yes-no items, grades and evidence are lost to the form of before, so they must be gone first."""
    op.drop_column("reading", "evidence", schema=SCHEMA)
    op.add_column("indicator", sa.Column("reported_by", sa.Text(), nullable=True), schema=SCHEMA)
    op.add_column("indicator", sa.Column("applies_to", postgresql.ARRAY(sa.Text()), nullable=True), schema=SCHEMA)
    op.execute(f"""
        UPDATE {SCHEMA}.indicator SET reported_by = reporter_kind,
          applies_to = CASE WHEN school_kinds = '{{}}' THEN ARRAY[reporter_kind] ELSE school_kinds END""")  # noqa: S608
    for name in ("period", "grades", "evidence_needed", "value_type"):
        op.drop_constraint(op.f(f"ck_indicator_{name}"), "indicator", schema=SCHEMA)
    op.create_check_constraint(
        op.f("ck_indicator_value_type"), "indicator", "value_type IN ('integer', 'decimal')", schema=SCHEMA
    )
    for name in ("reported_by", "applies_to"):
        op.alter_column("indicator", name, nullable=False, schema=SCHEMA)
    for name in (*TEXTS, *LISTS, "grades", "evidence_needed"):
        op.drop_column("indicator", name, schema=SCHEMA)
