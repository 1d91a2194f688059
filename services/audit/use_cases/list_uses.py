"""Backward from a reading: every result that rests on it, and whether it rests on what is approved now."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.access.caller import Guard
from services.audit.domain.plan_targets import targets_of
from services.audit.domain.standard import Standard
from services.audit.errors import StandardUnknown, StandardVersionGone
from services.audit.repository.assessments import Kept, assessments_over
from services.audit.repository.plans import plan_revision
from services.audit.repository.results import KeptResult
from services.audit.repository.snapshots import Approved, approved_values, followed_version
from services.audit.rulebook import Rulebook
from services.audit.use_cases.derived_results import Source, county_of, derived_results, is_of_many
from services.audit.use_cases.given import given_again
from services.kernel.routes import Session

OF_SCHOOL, OF_PLACE = frozenset({"school", "criterion"}), frozenset({"comparison", "item", "condition", "target"})


@dataclass(frozen=True)
class Datum:
    """What a reading speaks of."""

    organisation: str
    indicator: str
    period: str


@dataclass(frozen=True)
class Use:
    """An assessment that counts a datum. `then`: what was approved at its snapshot, `now` what is; None: nothing."""

    assessment: Kept
    then: Approved | None
    now: Approved | None
    results: Sequence[KeptResult]

    @property
    def is_stale(self) -> bool:
        """It was corrected or taken back since. What is approved for the first time makes nothing stale."""
        return self.then is not None and (self.now is None or self.now.reading != self.then.reading)


async def list_uses(
    session: Session, guard: Guard, rulebook: Rulebook, datum: Datum, *, before: int, limit: int
) -> tuple[list[Use], Sequence[Kept]]:
    """The uses among up to `limit` + 1 assessments over the organisation, newest first, and these; refused as unknown
    where the caller may not see the organisation."""
    await guard.require(datum.organisation)
    over = await assessments_over(
        session,
        await guard.reach(),
        organisation=datum.organisation,
        period=datum.period,
        before=before,
        limit=limit + 1,
    )
    now = await _approved(session, datum, await followed_version(session, "readings"))
    found = []
    for kept in over[:limit]:
        names = await _names(session, rulebook, kept, datum.indicator)
        if names:
            then = await _approved(session, datum, kept.snapshot_version)
            found.append(Use(kept, then, now, await _results(session, rulebook, kept, datum, names)))
    return found, over


async def _approved(session: Session, datum: Datum, snapshot: int) -> Approved | None:
    found = await approved_values(
        session, codes=[datum.organisation], period=datum.period, snapshot=snapshot, indicators=[datum.indicator]
    )
    return found.get((datum.organisation, datum.indicator))


async def _names(session: Session, rulebook: Rulebook, kept: Kept, indicator: str) -> set[str]:
    """By what its rows call them: the criteria, indicators, conditions and targets that count the item."""
    if kept.standard is None:
        document = await plan_revision(session, kept.plan or "", kept.plan_revision or 0)
        return {
            each.rule.code
            for each in targets_of(document)
            if each.rule.yardstick is not None and indicator in each.rule.yardstick.items
        }
    try:
        given = given_again(rulebook, kept)
    except (StandardUnknown, StandardVersionGone):
        return set()
    return set().union(*(counting(each, indicator) for each in (given.standard, *given.beside.values())))


def counting(standard: Standard, item: str) -> set[str]:
    """The codes of the criteria, indicators and conditions of a standard that count a data item, and paths of provisos.
    Every criterion divides by pupils."""
    found = {each.code for each in standard.criteria if item in each.items or item.startswith("pupils.")}
    for indicator in standard.items:
        conditions = {each.code for each in indicator.conditions if item in each.items}
        found |= conditions | ({indicator.code} if conditions else set())
    found |= {path for path, proviso in standard.provisos.items() if item in proviso.condition.items}
    graded = standard.grading.conditions if standard.grading else ()
    return found | {each.code for each in graded if item in each.items}


async def _results(
    session: Session, rulebook: Rulebook, kept: Kept, datum: Datum, names: set[str]
) -> Sequence[KeptResult]:
    """Of the organisation and of the place that was assessed; of many counties, those of its own."""
    place, derived = kept.organisation, None
    if is_of_many(kept):
        county = await county_of(session, kept, datum.organisation)
        if county is None:
            return []
        place, derived = county, await derived_results(session, rulebook, kept, county)
    source = Source(session, replace(kept, organisation=place), derived)
    rows = list(await source.at(organisation=datum.organisation))
    if place != datum.organisation:
        rows += await source.at(organisation=place)
    return [
        row
        for row in rows
        if (row.kind in OF_SCHOOL | OF_PLACE and row.criterion in names)
        or (row.kind == "school" and row.organisation == datum.organisation)
    ]
