"""Inspections by their list and their schools, and who may take part in one."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from services.kernel.driver import fetch
from services.kernel.routes import Session


@dataclass(frozen=True)
class Member:
    """Somebody who may be in a team, with the organisations he answers or reports for."""

    id: str
    name: str
    answers_for: frozenset[str]


async def members_named(session: Session, ids: Collection[str]) -> dict[str, Member]:
    """Those of the principals that are active."""
    rows = await fetch(
        session,
        """select p.id, p.name, coalesce(array_agg(g.organisation_code)
             filter (where g.role in ('unit', 'school', 'sender')), '{}') as answers_for
           from {schema}.principal p left join {schema}.principal_grant g on g.principal_id = p.id
           where p.id = any($1) and p.active group by p.id, p.name""",
        list(ids),
    )
    return {row["id"]: Member(row["id"], row["name"], frozenset(row["answers_for"])) for row in rows}


async def standing_list(session: Session, organisation: str, year: int) -> str | None:
    """The list of a year that was drafted or approved."""
    rows = await fetch(
        session,
        """select id from {schema}.case_file where kind = 'inspection_list' and organisation = $1
           and (details ->> 'year')::int = $2 and state <> 'refused' limit 1 for update""",
        *(organisation, year),
    )
    return rows[0]["id"] if rows else None


async def visits_of(session: Session, list_: str, entry: str | None = None) -> dict[str, int]:
    """By school how often it is visited under a list, or under one entry of it."""
    rows = await fetch(
        session,
        """select about, count(*) as visits from {schema}.case_file where parent = $1 and kind = 'inspection'
           and state <> 'cancelled' and ($2::text is null or details ->> 'entry' = $2) group by about order by about""",
        *(list_, entry),
    )
    return {row["about"]: row["visits"] for row in rows}


async def schools_there(session: Session, path: str, codes: Sequence[str]) -> set[str]:
    """Those of the organisations that are open schools at or below a place."""
    rows = await fetch(
        session,
        """select code from {schema}.organisation where code = any($2) and kind = 'school'
           and (path = $1 or starts_with(path, $1 || '/')) and coalesce(attributes ->> 'closed_on', '') = ''""",
        *(path.rstrip("/"), list(codes)),
    )
    return {row["code"] for row in rows}
