"""Many counties at once: organisations and approved values in numbers, runs, and a row a subject."""

# ruff: noqa: S608 - statements are put together from constants of this file

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

from services.audit.repository.standing_rows import LAID, NEVER, UNKNOWN

revision = "audit_nation"
down_revision = "audit_numbers"
branch_labels = None
depends_on = None

SCHEMA = "audit"
KEPT = ("roll", "standing")
TABLES = (
    "run",
    "county_result",
    "school_result",
    "standing",
    "roll",
    "likeness",
)


def upgrade() -> None:
    op.create_index(
        "ix_organisation_copy_path",
        "organisation_copy",
        ["path"],
        schema=SCHEMA,
        postgresql_ops={"path": "text_pattern_ops"},
    )
    _likenesses()
    _rows()
    _results()
    _runs()
    _from_what_is_known()
    for table in KEPT:
        op.execute(
            f"create trigger {table}_never_changes before update or delete on {SCHEMA}.{table}"
            f" for each row execute function {SCHEMA}.refuse_change()"
        )


def _likenesses() -> None:
    words = ("kind", "school_kind", "place", "function", "level")
    op.create_table(
        "likeness",
        sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
        *(sa.Column(word, sa.Text(), nullable=False) for word in words),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_likeness")),
        sa.UniqueConstraint(*words, name=op.f("uq_likeness_words")),
        schema=SCHEMA,
    )


def _rows() -> None:
    op.create_table(
        "roll",
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("parent", "likeness", "opened", "closed")),
        sa.PrimaryKeyConstraint("organisation", "feed_version", name=op.f("pk_roll")),
        schema=SCHEMA,
    )
    op.create_index("ix_roll_parent", "roll", ["parent"], schema=SCHEMA)
    op.create_table(
        "standing",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("block", sa.SmallInteger(), nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        sa.Column("readings", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("period", "block", "organisation", "feed_version", name=op.f("pk_standing")),
        schema=SCHEMA,
    )


def _results() -> None:
    op.create_table(
        "school_result",
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.Column("county", sa.Integer(), nullable=False),
        sa.Column("organisation", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.SmallInteger(), nullable=False),
        sa.Column("reason", sa.SmallInteger(), nullable=False),
        sa.Column("outcomes", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("run", "county", "organisation", name=op.f("pk_school_result")),
        schema=SCHEMA,
    )
    op.create_table(
        "county_result",
        sa.Column("run", sa.BigInteger(), nullable=False),
        sa.Column("county", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.SmallInteger(), nullable=False) for name in ("indicators", "recognition", "problem")),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("met", "not_met", "undecided", "excluded")),
        *(
            sa.Column(name, sa.LargeBinary(), nullable=False)
            for name in ("comparisons", "squares", "conditions", "sha256")
        ),
        sa.PrimaryKeyConstraint("run", "county", name=op.f("pk_county_result")),
        schema=SCHEMA,
    )
    op.create_index("ix_county_result_verdict", "county_result", ["run", "indicators", "county"], schema=SCHEMA)


def _runs() -> None:
    states = "('waiting', 'scoring', 'done', 'refused', 'cancelled')"
    op.create_table(
        "run",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        *(
            sa.Column(name, sa.Text(), nullable=False)
            for name in ("standard", "standard_version", "organisation", "period")
        ),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=True),
        sa.Column("plan_revision", sa.Integer(), nullable=True),
        sa.Column("snapshot_version", sa.BigInteger(), nullable=False),
        sa.Column("organisations_version", sa.BigInteger(), nullable=False),
        *(sa.Column(name, JSONB(), nullable=False) for name in ("read_with", "information_only")),
        sa.Column("repeats", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Text(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("counties_done", sa.Integer(), nullable=False),
        sa.Column("counties_all", sa.Integer(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refusal", JSONB(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_run")),
        sa.UniqueConstraint("number", name=op.f("uq_run_number")),
        sa.CheckConstraint(f"state in {states}", name=op.f("ck_run_state_known")),
        schema=SCHEMA,
    )
    op.create_index(
        "ix_run_waiting",
        "run",
        ["number"],
        schema=SCHEMA,
        postgresql_where=sa.text("state in ('waiting', 'scoring')"),
    )


def _from_what_is_known() -> None:
    """Organisations in all the states there were; of readings what is approved now, as of the copy's version."""
    for statement in (_LIKENESSES, _ROLL):
        op.execute(statement)
    laid = LAID.replace("{schema}", SCHEMA)
    laid = laid.replace(
        "from unnest(cast(:periods as text[]), cast(:organisations as text[])) as given (period, organisation)",
        "from (select distinct period, organisation from audit.reading_copy) as given (period, organisation)",
    )
    laid = laid.replace(":version", "coalesce((select version from audit.feed_cursor where feed = 'readings'), 0)")
    laid = laid.replace(":never", f"'{NEVER}'").replace(":unknown", f"'{UNKNOWN}'")
    op.execute(sa.text(laid))


_WORDS = """select code, feed_version, kind, coalesce(attributes ->> 'school_kind', '') as school_kind,
      coalesce(attributes ->> 'place', '') as place, coalesce(attributes ->> 'function', '') as function,
      case when coalesce(attributes ->> 'division_code', '') = '' then ''
        when attributes ->> 'division_code' like '%0000' then 'province'
        when attributes ->> 'division_code' like '%00' then 'prefecture' else 'county' end as level,
      coalesce(cast(nullif(attributes ->> 'opened_on', '') as date) - date '2000-01-01', -1000000) as opened,
      coalesce(cast(nullif(attributes ->> 'closed_on', '') as date) - date '2000-01-01', 1000000) as closed,
      split_part(path, '/', -2) as parent
    from audit.organisation_copy"""
_LIKENESSES = f"""insert into audit.likeness (kind, school_kind, place, function, level)
    select distinct kind, school_kind, place, function, level from ({_WORDS}) known"""
_ROLL = f"""insert into audit.roll (organisation, feed_version, parent, likeness, opened, closed)
    select n.number, known.feed_version, coalesce(p.number, 0), l.number, known.opened, known.closed
    from ({_WORDS}) known join audit.organisation_number n on n.code = known.code
    left join audit.organisation_number p on p.code = known.parent
    join audit.likeness l using (kind, school_kind, place, function, level)"""


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table, schema=SCHEMA)
    op.drop_index("ix_organisation_copy_path", "organisation_copy", schema=SCHEMA)
