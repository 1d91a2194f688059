"""Rules and schools for the scenes of rules; all of them invented."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from services.metrics.domain.indicator import Reporter
from services.metrics.domain.reading import Key
from services.metrics.domain.reference import Reference
from services.metrics.domain.rules.checking import check
from services.metrics.domain.rules.conditions import asked_of
from services.metrics.domain.rules.findings import Finding
from services.metrics.domain.rules.rule import Rule, RuleOwner, Severity, Test
from services.metrics.domain.sheet import Row, Sheet, sheet_of
from services.yardsticks.language import Population
from services.yardsticks.periods import preceding
from tests.metrics.formulas.known import KNOWN

YEAR = "2024-2025"


def rule(test: Test, code: str = "r", **more: Any) -> Rule:
    stated = {
        "version": 1,
        "severity": Severity.WARNING,
        "title_zh": "规则",
        "title_en": "a rule",
        "what_to_do_zh": "请核对",
        "what_to_do_en": "look again",
        "owner": RuleOwner.SCHOOL,
        "population": Population(kind="school"),
        "since": date(2020, 9, 1),
        "until": None,
        "reference": Reference("云泽市填报须知（虚构）", "第四条"),
    }
    return Rule(code=code, test=test, **{**stated, **more})


def row(code: str, period: str = YEAR, county: str = "c", **attributes: Any) -> Row:
    return Row(Reporter(code, f"/{county}/{code}", "school", {"school_kind": "primary", **attributes}), period, county)


def sheet(rows: list[Row], **columns: list[Any]) -> Sheet:
    """Values by row; `previous_x` those of the period before. None is missing."""
    readings: dict[Key, Decimal | Fraction | int] = {}
    for name, column in columns.items():
        for one, value in zip(rows, column, strict=True):
            if value is not None:
                period = preceding(one.period) if name.startswith("previous_") else one.period
                number = Decimal(value) if isinstance(value, str) else value
                readings[Key(one.reporter.code, name.removeprefix("previous_"), period)] = number
    return sheet_of(rows, readings)


def found(one: Rule, table: Sheet) -> Finding:
    (finding,) = check(asked_of([one], KNOWN), table)
    return finding


def broken(test: Test, **columns: list[Any]) -> tuple[list[int], int]:
    """The places that break the rule, and how many were not checked."""
    size = len(next(iter(columns.values())))
    finding = found(rule(test), sheet([row(f"s{place}") for place in range(size)], **columns))
    return list(finding.rows), finding.not_checked
