"""The revisions of a plan, and what differs between two of them."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault, NotFound
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain.revision_changes.change import Change
from services.plans.domain.revision_changes.comparing import revision_changes
from services.plans.domain.revision_changes.sentences import Names, sentence
from services.plans.repository import organisations, plan_revisions, plans
from services.plans.schemas.plan_answers import PlanCounts, PlanShown
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_revisions import ChangeShown, Compared, Comparison, RevisionListed, Said
from services.plans.use_cases.plan_faults import organisations_named
from services.plans.use_cases.plans import read_plan


async def list_revisions(session: Session, code: str, after: int, limit: int) -> list[RevisionListed]:
    """Oldest first. A plan that was never published has none, and is not told of."""
    stored = await plans.find_plan(session, code)
    if stored is None or stored.newest is None:
        raise NotFound()
    found = await plan_revisions.list_revisions(session, code, after=after, limit=limit)
    return [
        RevisionListed(
            revision=one.revision,
            published_on=one.published_on,
            reason=one.reason,
            published_by=one.published_by,
            recorded_at=one.recorded_at,
            imported_by=one.imported_by,
            counts=PlanCounts.of(PlanDocument.model_validate(one.document)),
        )
        for one in found
    ]


@dataclass(frozen=True)
class _Side:
    shown: PlanShown
    document: dict[str, Any]


async def compare_revisions(
    session: Session, guard: Guard, code: str, first: int | None, second: int | None
) -> Comparison:
    """From the revision before the newest to the newest, unless named; a draft for who may see it."""
    newest = await _side(session, guard, code, second)
    number = newest.shown.state.revision
    if first is None and number == 1:
        raise BodyInvalid(faults=[Fault("nothing_earlier", "?from", "a plan of two revisions, or both numbers")])
    oldest = await _side(session, guard, code, first or number - 1)
    found = revision_changes(oldest.document, newest.document)
    names = await _names(session, oldest.shown, newest.shown)
    return Comparison(
        plan=code,
        title=newest.shown.title,
        before=await _compared(session, oldest.shown),
        after=await _compared(session, newest.shown),
        total=len(found),
        counts=dict(Counter(each.part.value for each in found)),
        changes=[_shown(each, names) for each in found],
    )


async def _side(session: Session, guard: Guard, code: str, number: int | None) -> _Side:
    shown = await read_plan(session, guard, code, number)
    document = shown.model_dump(mode="json", include=set(PlanDocument.model_fields))
    return _Side(shown, document)


async def _compared(session: Session, shown: PlanShown) -> Compared:
    state = shown.state
    kept = await plan_revisions.list_revisions(session, shown.code, after=state.revision - 1, limit=1)
    reason = kept[0].reason if kept else None
    return Compared(revision=state.revision, published_on=state.published_on, reason=reason)


async def _names(session: Session, *shown: PlanShown) -> Names:
    codes = {mention.code for plan in shown for mention in organisations_named(plan)}
    found = await organisations.with_ancestors(session, codes)
    return {one.code: {"zh": one.name_zh, "en": one.name_en} for one in found.values()}


def _shown(each: Change, names: Names) -> ChangeShown:
    zh, en = sentence(each, names)
    return ChangeShown(
        part=each.part,
        kind=each.kind,
        field=each.field,
        code=each.code,
        within=each.within,
        place=each.place,
        title=Bilingual.model_validate(each.title) if each.title else None,
        before=each.before,
        after=each.after,
        sentence=Said(zh=zh, en=en),
    )
