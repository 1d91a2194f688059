"""The answer to "why" for a figure: how it is measured, what it came to, and every reading behind it."""

from datetime import date, datetime
from typing import Any

from pydantic import Field

from services.audit.domain.case_clauses import Clause
from services.audit.domain.measured import Datum, MemberFigure
from services.audit.domain.measured_rows import exact, figure_json, shown
from services.audit.repository.versions import UsedReading
from services.audit.schemas.assessments import ResultShown, shown_result
from services.audit.schemas.common import Actor, Figure, Named, Words, named
from services.audit.schemas.explained_readings import shown_version
from services.audit.schemas.explanations import RestsOn, VersionShown
from services.audit.schemas.figure_letter import paragraph_of_figure
from services.audit.schemas.plan_assessments import TrendPoint
from services.audit.schemas.standards import shown_clause, shown_confirmation
from services.audit.use_cases.explain_figure import Explained
from services.kernel.fields import Shown, shown_number


class DemandShown(Shown):
    """What the figure is held against; `upper` is the other end of a range, which no figure has to stay below."""

    comparison: str
    value: Figure | None
    upper: Figure | None
    unit: str | None


class ReadingUsed(Shown):
    """One datum as it was approved; `reading` null means that nothing was: missing, which is never zero."""

    indicator: str
    title: Words | None
    unit: str | None
    period: str
    value: Figure | None
    reading: int | None
    unknown_reason: str | None
    correction_reason: str | None
    evidence: str | None
    submission: str | None
    sender: Actor | None
    received_at: datetime | None
    reviewer: Actor | None
    reviewed_at: datetime | None
    history: list[VersionShown] = Field(description="what else was sent of it, oldest first · 其他报送记录")


class MemberShown(Shown):
    """One organisation behind the figure; its own verdict and value where the yardstick asks each for them."""

    organisation: Named
    verdict: str | None
    value: Figure | None
    exact: str | None
    line: Figure | None
    readings: list[ReadingUsed]


class DocumentShown(Shown):
    """The standard in its version, or the plan in its revision, that asks for the figure."""

    title: Words
    number: str | None
    standard: str | None
    version: str | None
    plan: str | None
    revision: int | None


class FormulaOfFigure(Shown):
    """`organisation` decided; null where all together make one figure."""

    organisation: Named | None
    text: str


class FigureExplained(Shown):
    """Everything as of the snapshot the assessment pinned. `organisations` come worst first, page by page.

    `figure` is that of the period explained, `result` what the assessment came to over all periods it asks. `rests_on`
    is empty under a plan. `formula` is that of all together, or of the organisation that decided; where more than the
    readings of the period makes the figure it tells only what that came to. `paragraph` can be pasted into a letter.
    """

    assessment: str
    code: str
    title: Words
    place: str
    document: DocumentShown
    rests_on: list[RestsOn]
    as_of: date
    period: str | None
    snapshot_version: int
    demand: DemandShown
    yardstick: dict[str, Any] | None
    figure: TrendPoint | None
    formula: FormulaOfFigure | None
    result: ResultShown
    paragraph: Words
    organisations: list[MemberShown]
    next: str | None


def shown_figure(found: Explained, cursor: str | None) -> FigureExplained:
    asked = found.asked
    return FigureExplained(
        assessment=found.assessment.id,
        code=found.result.criterion or "",
        title=Words.model_validate(asked.title),
        place=asked.place,
        document=_document(found),
        rests_on=[_rests_on(found, clause) for clause in found.rests_on],
        as_of=found.assessment.as_of,
        period=asked.period,
        snapshot_version=found.assessment.snapshot_version,
        demand=DemandShown(
            comparison=asked.demand.comparison.value,
            value=shown(asked.demand.value),
            upper=shown(asked.demand.upper),
            unit=asked.unit,
        ),
        yardstick=asked.yardstick.model_dump(mode="json", exclude_defaults=True) if asked.yardstick else None,
        figure=None if found.measured is None else TrendPoint.model_validate(figure_json(found.measured)),
        formula=_formula(found),
        result=shown_result(found.result),
        paragraph=Words.model_validate(paragraph_of_figure(found)),
        organisations=[_member(found, code) for code in found.page],
        next=cursor,
    )


def _document(found: Explained) -> DocumentShown:
    kept, standard = found.assessment, found.document.standard
    return DocumentShown(
        title=Words.model_validate(found.document.title),
        number=found.document.number,
        standard=kept.standard,
        version=None if standard is None else standard.version,
        plan=kept.plan if standard is None else None,
        revision=kept.plan_revision if standard is None else None,
    )


def _rests_on(found: Explained, clause: Clause) -> RestsOn:
    kept, confirmed = found.assessment, found.confirmations.get(clause.path)
    confirmation = (
        None if confirmed is None else shown_confirmation(kept.standard or "", kept.standard_version or "", confirmed)
    )
    return RestsOn(**shown_clause(clause).model_dump(), confirmation=confirmation)


def _formula(found: Explained) -> FormulaOfFigure | None:
    told = found.formula
    if told is None or not told.text:
        return None
    return FormulaOfFigure(
        organisation=None if told.organisation is None else _name(found, told.organisation), text=told.text
    )


def _name(found: Explained, code: str) -> Named:
    place = found.places.get(code)
    return named(code, place.zh, place.en) if place else named(code, code, code)


def _member(found: Explained, code: str) -> MemberShown:
    member, name = found.members.get(code), _name(found, code)
    readings = [_reading(found, datum) for datum in found.data.get(code, ())]
    return MemberShown(organisation=name, readings=readings, **_own(member))


def _own(member: MemberFigure | None) -> dict[str, Any]:
    if member is None:
        return {"verdict": None, "value": None, "exact": None, "line": None}
    return {
        "verdict": member.verdict.value,
        "value": shown(member.value),
        "exact": exact(member.value),
        "line": shown(member.line),
    }


def _reading(found: Explained, datum: Datum) -> ReadingUsed:
    used, name = found.readings.get(datum), found.names.get(datum.item)
    return ReadingUsed(
        indicator=datum.item,
        title=None if name is None else Words.model_validate(name["title"]),
        unit=None if name is None else name["unit"],
        period=datum.period,
        **_way_in(used),
        history=[shown_version(each) for each in found.histories.get(datum, ()) if used is None or each.id != used.id],
    )


def _way_in(used: UsedReading | None) -> dict[str, Any]:
    if used is None:
        return dict.fromkeys(_WAY_IN)
    reviewed = used.reviewer_id is not None and used.reviewer_name is not None
    return {
        "value": None if used.value is None else shown_number(used.value),
        "reading": used.id,
        "unknown_reason": used.unknown_reason,
        "correction_reason": used.correction_reason,
        "evidence": used.evidence,
        "submission": used.submission,
        "sender": Actor(id=used.sender_id, name=used.sender_name),
        "received_at": used.received_at,
        "reviewer": Actor(id=used.reviewer_id or "", name=used.reviewer_name or "") if reviewed else None,
        "reviewed_at": used.reviewed_at,
    }


_WAY_IN = (
    *("value", "reading", "unknown_reason", "correction_reason", "evidence", "submission"),
    *("sender", "received_at", "reviewer", "reviewed_at"),
)
