"""The whole way: a document in, a draft plan out."""

from collections.abc import Callable

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.source import Source


def read_plan(source: Source, progress: Callable[[float], None] | None = None) -> Draft:  # noqa: ARG001 - to be filled
    """Reads a document. Never fails: what cannot be read is missing from the draft, and said in its defects."""
    return Draft()
