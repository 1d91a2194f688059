"""The state of a plan on a day."""

from services.kernel.fields import Bilingual, Day, Shown
from services.plans.domain.deadlines import DeadlineState, PhaseState
from services.plans.domain.words import LegalStatus
from services.plans.schemas.plan_answers import PlanState


class PhaseOfDay(Shown):
    """A phase and where it stands; `running` for none of them where the plan is between two phases or past all."""

    code: str
    title: Bilingual
    starts_on: Day | None
    ends_on: Day | None
    state: PhaseState


class TargetOfDay(Shown):
    """A target by its deadline; `days_left` is negative once it has passed, null without a deadline."""

    code: str
    statement: Bilingual
    place: str
    deadline: Day | None
    deadline_text: str | None
    deadline_state: DeadlineState
    days_left: int | None


class TargetsOfDay(Shown):
    """Targets by the state of their deadline; one that restates another is counted there and not again.

    `counts` names every state. `due_soon` and `passed` are listed by deadline.
    """

    total: int
    counts: dict[DeadlineState, int]
    due_soon: list[TargetOfDay]
    passed: list[TargetOfDay]


class PlanOfDay(Shown):
    """How a plan stands on a day: its revision and force, its phases, its targets by deadline.

    方案在某日的状态：当日修订版与效力、所处阶段、按时限归类的目标。
    """

    plan: str
    title: Bilingual
    as_of: Day
    legal_status: LegalStatus
    state: PlanState
    phases: list[PhaseOfDay]
    targets: TargetsOfDay
