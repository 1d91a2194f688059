"""Which targets ask for the same figure, which line is stricter, and where plans overlap in them."""

from decimal import Decimal
from typing import Any

import pytest

from services.plans.domain.overlaps import Asked, Kind, overlaps
from services.plans.domain.same_measure import figure_of, line_of
from services.plans.domain.stricter_line import Which, earlier_deadline, stricter_line
from services.plans.schemas.plan_targets import PlanTarget

PER_PUPIL = {
    "period": "school_year",
    "population": {"kind": "school", "school_kinds": ["primary", "junior_secondary"]},
    "quantities": [{"amount": {"books.primary": 1}, "over": {"pupils.primary": 1}}],
    "reach": "each",
}
RATE = {
    "period": "school_year",
    "population": {"kind": "school"},
    "quantities": [{"amount": {"kept": 1}, "over": {"entered": 1}, "share": True}],
    "reach": "total",
}


def target(comparison: str | None, value: Any, deadline: str | None = None, **more: Any) -> PlanTarget:
    plain = {
        "code": "T1", "place": "一", "statement": {"zh": "虚构", "en": "Fictitious"}, "kind": "threshold",
        "comparison": comparison, "value": None if value is None else Decimal(str(value)), "unit": "册",
        "population": None, "deadline": deadline, "deadline_text": None, "certainty": "number", "yardstick": PER_PUPIL,
    }  # fmt: skip
    return PlanTarget.model_validate(plain | more)


def scaled(per: int) -> dict[str, Any]:
    quantity = {**RATE["quantities"][0], "per": Decimal(per)}  # type: ignore[index]
    return {**RATE, "quantities": [quantity]}


def which(one: PlanTarget, other: PlanTarget) -> Which:
    figures = figure_of(one), figure_of(other)
    assert figures[0] is not None
    assert figures[1] is not None
    assert figures[0].key == figures[1].key
    return stricter_line(line_of(one, figures[0]), line_of(other, figures[1]))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((">=", 15), (">=", 15), Which.SAME),
        ((">=", 20), (">=", 15), Which.FIRST),
        ((">=", 15), (">", 15), Which.SECOND),
        (("<=", 45), ("<=", 50), Which.FIRST),
        (("<", 45), ("<=", 45), Which.FIRST),
        ((">=", 15), ("<=", 20), Which.UNCLEAR),
        ((">=", 21), ("<=", 20), Which.INCOMPATIBLE),
        ((">", 20), ("<=", 20), Which.INCOMPATIBLE),
        (("=", 15), ("=", 15), Which.SAME),
        (("=", 15), ("=", 16), Which.INCOMPATIBLE),
        (("=", 15), (">=", 10), Which.FIRST),
        ((">=", 16), ("=", 15), Which.INCOMPATIBLE),
        (("yes", None), ("yes", None), Which.SAME),
        (("yes", None), (">=", 1), Which.UNCLEAR),
        (("increasing", None), ("non_decreasing", None), Which.FIRST),
    ],
)
def test_of_two_lines_one_is_stricter_or_it_is_said_why_not(
    one: tuple[str, Any], other: tuple[str, Any], expected: Which
) -> None:
    assert which(target(*one), target(*other)) is expected


def test_ninety_five_percent_and_a_share_of_point_nine_five_are_the_same() -> None:
    percent = target(">=", 95, unit="%", yardstick=scaled(100))
    fraction = target(">=", "0.95", unit="比", yardstick=scaled(1))
    assert which(percent, fraction) is Which.SAME
    everyone = target("all", None, unit=None, yardstick=scaled(1), certainty="checkable")
    assert which(percent, everyone) is Which.SECOND
    assert which(target(">=", 100, unit="%", yardstick=scaled(100)), everyone) is Which.SAME


def test_the_order_in_which_a_population_is_listed_makes_no_other_figure_but_its_width_does() -> None:
    turned = {**PER_PUPIL, "population": {"kind": "school", "school_kinds": ["junior_secondary", "primary"]}}
    wider = {**PER_PUPIL, "population": {"kind": "school"}}
    keys = [figure_of(target(">=", 15, yardstick=each)) for each in (PER_PUPIL, turned, wider)]
    assert [found.key if found else None for found in keys[:2]] == [keys[0].key if keys[0] else None] * 2
    assert keys[2] != keys[0]


