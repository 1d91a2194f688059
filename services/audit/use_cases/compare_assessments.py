"""Holds two assessments against the same standard side by side: what changed, and which of their inputs did."""

from collections.abc import Mapping, Sequence

from services.access.caller import Guard
from services.audit.domain.differences import Change, causes_of, changes_between, rules_between
from services.audit.domain.standard import GRADE, MEAN
from services.audit.errors import NotComparable
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.repository.county_results import county_rows
from services.audit.repository.organisations import places_of
from services.audit.repository.register import Register, register_at
from services.audit.repository.results import KeptResult, results_at
from services.audit.repository.runs import run_of
from services.audit.repository.snapshots import approved_values
from services.audit.rulebook import Rulebook
from services.audit.use_cases.compare_plans import compare_plans
from services.audit.use_cases.compared import Compared, CountyChange, Values, organisations_between, values_between
from services.audit.use_cases.derived_results import county_of, derived_results, is_of_many
from services.audit.use_cases.gather_facts import items_of
from services.audit.use_cases.given import Given, given_again
from services.audit.use_cases.weigh_staleness import items_of_standard
from services.kernel.errors import Fault
from services.kernel.routes import Session


async def compare_assessments(
    session: Session, guard: Guard, rulebook: Rulebook, one: str, other: str, organisation: str | None
) -> Compared:
    """`organisation` names a county of assessments of many. Refused where they have nothing in common."""
    before, after = await _seen(session, guard, one), await _seen(session, guard, other)
    if before.standard != after.standard:
        raise NotComparable("both must be held against the same standard")
    if before.standard is None:
        return await compare_plans(session, before, after)
    many = is_of_many(before) or is_of_many(after)
    if many and organisation is None:
        if not (is_of_many(before) and is_of_many(after)):
            raise NotComparable(faults=[Fault("county_needed", "?organisation", "the county that both assessed")])
        return Compared(before, after, None, await _counties(session, before, after), ())
    counties = {await _county(session, each, organisation) for each in (before, after)}
    if len(counties) > 1 or None in counties:
        raise NotComparable("they assessed different counties")
    county = next(each for each in counties if each is not None)
    await guard.require(county)
    return await _of_county(session, rulebook, before, after, county)


async def _seen(session: Session, guard: Guard, id_: str) -> Kept:
    kept = await assessment_of(session, id_)
    if kept is None:
        raise guard.refusal()
    await guard.require(kept.organisation)
    return kept


async def _county(session: Session, kept: Kept, organisation: str | None) -> str | None:
    if is_of_many(kept):
        return await county_of(session, kept, organisation or "")
    return kept.organisation if organisation in (None, kept.organisation) else None


async def _counties(session: Session, before: Kept, after: Kept) -> list[CountyChange]:
    sides = []
    for kept in (before, after):
        run = await run_of(session, kept.id)
        sides.append({} if run is None else {row.code: row for row in await county_rows(session, run.number)})
    ours, theirs = sides
    every = [*ours, *(code for code in theirs if code not in ours)]
    return [
        CountyChange(
            code,
            ours[code].indicators if code in ours else None,
            theirs[code].indicators if code in theirs else None,
        )
        for code in every
        if code not in ours or code not in theirs or ours[code].sha256 != theirs[code].sha256
    ]


async def _of_county(session: Session, rulebook: Rulebook, before: Kept, after: Kept, county: str) -> Compared:
    given = [given_again(rulebook, each) for each in (before, after)]
    standards = [each.standard for each in given]
    rows = [await _rows(session, rulebook, each, county) for each in (before, after)]
    registers = [await register_at(session, county, each.organisations_version) for each in (before, after)]
    readings = await _readings(session, (before, after), given, registers)
    rules, organisations = rules_between(*standards), organisations_between(*registers)
    changes = [
        (each, causes_of(each, readings, rules, organisations, _items(given, each))) for each in changes_between(*rows)
    ]
    return Compared(before, after, county, (), changes)


async def _rows(session: Session, rulebook: Rulebook, kept: Kept, county: str) -> Sequence[KeptResult]:
    if is_of_many(kept):
        return await derived_results(session, rulebook, kept, county)
    return await results_at(session, kept.id)


async def _readings(
    session: Session, kept: tuple[Kept, Kept], given: Sequence[Given], registers: Sequence[Register]
) -> Values:
    """Approved values that are not the same. What one version alone counts is looked up on both sides."""
    standards = [standard for each in given for standard in (each.standard, *each.beside.values())]
    items = set().union(*map(items_of_standard, standards))
    period = kept[0].period if kept[0].period == kept[1].period else None
    sides = []
    for each, register in zip(kept, registers, strict=True):
        found = await approved_values(
            session,
            codes=register.codes,
            period=each.period or "",
            snapshot=each.snapshot_version,
            indicators=items,
        )
        sides.append({(who, item, period): approved.value for (who, item), approved in found.items()})
    return values_between(*sides)


def _items(given: Sequence[Given], change: Change) -> set[str]:
    """The data items that a result counts, under either version."""
    kind, _, _, criterion = change.subject
    found: set[str] = set()
    for judged_by in given:
        standard = judged_by.standard
        if kind in {"school", "part"} or criterion == MEAN:
            found |= items_of(standard)
            continue
        if criterion == GRADE or (criterion or "").startswith("downgrades."):
            found = found.union(*map(items_of, judged_by.beside.values()))
        if criterion == GRADE and standard.grading is not None:
            found = found.union(*(each.items for each in standard.grading.conditions))
        for each in standard.criteria:
            if each.code == criterion:
                found |= each.items
                found |= {item for item in items_of(standard) if item.startswith("pupils.")}
        names = {*(one.code for item in standard.items if item.code == criterion for one in item.conditions), criterion}
        provisos = {criterion.rpartition(".")[2]} if criterion and not criterion[0].isupper() else set()
        for condition in standard.conditions:
            if condition.code in names | provisos:
                found |= condition.items
    return found


async def names_of(session: Session, compared: Compared) -> Mapping[str, tuple[str, str]]:
    """What the organisations are called."""
    codes = {change.subject[1] for change, _ in compared.changes} | {each.code for each in compared.counties}
    return {code: (place.zh, place.en) for code, place in (await places_of(session, codes)).items()}
