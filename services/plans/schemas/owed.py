"""Everything one unit owes across plans, and where the plans ask for the same figure."""

from datetime import date

from services.kernel.fields import Bilingual, Day, Shown
from services.plans.domain.bearing import Bearing
from services.plans.domain.overlaps import Kind
from services.plans.domain.stricter_line import Which
from services.plans.domain.words import AssignmentRole, OwnRole
from services.plans.schemas.plan_head import PlanHead
from services.plans.schemas.target_brief import TargetBrief


class OwedAssignment(Shown):
    """A part in a measure. `via` is whom the plan names where that is not the unit itself but means it."""

    programme: str | None
    programme_title: Bilingual | None
    measure: str
    measure_title: Bilingual
    role: AssignmentRole
    via: str | None
    name_in_source: str | None
    joint: bool
    open_ended: bool
    place: str


class OwedDuty(Shown):
    """A duty clause; `unit` is its key in the plan."""

    unit: str
    code: str
    summary: Bilingual
    own_role: OwnRole
    via: str | None
    mixed: bool
    partners: list[str]
    unnamed_partners: bool
    place: str


class BoundBy(Shown):
    """What binds a target to the unit: its part in the measure, or the duty list that states the target."""

    measure: str | None
    unit: str | None
    role: AssignmentRole | OwnRole | None
    via: str | None


class OwedTarget(TargetBrief):
    bound_by: list[BoundBy]


class OwedUnder(PlanHead):
    """What one plan lays on the unit."""

    assignments: list[OwedAssignment]
    duties: list[OwedDuty]
    targets: list[OwedTarget]


class Told(Shown):
    """A text in both languages, of any length."""

    zh: str
    en: str


class OverlapSide(Shown):
    """One of the two targets, where it stands, and whom its plan names as lead."""

    plan: str
    title: Bilingual
    revision: int
    bearing: Bearing
    target: str
    place: str
    statement: Bilingual
    line_text: Bilingual
    deadline: Day | None
    leads: list[str]


class OverlapShown(Shown):
    """Two plans, one figure. `binding` says that both bind; `stricter` is null where neither asks more throughout.

    两份方案针对同一指标；binding 表示两者均现行有效；stricter 为更严的一方，不能判定时为空。
    """

    kind: Kind
    binding: bool
    first: OverlapSide
    second: OverlapSide
    value: Which
    deadline: Which
    stricter: str | None
    explanation: Told


class UnitMeant(Shown):
    """An organisation that plans name and that means the unit."""

    organisation: str
    name: Bilingual


class OwedShown(Shown):
    """`plans` in the order of their codes, those for information among them; `overlaps` the binding ones first;
    `through` are the names of all that stand under `via`.

    某单位在各方案中的全部责任；plans 含仅供参考者，overlaps 列出重复与冲突，through 为 via 所指机构的名称。
    """

    organisation: str
    name: Bilingual
    on: date
    through: list[UnitMeant]
    plans: list[OwedUnder]
    overlaps: list[OverlapShown]
