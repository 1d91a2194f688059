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
    SamePerson,
)
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.repository.cases import KeptCase, case_of, grounds_of, steps_of
from services.audit.repository.confirmations import confirmations_for
from services.audit.repository.findings import KeptFinding, findings_by_id
from services.audit.repository.organisations import kinds_of, places_of
from services.audit.repository.results import results_at
from services.audit.rules import accountability_rules
from services.kernel.errors import Fault
from services.kernel.routes import Session


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


async def _higher_office(asked: _Asked) -> None:
    """Who decides an appeal decides for a place above the one whose decision it is."""
    mine = [grant.organisation for grant in asked.guard.caller.grants if grant.role is Role.DECIDER]
    places = await places_of(asked.session, [*mine, asked.kept.organisation])
    below = places[asked.kept.organisation].path
    if not any(code in places and places[code].path != below and covers(places[code].path, below) for code in mine):
        raise NotHigher()


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
    """Whoever had a part in the case this one was opened on does not review it."""
    above = asked.kept.parent
    log = [] if above is None else await steps_of(asked.session, above)
    if asked.guard.caller.id in {each.actor_id for each in log}:
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
    faults = []
    for judged in await _judged(asked):
        if (found.standard, found.organisation) != (judged.standard, judged.organisation):
            expected = f"an assessment of {judged.organisation} against {judged.standard}"
            faults.append(Fault("other_subject", "/assessment", expected, code))
        elif found.snapshot_version <= judged.snapshot_version:
            expected = f"an assessment on newer readings than those of {judged.id}"
            faults.append(Fault("no_new_readings", "/assessment", expected, code))
    if faults:
        raise CaseUnfit(faults=faults)
    return found


async def _still_open(asked: _Asked, assessment: Kept) -> list[str]:
    """The findings of the case that the assessment does not find met. What cannot be decided is not proved."""
    found = []
    for finding in await _findings(asked):
        place = {"organisation": finding.organisation, "criterion": finding.criterion, "stage": finding.stage}
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
    Fact.OWNER_BELOW: _owner_below,
    Fact.CUT_KEPT: _cut_kept,
    Fact.TEAM_MEMBER: _team_member,
    Fact.CHECKLIST_FITS: _checklist_fits,
    Fact.OUTCOMES_FIT: _outcomes_fit,
    Fact.SCOPE_FITS: _scope_fits,
    Fact.FRESH_EYES: _fresh_eyes,
}
