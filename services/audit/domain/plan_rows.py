"""Assessed targets as rows, and the tree of their verdicts as the summary of an assessment."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from services.audit.domain.case_results import ResultRow
from services.audit.domain.measured_rows import decimal, exact, figure_json, measured_json, shown
from services.audit.domain.plan_targets import PlanTarget
from services.audit.domain.rollup import Node
from services.audit.domain.target_rules import TargetAssessment

_NOTHING_MEASURED: Mapping[str, Any] = {
    "period": None,
    "value": None,
    "exact": None,
    "low": None,
    "high": None,
    "distance": None,
    "distance_exact": None,
    "concerned": 0,
    "failing": [],
    "failing_count": 0,
    "undecided": [],
    "undecided_count": 0,
    "missing": [],
    "missing_count": 0,
}


def target_row(
    jurisdiction: str, target: PlanTarget, assessed: TargetAssessment, rests_on: Mapping[str, Any] | None
) -> ResultRow:
    """One target; what it was measured by stands in the plan's revision, which the assessment pins.

    `rests_on` is the assessment of a standard that the target takes its verdict from.
    """
    measured = assessed.measurement
    return ResultRow(
        kind="target",
        organisation=jurisdiction,
        stage=None,
        criterion=target.rule.code,
        verdict=assessed.verdict.value,
        borderline=assessed.borderline,
        value=None if measured is None else decimal(measured.value),
        exact=None if measured is None else exact(measured.value),
        line=None if measured is None else decimal(measured.line),
        reason=assessed.reason,
        detail={**_detail(target, assessed), "rests_on": rests_on},
    )


def _detail(target: PlanTarget, assessed: TargetAssessment) -> Mapping[str, Any]:
    rule, measured = target.rule, assessed.measurement
    figures = dict(_NOTHING_MEASURED) if measured is None else dict(measured_json(measured))
    return figures | {
        "code": rule.code,
        "statement": target.statement,
        "place": target.place,
        "measure": target.measure,
        "kind": target.kind,
        "comparison": target.comparison,
        "unit": target.unit,
        "certainty": target.certainty,
        "deadline": None if rule.deadline is None else rule.deadline.isoformat(),
        "deadline_text": target.deadline_text,
        "deadline_certainty": target.deadline_certainty,
        "deadline_state": assessed.deadline_state.value,
        "overdue": assessed.overdue,
        "late": assessed.late,
        "restates": rule.restates,
        "verdict": assessed.verdict.value,
        "reason": assessed.reason,
        "borderline": assessed.borderline,
        "line": shown(rule.demand.value) if measured is None else shown(measured.line),
        "upper": shown(rule.demand.upper),
        "failed_periods": list(assessed.failed_periods),
        "trend": [figure_json(point) for point in assessed.trend],
        "units": [asdict(unit) for unit in target.units],
    }


def nodes_json(
    node: Node, titles: Mapping[tuple[str, str], Mapping[str, str]], parent: Node | None = None
) -> list[Mapping[str, Any]]:
    """The tree, flattened from the top; `titles` by kind and code of plan, programme or measure."""
    return [
        {
            "kind": node.kind.value,
            "code": node.code,
            "title": titles[node.kind.value, node.code],
            "parent": None if parent is None else parent.code,
            "parent_kind": None if parent is None else parent.kind.value,
            "verdict": None if node.verdict is None else node.verdict.value,
            "targets": node.targets,
            "met": node.met,
            "not_met": node.not_met,
            "cannot_decide": node.cannot_decide,
            "overdue": node.overdue,
            "not_assessable": node.not_assessable,
            "borderline": node.borderline,
            "failing": list(node.failing),
            "undecided": list(node.undecided),
        },
        *(line for below in node.branches for line in nodes_json(below, titles, node)),
    ]
