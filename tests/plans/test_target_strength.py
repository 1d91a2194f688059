"""A target below held against one above: weaker, equal, stronger, or why they cannot be compared."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from services.plans.domain.bearing import Bearing, bearing_on
from services.plans.domain.cascade import Side, TakenUp, Uptake, compared, uptake
from services.plans.domain.stricter_line import Line
from services.plans.domain.target_strength import Judged, Strength, in_time, in_value, together
from services.plans.domain.words import Certainty, DateCertainty, DeadlineCertainty, LegalStatus
from services.yardsticks.language import ByStandard, Yardstick
from services.yardsticks.words import Comparison

EVERY = {"kind": "school", "school_kinds": ["primary", "nine_year"]}
SOME = {"kind": "school", "school_kinds": ["primary"]}


@dataclass(frozen=True)
class Asked:
    """A target, as much of it as is compared."""

    comparison: Comparison | None = Comparison.AT_LEAST
    value: Decimal | None = Decimal(95)
    upper: Decimal | None = None
    unit: str | None = "%"
    certainty: Certainty = Certainty.NUMBER
    deadline: date | None = None
    deadline_certainty: DeadlineCertainty = DeadlineCertainty.NONE
    yardstick: Yardstick | ByStandard | None = None


@dataclass(frozen=True)
class Dated:
    date_certainty: DateCertainty = DateCertainty.PRINTED


@dataclass(frozen=True)
class Plan:
    legal_status: LegalStatus = LegalStatus.IN_FORCE
    in_force_from: date | None = date(2021, 1, 1)
    document: Dated = Dated()


def measured(**changes: Any) -> Yardstick:
    parts = {
        "period": "school_year",
        "population": EVERY,
        "quantities": [{"amount": {"a": 1}, "over": {"b": 1}, "per": 100}],
        "reach": "each",
    }
    return Yardstick.model_validate(parts | changes, context=None)


def asks(comparison: str = ">=", value: int | None = 95, **more: Any) -> Asked:
    number = None if value is None else Decimal(value)
    return Asked(Comparison(comparison), number, **({"yardstick": measured()} | more))


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        (asks(">=", 94), asks(">=", 95), "weaker"),
        (asks(">=", 95), asks(">=", 95), "equal"),
        (asks(">=", 96), asks(">=", 95), "stronger"),
        (asks(">", 95), asks(">=", 95), "stronger"),
        (asks(">=", 95), asks(">", 95), "weaker"),
        (asks("<=", 55), asks("<=", 45), "weaker"),
        (asks("<=", 40), asks("<=", 45), "stronger"),
        (asks("<", 45), asks("<=", 45), "stronger"),
        (asks("=", 0), asks("=", 0), "equal"),
        (asks("range", 1), asks("range", 2), "weaker"),
        (asks("all", None), asks("all", None), "equal"),
        (asks("non_decreasing", None), asks("increasing", None), "weaker"),
        (asks("increasing", None), asks("non_decreasing", None), "stronger"),
    ],
)
def test_a_line_is_weaker_where_it_asks_less(lower: Asked, upper: Asked, expected: str) -> None:
    assert in_value(lower, upper, None) == Judged(Strength(expected))


@pytest.mark.parametrize(
    ("lower", "upper", "why"),
    [
        (asks(unit="人"), asks(), "other_unit"),
        (asks("<=", 95), asks(">=", 95), "other_comparison"),
        (asks("=", 94), asks(">=", 95), "other_comparison"),
        (asks("all", None), asks("yes", None), "other_comparison"),
        (asks("all", None), asks(">=", 95), "no_number_below"),
        (asks(">=", 95), asks("all", None), "no_number_above"),
        (asks(yardstick=None), asks(), "unmeasured"),
        (asks(yardstick=measured(quantities=[{"amount": {"c": 1}}])), asks(), "other_quantity"),
        (asks(yardstick=ByStandard(standard="s")), asks(), "other_quantity"),
        (asks(yardstick=measured(period="term")), asks(), "other_period"),
        (asks(), asks(yardstick=measured(every_period=True)), "other_period"),
        (asks(yardstick=measured(population=SOME)), asks(), "other_population"),
        (asks(certainty=Certainty.LOST), asks(), "value_lost_below"),
        (asks(), asks(certainty=Certainty.LOST), "value_lost_above"),
    ],
)
def test_what_cannot_be_compared_says_why_in_a_word(lower: Asked, upper: Asked, why: str) -> None:
    assert in_value(lower, upper, None) == Judged(Strength.NOT_COMPARABLE, why)


def test_what_is_asked_of_more_than_above_is_compared_where_it_is_asked_of_each() -> None:
    wide, narrow = asks(value=94), asks(yardstick=measured(population=SOME))
    assert in_value(wide, narrow, None).strength is Strength.WEAKER
    wide, narrow = replaced(wide, reach="total"), replaced(narrow, reach="total")
    assert in_value(wide, narrow, None).why == "other_population"


def replaced(asked: Asked, **changes: Any) -> Asked:
    assert isinstance(asked.yardstick, Yardstick)
    return Asked(asked.comparison, asked.value, yardstick=asked.yardstick.model_copy(update=changes))


def test_what_a_person_states_is_held_against_the_upper_line_but_never_for_a_lost_number() -> None:
    none_of_56 = asks("=", 0, unit="个班", yardstick=measured(quantities=[{"amount": {"classes": 1}}]))
    cap = asks("<=", 45, unit="人/班")
    stated = Line(Comparison.AT_MOST, Decimal(55))
    assert in_value(none_of_56, cap, None).why == "other_unit"
    assert in_value(none_of_56, cap, stated) == Judged(Strength.WEAKER)
    assert in_value(asks(certainty=Certainty.LOST), cap, stated).why == "value_lost_below"


def by(day: str | None, certainty: DeadlineCertainty = DeadlineCertainty.STATED) -> Asked:
    return Asked(deadline=date.fromisoformat(day) if day else None, deadline_certainty=certainty)


@pytest.mark.parametrize(
    ("lower", "upper", "expected"),
    [
        (by("2022-12-31"), by("2021-12-31"), "weaker"),
        (by("2021-12-31"), by("2021-12-31"), "equal"),
        (by("2020-12-31"), by("2021-12-31"), "stronger"),
    ],
)
def test_a_later_deadline_is_weaker(lower: Asked, upper: Asked, expected: str) -> None:
    assert in_time(lower, upper) == Judged(Strength(expected))


def test_a_deadline_that_is_missing_or_lost_is_compared_with_none() -> None:
    lost = by(None, DeadlineCertainty.LOST)
    assert [in_time(by("2021-12-31"), lost).why, in_time(lost, by("2021-12-31")).why] == [
        "undated_above",
        "undated_below",
    ]


def test_weaker_in_value_or_in_time_is_weaker() -> None:
    weaker, equal, stronger = (Judged(each) for each in (Strength.WEAKER, Strength.EQUAL, Strength.STRONGER))
    unknown = Judged(Strength.NOT_COMPARABLE, "undated_above")
    assert together(stronger, weaker) is Strength.WEAKER
    assert together(weaker, stronger) is Strength.WEAKER
    assert together(equal, stronger) is Strength.STRONGER
    assert together(equal, unknown) is Strength.EQUAL
    assert together(unknown, weaker) is Strength.NOT_COMPARABLE


def test_a_plan_binds_from_its_day_until_it_is_superseded() -> None:
    assert bearing_on(Plan(), date(2020, 12, 31)) is Bearing.NOT_YET_IN_FORCE
    assert bearing_on(Plan(), date(2099, 1, 1)) is Bearing.BINDING
    assert bearing_on(Plan(LegalStatus.SUPERSEDED), date(2021, 1, 1)) is Bearing.SUPERSEDED
    assert bearing_on(Plan(LegalStatus.DRAFT_FOR_COMMENT, None), date(2021, 1, 1)) is Bearing.DRAFT_FOR_COMMENT


def test_only_plans_in_force_on_the_day_are_compared() -> None:
    below, above, day = asks(value=90), asks(), date(2021, 6, 1)
    found = compared(Side(Plan(), below), Side(Plan(), above), None, day)
    assert (found.verdict, found.why, found.for_information) == (Strength.WEAKER, None, False)
    early = compared(Side(Plan(), below), Side(Plan(), above), None, date(2020, 6, 1))
    assert (early.verdict, early.why) == (Strength.NOT_COMPARABLE_YET, "upper_not_in_force_yet")
    gone = compared(Side(Plan(LegalStatus.SUPERSEDED), below), Side(Plan(), above), None, day)
    assert (gone.verdict, gone.why) == (Strength.NOT_COMPARABLE, "lower_superseded")
    dropped = compared(Side(Plan(), None), Side(Plan(), above), None, day)
    assert (dropped.verdict, dropped.why) == (Strength.NOT_COMPARABLE, "lower_target_dropped")


def test_a_draft_or_an_inferred_date_is_compared_for_information() -> None:
    below, above, day = asks(value=90), asks(), date(2021, 6, 1)
    draft = Plan(LegalStatus.DRAFT_FOR_COMMENT, None)
    inferred = Plan(document=Dated(DateCertainty.INFERRED))
    for lower, upper in ((draft, Plan()), (Plan(), inferred)):
        found = compared(Side(lower, below), Side(upper, above), None, day)
        assert (found.verdict, found.for_information) == (Strength.WEAKER, True)


def test_a_plan_that_was_in_force_first_is_marked_as_older() -> None:
    older = Plan(in_force_from=date(2019, 1, 1))
    assert compared(Side(older, asks()), Side(Plan(), asks()), None, date(2021, 6, 1)).lower_is_older
    assert not compared(Side(Plan(), asks()), Side(Plan(), asks()), None, date(2021, 6, 1)).lower_is_older


def test_a_measure_is_taken_up_by_a_plan_that_binds_or_by_a_task_and_is_open_with_neither() -> None:
    binding, draft = TakenUp(Bearing.BINDING, True), TakenUp(Bearing.DRAFT_FOR_COMMENT, True)
    assert uptake([], 0) is Uptake.GAP
    assert uptake([draft], 0) is Uptake.OPEN
    assert uptake([TakenUp(Bearing.BINDING, still_there=False)], 0) is Uptake.OPEN
    assert uptake([draft, binding], 0) is Uptake.ADOPTED
    assert uptake([], 1) is Uptake.ADOPTED
