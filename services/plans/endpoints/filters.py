"""Parameters that several operations share."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Path, Query

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Day

CODE_LENGTH = 80

OrganisationFilter = Annotated[
    str | None, Query(max_length=CODE_LENGTH, description="organisation code; an unknown one is refused · 机构代码")
]
PlanFilter = Annotated[str | None, Query(max_length=CODE_LENGTH, description="plan code · 方案代码")]
PlanCode = Annotated[str, Path(max_length=CODE_LENGTH, description="of the plan · 方案代码")]
OrganisationCode = Annotated[str, Path(max_length=CODE_LENGTH, description="of the organisation · 机构代码")]
RevisionNumber = Annotated[
    int | None,
    Query(ge=1, le=2**31 - 1, description="its number; without it the newest published one · 修订号，默认为最新发布版"),
]
AsOf = Annotated[
    Day | None, Query(description="as it was on this day, such as 2020-05-01 · 某日的情形，不填则为最新发布版")
]


@dataclass(frozen=True)
class Asked:
    """Which revision: one by its number, that of a day, or with neither the newest."""

    revision: int | None
    as_of: date | None


def _asked(revision: RevisionNumber = None, as_of: AsOf = None) -> Asked:
    if revision is not None and as_of is not None:
        expected = "either a revision or a day: a day says which revision it was"
        raise BodyInvalid(faults=[Fault("revision_and_day", "?as_of", expected, as_of.isoformat())])
    return Asked(revision, as_of)


AskedRevision = Annotated[Asked, Depends(_asked)]
