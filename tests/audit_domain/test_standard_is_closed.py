"""A standard that says more, less or something else than the schema knows is refused, with the place and the reason."""

import json
from decimal import Decimal
from fractions import Fraction
from importlib.resources import files
from typing import Any

import pytest
import yaml

from services.audit.domain.case_clauses import clauses_of
from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.grounds import Confidence, StandardRefused
from services.audit.domain.reading_standards import standard_from
from services.audit.standards import document_from, shipped_document
from services.yardsticks.words import Comparison
from tests.audit_domain.county import STANDARD

DOCUMENT = shipped_document("compulsory-balanced-2017")
DELETED = object()


def changed(path: str, value: Any) -> Any:
    """The shipped document with one place, written like `criteria/3/line/primary`, changed or deleted."""
    document = json.loads(json.dumps(DOCUMENT))  # a population that is written once and named again becomes several
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
        ("indicators", "30", "indicators", "the document holds 31"),
        ("guarantee/0/weight", "1", "guarantee[0].weight", "unknown key"),
        ("guarantee/0/code", "R1", "guarantee[0].code", "used by an earlier rule"),
        ("guarantee/0/code", "G.1", "guarantee[0].code", "a letter, then letters and digits"),
        ("guarantee/0/number", "9", "guarantee[0].number", "must be 8"),
        ("quality/8/number", "30", "quality[8].number", "must be 31"),
        ("guarantee/0/conditions", [], "guarantee[0].conditions", "must hold a condition"),
        ("guarantee/1/conditions/3/code", "G2.3", "guarantee[1].conditions[3].code", 'must be "G2.4"'),
        ("guarantee/0/conditions/0/value", "1", "guarantee[0].conditions[0].value", "not with a number"),
        ("guarantee/0/conditions/0/comparison", ">=", "guarantee[0].conditions[0].comparison", "needs a `value`"),
        ("guarantee/0/conditions/0/comparison", "increasing", "guarantee[0].conditions[0].comparison", "one of >=, >"),
        ("guarantee/7/conditions/0/value", "1", "guarantee[7].conditions[0].value", "not with a number"),
        ("guarantee/3/conditions/0/value", "2e3", "guarantee[3].conditions[0].value", "decimal text"),
        ("preconditions/0/code", "P2", "preconditions[1].code", "used by an earlier rule"),
        ("preconditions/0/source", "hearsay", "preconditions[0].source", "names no entry of sources"),
        ("vetoes/3/confidence", "likely", "vetoes[3].confidence", "verified, unverified"),
        ("vetoes/0/value", "0", "vetoes[0].comparison", "found nowhere"),
        ("vetoes/0/comparison", "<=", "vetoes[0].comparison", "found nowhere"),
        ("social_recognition/minimum_sample", DELETED, "social_recognition.minimum_sample", "missing"),
        (
            "social_recognition/yardstick/minimum_sample",
            DELETED,
            "social_recognition.yardstick.minimum_sample",
            "missing",
        ),
    ],
)
def test_a_fault_is_refused_at_its_place(path: str, value: Any, where: str, reason: str) -> None:
    with pytest.raises(StandardRefused) as refused:
        standard_from(changed(path, value))
    assert refused.value.path == where
    assert reason in refused.value.reason


YARDSTICK = "guarantee[6].conditions[0].yardstick"
"""Of the special schools: a total over the county's education department."""


@pytest.mark.parametrize(
    ("place", "value", "where", "reason"),
    [
        ("weight", "1", "weight", "Extra inputs"),
        ("reach", "some", "reach", "'each' or 'share'"),
        ("reach", "share", "", "`member` belongs to reach"),
        (
            "quantities/0/over/special_school_pupils",
            "a few",
            "quantities[0].over.special_school_pupils",
            "decimal text",
        ),
        ("quantities/0/amount", {"two words": "1"}, "quantities[0].amount.two words.[key]", "match pattern"),
        ("quantities/0/per", 100.0, "quantities[0].per", "decimal text"),
        ("quantities/0/share", "perhaps", "quantities[0].share", "boolean"),
        ("period", "calendar_year", "period", "one school year"),
        ("every_period", "true", "every_period", "not several"),
        ("accumulate_from", "2019-2020", "accumulate_from", "not several"),
        ("since", "2019-2020", "since", "not several"),
        ("change", {"kind": "rise"}, "change", "not several"),
        ("population/kind", "township", "population.functions", "only of a department"),
        ("population/functions", [], "population", "must name the functions"),
        ("population/places", ["rural"], "population.places", "says nothing of a department"),
        ("population", {"kind": "school"}, "population", "must name the school_kinds"),
        (
            "population",
            {"kind": "school", "school_kinds": ["circus"]},
            "population.school_kinds[0]",
            "must be one of",
        ),
        (
            "population",
            {"kind": "school", "school_kinds": ["primary"], "levels": ["county"]},
            "population.levels",
            "says nothing of a school",
        ),
    ],
)
def test_a_fault_of_a_yardstick_is_refused_at_its_place(place: str, value: Any, where: str, reason: str) -> None:
    with pytest.raises(StandardRefused) as refused:
        standard_from(changed(f"guarantee/6/conditions/0/yardstick/{place}", value))
    assert refused.value.path == f"{YARDSTICK}.{where}".rstrip(".")
    assert reason in refused.value.reason


