"""What must be so before a step, looked up: clauses somebody answers for, new readings, who stands above whom."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from services.access.caller import Guard
from services.access.policy import Role
from services.audit.domain.case_force import DatedRule, covers
from services.audit.domain.inspecting import cut_of, unlisted
from services.audit.domain.outcome_ladder import Scope, Subject, exceeds, unfit, widest
from services.audit.domain.procedures.life import Life
from services.audit.domain.procedures.procedure import Ask, Fact
from services.audit.errors import (
    CaseUnfit,
    ClauseUnconfirmed,
    CutNotKept,
    GroundsOpen,
    NotHigher,
    NotOfTheTeam,
    OrdersFallen,
    SamePerson,
)
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.repository.cases import KeptCase, KeptStep, case_of, grounds_of, steps_of
from services.audit.repository.confirmations import confirmations_for
from services.audit.repository.findings import KeptFinding, findings_by_id
from services.audit.repository.organisations import kinds_of, places_of, survivor_of
from services.audit.repository.results import results_at
from services.audit.rules import accountability_rules
from services.kernel.errors import Fault
from services.kernel.routes import Session
from services.yardsticks.periods import first_day

FALLEN = frozenset({"dropped", "lapsed", "revoked"})
"""Where an order stands of which nothing is left."""


@dataclass(frozen=True)
class _Asked:
    session: Session
    guard: Guard
    kept: KeptCase
    life: Life
    said: Mapping[Ask, Any]
    on: date


async def require_fact(
    session: Session, guard: Guard, kept: KeptCase, life: Life, fact: Fact, said: Mapping[Ask, Any], on: date
) -> None:
    """Raises the refusal that says what is not so."""
    await _LOOKED_UP[fact](_Asked(session, guard, kept, life, said, on))


async def _nothing(_: _Asked) -> None:
    """The procedure has asked it already."""


async def _clauses_confirmed(asked: _Asked) -> None:
    """Clauses, each as "standard:clause", for whose text nobody answered for this place by the day of the step."""
    findings = await _findings(asked)
    place = (await places_of(asked.session, [asked.kept.organisation]))[asked.kept.organisation]
    confirmed: set[str] = set()
    for standard, version in {(each.standard, each.standard_version) for each in findings}:
        there = await confirmations_for(asked.session, standard, version, place)
        confirmed |= {f"{standard}:{each.clause}" for each in there if each.confirmed_on <= asked.on}
    rests_on = {f"{each.standard}:{clause}" for each in findings for clause in each.rests_on_unverified}
    clauses = sorted(rests_on - confirmed)
    if clauses:
        raise ClauseUnconfirmed(", ".join(clauses), extra={"clauses": clauses})


async def _grounds_met(asked: _Asked) -> None:
    open_ = await _still_open(asked, await _newer_assessment(asked))
    if open_:
        raise GroundsOpen(", ".join(open_), extra={"findings": open_})


async def _grounds_not_met(asked: _Asked) -> None:
    assessment = await _newer_assessment(asked)
    if not await _still_open(asked, assessment):
        expected = "an assessment in which a finding of the case is still not met: in this one all are met"
        raise CaseUnfit(faults=[Fault("grounds_met", "/assessment", expected, assessment.id)])


async def _grounds_corrected(asked: _Asked) -> None:
    """Of the very period that was judged: what was wrong were the readings, not the schools."""
    assessment = await _newer_assessment(asked)
    periods = {each.period for each in await _judged(asked)}
    if periods != {assessment.period}:
        expected = f"an assessment of the period that was judged, {', '.join(sorted(each or '' for each in periods))}"
        raise CaseUnfit(faults=[Fault("other_period", "/assessment", expected, assessment.period)])
    open_ = await _still_open(asked, assessment)
    if open_:
        raise GroundsOpen(", ".join(open_), extra={"findings": open_})


async def _liable_above(asked: _Asked) -> None:
    """A government above the unit, or a department of one."""
    code = str(asked.said[Ask.LIABLE])
    places = await places_of(asked.session, [code, asked.kept.unit])
    liable, unit = places.get(code), places[asked.kept.unit]
    kind = (await kinds_of(asked.session, [code])).get(code)
    over = liable is not None and liable.code != unit.code and covers(_seat(liable.path, kind), unit.path)
    if not over or kind not in ("government", "department"):
        expected = "a government above the unit, or a department of one"
        raise CaseUnfit(faults=[Fault("not_above", "/jointly_liable", expected, code)])


async def _cut_kept(asked: _Asked) -> None:
    """The list of a year is as much shorter than that of the year before as it must be."""
    details = asked.kept.details
    cut = cut_of(details["baseline"], len(details["entries"]))
    if cut is not None and cut < Fraction(str(details["cut"])):
        raise CutNotKept(
            f"{len(details['entries'])} of {details['baseline']}, a cut of {float(cut):.1%} where"
            f" {details['cut']:.1%} is asked"
        )


async def _team_member(asked: _Asked) -> None:
    if asked.guard.caller.id not in {each["id"] for each in asked.kept.details["team"]}:
        raise NotOfTheTeam()


async def _checklist_fits(asked: _Asked) -> None:
    checked = asked.said[Ask.CHECKED]
    odd = unlisted(asked.kept.details["checklist"], checked)
    if odd:
        raise CaseUnfit(
            faults=[
                Fault("not_on_the_checklist", f"/checked/{place}", why, checked[place]["criterion"])
                for place, why in odd.items()
            ]
        )


async def _grade_known(asked: _Asked) -> None:
    """A grade of the rules the appraisal was proposed under."""
    case: KeptCase | None = asked.kept
    while case is not None and "grades" not in case.details:
        case = None if case.parent is None else await case_of(asked.session, case.parent)
    codes = [] if case is None else [each["code"] for each in case.details["grades"]]
    if asked.said[Ask.GRADE] not in codes:
        raise CaseUnfit(faults=[Fault("grade_unknown", "/grade", f"one of: {', '.join(codes)}", asked.said[Ask.GRADE])])


async def _owner_below(asked: _Asked) -> None:
    """Whoever is to fill a shortage: a government, a department or a school of the place."""
    code = str(asked.said[Ask.OWNER])
    places = await places_of(asked.session, [code, asked.kept.organisation])
    kind = (await kinds_of(asked.session, [code])).get(code)
    owner = places.get(code)
    below = owner is not None and covers(places[asked.kept.organisation].path, owner.path)
    if not below or kind not in ("government", "department", "school"):
        expected = "a government, a department or a school of the place"
        raise CaseUnfit(faults=[Fault("owner_elsewhere", "/owner", expected, code)])


async def office_of(session: Session, guard: Guard, kept: KeptCase) -> str | None:
    """The place for which the caller decides here: of several the nearest to the case."""
    mine = [grant.organisation for grant in guard.caller.grants if grant.role is Role.DECIDER]
    places = await places_of(session, [*mine, kept.organisation])
    there = [
        places[code] for code in mine if code in places and covers(places[code].path, places[kept.organisation].path)
    ]
    return max(there, key=lambda each: len(each.path)).code if there else None


async def _higher_office(asked: _Asked) -> None:
    """Who decides an appeal decides for a place above those for which it was decided before, and above the case."""
    mine = [grant.organisation for grant in asked.guard.caller.grants if grant.role is Role.DECIDER]
    before = {each.said["office"] for each in await _log_above(asked) if each.said.get("office")}
    places = await places_of(asked.session, [*mine, *before, asked.kept.organisation])
    below = [places[code].path for code in (*before, asked.kept.organisation) if code in places]
    if not any(code in places and all(_stands_over(places[code].path, path) for path in below) for code in mine):
        raise NotHigher()


async def _office_above(asked: _Asked) -> None:
    """Nobody is judged by an office of his own or of those below him: the caller's stands above the unit."""
    held = [each.organisation for each in asked.guard.caller.grants if each.role in (Role.DECIDER, Role.SUPERVISOR)]
    places = await places_of(asked.session, [*held, asked.kept.unit])
    unit = places[asked.kept.unit].path
    if not any(code in places and _stands_over(places[code].path, unit) for code in held):
        raise NotHigher()


