"""The tables an official can read, run row by row."""

from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.assess import assess
from services.audit.domain.criterion import Outcome
from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.shown import cv_shown
from services.audit.domain.verdict import Verdict
from services.audit.standards import shipped_document
from tests.audit_domain.county import STANDARD, assessed, comparison, part, school

LINES = shipped_document("examples/lines")
COEFFICIENTS = shipped_document("examples/coefficients")


def row_name(row: list[Any]) -> str:
    return " ".join(str(cell) for cell in row if isinstance(cell, str))


@pytest.mark.parametrize("row", LINES["rows"], ids=row_name)
def test_a_row_of_the_table_of_lines_comes_out_as_written(row: list[str]) -> None:
    code, stage, item, reported, value, outcome = row
    criterion = next(each for each in STANDARD.criteria if each.code == code)
    others = {name: 0 for name, _ in criterion.amounts[Stage(stage)]}
    facts = school(kind=SchoolKind(stage), pupils=int(LINES["pupils"]), reported=others | {item: Fraction(reported)})
    judged = part(assess(STANDARD, [facts]), stage=Stage(stage)).criteria[code]
    assert judged.value == Fraction(value)
    assert judged.outcomes == {Outcome(outcome)}
    assert judged.verdict is (Verdict.MET if outcome == "met" else Verdict.NOT_MET)


def test_the_table_of_lines_has_six_rows_for_every_line() -> None:
    rows = [(row[0], row[1]) for row in LINES["rows"]]
    lines = [(criterion.code, stage) for criterion in STANDARD.criteria for stage in criterion.lines]
    assert len(lines) == 14
    assert {line: rows.count((line[0], line[1].value)) for line in lines} == dict.fromkeys(lines, 6)


@pytest.mark.parametrize("code", [criterion.code for criterion in STANDARD.criteria])
@pytest.mark.parametrize("row", COEFFICIENTS["rows"], ids=row_name)
def test_a_row_of_the_table_of_coefficients_comes_out_as_written(row: list[Any], code: str) -> None:
    _, stage, schools, cv, verdict = row
    criterion = next(each for each in STANDARD.criteria if each.code == code)
    items = [name for name, _ in criterion.amounts[Stage(stage)]]
    county = assessed(
        *(
            school(str(place), SchoolKind(stage), int(pupils), dict.fromkeys(items, 0) | {items[0]: int(amount)})
            for place, (pupils, amount) in enumerate(schools)
        )
    )
    compared = comparison(county, code, Stage(stage))
    assert compared.cv_squared is not None
    assert cv_shown(compared.cv_squared, len(cv.split(".")[1])) == cv
    assert compared.verdict is Verdict(verdict)
    assert (compared.low, compared.high) == (compared.cv_squared, compared.cv_squared)


def test_both_tables_name_the_standard_they_are_run_under() -> None:
    assert LINES["standard"] == COEFFICIENTS["standard"] == STANDARD.code
