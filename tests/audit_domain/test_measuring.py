"""What measuring a yardstick says beyond the bare verdict: reasons, members, margins, and at which data it looked."""

from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.measured import Datum, Demand, Facts
from services.audit.domain.measuring import measure
from services.audit.domain.verdict import Verdict
from services.yardsticks.language import Yardstick
from services.yardsticks.words import Comparison
from tests.audit_domain.reported import Reported, facts_of, member

NOW = "2021-2022"
SCHOOLS = {"kind": "school", "school_kinds": ["primary"]}
COUNT = {"amount": {"rooms": 1}}
SHARE = {"amount": {"part": 1}, "over": {"whole": 1}, "per": 100, "share": True}
MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_DECIDE


def yardstick(**parts: Any) -> Yardstick:
    return Yardstick.model_validate({"period": "school_year", "population": SCHOOLS, "reach": "each"} | parts)


def measured(yard: Yardstick, comparison: str, value: object, reported: Reported) -> Any:
    """A Measurement, typed loosely so that its fractions may be compared with whole numbers."""
    demand = Demand(Comparison(comparison), None if value is None else Fraction(str(value)))
    return measure(yard, demand, facts_of(yard.population, reported), NOW)


def now(**schools: dict[str, object]) -> dict[str, Any]:
    return {NOW: schools}


def test_nobody_registered_is_no_evidence() -> None:
    found = measured(yardstick(quantities=[COUNT]), ">=", 1, {})
    assert (found.verdict, found.reason, found.concerned) == (OPEN, "no_reporter", 0)


def test_nobody_concerned_is_nothing_missed() -> None:
    large = [{"quantity": {"amount": {"pupils": 1}}, "comparison": ">=", "value": 100}]
    for reach in ("each", "total"):
        yard = yardstick(quantities=[COUNT], where=large, reach=reach)
        found = measured(yard, ">=", 1, now(a={"pupils": 99, "rooms": 0}))
        assert (found.verdict, found.reason, found.concerned, found.value) == (MET, "none_concerned", 0, None)
        assert found.used == (Datum("a", "pupils", NOW),)


def test_a_school_without_a_whole_is_left_out_of_each_and_adds_nothing_to_the_total() -> None:
    reported = now(a={"part": 0, "whole": 0}, b={"part": 1, "whole": 2})
    each = measured(yardstick(quantities=[SHARE]), ">=", 50, reported)
    total = measured(yardstick(quantities=[SHARE], reach="total"), ">=", 50, reported)
    assert ([one.organisation for one in each.members], each.verdict) == (["b"], MET)
    assert (total.value, total.verdict) == (50, MET)
    nothing = measured(yardstick(quantities=[SHARE], reach="total"), ">=", 50, now(a={"part": 0, "whole": 0}))
    assert (nothing.verdict, nothing.reason) == (MET, "none_concerned")


def test_a_share_whose_whole_is_missing_nears_zero_and_does_not_reach_it() -> None:
    reported = now(a={"part": 1})
    total = yardstick(quantities=[SHARE], reach="total")
    assert measured(total, ">", 0, reported).verdict is MET
    assert measured(total, "<=", 100, reported).verdict is MET
    assert measured(total, "<", 100, reported).verdict is OPEN
    assert measured(total, ">=", "0.000001", reported).verdict is OPEN


def test_all_of_them_is_reached_only_where_every_known_part_is_its_whole() -> None:
    total = yardstick(quantities=[SHARE], reach="total")
    assert measured(total, "all", None, now(a={"part": 2, "whole": 2}, b={})).verdict is OPEN
    assert measured(total, "all", None, now(a={"part": 1, "whole": 2}, b={})).verdict is NOT_MET


def test_a_part_above_its_whole_is_taken_as_it_was_reported() -> None:
    found = measured(yardstick(quantities=[SHARE]), ">=", 100, now(a={"part": 3, "whole": 2}))
    assert (found.value, found.verdict) == (150, MET)


def test_what_is_taken_off_never_leaves_less_than_nothing() -> None:
    net = {"amount": {"graduates": 1, "joined": -1}}
    yard = yardstick(quantities=[net])
    assert measured(yard, "<=", 0, now(a={"graduates": 3, "joined": 4})).value == 0
    found = measured(yard, "<=", 3, now(a={"graduates": 3, "joined": None}))
    assert (found.verdict, found.value, found.low, found.high) == (MET, None, 0, 3)


