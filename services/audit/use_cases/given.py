"""What an assessment judges by, chosen now or found again for one that was kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.audit.domain.standard import Standard
from services.audit.domain.variants import Variant
from services.audit.errors import VariantUnfit
from services.audit.repository.assessments import Kept
from services.audit.rulebook import Rulebook
from services.kernel.errors import Fault


@dataclass(frozen=True)
class Given:
    """What is judged by: a standard read with local variants, and others that a grade of it hangs on, by code."""

    standard: Standard
    variants: Sequence[Variant]
    beside: Mapping[str, Standard]
    period: str

    @property
    def read_with(self) -> Mapping[str, Any]:
        """What `given_by` finds the variants and the other standards again by."""
        return {
            "variants": [{"code": each.code, "version": each.version} for each in self.variants],
            "beside": [{"code": each.code, "version": each.version} for each in self.beside.values()],
        }

    def refuse_elsewhere(self, division: str | None) -> None:
        """A local variant says nothing of places that are not known to lie under its authority."""
        faults = [
            Fault("variant_elsewhere", f"/variants/{place}", f"a division of {', '.join(each.divisions)}", division)
            for place, each in enumerate(self.variants)
            if not each.holds_in(division)
        ]
        if faults:
            raise VariantUnfit(faults=faults)


def given_again(rulebook: Rulebook, kept: Kept) -> Given:
    """Exactly what an assessment against a standard used; `StandardVersionGone` where it is held no more."""
    return given_by(rulebook, kept.standard or "", kept.standard_version or "", kept.summary, kept.period or "")


def given_by(rulebook: Rulebook, code: str, version: str, read_with: Mapping[str, Any], period: str) -> Given:
    """The same by the names that an assessment or a run keeps."""
    return Given(
        rulebook.used(code, version, read_with),
        rulebook.variants_used(read_with),
        {each["code"]: rulebook.version(each["code"], each["version"]) for each in read_with.get("beside", ())},
        period,
    )
