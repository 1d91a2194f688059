"""Asks the rules in force of a body that is about to be kept, together with what stands of the same organisations."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from services.kernel.routes import Session
from services.metrics.domain.columns import Places, Truths
from services.metrics.domain.definitions import Definitions
from services.metrics.domain.laying import Grid, laid
from services.metrics.domain.rules.applying import Broken, Matter, Verdict, applied, verdict
from services.metrics.domain.rules.conditions import Asked
from services.metrics.domain.sheet import Column
from services.metrics.domain.taking import Known, Rows
from services.metrics.repository.findings import Found, add_findings
from services.metrics.repository.standing_values import standing_of
from services.metrics.schemas.findings import shown_place
from services.metrics.use_cases.basis import Names
from services.metrics.use_cases.tabulate import Rules, Spot, by_counties, tabulated
from services.yardsticks.periods import first_day, kind_of

AT_ONCE = 500
"""Rows up to which asking may keep the process from other work; more are asked in a thread."""
TOGETHER = 10_000
"""Organisations and periods asked about at once, or a whole county if it has more."""


@dataclass(frozen=True)
class Change:
    """What is to be kept, what is known of its keys, and the places of what would change."""

    rows: Rows
    known: Known
    taken: Places

    def at(self, places: Places) -> "Change":
        taken = np.zeros(len(self.rows), np.bool_)
        taken[self.taken] = True
        return Change(self.rows.at(places), self.known.at(places), np.flatnonzero(taken[places]))


async def ask_rules(
    session: Session, definitions: Definitions, names: Names, change: Change, *, again: bool
) -> Verdict:
    """Only rules that stand on something which the body would change; their desks must be held.

    A long one is asked about some counties at a time: peers lie in one county, so no answer depends on another.
    """
    rules = _in_force(definitions, names)
    mine = change.taken[_named(rules, definitions, change.rows.at(change.taken))] if rules else change.taken[:0]
    if not len(mine):
        return verdict(())
    spots = _spots(change.rows.at(mine), names)
    if len(spots) <= TOGETHER:
        return verdict(await _ask(session, definitions, rules, change, spots, again=again))
    found: list[Broken] = []
    of_organisation = await by_counties(session, {code for code, _ in spots}, TOGETHER)
    distinct, of_row = np.unique(change.rows.organisations, return_inverse=True)
    groups = [of_organisation.get(names["organisation"][each], -1) for each in distinct.tolist()]
    group = np.array(groups, np.int64)[of_row]
    for number in sorted(set(of_organisation.values())):
        places = np.flatnonzero(group == number)
        some = [spot for spot in spots if of_organisation[spot[0]] == number]
        asked = await _ask(session, definitions, rules, change.at(places), some, again=again)
        found += [each.elsewhere(places) for each in asked]
    return verdict(found)


async def _ask(
    session: Session, definitions: Definitions, rules: Rules, change: Change, spots: Sequence[Spot], *, again: bool
) -> list[Broken]:
    table = await tabulated(session, rules, spots)
    if table is None:
        return []
    wanted = _beside(table.grid, table.wanted, change.rows, definitions.codes)
    around = await standing_of(session, table.grid.keys(wanted, definitions.numbers))
    matter = Matter(definitions, rules, table.grid, change.rows, change.known, change.taken, around)
    if len(table.grid.rows) <= AT_ONCE:
        return applied(matter, again=again)
    return await asyncio.to_thread(applied, matter, again=again)


async def keep_findings(session: Session, submission: int, said: Verdict) -> None:
    """With the submission that they were found in."""
    found = [
        Found(
            each.rule.code,
            each.rule.version,
            shown_place(each.example).model_dump(mode="json"),
            each.organisations,
            each.periods,
        )
        for each in said.broken
        if each.example is not None
    ]
    await add_findings(session, submission, found)


def _in_force(definitions: Definitions, names: Names) -> Rules:
    """The rules that stand on an indicator of the body and count in a period of it."""
    concerned, periods = definitions.concerned(names["indicator"].values()), names["period"].values()
    return [(asked, needs) for asked, needs in concerned if any(_counts(asked, each) for each in periods)]


def _counts(asked: Asked, period: str) -> bool:
    return kind_of(period) is asked.period and asked.rule.binds_on(first_day(period))


def _named(rules: Rules, definitions: Definitions, rows: Rows) -> Truths:
    """The rows of indicators that the rules stand on."""
    codes = {code for _, needs in rules for code, _ in needs.columns}
    return np.isin(rows.indicators, [definitions.numbers[code] for code in codes])


def _spots(rows: Rows, names: Names) -> list[Spot]:
    pairs = np.unique(rows.periods * 2**31 + rows.organisations)
    return [(names["organisation"][pair % 2**31], names["period"][pair // 2**31]) for pair in pairs.tolist()]


def _beside(
    grid: Grid, wanted: Mapping[Column, Truths], rows: Rows, codes: Mapping[int, str]
) -> Mapping[Column, Truths]:
    """What is wanted and does not stand in the body, whatever its value is there."""
    there = laid(grid, replace(rows, values=np.ones(len(rows)), remarks={}), codes)
    return {column: where & np.isnan(there.column(column)) for column, where in wanted.items()}
