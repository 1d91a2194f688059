"""What an expression is: a number of a unit, a yes or no, a word, several words, or a grade."""

from dataclasses import dataclass
from enum import StrEnum

from services.metrics.domain.formulas.units import RATIO, Unit


class Shape(StrEnum):
    NUMBER = "number"
    TRUTH = "truth"
    WORD = "word"
    WORDS = "words"
    GRADE = "grade"


@dataclass(frozen=True)
class Kind:
    """`words` are the ones possible, empty where any is; of a grade they stand worst first.

    `any_unit`: a zero, which is zero in every unit. `bare`: a number written without a unit.
    `presence`: it hangs on whether something was reported, not on what.
    """

    shape: Shape
    unit: Unit = RATIO
    words: tuple[str, ...] = ()
    any_unit: bool = False
    bare: bool = False
    presence: bool = False


TRUTH = Kind(Shape.TRUTH)


def number(unit: Unit, *, presence: bool = False) -> Kind:
    return Kind(Shape.NUMBER, unit, presence=presence)


def truth(*, presence: bool) -> Kind:
    return Kind(Shape.TRUTH, presence=presence)
