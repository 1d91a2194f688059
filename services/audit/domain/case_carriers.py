"""Which schools carry a differential coefficient: its square is a sum over the schools, one exact share each."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

ZERO = Fraction(0)


@dataclass(frozen=True)
class Compared:
    """One school's part in a comparison: its pupils and its value per pupil."""

    organisation: str
    pupils: Fraction
    value: Fraction


@dataclass(frozen=True)
class Carrier:
    """`share` of the square of the coefficient; the shares of all schools add up to 1."""

    compared: Compared
    share: Fraction


def carriers(schools: Sequence[Compared]) -> tuple[Carrier, ...]:
    """All schools, the one that carries most first; none where every school is alike or the mean is zero.

    With P the pupils and m the mean, CV² = Σ (P_i / P) · (x_i − m)² / m².
    """
    pupils = sum((school.pupils for school in schools), ZERO)
    if not pupils:
        return ()
    mean = sum((school.pupils * school.value for school in schools), ZERO) / pupils
    squares = [school.pupils * (school.value - mean) ** 2 for school in schools]
    total = sum(squares, ZERO)
    if not total or not mean:
        return ()
    found = [Carrier(school, square / total) for school, square in zip(schools, squares, strict=True)]
    return tuple(sorted(found, key=lambda each: (-each.share, each.compared.organisation)))
