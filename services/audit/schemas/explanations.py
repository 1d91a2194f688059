"""The answer to "why": one result with its clause, its line, its formula and every reading behind it."""

from datetime import date, datetime

from services.audit.schemas.common import Actor, Figure, Named, Words
from services.audit.schemas.standards import ClauseShown, ConfirmationShown
from services.kernel.fields import Shown


class RestsOn(ClauseShown):
    """A clause the result rests on, and who answers for its text where no source does."""

    confirmation: ConfirmationShown | None


class LineShown(Shown):
    """The line in force for the stage; `floor` only where the school rule sets one."""

    standard: str
    version: str
    document_number: str
    in_force_from: date
    stage: str
    comparison: str
    line: Figure
    floor: Figure | None
    unit: Words | None


class TermShown(Shown):
    item: str
    coefficient: Figure
    value: Figure | None
    reading: int | None


class SplitStage(Shown):
    stage: str
    weight: Figure
    pupils: Figure | None
    reading: int | None


class SplitShown(Shown):
    """How the stages of the school share what is reported for the whole; `exact` is this stage's share as "n/d"."""

    exact: str | None
    stages: list[SplitStage]


class FormulaShown(Shown):
    """per × Σ coefficient × value × share ÷ pupils. `low` and `high` bound the value as "n/d"; null is no bound."""

    text: Words
    terms: list[TermShown]
    split: SplitShown | None
    per: Figure
    pupils: TermShown
    value: Figure | None
    exact: str | None
    low: str
    high: str | None


class CarrierShown(Shown):
    """A school's share of the squared coefficient."""

    organisation: Named
    pupils: Figure
    value: Figure
    share: Figure
    share_exact: str
    explanation: str


class ComparisonShown(Shown):
    """Coefficients are rounded for display; the squares are exact "n/d". `carried_by` lists all schools, most first."""

    text: Words
    coefficient: Figure | None
    squared: str | None
    unweighted: Figure | None
    unweighted_squared: str | None
    low_squared: str | None
    high_squared: str | None
    limit: Figure
    mean: str | None
    parts: int
    missing: list[str]
    reason: str | None
    carried_by: list[CarrierShown]


class PartShown(Shown):
    """The school's stage under the school rule."""

    verdict: str | None
    reason: str | None
    missed: list[str]
    undecided: list[str]


class VersionShown(Shown):
    """One reading of a datum. `state` as of the snapshot: approved, returned or pending."""

    reading: int
    value: Figure | None
    unknown_reason: str | None
    correction_reason: str | None
    state: str
    submission: str
    sender: Actor
    received_at: datetime
    reviewer: Actor | None
    reviewed_at: datetime | None
    review_reason: str | None


class DatumShown(Shown):
    """A datum the result was computed from. `used` is null where nothing was approved; `history` is oldest first."""

    indicator: str
    title: Words
    unit: str
    used: VersionShown | None
    history: list[VersionShown]


class ExplanationShown(Shown):
    """Everything as of the snapshot the assessment pinned."""

    assessment: str
    kind: str
    organisation: Named
    stage: str
    criterion: str
    title: Words
    period: str
    as_of: date
    snapshot_version: int
    engine_version: str
    plan: str | None
    plan_revision: int | None
    verdict: str | None
    borderline: bool
    why: Words
    clause: RestsOn
    rests_on: list[RestsOn]
    line: LineShown
    formula: FormulaShown | None
    comparison: ComparisonShown | None
    school_rule: PartShown | None
    shortage: str | None
    readings: list[DatumShown]
    paragraph: Words
