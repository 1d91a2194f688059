"""What the schools of an assessment lack, in the unit that people act on."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.access.caller import Guard
from services.audit.domain.kept_parts import judged_part
from services.audit.domain.school_lack import SchoolLack, school_lack
from services.audit.domain.standard import Criterion
from services.audit.errors import CountyNeeded
from services.audit.repository.assessments import Kept
from services.audit.repository.lacking import Lacking, lacking_in
from services.audit.repository.results import KeptResult, shows_anything
from services.audit.rulebook import Rulebook
from services.audit.use_cases.assessed_standard import assessed_standard
from services.audit.use_cases.derived_results import is_of_many
from services.audit.use_cases.list_derived import Picked, picked_by_county
from services.kernel.errors import Fault
from services.kernel.routes import Session

AT_ONCE = 1000


@dataclass(frozen=True)
class AskedShortages:
    """`organisation`: a school, or a county for all its schools."""

    assessment: str
    organisation: str | None
    criterion: str | None


@dataclass(frozen=True)
class Shortage:
    """What one school lacks of one criterion; `kept` says where it was read."""

    kept: Lacking
    criterion: Criterion
    lack: SchoolLack


async def list_shortages(
    session: Session, guard: Guard, rulebook: Rulebook, asked: AskedShortages, *, after: int, limit: int
) -> tuple[list[Shortage], int | None]:
    """In the order of the assessment, from behind the row `after`, and where the next page begins. Refused as unknown
    where nothing of the assessment lies within the reach."""
    kept, standard = await assessed_standard(session, guard, rulebook, asked.assessment)
    read = _derived if is_of_many(kept) else _stored
    found, following = await read(session, guard, rulebook, kept, asked, after, limit)
    criteria = {each.code: each for each in standard.criteria if each.lines}
    return [_shortage(criteria[each.criterion], each) for each in found if each.criterion in criteria], following


async def every_shortage(
    session: Session, guard: Guard, rulebook: Rulebook, asked: AskedShortages
) -> Sequence[Shortage]:
    """All of them in one county, read a thousand at a time."""
    kept, _ = await assessed_standard(session, guard, rulebook, asked.assessment)
    too_many = is_of_many(kept) and asked.organisation is None
    every, following = await list_shortages(session, guard, rulebook, asked, after=0, limit=1 if too_many else AT_ONCE)
    if too_many:
        raise CountyNeeded(faults=[Fault("county_needed", "?organisation", "a county or a school of one")])
    while following is not None:
        page, following = await list_shortages(session, guard, rulebook, asked, after=following, limit=AT_ONCE)
        every += page
    return every


async def _stored(
    session: Session, guard: Guard, _: Rulebook, kept: Kept, asked: AskedShortages, after: int, limit: int
) -> tuple[Sequence[Lacking], int | None]:
    reach = await guard.reach()
    if not await shows_anything(session, kept.id, reach):
        raise guard.refusal()
    found = await lacking_in(
        session,
        kept.id,
        reach,
        organisation=None if asked.organisation == kept.organisation else asked.organisation,
        criterion=asked.criterion,
        after=after,
        limit=limit + 1,
    )
    return found[:limit], found[limit - 1].first if len(found) > limit else None


async def _derived(
    session: Session, guard: Guard, rulebook: Rulebook, kept: Kept, asked: AskedShortages, after: int, limit: int
) -> tuple[Sequence[Lacking], int | None]:
    def pick(county: str, rows: Sequence[KeptResult]) -> Picked[Lacking]:
        there = [row for row in rows if asked.organisation in (None, county, row.organisation)]
        return [(each.first, each) for each in _lacking(there) if asked.criterion in (None, each.criterion)]

    return await picked_by_county(
        session, guard, rulebook, kept, pick, organisation=asked.organisation, after=after, limit=limit
    )


def _lacking(rows: Sequence[KeptResult]) -> list[Lacking]:
    """By school and criterion, in the order of their first rows."""
    together: dict[tuple[str, str], list[KeptResult]] = {}
    for row in rows:
        if row.kind == "criterion":
            together.setdefault((row.organisation, row.criterion or ""), []).append(row)
    return [
        Lacking(
            found[0].id,
            school,
            found[0].name_zh,
            found[0].name_en,
            criterion,
            [{"stage": row.stage, "verdict": row.verdict, "detail": row.detail} for row in found],
        )
        for (school, criterion), found in together.items()
        if any(row.verdict not in {None, "met"} for row in found)
    ]


def _shortage(criterion: Criterion, kept: Lacking) -> Shortage:
    parts = [judged_part(criterion, part["stage"], part["verdict"], part["detail"]) for part in kept.parts]
    return Shortage(kept, criterion, school_lack(criterion, parts))
