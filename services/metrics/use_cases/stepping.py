"""Pages over organisations and periods whose items are worked out: some rows are looked at, what they give is cut."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.access.caller import Reach
from services.kernel.routes import Session
from services.metrics.repository.members import members_after

ROWS = 500
"""Organisations looked at in one step."""
STEPS = 8
"""Steps in one page: after so many it ends, however little they gave."""
At = tuple[int, int, str]
"""The numbers of a period and an organisation, and a code: what lies behind comes next. An empty code lies behind all
codes of the organisation."""
START: At = (0, 0, "")


@dataclass(frozen=True)
class Whom:
    """Organisations of kinds, and the periods by their numbers in the order of these."""

    reach: Reach
    organisation: str | None
    below: str | None
    kinds: Sequence[str]
    periods: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Stepped:
    """`next` is None at the end; `examined` counts organisations and periods."""

    items: list[Any]
    next: At | None
    examined: int


Item = tuple[int, str, Callable[[], Any]]
"""The number of an organisation, the code of an indicator or rule, and what makes the item, if it is shown at all."""
Give = Callable[[str, Sequence[tuple[int, str]]], Awaitable[list[Item]]]
"""The items of a period and some organisations, by their numbers and codes."""


async def stepped(session: Session, whom: Whom, give: Give, at: At, limit: int, steps: int = STEPS) -> Stepped:
    items: list[Any] = []
    examined = 0
    async for begins, period, rows in _windows(session, whom, at):
        if steps == 0:
            return Stepped(items, begins, examined)
        steps -= 1
        examined += len(rows)
        for organisation, code, make in sorted(await give(period, rows), key=lambda each: each[:2]):
            here = begins[0], organisation, code
            if organisation == begins[1] and here <= begins:
                continue
            if len(items) == limit:
                return Stepped(items, at, examined)
            items.append(make())
            at = here
    return Stepped(items, None, examined)


async def _windows(session: Session, whom: Whom, at: At) -> AsyncIterator[tuple[At, str, list[tuple[int, str]]]]:
    """Where each begins, its period, and its organisations; the first one's own where the code is not empty."""
    for number, period in whom.periods:
        if number < at[0]:
            continue
        begins = at if number == at[0] else (number, 0, "")
        while True:
            rows = await _members(session, whom, begins[1] - 1 if begins[2] else begins[1])
            yield begins, period, rows
            if len(rows) < ROWS:
                break
            begins = number, rows[-1][0], ""


async def _members(session: Session, whom: Whom, after: int) -> list[tuple[int, str]]:
    return await members_after(
        session,
        whom.reach,
        organisation=whom.organisation,
        below=whom.below,
        kinds=whom.kinds,
        after=after,
        limit=ROWS,
    )
