"""What Pingluo's fictitious schools and bureaus report for the items beside the resource indicators."""

import random
from collections.abc import Iterable, Mapping, Sequence
from decimal import ROUND_CEILING, Decimal

from deploy.demo.synthetic import County, Reading, corrected
from deploy.demo.synthetic_items import Item, Reporter
from deploy.demo.synthetic_plan import Drawing, Key
from deploy.demo.synthetic_planted import LAST_PERIOD, PLANTED_ITEMS, UNREPORTED
from deploy.demo.synthetic_schools import JUNIOR, PRIMARY, School
from deploy.demo.synthetic_wishes import Wish, items_of
from services.yardsticks.periods import PeriodKind

_DEGREES = ("junior_college", "bachelor", "master", "doctorate")
_USUAL_CLASS = {PRIMARY: Decimal(38), JUNIOR: Decimal(42)}
_LARGEST_CLASS = {PRIMARY: Decimal(45), JUNIOR: Decimal(50)}
_FEWEST_FUNDED = Decimal(100)


def balance_readings(
    county: County, wishes: Sequence[Wish], items: Mapping[str, Item], bureaus: Iterable[Reporter]
) -> list[Reading]:
    """All readings of the last school year, by item and organisation, but the one that its school leaves out."""
    reporters = [*sorted(bureaus, key=lambda each: each.code), *(school.as_reporter() for school in county.schools)]
    drawing = Drawing(
        wishes, items, reporters, {PeriodKind.SCHOOL_YEAR: [LAST_PERIOD]}, county.seed, known=known_of(county)
    )
    resources = {reading.indicator for reading in county.readings(LAST_PERIOD)}
    return [
        Reading(each.code, item, LAST_PERIOD, drawing.value(each.code, item, LAST_PERIOD))
        for item in items_of(wishes)
        for each in reporters
        if item not in resources and each.belongs(items[item].population) and (each.code, item) != UNREPORTED
    ]


def known_of(county: County) -> dict[Key, Decimal]:
    """What stands before anything is drawn: the resource readings, what follows from them, and the planted figures."""
    resources = {
        Key(reading.organisation, reading.indicator, LAST_PERIOD): reading.value
        for reading in corrected(county.readings(LAST_PERIOD))
        if reading.value is not None
    }
    known = dict(resources)
    for school in county.schools:
        amounts = {key.item: value for key, value in resources.items() if key.organisation == school.code}
        facts = facts_of(county.seed, school, amounts)
        known |= {Key(school.code, item, LAST_PERIOD): value for item, value in facts.items()}
    return known | {Key(code, item, LAST_PERIOD): value for (code, item), value in PLANTED_ITEMS.items()}


def facts_of(seed: int, school: School, amounts: Mapping[str, Decimal]) -> dict[str, Decimal]:
    """Teachers, classes and the like, as the school's resource readings have them."""
    rng = random.Random(f"{seed}/{school.code}/classes")  # noqa: S311 - repeatable figures are the purpose
    names = [f"teachers_{degree}.{stage}" for degree in _DEGREES for stage in school.stages]
    facts = {"teachers_full_time": sum((amounts.get(name, Decimal(0)) for name in names), Decimal(0))}
    if school.kind == "special":
        return facts
    pupils = {stage: amounts[f"pupils.{stage}"] for stage in school.stages}
    classes = {
        stage: (number / _USUAL_CLASS[stage]).to_integral_value(ROUND_CEILING) for stage, number in pupils.items()
    }
    for stage, number in pupils.items():
        average = (number / classes[stage]).to_integral_value(ROUND_CEILING)
        facts[f"largest_class.{stage}"] = min(average + rng.randint(0, 5), number, _LARGEST_CLASS[stage])
    whole = sum(pupils.values(), Decimal(0))
    facts |= {"classes": sum(classes.values(), Decimal(0)), "pupils_of_school": whole}
    if school.place == "rural" and school.kind in ("primary", "teaching_point"):
        facts["funding_base_pupils"] = max(whole, _FEWEST_FUNDED)
    return facts
