"""Tasks as they are shown on a day."""

from services.kernel.fields import Bilingual, Day, Shown
from services.kernel.paging import Page
from services.plans.domain.bearing import Bearing
from services.plans.domain.organisation import Standing
from services.plans.schemas.task_reports import TaskReportShown
from services.plans.schemas.tasks import EvidenceWanted, TaskMilestone
from services.yardsticks.task_state import TaskState


class TaskLine(Shown):
    """A task with its state on the day asked about.

    `days_left` is negative after the due day. `behind_original` holds it against the due day it was first given.
    `waits_for` are the tasks it depends on that are not finished. `reported_on` is the day of the latest report.
    `plan_standing` says whether its plan still binds; where the owner has closed, `owner_successors` stand in its place
    and somebody has to hand the task over.
    """

    code: str
    title: Bilingual
    plan: str
    plan_standing: Bearing
    measure: str | None
    duty: str | None
    target: str | None
    owner: str
    owner_standing: Standing
    owner_successors: list[str]
    jurisdiction: str | None
    starts_on: Day
    due_on: Day
    original_due_on: Day
    version: int
    state: TaskState
    done_on: Day | None
    days_left: int
    behind_original: bool
    waits_for: list[str]
    reported_on: Day | None


class TaskPage(Page[TaskLine]):
    """A page of tasks as of a day. 某日的任务清单。"""

    as_of: Day


class MilestoneShown(TaskMilestone, Shown):
    """A milestone with what is known of it on the day. 节点及其当日进展。"""

    percent: int | None
    done_on: Day | None
    overdue: bool


class EvidenceWantedShown(EvidenceWanted, Shown):
    """A line of evidence, and since when a report brings it."""

    given_on: Day | None


class DueLater(Shown):
    """A warning: a task that this one waits for is itself due later."""

    task: str
    due_on: Day


class TaskVersionShown(Shown):
    """What was decided about a task, when, by whom and why."""

    version: int
    decided_on: Day
    decided_by: str
    reason: str
    owner: str
    due_on: Day
    withdrawn: bool


class TaskShown(TaskLine):
    """A task with everything decided and reported by that day; `version` is what `If-Match` compares.

    任务及截至该日的全部决定与报告；version 供 If-Match 比对，dependencies_due_later 提示前置任务的期限更晚。
    """

    as_of: Day
    milestones: list[MilestoneShown]
    evidence: list[EvidenceWantedShown]
    depends_on: list[str]
    dependencies_due_later: list[DueLater]
    versions: list[TaskVersionShown]
    reports: list[TaskReportShown]


class TaskPut(TaskShown):
    """`unchanged` says that the newest version asks the same already. unchanged 表示内容与现行版本相同。"""

    unchanged: bool