def _stands_over(above: str, path: str) -> bool:
    return path != above and covers(above, path)


async def _log_above(asked: _Asked) -> list[KeptStep]:
    """Of all cases above this one."""
    log: list[KeptStep] = []
    above = asked.kept.parent
    while above is not None:
        log += await steps_of(asked.session, above)
        case = await case_of(asked.session, above)
        above = None if case is None else case.parent
    return log


async def _orders_stand(asked: _Asked) -> None:
    """None of the orders that somebody is held to account for has fallen since."""
    orders = [await case_of(asked.session, each) for each in asked.kept.details["on_cases"]]
    fallen = [each.id for each in orders if each is not None and each.state in FALLEN]
    if fallen:
        raise OrdersFallen(", ".join(fallen), extra={"cases": fallen})


async def _not_sooner(asked: _Asked) -> None:
    """Sent back, the unit has no less time than it had."""
    due = asked.life.days.get("due_on")
    if due is not None and due > asked.on and asked.said[Ask.UNTIL] < due:
        expected = f"{due} or later, when the unit must be done as it is"
        raise CaseUnfit(faults=[Fault("until_too_early", "/until", expected, asked.said[Ask.UNTIL].isoformat())])


async def _later_than_due(asked: _Asked) -> None:
    """More time is more than there was."""
    parent = None if asked.kept.parent is None else await case_of(asked.session, asked.kept.parent)
    due = None if parent is None else parent.days.get("due_on")
    if due is not None and asked.said[Ask.UNTIL] <= due:
        expected = f"a day after {due}, when the unit must be done as it is"
        raise CaseUnfit(faults=[Fault("until_too_early", "/until", expected, asked.said[Ask.UNTIL].isoformat())])


