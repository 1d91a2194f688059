"""Query parameters that several lists share."""

from typing import Annotated

from fastapi import Query

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Code, Day
from services.kernel.paging import decode_cursor
from services.yardsticks.periods import Period

OrganisationFilter = Annotated[Code | None, Query(description="organisation code · 机构代码")]
TopFilter = Annotated[Code | None, Query(description="it and all below it · 该机构及其下级")]
IndicatorFilter = Annotated[Code | None, Query(description="indicator code · 指标代码")]
CollectionFilter = Annotated[Code | None, Query(description="collection code · 填报任务代码")]
PeriodFilter = Annotated[Period | None, Query(description="period, such as 2021-2022 · 期间")]
AsOf = Annotated[Day, Query(description="the day on which you ask; it decides what is overdue · 以该日判断是否逾期")]
BEYOND_LAST = 2**62


def before_of(cursor: str | None) -> int:
    """The number below which a list goes on that is told from the newest on."""
    (text,) = decode_cursor(cursor, 1) or [str(BEYOND_LAST)]
    if not (text.isascii() and text.isdigit() and len(text) < len(str(BEYOND_LAST))) and cursor is not None:
        raise BodyInvalid(faults=[Fault("cursor_invalid", "?cursor", "the value of `next` of an earlier page")])
    return int(text)
