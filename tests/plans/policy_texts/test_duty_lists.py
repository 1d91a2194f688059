"""Duties per unit, and the bearers of duties in a law."""

from typing import Any

import pytest

from services.plans.domain.policy_text.draft import DraftDuty
from services.plans.domain.policy_text.duty_lists import read_duty_bearers, read_duty_lists
from tests.plans.policy_texts.texts import cases, passages, source_of

LISTS = cases("duty_lists.yaml")
BEARERS = cases("duty_bearers.yaml")


def _plain(duty: DraftDuty) -> dict[str, Any]:
    return {
        "text": duty.text,
        "role": duty.own_role.value,
        "mixed": duty.mixed,
        "partners": list(duty.partners),
        "unnamed": duty.unnamed_partners,
    }


_USUAL = {"role": "responsible", "mixed": False, "partners": [], "unnamed": False}


@pytest.mark.parametrize("case", LISTS, ids=[case["case"] for case in LISTS])
def test_duties_are_read_under_their_unit(case: dict[str, Any]) -> None:
    source = source_of(case["text"])
    found = read_duty_lists(source, passages(source))
    assert [(unit.name, [_plain(duty) for duty in unit.duties]) for unit in found] == [
        (unit["name"], [_USUAL | duty for duty in unit["duties"]]) for unit in case["units"]
    ]


@pytest.mark.parametrize("case", LISTS, ids=[case["case"] for case in LISTS])
def test_every_duty_stands_where_its_place_says(case: dict[str, Any]) -> None:
    source = source_of(case["text"])
    for unit in read_duty_lists(source, passages(source)):
        for duty in unit.duties:
            assert source.at(duty.span) == duty.text


@pytest.mark.parametrize("case", BEARERS, ids=[case["case"] for case in BEARERS])
def test_subjects_of_articles_bear_their_duties(case: dict[str, Any]) -> None:
    source = source_of(case["text"])
    found = read_duty_bearers(source, passages(source))
    assert [{"name": unit.name, "duties": [duty.text for duty in unit.duties]} for unit in found] == case["units"]
