"""What a formula comes to: a value, or why there is none."""

from dataclasses import dataclass
from fractions import Fraction

DIVISION_BY_ZERO, TOO_LARGE = "division_by_zero", "too_large"
Value = Fraction | bool | str | frozenset[str]


@dataclass(frozen=True)
class Missing:
    """Something that was needed and is not known; `back` is 1 for the period before, `reason` the reporter's own."""

    code: str
    back: int = 0
    reason: str | None = None


@dataclass(frozen=True)
class Known:
    """Numbers and grades as fractions, conditions as yes or no; words and sets of words only inside a formula."""

    value: Value

    @property
    def number(self) -> Fraction:
        """Of a number or a grade."""
        if isinstance(self.value, bool | str | frozenset):
            raise TypeError("no number")
        return self.value


@dataclass(frozen=True)
class Unknown:
    """Some completion of what is missing would decide otherwise than another."""

    missing: tuple[Missing, ...]


@dataclass(frozen=True)
class Undefined:
    """A division by zero, at a column of the formula; or a derived value of more digits than are worked with."""

    at: int
    reason: str = DIVISION_BY_ZERO


Outcome = Known | Unknown | Undefined
