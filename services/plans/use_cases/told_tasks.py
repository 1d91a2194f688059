"""What the feed says of a task: everything decided and reported, so that whoever follows can compute any day."""

from typing import Any

from services.kernel.feed import publish
from services.kernel.routes import Session
from services.plans.use_cases.kept_tasks import KeptTask, kept_tasks

TOPIC = "task"


async def tell_task(session: Session, code: str) -> None:
    """Publish the task as it is kept now."""
    kept = await kept_tasks(session, [code])
    await publish(session, TOPIC, code, _body(kept[code]))


def _body(task: KeptTask) -> dict[str, Any]:
    """Texts of reports stay here: what follows a task needs its facts."""
    return {
        "plan": task.newest.body.plan,
        "versions": [
            {
                "version": each.facts.number,
                **each.body.model_dump(mode="json", exclude={"plan"}),
                "decided_by": each.decided_by,
            }
            for each in task.versions
        ],
        "reports": [
            {
                "number": each.facts.number,
                **each.body.model_dump(mode="json", exclude={"text"}),
                "organisation": each.organisation,
                "reported_by": each.reported_by,
            }
            for each in task.reports
        ],
    }
