"""Validation rules: what must hold of readings, in versions, and where it does not."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Response

from services.access.caller import TheGuard
from services.access.policy import ROOT_ORGANISATION
from services.kernel.errors import NotFound
from services.kernel.fields import Code
from services.kernel.paging import Cursor, Limit, Page, decode_cursor, encode_cursor
from services.kernel.routes import DryRun, OneTransaction, Session
from services.metrics.domain.rules.rule import Severity
from services.metrics.domain.submission import Person
from services.metrics.endpoints.steps import at_of, cursor_of
from services.metrics.repository.definitions import Kept, Shelf, newest_versions, versions_of
from services.metrics.repository.period_numbers import numbers_of_periods
from services.metrics.schemas.findings import CheckShown
from services.metrics.schemas.indicators import UpsertReport
from services.metrics.schemas.rules import ADDRESS, RulesGiven, RuleShown
from services.metrics.use_cases.check_rules import Which, broken_among, rules_for
from services.metrics.use_cases.definitions import definitions_of
from services.metrics.use_cases.put_rules import put_rules
from services.metrics.use_cases.stepping import Whom, stepped
from services.yardsticks.periods import Period

router = APIRouter(prefix="/api/v1/metrics/rules", route_class=OneTransaction, tags=["metrics.rules"])
TheCode = Annotated[Code, Path(description="of the rule · 规则代码", examples=["certified_within_teachers"])]


@router.post(
    "",
    operation_id="metrics_upsert_rules",
    summary="新增或修订校验规则 · Create or revise validation rules",
    status_code=201,
    responses={200: {"model": UpsertReport, "description": "nothing was new · 没有新增"}},
)
async def upsert(
    body: RulesGiven, session: Session, dry_run: DryRun, guard: TheGuard, response: Response
) -> UpsertReport:
    """All or none, harmless to repeat. What differs from the newest version becomes the next one, and the old one stays
    for its days. A blocking rule keeps readings out when they are sent, a warning stands in the report; where something
    that a rule needs is missing it is silent. What stands already is judged by `/rules/checks` only.

    全部保存或全部不保存，可重复提交。与最新版本不同的内容保存为新版本，旧版本在其适用日期内继续有效。
    阻断规则（blocking）在报送时拒收读数，预警规则（warning）列入报告；规则所需数据缺报时不作判断。
    已有读数是否符合规则，请查询 /rules/checks。
    """
    await guard.require(ROOT_ORGANISATION)
    report = await put_rules(session, Person(guard.caller.id, guard.caller.name), body.rules)
    response.status_code = 201 if report.created + report.updated and not dry_run else 200
    return report


@router.get("", operation_id="metrics_list_rules", summary="校验规则清单 · List validation rules")
async def listed(session: Session, cursor: Cursor = None, limit: Limit = 200) -> Page[RuleShown]:
    """The newest version of each, in the order of their codes. 各规则的最新版本，按代码排列。"""
    after = decode_cursor(cursor, 1) or [""]
    found = await newest_versions(session, Shelf.RULES, after[0], limit + 1)
    page = [_shown(kept) for kept in found[:limit]]
    return Page(items=page, next=encode_cursor(page[-1].code) if len(found) > limit else None)


@router.get(f"/{ADDRESS}", operation_id="metrics_check_rules", summary="按规则核对现有读数 · Where rules do not hold")
async def checks(
    session: Session,
    guard: TheGuard,
    period: Annotated[Period, Query(description="period, such as 2021-2022 · 期间")],
    organisation: Annotated[Code | None, Query(description="organisation code · 机构代码")] = None,
    below: Annotated[Code | None, Query(description="this organisation and all below it · 该机构及其下级")] = None,
    rule: Annotated[Code | None, Query(description="rule code · 规则代码")] = None,
    severity: Annotated[Severity | None, Query(description="blocking or warning · 阻断或预警")] = None,
    approved_only: Annotated[bool, Query(description="of the approved value of each · 仅按已审核的值")] = False,
    cursor: Cursor = None,
    limit: Limit = 200,
) -> Page[CheckShown]:
    """Every organisation within your reach and every rule that counts in the period and does not hold there, with the
    numbers in it, worked out from what stands now. A page may be empty while `next` is given: go on.

    在您可查看的范围内，按现有读数核对该期间适用的规则，列出每个不符合之处及所用数值。
    某页可能为空但仍有 next，请继续读取。
    """
    definitions = await definitions_of(session)
    rules = rules_for(definitions, period, Which(rule, severity))
    kinds = {asked.rule.population.kind for asked, _ in rules}
    known = await numbers_of_periods(session, [period])
    whom = Whom(await guard.reach(), organisation, below, sorted(kinds), [(known.get(period, 0), period)])
    give = broken_among(session, definitions, rules, approved_only=approved_only)
    found = await stepped(session, whom, give, at_of(cursor), limit)
    return Page(items=found.items, next=cursor_of(found))


@router.get("/{code}", operation_id="metrics_get_rule", summary="一条校验规则 · One validation rule")
async def one(code: TheCode, session: Session) -> RuleShown:
    """Its newest version, whether it has begun or not. 最新版本，无论是否已开始适用。"""
    return _shown((await _versions(session, code))[-1])


@router.get(
    "/{code}/versions", operation_id="metrics_list_rule_versions", summary="校验规则的全部版本 · Versions of a rule"
)
async def versions(code: TheCode, session: Session) -> Page[RuleShown]:
    """The oldest first. For a day the newest version that has begun counts. 由旧到新；某日适用已开始的最新版本。"""
    return Page(items=[_shown(kept) for kept in await _versions(session, code)])


async def _versions(session: Session, code: str) -> list[Kept]:
    found = await versions_of(session, Shelf.RULES, code)
    if not found:
        raise NotFound()
    return found


def _shown(kept: Kept) -> RuleShown:
    return RuleShown.model_validate(
        {**kept.body, "version": kept.version, "recorded_by": kept.recorder, "recorded_at": kept.recorded_at},
        from_attributes=True,
    )
