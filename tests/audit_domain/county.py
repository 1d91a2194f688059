"""Fictitious schools for these tests: every line met with room to spare, until a test says otherwise."""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from services.audit.domain.assess import CountyAssessment, PartAssessment, assess
from services.audit.domain.comparison import Comparison
from services.audit.domain.criterion import CriterionResult
from services.audit.domain.facts import SchoolFacts, SchoolKind, Stage
from services.audit.standards import shipped_standard

STANDARD = shipped_standard("compulsory-balanced-2017")

Reported = Decimal | Fraction | int | None

PER_STAGE = {
    "teachers_junior_college": 0,
    "teachers_bachelor": 8,
    "teachers_master": 0,
    "teachers_doctorate": 0,
    "teachers_backbone": 2,
    "teachers_pe": 2,
    "teachers_music": 0,
    "teachers_fine_art": 0,
    "teachers_arts": 0,
}
"""For a hundred pupils of a stage."""

PER_SCHOOL = {
    "teaching_area": 1000,
    "indoor_sports_area": 100,
    "outdoor_sports_area": 2000,
    "equipment_value": 50,
    "multimedia_rooms": 6,
}
"""For a hundred pupils of all stages together."""


def school(
    code: str = "a",
    kind: SchoolKind = SchoolKind.PRIMARY,
    pupils: int | tuple[int, ...] = 100,
    reported: Mapping[str, Reported] | None = None,
) -> SchoolFacts:
    """A school well above every line; `pupils` by stage, `reported` overrides what it reports."""
    counts = (pupils,) if isinstance(pupils, int) else pupils
    values: dict[str, Reported] = {}
    for stage, count in zip(kind.stages, counts, strict=True):
        values[f"pupils.{stage}"] = count
        values |= {f"{item}.{stage}": Fraction(rate * count, 100) for item, rate in PER_STAGE.items()}
    values |= {item: Fraction(rate * sum(counts), 100) for item, rate in PER_SCHOOL.items()}
    return SchoolFacts(code, f"school {code}", kind, values | dict(reported or {}))


def assessed(*schools: SchoolFacts) -> CountyAssessment:
    """The county of these schools under the shipped standard."""
    return assess(STANDARD, schools)


def part(county: CountyAssessment, code: str = "a", stage: Stage = Stage.PRIMARY) -> PartAssessment:
    """One stage of one school."""
    return next(each for each in county.parts if (each.school, each.stage) == (code, stage))


def result(criterion: str, facts: SchoolFacts, stage: Stage = Stage.PRIMARY) -> CriterionResult:
    """One criterion of one school assessed alone."""
    return part(assessed(facts), facts.code, stage).criteria[criterion]


def comparison(county: CountyAssessment, criterion: str, stage: Stage = Stage.PRIMARY) -> Comparison:
    """One of the fourteen."""
    return next(each for each in county.comparisons if (each.criterion, each.stage) == (criterion, stage))