def test_what_nobody_measures_or_the_source_lost_is_compared_with_nothing() -> None:
    assert figure_of(target(">=", 15, yardstick=None)) is None
    assert figure_of(target(">=", None, certainty="lost")) is None


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("2024-12-31", "stated"), ("2025-12-31", "stated"), Which.FIRST),
        (("2024-12-31", "stated"), ("2024-12-31", "stated"), Which.SAME),
        ((None, "none"), (None, "none"), Which.SAME),
        ((None, "none"), ("2025-12-31", "stated"), Which.UNCLEAR),
        ((None, "lost"), (None, "none"), Which.UNCLEAR),
    ],
)
def test_the_earlier_day_is_the_stricter(
    one: tuple[str | None, str], other: tuple[str | None, str], expected: Which
) -> None:
    first, second = (target(">=", 1, day, deadline_certainty=certainty) for day, certainty in (one, other))
    assert earlier_deadline(first, second) is expected


def asked(plan: str, area: str, found: PlanTarget, lead: str = "office", *, owed: bool = True) -> Asked:
    return Asked(plan, area, found, frozenset({lead}), owed)


def kinds(*given: Asked) -> list[tuple[Kind, str | None]]:
    return [(each.kind, each.stricter.plan if each.stricter else None) for each in overlaps(given)]


def test_plans_are_compared_with_one_another_and_never_with_themselves() -> None:
    first, second = asked("a", "/p", target(">=", 15)), asked("b", "/p/c", target(">=", 20))
    assert kinds(first, asked("a", "/p", target(">=", 20))) == []
    assert kinds(first, second) == [(Kind.CONFLICT, "b")]
    assert kinds(first, asked("b", "/p/c", target(">=", 15))) == [(Kind.DUPLICATE, None)]
    assert kinds(first, asked("b", "/q", target(">=", 20))) == []
    assert kinds(first, asked("b", "/pp", target(">=", 20))) == []


def test_who_asks_more_but_later_is_not_the_stricter() -> None:
    more_later = asked("a", "/p", target(">=", 20, "2025-12-31"))
    less_sooner = asked("b", "/p", target(">=", 15, "2024-12-31"))
    assert kinds(more_later, less_sooner) == [(Kind.CONFLICT, None)]


def test_steps_of_one_day_belong_together() -> None:
    steps = [asked("a", "/p", target(">=", n, f"{y}-12-31")) for n, y in ((15, 2022), (20, 2025))]
    others = [asked("b", "/p", target(">=", n, f"{y}-12-31")) for n, y in ((15, 2022), (25, 2025))]
    assert kinds(*steps, *others) == [(Kind.DUPLICATE, None), (Kind.CONFLICT, "b")]


def test_a_rate_of_the_whole_and_one_of_a_part_are_two_figures() -> None:
    whole, part = target(">=", 95, yardstick=scaled(1)), target(">=", 97, yardstick=scaled(1))
    assert kinds(asked("a", "/p", whole), asked("b", "/p/c", part)) == [(Kind.NESTED, "b")]


def test_other_leads_are_said_also_where_the_unit_owes_only_one_of_both() -> None:
    first = asked("a", "/p", target(">=", 15))
    assert kinds(first, asked("b", "/p", target(">=", 15), "other")) == [
        (Kind.DUPLICATE, None), (Kind.DIFFERENT_LEADS, None),
    ]  # fmt: skip
    assert kinds(first, asked("b", "/p", target(">=", 15), "other", owed=False)) == [(Kind.DIFFERENT_LEADS, None)]
    assert kinds(first, asked("b", "/p", target(">=", 15), "office", owed=False)) == []


def test_a_restatement_is_not_compared_again() -> None:
    again = asked("a", "/p", target(">=", 15, restates="T0"))
    assert kinds(again, asked("b", "/p", target(">=", 20))) == []
