"""What is said beside a body that has no room for it: tables, and JSON a reading a line."""

from typing import Annotated

from fastapi import Depends, Query

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Code, Passage, Reason
from services.metrics.domain.batch import Mode
from services.metrics.domain.scope import Scope
from services.metrics.use_cases.receive import Beside
from services.yardsticks.periods import Period

_NOT_JSON = "for other forms than JSON, which says it inside · 非 JSON 格式使用"


async def _beside(
    note: Annotated[Passage | None, Query(description=_NOT_JSON)] = None,
    mode: Annotated[Mode | None, Query(description=_NOT_JSON)] = None,
    correction_reason: Annotated[Reason | None, Query(description=_NOT_JSON)] = None,
    period: Annotated[Period | None, Query(description="of tables that name none · 表内未写期间时使用")] = None,
    scope_organisation: Annotated[list[Code] | None, Query(max_length=1000, description=_NOT_JSON)] = None,
    scope_indicator: Annotated[list[Code] | None, Query(max_length=1000, description=_NOT_JSON)] = None,
    scope_period: Annotated[Period | None, Query(description=_NOT_JSON)] = None,
) -> Beside:
    scope = None
    if scope_organisation and scope_period:
        scope = Scope(tuple(scope_organisation), scope_period, tuple(scope_indicator) if scope_indicator else None)
    elif scope_organisation or scope_indicator or scope_period:
        expected = "scope_organisation and scope_period, both"
        raise BodyInvalid(faults=[Fault("scope_incomplete", "?scope_period", expected)])
    return Beside(note, mode, correction_reason, scope, period)


SaidBeside = Annotated[Beside, Depends(_beside)]
