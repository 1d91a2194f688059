"""Facts that findings and assessments tell: clauses somebody answers for, grounds that newer readings meet."""

from services.audit.domain.procedures.procedure import Ask
from services.audit.errors import (
    CaseUnfit,
    ClauseUnconfirmed,
    GroundsOpen,
)
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.repository.cases import grounds_of
from services.audit.repository.confirmations import confirmations_for
from services.audit.repository.findings import KeptFinding, findings_by_id
from services.audit.repository.organisations import places_of, survivor_of
from services.audit.repository.results import results_at
from services.audit.use_cases.asked_fact import Asked
from services.kernel.errors import Fault
from services.yardsticks.periods import first_day


async def clauses_confirmed(asked: Asked) -> None:
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


async def grounds_met(asked: Asked) -> None:
    open_ = await _still_open(asked, await _newer_assessment(asked))
    if open_:
        raise GroundsOpen(", ".join(open_), extra={"findings": open_})


async def grounds_not_met(asked: Asked) -> None:
    assessment = await _newer_assessment(asked)
    if not await _still_open(asked, assessment):
        expected = "an assessment in which a finding of the case is still not met: in this one all are met"
        raise CaseUnfit(faults=[Fault("grounds_met", "/assessment", expected, assessment.id)])


async def grounds_corrected(asked: Asked) -> None:
    """Of the very period that was judged: what was wrong were the readings, not the schools."""
    assessment = await _newer_assessment(asked)
    periods = {each.period for each in await _judged(asked)}
    if periods != {assessment.period}:
        expected = f"an assessment of the period that was judged, {', '.join(sorted(each or '' for each in periods))}"
        raise CaseUnfit(faults=[Fault("other_period", "/assessment", expected, assessment.period)])
    open_ = await _still_open(asked, assessment)
    if open_:
        raise GroundsOpen(", ".join(open_), extra={"findings": open_})


async def _newer_assessment(asked: Asked) -> Kept:
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


async def _still_open(asked: Asked, assessment: Kept) -> list[str]:
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


async def _findings(asked: Asked) -> list[KeptFinding]:
    """Those the case rests on."""
    grounds = (await grounds_of(asked.session, [asked.kept.id]))[asked.kept.id]
    found = await findings_by_id(asked.session, [each.finding for each in grounds])
    return [found[each.finding] for each in grounds]


async def _judged(asked: Asked) -> list[Kept]:
    """The assessments the findings of the case come from."""
    named = dict.fromkeys(each.assessment for each in await _findings(asked))
    found = [await assessment_of(asked.session, id_) for id_ in named]
    return [each for each in found if each is not None]
