"""Take in a plan that another system published: the same revisions, the same documents, the same end, or nothing.

What was published stays what it was. So a document is held against what cannot stand (contradictions, unknown
organisations, forbidden targets), but not against what a draft must bring along to be published here: revisions may be
older than that rule, and their targets stay without a verdict.
"""

import json
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from services.access.caller import Guard
from services.kernel.errors import Fault
from services.kernel.feed import publish
from services.kernel.fields import shown_number
from services.kernel.routes import Session
from services.plans.domain.legal_standing import EndingStatus
from services.plans.domain.packages import ending_faults, order_faults, organisation_faults
from services.plans.domain.stored_plan import StoredPlan
from services.plans.errors import PackageDiffers, PackageInvalid
from services.plans.models import PlanEnding, PlanRevision
from services.plans.repository import assignments, duties, organisations, plans
from services.plans.repository.plan_endings import save_ending
from services.plans.schemas.plan_packages import PackagedRevision, PackageTaken, PlanPackage
from services.plans.use_cases.ending import publish_ending
from services.plans.use_cases.package_export import date_confirmations, export_plan
from services.plans.use_cases.plan_faults import organisations_named, plan_faults
from services.plans.use_cases.publication import TOPIC
from services.plans.use_cases.published_rows import assignment_rows, duty_rows


async def import_package(session: Session, guard: Guard, package: PlanPackage) -> PackageTaken:
    """The plan as it is here now. The same package again changes nothing; another one under its code is refused."""
    places = {one.document.plan.jurisdiction for one in package.revisions}
    known = await organisations.existing(session, places)
    for place in sorted(known):
        await guard.require(place)
    stored = await plans.find_plan(session, package.code, for_change=True)
    if stored is not None:
        if stored.jurisdiction not in await guard.allowed([stored.jurisdiction]):
            raise guard.refusal()
        return await _again(session, stored, package)
    faults = [*order_faults(package.revisions), *await _faults(session, package)]
    if faults:
        raise PackageInvalid(faults=faults)
    return await _take_in(session, guard, package)


async def _again(session: Session, stored: StoredPlan, package: PlanPackage) -> PackageTaken:
    if stored.newest is None:
        raise PackageDiffers("it is a draft here, never published")
    here = (await export_plan(session, package.code)).model_dump(mode="json", include={"revisions", "ending"})
    given = {
        "revisions": [_plain(one) for one in package.revisions],
        "ending": None if package.ending is None else package.ending.model_dump(mode="json"),
    }
    if json.dumps(here, sort_keys=True) != json.dumps(given, sort_keys=True):
        raise PackageDiffers()
    return PackageTaken(code=stored.code, revisions=stored.newest.number, version=stored.version, unchanged=True)


def _plain(one: PackagedRevision) -> dict[str, Any]:
    return {**one.model_dump(mode="json", exclude={"document"}), "document": _as_json(one.document.kept)}


def _as_json(value: Any) -> Any:
    """Decimals as the JSON numbers they were read from."""
    if isinstance(value, Decimal):
        return shown_number(value)
    if isinstance(value, dict):
        return {name: _as_json(each) for name, each in value.items()}
    return [_as_json(each) for each in value] if isinstance(value, list) else value


async def _faults(session: Session, package: PlanPackage) -> list[Fault]:
    named = {mention.code for one in package.revisions for mention in organisations_named(one.document.plan)}
    listed = [(one, f"{one.name.zh} ({one.name.en})") for one in package.organisations]
    known = await organisations.with_ancestors(session, named | {one.code for one in package.organisations})
    faults = list(organisation_faults(listed, known))
    spoken_for = known.keys() | {one.code for one in package.organisations}
    for place, one in enumerate(package.revisions):
        faults += _document_faults(package, place, one, spoken_for)
    told = date_confirmations(package.revisions, [one.document.plan for one in package.revisions])
    if told != package.date_confirmations:
        expected = f"those of revisions {[one.revision for one in told]}, as the documents have it"
        faults.append(Fault("confirmations_differ", "/date_confirmations", expected))
    return [*faults, *await _ending_faults(session, package)]


def _document_faults(
    package: PlanPackage, place: int, one: PackagedRevision, known: Collection[str]
) -> Iterator[Fault]:
    at, plan = f"/revisions/{place}/document", one.document.plan
    if plan.code != package.code:
        yield Fault("code_differs", f"{at}/code", package.code, plan.code)
    for fault in plan_faults(plan, known):
        yield replace(fault, pointer=f"{at}{fault.pointer}")


async def _ending_faults(session: Session, package: PlanPackage) -> list[Fault]:
    """The plan that supersedes it is here already."""
    ending, at = package.ending, "/ending/superseded_by"
    if ending is None:
        return []
    by = ending.superseded_by
    if (ending.status is EndingStatus.SUPERSEDED) != (by is not None):
        return [Fault("successor_expected", at, "a plan where it is superseded, else null", by)]
    if by == package.code:
        return [Fault("superseded_by_itself", at, "another plan", by)]
    other = None if by is None else await plans.find_plan(session, by)
    if by is not None and (other is None or other.newest is None):
        return [Fault("plan_unknown", at, "a plan that is here: take in first the one that supersedes", by)]
    plans_ = [one.document.plan for one in package.revisions]
    return list(ending_faults([(each.legal_status, each.in_force_from) for each in plans_], ending.takes_effect_on))


async def _take_in(session: Session, guard: Guard, package: PlanPackage) -> PackageTaken:
    now, number = datetime.now(UTC), len(package.revisions)
    newest = package.revisions[-1].document.plan
    await plans.insert_published(session, package.code, newest.jurisdiction, number)
    for one in package.revisions:
        await _take_in_revision(session, one, package.code, guard.caller.id, now)
    if package.ending is not None:
        ending = PlanEnding(
            plan_code=package.code,
            **package.ending.model_dump(exclude={"status"}),
            status=package.ending.status.value,
            imported_by=guard.caller.id,
            imported_at=now,
        )
        await save_ending(session, ending)
        await publish_ending(session, ending)
    return PackageTaken(code=package.code, revisions=number, version=1, unchanged=False)


async def _take_in_revision(session: Session, one: PackagedRevision, code: str, actor: str, now: datetime) -> None:
    revision = PlanRevision(
        plan_code=code,
        **one.model_dump(exclude={"document"}),
        document=_as_json(one.document.kept),
        imported_by=actor,
        imported_at=now,
    )
    plan = one.document.plan
    await plans.add_revision(session, revision)
    await duties.save_duties(session, duty_rows(plan, one.revision))
    await assignments.save_assignments(session, assignment_rows(plan, one.revision))
    said = plan.model_dump(mode="json") | {"revision": one.revision, "published_on": one.published_on}
    await publish(session, TOPIC, code, said)
