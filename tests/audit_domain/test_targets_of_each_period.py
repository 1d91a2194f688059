"""Which periods are asked of a target, and what silence in them comes to."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.measured import Demand
from services.audit.domain.target_assessment import assess_target
from services.audit.domain.target_periods import newest_ended
from services.audit.domain.target_rules import TargetAssessment, TargetRule
from services.audit.domain.verdict import Verdict
from services.yardsticks.language import Yardstick
from services.yardsticks.periods import PeriodKind
from services.yardsticks.words import Comparison
from tests.audit_domain.reported import Reported, facts_of

IN_FORCE = date(2019, 1, 1)
MET, NOT_MET, OPEN = Verdict.MET, Verdict.NOT_MET, Verdict.CANNOT_DECIDE


def assessed(reported: Reported, as_of: str, **parts: Any) -> TargetAssessment:
    """Ten schools are asked of a town, in every calendar year unless `parts` say otherwise."""
    base = {"period": "calendar_year", "population": {"kind": "township"}, "reach": "total", "every_period": True}
    yardstick = Yardstick.model_validate({**base, "quantities": [{"amount": {"schools": 1}}], **parts})
    target = TargetRule("T01", Demand(Comparison.AT_LEAST, Fraction(10)), yardstick)
    return assess_target(target, facts_of(yardstick.population, reported), date.fromisoformat(as_of), IN_FORCE)


def years(**counts: int | None) -> Reported:
    return {year.removeprefix("y"): {"town": {"schools": count}} for year, count in counts.items()}


def test_every_period_counts_since_the_plan_is_in_force() -> None:
    assert assessed(years(y2018=1, y2019=10, y2020=10), "2021-06-30").verdict is MET
    found = assessed(years(y2019=9, y2020=10, y2021=8, y2022=10), "2023-06-30")
    assert (found.verdict, found.reason, found.failed_periods) == (NOT_MET, "earlier_period_failed", ("2019", "2021"))
    gap = assessed(years(y2019=10, y2021=10), "2022-06-30")
    assert (gap.verdict, gap.reason, gap.failed_periods) == (OPEN, "earlier_period_open", ())


def test_a_plan_may_name_the_first_period() -> None:
    assert assessed(years(y2020=1, y2021=10, y2022=10), "2023-06-30", since="2021").verdict is MET
    assert assessed(years(y2020=10), "2023-06-30", since="2021").reason == "no_readings"


@pytest.mark.parametrize(
    ("as_of", "verdict", "reason"),
    [("2020-12-31", MET, None), ("2021-01-01", OPEN, "later_period_open"), ("2025-06-30", OPEN, "later_period_open")],
)
def test_a_year_that_has_ended_in_silence_leaves_it_open(as_of: str, verdict: Verdict, reason: str | None) -> None:
    found = assessed(years(y2019=10), as_of)
    assert (found.verdict, found.reason, found.failed_periods) == (verdict, reason, ())
    assert found.measurement is not None
    assert found.measurement.period == "2019"


def test_a_year_that_has_only_begun_counts_once_somebody_reports_for_it() -> None:
    assert assessed(years(y2019=10, y2020=9), "2020-06-30").verdict is NOT_MET
    assert assessed(years(y2019=10, y2020=10), "2020-06-30").verdict is MET
    unknown = assessed(years(y2019=10, y2020=None), "2020-06-30")
    assert (unknown.verdict, unknown.reason) == (OPEN, "missing_data")
    assert assessed(years(y2019=10, y2020=9), "2019-12-31").verdict is MET


def test_a_year_that_failed_is_not_mended_by_silence_since() -> None:
    found = assessed(years(y2019=9, y2020=10), "2025-06-30")
    assert (found.verdict, found.reason, found.failed_periods) == (NOT_MET, "earlier_period_failed", ("2019",))


def test_silence_since_the_plan_is_in_force_is_a_gap_whatever_was_known_before() -> None:
    for before in (10, 9, None):
        found = assessed(years(y2018=before), "2021-06-30")
        assert (found.verdict, found.reason, found.failed_periods) == (OPEN, "later_period_open", ())


def test_no_year_has_ended_yet() -> None:
    found = assessed(years(y2018=10), "2019-06-30")
    assert (found.verdict, found.reason) == (OPEN, "no_readings")


@pytest.mark.parametrize(
    "counted", [{"accumulate_from": "2021", "every_period": False}, {"accumulate_from": "2021"}, {"since": "2021"}]
)
def test_what_was_reported_before_the_counting_begins_is_no_part_of_it(counted: dict[str, Any]) -> None:
    early = assessed(years(y2019=99, y2020=99), "2022-06-30", **counted)
    assert (early.verdict, early.reason, early.trend) == (OPEN, "no_readings", ())
    found = assessed(years(y2020=99, y2021=10), "2022-06-30", **counted)
    assert (found.verdict, [each.period for each in found.trend]) == (MET, ["2021"])


def test_of_a_sum_that_begins_after_the_plan_only_the_years_since_are_asked() -> None:
    found = assessed(years(y2021=10, y2022=0), "2023-06-30", accumulate_from="2021")
    assert (found.verdict, [each.value for each in found.trend]) == (MET, [Fraction(10), Fraction(10)])


@pytest.mark.parametrize(
    ("kind", "day", "period"),
    [
        (PeriodKind.CALENDAR_YEAR, "2025-12-31", "2024"),
        (PeriodKind.CALENDAR_YEAR, "2026-01-01", "2025"),
        (PeriodKind.SCHOOL_YEAR, "2025-08-31", "2023-2024"),
        (PeriodKind.SCHOOL_YEAR, "2025-09-01", "2024-2025"),
        (PeriodKind.TERM, "2025-02-28", "2023-2024-2"),
        (PeriodKind.TERM, "2025-03-01", "2024-2025-1"),
        (PeriodKind.MONTH, "2025-01-31", "2024-12"),
        (PeriodKind.MONTH, "2025-02-01", "2025-01"),
    ],
)
def test_a_period_has_ended_on_the_day_after_its_last(kind: PeriodKind, day: str, period: str) -> None:
    assert newest_ended(kind, date.fromisoformat(day)) == period
