"""What a whole school must add, worked out and then added: the school then reaches its lines, and with less it does
not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.criterion import judge
from services.audit.domain.facts import SchoolFacts, SchoolKind
from services.audit.domain.parts import parts_of
from services.audit.domain.school_lack import JudgedPart, Lack, SchoolLack, rounded_up, school_lack
from services.audit.domain.verdict import Verdict
from tests.audit_domain.county import STANDARD, Reported, school

CRITERIA = {each.code: each for each in STANDARD.criteria}


def judged(code: str, facts: SchoolFacts) -> list[JudgedPart]:
    criterion = CRITERIA[code]
    return [
        JudgedPart(
            part.stage.value,
            judge(STANDARD, criterion, part).verdict or Verdict.CANNOT_DECIDE,
            criterion.lines[part.stage],
            part.pupils,
            part.terms(criterion),
            part.share if criterion.shared else None,
        )
        for part in parts_of(STANDARD, facts)
    ]


def lack_of(code: str, **reported: Reported) -> SchoolLack:
    facts = school(kind=SchoolKind.NINE_YEAR, pupils=(100, 100), reported=reported)
    return school_lack(CRITERIA[code], judged(code, facts))


def test_what_is_shared_is_added_once_for_the_stage_that_asks_most() -> None:
    found = lack_of("R4", teaching_area=1040)
    primary, junior = (lack.amount for _, lack in found.by_stage)
    assert primary == 450 * Fraction(210, 100) - 840
    assert junior == 580 * Fraction(210, 110) - 840
    assert found.whole.amount == max(primary, junior)
    assert found.to_add == Fraction(Fraction(max(primary, junior) * 100).__ceil__(), 100)


def test_teachers_of_two_stages_are_added_up_each_rounded_by_itself() -> None:
    found = lack_of("R2", **{"teachers_backbone.primary": 0, "teachers_backbone.junior_secondary": 0})
    assert (str(found.whole.amount), str(found.to_add)) == ("2", "2")
    facts = school(kind=SchoolKind.NINE_YEAR, pupils=(130, 130))
    values = {**facts.values, "teachers_backbone.primary": 1, "teachers_backbone.junior_secondary": 1}
    found = school_lack(CRITERIA["R2"], judged("R2", SchoolFacts("s", "s", facts.kind, values)))
    assert (str(found.whole.amount), str(found.to_add)) == ("3/5", "2")


def test_yuan_are_whole_and_square_metres_have_two_places() -> None:
    assert rounded_up(CRITERIA["R6"], Fraction("0.00011")) == Fraction("0.0002")
    assert rounded_up(CRITERIA["R5"], Fraction("0.001")) == Fraction("0.01")
    assert rounded_up(CRITERIA["R7"], Fraction("0.001")) == 1
    assert rounded_up(CRITERIA["R1"], Fraction(3)) == 3


@pytest.mark.parametrize(
    ("reported", "reason"),
    [({"equipment_value": None}, "missing_items"), ({"pupils.primary": None}, "missing_pupils")],
)
def test_what_is_missing_is_no_shortage_of_everything(reported: dict[str, Reported], reason: str) -> None:
    found = lack_of("R6", **reported)
    assert (found.whole.amount, found.to_add, found.whole.reason) == (None, None, reason)


def test_a_stage_that_cannot_be_told_leaves_the_least_that_is_lacking() -> None:
    found = lack_of("R2", **{"teachers_backbone.primary": None, "teachers_backbone.junior_secondary": 0})
    assert found.whole == Lack(Fraction(1), at_least=True, reason="missing_items")


def test_what_must_be_taken_off_and_is_missing_makes_it_at_least_so_much() -> None:
    found = lack_of("R4", teaching_area=600, indoor_sports_area=None)
    assert found.whole.at_least
    assert found.whole.amount == 580 * Fraction(210, 110) - 600


def test_what_is_taken_off_beyond_what_there_is_must_be_made_good_first() -> None:
    found = lack_of("R4", teaching_area=100, indoor_sports_area=300)
    assert found.whole.amount == 580 * Fraction(210, 110) + 200


@given(
    kind=st.sampled_from([SchoolKind.NINE_YEAR, SchoolKind.TWELVE_YEAR, SchoolKind.PRIMARY]),
    pupils=st.tuples(*[st.integers(1, 3000)] * 3),
    area=st.integers(0, 30_000),
)
def test_with_the_shortage_added_every_line_is_reached_and_with_less_one_is_not(
    kind: SchoolKind, pupils: tuple[int, int, int], area: int
) -> None:
    counted: dict[str, Reported] = {
        f"pupils.{stage}": number for stage, number in zip(kind.stages, pupils, strict=False)
    }
    values: dict[str, Reported] = {**counted, "outdoor_sports_area": Fraction(area), "indoor_sports_area": Fraction(0)}
    lack = school_lack(CRITERIA["R5"], judged("R5", SchoolFacts("s", "s", kind, values)))
    whole = lack.whole.amount
    assert whole is not None
    if whole == 0:
        return
    exactly: dict[str, Reported] = {**values, "outdoor_sports_area": area + whole}
    assert {part.verdict for part in judged("R5", SchoolFacts("s", "s", kind, exactly))} == {Verdict.MET}
    less: dict[str, Reported] = {**values, "outdoor_sports_area": area + whole * Fraction(999_999, 1_000_000)}
    assert Verdict.NOT_MET in {part.verdict for part in judged("R5", SchoolFacts("s", "s", kind, less))}
