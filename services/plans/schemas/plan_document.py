"""The plan document, as clients put it and as it is published."""

from pydantic import ConfigDict, Field

from services.kernel.fields import Bilingual, Closed, Code, Day, Line
from services.plans.domain.words import DateCertainty, LegalStatus
from services.plans.schemas.plan_example import PLAN_EXAMPLE
from services.plans.schemas.plan_structure import (
    Accountability,
    Guarantee,
    Measure,
    OrderedSystem,
    PlanPhase,
    Programme,
)
from services.plans.schemas.plan_targets import PlanTarget
from services.plans.schemas.plan_units import LeadingGroup, Supervising, Unit


class Original(Closed):
    """The file a plan was read from, kept as it was sent. 方案所据原件。"""

    import_id: Line
    sha256: Line
    media_type: Line


class SourceDocument(Closed):
    """The printed document: its numbers, its date, what the signature says.

    Where the source prints no whole date, `dated` is inferred: `inferred_from` says from what, until it is confirmed.
    """

    number: Line | None
    index_number: Line | None = None
    dated: Day | None
    dated_as_printed: Line | None = None
    date_certainty: DateCertainty = DateCertainty.PRINTED
    inferred_from: Bilingual | None = None
    signature_as_printed: Line | None = None
    note: Bilingual | None = None
    original: Original | None = None


class SourceDefect(Closed):
    """A defect of the source, kept and never repaired silently."""

    place: Line
    what: Bilingual


class PlanDocument(Closed):
    """A plan with all its parts. `measures` is for plans that list measures without programmes.

    What is in force says since when; a draft for comment or a news item is in force from no day.
    方案全文。方案不分工程时，措施直接列在 measures；现行方案须写明生效日期，征求意见稿和新闻报道则不填。
    """

    model_config = ConfigDict(json_schema_extra={"examples": [PLAN_EXAMPLE]})

    code: Code
    title: Bilingual
    jurisdiction: Code
    issued_by: Code | None
    document: SourceDocument
    legal_status: LegalStatus
    in_force_from: Day | None
    standards: list[Code] = Field(default_factory=list, max_length=20)
    phases: list[PlanPhase] = Field(default_factory=list, max_length=50)
    programmes: list[Programme] = Field(default_factory=list, max_length=100)
    measures: list[Measure] = Field(default_factory=list, max_length=500)
    guarantees: list[Guarantee] = Field(default_factory=list, max_length=100)
    leading_group: LeadingGroup | None = None
    supervising: list[Supervising] = Field(default_factory=list, max_length=50)
    accountability: list[Accountability] = Field(default_factory=list, max_length=100)
    systems: list[OrderedSystem] = Field(default_factory=list, max_length=100)
    units: list[Unit] = Field(default_factory=list, max_length=300)
    targets: list[PlanTarget] = Field(default_factory=list, max_length=2000)
    source_defects: list[SourceDefect] = Field(default_factory=list, max_length=1000)

    def measures_with_pointers(self) -> list[tuple[str, Measure]]:
        """Every measure with the JSON pointer where it stands."""
        found = [(f"/measures/{number}", measure) for number, measure in enumerate(self.measures)]
        for number, programme in enumerate(self.programmes):
            at = f"/programmes/{number}/measures"
            found += [(f"{at}/{place}", measure) for place, measure in enumerate(programme.measures)]
        return found
