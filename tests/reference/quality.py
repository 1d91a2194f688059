"""Article 8: the quality of education, indicators 23 to 31."""

from fractions import Fraction

from tests.reference.completing import County, Verdict, every, keeps, share, yes
from tests.reference.schools import every_school

SUBJECTS = ("chinese", "mathematics", "science", "physical_education", "arts", "moral_education")
GOOD, LEVEL_THREE = 3, 3
"""Ranks, the worst is 1: poor, pass, good, excellent; and I to IV."""


def q1(county: County) -> Verdict:
    """95 percent of those who entered junior school three years ago are still there or have only moved elsewhere."""

    def held(graduates: Fraction, joined: Fraction, left: Fraction, entrants: Fraction, deaths: Fraction) -> bool:
        whole = max(entrants - deaths, Fraction(0))
        return max(graduates - joined + left, Fraction(0)) >= Fraction(95, 100) * whole

    moved = ("junior_graduates", "junior_joined_in_three_years", "junior_left_in_three_years")
    began = ("junior_entrants_three_years_ago", "junior_deaths_in_three_years")
    return keeps(county["education"], held, *moved, *began)


def q2(county: County) -> Verdict:
    """95 percent of disabled children of school age are at school."""
    return share(county["education"], "disabled_children_enrolled", "disabled_children_of_age", Fraction(95, 100))


def q3(county: County) -> Verdict:
    """Every school has a charter and is managed and taught with information technology."""
    return _every_school_says(county, "school_charter", "management_informatised", "teaching_informatised")


def q4(county: County) -> Verdict:
    """Every school sets aside 5 percent of its public funds for training teachers."""
    budgets = ("teacher_training_budget", "public_funds_budget")
    return every(share(school["values"], *budgets, Fraction(5, 100)) for school in every_school(county))


def q5(county: County) -> Verdict:
    """Teachers are skilled in information technology, facilities are well used."""
    return every(yes(county["education"], item) for item in ("teachers_skilled_in_it", "facilities_well_used"))


def q6(county: County) -> Verdict:
    """Every school's moral education and culture are good or better."""
    return every(
        keeps(school["values"], lambda rank: rank >= GOOD, grade)
        for school in every_school(county)
        for grade in ("moral_education_grade", "school_culture_grade")
    )


def q7(county: County) -> Verdict:
    """Every school teaches the whole curriculum in good order, with practical activities."""
    return _every_school_says(county, "curriculum_complete", "teaching_orderly", "practice_activities")


def q8(county: County) -> Verdict:
    """Pupils are not overburdened."""
    return yes(county["education"], "no_excessive_workload")


def q9(county: County) -> Verdict:
    """In every monitored subject level III or better, and schools less than 0.15 apart: 0.15 is too much."""
    bureau = county["education"]
    levels = [keeps(bureau, lambda rank: rank >= LEVEL_THREE, f"monitoring_level.{each}") for each in SUBJECTS]
    apart = [keeps(bureau, lambda gap: gap < Fraction(15, 100), f"monitoring_variation.{each}") for each in SUBJECTS]
    return every([*levels, *apart])


def _every_school_says(county: County, *items: str) -> Verdict:
    return every(yes(school["values"], item) for school in every_school(county) for item in items)


QUALITY = {each.__name__.upper(): each for each in (q1, q2, q3, q4, q5, q6, q7, q8, q9)}
