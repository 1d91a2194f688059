"""Runs the rules over what stands, a few organisations at a time."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np

from services.kernel.routes import Session
from services.metrics.domain.columns import Truths
from services.metrics.domain.definitions import Definitions
from services.metrics.domain.laying import laid
from services.metrics.domain.rules.applying import sheet_with_derived
from services.metrics.domain.rules.checking import check, example_at
from services.metrics.domain.rules.conditions import Asked
from services.metrics.domain.rules.findings import Finding
from services.metrics.domain.rules.rule import Severity
from services.metrics.domain.sheet import Sheet
from services.metrics.repository.standing_values import standing_of
from services.metrics.schemas.findings import CheckShown, shown_check
from services.metrics.use_cases.stepping import Give, Item
from services.metrics.use_cases.tabulate import Rules, Spot, tabulated
from services.yardsticks.periods import first_day, kind_of


@dataclass(frozen=True)
class Which:
    """None leaves open."""

    rule: str | None
    severity: Severity | None


def rules_for(definitions: Definitions, period: str, which: Which) -> Rules:
    """Those that count in the period."""
    return [
        (asked, needs)
        for asked, needs in zip(definitions.asked, definitions.needs, strict=True)
        if kind_of(period) is asked.period
        and asked.rule.binds_on(first_day(period))
        and which.rule in (None, asked.rule.code)
        and which.severity in (None, asked.rule.severity)
    ]


def broken_among(session: Session, definitions: Definitions, rules: Rules, *, approved_only: bool) -> Give:
    """Every organisation in which a rule does not hold."""

    async def give(period: str, rows: Sequence[tuple[int, str]]) -> list[Item]:
        table = await tabulated(session, rules, [(code, period) for _, code in rows])
        if table is None:
            return []
        keys = table.grid.keys(table.wanted, definitions.numbers)
        standing = await standing_of(session, keys, approved_only=approved_only)
        sheet = laid(table.grid, standing, definitions.codes)
        spots = {(code, period): number for number, code in rows}
        return await asyncio.to_thread(_items, definitions, rules, sheet, spots)

    return give


def _items(definitions: Definitions, rules: Rules, plain: Sheet, spots: Mapping[Spot, int]) -> list[Item]:
    sheet = sheet_with_derived(definitions, rules, plain)
    numbers = [spots.get((row.reporter.code, row.period), 0) for row in sheet.rows]
    mine: Truths = np.array(numbers, np.int64) > 0
    by_rule = {id(asked.rule): asked for asked, _ in rules}
    return [
        (numbers[row], finding.rule.code, partial(_shown, by_rule, finding, sheet, row))
        for finding in check([asked for asked, _ in rules], sheet, lambda _: mine)
        for row in finding.rows
    ]


def _shown(by_rule: dict[int, Asked], finding: Finding, sheet: Sheet, row: int) -> CheckShown:
    return shown_check(finding.rule, example_at(by_rule[id(finding.rule)], sheet, row))
