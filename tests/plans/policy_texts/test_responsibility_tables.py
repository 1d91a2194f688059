"""Tables of tasks with their units, and of units with their duties."""

from typing import Any

import pytest

from services.plans.domain.policy_text.draft import DraftMeasure
from services.plans.domain.policy_text.duty_tables import read_duty_table
from services.plans.domain.policy_text.responsibility_tables import (
    read_responsibility_programmes,
    read_responsibility_table,
)
from services.plans.domain.words import AssignmentRole
from tests.plans.policy_texts.texts import cases, table_of

CASES = cases("responsibility_tables.yaml")


def _plain(measure: DraftMeasure) -> dict[str, Any]:
    roles = {role: [each.name for each in measure.assignments if each.role is role] for role in AssignmentRole}
    return {"number": measure.number, "title": measure.title} | {role.value: names for role, names in roles.items()}


_NO_ROLES: dict[str, Any] = {role.value: [] for role in AssignmentRole}


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_rows_are_measures_with_their_units(case: dict[str, Any]) -> None:
    source, table = table_of(case["rows"])
    found = [_plain(measure) for measure in read_responsibility_table(source, table)]
    assert found == [_NO_ROLES | measure for measure in case.get("measures", [])]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_headings_within_a_table_are_programmes(case: dict[str, Any]) -> None:
    source, table = table_of(case["rows"])
    found = read_responsibility_programmes(source, table)
    assert [{"title": each.title, "measures": [one.code for one in each.measures]} for each in found] == case.get(
        "programmes", []
    )


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_units_beside_their_duties_are_a_list_of_duties(case: dict[str, Any]) -> None:
    source, table = table_of(case["rows"])
    found = read_duty_table(source, table)
    assert [{"name": unit.name, "duties": [duty.text for duty in unit.duties]} for unit in found] == case.get(
        "units", []
    )


def test_a_cell_that_claims_to_cover_millions_of_rows_and_columns_costs_no_more_than_the_others() -> None:
    source, table = table_of([["任务", "责任单位"], [["甲", 10_000_000, 10_000_000], None], ["乙", "市教育局"]])
    assert [measure.title for measure in read_responsibility_table(source, table)] == ["乙"]
