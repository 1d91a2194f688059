"""What a check gives back: a finding a rule, of whom and when it is asked, with an example."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from services.metrics.domain.rules.checking import check
from services.metrics.domain.rules.conditions import RulesRefused, asked_of
from services.metrics.domain.rules.findings import Stated
from services.metrics.domain.rules.rule import (
    Bounds,
    Consistency,
    Outlier,
    PartOfWhole,
    Range,
    Rule,
    Severity,
    SumOfParts,
    YearOnYear,
)
from services.metrics.domain.sheet import Row
from services.yardsticks.language import Population
from tests.metrics.formulas.known import KNOWN
from tests.metrics.rules.asking import YEAR, found, row, rule, sheet

PARTS = PartOfWhole(("boarders",), ("pupils",))


def refused(*rules: Rule) -> list[tuple[str, str]]:
    with pytest.raises(RulesRefused) as caught:
        asked_of(rules, KNOWN)
    return [(each.field, each.fault.code) for each in caught.value.faults]


def test_rules_that_mean_nothing_are_refused_all_at_once_at_their_fields() -> None:
    found = refused(
        rule(PartOfWhole(("boarders", "bordes"), ("pupls",))),
        rule(PartOfWhole(("area",), ("pupils",))),
        rule(SumOfParts("x", ("pupils",))),
        rule(Range("fenced", (Bounds(Decimal(1), None),))),
        rule(Range("area", (Bounds(Decimal(1), None, "attribute.plac = 1"),))),
        rule(YearOnYear("yearly", None, Decimal(1))),
        rule(Consistency("pupils >")),
        rule(Consistency("true")),
        rule(Outlier("area > 1", Decimal(3), None, 5)),
        rule(PARTS, population=Population(kind="department")),
    )
    assert found == [
        ("test/parts/1", "unknown_item"),
        ("test/whole/0", "unknown_item"),
        ("test", "units_differ"),
        ("test/whole", "unknown_item"),
        ("test", "wrong_kind"),
        ("test", "unknown_attribute"),
        ("test/item", "unknown_item"),
        ("test/condition", "unexpected"),
        ("test/condition", "no_item"),
        ("test/of", "unit_missing"),
        ("test", "other_reporter"),
    ]


def test_a_factor_of_what_may_be_negative_means_nothing() -> None:
    items = {**KNOWN.items, "net": replace(KNOWN.items["pupils"], not_negative=False)}
    with pytest.raises(RulesRefused) as caught:
        asked_of([rule(YearOnYear("net", Decimal(2), None))], replace(KNOWN, items=items))
    assert caught.value.faults[0].fault.code == "factor_of_negative"


def test_the_thousandth_school_does_not_make_a_finding_longer() -> None:
    rows = [row(f"s{place:04}") for place in range(1000)]
    finding = found(rule(PARTS), sheet(rows, boarders=[9] * 1000, pupils=[8] * 999 + [None]))
    assert (finding.count, finding.checked, finding.not_checked) == (999, 999, 1)
    assert finding.organisations == tuple(f"s{place:04}" for place in range(10))
    assert len(finding.rows) == 999


def test_an_example_holds_the_numbers() -> None:
    finding = found(rule(PARTS), sheet([row("a"), row("b")], boarders=[3, 9], pupils=[8, 8]))
    assert finding.example is not None
    assert (finding.example.organisation, finding.example.period) == ("b", YEAR)
    assert finding.example.values == (Stated("boarders", 0, Fraction(9)), Stated("pupils", 0, Fraction(8)))
    assert finding.example.line_zh == "9 人 <= 8 人 = 否"
    assert finding.example.line_en == "9 person <= 8 person = no"


def test_what_is_missing_is_said_and_not_held_against_anybody() -> None:
    finding = found(rule(PARTS), sheet([row("a"), row("b")], boarders=[3, 9], pupils=[8, None]))
    assert (finding.count, finding.example, finding.blocks) == (0, None, False)
    assert finding.summary_zh == "规则：0处不符，1处已核对，1处因缺数未核对"
    assert finding.summary_en == "a rule: 0 do not hold, 1 were checked, 1 could not be for want of data"


def test_only_the_population_is_asked_and_only_while_it_exists() -> None:
    rural = rule(PARTS, population=Population(kind="school", places=["rural"]))
    rows = [row("a", place="rural"), row("b", place="town"), row("c", place="rural", closed_on="2024-01-01")]
    assert found(rural, sheet(rows, boarders=[9, 9, 9], pupils=[8, 8, 8])).organisations == ("a",)


def test_only_periods_within_its_dates_and_of_its_kind_are_asked() -> None:
    dated = rule(PARTS, since=date(2023, 9, 1), until=date(2024, 9, 1))
    rows = [row("a", period) for period in ("2022-2023", "2023-2024", "2024-2025", "2023")]
    assert found(dated, sheet(rows, boarders=[9] * 4, pupils=[8] * 4)).rows == (1,)


def test_a_rule_that_concerns_nobody_has_no_finding() -> None:
    rows: list[Row] = [row("a", "2023")]
    assert check(asked_of([rule(PARTS)], KNOWN), sheet(rows, boarders=[9], pupils=[8])) == []
    assert check(asked_of([rule(PARTS)], KNOWN), sheet([])) == []


def test_blocking_rules_come_first_then_the_commonest() -> None:
    rules = [
        rule(PARTS, "few"),
        rule(Consistency("pupils = 0"), "many"),
        rule(Consistency("boarders = 0 or pupils > 0"), "blocking", severity=Severity.BLOCKING),
    ]
    found = check(asked_of(rules, KNOWN), sheet([row("a"), row("b")], boarders=[9, 1], pupils=[8, 8]))
    assert [(each.rule.code, each.count) for each in found] == [("blocking", 0), ("many", 2), ("few", 1)]
