"""The year's list is drafted; visits are planned under it: what is not on the approved list is not done."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from services.access.caller import Guard
from services.audit.domain.inspecting import Entry, entries_of, too_many, too_often
from services.audit.domain.procedures.life import Happened
from services.audit.domain.procedures.procedure import Procedure
from services.audit.domain.standard import Standard
from services.audit.errors import InspectionUnlisted, ListStands
from services.audit.procedures import in_force
from services.audit.repository.cases import KeptCase, case_of
from services.audit.repository.inspections import Member, members_named, schools_there, standing_list, visits_of
from services.audit.repository.organisations import places_of
from services.audit.repository.samples import members_of
from services.audit.use_cases.case_day import ahead_faults, refuse_ahead
from services.audit.use_cases.case_lives import Opened, keep_opened
from services.kernel.errors import Fault
from services.kernel.routes import Session

LEAST_TEAM = 2


@dataclass(frozen=True)
class WantedList:
    """`baseline`: how many inspections there were in the year it is held against; `cut`: by which share it must be
    shorter."""

    organisation: str
    year: int
    entries: Sequence[Entry]
    baseline: int | None
    cut: float | None
    text: str
    on: date


@dataclass(frozen=True)
class WantedInspection:
    """`schools`, or those of a `sample` that was drawn for visits."""

    inspection_list: str
    entry: str
    schools: Sequence[str]
    sample: str | None
    team: Sequence[str]
    from_day: date
    until_day: date
    text: str
    on: date


async def draft_list(session: Session, guard: Guard, wanted: WantedList) -> str:
    await guard.require(wanted.organisation)
    refuse_ahead("/on", wanted.on)
    procedure = in_force("inspection_list", wanted.on)
    faults = [
        Fault("entry_twice", f"/entries/{place}/code", "each code once", each.code)
        for place, each in enumerate(wanted.entries)
        if each.code in {other.code for other in wanted.entries[:place]}
    ]
    known = await places_of(session, [each.inspects for each in wanted.entries])
    faults += [
        Fault("organisation_unknown", f"/entries/{place}/inspects", "the code of an organisation", each.inspects)
        for place, each in enumerate(wanted.entries)
        if each.inspects not in known
    ]
    if (wanted.cut is None) != (wanted.baseline is None):
        faults.append(Fault("cut_without_baseline", "/cut", "a cut exactly where there is a baseline"))
    if procedure is None or wanted.year < procedure.in_force_from.year:
        faults.append(Fault("too_early", "/year", "a year in which lists are kept", str(wanted.year)))
    if faults or procedure is None:
        raise InspectionUnlisted(faults=faults)
    standing = await standing_list(session, wanted.organisation, wanted.year)
    if standing is not None:
        raise ListStands(standing, extra={"list": standing})
    details = {
        "rule": procedure.rule,
        "year": wanted.year,
        "baseline": wanted.baseline,
        "cut": wanted.cut,
        "entries": [asdict(each) for each in wanted.entries],
    }
    place = wanted.organisation
    return await _open(session, guard, procedure, Opened(_id("lst"), None, place, place, details, {}, ()), wanted)


async def plan_inspection(
    session: Session, guard: Guard, wanted: WantedInspection, standard: Standard | None
) -> list[str]:
    """One case for each school."""
    list_ = await case_of(session, wanted.inspection_list, locked=True)
    if list_ is None or list_.kind != "inspection_list":
        raise guard.refusal()
    await guard.require(list_.organisation)
    procedure = in_force("inspection", wanted.on)
    schools = list(wanted.schools)
    if wanted.sample is not None:
        schools += [each.organisation for each in await members_of(session, wanted.sample)]
    team = await members_named(session, wanted.team)
    faults = [*_listed(list_, wanted), *_dated(list_, wanted), *_team(wanted, team, schools)]
    faults += await _allowed(session, list_, wanted, schools)
    if faults or procedure is None:
        raise InspectionUnlisted(faults=faults)
    details = {
        "rule": procedure.rule,
        "inspection": _id("ins"),
        "entry": wanted.entry,
        "sample": wanted.sample,
        "team": [{"id": each.id, "name": each.name} for each in team.values()],
        "checklist": [] if standard is None else [each.code for each in standard.criteria if each.lines],
        "standard": None if standard is None else standard.code,
    }
    days = {"from_day": wanted.from_day, "until_day": wanted.until_day}
    return [
        await _open(
            session,
            guard,
            procedure,
            Opened(_id("vis"), list_.id, list_.organisation, school, details, days, (), school),
            wanted,
        )
        for school in schools
    ]


def _id(kind: str) -> str:
    return f"{kind}_{secrets.token_hex(8)}"


async def _open(
    session: Session, guard: Guard, procedure: Procedure, opened: Opened, wanted: WantedList | WantedInspection
) -> str:
    first = Happened(procedure.first, wanted.on, guard.caller.id)
    await keep_opened(session, procedure, opened, first, wanted.text, guard.caller)
    return opened.id


def _listed(list_: KeptCase, wanted: WantedInspection) -> list[Fault]:
    if list_.state != "approved":
        return [
            Fault("list_not_approved", "/inspection_list", f"an approved list; this one is {list_.state}", list_.id)
        ]
    entries = entries_of(list_.details)
    if wanted.entry not in entries:
        return [Fault("not_on_the_list", "/entry", f"an entry of the list: {', '.join(entries)}", wanted.entry)]
    return []


def _dated(list_: KeptCase, wanted: WantedInspection) -> list[Fault]:
    faults = ahead_faults("/on", wanted.on)
    year = list_.details["year"]
    if {wanted.from_day.year, wanted.until_day.year} != {year}:
        given = f"{wanted.from_day} to {wanted.until_day}"
        faults.append(Fault("another_year", "/from_day", f"days of {year}, the year of the list", given))
    if not wanted.on < wanted.from_day <= wanted.until_day:
        expected = "days in their order, the first after the day of planning"
        faults.append(Fault("days_out_of_order", "/from_day", expected, wanted.from_day.isoformat()))
    return faults


def _team(wanted: WantedInspection, team: Mapping[str, Member], schools: Sequence[str]) -> list[Fault]:
    """At least two, and nobody who answers or reports for a school that is visited."""
    faults = []
    if len(set(wanted.team)) < LEAST_TEAM:
        faults.append(Fault("team_too_small", "/team", f"at least {LEAST_TEAM} people"))
    for place, id_ in enumerate(wanted.team):
        if id_ not in team:
            faults.append(Fault("member_unknown", f"/team/{place}", "the id of an active account", id_))
        elif team[id_].answers_for & set(schools):
            named = ", ".join(sorted(team[id_].answers_for & set(schools)))
            faults.append(Fault("member_recused", f"/team/{place}", f"nobody who answers for {named}", id_))
    return faults


async def _allowed(session: Session, list_: KeptCase, wanted: WantedInspection, schools: Sequence[str]) -> list[Fault]:
    """Open schools of the place, each once, no more and no more often than the entry says."""
    place = (await places_of(session, [list_.organisation]))[list_.organisation]
    there = await schools_there(session, place.path, schools)
    faults = [
        Fault("school_unfit", f"/schools/{at}", "an open school of the place, once", code)
        for at, code in enumerate(schools)
        if code not in there or code in schools[:at]
    ]
    if not schools:
        faults.append(Fault("no_schools", "/schools", "schools, or a sample of some"))
    entry = entries_of(list_.details).get(wanted.entry)
    if entry is None:
        return faults
    visits = await visits_of(session, list_.id, wanted.entry)
    faults += [
        Fault("visited_already", "/schools", f"a school visited less than {entry.times} times this year", code)
        for code in too_often(entry, schools, visits)
    ]
    if beyond := too_many(entry, schools, visits):
        expected = f"at most {entry.most_schools} schools in the year, those visited already counted"
        faults.append(Fault("too_many_schools", "/schools", expected, f"{beyond} too many"))
    return faults