async def _outcomes_fit(asked: _Asked) -> None:
    """Outcomes of the ladder for such a subject; a decision imposes none of which the subject was not told."""
    case = await _accountability(asked)
    if case is None:
        raise CaseUnfit(faults=[Fault("no_outcomes", "/outcomes", "a case of accountability: an order has none")])
    outcomes, rule = list(asked.said[Ask.OUTCOMES]), _rule_of(case)
    odd = unfit(rule.outcomes, outcomes, Subject(case.details["subject"]["kind"]))
    faults = [Fault("outcome_unfit", f"/outcomes/{place}", why, outcomes[place]) for place, why in odd.items()]
    told = [each.said["outcomes"] for each in await steps_of(asked.session, case.id) if each.step == "notified"]
    if told and not faults:
        faults = [
            Fault("not_notified", f"/outcomes/{place}", f"one the subject was told of: {', '.join(told[-1])}", code)
            for place, code in enumerate(outcomes)
            if code not in told[-1]
        ]
    if faults:
        raise CaseUnfit(faults=faults)


async def _scope_fits(asked: _Asked) -> None:
    """As widely as the gravest outcome in force allows."""
    imposed = [
        each.said["outcomes"] for each in await steps_of(asked.session, asked.kept.id) if "outcomes" in each.said
    ]
    limit = widest(_rule_of(asked.kept).outcomes, imposed[-1])
    if exceeds(Scope(asked.said[Ask.SCOPE]), limit):
        raise CaseUnfit(faults=[Fault("scope_too_wide", "/scope", f"{limit} or narrower", asked.said[Ask.SCOPE])])


async def _fresh_eyes(asked: _Asked) -> None:
    """Whoever had a part in a case this one was opened on does not decide on it."""
    if asked.guard.caller.id in {each.actor_id for each in await _log_above(asked)}:
        raise SamePerson()


async def _accountability(asked: _Asked) -> KeptCase | None:
    """The case itself or the nearest above it that holds somebody to account."""
    case: KeptCase | None = asked.kept
    while case is not None and "subject" not in case.details:
        case = None if case.parent is None else await case_of(asked.session, case.parent)
    return case


def _rule_of(case: KeptCase) -> DatedRule:
    return next(each for each in accountability_rules() if each.code == case.details["rule"])


def _seat(path: str, kind: str | None) -> str:
    """Where a government stands; of a department, where its government does."""
    return path.rpartition("/")[0] if kind == "department" else path


