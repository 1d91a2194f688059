"""A plan in draft, as it was read from a document and as people correct it."""

import json
from decimal import Decimal
from typing import Any

from pydantic import Field

from services.kernel.fields import Code, Day, Line
from services.plans.domain.words import DateCertainty, LegalStatus
from services.plans.schemas.draft_parts import (
    DraftDefect,
    DraftFinding,
    DraftGuarantee,
    DraftMeasure,
    DraftPhase,
    DraftProgramme,
    DraftTarget,
    DraftUnit,
    Part,
    StatedRule,
    Words,
)
from services.plans.schemas.plan_structure import Accountability, OrderedSystem
from services.plans.schemas.plan_units import LeadingGroup, Supervising


class DraftDocument(Part):
    """The printed document; `issuer_in_source` is who signs it, in its own words. 发文字号、日期与落款。"""

    number: Line | None = None
    index_number: Line | None = None
    dated: Day | None = None
    dated_as_printed: Line | None = None
    date_certainty: DateCertainty = DateCertainty.PRINTED
    inferred_from: Words | None = None
    signature_as_printed: Line | None = None
    issuer_in_source: Line | None = None
    note: Words | None = None


class DraftPlan(Part):
    """A plan with gaps: whatever the document did not give is null or empty, and waits for a correction.

    有缺项的方案：文件未写明的字段为空，待人工补正。
    """

    title: Words | None = None
    text_kind: Line = Field(default="plan", description="plan, law, news or notice · 方案、法规、新闻、通知")
    jurisdiction: Code
    issued_by: Code | None = None
    document: DraftDocument = Field(default_factory=DraftDocument)
    legal_status: LegalStatus | None = None
    in_force_from: Day | None = None
    standards: list[Code] = Field(default_factory=list, max_length=20)
    phases: list[DraftPhase] = Field(default_factory=list, max_length=50)
    programmes: list[DraftProgramme] = Field(default_factory=list, max_length=100)
    measures: list[DraftMeasure] = Field(default_factory=list, max_length=500)
    guarantees: list[DraftGuarantee] = Field(default_factory=list, max_length=100)
    leading_group: LeadingGroup | None = None
    supervising: list[Supervising] = Field(default_factory=list, max_length=50)
    accountability: list[Accountability] = Field(default_factory=list, max_length=100)
    systems: list[OrderedSystem] = Field(default_factory=list, max_length=100)
    units: list[DraftUnit] = Field(default_factory=list, max_length=300)
    targets: list[DraftTarget] = Field(default_factory=list, max_length=2000)
    rules: list[StatedRule] = Field(default_factory=list, max_length=50)
    defects: list[DraftDefect] = Field(default_factory=list, max_length=1000)
    findings: list[DraftFinding] = Field(default_factory=list, max_length=1000)

    def plain(self) -> dict[str, Any]:
        """As JSON reads it, with exact decimals."""
        found: dict[str, Any] = json.loads(self.model_dump_json(), parse_float=Decimal)
        return found

    def measures_with_pointers(self) -> list[tuple[str, DraftMeasure]]:
        """Every measure with the JSON pointer where it stands."""
        found = [(f"/measures/{number}", measure) for number, measure in enumerate(self.measures)]
        for number, programme in enumerate(self.programmes):
            at = f"/programmes/{number}/measures"
            found += [(f"{at}/{place}", measure) for place, measure in enumerate(programme.measures)]
        return found
