"""The periods of a target: which have begun or ended, which anybody reported for, which are asked."""

from datetime import date, timedelta

from services.audit.domain.measured import Facts
from services.audit.domain.measuring_figures import begins_before_counting
from services.yardsticks.language import Yardstick
from services.yardsticks.membership import belongs
from services.yardsticks.periods import PeriodKind, between, first_day, first_from, kind_of, preceding


def newest_begun(kind: PeriodKind, day: date) -> str:
    """The newest period of a kind that has begun by a day."""
    return preceding(first_from(kind, day + timedelta(days=1)))


def newest_ended(kind: PeriodKind, day: date) -> str:
    """The newest period of a kind whose last day lies before the day."""
    return preceding(newest_begun(kind, day))


def reported_periods(yardstick: Yardstick, facts: Facts, as_of: date) -> list[str]:
    """Every period, begun by the day, for which one of the population reported one of the items; oldest first.

    What lies before the yardstick counts is no period of the target, whatever was reported for it.
    """
    population = {
        code for code, one in facts.organisations.items() if belongs(yardstick.population, one.kind, one.attributes)
    }
    found = {
        period
        for item in yardstick.items
        for period, reporters in facts.reporters.get(item, {}).items()
        if kind_of(period) is yardstick.period and first_day(period) <= as_of and not population.isdisjoint(reporters)
    }
    return sorted((each for each in found if not begins_before_counting(yardstick, each)), key=first_day)


def asked_periods(yardstick: Yardstick, in_force_from: date, as_of: date, newest: str) -> list[str]:
    """Every period in which the demand must be kept: up to the newest that has ended by the day, and on to the newest
    with readings where that one has only begun. Silence therefore never shortens what is asked.
    """
    first = yardstick.since or first_from(yardstick.period, in_force_from)
    last = max(newest_ended(yardstick.period, as_of), newest, key=first_day)
    return [each for each in between(first, last) if not begins_before_counting(yardstick, each)]
