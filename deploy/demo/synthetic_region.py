"""Ningxia's synthetic figures: the bureaus, Pingluo's schools, and a few fictitious schools in every county."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from deploy.demo.synthetic import County, Reading
from deploy.demo.synthetic_balance import known_of
from deploy.demo.synthetic_few_schools import counties_of, few_schools
from deploy.demo.synthetic_items import Item, reporters_of
from deploy.demo.synthetic_plan import Drawing, Key, Periods
from deploy.demo.synthetic_planted_region import AS_OF, COURSES, FIRST_YEAR, PLANTED, REGION
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.synthetic_wishes import Wish
from services.yardsticks.periods import PeriodKind, between, first_from, preceding

# What Pingluo's schools were once counted to be stays so; what they achieve is drawn year by year.
_LASTING = frozenset(
    {"teachers_full_time", "pupils_of_school", "largest_class.primary", "largest_class.junior_secondary"}
)


def region_schools(organisations: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Fictitious schools of every county; Pingluo has sixty already and gets a kindergarten only."""
    counties = counties_of(organisations, REGION)
    others = [each for each in counties if each["code"] != COUNTY]
    return few_schools(others) + few_schools([each for each in counties if each["code"] == COUNTY], ("kindergarten",))


def periods_from(year: int, as_of: date, kinds: Sequence[PeriodKind]) -> Periods:
    """Every period from that year on that has begun by the day."""
    return {kind: list(between(first_from(kind, _first_day(kind, year)), _newest(kind, as_of))) for kind in kinds}


def region_drawing(
    wishes: Sequence[Wish], items: Mapping[str, Item], organisations: Sequence[dict[str, Any]], county: County
) -> Drawing:
    """All figures of the region's plan; `organisations` with all schools, the county's among them."""
    reporters = reporters_of(organisations, REGION)
    kinds = sorted({items[item].period for wish in wishes for item in wish.yardstick.items})
    periods = periods_from(FIRST_YEAR, date.fromisoformat(AS_OF), kinds)
    known = dict(_lasting(known_of(county), periods)) | PLANTED
    return Drawing(wishes, items, reporters, periods, county.seed, COURSES, known)


def readings_of(drawing: Drawing, owed: Sequence[Key]) -> list[Reading]:
    """The values of what is owed."""
    return [Reading(*key, drawing.value(*key)) for key in owed]


def _lasting(known: Mapping[Key, Decimal], periods: Periods) -> Iterator[tuple[Key, Decimal]]:
    later = periods[PeriodKind.SCHOOL_YEAR][1:]
    for key, value in known.items():
        yield key, value
        if key.item in _LASTING:
            cap = Decimal(45) if key.item == "largest_class.primary" else value
            yield from ((Key(key.organisation, key.item, period), min(value, cap)) for period in later)


def _first_day(kind: PeriodKind, year: int) -> date:
    return date(year, 1, 1) if kind in (PeriodKind.CALENDAR_YEAR, PeriodKind.MONTH) else date(year, 9, 1)


def _newest(kind: PeriodKind, day: date) -> str:
    return preceding(first_from(kind, day + timedelta(days=1)))
