"""Readings in numbers: a row of twenty-eight bytes each, their words once beside, and a view that joins them again."""

import sqlalchemy as sa
from alembic import op

revision = "audit_numbers"
down_revision = "audit_standards"
branch_labels = None
depends_on = None

SCHEMA = "audit"
NUMBERS = ("organisation_number", "indicator_number", "period_number")
KEPT = ("delivery", "reading_row", "reading_remark", "part_period")
VIEW = """create view audit.reading_copy as
    select r.id, o.code as organisation, i.code as indicator, p.code as period, cast(r.value as numeric) as value,
      m.unknown_reason, d.correction_reason, m.evidence, d.submission, r.id >> 14 as feed_version, d.sender_id,
      d.sender_name, d.received_at
    from audit.reading_row r
    join audit.organisation_number o on o.number = r.organisation
    join audit.indicator_number i on i.number = r.indicator
    join audit.period_number p on p.number = r.period
    left join audit.delivery d on d.feed_version = r.id >> 14
    left join audit.reading_remark m on m.id = r.id"""
"""The joins to what is unique and may be missing fall away where nobody asks for their words."""
MADE_OTHERWISE = """do $$ begin
    if exists (select from audit.reading_copy where id >> 14 <> feed_version) then
      raise 'readings were copied before 0.4.0 under other ids, which results name: begin with an empty audit';
    end if; end $$"""
MOVED = (
    """insert into audit.organisation_number (code)
       select code from (select distinct on (code) code, path from audit.organisation_copy
         order by code, feed_version desc) known order by path""",
    """insert into audit.organisation_number (code)
       select distinct organisation from audit.told_before r
       where not exists (select from audit.organisation_number n where n.code = r.organisation)
       order by organisation""",
    """insert into audit.indicator_number (code)
       select code from (select code, min(feed_version) as first from audit.indicator_copy group by code) known
       order by first, code""",
    """insert into audit.indicator_number (code) select distinct indicator from audit.told_before r
       where not exists (select from audit.indicator_number n where n.code = r.indicator) order by indicator""",
    "insert into audit.period_number (code) select distinct period from audit.told_before order by period",
    """insert into audit.delivery (feed_version, submission, sender_id, sender_name, received_at, correction_reason)
       select distinct on (r.feed_version) r.feed_version, r.submission, s.sender_id, s.sender_name, s.received_at,
         r.correction_reason
       from audit.told_before r join audit.submission_copy s using (submission, organisation)
       order by r.feed_version""",
    """insert into audit.reading_row (period, organisation, indicator, id, value)
       select p.number, o.number, i.number, r.id, cast(r.value as double precision)
       from audit.told_before r join audit.organisation_number o on o.code = r.organisation
       join audit.indicator_number i on i.code = r.indicator join audit.period_number p on p.code = r.period
       order by 1, 2, 3, 4""",
    """insert into audit.reading_remark (id, unknown_reason, evidence)
       select id, unknown_reason, evidence from audit.told_before
       where unknown_reason is not null or evidence is not null""",
    "insert into audit.part_period select distinct id >> 14, organisation, period from audit.reading_row",
)


def upgrade() -> None:
    op.execute(MADE_OTHERWISE)
    op.rename_table("reading_copy", "told_before", schema=SCHEMA)
    _numbers()
    _rows()
    for statement in MOVED:
        op.execute(statement)
    for table in ("told_before", "submission_copy"):
        op.drop_table(table, schema=SCHEMA)
    op.execute(VIEW)
    for table in KEPT:
        op.execute(
            f"create trigger {table}_never_changes before update or delete on audit.{table}"
            " for each row execute function audit.refuse_change()"
        )


def _numbers() -> None:
    for table in NUMBERS:
        op.create_table(
            table,
            sa.Column("code", sa.Text(), nullable=False),
            sa.Column("number", sa.Integer(), sa.Identity(always=False), nullable=False),
            sa.PrimaryKeyConstraint("code", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("number", name=op.f(f"uq_{table}_number")),
            schema=SCHEMA,
        )


def _rows() -> None:
    op.create_table(
        "delivery",
        sa.Column("feed_version", sa.BigInteger(), autoincrement=False, nullable=False),
        *(sa.Column(name, sa.Text(), nullable=False) for name in ("submission", "sender_id", "sender_name")),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("correction_reason", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("feed_version", name=op.f("pk_delivery")),
        schema=SCHEMA,
    )
    op.create_index("ix_delivery_submission", "delivery", ["submission"], schema=SCHEMA)
    op.create_table(
        "reading_row",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("period", "organisation", "indicator")),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("value", sa.Double(), nullable=True),
        sa.PrimaryKeyConstraint("period", "organisation", "indicator", "id", name=op.f("pk_reading_row")),
        schema=SCHEMA,
    )
    op.create_index("ix_reading_row_id", "reading_row", ["id"], schema=SCHEMA)
    op.create_table(
        "reading_remark",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("unknown_reason", sa.Text(), nullable=True),
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading_remark")),
        schema=SCHEMA,
    )
    op.create_table(
        "part_period",
        sa.Column("feed_version", sa.BigInteger(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("organisation", "period")),
        sa.PrimaryKeyConstraint("feed_version", "organisation", "period", name=op.f("pk_part_period")),
        schema=SCHEMA,
    )


def downgrade() -> None:
    raise NotImplementedError("the words of before are not kept: restore a backup")
