"""Organisations as they were on a day."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.kernel.database import run_sql
from services.plans.domain.membership import means
from services.plans.domain.names import folded, folded_names
from services.plans.domain.organisation import ROOT, Kind, Organisation
from services.plans.domain.organisation_event import organisation_of
from services.plans.domain.timeline import BEGINNING, END, Period

ON = "s.since <= cast(:day as date) and (s.until > cast(:day as date) or s.until = 'infinity')"
_COLUMNS = (
    "s.organisation_code as code, s.parent_code, s.kind, s.name_zh, s.name_en, cast(s.attributes as text) as attributes"
)
_TOP = 40  # a circle cannot be recorded; the bound keeps a fault of ours from running for ever
_PATHS = f"""up(start, parent_code, path, height) as (
    select s.organisation_code, s.parent_code, '/' || s.organisation_code, 1 from {{schema}}.organisation_state s
    where s.organisation_code in (select code from asked) and {ON}
    union all
    select up.start, s.parent_code, '/' || s.organisation_code || up.path, height + 1
    from up join {{schema}}.organisation_state s on s.organisation_code = up.parent_code
    where {ON} and height < {_TOP})"""  # noqa: S608 - constants of this module
BELOW = f"""down(code, path, depth) as (
    select cast(:below as text), cast(:path as text), 0
    union all
    select s.organisation_code, down.path || '/' || s.organisation_code, depth + 1
    from down join {{schema}}.organisation_state s on s.parent_code = down.code
    where {ON} and depth < {_TOP})"""  # noqa: S608 - as above


def _organisation(row: Any) -> Organisation:
    return Organisation(
        row.code, row.parent_code, row.path, row.kind, row.name_zh, row.name_en, json.loads(row.attributes)
    )


async def replace_states(session: AsyncSession, known: Mapping[str, Sequence[Period]]) -> None:
    """Let these be all the states of each of the organisations."""
    await run_sql(
        session, "delete from {schema}.organisation_state where organisation_code = any(:codes)", codes=sorted(known)
    )
    rows = [_row(code, period) for code, each in known.items() for period in each]
    await run_sql(
        session,
        """insert into {schema}.organisation_state (organisation_code, since, until, parent_code, kind, name_zh,
             name_en, attributes, folded_names, school_code)
           select * from jsonb_to_recordset(cast(:rows as jsonb)) as r(
             organisation_code text, since date, until date, parent_code text, kind text, name_zh text, name_en text,
             attributes jsonb, folded_names text[], school_code text)""",
        rows=json.dumps(rows, ensure_ascii=False),
    )


def _row(code: str, period: Period) -> dict[str, Any]:
    one = organisation_of(code, period.fields, "")
    return {
        "organisation_code": code,
        "since": "-infinity" if period.since == BEGINNING else period.since.isoformat(),
        "until": "infinity" if period.until == END else period.until.isoformat(),
        "parent_code": one.parent,
        "kind": one.kind,
        "name_zh": one.name_zh,
        "name_en": one.name_en,
        "attributes": one.attributes,
        "folded_names": folded_names(one),
        "school_code": one.attributes.get("school_code"),
    }


async def states_on(session: AsyncSession, codes: Collection[str], day: date) -> dict[str, Organisation]:
    """Those of the organisations that exist, as they were and where they stood."""
    found = await run_sql(
        session,
        f"""with recursive asked(code) as (select unnest(cast(:codes as text[]))), {_PATHS}
            select {_COLUMNS}, up.path from {{schema}}.organisation_state s
            join up on up.start = s.organisation_code and up.parent_code is null
            where {ON}""",  # noqa: S608 - constants of this module
        codes=sorted(codes),
        day=day,
    )
    return {row.code: _organisation(row) for row in found}


_STANDING = """case
    when cast(s.attributes ->> 'opened_on' as date) > cast(:day as date) then 'not_yet_open'
    when cast(s.attributes ->> 'closed_on' as date) <= cast(:day as date) then 'closed'
    else 'open' end"""


async def list_states(
    session: AsyncSession,
    day: date,
    *,
    parent: str | None,
    kind: str | None,
    below: str | None,
    name: str | None,
    school_code: str | None,
    standing: str | None,
    after: str,
    limit: int,
) -> list[Organisation]:
    """In the order of their codes; as `organisations.list_organisations`, on a day."""
    found = await run_sql(
        session,
        f"""with recursive {BELOW}
            select s.organisation_code from {{schema}}.organisation_state s
            where s.organisation_code > :after and {ON}
              and (cast(:parent as text) is null or s.parent_code = cast(:parent as text))
              and (cast(:kind as text) is null or s.kind = cast(:kind as text))
              and (cast(:below as text) is null or s.organisation_code in (select code from down where depth > 0))
              and (cast(:name as text) is null or s.folded_names @> array[cast(:name as text)])
              and (cast(:school_code as text) is null or s.school_code = cast(:school_code as text))
              and (cast(:standing as text) is null or cast(:standing as text) = {_STANDING})
            order by s.organisation_code limit :limit""",  # noqa: S608 - as above
        day=day,
        parent=parent,
        kind=kind,
        below=below,
        path="",
        name=folded(name) if name is not None else None,
        school_code=school_code,
        standing=standing,
        after=after,
        limit=limit,
    )
    states = await states_on(session, list(found.scalars()), day)
    return [states[code] for code in sorted(states)]


async def below_on(session: AsyncSession, code: str, kind: str, day: date) -> list[Organisation]:
    """Everybody of a kind who stood below an organisation."""
    found = await run_sql(
        session,
        f"""with recursive {BELOW}
            select {_COLUMNS}, down.path from down
            join {{schema}}.organisation_state s on s.organisation_code = down.code
            where down.depth > 0 and s.kind = :kind and {ON}""",  # noqa: S608 - as above
        below=code,
        path=(await states_on(session, [code], day))[code].path,
        kind=kind,
        day=day,
    )
    return [_organisation(row) for row in found]


async def around_on(session: AsyncSession, one: Organisation, day: date) -> list[Organisation]:
    """The organisation, those above it, and what lies directly below each; of the root's children only its own.

    `one` is as it was on the day.
    """
    chain = one.path.split("/")[1:]
    found = await run_sql(
        session,
        f"""select s.organisation_code from {{schema}}.organisation_state s
            where (s.organisation_code = any(:chain) or s.parent_code = any(:parents)) and {ON}""",  # noqa: S608
        chain=chain,
        parents=[code for code in chain if code != ROOT],
        day=day,
    )
    return list((await states_on(session, list(found.scalars()), day)).values())


async def collectives_of(session: AsyncSession, code: str, day: date) -> set[str]:
    """The codes of the collectives that mean an organisation on a day; one that is unknown belongs to none."""
    found = await run_sql(
        session,
        f"""select s.organisation_code from {{schema}}.organisation_state s
            where (s.organisation_code = :code or s.kind = :kind) and {ON}""",  # noqa: S608 - as above
        code=code,
        kind=Kind.COLLECTIVE,
        day=day,
    )
    known = await states_on(session, list(found.scalars()), day)
    one = known.get(code)
    if one is None:
        return set()
    return {each.code for each in known.values() if each.kind == Kind.COLLECTIVE and means(each, one, day)}
