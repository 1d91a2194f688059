"""What an assessment judges by, chosen now or found again for one that was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.audit.domain.standard import Standard
from services.audit.domain.variants import Variant
from services.audit.repository.assessments import Kept
from services.audit.rulebook import Rulebook


@dataclass(frozen=True)
class Given:
    """What is judged by: a standard read with local variants, and others that a grade of it hangs on, by code."""

    standard: Standard
    variants: Sequence[Variant]
    beside: Mapping[str, Standard]
    period: str


def given_again(rulebook: Rulebook, kept: Kept) -> Given:
    """Exactly what an assessment against a standard used; `StandardVersionGone` where it is held no more."""
    return Given(
        rulebook.used(kept.standard or "", kept.standard_version or "", kept.summary),
        rulebook.variants_used(kept.summary),
        {each["code"]: rulebook.version(each["code"], each["version"]) for each in kept.summary.get("beside", ())},
        kept.period or "",
    )
