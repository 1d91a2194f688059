"""Organisations in the database."""

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.caller import below_pattern
from services.kernel.database import run_sql
from services.plans.domain.names import folded, folded_names
from services.plans.domain.organisation import Kind, Organisation

_COLUMNS = "code, parent_code, path, kind, name_zh, name_en, cast(attributes as text) as attributes"


def _organisation(row: Any) -> Organisation:
    return Organisation(
        row.code, row.parent_code, row.path, row.kind, row.name_zh, row.name_en, json.loads(row.attributes)
    )


async def lock_tree(session: AsyncSession) -> None:
    """Let one writer of the tree at a time in; two moves that cross would otherwise make a circle. Readers go on."""
    await run_sql(session, "lock table {schema}.organisation in share row exclusive mode")


async def with_ancestors(session: AsyncSession, codes: Collection[str]) -> dict[str, Organisation]:
    """Those of `codes` that exist, with everything above them."""
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.organisation where code in (
              select unnest(string_to_array(ltrim(path, '/'), '/')) from {{schema}}.organisation
              where code = any(:codes))""",  # noqa: S608 - the columns are a constant of this module
        codes=sorted(codes),
    )
    return {row.code: _organisation(row) for row in found}


async def subtrees(session: AsyncSession, paths: Iterable[str]) -> dict[str, Organisation]:
    """Everything below the paths."""
    found = await run_sql(
        session,
        f"select {_COLUMNS} from {{schema}}.organisation where path like any(:patterns)",  # noqa: S608 - as above
        patterns=[below_pattern(path + "/") for path in paths],
    )
    return {row.code: _organisation(row) for row in found}


async def save(session: AsyncSession, organisations: Sequence[Organisation]) -> None:
    rows = [
        {
            "code": one.code,
            "parent_code": one.parent,
            "path": one.path,
            "kind": one.kind,
            "name_zh": one.name_zh,
            "name_en": one.name_en,
            "attributes": one.attributes,
            "folded_names": folded_names(one),
        }
        for one in organisations
    ]
    await run_sql(
        session,
        """insert into {schema}.organisation (code, parent_code, path, kind, name_zh, name_en, attributes, folded_names)
           select code, parent_code, path, kind, name_zh, name_en, attributes, folded_names
             from jsonb_to_recordset(cast(:rows as jsonb)) as r(
               code text, parent_code text, path text, kind text, name_zh text, name_en text, attributes jsonb,
               folded_names text[])
           on conflict (code) do update set parent_code = excluded.parent_code, path = excluded.path,
             kind = excluded.kind, name_zh = excluded.name_zh, name_en = excluded.name_en,
             attributes = excluded.attributes, folded_names = excluded.folded_names""",
        rows=json.dumps(rows, ensure_ascii=False),
    )


async def list_organisations(
    session: AsyncSession,
    *,
    parent: str | None,
    kind: str | None,
    below: str | None,
    name: str | None,
    school_code: str | None,
    after: str,
    limit: int,
) -> list[Organisation]:
    """In the order of their codes; `below` is a code, `name` a whole name or alias in any way of writing."""
    ancestors = await with_ancestors(session, [below]) if below is not None else {}
    if below is not None and below not in ancestors:
        return []
    found = await run_sql(
        session,
        f"""select {_COLUMNS} from {{schema}}.organisation
            where code > :after
              and (cast(:parent as text) is null or parent_code = cast(:parent as text))
              and (cast(:kind as text) is null or kind = cast(:kind as text))
              and path like :pattern
              and (cast(:name as text) is null or folded_names @> array[cast(:name as text)])
              and (cast(:school_code as text) is null or code in (
                select organisation_code from {{schema}}.organisation_state
                where school_code = cast(:school_code as text) and until = 'infinity'))
            order by code limit :limit""",  # noqa: S608 - as above
        after=after,
        parent=parent,
        kind=kind,
        pattern=below_pattern(ancestors[below].path + "/") if below is not None else "%",
        name=folded(name) if name is not None else None,
        school_code=school_code,
        limit=limit,
    )
    return [_organisation(row) for row in found]


async def listed_in(session: AsyncSession, codes: Collection[str]) -> dict[str, set[str]]:
    """The collectives that list each of the codes as a member, at any time; a code that none lists is left out."""
    found = await run_sql(
        session,
        """select m ->> 'organisation' as member, o.code
           from {schema}.organisation o cross join lateral jsonb_array_elements(o.attributes -> 'members') as m
           where o.kind = :kind and m ->> 'organisation' = any(:codes)""",
        kind=Kind.COLLECTIVE,
        codes=sorted(codes),
    )
    listed: dict[str, set[str]] = {}
    for row in found:
        listed.setdefault(row.member, set()).add(row.code)
    return listed


async def existing(session: AsyncSession, codes: Collection[str]) -> set[str]:
    found = await run_sql(session, "select code from {schema}.organisation where code = any(:codes)", codes=list(codes))
    return set(found.scalars())
