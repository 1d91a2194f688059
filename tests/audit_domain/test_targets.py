"""Deadlines, trends and the periods of a target."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.measured import Demand
from services.audit.domain.target_assessment import assess_target
from services.audit.domain.target_rules import DeadlineState, TargetAssessment, TargetRule
from services.audit.domain.verdict import Verdict
from services.yardsticks.language import Yardstick
from services.yardsticks.words import Comparison, Unassessable
from tests.audit_domain.reported import Reported, facts_of

IN_FORCE = date(2019, 1, 1)
MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_DECIDE


def rule(every_period: bool = False, since: str | None = None, **fields: Any) -> TargetRule:
    yardstick = Yardstick.model_validate(
        {
            "period": "calendar_year",
            "population": {"kind": "township"},
            "quantities": [{"amount": {"schools": 1}}],
            "reach": "total",
            "every_period": every_period,
            "since": since,
        }
    )
    return TargetRule("T01", Demand(Comparison.AT_LEAST, Fraction(10)), yardstick, **fields)


def years(**counts: int | None) -> Reported:
    return {year.removeprefix("y"): {"town": {"schools": count}} for year, count in counts.items()}


def assessed(target: TargetRule, reported: Reported, as_of: str = "2023-06-30") -> TargetAssessment:
    assert target.yardstick is not None
    facts = facts_of(target.yardstick.population, reported)
    return assess_target(target, facts, date.fromisoformat(as_of), IN_FORCE)


def test_without_readings_nothing_is_decided() -> None:
    found = assessed(rule(), {})
    assert (found.verdict, found.reason, found.measurement, found.trend) == (OPEN, "no_readings", None, ())


def test_the_newest_period_that_has_begun_counts() -> None:
    reported = years(y2021=10, y2022=9, y2024=10)
    found = assessed(rule(), reported)
    assert found.measurement is not None
    assert (found.verdict, found.measurement.period) == (NOT_MET, "2022")
    assert assessed(rule(), reported, "2024-01-01").verdict is MET
    assert assessed(rule(), reported, "2023-12-31").verdict is NOT_MET


def test_saying_that_a_value_is_unknown_is_a_reading() -> None:
    found = assessed(rule(), years(y2021=10, y2022=None))
    assert found.measurement is not None
    assert (found.verdict, found.measurement.period, found.reason) == (OPEN, "2022", "missing_data")


def test_readings_of_others_or_of_other_periods_do_not_count() -> None:
    reported: Reported = {"2021": {"town": {"pupils": 3}}, "2021-2022": {"town": {"schools": 10}}}
    assert assessed(rule(), reported).reason == "no_readings"


def test_the_trend_holds_the_periods_with_readings_oldest_first_and_at_most_twelve() -> None:
    found = assessed(rule(), years(y2019=8, y2021=10, y2022=11))
    assert [(each.period, each.verdict) for each in found.trend] == [("2019", NOT_MET), ("2021", MET), ("2022", MET)]
    assert [each.value for each in found.trend] == [Fraction(8), Fraction(10), Fraction(11)]
    long = assessed(rule(), {str(year): {"town": {"schools": 1}} for year in range(2003, 2023)})
    assert [each.period for each in long.trend] == [str(year) for year in range(2011, 2023)]


@pytest.mark.parametrize(
    ("deadline", "state"),
    [("2023-06-29", DeadlineState.PASSED), ("2023-06-30", DeadlineState.AHEAD), ("2023-07-01", DeadlineState.AHEAD)],
)
def test_the_day_of_the_deadline_is_still_ahead(deadline: str, state: DeadlineState) -> None:
    found = assessed(rule(deadline=date.fromisoformat(deadline)), years(y2022=9))
    assert (found.verdict, found.deadline_state) == (NOT_MET, state)
    assert found.overdue is (state is DeadlineState.PASSED)


def test_what_is_reached_before_its_deadline_is_met() -> None:
    found = assessed(rule(deadline=date(2025, 12, 31)), years(y2022=10))
    assert (found.verdict, found.deadline_state, found.overdue, found.late) == (MET, DeadlineState.AHEAD, False, False)


def test_a_lost_deadline_is_never_overdue() -> None:
    found = assessed(rule(deadline_lost=True), years(y2022=9))
    assert (found.verdict, found.deadline_state, found.overdue) == (NOT_MET, DeadlineState.LOST, False)


def test_an_open_verdict_is_not_overdue() -> None:
    assert not assessed(rule(deadline=date(2020, 12, 31)), years(y2022=None)).overdue


def test_met_after_the_deadline_is_late_and_met_in_its_period_is_not() -> None:
    target = rule(deadline=date(2021, 6, 30))
    assert assessed(target, years(y2021=9, y2022=10)).late
    assert not assessed(target, years(y2021=10, y2022=10)).late
    assert not assessed(target, years(y2022=10)).late


def test_what_was_met_in_time_and_lost_since_is_not_met_but_not_overdue() -> None:
    found = assessed(rule(deadline=date(2021, 12, 31)), years(y2021=10, y2022=9))
    assert (found.verdict, found.overdue, found.reason) == (NOT_MET, False, "met_in_time_lost_since")
    assert assessed(rule(deadline=date(2021, 12, 31)), years(y2021=9, y2022=9)).overdue


def test_an_open_newer_period_does_not_clear_an_overdue_target() -> None:
    found = assessed(rule(deadline=date(2021, 12, 31)), years(y2021=9, y2022=None))
    assert (found.verdict, found.reason, found.overdue) == (OPEN, "missing_data", True)
    assert not assessed(rule(deadline=date(2021, 12, 31)), years(y2021=None, y2022=None)).overdue


def test_without_every_period_only_the_newest_counts() -> None:
    assert assessed(rule(), years(y2021=1, y2022=10)).verdict is MET


@pytest.mark.parametrize("word", list(Unassessable))
def test_what_the_source_lost_is_never_met(word: Unassessable) -> None:
    target = TargetRule(
        "T01", Demand(Comparison.AT_LEAST, None), unassessable=word, deadline=date(2020, 1, 1), restates="T00"
    )
    found = assess_target(target, facts_of(None, {}), date(2023, 1, 1), IN_FORCE)
    assert (found.verdict, found.reason, found.overdue, found.restates) == (OPEN, word.value, False, "T00")


def test_a_target_of_a_draft_may_lack_its_yardstick() -> None:
    target = TargetRule("T01", Demand(Comparison.AT_LEAST, Fraction(1)))
    assert assess_target(target, facts_of(None, {}), date(2023, 1, 1), IN_FORCE).reason == "no_yardstick"
