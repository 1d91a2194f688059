"""A synthetic county: about sixty fictitious schools and four school years of their readings, from a seed number.

Same seed, same figures, on every machine and version of Python: each school draws from a generator seeded with its
own code, and all arithmetic is decimal. Nothing here describes a real school, pupil or teacher.
"""

import random
from dataclasses import dataclass, replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from deploy.demo.synthetic_amounts import amounts
from deploy.demo.synthetic_planted import (
    CORRECTION,
    DECIDED_DESPITE_MISSING_SCHOOL,
    FIXED_PUPILS,
    LAST_PERIOD,
    MISSING_INDICATOR,
    MISSING_REASON,
    OPEN_SCHOOL,
    PERIODS,
)
from deploy.demo.synthetic_schools import School, roll

RETURNED_ON = {period: date(int(period[:4]), 9, 1) for period in PERIODS}
# What a school had in each year as a share of what it has in the last one.
_GROWTH = dict(zip(PERIODS, (Decimal("0.78"), Decimal("0.84"), Decimal("0.91"), Decimal(1)), strict=True))
_MISSING = {(OPEN_SCHOOL, MISSING_INDICATOR), (DECIDED_DESPITE_MISSING_SCHOOL, MISSING_INDICATOR)}


@dataclass(frozen=True)
class Reading:
    """One value of one organisation in one period; a value of None is unknown and says why."""

    organisation: str
    indicator: str
    period: str
    value: Decimal | None
    unknown_reason: str | None = None


@dataclass(frozen=True)
class County:
    """The fictitious schools and what their information system would send."""

    seed: int
    schools: tuple[School, ...]

    def readings(self, period: str) -> list[Reading]:
        """All readings as first sent, by school and item; `KeyError` for a school year outside `PERIODS`."""
        growth = _GROWTH[period]
        return [reading for school in self.schools for reading in self._of_school(school, period, growth)]

    def _of_school(self, school: School, period: str, growth: Decimal) -> list[Reading]:
        years_back = len(PERIODS) - 1 - PERIODS.index(period)
        rng = random.Random(f"{self.seed}/{school.code}/drift")  # noqa: S311 - repeatable figures are the purpose
        drift = 1 + Decimal(rng.randint(-8, 12) * years_back) / 1000
        readings = []
        for indicator, last in amounts(self.seed, school).items():
            factor = drift if indicator.startswith("pupils.") else growth
            # quantize keeps each item's own number of decimals: whole teachers, tenths of m², hundredths of 万元
            value = (last * factor).quantize(last, ROUND_HALF_UP)
            readings.append(_as_first_sent(Reading(school.code, indicator, period, value)))
        return readings


def county(seed: int) -> County:
    """The county of this seed; the planted facts of `synthetic_planted` hold whatever the seed."""
    return County(seed, roll(seed, FIXED_PUPILS))


def corrected(readings: list[Reading]) -> list[Reading]:
    """The same readings after the planted correction."""
    return [replace(reading, value=CORRECTION.new) if _is_corrected(reading) else reading for reading in readings]


def _is_corrected(reading: Reading) -> bool:
    at = (reading.organisation, reading.indicator, reading.period)
    return at == (CORRECTION.organisation, CORRECTION.indicator, CORRECTION.period)


def _as_first_sent(reading: Reading) -> Reading:
    if reading.period == LAST_PERIOD and (reading.organisation, reading.indicator) in _MISSING:
        return replace(reading, value=None, unknown_reason=MISSING_REASON)
    return replace(reading, value=CORRECTION.old) if _is_corrected(reading) else reading
