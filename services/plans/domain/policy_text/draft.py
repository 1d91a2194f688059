"""What was read from a document: a plan with gaps, each field with its place, and the defects found."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from services.plans.domain.policy_text.source import Span
from services.plans.domain.words import (
    AssignmentRole,
    Certainty,
    DeadlineCertainty,
    LegalStatus,
    OwnRole,
    TargetKind,
)
from services.yardsticks.words import Comparison

# How sure a reading is. Few steps, each with a meaning: more digits would claim a measurement that nobody made.
PRINTED = 1.0  # printed in so many words, in a form that leaves no other reading
BY_RULE = 0.9  # follows from a form or rule of the document that is nearly always meant so
INHERITED = 0.8  # taken over from the sentence, section or phase around it
ASSUMED = 0.6  # the likeliest of several readings
DOUBTFUL = 0.3  # damaged, or a guess that a person must look at


@dataclass(frozen=True, slots=True)
class Read:
    """Where a field was read, how sure that is, and by which rule (a stable word such as lead_of_bracket)."""

    span: Span
    confidence: float
    rule: str


Reads = Mapping[str, Read]
"""By the name of a field how it was read; a field that is not there was not read."""


@dataclass(frozen=True, slots=True)
class Defect:
    """Something damaged or lost in the document; flagged, never repaired. `code` is a word of `defect_words`."""

    code: str
    span: Span


@dataclass(frozen=True, slots=True)
class DraftAssignment:
    """A unit's part in a measure; `name` is as printed, without the mark of its role."""

    name: str
    role: AssignmentRole
    read: Reads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftMeasure:
    """`number` is as printed (3, (三)), `title` its heading or first sentence, `span` all that belongs to it.

    `said` and `due` are of the row of a table: the cells that say what is asked, and the one that says until when.
    """

    code: str
    number: str | None
    title: str
    span: Span
    assignments: tuple[DraftAssignment, ...] = ()
    open_ended_roles: tuple[AssignmentRole, ...] = ()
    read: Reads = field(default_factory=dict)
    said: tuple[Span, ...] = ()
    due: Span | None = None


@dataclass(frozen=True, slots=True)
class DraftProgramme:
    code: str
    number: str | None
    title: str
    span: Span
    measures: tuple[DraftMeasure, ...]
    read: Reads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftPhase:
    """实施阶段; days are None where the document gives none or a damaged one."""

    code: str
    title: str
    starts_on: date | None
    ends_on: date | None
    span: Span
    read: Reads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftGuarantee:
    code: str
    title: str
    span: Span
    read: Reads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftDuty:
    """A duty clause; `partners` as printed, `unnamed_partners` where it says 有关部门 and the like."""

    text: str
    own_role: OwnRole
    mixed: bool
    partners: tuple[str, ...]
    unnamed_partners: bool
    span: Span
    read: Reads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftUnit:
    """A unit with its list of duties; `name` is None where the document has lost it."""

    key: str
    name: str | None
    duties: tuple[DraftDuty, ...]
    span: Span
    read: Reads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DraftTarget:
    """One quantity, population, value and deadline. A value that is lost is None and its certainty `lost`.

    `measure`, `phase` and `responsible_unit` are codes of the draft. `condition` is a clause that says of whom it is
    asked (3000人以上规模的小区), as printed.
    """

    code: str
    statement: str
    kind: TargetKind
    comparison: Comparison | None
    value: Decimal | None
    upper: Decimal | None
    unit: str | None
    population: str | None
    condition: str | None
    deadline: date | None
    deadline_text: str | None
    deadline_certainty: DeadlineCertainty
    certainty: Certainty
    span: Span
    measure: str | None = None
    phase: str | None = None
    responsible_unit: str | None = None
    restates: str | None = None
    read: Reads = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StatedRule:
    """A rule that the document states once for all brackets: a word such as first_is_lead, and where it stands."""

    rule: str
    span: Span


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan as read. `title` to `legal_status` are None where the document does not say."""

    title: str | None = None
    issuer: str | None = None
    number: str | None = None
    dated: date | None = None
    dated_as_printed: str | None = None
    legal_status: LegalStatus | None = None
    text_kind: str = "plan"
    phases: tuple[DraftPhase, ...] = ()
    programmes: tuple[DraftProgramme, ...] = ()
    measures: tuple[DraftMeasure, ...] = ()
    guarantees: tuple[DraftGuarantee, ...] = ()
    units: tuple[DraftUnit, ...] = ()
    targets: tuple[DraftTarget, ...] = ()
    rules: tuple[StatedRule, ...] = ()
    defects: tuple[Defect, ...] = ()
    read: Reads = field(default_factory=dict)
