"""The five documents against what was read from them by hand; only where they are found."""

import json
from typing import Any

import pytest

from services.plans.domain.policy_text.duty_lists import read_duty_lists
from services.plans.domain.policy_text.responsibilities import read_responsibilities, stated_rules
from services.plans.domain.policy_text.source import Source
from tests.plans.policy_texts.texts import GOLD, SEEDS, passages, source_of

pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the five documents are not here")


def _document(number: str) -> Source:
    return source_of(next(SEEDS.glob(f"{number}_*.txt")).read_text(encoding="utf-8"))


def _gold(name: str) -> Any:
    return json.loads((GOLD / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize("number", ["000", "001", "003"])
def test_assignments_are_those_read_by_hand(number: str) -> None:
    source = _document(number)
    rules = stated_rules(source, passages(source))
    read = [read_responsibilities(source, passage, rules) for passage in passages(source)]
    found = [{(each.role.value, each.name) for each in measure.assignments} for measure in read if measure.assignments]
    expected = [
        {(role, name) for role in ("lead", "cooperating", "responsible") for name in measure.get(role, [])}
        for measure in _gold("assignments_000_001_003.json")[number]
    ]
    assert found == expected


@pytest.mark.parametrize("number", ["002", "004"])
def test_documents_without_units_at_their_measures_yield_none(number: str) -> None:
    source = _document(number)
    assert not any(read_responsibilities(source, passage, ()).assignments for passage in passages(source))


def test_duties_are_those_read_by_hand() -> None:
    source = _document("004")
    expected = [
        (
            None if "name lost" in clause["unit"] else clause["unit"],
            clause["text"],
            clause["own_role"],
            clause["mixed"],
            tuple(clause["partners"]),
            clause["unnamed_partner"],
        )
        for clause in _gold("duties_004.json")
    ]
    assert [
        (unit.name, duty.text, duty.own_role.value, duty.mixed, duty.partners, duty.unnamed_partners)
        for unit in read_duty_lists(source, passages(source))
        for duty in unit.duties
    ] == expected
