"""Organisations in numbers, beside the copies that hold them in words."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.domain.nation.likeness import Likeness, likeness_of
from services.audit.repository.numbering import numbers_of
from services.kernel.database import run_sql

DAY_ZERO = date(2000, 1, 1)
EVER_OPEN, NEVER_CLOSED = -1_000_000, 1_000_000
"""Days of an organisation that names none."""

_LIKENESSES = """insert into {schema}.likeness (kind, school_kind, place, function, level)
    select distinct * from unnest(cast(:kind as text[]), cast(:school_kind as text[]), cast(:place as text[]),
      cast(:function as text[]), cast(:level as text[])) as given (kind, school_kind, place, function, level)
    where not exists (select from {schema}.likeness l where (l.kind, l.school_kind, l.place, l.function, l.level)
      = (given.kind, given.school_kind, given.place, given.function, given.level))
    on conflict do nothing"""
_ROLL = """insert into {schema}.roll (organisation, feed_version, parent, likeness, opened, closed)
    select n.number, given.version, coalesce(p.number, 0), l.number, given.opened, given.closed
    from unnest(cast(:codes as text[]), cast(:versions as bigint[]), cast(:parents as text[]),
      cast(:opened as int[]), cast(:closed as int[]), cast(:kind as text[]), cast(:school_kind as text[]),
      cast(:place as text[]), cast(:function as text[]), cast(:level as text[]))
      as given (code, version, parent, opened, closed, kind, school_kind, place, function, level)
    join {schema}.organisation_number n on n.code = given.code
    left join {schema}.organisation_number p on p.code = given.parent
    join {schema}.likeness l on (l.kind, l.school_kind, l.place, l.function, l.level)
      = (given.kind, given.school_kind, given.place, given.function, given.level)
    order by n.number on conflict do nothing"""


async def enrol(session: AsyncSession, changes: Sequence[dict[str, Any]]) -> None:
    """Organisations as plans published them. Numbers follow the tree, so that a county's schools lie together."""
    if not changes:
        return
    bodies = [change["body"] for change in changes]
    parents = [str(body.get("parent") or "") for body in bodies]
    ordered = sorted(zip(bodies, (change["key"] for change in changes), strict=True), key=lambda each: each[0]["path"])
    above = (code for body, _ in ordered for code in str(body["path"]).split("/") if code)
    await numbers_of(session, "organisation_number", dict.fromkeys([*above, *(code for _, code in ordered)]))
    likenesses = [likeness_of(body["kind"], body["attributes"]) for body in bodies]
    await run_sql(session, _LIKENESSES, **_columns(likenesses))
    await run_sql(
        session,
        _ROLL,
        codes=[change["key"] for change in changes],
        versions=[change["version"] for change in changes],
        parents=parents,
        opened=[_day(body["attributes"].get("opened_on"), EVER_OPEN) for body in bodies],
        closed=[_day(body["attributes"].get("closed_on"), NEVER_CLOSED) for body in bodies],
        **_columns(likenesses),
    )


def _columns(likenesses: Sequence[Likeness]) -> dict[str, list[str]]:
    return {name: [getattr(each, name) for each in likenesses] for name in Likeness._fields}


def _day(text: Any, otherwise: int) -> int:
    return (date.fromisoformat(str(text)) - DAY_ZERO).days if text else otherwise
