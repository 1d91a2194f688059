"""A person corrects the draft of an import, with a reason."""

import asyncio
from typing import Any

from pydantic import ValidationError

from services.access.caller import Guard
from services.kernel.errors import Fault, VersionMismatch
from services.kernel.routes import Session
from services.plans.domain.corrections import NodeMissing, corrected
from services.plans.domain.imported import Imported
from services.plans.errors import CorrectionsInvalid, NothingToCorrect
from services.plans.repository import imports
from services.plans.repository.corrections import add_corrections
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.schemas.plan_imports import CorrectionsBody
from services.plans.use_cases.findings_in_draft import findings_in
from services.plans.use_cases.imports import import_for

MOST_FAULTS = 100


async def correct_draft(
    session: Session, guard: Guard, id_: str, body: CorrectionsBody, versions: set[int] | None
) -> Imported:
    """All corrections or none; the same again changes nothing."""
    one = await import_for(session, guard, id_, for_change=True)
    require_seen(one, versions)
    if one.draft is None:
        raise NothingToCorrect()
    draft, changes = _apply(dict(one.draft), body)
    kept = await asyncio.to_thread(_looked_through, _checked(draft))
    if not changes:
        return one
    await imports.keep_draft(session, id_, kept.plain(), one.version + 1)
    await add_corrections(session, id_, changes, body.reason, guard.caller.id)
    return await imports.find_import(session, id_) or one


def require_seen(one: Imported, versions: set[int] | None) -> None:
    if versions is not None and one.version not in versions:
        raise VersionMismatch(f"the draft is at version {one.version}")


def _apply(draft: Any, body: CorrectionsBody) -> tuple[Any, list[tuple[str, Any, Any]]]:
    """The corrected draft, and of every correction that changed something the node, the patch and what was before."""
    faults: list[Fault] = []
    changes: list[tuple[str, Any, Any]] = []
    for place, each in enumerate(body.corrections):
        try:
            after, before = corrected(draft, each.node, each.patch, f"/corrections/{place}/node")
        except NodeMissing as missing:
            faults.append(missing.fault)
            continue
        if after != draft:
            changes.append((each.node, each.patch, before))
        draft = after
    if faults:
        raise CorrectionsInvalid(faults=faults)
    return draft, changes


def _looked_through(draft: DraftPlan) -> DraftPlan:
    return draft.model_copy(update={"findings": findings_in(draft, known=draft.findings)})


def _checked(draft: Any) -> DraftPlan:
    try:
        return DraftPlan.model_validate(draft)
    except ValidationError as error:
        faults = [
            Fault("draft_invalid", "".join(f"/{step}" for step in each["loc"]), each["msg"], str(each["input"])[:80])
            for each in error.errors(include_url=False)[:MOST_FAULTS]
        ]
        raise CorrectionsInvalid(faults=faults) from error
