"""Parameters of the operations on tasks."""

from typing import Annotated

from fastapi import Path, Query

from services.kernel.fields import Day
from services.plans.endpoints.filters import CODE_LENGTH
from services.plans.use_cases.kept_tasks import SOON_DAYS

TaskCode = Annotated[
    str,
    Path(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,79}$", max_length=CODE_LENGTH, description="of the task · 任务代码"),
]
AsOf = Annotated[Day, Query(description="the day the states are of; later reports do not count · 截至日期")]
SoonDays = Annotated[int, Query(ge=0, le=366, description="due soon from so many days before the due day · 临期天数")]
DEFAULT_SOON_DAYS = SOON_DAYS
