"""Parts of nothing, and periods before the counting begins: where there is no figure, nothing is met by one."""

from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.measured import Demand, Measurement
from services.audit.domain.measuring import measure
from services.audit.domain.verdict import Verdict
from services.yardsticks.language import Yardstick
from services.yardsticks.words import Comparison
from tests.audit_domain.reported import Reported, facts_of

BEFORE, NOW = "2020-2021", "2021-2022"
RATE: dict[str, Any] = {"amount": {"part": 1}, "over": {"whole": 1}, "per": 100}
SHARE = RATE | {"share": True}
MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_DECIDE


def measured(
    comparison: str, value: object, reported: dict[str, Any], *, period: str = NOW, **parts: Any
) -> Measurement:
    """`reported` is by school in the period, or by period where it names any."""
    base = {"period": "school_year", "population": {"kind": "school"}, "reach": "total"}
    yardstick = Yardstick.model_validate(base | parts)
    demand = Demand(Comparison(comparison), None if value is None else Fraction(str(value)))
    by_period: Reported = reported if {BEFORE, NOW} & set(reported) else {NOW: reported}
    return measure(yardstick, demand, facts_of(yardstick.population, by_period), period)


@pytest.mark.parametrize("quantity", [RATE, SHARE])
@pytest.mark.parametrize("reach", ["total", "each"])
@pytest.mark.parametrize("comparison", [">=", ">", "<=", "<", "="])
def test_a_part_of_nothing_cannot_be_decided(quantity: dict[str, Any], reach: str, comparison: str) -> None:
    found = measured(comparison, 90, {"a": {"part": 5, "whole": 0}}, quantities=[quantity], reach=reach)
    assert (found.verdict, found.reason, found.value, found.concerned) == (OPEN, "whole_is_zero", None, 1)
    assert found.undecided == (("a",) if reach == "each" else ())


@pytest.mark.parametrize("reach", ["total", "each"])
def test_nothing_of_nothing_concerns_nobody(reach: str) -> None:
    found = measured(">=", 90, {"a": {"part": 0, "whole": 0}}, quantities=[RATE], reach=reach)
    assert (found.verdict, found.reason, found.concerned) == (MET, "none_concerned", 0)


def test_one_school_that_fails_decides_beside_one_that_contradicts_itself() -> None:
    reported = {"a": {"part": 5, "whole": 0}, "b": {"part": 1, "whole": 2}, "c": {"part": 0, "whole": 0}}
    failed = measured(">=", 90, reported, quantities=[SHARE], reach="each")
    assert (failed.verdict, failed.failing, failed.undecided) == (NOT_MET, ("b",), ("a",))
    kept = measured(">=", 50, reported, quantities=[SHARE], reach="each")
    assert (kept.verdict, kept.reason, kept.undecided) == (OPEN, "whole_is_zero", ("a",))


def test_all_together_have_a_figure_as_soon_as_one_has_a_whole() -> None:
    found = measured(
        ">=", 90, {"a": {"part": 1, "whole": 0}, "b": {"part": 1, "whole": 2}}, quantities=[RATE], reach="total"
    )
    assert (found.verdict, found.value) == (MET, Fraction(100))


@pytest.mark.parametrize(("line", "verdict"), [(33, MET), (34, OPEN), (66, OPEN), (67, NOT_MET)])
def test_who_contradicts_himself_may_keep_a_condition_or_not(line: int, verdict: Verdict) -> None:
    member = {"quantity": SHARE, "comparison": ">=", "value": 90}
    reported = {"a": {"part": 5, "whole": 0}, "b": {"part": 2, "whole": 2}, "c": {"part": 1, "whole": 2}}
    found = measured(">=", line, reported, reach="share", member=member)
    assert (found.verdict, found.concerned) == (verdict, 3)
    assert (found.failing, found.undecided) == (("c",), ("a",))
    assert found.reason == ("whole_is_zero" if verdict is OPEN else None)


def test_a_missing_part_of_nothing_can_only_be_nothing_in_a_share() -> None:
    missing = {"a": {"part": None, "whole": 0}}
    share = measured(">=", 90, missing, quantities=[SHARE])
    assert (share.verdict, share.reason) == (MET, "none_concerned")
    rate = measured(">=", 90, missing, quantities=[RATE])
    assert (rate.verdict, rate.reason) == (OPEN, "missing_data")


