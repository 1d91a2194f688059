"""Figures drawn from yardsticks: repeatable, whole, exact in their sums, and what the plan's courses say."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache

import pytest

from deploy.demo.synthetic import county
from deploy.demo.synthetic_balance import balance_readings
from deploy.demo.synthetic_items import items_by_code, reporters_of
from deploy.demo.synthetic_plan import Drawing, Key
from deploy.demo.synthetic_planted import EDUCATION, LAST_PERIOD, UNREPORTED
from deploy.demo.synthetic_planted_region import COURSES
from deploy.demo.synthetic_region import region_drawing, region_schools
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.synthetic_wishes import items_of, wishes_of_plan, wishes_of_standard
from services.audit.standards import shipped_document
from services.yardsticks.periods import PeriodKind
from tests.demo_data.files import indicators, organisations, plan

ITEMS = items_by_code(indicators())
YEARS = ("2021-2022", "2022-2023", "2023-2024", "2024-2025")
SEED = 640221


@cache
def region(seed: int = SEED) -> Drawing:
    found = county(seed)
    registered = organisations() + region_schools(organisations())
    everybody = registered + [school.as_organisation() for school in found.schools]
    return region_drawing(wishes_of_plan(plan("ningxia-2021")), ITEMS, everybody, found)


def total(drawing: Drawing, item: str, period: str, among: str) -> int:
    """The sum over all who are measured by the target `among`."""
    (wish,) = [each for each in drawing.wishes if each.code == among]
    members = [each.code for each in drawing.reporters if each.belongs(wish.yardstick.population)]
    return int(sum(drawing.value(code, item, period) for code in members))


@cache
def balance() -> Mapping[Key, Decimal | None]:
    wishes = wishes_of_standard(shipped_document("compulsory-balanced-2017"))
    readings = balance_readings(county(SEED), wishes, ITEMS, reporters_of(organisations(), COUNTY))
    return {Key(each.organisation, each.indicator, each.period): each.value for each in readings}


@pytest.mark.parametrize(
    ("target", "part", "whole", "demand"),
    [
        ("T24", "kindergarten_classes_within_size", "kindergarten_classes", 85),
        ("T25", "preschool_enrolled_of_county", "children_aged_three_to_five", 95),
        ("T51", "backbone_teachers.region", "teachers_full_time", 10),
        ("T52", "backbone_teachers.prefecture", "teachers_full_time", 15),
    ],
)
def test_a_share_over_everybody_takes_its_course_to_within_one_unit(
    target: str, part: str, whole: str, demand: int
) -> None:
    for period, planted in zip(YEARS, COURSES[target], strict=True):
        wanted = Fraction(planted) * total(region(), whole, period, target) / 100
        beyond = total(region(), part, period, target) - wanted
        assert abs(beyond) < 1, (target, period)
        assert beyond >= 0 if Fraction(planted) >= demand else beyond <= 0, "rounded to the side it lies on"


def test_parts_are_never_above_their_wholes() -> None:
    drawing = region()
    for wish in drawing.wishes:
        for quantity in wish.yardstick.quantities:
            if quantity.share and quantity.over:
                (part,), (whole,) = quantity.amount, quantity.over
                for each in drawing.reporters:
                    if each.belongs(wish.yardstick.population):
                        for period in drawing.periods[wish.yardstick.period]:
                            assert drawing.value(each.code, part, period) <= drawing.value(each.code, whole, period)


def test_values_are_in_the_form_of_their_item() -> None:
    drawing = region()
    for item in items_of(drawing.wishes):
        for each in drawing.reporters:
            if each.belongs(ITEMS[item].population):
                value = drawing.value(each.code, item, drawing.periods[ITEMS[item].period][-1])
                assert value >= 0, (item, each.code)
                assert value % ITEMS[item].step == 0, (item, each.code)
                assert value <= (ITEMS[item].greatest or value), (item, each.code)


def test_the_same_seed_gives_the_same_figures_in_whatever_order_they_are_asked() -> None:
    first, again = region(7), region.__wrapped__(7)
    keys = [Key(each.code, "teachers_certified", year) for each in first.reporters if each.kind == "school"
            for year in YEARS]  # fmt: skip
    assert [first.value(*key) for key in keys] == [again.value(*key) for key in reversed(keys)][::-1]
    assert [first.value(*key) for key in keys] != [region(8).value(*key) for key in keys]


def test_a_yearly_figure_is_missed_in_one_year_only() -> None:
    years = region().periods[PeriodKind.CALENDAR_YEAR]
    values = [region().value("640000-education", "local_funded_normal_students", year) for year in years]
    assert [value >= 500 for value in values] == [True, False, True, True]


def test_a_school_once_known_keeps_its_teachers() -> None:
    for school in county(SEED).schools[:5]:
        assert len({region().value(school.code, "teachers_full_time", year) for year in YEARS}) == 1


def test_the_share_of_backbone_teachers_exchanged_misses_by_a_tenth_of_a_point() -> None:
    exchanged = balance()[Key(EDUCATION, "teachers_exchanged", LAST_PERIOD)]
    backbone = balance()[Key(EDUCATION, "backbone_teachers_exchanged", LAST_PERIOD)]
    assert exchanged is not None
    assert backbone is not None
    assert Fraction("19.9") < Fraction(backbone) / Fraction(exchanged) * 100 < 20


def test_one_class_has_forty_six_and_every_other_keeps_its_cap() -> None:
    for stage, cap in (("primary", 45), ("junior_secondary", 50)):
        classes = [value for key, value in balance().items() if key.item == f"largest_class.{stage}"]
        above = [value for value in classes if value is not None and value > cap]
        assert above == ([46] if stage == "primary" else [])


def test_every_item_beside_the_resources_is_reported_by_all_who_owe_it_but_one_school() -> None:
    wishes = wishes_of_standard(shipped_document("compulsory-balanced-2017"))
    resources = {each["code"] for each in indicators("resources")}
    everybody = [*reporters_of(organisations(), COUNTY), *(school.as_reporter() for school in county(SEED).schools)]
    owed = {
        Key(each.code, item, LAST_PERIOD)
        for item in items_of(wishes)
        for each in everybody
        if item not in resources and each.belongs(ITEMS[item].population)
    }
    assert owed - balance().keys() == {Key(*UNREPORTED, LAST_PERIOD)}
    assert balance().keys() <= owed