def test_an_item_in_part_and_whole_is_one_number() -> None:
    mix = {"amount": {"public": 1}, "over": {"public": 1, "private": 1}, "per": 100}
    found = measured(yardstick(quantities=[mix]), "<=", 100, now(a={"private": 50}))
    assert (found.verdict, found.low, found.high) == (MET, 0, 100)


def test_the_worst_member_is_shown_and_those_who_miss_it_are_named() -> None:
    found = measured(yardstick(quantities=[COUNT]), ">=", 3, now(a={"rooms": 2}, b={"rooms": 0}, c={}, d={"rooms": 9}))
    assert (found.verdict, found.value, found.line, found.distance) == (NOT_MET, 0, 3, -3)
    assert (found.failing, found.undecided, found.concerned) == (("a", "b"), ("c",), 4)
    assert found.missing == (Datum("c", "rooms", NOW),)
    assert [one.verdict for one in found.members] == [NOT_MET, NOT_MET, OPEN, MET]


def test_of_several_quantities_the_one_that_decides_is_shown() -> None:
    yard = yardstick(quantities=[COUNT, {"amount": {"labs": 1}}], reach="total")
    found = measured(yard, ">=", 2, now(a={"rooms": 5, "labs": 1}))
    assert (found.verdict, found.quantity, found.value, found.distance) == (NOT_MET, 1, 1, -1)
    assert measured(yard, ">=", 2, now(a={"rooms": 5})).verdict is OPEN
    assert measured(yard, ">=", 2, now(a={"rooms": 1})).verdict is NOT_MET


def test_a_member_that_fails_one_quantity_fails() -> None:
    yard = yardstick(quantities=[COUNT, {"amount": {"labs": 1}}])
    found = measured(yard, ">=", 1, now(a={"rooms": 1, "labs": 0}, b={"rooms": 0, "labs": 1}))
    assert found.failing == ("a", "b")


@pytest.mark.parametrize(
    ("comparison", "line", "value", "borderline"),
    [
        (">=", 50, 50, True),
        (">=", 50, 51, True),
        (">=", 50, "51.001", False),
        (">=", 50, "49.9", False),
        ("<=", 50, 49, True),
        ("<=", 50, "48.999", False),
        ("=", 50, 50, False),
        ("<=", 0, 0, False),
    ],
)
def test_met_within_two_percent_of_the_line_is_borderline(
    comparison: str, line: object, value: object, borderline: bool
) -> None:
    assert measured(yardstick(quantities=[COUNT]), comparison, line, now(a={"rooms": value})).borderline is borderline


def test_nothing_lies_beyond_a_hundred_percent_of_a_share_so_it_is_not_borderline() -> None:
    reported = now(a={"part": 2, "whole": 2})
    assert not measured(yardstick(quantities=[SHARE]), ">=", 100, reported).borderline
    assert measured(yardstick(quantities=[SHARE]), ">=", 99, reported).borderline


def test_the_margin_is_the_callers() -> None:
    demand, yard = Demand(Comparison.AT_LEAST, Fraction(50)), yardstick(quantities=[COUNT])
    facts = facts_of(yard.population, now(a={"rooms": 54}))
    assert not measure(yard, demand, facts, NOW).borderline
    assert measure(yard, demand, facts, NOW, margin=Fraction(1, 10)).borderline


@pytest.mark.parametrize(
    ("answers", "verdict", "reason"),
    [(384, OPEN, "sample_too_small"), (385, MET, None), (386, MET, None), (None, OPEN, "missing_data")],
)
def test_below_the_least_sample_there_is_no_verdict(answers: object, verdict: Verdict, reason: str | None) -> None:
    sample = {"quantity": {"amount": {"answers": 1}}, "comparison": ">=", "value": 385}
    yard = yardstick(quantities=[COUNT], reach="total", minimum_sample=sample)
    found = measured(yard, ">=", 1, now(a={"rooms": 1, "answers": answers}))
    assert (found.verdict, found.reason) == (verdict, reason)
    assert Datum("a", "answers", NOW) in found.used


def test_the_least_sample_is_counted_over_all_together() -> None:
    sample = {"quantity": {"amount": {"answers": 1}}, "comparison": ">=", "value": 385}
    yard = yardstick(quantities=[COUNT], reach="total", minimum_sample=sample)
    both = now(a={"rooms": 1, "answers": 200}, b={"rooms": 1, "answers": 185})
    assert measured(yard, ">=", 1, both).verdict is MET


