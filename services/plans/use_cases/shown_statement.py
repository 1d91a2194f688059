"""A statement as it is shown: its line, its content, everything that happened to it."""

from services.access.caller import Guard
from services.kernel.errors import NotFound
from services.kernel.routes import Session
from services.plans.domain.statement_life import StatementAct
from services.plans.repository import statements
from services.plans.repository.statements import KeptEvent, KeptStatement
from services.plans.schemas.statement_content import StatementContent
from services.plans.schemas.statements import ActorShown, StatementEventShown, StatementLine, StatementShown


async def read_statement(session: Session, guard: Guard, id_: str, version: int | None) -> StatementShown:
    """For its parties and those who watch over them."""
    kept = await statements.statement_of(session, id_)
    if kept is None or not await guard.allowed({kept.jurisdiction_code, kept.organisation_code}):
        raise guard.refusal()
    return await shown_statement(session, kept, version)


async def shown_statement(session: Session, kept: KeptStatement, version: int | None = None) -> StatementShown:
    """With the content of a version, the newest unless named."""
    number = version or kept.version
    events = [_event(each) for each in await statements.events_of(session, kept.id)]
    content = await kept_content(session, kept, number)
    return StatementShown(**dict(statement_line(kept)), shown_version=number, content=content, events=events)


async def kept_content(session: Session, kept: KeptStatement, version: int) -> StatementContent:
    content = await statements.content_of(session, kept.id, version)
    if content is None:
        raise NotFound()
    return StatementContent.model_validate(content)


def statement_line(kept: KeptStatement) -> StatementLine:
    return StatementLine(
        id=kept.id,
        plan=kept.plan_code,
        plan_revision=kept.plan_revision,
        jurisdiction=kept.jurisdiction_code,
        organisation=kept.organisation_code,
        year=kept.year,
        issued_by=kept.issued_by_code,
        state=kept.state,
        version=kept.version,
        state_since=kept.happened_on,
    )


def _event(kept: KeptEvent) -> StatementEventShown:
    return StatementEventShown(
        act=StatementAct(kept.act),
        version=kept.version,
        reason=kept.reason,
        happened_on=kept.happened_on,
        lines=kept.lines,
        actor=ActorShown(id=kept.actor_id, name=kept.actor_name),
        recorded_at=kept.recorded_at,
    )
