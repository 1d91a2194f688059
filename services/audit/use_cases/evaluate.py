"""Process, value added and results of an organisation, side by side, and the band of all three."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from services.access.caller import Guard
from services.audit.domain.composite import (
    Band,
    Bands,
    Graded,
    Part,
    Scheme,
    graded,
    process_band,
    results_band,
    together,
    value_added_band,
)
from services.audit.domain.nation.codes import VERDICTS
from services.audit.domain.process import Process, process_of
from services.audit.domain.standard import Criterion, Standard
from services.audit.domain.value_added import Standing
from services.audit.domain.verdict import Verdict
from services.audit.errors import NotScored
from services.audit.repository.assessments import Kept, assessment_of, newest_against
from services.audit.repository.county_results import verdict_in
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.register import Register, register_at
from services.audit.repository.reporting import reported_for
from services.audit.repository.results import results_at
from services.audit.repository.runs import run_of
from services.audit.repository.snapshots import followed_version
from services.audit.use_cases.evaluate_change import WantedChange, evaluate_change
from services.audit.use_cases.gather_work import tasks_on_day
from services.kernel.routes import Session
from services.yardsticks.membership import existed
from services.yardsticks.periods import first_day


@dataclass(frozen=True)
class WantedEvaluation:
    """`assessment` None takes the newest of the organisation itself; `reports_due_on` None: nobody said by when."""

    organisation: str
    period: str
    as_of: date
    assessment: str | None
    peers_within: str | None
    baseline: int
    reports_due_on: date | None
    scheme: Scheme | None


@dataclass(frozen=True)
class Results:
    """`assessment` None: nobody has assessed it against the standard in this period."""

    assessment: Kept | None
    verdict: Verdict | None


@dataclass(frozen=True)
class Evaluation:
    place: Place
    wanted: WantedEvaluation
    standard: Standard
    results: Results
    process: Process
    changes: Sequence[tuple[Criterion, Mapping[Standing, int]]]
    bands: Bands
    band: Band
    graded: Graded | None
    snapshot: int
    plans: int
    organisations: int


async def evaluate(session: Session, guard: Guard, standard: Standard, wanted: WantedEvaluation) -> Evaluation:
    """Of the organisation and everything below it."""
    await guard.require(wanted.organisation)
    versions = [await followed_version(session, feed) for feed in ("readings", "plans", "organisations")]
    snapshot, plans, organisations = versions
    register = await register_at(session, wanted.organisation, organisations)
    results = await _results(session, standard, wanted)
    process = await _process(session, register, wanted, snapshot, plans)
    changes = await _changes(session, guard, standard, wanted, snapshot)
    bands: Bands = {
        Part.RESULTS: results_band(results.verdict),
        Part.PROCESS: process_band(process),
        Part.VALUE_ADDED: value_added_band([counts for _, counts in changes]),
    }
    return Evaluation(
        place=(await places_of(session, [wanted.organisation]))[wanted.organisation],
        wanted=wanted,
        standard=standard,
        results=results,
        process=process,
        changes=changes,
        bands=bands,
        band=together(bands),
        graded=None if wanted.scheme is None else graded(wanted.scheme, bands),
        snapshot=snapshot,
        plans=plans,
        organisations=organisations,
    )


async def _results(session: Session, standard: Standard, wanted: WantedEvaluation) -> Results:
    """Of the whole organisation, or of a school within an assessment that is named."""
    if wanted.assessment is None:
        newest = await newest_against(session, standard.code, wanted.organisation, wanted.as_of)
        if newest is None or newest.period != wanted.period:
            return Results(None, None)
        return Results(newest, Verdict(newest.verdict))
    kept = await assessment_of(session, wanted.assessment)
    if kept is None or (kept.standard, kept.period) != (standard.code, wanted.period):
        raise NotScored(f"no assessment against {standard.code} of {wanted.period} has this id")
    if kept.organisation == wanted.organisation:
        return Results(kept, Verdict(kept.verdict))
    run = await run_of(session, kept.id)
    if run is not None:
        return Results(kept, await _within(session, run.number, wanted.organisation))
    rows = await results_at(session, kept.id, kind="school", organisation=wanted.organisation)
    if not rows:
        raise NotScored("the assessment did not score this organisation")
    return Results(kept, None if rows[0].verdict is None else Verdict(rows[0].verdict))


async def _within(session: Session, run: int, organisation: str) -> Verdict | None:
    """Of a county or a school in an assessment of many."""
    found = await verdict_in(session, run, organisation)
    if found is None:
        raise NotScored("the assessment did not score this organisation")
    return VERDICTS[found]


async def _process(
    session: Session, register: Register, wanted: WantedEvaluation, snapshot: int, plans: int
) -> Process:
    since = first_day(wanted.period)
    tasks = await tasks_on_day(session, set(register.codes), since, wanted.as_of, plans)
    reported = await reported_for(session, register.codes, period=wanted.period, snapshot=snapshot)
    schools = [
        code
        for code, one in register.organisations.items()
        if one.kind == "school" and existed(one.attributes, wanted.period)
    ]
    return process_of(tasks, since, wanted.as_of, reported, schools, wanted.reports_due_on)


async def _changes(
    session: Session, guard: Guard, standard: Standard, wanted: WantedEvaluation, snapshot: int
) -> Sequence[tuple[Criterion, Mapping[Standing, int]]]:
    found = []
    peers = wanted.peers_within or wanted.organisation
    for criterion in standard.criteria:
        asked = WantedChange(wanted.organisation, peers, criterion.code, wanted.period, wanted.baseline, snapshot)
        evaluated = await evaluate_change(session, guard, standard, asked)
        found.append((criterion, Counter(each.standing for each in evaluated.found)))
    return found
