"""A page of what lies within an assessment of many counties, derived county by county."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from services.access.caller import Guard, Reach
from services.audit.repository.assessments import Kept
from services.audit.repository.county_results import counties_shown
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.results import KeptResult, ResultFilter
from services.audit.repository.runs import run_of
from services.audit.rulebook import Rulebook
from services.audit.use_cases.derived_results import ROWS_OF_COUNTY, county_of, derived_results
from services.kernel.routes import Session

MOST_COUNTIES = 5
"""Derived for one page; a filter that keeps little of them makes a short page, not a long wait."""
Listed = TypeVar("Listed")
Picked = Sequence[tuple[int, Listed]]
"""What is listed of a county, in the order of its rows, each with the id of its first row."""


async def list_derived(
    session: Session, guard: Guard, rulebook: Rulebook, kept: Kept, wanted: ResultFilter, *, after: int, limit: int
) -> tuple[Sequence[KeptResult], int | None]:
    """Up to `limit` rows within the reach, and where the next page begins."""

    def pick(_: str, rows: Sequence[KeptResult]) -> Picked[KeptResult]:
        return [(row.id, row) for row in rows if _keeps(row, wanted)]

    return await picked_by_county(
        session, guard, rulebook, kept, pick, organisation=wanted.organisation, after=after, limit=limit
    )


async def picked_by_county(
    session: Session,
    guard: Guard,
    rulebook: Rulebook,
    kept: Kept,
    pick: Callable[[str, Sequence[KeptResult]], Picked[Listed]],
    *,
    organisation: str | None,
    after: int,
    limit: int,
) -> tuple[Sequence[Listed], int | None]:
    """What `pick` takes of a county's code and those of its rows that lie within the reach. `organisation`: of its
    county only. Refused as unknown where nothing of the assessment lies within the reach."""
    reach, run = await guard.reach(), await run_of(session, kept.id)
    if run is None:
        raise guard.refusal()
    only = None if organisation is None else await county_of(session, kept, organisation)
    if organisation is not None and only is None:
        return [], None
    first = after // ROWS_OF_COUNTY
    shown = await counties_shown(session, run.number, reach, only=only, first=first, limit=MOST_COUNTIES + 1)
    if not shown and not await counties_shown(session, run.number, reach, only=None, first=0, limit=1):
        raise guard.refusal()
    found: list[tuple[int, Listed]] = []
    for number, code in shown[:MOST_COUNTIES]:
        rows = await derived_results(session, rulebook, kept, code, number)
        names = await places_of(session, {row.organisation for row in rows})
        seen = {one for one, place in names.items() if _reached(reach, place)}
        there = pick(code, [row for row in rows if row.organisation in seen])
        found += [each for each in there if each[0] > after]
        if len(found) > limit:
            return [each for _, each in found[:limit]], found[limit - 1][0]
    following = shown[MOST_COUNTIES][0] * ROWS_OF_COUNTY if len(shown) > MOST_COUNTIES else None
    return [each for _, each in found], following


def _reached(reach: Reach, place: Place) -> bool:
    return place.code in reach.codes or any(place.path.startswith(path) for path in reach.below)


def _keeps(row: KeptResult, wanted: ResultFilter) -> bool:
    asked = {name: value for name, value in vars(wanted).items() if value is not None}
    return all(getattr(row, name) == value for name, value in asked.items())
