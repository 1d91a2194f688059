"""Reviews up a chain of levels, locks, corrections: every act is kept, and a part knows whose turn it is."""

import sqlalchemy as sa
from alembic import op

revision = "metrics_reviews"
down_revision = "metrics_rules"
branch_labels = None
depends_on = None

SCHEMA = "metrics"
ONLY_GROW = ("review", "review_part", "period_lock", "correction")
PART = ("submission", "organisation")
WAS_REVIEW = ("reviewer_id", "reviewer_name", "reviewed_at", "reason")


def upgrade() -> None:
    op.add_column(
        "collection", sa.Column("chain", sa.SmallInteger(), server_default="0", nullable=False), schema=SCHEMA
    )
    _review_tables()
    _other_tables()
    _part_columns()
    _carry_over()
    for name in ("reviewed", "returned_with_reason"):
        op.drop_constraint(op.f(f"ck_submission_part_{name}"), "submission_part", schema=SCHEMA)
    for name in WAS_REVIEW:
        op.drop_column("submission_part", name, schema=SCHEMA)
    for name in ("only_period", "needs"):
        op.alter_column("submission_part", name, nullable=False, server_default=None, schema=SCHEMA)
    _part_rules()
    for table in ONLY_GROW:
        op.execute(f"""
            CREATE TRIGGER only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON {SCHEMA}.{table}
            FOR EACH STATEMENT EXECUTE FUNCTION {SCHEMA}.refuse_change()""")