async def _newer_assessment(asked: _Asked) -> Kept:
    """One the caller may see, of the same place against the same standard, made on readings that came after those the
    findings rest on."""
    code = str(asked.said[Ask.ASSESSMENT])
    found = await assessment_of(asked.session, code)
    if found is None or found.organisation not in await asked.guard.allowed([found.organisation]):
        raise CaseUnfit(faults=[Fault("assessment_unknown", "/assessment", "an assessment you may see", code)])
    faults = [fault for judged in await _judged(asked) for fault in _stale(found, judged)]
    if found.information_only:
        expected = "an assessment that binds; this one is for information"
        faults.append(Fault("binds_nobody", "/assessment", expected, ", ".join(found.information_only)))
    reported = [each.on for each in asked.life.log if each.step == "reported"]
    if reported and asked.life.state == "reported" and found.as_of < reported[-1]:
        expected = f"an assessment as of {reported[-1]} or later, when the unit reported"
        faults.append(Fault("before_report", "/assessment", expected, found.as_of.isoformat()))
    if faults:
        raise CaseUnfit(faults=faults)
    return found


def _stale(found: Kept, judged: Kept) -> list[Fault]:
    """Why an assessment says nothing new of what another found."""
    if (found.standard, found.organisation) != (judged.standard, judged.organisation):
        expected = f"an assessment of {judged.organisation} against {judged.standard}"
        return [Fault("other_subject", "/assessment", expected, found.id)]
    if found.snapshot_version <= judged.snapshot_version:
        expected = f"an assessment on newer readings than those of {judged.id}"
        return [Fault("no_new_readings", "/assessment", expected, found.id)]
    earlier = found.period and judged.period and first_day(found.period) < first_day(judged.period)
    if earlier or found.as_of < judged.as_of:
        expected = f"an assessment of {judged.period} or later, as of {judged.as_of} or later"
        return [Fault("earlier_period", "/assessment", expected, f"{found.period} as of {found.as_of}")]
    return []


async def _still_open(asked: _Asked, assessment: Kept) -> list[str]:
    """The findings of the case that the assessment does not find met. What cannot be decided is not proved."""
    found = []
    for finding in await _findings(asked):
        school = await survivor_of(asked.session, finding.organisation)
        if school is None:
            continue  # it was closed and nobody came after it: there is nothing left to put right
        place = {"organisation": school, "criterion": finding.criterion, "stage": finding.stage}
        rows = await results_at(asked.session, assessment.id, **place)
        if not rows or any(row.verdict != "met" for row in rows):
            found.append(finding.id)
    return found


async def _findings(asked: _Asked) -> list[KeptFinding]:
    """Of the case, or of the nearest above it that rests on any."""
    grounds = (await grounds_of(asked.session, [asked.kept.id]))[asked.kept.id]
    found = await findings_by_id(asked.session, [each.finding for each in grounds])
    return [found[each.finding] for each in grounds]


async def _judged(asked: _Asked) -> list[Kept]:
    """The assessments the findings of the case come from."""
    named = dict.fromkeys(each.assessment for each in await _findings(asked))
    found = [await assessment_of(asked.session, id_) for id_ in named]
    return [each for each in found if each is not None]


_LOOKED_UP: Mapping[Fact, Callable[[_Asked], Awaitable[None]]] = {
    Fact.NOT_RECUSED: _nothing,
    Fact.CLAUSES_CONFIRMED: _clauses_confirmed,
    Fact.GROUNDS_MET: _grounds_met,
    Fact.GROUNDS_NOT_MET: _grounds_not_met,
    Fact.GROUNDS_CORRECTED: _grounds_corrected,
    Fact.LIABLE_ABOVE: _liable_above,
    Fact.HIGHER_OFFICE: _higher_office,
    Fact.OFFICE_ABOVE: _office_above,
    Fact.ORDERS_STAND: _orders_stand,
    Fact.LATER_THAN_DUE: _later_than_due,
    Fact.NOT_SOONER: _not_sooner,
    Fact.GRADE_KNOWN: _grade_known,
    Fact.OWNER_BELOW: _owner_below,
    Fact.CUT_KEPT: _cut_kept,
    Fact.TEAM_MEMBER: _team_member,
    Fact.CHECKLIST_FITS: _checklist_fits,
    Fact.OUTCOMES_FIT: _outcomes_fit,
    Fact.SCOPE_FITS: _scope_fits,
    Fact.FRESH_EYES: _fresh_eyes,
}
