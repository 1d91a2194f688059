"""The reference itself, held against published examples and against lines anybody can check by hand."""

from fractions import Fraction

import pytest

from tests.reference.completing import County, School, Values
from tests.reference.guarantee import g3, g6, g9, g11
from tests.reference.quality import SUBJECTS, q1, q9
from tests.reference.recognition import socially_recognised
from tests.reference.resources import evenly_shared, greatest_spread, least_spread, parts, spread, ways

PUPILS = [Fraction(count) for count in (45, 37, 89, 76, 55)]
BOOKS = [Fraction(count) for count in (279, 137, 935, 160, 402)]


def made(*schools: School, **education: int | str | None) -> County:
    reported = {item: None if value is None else Fraction(value) for item, value in education.items()}
    return {"schools": list(schools), "education": reported, "finance": {}}


def school(kind: str = "primary", **values: int | str | None) -> School:
    """Items by name, a double underscore for the dot."""
    reported: Values = {
        item.replace("__", "."): None if value is None else Fraction(value) for item, value in values.items()
    }
    return {"code": "a", "kind": kind, "place": "rural", "values": reported}


def test_the_published_coefficient_comes_out_weighted_by_pupils() -> None:
    assert float(spread(PUPILS, BOOKS)) ** 0.5 == pytest.approx(0.51526, abs=5e-6)


def test_the_published_nine_year_school_is_divided_as_printed() -> None:
    (primary,) = parts(school("nine_year", pupils__primary=166, pupils__junior_secondary=210), "primary")
    assert float(23226 * primary) == pytest.approx(9711.63, abs=0.005)


def test_a_line_is_kept_exactly_where_floating_point_would_miss_it() -> None:
    large = school("junior_secondary", pupils__junior_secondary=888, outdoor_sports_area="8316.8")
    assert ways(
        {**large, "values": large["values"] | {"indoor_sports_area": Fraction("740.8")}}, "junior_secondary", "R5"
    ) == {"kept"}


@pytest.mark.parametrize("level", [Fraction(step, 10) for step in range(0, 120, 3)])
def test_no_completion_leaves_the_ends_of_the_coefficient(level: Fraction) -> None:
    ranges = [(books, books) for books in BOOKS[:4]] + [(Fraction(100), Fraction(900))]
    tried = min(max(level * PUPILS[4], Fraction(100)), Fraction(900))
    assert least_spread(PUPILS, ranges) <= spread(PUPILS, [*BOOKS[:4], tried]) <= greatest_spread(PUPILS, ranges)


def test_a_mean_that_may_be_nothing_has_no_coefficient() -> None:
    county = made(school(pupils__primary=100), {**school(pupils__primary=100), "code": "b"})
    assert evenly_shared(county, "R7", "primary") == "cannot_decide"
    assert evenly_shared(county, "R7", "junior_secondary") is None


@pytest.mark.parametrize(
    ("classes", "rooms", "said"),
    [(12, 1, "met"), (13, 1, "not_met"), (13, 2, "met"), (0, 0, "met"), (13, None, "cannot_decide")],
)
def test_every_started_dozen_of_classes_needs_its_room(classes: int, rooms: int | None, said: str) -> None:
    reported = school(classes=classes, art_rooms=rooms, music_rooms=2, smallest_music_room=96, smallest_art_room=90)
    assert g3(made(reported)) == said


@pytest.mark.parametrize(
    ("pupils", "base", "said"),
    [(99, 100, "met"), (99, 99, "not_met"), (100, 1, "met"), (None, 99, "cannot_decide"), (None, 100, "met")],
)
def test_small_village_schools_are_funded_as_for_a_hundred(pupils: int | None, base: int, said: str) -> None:
    assert g6(made(school(pupils__primary=pupils, funding_base_pupils=base))) == said


@pytest.mark.parametrize(
    ("went", "leading", "said"), [(10, 2, "met"), (9, 9, "not_met"), (10, 1, "not_met"), (10, None, "cannot_decide")]
)
def test_a_tenth_rotates_and_a_fifth_of_it_are_backbone(went: int, leading: int | None, said: str) -> None:
    figures = {"teachers_due_for_exchange": 100, "teachers_exchanged": went, "backbone_teachers_exchanged": leading}
    assert g11(made(**figures)) == said


@pytest.mark.parametrize(("trained", "said"), [(29, "not_met"), (30, "cannot_decide")])
def test_nobody_unknown_makes_up_for_a_teacher_who_was_not_trained(trained: int, said: str) -> None:
    known = school(teachers_full_time=30, teachers_trained_360_hours=trained)
    assert g9(made(known, school(teachers_full_time=12))) == said


@pytest.mark.parametrize(("deaths", "said"), [(0, "not_met"), (1, "met"), (None, "cannot_decide")])
def test_those_who_died_are_not_counted_as_lost(deaths: int | None, said: str) -> None:
    moved = {"junior_graduates": 95, "junior_joined_in_three_years": 3, "junior_left_in_three_years": 3}
    began = {"junior_entrants_three_years_ago": 101, "junior_deaths_in_three_years": deaths}
    assert q1(made(**moved, **began)) == said


@pytest.mark.parametrize(("apart", "said"), [("0.149", "met"), ("0.15", "not_met"), (None, "cannot_decide")])
def test_schools_0_15_apart_are_too_far_apart(apart: str | None, said: str) -> None:
    figures: dict[str, int | str | None] = {f"monitoring_level.{each}": 3 for each in SUBJECTS}
    figures |= {f"monitoring_variation.{each}": "0.1" for each in SUBJECTS} | {"monitoring_variation.arts": apart}
    assert q9(made(**figures)) == said


@pytest.mark.parametrize(("answers", "said"), [(384, "cannot_decide"), (385, "met"), (None, "cannot_decide")])
def test_384_answers_are_too_few(answers: int | None, said: str) -> None:
    assert socially_recognised(made(recognition_valid_answers=answers, recognition_satisfied=380)) == said
