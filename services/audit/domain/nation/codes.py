"""Verdicts and outcomes as small numbers. Kleene's AND of verdicts is their maximum."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from services.audit.domain.criterion import Outcome
from services.audit.domain.verdict import Verdict

Floats = NDArray[np.float64]
Truths = NDArray[np.bool_]
Places = NDArray[np.int64]
Codes = NDArray[np.uint8]

NONE, MET, OPEN, NOT_MET = 0, 1, 2, 3
VERDICTS: tuple[Verdict | None, ...] = (None, Verdict.MET, Verdict.CANNOT_DECIDE, Verdict.NOT_MET)
CODE = {verdict: code for code, verdict in enumerate(VERDICTS)}

MAY_MEET, MAY_BE_NEAR, MAY_BE_BELOW, BORDERLINE = 1, 2, 4, 8
OUTCOME_BITS = {Outcome.MET: MAY_MEET, Outcome.NEAR: MAY_BE_NEAR, Outcome.BELOW: MAY_BE_BELOW}


def told(may_hold: Truths, may_fail: Truths) -> Codes:
    """The verdict where both, or one of them, is possible."""
    return np.where(may_fail, np.where(may_hold, OPEN, NOT_MET), MET).astype(np.uint8)


def worst_of(groups: Places, codes: Codes, count: int) -> Codes:
    """By group the AND of its codes; of nothing: met."""
    found = np.full(count, MET, np.uint8)
    for code in (OPEN, NOT_MET):
        found[groups[codes == code]] = code
    return found


def counted(groups: Places, count: int, which: Any = None) -> Places:
    """How many of each group, of those `which` says."""
    return np.bincount(groups if which is None else groups[which], minlength=count)
