"""The table of items an official can read, run row by row."""

from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.items import measure_condition
from services.audit.domain.verdict import Verdict
from services.audit.standards import shipped_document
from services.yardsticks.words import Comparison
from tests.audit_domain.county import STANDARD
from tests.audit_domain.county_facts import PERIOD, department, facts_of, school

ITEMS = shipped_document("examples/items")
UNKNOWN = "~"
CONDITIONS = {condition.code: condition for condition in STANDARD.conditions}
REPORTERS = {
    "bureau": department("education"),
    "treasury": department("finance"),
    "primary": school("primary", "primary"),
    "village": school("village", "primary", "rural"),
    "point": school("point", "teaching_point", "rural"),
    "junior": school("junior", "junior_secondary"),
    "nine": school("nine", "nine_year"),
    "complete": school("complete", "complete_secondary"),
    "twelve": school("twelve", "twelve_year"),
}


def row_name(row: list[Any]) -> str:
    return f"{row[0]} {row[1]}"


@pytest.mark.parametrize("row", ITEMS["rows"], ids=row_name)
def test_a_row_of_the_table_of_items_comes_out_as_written(row: list[Any]) -> None:
    code, _, who, reported, value, verdict = row
    organisation = REPORTERS[who]
    items = {item: None if number == UNKNOWN else number for item, number in reported.items()}
    facts = facts_of({organisation.code: organisation}, {organisation.code: items})
    measured = measure_condition(STANDARD, CONDITIONS[code], facts, PERIOD)
    assert measured.verdict is Verdict(verdict)
    assert measured.value == (None if value == UNKNOWN else Fraction(value))


def test_every_condition_has_a_row_that_is_met_and_one_that_is_not() -> None:
    verdicts = {(row[0], row[5]) for row in ITEMS["rows"]}
    assert {code for code, _ in verdicts} == set(CONDITIONS)
    assert {code for code, verdict in verdicts if verdict == "met"} == set(CONDITIONS)
    assert {code for code, verdict in verdicts if verdict == "not_met"} == set(CONDITIONS)


def test_every_line_that_can_be_passed_has_a_row_below_at_and_above_it() -> None:
    highest = {"G9.1", "G12.1", "G13.1", "Q6.1", "Q6.2"}
    for code, condition in CONDITIONS.items():
        line = condition.demand.value
        if condition.demand.comparison is Comparison.YES or line is None or code.startswith("V"):
            continue
        values = [Fraction(row[4]) for row in ITEMS["rows"] if row[0] == code and row[4] != UNKNOWN]
        assert line in values, code
        assert min(values) < line, code
        assert max(values) > line or code in highest, code


def test_the_table_names_the_standard_and_the_school_year_it_is_run_under() -> None:
    assert (ITEMS["standard"], ITEMS["period"]) == (STANDARD.code, PERIOD)