def _review_tables() -> None:
    op.create_table(
        "review",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("reviewer_id", sa.Text(), nullable=False),
        sa.Column("reviewer_name", sa.Text(), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("decision IN ('approved', 'returned')", name=op.f("ck_review_decision")),
        sa.CheckConstraint("decision <> 'returned' OR reason IS NOT NULL", name=op.f("ck_review_returned_with_reason")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_review")),
        schema=SCHEMA,
    )
    op.create_table(
        "review_part",
        *_part(),
        sa.Column("review", sa.BigInteger(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=True),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.Column("state", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("state BETWEEN 0 AND 2", name=op.f("ck_review_part_state")),
        sa.PrimaryKeyConstraint(*PART, "review", name=op.f("pk_review_part")),
        schema=SCHEMA,
    )
    op.create_table(
        "part_period",
        *_part(),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*PART, "period", name=op.f("pk_part_period")),
        schema=SCHEMA,
    )


def _part() -> list[sa.Column[int]]:
    return [
        sa.Column("submission", sa.BigInteger(), nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
    ]


def _other_tables() -> None:
    op.create_table(
        "period_lock",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("period", sa.Integer(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_period_lock")),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_period_lock_period_organisation", "period_lock", ["period", "organisation", "number"], schema=SCHEMA
    )
    op.create_table(
        "correction",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("period", "organisation", "indicator")),
        *(sa.Column(name, sa.SmallInteger(), nullable=False) for name in ("version", "corrects")),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_correction")),
        schema=SCHEMA,
    )
    op.create_index("ix_correction_organisation_number", "correction", ["organisation", "number"], schema=SCHEMA)


def _part_columns() -> None:
    columns = (
        sa.Column("only_period", sa.Integer(), server_default="0", nullable=True),
        sa.Column("needs", sa.SmallInteger(), server_default="1", nullable=True),
        sa.Column("approvals", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("approved_at", sa.Integer(), nullable=True),
        sa.Column("review", sa.BigInteger(), nullable=True),
    )
    for column in columns:
        op.add_column("submission_part", column, schema=SCHEMA)


def _carry_over() -> None:
    """Each decision of before is an act of its own on each submission: from where it was made was not kept. Which
    approved values were corrected is drawn from the reasons that their corrections gave."""
    op.execute(f"""
        INSERT INTO {SCHEMA}.review (decision, reason, reviewer_id, reviewer_name, reviewed_at)
        SELECT DISTINCT state, reason, reviewer_id, reviewer_name, reviewed_at FROM {SCHEMA}.submission_part
        WHERE state <> 'pending' ORDER BY reviewed_at""")  # noqa: S608
    op.execute(f"""
        UPDATE {SCHEMA}.submission_part p
        SET review = v.number, approvals = CASE state WHEN 'approved' THEN 1 ELSE 0 END
        FROM {SCHEMA}.review v WHERE v.decision = p.state AND v.reason IS NOT DISTINCT FROM p.reason
          AND v.reviewer_id = p.reviewer_id AND v.reviewer_name = p.reviewer_name AND v.reviewed_at = p.reviewed_at""")  # noqa: S608
    op.execute(f"""
        INSERT INTO {SCHEMA}.review_part (submission, organisation, review, level, state)
        SELECT submission, organisation, review, 0, CASE state WHEN 'approved' THEN 1 ELSE 2 END
        FROM {SCHEMA}.submission_part WHERE review IS NOT NULL""")  # noqa: S608
    op.execute(f"""
        INSERT INTO {SCHEMA}.part_period (submission, organisation, period)
        SELECT DISTINCT submission, organisation, period FROM {SCHEMA}.reading""")  # noqa: S608
    op.execute(f"""
        UPDATE {SCHEMA}.submission_part p SET only_period = found.period FROM (
          SELECT submission, organisation, min(period) AS period FROM {SCHEMA}.part_period GROUP BY 1, 2
          HAVING count(*) = 1) found
        WHERE found.submission = p.submission AND found.organisation = p.organisation""")  # noqa: S608
    op.execute(f"""
        DELETE FROM {SCHEMA}.part_period x USING {SCHEMA}.submission_part p
        WHERE p.submission = x.submission AND p.organisation = x.organisation AND p.only_period <> 0""")  # noqa: S608
    op.execute(f"""
        INSERT INTO {SCHEMA}.correction (period, organisation, indicator, version, corrects)
        SELECT r.period, r.organisation, r.indicator, r.version, before.version FROM {SCHEMA}.reading r
        JOIN {SCHEMA}.submission s ON s.number = r.submission AND s.correction_reason IS NOT NULL
        CROSS JOIN LATERAL (
          SELECT b.version, b.value FROM {SCHEMA}.reading b
          JOIN {SCHEMA}.submission_part p USING (submission, organisation)
          WHERE (b.period, b.organisation, b.indicator) = (r.period, r.organisation, r.indicator)
            AND b.version < r.version AND p.state = 'approved' AND p.reviewed_at < s.received_at
          ORDER BY b.version DESC LIMIT 1) before
        WHERE before.value IS DISTINCT FROM r.value ORDER BY r.submission, r.period, r.organisation""")  # noqa: S608


def _part_rules() -> None:
    rules = {
        "approved_by_all": "(state = 'approved') = (needs & approvals = needs)",
        "returned_by_all": "state <> 'returned' OR approvals = 0",
        "reviewed": "state = 'pending' OR review IS NOT NULL",
    }
    for name, rule in rules.items():
        op.create_check_constraint(op.f(f"ck_submission_part_{name}"), "submission_part", rule, schema=SCHEMA)
    pending = sa.text("state = 'pending'")
    op.create_index(
        "ix_submission_part_pending",
        "submission_part",
        ["organisation", "submission"],
        postgresql_where=pending,
        schema=SCHEMA,
    )


def downgrade() -> None:
    """To empty tables only: acts of several levels on one part have no place in the columns of before."""
    refused = f"DO $$ BEGIN IF EXISTS (SELECT FROM {SCHEMA}.review) THEN RAISE 'restore a backup'; END IF; END $$"
    op.execute(refused)
    op.drop_index("ix_submission_part_pending", "submission_part", schema=SCHEMA)
    for name in ("approved_by_all", "returned_by_all", "reviewed"):
        op.drop_constraint(op.f(f"ck_submission_part_{name}"), "submission_part", schema=SCHEMA)
    for name in ("only_period", "needs", "approvals", "approved_at", "review"):
        op.drop_column("submission_part", name, schema=SCHEMA)
    for name in WAS_REVIEW:
        kind = sa.DateTime(timezone=True) if name == "reviewed_at" else sa.Text()
        op.add_column("submission_part", sa.Column(name, kind, nullable=True), schema=SCHEMA)
    op.create_check_constraint(
        op.f("ck_submission_part_reviewed"),
        "submission_part",
        "(state = 'pending') = (reviewer_id IS NULL)",
        schema=SCHEMA,
    )
    op.create_check_constraint(
        op.f("ck_submission_part_returned_with_reason"),
        "submission_part",
        "state <> 'returned' OR reason IS NOT NULL",
        schema=SCHEMA,
    )
    for table in ("correction", "period_lock", "part_period", "review_part", "review"):
        op.drop_table(table, schema=SCHEMA)
    op.drop_column("collection", "chain", schema=SCHEMA)