def test_a_number_of_a_yardstick_is_kept_as_it_is_written() -> None:
    document = changed("guarantee/6/conditions/0/yardstick/quantities/0/per", "0.10")
    (quantity,) = standard_from(document).sections["guarantee"][6].conditions[0].yardstick.quantities
    assert quantity.per == Decimal("0.10")


def test_the_items_follow_the_criteria_from_eight_to_thirty_one() -> None:
    assert [item.number for item in STANDARD.items] == list(range(8, 32))
    assert [item.code for item in STANDARD.sections["guarantee"]] == [f"G{place}" for place in range(1, 16)]
    assert [item.code for item in STANDARD.sections["quality"]] == [f"Q{place}" for place in range(1, 10)]


NUMBERS = {
    "G3.1": ">= 1", "G3.2": ">= 1", "G3.3": ">= 96", "G3.4": ">= 90",
    "G4.1": "<= 2000", "G4.2": "<= 2000", "G4.3": "<= 2500", "G5.1": "<= 45", "G5.2": "<= 50",
    "G6.1": ">= 100", "G7.1": ">= 6000", "G8.1": ">= None", "G9.1": "= 100", "G11.1": ">= 10", "G11.2": ">= 20",
    "G12.1": "= 100", "G13.1": ">= 100", "G13.2": ">= 95", "G14.1": ">= 50", "G15.2": ">= 85",
    "Q1.1": ">= 95", "Q2.1": ">= 95", "Q4.1": ">= 5", "Q6.1": ">= 3", "Q6.2": ">= 3",
    **{f"Q9.{place}": ">= 3" for place in (1, 3, 5, 7, 9, 11)},
    **{f"Q9.{place}": "< 3/20" for place in (2, 4, 6, 8, 10, 12)},
}  # fmt: skip


def test_the_numbers_of_the_items_are_those_of_the_text_and_all_else_is_yes_or_no() -> None:
    shipped = {each.code: each.demand for item in STANDARD.items for each in item.conditions}
    with_number = {code: demand for code, demand in shipped.items() if demand.comparison is not Comparison.YES}
    assert {code: f"{demand.comparison} {demand.value}" for code, demand in with_number.items()} == NUMBERS
    assert len(shipped) == 55


def test_the_only_strict_lines_are_the_variations_of_monitoring() -> None:
    strict = {Comparison.LESS_THAN, Comparison.MORE_THAN}
    found = [each.code for item in STANDARD.items for each in item.conditions if each.demand.comparison in strict]
    assert found == [f"Q9.{place}" for place in (2, 4, 6, 8, 10, 12)]


def test_what_no_public_page_confirms_is_unverified() -> None:
    unsure = [path for path, clause in clauses_of(STANDARD).items() if clause.confidence is Confidence.UNVERIFIED]
    in_doubt: dict[str, list[int | str]] = {
        "splits": [""],
        "G": [1, 3, 7, 9, 10, 12],
        "Q": [5, 6, 7, 8],
        "social_recognition.minimum_sample": [""],
        "vetoes.V": [4, 5, 6],
    }
    assert unsure == [f"{path}{number}" for path, numbers in in_doubt.items() for number in numbers]


def test_every_item_and_every_proviso_can_be_confirmed_by_its_path() -> None:
    paths = list(clauses_of(STANDARD))
    assert [path for path in paths if path in {item.code for item in STANDARD.items}] == [
        item.code for item in STANDARD.items
    ]
    assert [path for path in paths if path.startswith("vetoes.")] == [f"vetoes.V{place}" for place in range(1, 7)]
    assert {"preconditions.P1", "preconditions.P2", "social_recognition"} <= set(paths)


def test_the_version_is_told_in_the_changes() -> None:
    changes = files("services.audit.standards").joinpath("CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {STANDARD.code}, version {STANDARD.version} " in changes


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
    assert STANDARD.county_rule is not None
    assert STANDARD.school_rule is not None
    assert STANDARD.county_rule.limits == {Stage.PRIMARY: Fraction("0.50"), Stage.JUNIOR_SECONDARY: Fraction("0.45")}
    assert (STANDARD.school_rule.at_least, STANDARD.school_rule.floor) == (6, Fraction("0.85"))


def test_the_choice_of_what_is_split_is_marked_unverified() -> None:
    assert STANDARD.splits is not None
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
