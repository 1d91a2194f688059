"""Which schools count, as what, and under which weight."""

from fractions import Fraction

import pytest

from services.audit.domain.facts import FactsRefused, SchoolFacts, SchoolKind, Stage
from services.audit.domain.verdict import Verdict
from tests.audit_domain.county import assessed, comparison, part, result, school


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (SchoolKind.SPECIAL, "special_school"),
        (SchoolKind.VOCATIONAL, "vocational_school"),
        (SchoolKind.KINDERGARTEN, "no_assessed_stage"),
        (SchoolKind.SENIOR_SECONDARY, "no_assessed_stage"),
    ],
)
def test_a_school_outside_the_scope_is_excluded_with_its_reason(kind: SchoolKind, reason: str) -> None:
    county = assessed(school("in"), SchoolFacts("out", "school out", kind, {"pupils.primary": 300}))
    assert county.excluded == {"out": reason}
    assert list(county.schools) == ["in"]
    assert comparison(county, "R1").parts == 1


def test_a_teaching_point_of_49_pupils_is_excluded_and_one_of_50_counts() -> None:
    county = assessed(school("small", SchoolKind.TEACHING_POINT, 49), school("enough", SchoolKind.TEACHING_POINT, 50))
    assert county.excluded == {"small": "small_teaching_point"}
    assert county.schools == {"enough": Verdict.MET}


def test_a_primary_school_of_49_pupils_counts() -> None:
    assert assessed(school(pupils=49)).schools == {"a": Verdict.MET}


def test_a_teaching_point_without_a_reported_number_of_pupils_stays_undecided() -> None:
    county = assessed(school(kind=SchoolKind.TEACHING_POINT, reported={"pupils.primary": None}))
    assert county.schools == {"a": Verdict.CANNOT_DECIDE}
    assert county.excluded == {}


def test_a_stage_with_no_pupils_is_no_subject_and_takes_no_share() -> None:
    county = assessed(school(kind=SchoolKind.NINE_YEAR, pupils=(0, 100)))
    assert [each.stage for each in county.parts] == [Stage.JUNIOR_SECONDARY]
    share = part(county, stage=Stage.JUNIOR_SECONDARY).criteria["R4"].share
    assert share is not None
    assert share.fraction == 1
    assert comparison(county, "R4").verdict is None


def test_a_school_without_any_pupils_is_excluded() -> None:
    assert assessed(school("a"), school("b", pupils=0)).excluded == {"b": "no_pupils"}


@pytest.mark.parametrize(
    ("kind", "pupils", "shares"),
    [
        (SchoolKind.NINE_YEAR, (166, 210), {"primary": Fraction(166, 397), "junior_secondary": Fraction(231, 397)}),
        (SchoolKind.COMPLETE_SECONDARY, (100, 200), {"junior_secondary": Fraction(100, 340)}),
        (
            SchoolKind.TWELVE_YEAR,
            (100, 100, 100),
            {"primary": Fraction(100, 342), "junior_secondary": Fraction(110, 342)},
        ),
    ],
)
def test_a_school_of_several_stages_is_split_by_weighted_pupils(
    kind: SchoolKind, pupils: tuple[int, ...], shares: dict[str, Fraction]
) -> None:
    county = assessed(school(kind=kind, pupils=pupils))
    found = {}
    for each in county.parts:
        share = each.criteria["R6"].share
        assert share is not None
        found[each.stage.value] = share.fraction
        assert {code for code, judged in each.criteria.items() if judged.share} == {"R4", "R5", "R6", "R7"}
    assert found == shares


def test_teachers_are_counted_by_stage_and_never_split() -> None:
    facts = school(
        kind=SchoolKind.NINE_YEAR,
        pupils=(100, 100),
        reported={"teachers_backbone.primary": 3, "teachers_backbone.junior_secondary": 1},
    )
    assert result("R2", facts, Stage.PRIMARY).value == 3
    assert result("R2", facts, Stage.JUNIOR_SECONDARY).value == 1


def test_teachers_of_junior_college_count_for_primary_and_not_for_junior_secondary() -> None:
    items = {"teachers_bachelor": 1, "teachers_master": 1, "teachers_doctorate": 1, "teachers_junior_college": 5}
    facts = school(
        kind=SchoolKind.NINE_YEAR,
        pupils=(100, 100),
        reported={f"{item}.{stage}": n for item, n in items.items() for stage in ("primary", "junior_secondary")},
    )
    assert result("R1", facts, Stage.PRIMARY).value == 8
    assert result("R1", facts, Stage.JUNIOR_SECONDARY).value == 3


def test_a_school_passes_only_if_every_stage_of_it_does() -> None:
    facts = school(kind=SchoolKind.NINE_YEAR, pupils=(100, 100), reported={"teachers_backbone.junior_secondary": 0})
    county = assessed(facts)
    assert part(county).verdict is Verdict.MET
    assert county.schools == {"a": Verdict.NOT_MET}


def test_two_schools_of_one_code_are_refused() -> None:
    with pytest.raises(FactsRefused, match="a: two schools have this code"):
        assessed(school("a"), school("a"))
