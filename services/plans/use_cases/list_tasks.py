"""Lists of tasks as of a day; the state is computed, so it is looked for here and not in the database."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date

from services.access.caller import Reach
from services.kernel.routes import Session
from services.plans.domain.organisation import Standing
from services.plans.repository import tasks
from services.plans.repository.tasks import TaskFilter
from services.plans.use_cases.kept_tasks import DatedTask, dated_tasks
from services.yardsticks.task_state import TaskState

BATCH = 500


@dataclass(frozen=True)
class Asked:
    """What a list of tasks is asked for: the day, how many days before the due day it is soon, and which of them."""

    day: date
    soon_days: int
    wanted: TaskFilter
    state: TaskState | None = None
    owner_standing: Standing | None = None

    def fits(self, task: DatedTask) -> bool:
        """Whether what is computed for the day is what was asked for."""
        return self.state in (None, task.standing.state) and self.owner_standing in (None, task.owner.standing)


async def list_tasks(session: Session, seen: Reach, asked: Asked, after: str, limit: int) -> list[DatedTask]:
    """In the order of their codes. Where nothing computed is asked for one look is enough, else as many as it takes."""
    found: list[DatedTask] = []
    computed = asked.state is not None or asked.owner_standing is not None
    async for each in every_task(session, seen, asked, after, BATCH if computed else limit):
        found.append(each)
        if len(found) == limit:
            break
    return found


async def every_task(
    session: Session, seen: Reach, asked: Asked, after: str = "", batch: int = BATCH
) -> AsyncIterator[DatedTask]:
    """All that fit, a batch at a time."""
    while True:
        codes = await tasks.list_codes(session, seen=seen, wanted=asked.wanted, day=asked.day, after=after, limit=batch)
        for each in await dated_tasks(session, codes, asked.day, asked.soon_days):
            if asked.fits(each):
                yield each
        if len(codes) < batch:
            return
        after = codes[-1]
