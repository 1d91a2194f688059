"""Facts about who acts: whose office stands above whose, who had a part before, who is named."""

from services.access.caller import Guard
from services.access.policy import Role
from services.audit.domain.case_force import covers
from services.audit.domain.procedures.procedure import Ask
from services.audit.errors import (
    CaseUnfit,
    NotHigher,
    NotOfTheTeam,
    SamePerson,
)
from services.audit.repository.cases import KeptStep, case_of, steps_of
from services.audit.repository.organisations import kinds_of, places_of
from services.audit.use_cases.asked_fact import Asked
from services.kernel.errors import Fault
from services.kernel.routes import Session


async def liable_above(asked: Asked) -> None:
    """A government above the unit, or a department of one."""
    code = str(asked.said[Ask.LIABLE])
    places = await places_of(asked.session, [code, asked.kept.unit])
    liable, unit = places.get(code), places[asked.kept.unit]
    kind = (await kinds_of(asked.session, [code])).get(code)
    over = liable is not None and liable.code != unit.code and covers(_seat(liable.path, kind), unit.path)
    if not over or kind not in ("government", "department"):
        expected = "a government above the unit, or a department of one"
        raise CaseUnfit(faults=[Fault("not_above", "/jointly_liable", expected, code)])


async def owner_below(asked: Asked) -> None:
    """Whoever is to fill a shortage: a government, a department or a school of the place."""
    code = str(asked.said[Ask.OWNER])
    places = await places_of(asked.session, [code, asked.kept.organisation])
    kind = (await kinds_of(asked.session, [code])).get(code)
    owner = places.get(code)
    below = owner is not None and covers(places[asked.kept.organisation].path, owner.path)
    if not below or kind not in ("government", "department", "school"):
        expected = "a government, a department or a school of the place"
        raise CaseUnfit(faults=[Fault("owner_elsewhere", "/owner", expected, code)])


async def office_of(session: Session, guard: Guard, role: Role, organisation: str) -> str | None:
    """The place for which the caller has the role here: of several the nearest at or above the organisation."""
    mine = [grant.organisation for grant in guard.caller.grants if grant.role is role]
    places = await places_of(session, [*mine, organisation])
    there = [places[code] for code in mine if code in places and covers(places[code].path, places[organisation].path)]
    return max(there, key=lambda each: len(each.path)).code if there else None


async def higher_office(asked: Asked) -> None:
    """Who decides an appeal decides for a place above those for which it was decided before, and above the case."""
    mine = [grant.organisation for grant in asked.guard.caller.grants if grant.role is Role.DECIDER]
    before = {each.said["office"] for each in await _log_above(asked) if each.said.get("office")}
    places = await places_of(asked.session, [*mine, *before, asked.kept.organisation])
    below = [places[code].path for code in (*before, asked.kept.organisation) if code in places]
    if not any(code in places and all(_stands_over(places[code].path, path) for path in below) for code in mine):
        raise NotHigher()


async def office_above(asked: Asked) -> None:
    """Nobody is judged by an office of his own or of those below him: the caller's stands above the unit."""
    held = [each.organisation for each in asked.guard.caller.grants if each.role in (Role.DECIDER, Role.SUPERVISOR)]
    places = await places_of(asked.session, [*held, asked.kept.unit])
    unit = places[asked.kept.unit].path
    if not any(code in places and _stands_over(places[code].path, unit) for code in held):
        raise NotHigher()


def _stands_over(above: str, path: str) -> bool:
    return path != above and covers(above, path)


async def _log_above(asked: Asked) -> list[KeptStep]:
    """Of all cases above this one."""
    log: list[KeptStep] = []
    above = asked.kept.parent
    while above is not None:
        log += await steps_of(asked.session, above)
        case = await case_of(asked.session, above)
        above = None if case is None else case.parent
    return log


async def fresh_eyes(asked: Asked) -> None:
    """Whoever had a part in a case this one was opened on does not decide on it."""
    if asked.guard.caller.id in {each.actor_id for each in await _log_above(asked)}:
        raise SamePerson()


async def team_member(asked: Asked) -> None:
    if asked.guard.caller.id not in {each["id"] for each in asked.kept.details["team"]}:
        raise NotOfTheTeam()


def _seat(path: str, kind: str | None) -> str:
    """Where a government stands; of a department, where its government does."""
    return path.rpartition("/")[0] if kind == "department" else path
