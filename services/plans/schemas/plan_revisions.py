"""The revisions of a plan, and what differs between two of them."""

from datetime import datetime
from typing import Any

from pydantic import Field

from services.kernel.fields import Bilingual, Day, Shown
from services.plans.domain.revision_changes.change import ChangeKind, Part
from services.plans.schemas.plan_answers import PlanCounts


class RevisionListed(Shown):
    """A published revision: from which day, why, by whose account, and what it holds.

    `imported_by` brought it here from another system, where `published_by` published it.
    """

    revision: int
    published_on: Day
    reason: str
    published_by: str
    recorded_at: datetime
    imported_by: str | None
    counts: PlanCounts


class Said(Shown):
    """A text of ours in Chinese and in English."""

    zh: str
    en: str


class Compared(Shown):
    """One side of a comparison; a draft has no day of publication and no reason."""

    revision: int
    published_on: Day | None
    reason: str | None


class ChangeShown(Shown):
    """One change. `within` is the programme, measure or unit it stands in now; `field` null where an item came or went.

    `before` and `after` are the values of the field, the places of what moved, or the whole item.
    一处变动：before 与 after 为该项的前后取值，移动时为前后位置，增删时为整项内容。
    """

    part: Part
    kind: ChangeKind
    field: str | None
    code: str
    within: str | None
    place: str | None
    title: Bilingual | None
    before: Any
    after: Any
    sentence: Said


class Comparison(Shown):
    """What became of the plan between two revisions; empty where both say the same.

    两个修订版之间的全部变动；内容相同时为空。
    """

    plan: str
    title: Bilingual
    before: Compared
    after: Compared
    total: int
    counts: dict[str, int] = Field(description="changes by part · 各类变动数")
    changes: list[ChangeShown]
