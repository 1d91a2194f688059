"""What the targets of a plan come to together: per measure, per programme, for the plan, for a jurisdiction.

A node has the verdict of all its targets together, never an average or a percentage of them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from services.audit.domain.target_rules import TargetAssessment
from services.audit.domain.verdict import Verdict, every


class NodeKind(StrEnum):
    """辖区, 规划, 工程, 措施."""

    JURISDICTION = "jurisdiction"
    PLAN = "plan"
    PROGRAMME = "programme"
    MEASURE = "measure"


@dataclass(frozen=True)
class Branch:
    """A plan, programme or measure with what hangs on it: codes of its own targets, and smaller branches."""

    kind: NodeKind
    code: str
    targets: tuple[str, ...] = ()
    branches: tuple["Branch", ...] = ()


@dataclass(frozen=True)
class Node:
    """A branch with everything below it. Without any target its verdict is None, its reason `no_target`.

    A target that restates another is counted once, with the one it restates where both lie below. `failing` and
    `undecided` name every such target, restatements too; of a jurisdiction they name plans.
    """

    kind: NodeKind
    code: str
    verdict: Verdict | None
    reason: str | None
    targets: int
    met: int
    not_met: int
    cannot_decide: int
    overdue: int
    not_assessable: int
    borderline: int
    failing: tuple[str, ...]
    undecided: tuple[str, ...]
    branches: tuple["Node", ...]


def roll_up(branch: Branch, assessments: Mapping[str, TargetAssessment]) -> Node:
    """The branch and all below it. Raises KeyError for a target that has not been assessed."""
    below = [assessments[code] for code in dict.fromkeys(_codes(branch))]
    counted = _once(below)

    def count(holds: Callable[[TargetAssessment], bool]) -> int:
        return sum(map(holds, counted))

    return Node(
        kind=branch.kind,
        code=branch.code,
        verdict=every(each.verdict for each in below) if below else None,
        reason=None if below else "no_target",
        targets=len(counted),
        met=count(lambda each: each.verdict is Verdict.MET),
        not_met=count(lambda each: each.verdict is Verdict.NOT_MET),
        cannot_decide=count(lambda each: each.verdict is Verdict.CANNOT_DECIDE),
        overdue=count(lambda each: each.overdue),
        not_assessable=count(lambda each: each.unassessable is not None),
        borderline=count(lambda each: each.borderline),
        failing=tuple(each.code for each in below if each.verdict is Verdict.NOT_MET),
        undecided=tuple(each.code for each in below if each.verdict is Verdict.CANNOT_DECIDE),
        branches=tuple(roll_up(each, assessments) for each in branch.branches),
    )


def roll_up_plans(code: str, plans: Sequence[Node]) -> Node:
    """A jurisdiction over the plans in force there, each as `roll_up` gives it; what binds nobody is not to be passed.

    A plan without targets is among the branches and decides nothing. Raises ValueError for what is no plan.
    """
    for plan in plans:
        if plan.kind is not NodeKind.PLAN:
            raise ValueError(f"a jurisdiction is made of plans: {plan.code} is a {plan.kind.value}")
    verdicts = [plan.verdict for plan in plans if plan.verdict is not None]
    return Node(
        kind=NodeKind.JURISDICTION,
        code=code,
        verdict=every(verdicts) if verdicts else None,
        reason=None if verdicts else "no_target",
        targets=sum(plan.targets for plan in plans),
        met=sum(plan.met for plan in plans),
        not_met=sum(plan.not_met for plan in plans),
        cannot_decide=sum(plan.cannot_decide for plan in plans),
        overdue=sum(plan.overdue for plan in plans),
        not_assessable=sum(plan.not_assessable for plan in plans),
        borderline=sum(plan.borderline for plan in plans),
        failing=tuple(plan.code for plan in plans if plan.verdict is Verdict.NOT_MET),
        undecided=tuple(plan.code for plan in plans if plan.verdict is Verdict.CANNOT_DECIDE),
        branches=tuple(plans),
    )


def _codes(branch: Branch) -> Iterator[str]:
    yield from branch.targets
    for each in branch.branches:
        yield from _codes(each)


def _once(below: Sequence[TargetAssessment]) -> list[TargetAssessment]:
    """Of targets that say the same, the one the others restate, or else the first."""
    origins = {each.code: each.restates or each.code for each in below}
    return [
        next((each for each in below if each.code == origin), None)
        or next(each for each in below if origins[each.code] == origin)
        for origin in dict.fromkeys(origins.values())
    ]
