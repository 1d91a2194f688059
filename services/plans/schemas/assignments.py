"""Assignments across plans, and the matrix of who owes what in one."""

from services.kernel.fields import Bilingual, Day, Shown
from services.plans.domain.words import AssignmentRole, DateCertainty, LegalStatus, Through
from services.plans.schemas.plan_answers import PlanState
from services.plans.schemas.plan_standing import StandingShown
from services.plans.schemas.plan_units import Duty
from services.plans.schemas.target_brief import TargetBrief


class AssignmentShown(Shown):
    """One unit's part in a measure of a published revision of a plan: the newest, or that of the day asked about.

    `via` is whom the plan names instead of the organisation asked about, `through` why it means it: a collective, one
    that merged into it, one that split into it and others, among whom nobody has divided the duty yet. `joint` marks a
    shared lead, `open_ended` a list that ends in 等.
    """

    plan: str
    revision: int
    measure: str
    measure_title: Bilingual
    organisation: str
    via: str | None
    through: Through | None
    name_in_source: str | None
    role: AssignmentRole
    joint: bool
    open_ended: bool
    place: str
    standing: StandingShown | None = None


class UnitNamed(Shown):
    """A unit by its code, its name and what the source calls it."""

    organisation: str
    name: Bilingual
    name_in_source: str | None


class MeasureRow(Shown):
    """A measure and its units in three columns; `programme` is null where the plan has none."""

    programme: str | None
    programme_title: Bilingual | None
    measure: str
    title: Bilingual
    place: str
    lead: list[UnitNamed]
    cooperating: list[UnitNamed]
    responsible: list[UnitNamed]
    open_ended_roles: list[AssignmentRole]


class UnitRow(UnitNamed):
    """A unit whose duties hang on no measure."""

    unit: str
    place: str
    duties: list[Duty]


class ResponsibilityMatrix(Shown):
    """`measures` in the order of the plan; `units` are those the plan gives duty clauses. `number` is the document's.

    责任分解表：measures 按方案顺序列出措施，units 为方案另列职责的单位，targets 为全部目标。
    """

    plan: str
    title: Bilingual
    number: str | None
    legal_status: LegalStatus
    in_force_from: Day | None
    date_certainty: DateCertainty
    state: PlanState
    measures: list[MeasureRow]
    units: list[UnitRow]
    targets: list[TargetBrief]
