"""Value added: a school against its own past and its peers, never against a rank."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.audit.endpoints.pages import FIRST, position
from services.audit.rulebook import Rules
from services.audit.schemas.value_added import SchoolChanges, shown_changes
from services.audit.use_cases.evaluate_change import WantedChange, evaluate_change
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, encode_cursor
from services.kernel.routes import OneTransaction, Session
from services.yardsticks.periods import Period, PeriodKind, kind_of

router = APIRouter(prefix="/api/v1/audit/value-added", route_class=OneTransaction, tags=["audit.evaluation"])


@router.get("", operation_id="audit_value_added", summary="增值评价 · Value added by schools")
async def value_added(
    session: Session,
    guard: TheGuard,
    rules: Rules,
    organisation: Annotated[Code, Query(description="a county or a school · 县或学校", examples=["640221"])],
    period: Annotated[Period, Query(examples=["2021-2022"])],
    criterion: Annotated[Code, Query(description="of the standard · 指标代码", examples=["R5"])],
    standard: Annotated[Code, Query(examples=["compulsory-balanced-2017"])] = "compulsory-balanced-2017",
    peers_within: Annotated[
        Code | None, Query(description="where peers are looked for; else the organisation · 同类学校范围")
    ] = None,
    baseline: Annotated[int, Query(ge=3, le=10, description="earlier school years · 基期学年数")] = 3,
    snapshot_version: Annotated[int | None, Query(ge=1, le=2**62, description="of readings · 读数版本")] = None,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> SchoolChanges:
    """Change against what the own baseline and the peers (same stage, surroundings, size) let expect, with an interval.
    Never of pupils' marks; too few peers or too short a baseline cannot be decided, and says so.

    与自身基期及同类学校预期相比的变化，附95%区间；不使用学生成绩，同类学校过少或基期过短时不作结论。
    """
    if kind_of(period) is not PeriodKind.SCHOOL_YEAR:
        raise BodyInvalid(faults=[Fault("not_a_school_year", "?period", "a school year such as 2021-2022", period)])
    first = position(cursor, FIRST)
    wanted = WantedChange(organisation, peers_within or organisation, criterion, period, baseline, snapshot_version)
    found = await evaluate_change(session, guard, rules.standard(standard), wanted)
    page = found.found[first : first + limit]
    more = len(found.found) > first + limit
    return shown_changes(found, page, encode_cursor(str(first + limit)) if more else None)
