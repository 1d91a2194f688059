"""Why a figure is what it is: measured again as of the assessment's snapshot, reading by reading."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.access.caller import Guard
from services.audit.domain.asked_figure import AskedFigure, figure_of_plan, figure_of_standard
from services.audit.domain.measured import Datum, Measurement, MemberFigure
from services.audit.errors import NotScored
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.plans import plan_revision
from services.audit.repository.register import register_at
from services.audit.repository.results import KeptResult, results_at
from services.audit.repository.series import series_of
from services.audit.repository.snapshots import indicator_names
from services.audit.repository.versions import UsedReading, used_readings
from services.audit.rulebook import Rulebook
from services.kernel.routes import Session


@dataclass(frozen=True)
class Explained:
    """One page of the organisations behind a figure: those that miss it, the undecided, then the others."""

    assessment: Kept
    asked: AskedFigure
    result: KeptResult
    measured: Measurement | None
    page: Sequence[str]
    more: bool
    places: Mapping[str, Place]
    members: Mapping[str, MemberFigure]
    data: Mapping[str, Sequence[Datum]]
    readings: Mapping[Datum, UsedReading]
    names: Mapping[str, Mapping[str, Any]]


async def explain_figure(
    session: Session,
    guard: Guard,
    rulebook: Rulebook,
    assessment: str,
    code: str,
    period: str | None,
    *,
    first: int,
    limit: int,
) -> Explained:
    """Refused as unknown where the caller may not see the assessment or it has no such figure in such a period."""
    kept = await assessment_of(session, assessment)
    if kept is None:
        raise guard.refusal()
    await guard.require(kept.organisation)
    result = await _result(session, kept, code)
    asked = await _asked(session, rulebook, kept, result, period)
    items = asked.items
    register = await register_at(session, kept.organisation, kept.organisations_version)
    series = await series_of(session, register, items=items, snapshot=kept.snapshot_version)
    measured = asked.measured(series.facts)
    data = _by_organisation(measured)
    order = _worst_first(measured, data)
    page = order[first : first + limit]
    there = series.readings
    wanted = {datum: there[datum] for code in page for datum in data.get(code, ()) if datum in there}
    versions = await used_readings(session, set(wanted.values()), snapshot=kept.snapshot_version)
    return Explained(
        assessment=kept,
        asked=asked,
        result=result,
        measured=measured,
        page=page,
        more=len(order) > first + limit,
        places=await places_of(session, page),
        members={each.organisation: each for each in (measured.members if measured else ())},
        data=data,
        readings={datum: versions[reading] for datum, reading in wanted.items()},
        names=await indicator_names(session, snapshot=kept.snapshot_version, codes=items),
    )


def _worst_first(measured: Measurement | None, organisations: Iterable[str]) -> list[str]:
    worst = [*measured.failing, *measured.undecided] if measured else []
    return list(dict.fromkeys([*worst, *organisations]))


async def _result(session: Session, kept: Kept, code: str) -> KeptResult:
    kind = "target" if kept.standard is None else "condition"
    rows = await results_at(session, kept.id, kind=kind, criterion=code)
    if not rows:
        raise NotScored(code)
    return rows[0]


def _by_organisation(measured: Measurement | None) -> dict[str, list[Datum]]:
    data: dict[str, list[Datum]] = {}
    for datum in measured.used if measured else ():
        data.setdefault(datum.organisation, []).append(datum)
    return data


async def _asked(session: Session, rulebook: Rulebook, kept: Kept, row: KeptResult, period: str | None) -> AskedFigure:
    if kept.standard is not None and kept.standard_version is not None:
        if period not in (None, kept.period):
            raise NotScored(f"scored was {kept.period}")
        standard = rulebook.used(kept.standard, kept.standard_version, kept.summary)
        return figure_of_standard(standard, row.criterion or "", kept.period or "")
    document = await plan_revision(session, kept.plan or "", kept.plan_revision or 0)
    return figure_of_plan(document, row.criterion or "", _period(row, period))


def _period(row: KeptResult, wanted: str | None) -> str | None:
    """The one asked for; else, where an earlier period failed a target that the newest keeps, the first that failed."""
    failed, trend = row.detail["failed_periods"], {point["period"]: point["verdict"] for point in row.detail["trend"]}
    if wanted is not None and wanted not in {*failed, *trend}:
        raise NotScored(f"measured were {', '.join(trend) or 'none'}")
    newest: str | None = row.detail["period"]
    return wanted or (failed[0] if failed and trend.get(newest or "") != "not_met" else newest)