def test_a_missing_whole_may_be_nothing_only_where_it_is_no_share() -> None:
    missing = {"a": {"part": 1, "whole": None}}
    assert measured(">=", 0, missing, quantities=[SHARE]).verdict is MET
    assert measured(">=", 0, missing, quantities=[RATE]).verdict is OPEN


def test_the_whole_is_at_fault_where_nothing_that_is_missing_could_help() -> None:
    reported = {"a": {"part": 5, "whole": 0}, "b": {"part": None, "whole": 0}}
    assert measured(">=", 90, reported, quantities=[RATE]).reason == "whole_is_zero"
    reported = {"a": {"part": 5, "whole": 0}, "b": {"part": 0, "whole": None}}
    assert measured(">=", 90, reported, quantities=[RATE]).reason == "missing_data"


def test_whether_a_part_of_nothing_keeps_a_condition_is_open() -> None:
    crowded = [{"quantity": RATE, "comparison": ">=", "value": 50}]
    rooms: dict[str, Any] = {"quantities": [{"amount": {"rooms": 1}}], "where": crowded}
    none = measured(">=", 1, {"a": {"part": 0, "whole": 0, "rooms": 0}}, **rooms)
    assert (none.verdict, none.reason) == (MET, "none_concerned")
    unclear = measured(">=", 1, {"a": {"part": 5, "whole": 0, "rooms": 0}}, **rooms)
    assert (unclear.verdict, unclear.reason) == (OPEN, "whole_is_zero")
    assert measured(">=", 1, {"a": {"part": 5, "whole": 0, "rooms": 1}}, **rooms).verdict is MET


@pytest.mark.parametrize(
    ("comparison", "value", "change"),
    [("increasing", None, None), (">=", 1, {"kind": "rise"}), (">=", 1, {"kind": "reduction"})],
)
@pytest.mark.parametrize("contradicted", [BEFORE, NOW])
def test_nothing_is_compared_with_a_part_of_nothing(
    comparison: str, value: object, change: dict[str, str] | None, contradicted: str
) -> None:
    reported = {period: {"a": {"part": 1, "whole": 2}} for period in (BEFORE, NOW)}
    reported |= {contradicted: {"a": {"part": 5, "whole": 0}}}
    found = measured(comparison, value, reported, quantities=[RATE], change=change)
    assert (found.verdict, found.reason) == (OPEN, "whole_is_zero")


def test_a_reduction_from_a_figure_that_is_not_known_is_missing_data() -> None:
    reported = {BEFORE: {"a": {"part": 1, "whole": None}}, NOW: {"a": {"part": 1, "whole": 2}}}
    found = measured(">=", 1, reported, quantities=[RATE], change={"kind": "reduction"})
    assert (found.verdict, found.reason) == (OPEN, "baseline_missing")


def test_another_figure_that_is_a_part_of_nothing_is_no_line() -> None:
    other = {"amount": {"other": 1}, "over": {"whole": 1}}
    found = measured(">=", None, {"a": {"part": 1, "whole": 0, "other": 2}}, quantities=[RATE], versus=other)
    assert (found.verdict, found.reason) == (OPEN, "whole_is_zero")


def test_the_least_sample_of_a_part_of_nothing_is_not_known() -> None:
    sample = {"quantity": RATE, "comparison": ">=", "value": 10}
    reported = {"a": {"rooms": 1, "part": 5, "whole": 0}}
    found = measured(">=", 1, reported, quantities=[{"amount": {"rooms": 1}}], minimum_sample=sample)
    assert (found.verdict, found.reason) == (OPEN, "whole_is_zero")


@pytest.mark.parametrize("reach", ["total", "each"])
@pytest.mark.parametrize("start", [{"accumulate_from": NOW}, {"since": NOW, "every_period": True}])
def test_nothing_is_decided_before_the_counting_begins(reach: str, start: dict[str, Any]) -> None:
    reported = {BEFORE: {"a": {"rooms": 9}}, NOW: {"a": {"rooms": 1}}}
    parts: dict[str, Any] = {"quantities": [{"amount": {"rooms": 1}}], "reach": reach, **start}
    early = measured(">=", 1, reported, period=BEFORE, **parts)
    assert (early.verdict, early.reason, early.concerned, early.used) == (OPEN, "before_counting", 0, ())
    first = measured(">=", 1, reported, **parts)
    assert (first.verdict, first.value) == (MET, Fraction(1))
