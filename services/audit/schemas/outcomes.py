"""Bodies of combined results and the parts they follow from."""

from datetime import date
from urllib.parse import quote

from pydantic import Field

from services.audit.domain.case_clauses import Clause
from services.audit.domain.grounds import Confidence, Text
from services.audit.domain.outcome import OutcomeLetter, Step, outcome_paragraph
from services.audit.domain.standard import GRADE, MEAN
from services.audit.schemas.common import Named, Words, named
from services.audit.schemas.explanations import RestsOn
from services.audit.schemas.standards import shown_clause, shown_confirmation
from services.audit.use_cases.explain_outcome import Outcome
from services.kernel.fields import Shown


class StepShown(Shown):
    """A part with its numbers. `decides` false: it stands in the way of recognition only. `why` is empty for a mean,
    whose coefficients stand here themselves."""

    kind: str
    stage: str | None
    code: str
    title: Words
    verdict: str | None
    borderline: bool
    text: str
    decides: bool
    why: list[str] = Field(description="where each part of it is explained · 详细由来")


class OutcomeShown(Shown):
    """The verdict over all `steps` that decide, by Kleene's logic, of a school by its rule; `recognition` over the
    others too, null for a school."""

    assessment: str
    organisation: Named
    period: str
    as_of: date
    snapshot_version: int
    standard: str
    standard_version: str
    verdict: str
    recognition: str | None
    steps: list[StepShown]
    rests_on: list[RestsOn]
    paragraph: Words


def shown_outcome(found: Outcome) -> OutcomeShown:
    kept, place = found.assessment, found.place
    return OutcomeShown(
        assessment=kept.id,
        organisation=named(place.code, place.zh, place.en),
        period=kept.period or "",
        as_of=kept.as_of,
        snapshot_version=kept.snapshot_version,
        standard=found.standard.code,
        standard_version=found.standard.version,
        verdict=found.verdict.value,
        recognition=None if found.recognition is None else found.recognition.value,
        steps=[_step(found, each) for each in found.steps],
        rests_on=[_rests_on(found, clause) for clause in found.rests_on],
        paragraph=Words.model_validate(_paragraph(found)),
    )


def _step(found: Outcome, step: Step) -> StepShown:
    return StepShown(
        kind=step.kind,
        stage=step.stage,
        code=step.code,
        title=Words.model_validate(step.title),
        verdict=None if step.verdict is None else step.verdict.value,
        borderline=step.borderline,
        text=step.text,
        decides=step.decides,
        why=_why(found, step),
    )


def _why(found: Outcome, step: Step) -> list[str]:
    base, place = f"/api/v1/audit/assessments/{found.assessment.id}", quote(found.place.code)
    if step.kind in {"criterion", "comparison"} and step.code != MEAN:
        return [f"{base}/explanation?organisation={place}&criterion={step.code}&stage={step.stage}"]
    if step.kind == "condition":
        return [f"{base}/figures/{step.code}?organisation={place}"]
    if step.kind == "item" and step.code != GRADE:
        item = next(each for each in found.standard.items if each.code == step.code)
        return [f"{base}/figures/{each.code}?organisation={place}" for each in item.conditions]
    if step.code == GRADE:
        return [f"{base}/results?organisation={place}&criterion={GRADE}"]
    return [f"{base}/results?kind=school"] if step.kind == "school_rule" else []


def _rests_on(found: Outcome, clause: Clause) -> RestsOn:
    kept = found.confirmations.get(clause.path)
    standard = found.standard
    confirmation = None if kept is None else shown_confirmation(standard.code, standard.version, kept)
    return RestsOn(**shown_clause(clause).model_dump(), confirmation=confirmation)


def _paragraph(found: Outcome) -> Text:
    doubtful = [clause.path for clause in found.rests_on if clause.confidence is Confidence.UNVERIFIED]
    return outcome_paragraph(
        OutcomeLetter(
            standard=found.standard,
            rule=found.rule,
            organisation=Text(found.place.zh, found.place.en),
            period=found.assessment.period or "",
            steps=found.steps,
            verdict=found.verdict,
            recognition=found.recognition,
            open_clauses=[path for path in doubtful if path not in found.confirmations],
        )
    )
