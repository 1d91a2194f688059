"""The table of target kinds that an official can read, run row by row."""

from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.audit.domain.measured import Demand
from services.audit.domain.target_assessment import assess_target
from services.audit.domain.target_rules import TargetAssessment, TargetRule
from services.audit.domain.verdict import Verdict
from services.yardsticks.language import Yardstick
from services.yardsticks.words import Comparison, Unassessable
from tests.audit_domain.reported import facts_of

EXAMPLES = yaml.load((Path(__file__).parent / "examples" / "target_kinds.yaml").read_text("utf-8"), yaml.CSafeLoader)
ROWS = [(example, row) for example in EXAMPLES for row in example["rows"]]
LAST_DAY = "2025-12-31"
KINDS = {
    "count",
    "count_per_unit",
    "conditional_count",
    "cumulative_count",
    "threshold",
    "cap",
    "range",
    "frequency",
    "annual_count",
    "annual_change",
    "reduction",
    "growth_reduction",
    "comparator",
    "monotone",
    "coverage",
    "yes_no",
    "all_of_standard",
    "lost_value",
}


def number(written: object) -> Fraction | None:
    return None if written is None else Fraction(str(written))


def assessed(example: dict[str, Any], row: dict[str, Any]) -> TargetAssessment:
    asked = example["asked"]
    yardstick = Yardstick.model_validate(example["counted"]) if "counted" in example else None
    target = TargetRule(
        code="T01",
        demand=Demand(Comparison(asked["comparison"]), number(asked.get("value")), number(asked.get("upper"))),
        yardstick=yardstick,
        by_standard=example.get("standard"),
        unassessable=Unassessable(example["unassessable"]) if "unassessable" in example else None,
        deadline=date.fromisoformat(example["deadline"]) if "deadline" in example else None,
        deadline_lost=example.get("deadline_lost", False),
    )
    verdict = row.get("standard_verdict")
    return assess_target(
        target,
        facts_of(yardstick.population if yardstick else None, row.get("reported", {})),
        as_of=date.fromisoformat(row.get("day", example.get("day", LAST_DAY))),
        in_force_from=date(2021, 1, 1),
        standards={example.get("standard", ""): Verdict(verdict) if verdict else None},
    )


@pytest.mark.parametrize(("example", "row"), ROWS, ids=[f"{example['en']}: {row['at']}" for example, row in ROWS])
def test_a_row_of_the_table_comes_out_as_written(example: dict[str, Any], row: dict[str, Any]) -> None:
    found = assessed(example, row)
    assert found.verdict is Verdict(row["verdict"])
    figure = found.measurement
    assert (figure.value if figure else None) == number(row.get("value"))
    assert (figure.distance if figure else None) == number(row.get("distance"))
    if "failing" in row or "undecided" in row:
        assert figure is not None
        assert (list(figure.failing), list(figure.undecided)) == (row.get("failing", []), row.get("undecided", []))
    assert list(found.failed_periods) == row.get("failed_periods", [])
    assert (found.overdue, found.late) == (row.get("overdue", False), row.get("late", False))
    if "reason" in row:
        assert found.reason == row["reason"]


def test_every_kind_a_plan_may_set_is_in_the_table() -> None:
    assert {example["kind"] for example in EXAMPLES} == KINDS


def test_every_example_of_a_number_has_a_row_on_each_side_of_its_line() -> None:
    for example in EXAMPLES:
        if "counted" in example:
            verdicts = {row["verdict"] for row in example["rows"]}
            assert {"met", "not_met"} <= verdicts, example["en"]
