"""The periods of a target: which have begun, which anybody reported for, which are asked."""

from datetime import date, timedelta

from services.audit.domain.measured import Facts
from services.yardsticks.language import Yardstick
from services.yardsticks.membership import belongs
from services.yardsticks.periods import PeriodKind, between, first_day, first_from, kind_of, preceding


def newest_begun(kind: PeriodKind, day: date) -> str:
    """The newest period of a kind that has begun by a day."""
    return preceding(first_from(kind, day + timedelta(days=1)))


def reported_periods(yardstick: Yardstick, facts: Facts, as_of: date) -> list[str]:
    """Every period, begun by the day, for which one of the population reported one of the items; oldest first."""
    population = {
        code for code, one in facts.organisations.items() if belongs(yardstick.population, one.kind, one.attributes)
    }
    found = {
        period
        for item in yardstick.items
        for period, reporters in facts.reporters.get(item, {}).items()
        if kind_of(period) is yardstick.period and first_day(period) <= as_of and not population.isdisjoint(reporters)
    }
    return sorted(found, key=first_day)


def asked_periods(yardstick: Yardstick, in_force_from: date, newest: str) -> list[str]:
    """Every period in which the demand must be kept, up to the newest with readings."""
    return list(between(yardstick.since or first_from(yardstick.period, in_force_from), newest))
