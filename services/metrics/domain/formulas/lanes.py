"""Whole columns at once: numbers with a bound on how far a float may lie from the exact number, and answers.

An error of zero says that the float is the exact number: a whole number below 2^53, and what sums and products of such
give. So counts are settled by arrays, and only what was rounded has an edge.
"""

from dataclasses import dataclass

import numpy as np

from services.metrics.domain.columns import Numbers, Truths

ROUNDING = 2.0**-52
"""Twice the relative error of one operation of doubles, to be on the safe side of the bounds' own rounding."""
WHOLE = 2.0**53
NEAR = 1e-9
"""Relative: what lies nearer to an edge is always worked out exactly, whatever the bounds say."""
TINY = 1e-300
"""Where doubles lose their digits; what falls below is never taken for exact."""


@dataclass(frozen=True)
class Reals:
    """`value` means something where `known`; `undefined` are rows of which no completion has a value."""

    value: Numbers
    error: Numbers
    known: Truths
    undefined: Truths


@dataclass(frozen=True)
class Answers:
    """Rows that are neither of the three are unknown."""

    yes: Truths
    no: Truths
    undefined: Truths

    @property
    def known(self) -> Truths:
        return self.yes | self.no


def constant(number: float, *, whole: bool) -> Reals:
    value = np.float64(number)
    nothing = np.zeros((), np.bool_)
    error = np.zeros(()) if whole else np.asarray(np.abs(value) * ROUNDING + TINY)
    return Reals(np.asarray(value), error, ~nothing, nothing)


def read(column: Numbers, *, rounded: bool) -> Reals:
    """A column as it is known; `rounded` where some of its floats are only near their values."""
    known = ~np.isnan(column)
    near = np.abs(column) * ROUNDING + TINY
    error = near if rounded else np.where(_whole(column), 0.0, near)
    return Reals(np.where(known, column, 0.0), np.where(known, error, 0.0), known, np.zeros(len(column), np.bool_))


def strict(*parts: Reals | Answers) -> tuple[Truths, Truths]:
    """Of what needs all its parts: where it is known, and where undefined."""
    known, undefined = parts[0].known, parts[0].undefined
    for part in parts[1:]:
        known, undefined = known & part.known, undefined | part.undefined
    return known, undefined


def added(left: Reals, right: Reals, sign: int) -> Reals:
    value = left.value + sign * right.value
    return Reals(value, _carried(value, left.error + right.error), *strict(left, right))


def multiplied(left: Reals, right: Reals) -> Reals:
    value = left.value * right.value
    error = np.abs(left.value) * right.error + np.abs(right.value) * left.error + left.error * right.error
    return Reals(value, _carried(value, error), *strict(left, right))


def divided(left: Reals, right: Reals) -> tuple[Reals, Truths]:
    """And the rows in which the divisor may be zero or not: these have to be worked out exactly."""
    known, undefined = strict(left, right)
    zero = (right.value == 0) & (right.error == 0) & right.known
    open_ = right.known & ~zero & (np.abs(right.value) <= 2 * right.error)
    value = left.value / right.value
    error = (left.error + np.abs(value) * right.error) / (np.abs(right.value) - right.error)
    rounded = error + np.abs(value) * ROUNDING + TINY
    return Reals(value, rounded, known & ~zero, undefined | zero), open_


def least(parts: list[Reals], *, most: bool = False) -> Reals:
    value, error = parts[0].value, parts[0].error
    for part in parts[1:]:
        value = np.maximum(value, part.value) if most else np.minimum(value, part.value)
        error = np.maximum(error, part.error)
    return Reals(value, error, *strict(*parts))


def rounded(of: Reals, digits: int) -> tuple[Reals, Truths]:
    """A half away from zero; and the rows that lie too near a half to say."""
    scale = 10.0**digits
    whole = (of.error == 0) & (digits == 0)
    size = np.abs(of.value) * scale
    away = 2 * (of.error * scale + size * ROUNDING + TINY)
    half = np.abs(size - np.floor(size) - 0.5) <= np.maximum(away, NEAR)
    value = np.where(whole, of.value, np.copysign(np.floor(size + 0.5), of.value) / scale)
    error = np.where(whole, 0.0, np.abs(value) * ROUNDING + TINY)
    return Reals(value, error, of.known, of.undefined), half & ~whole & of.known


def too_near(left: Reals, right: Reals) -> Truths:
    """Rows whose numbers lie too near each other, or too far out, for floats to compare them."""
    error = left.error + right.error
    edge = np.maximum(2 * error, NEAR * np.maximum(np.abs(left.value), np.abs(right.value)))
    apart = np.abs(left.value - right.value)
    found: Truths = ((error > 0) & (apart <= edge)) | ~np.isfinite(apart)
    return found


def _carried(value: Numbers, error: Numbers) -> Numbers:
    exact = (error == 0) & (np.abs(value) <= WHOLE)
    return np.where(exact, 0.0, error + np.abs(value) * ROUNDING + TINY)


def _whole(column: Numbers) -> Truths:
    found: Truths = (column == np.floor(column)) & (np.abs(column) <= WHOLE)
    return found