def test_a_share_of_organisations_names_who_does_not_keep_it() -> None:
    yard = yardstick(reach="share", member={"quantity": COUNT, "comparison": ">=", "value": 1})
    found = measured(yard, ">=", 50, now(a={"rooms": 1}, b={"rooms": 0}, c={}))
    assert (found.verdict, found.low, found.high) == (OPEN, Fraction(100, 3), Fraction(200, 3))
    assert (found.failing, found.undecided, found.concerned) == (("b",), ("c",), 3)
    assert measured(yard, ">=", 33, now(a={"rooms": 1}, b={"rooms": 0}, c={})).verdict is MET


def test_a_condition_nobody_answered_leaves_only_a_failure_open() -> None:
    large = [{"quantity": {"amount": {"pupils": 1}}, "comparison": ">=", "value": 100}]
    yard = yardstick(quantities=[COUNT], where=large)
    found = measured(yard, ">=", 1, now(a={"rooms": 0}, b={"rooms": 1}))
    assert (found.verdict, found.undecided) == (OPEN, ("a",))
    assert measured(yard, ">=", 1, now(b={"rooms": 1})).verdict is MET


def test_a_condition_over_a_whole_that_may_be_zero_may_not_hold() -> None:
    some = [{"quantity": {"amount": {"part": 1}, "over": {"whole": 1}}, "comparison": ">", "value": 0}]
    assert measured(yardstick(quantities=[COUNT], where=some), ">=", 1, now(a={"part": 1, "rooms": 0})).verdict is OPEN


def test_a_condition_bounds_the_figure_it_shares_an_item_with() -> None:
    few = [{"quantity": COUNT, "comparison": "<=", "value": 5}]
    assert measured(yardstick(quantities=[COUNT], where=few), "<=", 5, now(a={})).verdict is MET


def test_whoever_may_be_concerned_never_takes_from_what_others_add() -> None:
    few = [{"quantity": {"amount": {"graduates": 1}}, "comparison": "<=", "value": 1}]
    yard = yardstick(quantities=[{"amount": {"graduates": 1, "joined": -1}}], where=few, reach="total")
    assert measured(yard, ">=", 1, now(a={"joined": 2}, b={"graduates": 1, "joined": 0})).verdict is MET


def test_the_comparison_may_be_between_changes() -> None:
    """Appropriations grow by more than revenue does."""
    yard = yardstick(quantities=[{"amount": {"spent": 1}}], versus={"amount": {"earned": 1}}, change={"kind": "rise"})
    before: dict[str, Any] = {"2020-2021": {"a": {"spent": 10, "earned": 100}}}
    assert measured(yard, ">", None, before | now(a={"spent": 15, "earned": 104})).verdict is MET
    found = measured(yard, ">", None, before | now(a={"spent": 15, "earned": 105}))
    assert (found.verdict, found.value, found.line, found.distance) == (NOT_MET, 5, 5, 0)


def test_only_the_earlier_figure_is_missing() -> None:
    yard = yardstick(quantities=[COUNT], reach="total")
    found = measured(yard, "increasing", None, now(a={"rooms": 5}))
    assert (found.verdict, found.reason, found.value) == (OPEN, "baseline_missing", 5)
    both = measured(yard, "increasing", None, {NOW: {"a": {}}})
    assert both.reason == "missing_data"


def test_there_may_have_been_no_earlier_figure() -> None:
    before: dict[str, Any] = {"2020-2021": {"a": {"part": 0}}}
    reported = before | now(a={"part": 1, "whole": 2})
    rising = measured(yardstick(quantities=[SHARE]), "increasing", None, reported)
    assert (rising.verdict, rising.reason) == (OPEN, "baseline_missing")
    yard = yardstick(quantities=[COUNT], change={"kind": "reduction", "baseline": "2020-2021"})
    assert measured(yard, ">=", 50, now(a={"rooms": 0})).verdict is OPEN


def test_whoever_opened_later_or_closed_before_owes_nothing() -> None:
    yard = yardstick(quantities=[COUNT])
    schools = [
        member(yard.population, "closed", closed_on="2021-09-01"),
        member(yard.population, "closing", closed_on="2021-09-02"),
        member(yard.population, "later", opened_on="2022-09-01"),
        member(yard.population, "opening", opened_on="2022-08-31"),
    ]
    facts = Facts({one.code: one for one in schools}, {})
    found = measure(yard, Demand(Comparison.AT_LEAST, Fraction(1)), facts, NOW)
    assert found.undecided == ("closing", "opening")


def test_a_demand_without_its_number_is_refused() -> None:
    for comparison in (">=", "all_met"):
        with pytest.raises(ValueError, match="needs a number"):
            measured(yardstick(quantities=[COUNT]), comparison, None, now(a={"rooms": 1}))
