"""The three verdicts and how they combine."""

from collections.abc import Iterable
from enum import StrEnum


class Verdict(StrEnum):
    """`cannot_decide` holds where two completions of the missing values would give different answers."""

    MET = "met"
    NOT_MET = "not_met"
    CANNOT_DECIDE = "cannot_decide"


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """Kleene's AND: one `not_met` decides, otherwise one `cannot_decide` leaves it open. Of nothing: `met`."""
    seen = set(verdicts)
    for decisive in (Verdict.NOT_MET, Verdict.CANNOT_DECIDE):
        if decisive in seen:
            return decisive
    return Verdict.MET
