"""Gather a plan with its whole history for another system."""

import json
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from services.kernel.errors import NotFound
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.plans.domain.organisation import Organisation
from services.plans.domain.packages import confirmations
from services.plans.domain.stored_plan import StoredPlan
from services.plans.repository import organisations, plan_revisions, plans
from services.plans.repository.plan_revisions import KeptRevision
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_packages import (
    FORMAT,
    PackagedConfirmation,
    PackagedEnding,
    PackagedOrganisation,
    PackageShown,
    RevisionPackaged,
)
from services.plans.use_cases.plan_faults import organisations_named


async def export_plan(session: Session, code: str) -> PackageShown:
    """What was published. A plan that never was is not told of."""
    stored = await plans.find_plan(session, code)
    if stored is None or stored.newest is None:
        raise NotFound()
    kept = await plan_revisions.list_revisions(session, code, after=0, limit=stored.newest.number)
    documents = [PlanDocument.model_validate(one.document) for one in kept]
    return PackageShown(
        format=FORMAT,
        code=code,
        revisions=[_revision(one) for one in kept],
        ending=_ending(stored),
        date_confirmations=date_confirmations(kept, documents),
        organisations=await _organisations(session, documents),
    )


class Issued(Protocol):
    """A revision with the day and the reason of its publication."""

    @property
    def revision(self) -> int: ...
    @property
    def published_on(self) -> date: ...
    @property
    def reason(self) -> str: ...


def date_confirmations(kept: Sequence[Issued], documents: Sequence[PlanDocument]) -> list[PackagedConfirmation]:
    """The revisions by which a date was confirmed."""
    return [
        PackagedConfirmation(
            revision=kept[found.place].revision,
            dated=found.dated,
            confirmed_on=kept[found.place].published_on,
            reason=kept[found.place].reason,
        )
        for found in confirmations([plan.document for plan in documents])
    ]


def _revision(one: KeptRevision) -> RevisionPackaged:
    return RevisionPackaged(
        revision=one.revision,
        published_on=one.published_on,
        reason=one.reason,
        published_by=one.published_by,
        recorded_at=one.recorded_at,
        document=json.loads(one.kept),
    )


def _ending(stored: StoredPlan) -> PackagedEnding | None:
    ending = stored.ending
    if ending is None:
        return None
    return PackagedEnding(
        status=ending.status,
        takes_effect_on=ending.takes_effect_on,
        superseded_by=ending.superseded_by,
        reason=ending.reason,
        recorded_by=ending.recorded_by,
        recorded_at=ending.recorded_at,
    )


async def _organisations(session: Session, documents: Sequence[PlanDocument]) -> list[PackagedOrganisation]:
    codes = {mention.code for plan in documents for mention in organisations_named(plan)}
    found = await organisations.with_ancestors(session, codes)
    return [_organisation(found[code]) for code in sorted(codes) if code in found]


def _organisation(one: Organisation) -> PackagedOrganisation:
    return PackagedOrganisation(
        code=one.code,
        name=Bilingual(zh=one.name_zh, en=one.name_en),
        kind=one.kind,
        division_code=one.attributes.get("division_code"),
        path=one.path.strip("/").split("/"),
    )
