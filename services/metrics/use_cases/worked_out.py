"""Works derived indicators out of what stands: for a page, for one explanation, for what a change moves."""

import asyncio
from collections.abc import Collection, Sequence
from functools import partial

from services.kernel.routes import Session
from services.metrics.domain.definitions import Definitions
from services.metrics.domain.derivations import Derivations
from services.metrics.domain.deriving import Move, Worked, derive, moved, worked
from services.metrics.domain.formulas.outcomes import Outcome
from services.metrics.domain.laying import laid
from services.metrics.domain.reading import Key
from services.metrics.domain.sheet import Sheet
from services.metrics.repository.directory import directory_of
from services.metrics.repository.standing_values import standing_of, with_reasons
from services.metrics.schemas.derived import shown_move
from services.metrics.schemas.derived_values import shown_value
from services.metrics.use_cases.stepping import Give, Item
from services.metrics.use_cases.tabulate import Layout
from services.yardsticks.periods import first_day


async def worked_out(session: Session, definitions: Definitions, key: Key, *, approved_only: bool) -> Worked | None:
    """One result with its explanation; None where the indicator is not derived there."""
    derivations = definitions.deriving([key.indicator])
    sheet = await _sheet(session, definitions, derivations, key.period, [key.organisation], approved_only=approved_only)
    return worked(derivations, sheet, key)


def values_of(session: Session, definitions: Definitions, codes: Collection[str], *, approved_only: bool) -> Give:
    """The results of these derived indicators."""
    derivations = definitions.deriving(codes)

    async def give(period: str, rows: Sequence[tuple[int, str]]) -> list[Item]:
        in_force = {each.code: each for each in derivations.in_force(first_day(period)) if each.code in codes}
        if not in_force or not rows:
            return []
        organisations = [code for _, code in rows]
        sheet = await _sheet(session, definitions, derivations, period, organisations, approved_only=approved_only)
        found = await asyncio.to_thread(derive, derivations, sheet)
        numbers = {code: number for number, code in rows}

        def item(key: Key, outcome: Outcome) -> Item:
            return numbers[key.organisation], key.indicator, partial(shown_value, in_force[key.indicator], key, outcome)

        return [
            item(key, outcome) for key, outcome in found.items() if key.period == period and key.indicator in in_force
        ]

    return give


def moves_of(session: Session, before: Definitions, after: Definitions, codes: Collection[str]) -> Give:
    """The results that differ between two sets of formulas, of these derived indicators and all that stand on them."""
    meant = {*codes, *(each for code in codes for each in after.derivations.dependents(code))}
    was, now = before.deriving(meant), after.deriving(meant)
    every = Derivations((*was.versions, *now.versions), {**was.formulas, **now.formulas}, now.vocabulary)

    async def give(period: str, rows: Sequence[tuple[int, str]]) -> list[Item]:
        if not rows:
            return []
        organisations = [code for _, code in rows]
        sheet = await _sheet(session, after, every, period, organisations, approved_only=False)
        found = await asyncio.to_thread(moved, was, now, sheet)
        numbers = {code: number for number, code in rows}

        def item(move: Move) -> Item:
            return numbers[move.organisation], move.indicator, partial(shown_move, move)

        return [item(move) for move in found if move.period == period and move.indicator in meant]

    return give


async def _sheet(
    session: Session,
    definitions: Definitions,
    derivations: Derivations,
    period: str,
    organisations: Sequence[str],
    *,
    approved_only: bool,
) -> Sheet:
    """What the formulas need of the organisations, for the period and as many before as derived values need."""
    needs = definitions.needs_of([derivations.formula(each) for each in derivations.versions])
    layout = Layout(await directory_of(session, organisations))
    for organisation in organisations:
        layout.add((organisation, period), needs.columns, needs.depth)
    table = await layout.table(session)
    keys = table.grid.keys(table.wanted, definitions.numbers)
    standing = await with_reasons(session, await standing_of(session, keys, approved_only=approved_only))
    return laid(table.grid, standing, definitions.codes)
