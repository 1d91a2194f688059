"""In which corners a made-up county stands: seen from the county, not from the seed it was made by."""

from collections.abc import Iterator
from fractions import Fraction

from tests.reference.completing import NOTHING, County, School
from tests.reference.resources import LIMITS, LINES, PER, Range, amounts, spread
from tests.reference.schools import HOLDS, every_school, measured_stages, pupils

CORNERS = (
    "one school",
    "all alike",
    "no pupils at all",
    "a stage without pupils",
    "a school of twelve years",
    "something missing",
    "a figure exactly on its line",
    "a coefficient exactly on its limit",
    "a mean of zero",
)


def corners(made: County) -> set[str]:
    """The names of those it stands in."""
    return set(_of_schools(every_school(made))) | set(_of_figures(made))


def silences(made: County) -> set[frozenset[str]]:
    """What is reported as unknown by a school or a department: a pattern of items each."""
    reported = [made["education"], made["finance"], *(each["values"] for each in made["schools"])]
    patterns = {frozenset(item for item, value in values.items() if value is None) for values in reported}
    return patterns - {frozenset()}


def _of_schools(schools: list[School]) -> Iterator[str]:
    there = {
        stage: [pupils(each, stage) for each in schools if stage in HOLDS[each["kind"]]]
        for stage in ("primary", "junior_secondary")
    }
    if len(schools) == 1:
        yield "one school"
    elif all((each["kind"], each["values"]) == (schools[0]["kind"], schools[0]["values"]) for each in schools):
        yield "all alike"
    empty = [not any(count != 0 for count in counts) for counts in there.values() if counts]
    if any(empty):
        yield "a stage without pupils"
    if all(empty):
        yield "no pupils at all"
    if any(each["kind"] == "twelve_year" for each in schools):
        yield "a school of twelve years"


def _of_figures(made: County) -> Iterator[str]:
    if silences(made):
        yield "something missing"
    for stage, limit in LIMITS.items():
        held = [each for each in every_school(made) if stage in measured_stages(each)]
        counts = [count for each in held if (count := pupils(each, stage))]
        if not held or len(counts) < len(held):
            continue
        for criterion in LINES:
            yield from _of_line(criterion, stage, limit, counts, [amounts(each, stage, criterion) for each in held])


def _of_line(criterion: str, stage: str, limit: Fraction, counts: list[Fraction], ranges: list[Range]) -> Iterator[str]:
    line = LINES[criterion][stage]
    if any(
        PER[criterion] * least == line * count == PER[criterion] * most
        for count, (least, most) in zip(counts, ranges, strict=True)
    ):
        yield "a figure exactly on its line"
    if all(most == NOTHING for _, most in ranges):
        yield "a mean of zero"
    elif all(least == most for least, most in ranges) and spread(counts, [each for each, _ in ranges]) == limit**2:
        yield "a coefficient exactly on its limit"
