"""A large body on its way, as it is shown."""

from typing import Any, Literal

from pydantic import Field

from services.kernel.fields import Shown
from services.metrics.repository.large_bodies import Progress
from services.metrics.schemas.report import Report


class WaitingShown(Shown):
    """`progress` goes from 0 to 1. `report` once it is stored, `refusal` (a problem document) once it is refused."""

    submission: str
    state: Literal["waiting", "stored", "refused"]
    progress: float
    report: Report | None
    refusal: dict[str, Any] | None = Field(description="as the answer to a small body would be · 与小批报送的拒绝相同")


def shown_waiting(found: Progress) -> WaitingShown:
    return WaitingShown.model_validate(
        {
            "submission": found.id,
            "state": found.state,
            "progress": found.progress,
            "report": found.answer if found.state == "stored" else None,
            "refusal": found.answer if found.state == "refused" else None,
        }
    )
