"""Duties written per unit, and duty-bearers of a law as the subjects of its articles."""

from collections.abc import Sequence

from services.plans.domain.policy_text.draft import DraftUnit
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source


def read_duty_lists(source: Source, passages: Sequence[Passage]) -> tuple[DraftUnit, ...]:
    """Of the paragraphs of a section; without a list of duties nothing."""
    return ()


def read_duty_bearers(source: Source, passages: Sequence[Passage]) -> tuple[DraftUnit, ...]:
    """Of the articles of a law."""
    return ()
