"""Bodies of rules: closed, one shape a kind; and the rules of the demo, which are such bodies."""

import json
from functools import cache
from typing import Any

import pytest
from pydantic import ValidationError

from deploy.demo.data import load, load_all
from services.kernel.errors import Fault
from services.kernel.strict_json import loads
from services.metrics.domain.formulas.vocabulary import ATTRIBUTES, Vocabulary, vocabulary_of
from services.metrics.domain.rules.checking import check
from services.metrics.domain.rules.conditions import RulesRefused, asked_of
from services.metrics.domain.rules.findings import Finding
from services.metrics.domain.rules.rule import Rule
from services.metrics.schemas.indicators import IndicatorGiven
from services.metrics.schemas.rules import RulesGiven, rule_faults
from services.plans.domain.organisation import Boarding, Ownership, SchoolKind, Stage, Surroundings
from tests.metrics.rules.asking import row, sheet

BODY: dict[str, Any] = {
    "code": "r",
    "severity": "warning",
    "title": {"zh": "规则", "en": "a rule"},
    "what_to_do": {"zh": "请核对", "en": "look again"},
    "action_owner": "school",
    "population": {"kind": "school", "school_kinds": ["primary"]},
    "test": {"kind": "part_of_whole", "parts": ["teachers_certified"], "whole": ["teachers_full_time"]},
    "valid_from": "2021-2022",
    "reference": {"document": "云泽市填报须知（虚构）", "clause": "第四条"},
}


def given(**changed: Any) -> RulesGiven:
    return RulesGiven.model_validate({"rules": [{**BODY, **changed}]})


@cache
def vocabulary() -> Vocabulary:
    return vocabulary_of(IndicatorGiven.model_validate(each).as_indicator() for each in load_all("indicators"))


@pytest.mark.parametrize(
    "changed",
    [
        {"note": "x"},
        {"severity": "fatal"},
        {"action_owner": "nobody"},
        {"valid_until": "2020-2021"},
        {"test": {"kind": "magic"}},
        {"test": {"kind": "whole"}},
        {"test": {"kind": "whole", "item": "classes", "parts": []}},
        {"test": {"kind": "range", "item": "classes", "bounds": []}},
        {"test": {"kind": "range", "item": "classes", "bounds": [{}]}},
        {"test": {"kind": "range", "item": "classes", "bounds": [{"min": 2, "max": 1}]}},
        {"test": {"kind": "range", "item": "classes", "bounds": [{"min": 2}, {"max": 1}]}},
        {"test": {"kind": "part_of_whole", "parts": [], "whole": ["classes"]}},
        {"test": {"kind": "year_on_year", "item": "classes"}},
        {"test": {"kind": "year_on_year", "item": "classes", "factor": 1}},
        {"test": {"kind": "outlier", "of": "classes", "factor": 5, "peers": 2}},
        {"test": {"kind": "consistency", "condition": "1" * 2001}},
    ],
)
def test_what_is_not_of_the_form_is_refused(changed: dict[str, Any]) -> None:
    assert given()
    with pytest.raises(ValidationError):
        given(**changed)


def test_faults_point_at_the_field() -> None:
    bodies = given(test={"kind": "consistency", "condition": "clases > 0"}).rules
    with pytest.raises(RulesRefused) as caught:
        asked_of([each.as_rule() for each in bodies], vocabulary())
    (found,) = rule_faults(caught.value.faults, bodies)
    assert isinstance(found, Fault)
    assert (found.code, found.pointer) == ("unknown_item", "/rules/0/test/condition")
    assert "classes" in found.expected


def demo_rules() -> list[Rule]:
    """As a client would send them: through JSON, which keeps decimals."""
    body = loads(json.dumps({"rules": load("rules.yaml")}).encode())
    return [each.as_rule() for each in RulesGiven.model_validate(body).rules]


def demo(columns: dict[str, list[Any]]) -> dict[str, Finding]:
    size = len(next(iter(columns.values())))
    table = sheet([row(f"s{place}", place="rural") for place in range(size)], **columns)
    return {each.rule.code: each for each in check(asked_of(demo_rules(), vocabulary()), table)}


def test_every_rule_of_the_demo_means_something_over_the_items_of_the_demo() -> None:
    asked = asked_of(demo_rules(), vocabulary())
    assert len(asked) >= 12
    assert all("本项目自拟" in each.rule.reference.document for each in asked)
    assert {each.rule.test.__class__.__name__ for each in asked} >= {
        "Range", "PartOfWhole", "SumOfParts", "YearOnYear", "Outlier", "Consistency",
    }  # fmt: skip


def test_rules_of_the_demo_find_what_is_wrong() -> None:
    found = demo(
        {
            "teachers_certified": [9, 12],
            "teachers_full_time": [10, 10],
            "pupils.primary": [300, 600],
            "previous_pupils.primary": [290, 300],
            "classes": [8, 12],
            "largest_class.primary": [45, 45],
            "music_rooms": [0, 1],
            "smallest_music_room": ["73.5", "73.5"],
        }
    )
    broken = {code: finding.organisations for code, finding in found.items() if finding.count}
    assert broken == {
        "certified_within_teachers": ("s1",),
        "average_within_largest.primary": ("s1",),
        "pupils_year_on_year.primary": ("s1",),
        "music_room_has_area": ("s0",),
    }


def test_equipment_sent_in_yuan_instead_of_ten_thousand_stands_out() -> None:
    found = demo({"equipment_value": [60, 62, 58, 61, 59, 600_000], "pupils.primary": [200, 210, 190, 205, 195, 200]})
    assert found["equipment_per_pupil_stands_out.primary"].organisations == ("s5",)


def test_the_attributes_of_formulas_are_those_that_plans_takes() -> None:
    assert {
        name: set(ATTRIBUTES[name].words) for name in ("school_kind", "stages", "place", "boarding", "ownership")
    } == {
        "school_kind": {each.value for each in SchoolKind},
        "stages": {each.value for each in Stage},
        "place": {each.value for each in Surroundings},
        "boarding": {each.value for each in Boarding},
        "ownership": {each.value for each in Ownership},
    }
