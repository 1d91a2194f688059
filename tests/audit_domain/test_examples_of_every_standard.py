"""The tables of examples of the standards beside that of 2017, and of the local variants, run row by row."""

from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.grading import CountiesKeep
from services.audit.domain.variants import standard_with, variant_from
from services.audit.domain.verdict import Verdict
from services.audit.standards import shipped_document, shipped_standard
from services.yardsticks.words import Comparison
from tests.audit_domain.county_facts import PERIOD
from tests.audit_domain.tables import UNKNOWN, measured, row_name

CODES = ("preschool-2020", "compulsory-basic-2012", "ningxia-county-2019", "ningxia-city-2019")
TABLES = {code: shipped_document(f"examples/{code}") for code in CODES}
STANDARDS = {code: shipped_standard(code) for code in CODES}
ROWS = [(code, row) for code, table in TABLES.items() for row in table["rows"]]
OF_VARIANTS = shipped_document("examples/variants")
BASE = shipped_document("compulsory-balanced-2017")
VARIANTS = {
    code: variant_from(shipped_document(f"variants/{code}"))
    for code in ("shenyang-2024", "liaoning-funds-2024", "jiulongpo-entry-2022")
}
CHANGED = {code: standard_with(BASE, [variant]) for code, variant in VARIANTS.items()}


@pytest.mark.parametrize(("code", "row"), ROWS, ids=[f"{code} {row_name(row)}" for code, row in ROWS])
def test_a_row_comes_out_as_written(code: str, row: list[Any]) -> None:
    condition, _, who, reported, value, verdict = row
    found = measured(STANDARDS[code], condition, who, reported)
    assert found.verdict is Verdict(verdict)
    assert found.value == (None if value == UNKNOWN else Fraction(value))


@pytest.mark.parametrize("row", OF_VARIANTS["rows"], ids=row_name)
def test_a_row_of_a_local_variant_comes_out_as_written(row: list[Any]) -> None:
    variant, condition, _, who, reported, value, verdict = row
    found = measured(CHANGED[variant], condition, who, reported)
    assert found.verdict is Verdict(verdict)
    assert found.value == Fraction(value)


@pytest.mark.parametrize("code", CODES)
def test_every_condition_has_rows_that_are_met_and_not_and_every_line_one_below_and_one_on_it(code: str) -> None:
    """A share of organisations of which one reports is 0 or 100: its own line is that of its member."""
    table, standard = TABLES[code], STANDARDS[code]
    assert (table["standard"], table["period"]) == (code, PERIOD)
    for condition in standard.conditions:
        rows = [row for row in table["rows"] if row[0] == condition.code]
        assert {"met", "not_met"} <= {row[5] for row in rows}, condition.code
        line, asked = condition.demand.value, condition.demand.comparison
        if line is None or asked is Comparison.LESS_THAN or condition.yardstick.member:
            continue
        values = [Fraction(row[4]) for row in rows if row[4] != UNKNOWN]
        assert line in values, condition.code
        assert min(values) < line, condition.code


def test_every_fact_that_costs_a_grade_is_in_a_table() -> None:
    """But for those taken from counties, which have tests of their own."""
    for code in ("ningxia-county-2019", "ningxia-city-2019"):
        grading = STANDARDS[code].grading
        assert grading is not None
        plain = {each.code for _, each in grading.strikes if not isinstance(each.condition, CountiesKeep)}
        assert {row[0] for row in TABLES[code]["rows"]} == plain


def test_every_place_that_a_variant_changes_is_in_the_table_of_variants() -> None:
    """But for leased sports grounds, which enter an amount and have tests of their own."""
    rows = {(row[0], row[1]) for row in OF_VARIANTS["rows"]}
    for code, variant in VARIANTS.items():
        places = {setting.way for change in variant.changes for setting in change.settings}
        named = {way[-2] if way[-1] == "value" else way[-1] for way in places if way[0] != "criteria"}
        assert {condition for name, condition in rows if name == code} == named
