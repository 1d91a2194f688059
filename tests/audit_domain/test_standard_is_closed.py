"""A standard that says more, less or something else than the schema knows is refused, with the place and the reason."""

from copy import deepcopy
from fractions import Fraction
from typing import Any

import pytest
import yaml

from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.reading_standards import standard_from
from services.audit.domain.standard import Confidence, StandardRefused
from services.audit.standards import document_from, shipped_document
from tests.audit_domain.county import STANDARD

DOCUMENT = shipped_document("compulsory-balanced-2017")
DELETED = object()


def changed(path: str, value: Any) -> Any:
    """The shipped document with one place, written like `criteria/3/line/primary`, changed or deleted."""
    document = deepcopy(DOCUMENT)
    *way, last = path.split("/")
    place = document
    for step in way:
        place = place[int(step)] if isinstance(place, list) else place[step]
    if value is DELETED:
        del place[last]
    elif isinstance(place, list):
        place[int(last)] = value
    else:
        place[last] = value
    return document


@pytest.mark.parametrize(
    ("path", "value", "where", "reason"),
    [
        ("remark", "x", "remark", "unknown key"),
        ("criteria/2/wieght", "1", "criteria[2].wieght", "unknown key"),
        ("criteria/0/source", DELETED, "criteria[0].source", "missing"),
        ("criteria/0/clause", DELETED, "criteria[0].clause", "missing"),
        ("criteria/0/clause", " ", "criteria[0].clause", "not blank"),
        ("criteria/0/source", "hearsay", "criteria[0].source", "names no entry of sources"),
        ("criteria/0/confidence", "sure", "criteria[0].confidence", "verified, unverified"),
        ("criteria/1/code", "R1", "criteria[1].code", "used by an earlier criterion"),
        ("criteria/3/line/primary", 4.5, "criteria[3].line.primary", "decimal text"),
        ("criteria/3/line/primary", "4,5", "criteria[3].line.primary", "decimal text"),
        ("criteria/3/line/primary", "1e3", "criteria[3].line.primary", "decimal text"),
        ("criteria/3/line/primary", "９", "criteria[3].line.primary", "decimal text"),
        ("criteria/3/line/primary", True, "criteria[3].line.primary", "decimal text"),
        ("criteria/3/line/primary", "0", "criteria[3].line.primary", "above zero"),
        ("criteria/3/line/primary", DELETED, "criteria[3].line.primary", "county_rule.limits"),
        ("criteria/3/line/kindergarten", "1", "criteria[3].line.kindergarten", "must be one of"),
        ("criteria/3/line/senior_secondary", "1", "criteria[3].line.senior_secondary", "county_rule.limits"),
        ("criteria/3/comparison", ">", "criteria[3].comparison", 'must be ">="'),
        ("criteria/3/shared", "maybe", "criteria[3].shared", '"yes" or "no"'),
        ("criteria/3/shared", "no", "criteria[3].amount.all.teaching_area", "must name {stage}"),
        ("criteria/1/shared", "yes", "criteria[1].amount.all.teachers_backbone.{stage}", "whole school"),
        ("criteria/3/amount/all/teaching_area", "0", "criteria[3].amount.all.teaching_area", "must not be zero"),
        ("criteria/3/amount/all/teaching_area", "2", "criteria[3].amount", "of one size"),
        ("criteria/3/amount/all", {}, "criteria[3].amount.all", "must not be empty"),
        ("criteria/3/amount", "area", "criteria[3].amount", "must be a mapping"),
        ("criteria", "none", "criteria", "must be a list"),
        ("school_rule/at_least", "8", "school_rule.at_least", "more than there are criteria"),
        ("school_rule/at_least", "6.5", "school_rule.at_least", "whole number"),
        ("school_rule/of", "8", "school_rule.of", "7 criteria"),
        ("school_rule/floor", "85", "school_rule.floor", "at most 1"),
        ("county_rule/coefficient", "unweighted", "county_rule.coefficient", "pupil_weighted"),
        ("county_rule/comparison", "<", "county_rule.comparison", 'must be "<="'),
        ("county_rule/limits/primary", DELETED, "criteria[0].amount.primary", "county_rule.limits"),
        ("splits/weights/nine_year/senior_secondary", "1", "splits.weights.nine_year.senior_secondary", "unknown key"),
        ("splits/weights/twelve_year", DELETED, "splits.weights.twelve_year", "missing"),
        ("splits/weights/nine_year/primary", "-1", "splits.weights.nine_year.primary", "above zero"),
        ("excluded/0/kind", "circus", "excluded[0].kind", "must be one of"),
        ("excluded/2/pupils_under", "50", "excluded[2].pupils_under", "unknown key"),
        ("in_force_from/date", "2017-04-31", "in_force_from.date", "must be a date"),
        ("borderline_margin/share", "none", "borderline_margin.share", "decimal text"),
        ("title/en", DELETED, "title.en", "missing"),
    ],
)
def test_a_fault_is_refused_at_its_place(path: str, value: Any, where: str, reason: str) -> None:
    with pytest.raises(StandardRefused) as refused:
        standard_from(changed(path, value))
    assert refused.value.path == where
    assert reason in refused.value.reason


def test_a_key_that_is_not_text_is_refused() -> None:
    with pytest.raises(StandardRefused, match="key 7 must be text"):
        standard_from(DOCUMENT | {7: "seven"})


def test_a_key_written_twice_is_refused() -> None:
    with pytest.raises(yaml.YAMLError, match="'primary' written twice"):
        document_from("line: {primary: 4.5, primary: 4.0}")


def test_numbers_of_a_document_stay_text_until_they_are_exact() -> None:
    assert document_from("{a: 0.50, b: no, c: 2017-04-26}") == {"a": "0.50", "b": "no", "c": "2017-04-26"}


LINES = {
    "R1": ("4.2", "5.3"),
    "R2": ("1", "1"),
    "R3": ("0.9", "0.9"),
    "R4": ("4.5", "5.8"),
    "R5": ("7.5", "10.2"),
    "R6": ("2000", "2500"),
    "R7": ("2.3", "2.4"),
}


def test_the_shipped_lines_and_limits_are_those_of_the_text() -> None:
    shipped = {
        criterion.code: tuple(criterion.lines[stage] for stage in STANDARD.stages) for criterion in STANDARD.criteria
    }
    assert shipped == {code: tuple(map(Fraction, lines)) for code, lines in LINES.items()}
    assert STANDARD.county_rule.limits == {Stage.PRIMARY: Fraction("0.50"), Stage.JUNIOR_SECONDARY: Fraction("0.45")}
    assert (STANDARD.school_rule.at_least, STANDARD.school_rule.floor) == (6, Fraction("0.85"))


def test_the_choice_of_what_is_split_is_marked_unverified() -> None:
    assert STANDARD.splits.ground.confidence is Confidence.UNVERIFIED
    assert [criterion.code for criterion in STANDARD.criteria if criterion.shared] == ["R4", "R5", "R6", "R7"]
    assert STANDARD.splits.weights[SchoolKind.COMPLETE_SECONDARY] == {
        Stage.JUNIOR_SECONDARY: 1,
        Stage.SENIOR_SECONDARY: Fraction("1.2"),
    }


@pytest.mark.parametrize("path", ["sources/article_6", "school_rule/source", "doubts/0/source"])
def test_no_rule_stands_without_its_source(path: str) -> None:
    with pytest.raises(StandardRefused):
        standard_from(changed(path, DELETED))
