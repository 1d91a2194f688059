"""Organisations with history: a register of events, and every state with the days it held"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "plans_organisation_events"
down_revision = "plans_imports"
branch_labels = None
depends_on = None

# Until now true said that a school is classed as a boarding school, false that it is not.
BOARDING_IN_WORDS = """
    with changed as (
        update plans.organisation set attributes = jsonb_set(attributes, '{boarding}',
            case when attributes -> 'boarding' = 'true' then '"boarding"'::jsonb else '"day"'::jsonb end)
        where jsonb_typeof(attributes -> 'boarding') = 'boolean'
        returning *
    )
    insert into plans.change (topic, key, body)
    select 'organisation', code, jsonb_build_object('parent', parent_code, 'path', path, 'kind', kind,
        'name', jsonb_build_object('zh', name_zh, 'en', name_en), 'attributes', attributes)
    from changed order by code
"""
BOARDING_AS_BOOLEAN = """
    update plans.organisation set attributes = jsonb_set(attributes, '{boarding}',
        to_jsonb(attributes ->> 'boarding' <> 'day'))
    where jsonb_typeof(attributes -> 'boarding') = 'string'
"""
FIRST_KNOWN = """
    insert into plans.organisation_event (organisation_code, kind, sets, successors, reason, actor)
    select code, 'registered', attributes
        || jsonb_build_object('parent', parent_code, 'kind', kind, 'name_zh', name_zh, 'name_en', name_en),
        '{}', 'the state when the register of events began', 'migration'
    from plans.organisation order by code
"""
STATES = """
    insert into plans.organisation_state (organisation_code, since, until, parent_code, kind, name_zh, name_en,
        attributes, folded_names, school_code)
    select code, '-infinity', 'infinity', parent_code, kind, name_zh, name_en, attributes, folded_names,
        attributes ->> 'school_code'
    from plans.organisation
"""


def upgrade() -> None:
    op.create_table(
        "organisation_event",
        sa.Column("number", sa.BigInteger(), sa.Identity(always=False), nullable=False),
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=True),
        sa.Column("sets", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("successors", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("withdraws", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column(
            "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("clock_timestamp()"), nullable=False
        ),
        sa.CheckConstraint(
            "(kind = 'withdrawn') = (withdraws IS NOT NULL)", name=op.f("ck_organisation_event_withdraws")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["plans.organisation.code"], name=op.f("fk_organisation_event_organisation_code")
        ),
        sa.ForeignKeyConstraint(
            ["withdraws"], ["plans.organisation_event.number"], name="fk_organisation_event_withdraws"
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_organisation_event")),
        schema="plans",
    )
    _index("organisation_event", "organisation_code", ["organisation_code", "effective_on", "number"])
    _index("organisation_event", "successors", ["successors"], postgresql_using="gin")
    op.create_index("uq_organisation_event_withdraws", "organisation_event", ["withdraws"], unique=True, schema="plans")
    _states()
    op.execute(BOARDING_IN_WORDS)
    op.execute(FIRST_KNOWN)
    op.execute(STATES)
    op.execute(
        "create trigger organisation_event_never_changes before update or delete on plans.organisation_event"
        " for each row execute function plans.refuse_change()"
    )


def _states() -> None:
    op.create_table(
        "organisation_state",
        sa.Column("organisation_code", sa.Text(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("parent_code", sa.Text(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("name_zh", sa.Text(), nullable=False),
        sa.Column("name_en", sa.Text(), nullable=False),
        sa.Column("attributes", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("folded_names", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("school_code", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_code"], ["plans.organisation.code"], name=op.f("fk_organisation_state_organisation_code")
        ),
        sa.PrimaryKeyConstraint("organisation_code", "since", name=op.f("pk_organisation_state")),
        schema="plans",
    )
    _index("organisation_state", "parent_code", ["parent_code"])
    _index("organisation_state", "folded_names", ["folded_names"], postgresql_using="gin")
    _index("organisation_state", "school_code", ["school_code"])


def _index(table: str, name: str, columns: list[str], postgresql_using: str | None = None) -> None:
    op.create_index(
        f"ix_{table}_{name}", table, columns, unique=False, schema="plans", postgresql_using=postgresql_using
    )


def downgrade() -> None:
    op.drop_table("organisation_state", schema="plans")
    op.drop_table("organisation_event", schema="plans")
    op.execute(BOARDING_AS_BOOLEAN)
