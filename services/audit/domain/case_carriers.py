"""A differential coefficient taken apart: what each school adds to its square, and what would be if one were raised.

With P_i the pupils of a school, x_i its value, a_i = P_i·x_i, P and A their sums:
CV² = Σ (a_i·P − A·P_i)² / (P_i·P·A²). Each summand is a fraction of small numbers, and their sum is CV² itself.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from services.audit.domain.interval import ZERO


@dataclass(frozen=True)
class Compared:
    """One school's part in a comparison: its pupils (> 0) and its value per pupil."""

    organisation: str
    pupils: Fraction
    value: Fraction

    @property
    def amount(self) -> Fraction:
        return self.pupils * self.value


@dataclass(frozen=True)
class Carrier:
    """`contribution` is the summand of the school, `share` its part of the square; the shares add up to 1.

    `at_mean` and `at_line` are the square if this school alone were raised to the mean as it is, or to the line; None
    where it is there already. A school above the mean carries as well, and nobody is asked to take from it.
    """

    compared: Compared
    contribution: Fraction
    share: Fraction
    at_mean: Fraction | None
    at_line: Fraction | None


@dataclass(frozen=True)
class TakenApart:
    """All schools, the one that carries most first. `all_at_line`: the square if all below the line were raised to it.

    `cv_squared` zero: every school is alike, and no share can be told; all of them are zero. Where the standard draws
    no line for a school, nothing is raised to one.
    """

    cv_squared: Fraction
    mean: Fraction
    all_at_line: Fraction | None
    carriers: tuple[Carrier, ...]


def take_apart(schools: Sequence[Compared], line: Fraction | None) -> TakenApart | None:
    """`line` is a value as theirs. None where there is no coefficient: nobody is compared, or the mean is zero."""
    sums = _Sums.of(schools)
    if not sums.amount:
        return None
    square, mean = sums.cv_squared, sums.amount / sums.pupils
    found = [_carrier(school, sums, square, line) for school in schools]
    ordered = sorted(found, key=lambda each: (-each.contribution, each.compared.organisation))
    return TakenApart(square, mean, None if line is None else _all_raised(schools, line), tuple(ordered))


def _all_raised(schools: Sequence[Compared], line: Fraction) -> Fraction:
    return _Sums.of([replace(school, value=max(school.value, line)) for school in schools]).cv_squared


@dataclass(frozen=True)
class _Sums:
    pupils: Fraction
    amount: Fraction
    squares: Fraction

    @classmethod
    def of(cls, schools: Sequence[Compared]) -> "_Sums":
        return cls(
            sum((each.pupils for each in schools), ZERO),
            sum((each.amount for each in schools), ZERO),
            sum((each.amount * each.value for each in schools), ZERO),
        )

    @property
    def cv_squared(self) -> Fraction:
        return self.pupils * self.squares / self.amount**2 - 1

    def raised(self, school: Compared, to: Fraction) -> Fraction | None:
        """The square if the school's value were `to`; None where it is not below that."""
        if school.value >= to:
            return None
        more = school.pupils * (to - school.value)
        return _Sums(self.pupils, self.amount + more, self.squares + more * (to + school.value)).cv_squared


def _carrier(school: Compared, sums: _Sums, square: Fraction, line: Fraction | None) -> Carrier:
    apart = school.amount * sums.pupils - sums.amount * school.pupils
    contribution = apart**2 / (school.pupils * sums.pupils * sums.amount**2)
    return Carrier(
        compared=school,
        contribution=contribution,
        share=contribution / square if square else ZERO,
        at_mean=sums.raised(school, sums.amount / sums.pupils),
        at_line=None if line is None else sums.raised(school, line),
    )
