"""Parameters that several operations share."""

from typing import Annotated

from fastapi import Path, Query

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
