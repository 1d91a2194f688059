"""Submissions with their parts, as they are shown."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pydantic import Field

from services.kernel.fields import Shown
from services.metrics.domain.batch import Mode
from services.metrics.domain.chain import awaited, words_of
from services.metrics.domain.part import PartState
from services.metrics.schemas.findings import FindingShown
from services.metrics.schemas.people import PersonShown, person
from services.metrics.schemas.report import CountsShown
from services.metrics.schemas.reviews import ActShown, shown_act


class PartShown(Shown):
    """The readings of one organisation, reviewed as one. `reviewer`, `reviewed_at` and `reason` are of the last act."""

    organisation: str
    readings: int
    state: PartState
    approved_by: list[str] = Field(
        description="levels that must approve; first: whoever comes first · 须审核的层级，first 为先到者"
    )
    waits_for: str | None = Field(description="whose turn it is, while it is pending · 待审核时轮到的层级")
    reviewer: PersonShown | None
    reviewed_at: datetime | None
    reason: str | None
    reviews: list[ActShown] = Field(description="every act, in the order in which they were done · 全部审核记录")


class PartStates(Shown):
    """How many of the parts that you may see are in each state."""

    pending: int
    approved: int
    returned: int


class SubmissionSummary(Shown):
    """`counts` is null for who may see only some of its parts."""

    id: str
    sender: PersonShown
    note: str | None
    mode: Mode
    correction_reason: str | None
    received_at: datetime
    counts: CountsShown | None
    part_states: PartStates


class SubmissionShown(SubmissionSummary):
    parts: list[PartShown] = Field(description="those that you may see · 您可查看的部分")
    next: str | None = Field(description="cursor of the next page of parts · 下一页的 cursor")
    findings: list[FindingShown] = Field(
        description="what validation rules found in those parts · 校验规则在这些部分中发现的问题"
    )


def shown_part(row: Any, acts: Sequence[Any]) -> PartShown:
    waits = row.state == PartState.PENDING
    return PartShown(
        organisation=row.organisation_code,
        readings=row.readings,
        state=row.state,
        approved_by=list(words_of(row.needs)),
        waits_for=words_of(awaited(row.needs, row.approvals))[0] if waits else None,
        reviewer=person(row.reviewer_id, row.reviewer_name),
        reviewed_at=row.reviewed_at,
        reason=row.reason,
        reviews=[shown_act(act) for act in acts],
    )


def summary_fields(head: Any, seen: Any) -> dict[str, Any]:
    """The fields of a summary from its row and the row of the states of its visible parts."""
    states = PartStates.model_validate(seen)
    whole = states.pending + states.approved + states.returned == head.parts
    return {
        "id": head.id,
        "sender": PersonShown(id=head.sender_id, name=head.sender_name),
        "note": head.note,
        "mode": head.mode,
        "correction_reason": head.correction_reason,
        "received_at": head.received_at,
        "counts": CountsShown.model_validate(head) if whole else None,
        "part_states": states,
    }
