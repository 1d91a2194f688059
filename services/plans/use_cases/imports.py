"""Show what was sent, and who may see it."""

from services.access.caller import Guard
from services.kernel.errors import NotFound
from services.kernel.routes import Session
from services.plans.domain.imported import Imported
from services.plans.readers.unreadable import Reason
from services.plans.repository import imports
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.schemas.plan_imports import DraftCounts, ImportShown, ImportSummary
from services.plans.use_cases.unreadable_words import UNREADABLE

SURE = 0.8


async def import_for(session: Session, guard: Guard, id_: str, *, for_change: bool = False) -> Imported:
    """The import, for who may see those of its jurisdiction; nobody else learns that it exists."""
    one = await imports.find_import(session, id_, for_change=for_change)
    if one is None:
        guard.asked = True  # there is nothing to ask about
        raise NotFound()
    await guard.require(one.jurisdiction)
    return one


def shown_summary(one: Imported) -> ImportSummary:
    return ImportSummary(**_plain(one))


def shown_import(one: Imported) -> ImportShown:
    draft = None if one.draft is None else DraftPlan.model_validate(one.draft)
    return ImportShown(**_plain(one), draft=draft, counts=None if draft is None else counted(draft))


def _plain(one: Imported) -> dict[str, object]:
    told = None if one.refusal is None else UNREADABLE[Reason(one.refusal)]
    names = (
        "id",
        "jurisdiction",
        "media_type",
        "sha256",
        "size",
        "state",
        "progress",
        "refusal",
        "notes",
        "plan",
        "version",
        "recorded_at",
    )
    return {name: getattr(one, name) for name in names} | {"refusal_text": told}


def counted(draft: DraftPlan) -> DraftCounts:
    measures = [measure for _, measure in draft.measures_with_pointers()]
    duties = [duty for unit in draft.units for duty in unit.duties]
    assignments = [one for measure in measures for one in measure.assignments]
    parts = [
        draft,
        draft.document,
        *draft.phases,
        *draft.programmes,
        *measures,
        *assignments,
        *draft.guarantees,
        *draft.units,
        *duties,
        *draft.targets,
    ]
    return DraftCounts(
        programmes=len(draft.programmes),
        measures=len(measures),
        assignments=len(assignments),
        units=len(draft.units),
        duties=len(duties),
        phases=len(draft.phases),
        guarantees=len(draft.guarantees),
        targets=len(draft.targets),
        defects=len(draft.defects),
        findings=len(draft.findings),
        doubtful=sum(each.confidence < SURE for part in parts for each in part.read.values()),
    )
