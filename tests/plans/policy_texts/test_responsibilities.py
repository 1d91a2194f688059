"""Who answers for a measure."""

from typing import Any

import pytest

from services.plans.domain.policy_text.responsibilities import read_responsibilities, stated_rules
from services.plans.domain.words import AssignmentRole
from tests.plans.policy_texts.texts import cases, source_of, whole

CASES = cases("responsibilities.yaml")


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_the_units_of_a_measure_are_read_with_their_roles(case: dict[str, Any]) -> None:
    source = source_of(case["text"])
    rules = stated_rules(source, [whole(source)])
    found = read_responsibilities(source, whole(source), rules)
    read = {role.value: [each.name for each in found.assignments if each.role is role] for role in AssignmentRole}
    assert read == {role.value: case.get(role.value, []) for role in AssignmentRole}
    assert [role.value for role in found.open_ended_roles] == case.get("open", [])
    assert [defect.code for defect in found.defects] == case.get("defects", [])
    assert [rule.rule for rule in rules] == case.get("rules", [])
    assert (len(found.spans) > 0) == ("spans" not in case)
