"""Whether an assessment still rests on what is approved."""

from services.audit.domain.plan_targets import targets_of
from services.audit.domain.standard import Standard
from services.audit.errors import StandardUnknown, StandardVersionGone
from services.audit.repository.assessments import Kept
from services.audit.repository.plans import plan_revision
from services.audit.repository.register import register_at
from services.audit.repository.staleness import stale_readings
from services.audit.rulebook import Rulebook
from services.audit.use_cases.gather_facts import items_of
from services.kernel.routes import Session


async def weigh_staleness(session: Session, rulebook: Rulebook, kept: Kept) -> int | None:
    """How many of the readings that it could rest on were corrected or taken back since its snapshot; None where its
    standard is no longer shipped, so that nobody knows which they were."""
    items = await _items(session, rulebook, kept)
    if items is None:
        return None
    register = await register_at(session, kept.organisation, kept.organisations_version)
    return await stale_readings(
        session, codes=register.codes, items=items, period=kept.period, snapshot=kept.snapshot_version
    )


async def _items(session: Session, rulebook: Rulebook, kept: Kept) -> set[str] | None:
    if kept.standard is not None:
        try:
            standard = rulebook.used(kept.standard, kept.standard_version or "", kept.summary)
            beside = [rulebook.version(each["code"], each["version"]) for each in kept.summary.get("beside", ())]
            return set().union(*(items_of_standard(each) for each in (standard, *beside)))
        except (StandardUnknown, StandardVersionGone):
            return None
    document = await plan_revision(session, kept.plan or "", kept.plan_revision or 0)
    return set().union(*(each.rule.yardstick.items for each in targets_of(document) if each.rule.yardstick))


def items_of_standard(standard: Standard) -> set[str]:
    """Of its criteria and of all its conditions."""
    return items_of(standard).union(*(condition.items for condition in standard.conditions))
