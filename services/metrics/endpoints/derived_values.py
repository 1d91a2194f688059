"""Values of derived indicators, worked out from the readings that stand."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.access.caller import TheGuard
from services.kernel.errors import BodyInvalid, Fault, NotFound
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page
from services.kernel.routes import OneTransaction, Session
from services.metrics.domain.definitions import Definitions
from services.metrics.domain.reading import Key
from services.metrics.endpoints.filters import IndicatorFilter, OrganisationFilter, PeriodFilter
from services.metrics.endpoints.steps import at_of, cursor_of
from services.metrics.repository.period_numbers import every_period, numbers_of_periods
from services.metrics.schemas.derived_values import DerivedValueShown, ExplanationShown, shown_explanation
from services.metrics.use_cases.definitions import definitions_of
from services.metrics.use_cases.stepping import Whom, stepped
from services.metrics.use_cases.worked_out import values_of, worked_out
from services.yardsticks.periods import Period, kind_of

router = APIRouter(prefix="/api/v1/metrics/derived-values", route_class=OneTransaction, tags=["metrics.derived"])
Approved = Annotated[bool, Query(description="from the approved value of each · 仅按已审核的值")]


@router.get("", operation_id="metrics_list_derived_values", summary="派生指标的结果 · Values of derived indicators")
async def listed(
    session: Session,
    guard: TheGuard,
    organisation: OrganisationFilter = None,
    below: Annotated[Code | None, Query(description="this organisation and all below it · 该机构及其下级")] = None,
    indicator: IndicatorFilter = None,
    period: PeriodFilter = None,
    approved_only: Approved = False,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[DerivedValueShown]:
    """For every organisation within your reach that the indicator is derived for, whether it has reported or not: the
    exact value, or what is missing and why. Name a period or an organisation. A page may be empty and have `next`.

    在您可查看的范围内，对适用该指标的每个机构给出精确结果，或列明所缺数据及原因；未报送的机构同样列出。
    须指定期间或机构。某页可能为空但仍有 next，请继续读取。
    """
    if period is None and organisation is None:
        raise BodyInvalid(faults=[Fault("filter_missing", "?period", "a period, or one organisation")])
    definitions, reach = await definitions_of(session), await guard.reach()
    meant = [each for each in definitions.derivations.versions if indicator in (None, each.code)]
    kinds = sorted({each.population.kind for each in meant})
    whom = Whom(reach, organisation, below, kinds, await _periods(session, definitions, period))
    give = values_of(session, definitions, {each.code for each in meant}, approved_only=approved_only)
    found = await stepped(session, whom, give, at_of(cursor), limit)
    return Page(items=found.items, next=cursor_of(found))


async def _periods(session: Session, definitions: Definitions, period: str | None) -> list[tuple[int, str]]:
    """One, or all that anything was reported for and anything is derived for."""
    if period is not None:
        return [((await numbers_of_periods(session, [period])).get(period, 0), period)]
    kinds = {each.period for each in definitions.derivations.versions}
    return [(number, each) for each, number in (await every_period(session)).items() if kind_of(each) in kinds]


@router.get(
    "/explanation",
    operation_id="metrics_explain_derived_value",
    summary="派生指标如何得出 · Why a derived value is what it is",
)
async def explanation(
    session: Session,
    guard: TheGuard,
    organisation: Annotated[Code, Query(description="organisation code · 机构代码")],
    indicator: Annotated[Code, Query(description="code of a derived indicator · 派生指标代码")],
    period: Annotated[Period, Query(description="period, such as 2021-2022 · 期间")],
    approved_only: Approved = False,
) -> ExplanationShown:
    """The formula that counts in the period, with the numbers in it, every step, what it stands on and its reference.

    该期间适用的公式、代入数值后的算式、逐步结果、所依据的数据及出处。
    """
    await guard.require(organisation)
    definitions, key = await definitions_of(session), Key(organisation, indicator, period)
    found = await worked_out(session, definitions, key, approved_only=approved_only)
    if found is None:
        raise NotFound()
    return shown_explanation(found, key, definitions.derivations.vocabulary)
