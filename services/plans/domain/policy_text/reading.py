"""The whole way: a document in, a draft plan out."""

from collections.abc import Callable

from services.plans.domain.policy_text.assembling import Assembly
from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.furniture import without_furniture
from services.plans.domain.policy_text.lines import lines_of
from services.plans.domain.policy_text.marked import marks_of
from services.plans.domain.policy_text.source import Source
from services.plans.domain.policy_text.unfolding import unfolded

Progress = Callable[[float], None]


def read_plan(source: Source, progress: Progress | None = None) -> Draft:
    """Reads a document. Never fails: what cannot be read is missing from the draft, and said in its defects.

    `progress` is told how far it is, from 0 to 1.
    """
    tell = progress or _nobody
    tell(0.0)
    lines = unfolded(without_furniture(lines_of(source)))
    marks = marks_of(lines)
    tell(0.1)
    draft = Assembly(source, lines, marks, tell).draft()
    tell(1.0)
    return draft


def _nobody(_fraction: float) -> None:
    """Who asked for no progress is told none."""
