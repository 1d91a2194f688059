"""Assessing one target of a plan on a day: its newest figure, its trend and its deadline."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache

from services.audit.domain.measured import Facts, Measurement
from services.audit.domain.measuring import measure
from services.audit.domain.target_periods import asked_periods, newest_begun, reported_periods
from services.audit.domain.target_rules import DeadlineState, TargetAssessment, TargetRule
from services.audit.domain.verdict import Verdict, every
from services.yardsticks.language import Yardstick
from services.yardsticks.periods import first_day

MOST_IN_TREND = 12
NOT_KNOWN: Mapping[str, Verdict | None] = {}


def assess_target(
    target: TargetRule,
    facts: Facts,
    as_of: date,
    in_force_from: date,
    standards: Mapping[str, Verdict | None] = NOT_KNOWN,
) -> TargetAssessment:
    """The target on the day `as_of`, under a plan in force since `in_force_from`.

    `standards` are the verdicts of whole standards by code, for targets that ask for one; None is not known.
    """
    if target.unassessable is not None:
        return _without_figure(target, as_of, Verdict.CANNOT_DECIDE, target.unassessable.value)
    if target.by_standard is not None:
        verdict = standards.get(target.by_standard)
        if verdict is None:
            return _without_figure(target, as_of, Verdict.CANNOT_DECIDE, "no_readings")
        return _without_figure(target, as_of, verdict, "missing_data" if verdict is Verdict.CANNOT_DECIDE else None)
    if target.yardstick is None:
        return _without_figure(target, as_of, Verdict.CANNOT_DECIDE, "no_yardstick")
    return _measured(target, target.yardstick, facts, as_of, in_force_from)


def deadline_state(target: TargetRule, as_of: date) -> DeadlineState:
    """Where the deadline stands; a lost one never passes."""
    if target.deadline_lost:
        return DeadlineState.LOST
    if target.deadline is None:
        return DeadlineState.NONE
    return DeadlineState.PASSED if target.deadline < as_of else DeadlineState.AHEAD


def _measured(
    target: TargetRule, yardstick: Yardstick, facts: Facts, as_of: date, in_force_from: date
) -> TargetAssessment:
    reported = reported_periods(yardstick, facts, as_of)
    if not reported:
        return _without_figure(target, as_of, Verdict.CANNOT_DECIDE, "no_readings")

    @cache
    def measured(period: str) -> Measurement:
        return measure(yardstick, target.demand, facts, period)

    newest = measured(reported[-1])
    verdict, reason = newest.verdict, newest.reason
    failed: tuple[str, ...] = ()
    if target.every_period:
        asked = asked_periods(yardstick, in_force_from, as_of, newest.period)
        verdicts = {each: measured(each).verdict if each in reported else Verdict.CANNOT_DECIDE for each in asked}
        verdict, reason = _over_periods(verdicts, newest)
        failed = tuple(each for each, found in verdicts.items() if found is Verdict.NOT_MET)
    state = deadline_state(target, as_of)
    passed = state is DeadlineState.PASSED
    at_deadline = newest_begun(yardstick.period, target.deadline) if passed and target.deadline else None
    then = measured(at_deadline).verdict if at_deadline is not None and at_deadline in reported else None
    if verdict is Verdict.NOT_MET and then is Verdict.MET and reason is None:
        reason = "met_in_time_lost_since"
    since = () if at_deadline is None else tuple(each for each in reported if first_day(each) >= first_day(at_deadline))
    told = (verdict, *(measured(each).verdict for each in reversed(since)))
    return TargetAssessment(
        code=target.code,
        verdict=verdict,
        reason=reason,
        deadline_state=state,
        overdue=passed and _decided(told) is Verdict.NOT_MET and then is not Verdict.MET,
        late=verdict is Verdict.MET and then is Verdict.NOT_MET,
        borderline=verdict is Verdict.MET and newest.borderline,
        measurement=newest,
        trend=tuple(measured(each) for each in reported[-MOST_IN_TREND:]),
        failed_periods=failed,
        restates=target.restates,
    )


def _decided(verdicts: Iterable[Verdict]) -> Verdict | None:
    """The first that decides: who reports early for a period that is still open does not clear an overdue target."""
    return next((each for each in verdicts if each is not Verdict.CANNOT_DECIDE), None)


def _over_periods(verdicts: Mapping[str, Verdict], newest: Measurement) -> tuple[Verdict, str | None]:
    """All periods together; one that nobody reported for leaves it open, also where it comes after all the others."""
    if not verdicts:
        return Verdict.CANNOT_DECIDE, "no_readings"
    verdict = every(verdicts.values())
    if verdict is Verdict.CANNOT_DECIDE and newest.period != list(verdicts)[-1]:
        return verdict, "later_period_open"
    if verdict is newest.verdict:
        return verdict, newest.reason
    return verdict, "earlier_period_failed" if verdict is Verdict.NOT_MET else "earlier_period_open"


def _without_figure(target: TargetRule, as_of: date, verdict: Verdict, reason: str | None) -> TargetAssessment:
    state = deadline_state(target, as_of)
    return TargetAssessment(
        code=target.code,
        verdict=verdict,
        reason=reason,
        deadline_state=state,
        overdue=state is DeadlineState.PASSED and verdict is Verdict.NOT_MET,
        late=False,
        unassessable=target.unassessable,
        restates=target.restates,
    )
