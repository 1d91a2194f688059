"""What a statement holds: drawn from a plan, and as answers to objections amend it."""

from collections.abc import Mapping, Sequence

from services.kernel.fields import Bilingual
from services.plans.domain.asked_in_year import asked_in
from services.plans.domain.words import AssignmentRole, DeadlineCertainty
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_head import PlanHead
from services.plans.schemas.statement_content import (
    Amendment,
    AssignmentLine,
    DutyLine,
    StatementContent,
    StruckLine,
    TargetLine,
)
from services.plans.use_cases.owed_parts import OwedParts

_ROLES = (AssignmentRole.LEAD, AssignmentRole.RESPONSIBLE, AssignmentRole.COOPERATING)
_UNDATED = frozenset({DeadlineCertainty.LOST, DeadlineCertainty.AMBIGUOUS})
Line = AssignmentLine | DutyLine | TargetLine


def drawn_content(
    plan: PlanDocument, head: PlanHead, parts: OwedParts, year: int, names: tuple[Bilingual, Bilingual]
) -> StatementContent:
    """`names` are the unit's and the issuer's. Assignments by role, each role in the order of the plan."""
    asked = {target.code: found for target in plan.targets if (found := asked_in(target, year))}
    by_role = sorted(parts.assignments, key=lambda one: _ROLES.index(one.role))
    return StatementContent(
        plan=head,
        organisation_name=names[0],
        issued_by_name=names[1],
        assignments=[
            AssignmentLine(line="/".join(["assignment", one.measure, one.role.value, *_via(one.via)]), **dict(one))
            for one in by_role
        ],
        duties=[DutyLine(line=f"duty/{one.code}", **dict(one)) for one in parts.duties],
        targets=[
            TargetLine(line=f"target/{one.code}", asked=asked[one.code], **dict(one))
            for one in parts.targets
            if one.code in asked
        ],
        undated=[one for one in parts.targets if one.deadline_certainty in _UNDATED and one.code not in asked],
    )


def _via(via: str | None) -> list[str]:
    return [] if via is None else [via]


def amended_content(content: StatementContent, amendments: Sequence[Amendment], version: int) -> StatementContent:
    """The next version: struck lines are taken out and listed, others worded anew beside what the plan says."""
    by_line = {one.line: one for one in amendments}
    struck = [
        StruckLine(line=code, said=_said(line), version=version)
        for code, line in content.lines.items()
        if code in by_line and by_line[code].struck
    ]
    return content.model_copy(
        update={
            "assignments": [_amended(one, by_line) for one in content.assignments if not _struck(one, by_line)],
            "duties": [_amended(one, by_line) for one in content.duties if not _struck(one, by_line)],
            "targets": [_amended(one, by_line) for one in content.targets if not _struck(one, by_line)],
            "struck": [*content.struck, *struck],
        }
    )


def _struck(line: Line, by_line: Mapping[str, Amendment]) -> bool:
    return line.line in by_line and by_line[line.line].struck


def _amended(line: Line, by_line: Mapping[str, Amendment]) -> Line:
    found = by_line.get(line.line)
    return line if found is None else line.model_copy(update={"reads": found.reads})


def _said(line: Line) -> Bilingual:
    if isinstance(line, AssignmentLine):
        return line.measure_title
    return line.summary if isinstance(line, DutyLine) else line.statement
