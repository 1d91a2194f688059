"""Why a figure is what it is: measured again as of the assessment's snapshot, reading by reading."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.access.caller import Guard
from services.audit.domain.asked_figure import AskedFigure, figure_of_plan, figure_of_standard
from services.audit.domain.case_clauses import Clause, clauses_of
from services.audit.domain.figure_formula import FigureFormula, figure_formula
from services.audit.domain.grounds import Text
from services.audit.domain.measured import Datum, Measurement, MemberFigure
from services.audit.domain.standard import Standard
from services.audit.errors import NotScored
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.repository.confirmations import Confirmation, confirmations_for
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.plans import plan_revision
from services.audit.repository.register import register_at
from services.audit.repository.results import KeptResult
from services.audit.repository.series import Series, series_of
from services.audit.repository.snapshots import Version, histories_of, indicator_names
from services.audit.repository.versions import UsedReading, used_readings
from services.audit.rulebook import Rulebook
from services.audit.use_cases.derived_results import Source, alone
from services.kernel.routes import Session

MOST_NAMED = 3


@dataclass(frozen=True)
class AskedWhy:
    """Which figure of which assessment; `organisation` names the county of an assessment of many."""

    assessment: str
    code: str
    period: str | None
    organisation: str | None


@dataclass(frozen=True)
class Document:
    """The text behind a figure: of a standard with its version, or of a plan."""

    title: Text
    number: str | None
    standard: Standard | None


@dataclass(frozen=True)
class Explained:
    """One page of the organisations behind a figure: those that miss it, the undecided, then the others.

    `readings` and `histories` are of the page and of whoever decided.
    """

    assessment: Kept
    asked: AskedFigure
    document: Document
    rests_on: Sequence[Clause]
    confirmations: Mapping[str, Confirmation]
    result: KeptResult
    measured: Measurement | None
    formula: FigureFormula | None
    page: Sequence[str]
    more: bool
    places: Mapping[str, Place]
    members: Mapping[str, MemberFigure]
    data: Mapping[str, Sequence[Datum]]
    readings: Mapping[Datum, UsedReading]
    histories: Mapping[Datum, Sequence[Version]]
    names: Mapping[str, Mapping[str, Any]]


async def explain_figure(
    session: Session, guard: Guard, rulebook: Rulebook, why: AskedWhy, *, first: int, limit: int
) -> Explained:
    """Refused as unknown where the caller may not see the assessment or it has no such figure in such a period."""
    whole = await assessment_of(session, why.assessment)
    if whole is None:
        raise guard.refusal()
    kept, source = await alone(session, guard, rulebook, whole, why.organisation)
    await guard.require(kept.organisation)
    result = await _result(source, kept, why.code)
    asked, document = await _asked(session, rulebook, kept, result, why.period)
    register = await register_at(session, kept.organisation, kept.organisations_version)
    series = await series_of(session, register, items=asked.items, snapshot=kept.snapshot_version)
    measured = asked.measured(series.facts)
    formula = None if measured is None else _formula(asked, measured, series)
    data = _by_organisation(measured)
    order = _worst_first(measured, data)
    page = order[first : first + limit]
    told = list(dict.fromkeys([*page, *_spoken_of(measured, formula)]))
    wanted = [datum for code in told for datum in data.get(code, ()) if datum in series.readings]
    places = await places_of(session, {*told, kept.organisation})
    return Explained(
        assessment=kept,
        asked=asked,
        document=document,
        rests_on=_clauses(document, asked),
        confirmations=await _confirmations(session, document, places[kept.organisation]),
        result=result,
        measured=measured,
        formula=formula,
        page=page,
        more=len(order) > first + limit,
        places=places,
        members={each.organisation: each for each in (measured.members if measured else ())},
        data=data,
        readings=await used_readings(
            session, {datum: series.readings[datum] for datum in wanted}, snapshot=kept.snapshot_version
        ),
        histories=await histories_of(session, wanted, snapshot=kept.snapshot_version),
        names=await indicator_names(session, snapshot=kept.snapshot_version, codes=asked.items),
    )


def _formula(asked: AskedFigure, measured: Measurement, series: Series) -> FigureFormula | None:
    return None if asked.yardstick is None else figure_formula(asked.yardstick, asked.demand, measured, series.facts)


def _worst_first(measured: Measurement | None, organisations: Iterable[str]) -> list[str]:
    worst = [*measured.failing, *measured.undecided] if measured else []
    return list(dict.fromkeys([*worst, *organisations]))


def _spoken_of(measured: Measurement | None, formula: FigureFormula | None) -> list[str]:
    """Whom the paragraph names: who decided, and the first of those that miss it."""
    deciding = [formula.organisation] if formula and formula.organisation else []
    return [*deciding, *(measured.failing[:MOST_NAMED] if measured else ())]


async def _result(source: Source, kept: Kept, code: str) -> KeptResult:
    kind = "target" if kept.standard is None else "condition"
    rows = await source.at(kind=kind, criterion=code)
    if not rows:
        raise NotScored(code)
    return rows[0]


def _by_organisation(measured: Measurement | None) -> dict[str, list[Datum]]:
    data: dict[str, list[Datum]] = {}
    for datum in measured.used if measured else ():
        data.setdefault(datum.organisation, []).append(datum)
    return data


async def _asked(
    session: Session, rulebook: Rulebook, kept: Kept, row: KeptResult, period: str | None
) -> tuple[AskedFigure, Document]:
    if kept.standard is not None and kept.standard_version is not None:
        if period not in (None, kept.period):
            raise NotScored(f"scored was {kept.period}")
        standard = rulebook.used(kept.standard, kept.standard_version, kept.summary)
        asked = figure_of_standard(standard, row.criterion or "", kept.period or "")
        return asked, Document(standard.title, standard.document_number, standard)
    document = await plan_revision(session, kept.plan or "", kept.plan_revision or 0)
    asked = figure_of_plan(document, row.criterion or "", _period(row, period))
    title = Text(document["title"]["zh"], document["title"]["en"])
    return asked, Document(title, document.get("document", {}).get("number"), None)


def _clauses(document: Document, asked: AskedFigure) -> Sequence[Clause]:
    if document.standard is None:
        return ()
    known = clauses_of(document.standard)
    return [known[path] for path in asked.paths if path in known]


async def _confirmations(session: Session, document: Document, place: Place) -> Mapping[str, Confirmation]:
    if document.standard is None:
        return {}
    found = await confirmations_for(session, document.standard.code, document.standard.version, place)
    return {each.clause: each for each in found}


def _period(row: KeptResult, wanted: str | None) -> str | None:
    """The one asked for; else, where an earlier period failed a target that the newest keeps, the first that failed."""
    failed, trend = row.detail["failed_periods"], {point["period"]: point["verdict"] for point in row.detail["trend"]}
    if wanted is not None and wanted not in {*failed, *trend}:
        raise NotScored(f"measured were {', '.join(trend) or 'none'}")
    newest: str | None = row.detail["period"]
    return wanted or (failed[0] if failed and trend.get(newest or "") != "not_met" else newest)
