"""What schools lack to reach the lines of a standard, and which of them carry a coefficient."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from services.access.caller import TheGuard
from services.audit.domain.facts import Stage
from services.audit.endpoints.filters import CountyOfMany, CriterionFilter, Id
from services.audit.endpoints.pages import FIRST, position
from services.audit.rulebook import Rules
from services.audit.schemas.shortages import Carriers, ShortageShown, shown_carriers, shown_shortage
from services.audit.sheets.shortages import TABLE, shortage_row
from services.audit.use_cases.list_shortages import AskedShortages, every_shortage, list_shortages
from services.audit.use_cases.take_coefficient_apart import AskedApart, take_coefficient_apart
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page, encode_cursor
from services.kernel.representations import CSV, JSON, documented, file_answer, negotiated
from services.kernel.routes import OneTransaction, Session
from services.kernel.tables_out import csv_of

router = APIRouter(prefix="/api/v1/audit/assessments", route_class=OneTransaction, tags=["audit.shortages"])
SchoolOrCounty = Annotated[
    Code | None, Query(description="a school, or a county for all its schools · 学校代码，或县代码（该县全部学校）")
]


@router.get(
    "/{assessment}/shortages",
    operation_id="audit_list_shortages",
    summary="各校缺口 · What schools lack",
    response_model=Page[ShortageShown],
    responses=documented(CSV),
)
async def shortages(
    assessment: Id,
    session: Session,
    guard: TheGuard,
    rules: Rules,
    form: Annotated[str, Depends(negotiated(JSON, CSV))],
    organisation: SchoolOrCounty = None,
    criterion: CriterionFilter = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Response | Page[ShortageShown]:
    """Teachers, m², rooms and yuan that a school must add, with what cannot be told; `Accept: text/csv` gives
    all of a county. Of an assessment of many counties they are derived again, a few counties a page.

    各校为达到底线须增加的教师、面积、教室和经费，缺数据的写明原因；一贯制学校按全校须增加的数量计；多县评估按其快照逐县推导。
    """
    after = position(cursor, FIRST)
    asked = AskedShortages(assessment, organisation, criterion)
    if form == CSV:
        every = await every_shortage(session, guard, rules, asked)
        return file_answer(csv_of(TABLE, [shortage_row(each) for each in every]), CSV, f"shortages-{assessment}.csv")
    found, following = await list_shortages(session, guard, rules, asked, after=after, limit=limit)
    items = [shown_shortage(each) for each in found]
    return Page[ShortageShown](items=items, next=None if following is None else encode_cursor(str(following)))


@router.get(
    "/{assessment}/carriers",
    operation_id="audit_list_carriers",
    summary="差异系数由哪些学校造成 · Which schools carry a coefficient",
)
async def carriers(
    assessment: Id,
    session: Session,
    guard: TheGuard,
    rules: Rules,
    criterion: Annotated[Code, Query(examples=["R5"])],
    stage: Annotated[Stage | None, Query(description="needed where there are several · 多学段时必填")] = None,
    organisation: CountyOfMany = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Carriers:
    """The square of the coefficient as an exact sum over the schools, and the coefficient if one were raised.

    差异系数平方按学校精确分解，并给出某校升至均值或底线后的差异系数。
    """
    first = position(cursor, FIRST)
    wanted = AskedApart(assessment, criterion, stage, organisation)
    found = await take_coefficient_apart(session, guard, rules, wanted)
    more = found.apart is not None and len(found.apart.carriers) > first + limit
    return shown_carriers(found, first, limit, encode_cursor(str(first + limit)) if more else None)
