"""What is known about the schools of a county: the reported numbers, before any rule."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction


class Stage(StrEnum):
    """学段, as far as a school of compulsory education may hold it."""

    PRIMARY = "primary"
    JUNIOR_SECONDARY = "junior_secondary"
    SENIOR_SECONDARY = "senior_secondary"


class SchoolKind(StrEnum):
    """办学类型. The kind, not the reported numbers, says which stages a school holds."""

    PRIMARY = "primary"
    JUNIOR_SECONDARY = "junior_secondary"
    NINE_YEAR = "nine_year"
    COMPLETE_SECONDARY = "complete_secondary"
    TWELVE_YEAR = "twelve_year"
    TEACHING_POINT = "teaching_point"
    SPECIAL = "special"
    VOCATIONAL = "vocational"
    KINDERGARTEN = "kindergarten"
    SENIOR_SECONDARY = "senior_secondary"

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages a school of this kind holds, youngest first; none where no rule here counts its pupils."""
        return _STAGES.get(self, ())


_STAGES: Mapping[SchoolKind, tuple[Stage, ...]] = {
    SchoolKind.PRIMARY: (Stage.PRIMARY,),
    SchoolKind.TEACHING_POINT: (Stage.PRIMARY,),
    SchoolKind.JUNIOR_SECONDARY: (Stage.JUNIOR_SECONDARY,),
    SchoolKind.SENIOR_SECONDARY: (Stage.SENIOR_SECONDARY,),
    SchoolKind.NINE_YEAR: (Stage.PRIMARY, Stage.JUNIOR_SECONDARY),
    SchoolKind.COMPLETE_SECONDARY: (Stage.JUNIOR_SECONDARY, Stage.SENIOR_SECONDARY),
    SchoolKind.TWELVE_YEAR: (Stage.PRIMARY, Stage.JUNIOR_SECONDARY, Stage.SENIOR_SECONDARY),
}


class FactsRefused(ValueError):  # noqa: N818 - refusing is what it reports
    """A reported number, or a set of schools, that no exact score can be built on. Says which and why."""


@dataclass(frozen=True)
class SchoolFacts:
    """One school as reported: data item -> number. A key that is absent, or None, is missing, which is never zero.

    Floats, NaN, infinities and negative numbers raise FactsRefused: the first have lost the sender's digits, and the
    bounds for missing items rest on amounts being at least zero.
    """

    code: str
    name: str
    kind: SchoolKind
    values: Mapping[str, Decimal | Fraction | int | None]

    def __post_init__(self) -> None:
        for item, value in self.values.items():
            reason = _fault(value)
            if reason:
                raise FactsRefused(f"{self.code}: {item}: {reason}")

    def value(self, item: str) -> Fraction | None:
        """The exact number reported for the item, None where it is missing."""
        reported = self.values.get(item)
        return None if reported is None else Fraction(reported)

    def pupils(self, stage: Stage) -> Fraction | None:
        """Pupils of the stage, None where not reported."""
        return self.value(f"pupils.{stage}")


def _fault(value: object) -> str | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, Decimal | Fraction | int):
        return f"{type(value).__name__} is not an exact number"
    if isinstance(value, Decimal) and not value.is_finite():
        return "not a finite number"
    return "negative" if value < 0 else None
