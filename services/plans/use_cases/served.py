"""What a task serves, in the codes of a day."""

from services.plans.domain.revision_changes.change import Part
from services.plans.use_cases.codes_on import CodesOn
from services.plans.use_cases.kept_tasks import DatedTask


def served(codes: CodesOn, task: DatedTask, part: Part) -> str | None:
    """The measure, duty clause or target that it serves; None where that is none, or there no more."""
    body = task.version.body
    code: str | None = getattr(body, part.value)
    return None if code is None else codes.called(body.plan, part, code, task.served_since)
