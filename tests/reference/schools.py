"""Which schools are meant, and which stages they hold."""

from fractions import Fraction

from tests.reference.completing import County, School

PRIMARY, JUNIOR, SENIOR = "primary", "junior_secondary", "senior_secondary"

HOLDS = {
    "primary": (PRIMARY,),
    "teaching_point": (PRIMARY,),
    "junior_secondary": (JUNIOR,),
    "nine_year": (PRIMARY, JUNIOR),
    "complete_secondary": (JUNIOR, SENIOR),
    "twelve_year": (PRIMARY, JUNIOR, SENIOR),
}
"""The stages of the schools the evaluation is about; special schools are looked at elsewhere, the others not at all."""


def every_school(county: County, *stages: str) -> list[School]:
    """The primary and junior schools of a county with their teaching points, or those that hold one of the stages."""
    held = [school for school in county["schools"] if school["kind"] in HOLDS]
    return [school for school in held if not stages or set(stages) & set(HOLDS[school["kind"]])]


def pupils(school: School, stage: str) -> Fraction | None:
    return school["values"].get(f"pupils.{stage}")


def measured_stages(school: School) -> list[str]:
    """The stages the resource lines look at: compulsory ones that have pupils, or may have.

    A teaching point of fewer than 50 is left out.
    """
    stages = [stage for stage in HOLDS.get(school["kind"], ()) if stage != SENIOR and pupils(school, stage) != 0]
    if school["kind"] == "teaching_point":
        stages = [stage for stage in stages if (count := pupils(school, stage)) is None or count >= 50]
    return stages
