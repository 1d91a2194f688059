"""Query parameters that several lists share."""

from typing import Annotated

from fastapi import Path, Query

from services.kernel.fields import Code

Id = Annotated[str, Path(min_length=1, max_length=80)]
OrganisationFilter = Annotated[Code | None, Query(description="organisation code · 机构代码")]
CountyOfMany = Annotated[
    Code | None, Query(description="the county, where many were assessed at once · 多县评估时指明县")
]
UnitFilter = Annotated[Code | None, Query(description="code of the unit named · 责任单位代码")]
CriterionFilter = Annotated[Code | None, Query(description="criterion of the standard, such as R5 · 指标代码")]
AssessmentFilter = Annotated[Code | None, Query(description="assessment id · 评估编号")]
PlanFilter = Annotated[Code | None, Query(description="plan code · 方案代码")]
