"""Names of organisations folded for the search, and members of collectives with their time"""

import json

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from services.plans.domain.names import folded_names
from services.plans.domain.organisation import Organisation

revision = "plans_names"
down_revision = "plans_0001"
branch_labels = None
depends_on = None

KNOWN = """
    select code, parent_code, path, kind, name_zh, name_en, cast(attributes as text) as attributes
    from plans.organisation
"""
FOLD = "update plans.organisation set folded_names = :names where code = :code"
DATED_MEMBERS = """
    with changed as (
        update plans.organisation set attributes = jsonb_set(attributes, '{members}', (
            select jsonb_agg(jsonb_build_object('organisation', member) order by place)
            from jsonb_array_elements(attributes -> 'members') with ordinality as listed (member, place)))
        where jsonb_array_length(attributes -> 'members') > 0
        returning *
    )
    insert into plans.change (topic, key, body)
    select 'organisation', code, jsonb_build_object('parent', parent_code, 'path', path, 'kind', kind,
        'name', jsonb_build_object('zh', name_zh, 'en', name_en), 'attributes', attributes)
    from changed order by code
"""
PLAIN_MEMBERS = """
    update plans.organisation set attributes = jsonb_set(attributes, '{members}', (
        select jsonb_agg(member -> 'organisation' order by place)
        from jsonb_array_elements(attributes -> 'members') with ordinality as listed (member, place)))
    where jsonb_array_length(attributes -> 'members') > 0
"""


def upgrade() -> None:
    op.add_column(
        "organisation",
        sa.Column("folded_names", postgresql.ARRAY(sa.Text()), nullable=False, server_default="{}"),
        schema="plans",
    )
    _fold()
    op.create_index(
        "ix_organisation_folded_names",
        "organisation",
        ["folded_names"],
        unique=False,
        schema="plans",
        postgresql_using="gin",
    )
    op.execute(DATED_MEMBERS)


def _fold() -> None:
    """In Python, because the database has no table of traditional characters."""
    connection = op.get_bind()
    rows = [
        {
            "code": row.code,
            "names": folded_names(
                Organisation(
                    row.code, row.parent_code, row.path, row.kind, row.name_zh, row.name_en, json.loads(row.attributes)
                )
            ),
        }
        for row in connection.execute(sa.text(KNOWN))
    ]
    if rows:
        connection.execute(sa.text(FOLD), rows)


def downgrade() -> None:
    op.execute(PLAIN_MEMBERS)
    op.drop_index("ix_organisation_folded_names", "organisation", schema="plans")
    op.drop_column("organisation", "folded_names", schema="plans")
