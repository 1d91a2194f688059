"""Comparing floats where it is sure, and saying where it is not.

Doubles carry some sixteen digits and a county's sums lose at most a few of them, so what lies farther than 1e-9 of its
size from its line lies on the same side exactly. Whole numbers below 2^53 are exact as they are: counts on their line
are settled here, too, and only amounts with decimals need the exact engine.
"""

from typing import NamedTuple

import numpy as np

from services.audit.domain.nation.codes import Floats, Places, Truths

NEAR = 1e-9
CANCELLED = 1e-5
"""A sum below this share of its terms has lost too many digits."""
LARGEST = 2.0**53


class Sides(NamedTuple):
    """left against right: the sign of left − right, and whether it is certain."""

    sign: Floats
    sure: Truths


def beside(left: Floats, right: Floats, whole: Truths) -> Sides:
    """`whole`: both sides were made of whole numbers by adding and multiplying only. One infinity is certain, and so
    are two zeros: each is as far apart as it is large."""
    apart = left - right
    size = np.maximum(np.abs(left), np.abs(right))
    sure = (np.abs(apart) >= NEAR * size) | (whole & (size < LARGEST))
    return Sides(np.sign(apart), sure)


def replaced(sides: Sides, at: Places, others: Sides) -> Sides:
    """The same, with others at some places."""
    sign, sure = sides.sign.copy(), sides.sure.copy()
    sign[at], sure[at] = others
    return Sides(sign, sure)


def is_whole(values: Floats) -> Truths:
    """Whole, and small enough to be added and multiplied."""
    found: Truths = (values == np.floor(values)) & (np.abs(values) < LARGEST)
    return found
