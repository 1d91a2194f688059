"""Counties bent to a corner: one school alone, all alike, nothing of a kind anywhere, a stage without pupils.

Written from the list of corners in the assignment, not from what the engine does with them.
"""

from collections.abc import Callable
from copy import deepcopy
from fractions import Fraction
from random import Random

from tests.reference.completing import NOTHING, County, School
from tests.reference.counties import county
from tests.reference.resources import LINES, counted
from tests.reference.schools import HOLDS, JUNIOR, PRIMARY, SENIOR, every_school

EVERY = 4
"""One county of so many is bent."""


def some_county(seed: int) -> County:
    """The county of a seed, bent for some of the seeds."""
    made = county(seed)
    if seed % EVERY:
        return made
    random = Random(seed)
    random.choice(BENDS)(made, random)
    return made


def alone(made: County, random: Random) -> None:
    """One school of the county is all it has."""
    made["schools"] = [random.choice(every_school(made))]


def alike(made: County, random: Random) -> None:
    """Every school is a copy of one of them."""
    one = random.choice(every_school(made))
    count = random.choice((2, 3, 7))
    made["schools"] = [{**deepcopy(one), "code": f"school-{place:02d}"} for place in range(count)]
    if any(value is None for value in one["values"].values()):
        made["schools"] = made["schools"][:2]  # the reference tries every corner of what each may have


def nothing_anywhere(made: County, random: Random) -> None:
    """No school has anything of what one line counts: the mean is zero."""
    criterion = random.choice(list(LINES))
    for school in every_school(made):
        for stage in (PRIMARY, JUNIOR):
            plus, minus = counted(criterion, stage)
            school["values"] |= dict.fromkeys([*plus, *minus], NOTHING)


def empty_stage(made: County, random: Random) -> None:
    """Nobody is in one stage, in any school."""
    stage = random.choice((PRIMARY, JUNIOR))
    for school in every_school(made, stage):
        school["values"][f"pupils.{stage}"] = NOTHING


def nobody(made: County, _: Random) -> None:
    """No school has a pupil."""
    for school in every_school(made):
        school["values"] |= {f"pupils.{stage}": NOTHING for stage in HOLDS[school["kind"]]}


def silent(made: County, random: Random) -> None:
    """One school says any part of nothing: some of what it would report, said as missing or not said."""
    school = random.choice(every_school(made))
    for item in list(school["values"]):
        if random.random() < random.choice((0.1, 0.5, 1.0)):
            if random.random() < 0.5:
                school["values"][item] = None
            else:
                del school["values"][item]


def twelve_years(made: County, random: Random) -> None:
    """Every school holds all three stages."""
    for school in every_school(made):
        school["kind"] = "twelve_year"
        for stage in (PRIMARY, JUNIOR, SENIOR):
            if f"pupils.{stage}" not in school["values"]:
                school["values"][f"pupils.{stage}"] = Fraction(random.choice((0, 1, 300)))
        _reported_in_every_stage(school)


def _reported_in_every_stage(school: School) -> None:
    """What a school of one stage has not reported of another is nothing, so that not all of it is open."""
    for criterion in ("R1", "R2", "R3"):
        for stage in (PRIMARY, JUNIOR):
            for item in counted(criterion, stage)[0]:
                school["values"].setdefault(item, NOTHING)


BENDS: tuple[Callable[[County, Random], None], ...] = (
    alone,
    alike,
    nothing_anywhere,
    empty_stage,
    nobody,
    silent,
    twelve_years,
)
