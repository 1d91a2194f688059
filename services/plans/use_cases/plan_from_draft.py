"""The draft of an import becomes the draft of a plan."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pydantic import ValidationError

from services.access.caller import Guard
from services.kernel.errors import Fault
from services.kernel.routes import Session
from services.plans.domain.imported import Imported
from services.plans.domain.name_resolution import Resolution
from services.plans.errors import DraftUnfinished, NothingToCorrect
from services.plans.repository import imports
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_imports import ToPlanBody
from services.plans.use_cases.correct_draft import require_seen
from services.plans.use_cases.forbidden_targets import forbidden_in_plan
from services.plans.use_cases.imports import import_for
from services.plans.use_cases.names_of_draft import CERTAIN, all_names, read_names
from services.plans.use_cases.plans import Put, put_plan

_OF_THE_IMPORT = {"read", "span", "text_kind", "rules", "defects", "findings", "condition", "issuer_in_source"}


async def plan_from_draft(
    session: Session, guard: Guard, id_: str, body: ToPlanBody, versions: set[int] | None
) -> tuple[PlanDocument, Put]:
    """Put the plan as `PUT /plans/{code}` would; every gap that a plan may not have is named at once."""
    one = await import_for(session, guard, id_, for_change=True)
    require_seen(one, versions)
    if one.draft is None:
        raise NothingToCorrect()
    draft = DraftPlan.model_validate(one.draft)
    plan = await _document(session, one, draft, body)
    put = await put_plan(session, guard, plan, None)
    await imports.keep_plan(session, id_, plan.code)
    return plan, put


async def _document(session: Session, one: Imported, draft: DraftPlan, body: ToPlanBody) -> PlanDocument:
    read = await read_names(session, draft, _day(draft))
    faults = _unread(draft, read)
    if draft.title is None:
        faults.append(Fault("title_missing", "/title", "the title of the plan"))
    if draft.legal_status is None:
        faults.append(Fault("legal_status_missing", "/legal_status", "whether it is in force, a draft, a press item"))
    if faults:
        raise DraftUnfinished(faults=faults + [one.fault for one in forbidden_in_plan(draft)])
    plain = _in_plan_form(draft.plain(), "", _codes(read))
    plain |= {"code": body.code, "source_defects": [_defect(each) for each in draft.plain()["defects"]]}
    plain["in_force_from"] = plain["in_force_from"] if body.in_force_from is None else body.in_force_from.isoformat()
    plain["document"]["original"] = {"import_id": one.id, "sha256": one.sha256, "media_type": one.media_type}
    try:
        return PlanDocument.model_validate(plain)
    except ValidationError as error:
        gaps = [
            Fault("gap", "".join(f"/{step}" for step in each["loc"]), each["msg"])
            for each in error.errors(include_url=False)
        ]
        raise DraftUnfinished(faults=gaps) from error


def _day(draft: DraftPlan) -> date | None:
    return draft.document.dated


def _unread(draft: DraftPlan, read: Mapping[str, Resolution]) -> list[Fault]:
    """Who signs may stay unknown to the register; who owes something may not."""
    faults = []
    for each in all_names(draft):
        if each.code is not None or each.pointer == "/document":
            continue
        found = read.get(each.pointer)
        if found is None:
            expected = "the code of the organisation whose name the document has lost"
            faults.append(Fault("organisation_missing", f"{each.pointer}/organisation", expected))
        elif found.how not in CERTAIN:
            many = f"one of {', '.join(found.candidates)}" if found.candidates else "an organisation of that name"
            expected = f"{many}: register it or give its code here"
            faults.append(Fault("organisation_unread", f"{each.pointer}/organisation", expected, found.name))
    return faults


def _codes(read: Mapping[str, Resolution]) -> dict[str, str]:
    return {at: one.organisation.code for at, one in read.items() if one.organisation and one.how in CERTAIN}


def _in_plan_form(node: Any, at: str, codes: Mapping[str, str]) -> Any:
    """Without what only an import has; a text nobody has translated stands in Chinese in both languages."""
    if isinstance(node, list):
        return [_in_plan_form(each, f"{at}/{place}", codes) for place, each in enumerate(node)]
    if not isinstance(node, dict):
        return node
    if node.keys() == {"zh", "en"}:
        return {"zh": node["zh"], "en": node["en"] or node["zh"]}
    found = {
        name: _in_plan_form(each, f"{at}/{name}", codes) for name, each in node.items() if name not in _OF_THE_IMPORT
    }
    if at in codes and "organisation" in found:
        found["organisation"] = codes[at]
    if not at and found["issued_by"] is None:
        found["issued_by"] = codes.get("/document")
    return found


def _defect(each: Mapping[str, Any]) -> dict[str, Any]:
    """A defect of the source as a plan keeps it; its place is where it stands in the document's text."""
    what, span = each["what"], each["span"]
    place = f"{span[0]}-{span[1]}" if span else each["code"]
    return {"place": place, "what": {"zh": what["zh"], "en": what["en"] or what["zh"]}}
