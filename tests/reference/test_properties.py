"""What must hold of every county, however it was made: the engine is held against itself on a county told otherwise.

On a few counties; `python -m tests.acceptance laws` takes hundreds.
"""

from copy import deepcopy
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.audit.domain.assess import CountyAssessment, assess
from services.audit.domain.facts import SchoolFacts, SchoolKind
from services.audit.standards import shipped_standard
from tests.reference import engine
from tests.reference.bending import BENDS, some_county
from tests.reference.completing import HUGE, County, School
from tests.reference.counties import county
from tests.reference.mutants import CODE
from tests.reference.resources import amounts
from tests.reference.schools import HOLDS, PRIMARY, measured_stages, pupils

SEEDS = st.integers(0, 2**32 - 1)
STANDARD = shipped_standard(CODE)
FACTORS = st.fractions(Fraction(1, 1000), 1000).filter(bool)
FEW = settings(max_examples=8, deadline=None)


def assessed(made: County) -> CountyAssessment:
    facts = [
        SchoolFacts(each["code"], each["code"], SchoolKind(each["kind"]), each["values"]) for each in made["schools"]
    ]
    return assess(STANDARD, facts)


def coefficients(made: County) -> dict[tuple[str, str], tuple[object, ...]]:
    return told_of(assessed(made))


def told_of(assessment: CountyAssessment) -> dict[tuple[str, str], tuple[object, ...]]:
    """Of each comparison the verdict, the exact square, and its bounds where something is missing."""
    return {
        (each.criterion, each.stage): (each.verdict, each.cv_squared, each.low, each.high)
        for each in assessment.comparisons
    }


def halves(school: School) -> list[School]:
    """Two schools of one stage, each with half of everything."""
    halved = {item: value if value is None else value / 2 for item, value in school["values"].items()}
    return [{**school, "code": f"{school['code']}-{half}", "values": dict(halved)} for half in (1, 2)]


@FEW
@given(SEEDS)
def test_the_order_of_schools_says_nothing(seed: int) -> None:
    made = some_county(seed)
    shuffled = deepcopy(made)
    Random(seed).shuffle(shuffled["schools"])
    assert engine.verdicts(STANDARD, shuffled) == engine.verdicts(STANDARD, made)
    assert coefficients(shuffled) == coefficients(made)


@FEW
@given(SEEDS)
def test_a_county_taken_twice_is_as_even_as_once(seed: int) -> None:
    made = some_county(seed)
    twice = deepcopy(made)
    twice["schools"] += [{**deepcopy(each), "code": f"{each['code']}-again"} for each in made["schools"]]
    once, both = assessed(made), assessed(twice)
    again = told_of(both)
    for key, (verdict, squared, _, _) in told_of(once).items():
        assert again[key][1] == squared
        if squared is not None:  # two schools that are silent apart from each other leave more open than one does
            assert again[key][0] == verdict
    assert {code: both.schools[code] for code in once.schools} == once.schools


@FEW
@given(SEEDS, FACTORS)
def test_everything_counted_in_another_unit_is_as_even_as_before(seed: int, factor: Fraction) -> None:
    made = some_county(seed)
    scaled = deepcopy(made)
    for school in scaled["schools"]:
        school["values"] = {
            item: value if value is None or item.startswith("pupils.") else value * factor
            for item, value in school["values"].items()
        }
    assert coefficients(scaled) == coefficients(made)


@FEW
@given(SEEDS)
def test_a_school_split_in_two_equal_halves_leaves_the_weighted_coefficients(seed: int) -> None:
    made = county(seed)
    one = next((each for each in made["schools"] if each["kind"] in {"primary", "junior_secondary"}), None)
    if one is None or any(value is None for value in one["values"].values()):
        return
    split = deepcopy(made)
    split["schools"] = [
        half for each in made["schools"] for half in (halves(each) if each["code"] == one["code"] else [each])
    ]
    squares = {key: each[1] for key, each in coefficients(made).items()}
    assert {key: each[1] for key, each in coefficients(split).items()} == squares


@FEW
@given(SEEDS)
def test_a_coefficient_is_open_exactly_where_two_answers_to_what_is_missing_differ(seed: int) -> None:
    """The coefficient falls while one amount grows to a certain level, and rises after it: three answers say all."""
    made = county(seed)
    schools = [each for each in made["schools"] if HOLDS.get(each["kind"]) == (PRIMARY,) and measured_stages(each)]
    if not schools or any(amount_of(each) is None for each in everyone_with(made, PRIMARY)):
        return
    one = Random(seed).choice(schools)
    others = [each for each in everyone_with(made, PRIMARY) if each is not one]
    told = {verdict_with(made, one, answer) for answer in (Fraction(0), HUGE, level_with(one, others))}
    told.discard("cannot_decide")  # where nobody has any there is no coefficient, whatever is missing
    missing = verdict_with(made, one, None)
    if not any(found[0] for each in others if (found := amount_of(each))):
        assert missing == "cannot_decide"
    else:
        assert told == {missing} if missing != "cannot_decide" else told == {"met", "not_met"}


def everyone_with(made: County, stage: str) -> list[School]:
    return [each for each in made["schools"] if stage in measured_stages(each)]


def amount_of(school: School) -> tuple[Fraction, Fraction] | None:
    """Rooms that fall to the primary stage, and its pupils; None where either is missing."""
    if any(pupils(school, stage) is None for stage in HOLDS[school["kind"]]):
        return None
    if school["values"].get("multimedia_rooms") is None:
        return None
    return amounts(school, PRIMARY, "R7")[0], pupils(school, PRIMARY) or Fraction(0)


def level_with(one: School, others: list[School]) -> Fraction:
    """The amount with which the school stands where the coefficient is least: Σ a²/P over Σ a of the others."""
    known = [found for each in others if (found := amount_of(each)) is not None]
    total = sum((amount for amount, _ in known), Fraction(0))
    if not total:
        return Fraction(1)
    return sum(amount**2 / count for amount, count in known) / total * (pupils(one, PRIMARY) or Fraction(0))


def verdict_with(made: County, one: School, answer: Fraction | None) -> object:
    before = one["values"].get("multimedia_rooms")
    one["values"]["multimedia_rooms"] = answer
    verdict = coefficients(made)["R7", PRIMARY][0]
    one["values"]["multimedia_rooms"] = before
    return verdict


LAWS: tuple[tuple[Any, tuple[st.SearchStrategy[Any], ...]], ...] = (
    (test_the_order_of_schools_says_nothing, (SEEDS,)),
    (test_a_county_taken_twice_is_as_even_as_once, (SEEDS,)),
    (test_everything_counted_in_another_unit_is_as_even_as_before, (SEEDS, FACTORS)),
    (test_a_school_split_in_two_equal_halves_leaves_the_weighted_coefficients, (SEEDS,)),
    (test_a_coefficient_is_open_exactly_where_two_answers_to_what_is_missing_differ, (SEEDS,)),
)
"""Each with what it is asked of."""


@pytest.mark.parametrize("bend", BENDS, ids=lambda bend: bend.__name__)
def test_every_bend_leaves_a_county_that_is_judged(bend: object) -> None:
    made = county(7)
    bend(made, Random(7))  # type: ignore[operator]
    assert engine.verdicts(STANDARD, made)["recognised"] in {"met", "not_met", "cannot_decide"}
