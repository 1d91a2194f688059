"""Assignments across plans, and the matrix of who owes what in one."""

from services.kernel.fields import Bilingual, Shown
from services.plans.domain.words import AssignmentRole
from services.plans.schemas.plan_answers import PlanState
from services.plans.schemas.plan_standing import StandingShown
from services.plans.schemas.plan_units import Duty


class AssignmentShown(Shown):
    """One unit's part in a measure of a published revision of a plan: the newest, or that of the day asked about.

    `via` is the collective that the plan names, where it means the organisation asked about. `joint` marks a shared
    lead, `open_ended` a list that ends in 等.
    """

    plan: str
    revision: int
    measure: str
    measure_title: Bilingual
    organisation: str
    via: str | None
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
    """`measures` in the order of the plan; `units` are those the plan gives duty clauses.

    责任分解表：measures 按方案顺序列出措施，units 为方案另列职责的单位。
    """

    plan: str
    title: Bilingual
    state: PlanState
    measures: list[MeasureRow]
    units: list[UnitRow]
