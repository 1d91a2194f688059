"""Only what is in force binds: whether a plan or a dated rule grounds anything on a day, and if not, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.audit.domain.closed_document import Node
from services.audit.domain.grounds import Text
from services.audit.domain.outcome_ladder import Ladder, ladder_from
from services.audit.domain.standard import Standard

IN_FORCE = "in_force"

REASONS: Mapping[str, Text] = {
    "standard_not_in_force": Text(
        "该标准在评估基准日尚未施行", "the standard was not yet in force on the day assessed"
    ),
    "plan_not_in_force": Text("该方案在评估基准日不具有效力", "the plan was not in force on the day assessed"),
    "plan_superseded": Text(
        "该方案在评估基准日已被替代", "another plan had taken the place of this one on the day assessed"
    ),
    "plan_withdrawn": Text("该方案在评估基准日已被撤回", "the plan had been withdrawn on the day assessed"),
    "plan_date_unconfirmed": Text(
        "方案日期系推断，尚未经授权人员确认", "the date of the plan is inferred and nobody has confirmed it yet"
    ),
    "plan_elsewhere": Text("该方案不适用于被评估的机构", "the plan does not hold for the organisation assessed"),
}
"""Why an assessment is for information only and grounds no finding, by code."""


@dataclass(frozen=True)
class PlanEnding:
    """How a plan ended, superseded or withdrawn; it binds nobody from `takes_effect_on` on."""

    status: str
    takes_effect_on: date


_KEYS = "code title document_number in_force_from source confidence triggers aggravations rewards outcomes"


@dataclass(frozen=True)
class DatedRule:
    """A rule of procedure: what it is, from which day it holds, and how we know; what gives rise to a case of
    accountability under it, and what may come of one."""

    code: str
    title: Text
    document_number: str
    in_force_from: date
    source: str
    triggers: Mapping[str, Text]
    aggravations: Mapping[str, Text]
    rewards: Mapping[str, Text]
    outcomes: Ladder


def dated_rule_from(document: Mapping[str, object]) -> DatedRule:
    """Reads a rule's document. Raises StandardRefused(path, reason) at the first fault."""
    top = Node("", document).closed(_KEYS)
    top["confidence"].exactly("verified")
    try:
        day = date.fromisoformat(top["in_force_from"].text())
    except ValueError:
        top["in_force_from"].refuse("must be a date, YYYY-MM-DD")
    return DatedRule(
        top["code"].text(),
        _words(top["title"]),
        top["document_number"].text(),
        day,
        top["source"].text(),
        _words_by_code(top["triggers"]),
        _words_by_code(top["aggravations"]),
        _words_by_code(top["rewards"]),
        ladder_from(top["outcomes"]),
    )


def _words_by_code(node: Node) -> Mapping[str, Text]:
    return {code: _words(each) for code, each in node.mapping().items()}


def _words(node: Node) -> Text:
    said = node.closed("zh en")
    return Text(said["zh"].text(), said["en"].text())


def rule_in_force(rules: Sequence[DatedRule], day: date) -> DatedRule | None:
    """The newest rule that holds on the day."""
    there = [rule for rule in rules if rule.in_force_from <= day]
    return max(there, key=lambda rule: rule.in_force_from, default=None)


def plan_in_force(document: Mapping[str, Any], day: date, ending: PlanEnding | None = None) -> bool:
    """A plan binds from its day on, whatever its last phase says, until it ends or a revision takes its status away."""
    since = document["in_force_from"]
    begun = document["legal_status"] == IN_FORCE and since is not None and date.fromisoformat(since) <= day
    return bool(begun and not _ended(ending, day))


def _ended(ending: PlanEnding | None, day: date) -> bool:
    return ending is not None and ending.takes_effect_on <= day


def why_not_binding(
    standard: Standard | None,
    document: Mapping[str, Any] | None,
    path: str,
    jurisdiction_path: str | None,
    day: date,
    ending: PlanEnding | None = None,
) -> tuple[str, ...]:
    """Codes of REASONS; none where findings may be made. `path` is that of the organisation assessed."""
    reasons = []
    if standard is not None and day < standard.in_force_from.date:
        reasons.append("standard_not_in_force")
    if document is not None and not plan_in_force(document, day):
        reasons.append("plan_not_in_force")
    elif ending is not None and _ended(ending, day):
        reasons.append(f"plan_{ending.status}")
    if document is not None and document.get("document", {}).get("date_certainty") == "inferred":
        reasons.append("plan_date_unconfirmed")
    if document is not None and not covers(jurisdiction_path, path):
        reasons.append("plan_elsewhere")
    return tuple(reasons)


def covers(above: str | None, path: str) -> bool:
    """Whether a path is the other one or lies below it."""
    return above is not None and (path == above or path.startswith(above + "/"))
