"""The responsibility matrix of a plan, 责任分解表: by measure, by unit, by target."""

from collections.abc import Sequence
from datetime import date

from services.kernel.tables_out import Book, Cell, Column, Sheet
from services.plans.domain.words import AssignmentRole, DateCertainty, OwnRole
from services.plans.schemas.assignments import MeasureRow, ResponsibilityMatrix, UnitNamed, UnitRow
from services.plans.schemas.plan_units import Duty
from services.plans.schemas.target_brief import TargetBrief
from services.plans.sheets.words import (
    ROLE,
    UNCONFIRMED,
    UNPUBLISHED,
    beside,
    both,
    deadline_cell,
    status_words,
    target_cell,
    translated,
)

NUMBER = Column("序号", "No.", 6)
MEASURES = (
    NUMBER,
    Column("工程", "Programme", 16, merged=True),
    Column("措施", "Measure", 26),
    Column("牵头单位", "Lead", 18),
    Column("配合单位", "Cooperating", 28),
    Column("责任单位", "Responsible", 20),
    Column("目标与时限", "Targets and deadlines", 44),
    Column("依据位置", "Place in the text", 12),
)
DUTIES = (
    NUMBER,
    Column("单位", "Unit", 24, merged=True),
    Column("职责", "Duty", 60),
    Column("本单位角色", "Its role", 16),
    Column("共同单位", "Together with", 30),
    Column("依据位置", "Place in the text", 14),
)
TARGETS = (
    NUMBER,
    Column("代码", "Code", 8),
    Column("目标", "Target", 44),
    Column("目标值", "Line", 22),
    Column("时限", "Deadline", 16),
    Column("对象", "Population", 24),
    Column("措施或单位", "Measure or unit", 26),
    Column("依据位置", "Place in the text", 12),
)
TABLE = (
    Column("类别", "Kind", 8),
    *MEASURES[:2],
    Column("措施、职责或目标", "Measure, duty or target", 26),
    *MEASURES[3:],
    Column("方案", "Plan", 12),
    Column("修订", "Revision", 6),
    Column("法律状态", "Legal status", 12),
)
_NO_PROGRAMME = "—"
Rows = list[list[Cell]]


def matrix_book(matrix: ResponsibilityMatrix) -> Book:
    """Three sheets, each of which says what the plan is and whether it binds."""
    dated = matrix.state.published_on or matrix.in_force_from or date(2000, 1, 1)
    sheets = (
        Sheet("责任分解表", _heading(matrix, "责任分解表", "Responsibility matrix"), MEASURES, _measures(matrix)),
        Sheet("单位职责", _heading(matrix, "单位职责", "Duties by unit"), DUTIES, _duties(matrix.units)),
        Sheet("目标", _heading(matrix, "目标", "Targets"), TARGETS, _targets(matrix)),
    )
    return Book(f"{matrix.title.zh} · 责任分解表", dated, sheets)


def matrix_rows(matrix: ResponsibilityMatrix) -> Rows:
    """All three in one table for a program: measures, duty clauses, and targets that hang on no measure."""
    tail: list[Cell] = [matrix.plan, matrix.state.revision, _standing(matrix)]
    loose = [target for target in matrix.targets if target.measure is None]
    rows: Rows = [["措施 measure", *row, *tail] for row in _measures(matrix)]
    clauses = [(unit, duty) for unit in matrix.units for duty in unit.duties]
    for number, (unit, duty) in enumerate(clauses, start=1):
        owner = both(unit.name)
        cooperates = duty.own_role is OwnRole.COOPERATING
        partners = "、".join([*([owner] if cooperates else []), _partners(duty)])
        named = ["", partners.strip("、"), "" if cooperates else owner]
        rows.append(["职责 duty", number, _NO_PROGRAMME, both(duty.summary), *named, "", duty.place, *tail])
    for number, target in enumerate(loose, start=1):
        said = [both(target.statement), "", "", "", target_cell([target]), target.place]
        rows.append(["目标 target", number, _NO_PROGRAMME, *said, *tail])
    return rows


def _heading(matrix: ResponsibilityMatrix, zh: str, en: str) -> list[str]:
    published = matrix.state.published_on
    state = (
        f"第 {matrix.state.revision} 修订版，{published} 发布 · Revision {matrix.state.revision}, published {published}"
    )
    number = f"文号 No. {matrix.number}" if matrix.number else "无文号 No document number"
    return [
        f"{matrix.title.zh}　{zh}",
        beside(matrix.title, en),
        f"{number}　　{_standing(matrix)}",
        state if published else UNPUBLISHED,
    ]


def _standing(matrix: ResponsibilityMatrix) -> str:
    words = [status_words(matrix.legal_status, matrix.in_force_from)]
    words += [UNCONFIRMED] if matrix.date_certainty is DateCertainty.INFERRED else []
    words += [] if matrix.state.published_on else [UNPUBLISHED]
    return "；".join(words)


def _measures(matrix: ResponsibilityMatrix) -> Rows:
    by_measure: dict[str, list[TargetBrief]] = {}
    for target in matrix.targets:
        by_measure.setdefault(target.measure or "", []).append(target)
    return [
        [
            number,
            both(row.programme_title) or _NO_PROGRAMME,
            both(row.title),
            _units(row, row.lead, AssignmentRole.LEAD),
            _units(row, row.cooperating, AssignmentRole.COOPERATING),
            _units(row, row.responsible, AssignmentRole.RESPONSIBLE),
            target_cell(by_measure.get(row.measure, ())),
            row.place,
        ]
        for number, row in enumerate(matrix.measures, start=1)
    ]


def _units(row: MeasureRow, units: Sequence[UnitNamed], role: AssignmentRole) -> str:
    """With 等 where the list is open-ended in the source."""
    if not units:
        return ""
    more = role in row.open_ended_roles
    zh = "、".join(unit.name.zh for unit in units) + ("等" if more else "")
    if not any(translated(unit.name) for unit in units):
        return zh
    return f"{zh}\n{'; '.join(unit.name.en for unit in units)}{' and others' if more else ''}"


def _duties(units: Sequence[UnitRow]) -> Rows:
    clauses = [(unit, duty) for unit in units for duty in unit.duties]
    return [
        [number, both(unit.name), both(duty.summary), ROLE[duty.own_role], _partners(duty), duty.place]
        for number, (unit, duty) in enumerate(clauses, start=1)
    ]


def _partners(duty: Duty) -> str:
    return "、".join([*duty.partners, *(["有关部门 others unnamed"] if duty.unnamed_partners else [])])


def _targets(matrix: ResponsibilityMatrix) -> Rows:
    titles = {row.measure: row.title for row in matrix.measures}
    units = {unit.unit: unit.name for unit in matrix.units}
    return [
        [
            number,
            target.code,
            both(target.statement),
            both(target.line_text),
            deadline_cell(target),
            both(target.population),
            both(titles.get(target.measure or "") or units.get(target.responsible_unit or "")),
            target.place,
        ]
        for number, target in enumerate(matrix.targets, start=1)
    ]
