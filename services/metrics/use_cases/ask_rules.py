"""Asks the rules in force of a body that is about to be kept, together with what stands of the same organisations."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from services.kernel.routes import Session
from services.metrics.domain.columns import Places, Truths
from services.metrics.domain.definitions import Definitions
from services.metrics.domain.laying import Grid, laid
from services.metrics.domain.rules.applying import Matter, Verdict, applied
from services.metrics.domain.rules.conditions import Asked
from services.metrics.domain.sheet import Column
from services.metrics.domain.taking import Known, Rows
from services.metrics.repository.findings import Found, add_findings
from services.metrics.repository.standing_values import standing_of
from services.metrics.schemas.findings import shown_place
from services.metrics.use_cases.basis import Names
from services.metrics.use_cases.tabulate import Rules, Spot, tabulated
from services.yardsticks.periods import first_day, kind_of

AT_ONCE = 500
"""Rows up to which asking may keep the process from other work; more are asked in a thread."""


@dataclass(frozen=True)
class Answered:
    """The verdict, and the rows that its findings speak of."""

    verdict: Verdict
    grid: Grid | None


async def ask_rules(
    session: Session, definitions: Definitions, names: Names, rows: Rows, known: Known, taken: Places, *, again: bool
) -> Answered:
    """Only rules that stand on something which the body would change; their desks must be held."""
    rules = _in_force(definitions, names)
    mine = taken[_named(rules, definitions, rows.at(taken))] if rules else taken[:0]
    if not len(mine):
        return Answered(Verdict.nothing(), None)
    table = await tabulated(session, rules, _spots(rows.at(mine), names))
    if table is None:
        return Answered(Verdict.nothing(), None)
    wanted = _beside(table.grid, table.wanted, rows, definitions.codes)
    around = await standing_of(session, table.grid.keys(wanted, definitions.numbers))
    matter = Matter(definitions, rules, table.grid, rows, known, taken, around)
    if len(table.grid.rows) <= AT_ONCE:
        return Answered(applied(matter, again=again), table.grid)
    return Answered(await asyncio.to_thread(applied, matter, again=again), table.grid)


async def keep_findings(session: Session, submission: int, answered: Answered) -> None:
    """With the submission; of a rule that was asked again after something was kept out all places together."""
    grid = answered.grid
    if grid is None or not answered.verdict.broken:
        return
    rows: dict[tuple[str, int], list[int]] = {}
    examples: dict[tuple[str, int], dict[str, Any]] = {}
    for broken in answered.verdict.broken:
        rule, example = broken.finding.rule, broken.finding.example
        rows.setdefault((rule.code, rule.version), []).extend(broken.finding.rows)
        if example is not None:
            examples.setdefault((rule.code, rule.version), shown_place(example).model_dump(mode="json"))
    places = {key: np.unique(np.array(mine, np.int64)) for key, mine in rows.items()}
    found = [Found(*key, examples[key], grid.organisations[at], grid.periods[at]) for key, at in places.items()]
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
