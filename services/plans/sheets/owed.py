"""What one unit owes across plans, and where the plans ask for the same figure, as tables."""

from collections.abc import Mapping

from services.kernel.tables_out import Book, Cell, Column, Sheet
from services.plans.domain.overlaps import Kind
from services.plans.schemas.owed import BoundBy, OverlapShown, OverlapSide, OwedShown, OwedUnder
from services.plans.sheets.words import BEARING, ROLE, beside, both, deadline_cell, translated

PLAN = Column("方案", "Plan", 24, merged=True)
BINDS = Column("当日效力", "Whether it binds", 16, merged=True)
VIA = Column("经由", "Through", 14)
PLACE = Column("依据位置", "Place in the text", 14)
ROLES = Column("角色", "Role", 14)
ASSIGNMENTS = (PLAN, BINDS, Column("措施", "Measure", 40), ROLES, VIA, PLACE)
DUTIES = (PLAN, BINDS, Column("职责", "Duty", 56), ROLES, Column("共同单位", "Together with", 22), VIA, PLACE)
TARGETS = (
    PLAN,
    BINDS,
    Column("目标", "Target", 42),
    Column("目标值", "Line", 22),
    Column("时限", "Deadline", 16),
    Column("由何承担", "Bound by", 20),
    PLACE,
)
OVERLAPS = (
    Column("类别", "Kind", 14, merged=True),
    Column("均有效", "Both bind", 8),
    Column("一方", "One side", 34),
    Column("另一方", "The other", 34),
    Column("说明", "Explanation", 60),
)
TABLE = (
    Column("类别", "Kind", 10),
    Column("方案", "Plan", 14),
    Column("修订", "Revision", 6),
    Column("当日效力", "Whether it binds", 16),
    Column("内容", "What", 40),
    ROLES,
    Column("目标值", "Line", 22),
    Column("时限", "Deadline", 16),
    VIA,
    PLACE,
)
_KIND: Mapping[Kind, str] = {
    Kind.DUPLICATE: "重复\nDuplicate",
    Kind.CONFLICT: "冲突\nConflict",
    Kind.NESTED: "范围相套\nNested",
    Kind.DIFFERENT_LEADS: "牵头不一\nDifferent leads",
}
Rows = list[list[Cell]]


def owed_book(owed: OwedShown) -> Book:
    sheets = (
        Sheet("任务分工", _heading(owed, "任务分工", "Assignments"), ASSIGNMENTS, _assignments(owed)),
        Sheet("职责", _heading(owed, "职责", "Duties"), DUTIES, _duties(owed)),
        Sheet("目标", _heading(owed, "目标", "Targets"), TARGETS, _targets(owed)),
        Sheet("冲突与重复", _heading(owed, "冲突与重复", "Conflicts and duplicates"), OVERLAPS, _overlaps(owed)),
    )
    return Book(f"{owed.name.zh} · 责任清单", owed.on, sheets)


def owed_rows(owed: OwedShown) -> Rows:
    """Assignments, duties, targets and overlaps in one table for a program."""
    rows: Rows = [row for plan in owed.plans for row in _under(owed, plan)]
    for one in owed.overlaps:
        plans, places = f"{one.first.plan} / {one.second.plan}", f"{one.first.place} / {one.second.place}"
        rows.append([one.kind.value, plans, "", _yes(one), _told(one), "", "", "", "", places])
    return rows


def _under(owed: OwedShown, plan: OwedUnder) -> Rows:
    head: list[Cell] = [plan.plan, plan.revision, BEARING[plan.bearing]]
    rows: Rows = [
        ["任务 assignment", *head, both(one.measure_title), ROLE[one.role], "", "", _via(owed, one.via), one.place]
        for one in plan.assignments
    ]
    rows += [
        ["职责 duty", *head, both(one.summary), ROLE[one.own_role], "", "", _via(owed, one.via), one.place]
        for one in plan.duties
    ]
    for one in plan.targets:
        asked: list[Cell] = [both(one.statement), _roles(one.bound_by), both(one.line_text), deadline_cell(one)]
        rows.append(["目标 target", *head, *asked, _through(owed, one.bound_by), one.place])
    return rows


def _heading(owed: OwedShown, zh: str, en: str) -> list[str]:
    return [f"{owed.name.zh}　{zh}", beside(owed.name, en), f"{owed.on} 的情形 · As of {owed.on}"]


def _plan(plan: OwedUnder) -> list[Cell]:
    lines = [plan.title.zh, plan.number or "", plan.title.en if translated(plan.title) else ""]
    return ["\n".join(filter(None, lines)), BEARING[plan.bearing]]


def _assignments(owed: OwedShown) -> Rows:
    return [
        [*_plan(plan), both(one.measure_title), ROLE[one.role], _via(owed, one.via), one.place]
        for plan in owed.plans
        for one in plan.assignments
    ]


def _duties(owed: OwedShown) -> Rows:
    return [
        [*_plan(plan), both(one.summary), ROLE[one.own_role], "、".join(one.partners), _via(owed, one.via), one.place]
        for plan in owed.plans
        for one in plan.duties
    ]


def _targets(owed: OwedShown) -> Rows:
    rows: Rows = []
    for plan in owed.plans:
        for one in plan.targets:
            bound = _roles(one.bound_by) + _marked(_through(owed, one.bound_by))
            rows.append([*_plan(plan), both(one.statement), both(one.line_text), deadline_cell(one), bound, one.place])
    return rows


def _overlaps(owed: OwedShown) -> Rows:
    return [[_KIND[one.kind], _yes(one), _side(one.first), _side(one.second), _told(one)] for one in owed.overlaps]


def _told(one: OverlapShown) -> str:
    return f"{one.explanation.zh}\n{one.explanation.en}"


def _yes(one: OverlapShown) -> str:
    return "是 yes" if one.binding else "否，仅供参考\nfor information"


def _side(side: OverlapSide) -> str:
    return f"{side.title.zh}\n{side.place}（{side.target}）\n{both(side.line_text)}\n{side.deadline or ''}".rstrip()


def _roles(bound: list[BoundBy]) -> str:
    return "\n".join(dict.fromkeys(ROLE[one.role] if one.role else "职责 Duty" for one in bound))


def _through(owed: OwedShown, bound: list[BoundBy]) -> str:
    return "、".join(dict.fromkeys(_via(owed, one.via) for one in bound if one.via))


def _via(owed: OwedShown, code: str | None) -> str:
    """The name of whom the plan means the unit by."""
    return next((one.name.zh for one in owed.through if one.organisation == code), code or "")


def _marked(via: str) -> str:
    return f"（{via}）" if via else ""
