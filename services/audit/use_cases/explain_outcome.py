"""Gathers the parts that a combined result follows from: of one school, or of the place that was assessed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.access.caller import Guard
from services.audit.domain.case_clauses import (
    COUNTY_RULE,
    IN_FORCE,
    SCHOOL_RULE,
    SPLITS,
    Clause,
    clauses_of,
    criterion_path,
    with_changes,
)
from services.audit.domain.case_formula import formula_text
from services.audit.domain.case_reading import coefficient_text, formula_from
from services.audit.domain.facts import Stage
from services.audit.domain.grounds import Text
from services.audit.domain.outcome import Step, figure_text, mean_text, outcome_of
from services.audit.domain.standard import GRADE, MEAN, SchoolRule, Standard
from services.audit.domain.verdict import Verdict, every
from services.audit.errors import NotScored
from services.audit.repository.assessments import Kept, assessment_of
from services.audit.repository.confirmations import Confirmation, confirmations_for
from services.audit.repository.organisations import Place, places_of
from services.audit.repository.results import KeptResult
from services.audit.rulebook import Rulebook
from services.audit.use_cases.derived_results import Source, alone
from services.kernel.routes import Session

RULE_TITLE = Text("全部学校达标", "Every school keeps its lines")


@dataclass(frozen=True)
class Outcome:
    """`rule` and no `recognition`: of one school. `steps` stand in the order of the assessment."""

    assessment: Kept
    place: Place
    standard: Standard
    rule: SchoolRule | None
    steps: Sequence[Step]
    verdict: Verdict
    recognition: Verdict | None
    rests_on: Sequence[Clause]
    confirmations: Mapping[str, Confirmation]


async def explain_outcome(
    session: Session, guard: Guard, rulebook: Rulebook, assessment: str, organisation: str
) -> Outcome:
    """Refused as unknown where the caller may not see the organisation, or it was not judged."""
    await guard.require(organisation)
    whole = await assessment_of(session, assessment)
    if whole is None:
        raise guard.refusal()
    if whole.standard is None or whole.standard_version is None:
        raise NotScored("the targets of a plan were assessed; ask for the assessment itself")
    standard = rulebook.used(whole.standard, whole.standard_version, whole.summary)
    kept, source = await alone(session, guard, rulebook, whole, organisation)
    places = await places_of(session, [organisation, kept.organisation])
    found = await confirmations_for(session, standard.code, standard.version, places[kept.organisation])
    confirmations = {each.clause: each for each in found}
    if organisation == kept.organisation:
        return await _of_place(source, kept, standard, places[organisation], confirmations)
    return await _of_school(source, kept, standard, places[organisation], confirmations)


async def _of_school(
    source: Source, kept: Kept, standard: Standard, place: Place, confirmations: Mapping[str, Confirmation]
) -> Outcome:
    rows = await source.at(kind="school", organisation=place.code)
    if not rows or rows[0].verdict is None or standard.school_rule is None:
        reason = rows[0].reason if rows else None
        raise NotScored(reason or "no_school_rule", extra={"reason": reason or "no_school_rule"})
    criteria = await source.at(kind="criterion", organisation=place.code)
    lines = {each.code: each.lines for each in standard.criteria}
    titles = standard.titles
    steps = [
        _step(row, titles[row.criterion or ""], _line_text(row, lines[row.criterion or ""][Stage(row.stage or "")]))
        for row in criteria
    ]
    split = any(row.detail["share"] for row in criteria)
    paths = [
        IN_FORCE,
        SCHOOL_RULE,
        *([SPLITS] if split else []),
        *(criterion_path(each.code) for each in standard.criteria),
    ]
    return Outcome(
        assessment=kept,
        place=place,
        standard=standard,
        rule=standard.school_rule,
        steps=steps,
        verdict=Verdict(rows[0].verdict),
        recognition=None,
        rests_on=_clauses(standard, paths),
        confirmations=confirmations,
    )


async def _of_place(
    source: Source, kept: Kept, standard: Standard, place: Place, confirmations: Mapping[str, Confirmation]
) -> Outcome:
    schools = [row for row in await source.at(kind="school") if row.reason is None]
    rows = [
        row
        for kind in ("comparison", "item", "condition")
        for row in await source.at(kind=kind, organisation=place.code)
    ]
    steps = [*_school_steps(standard, schools), *_place_steps(standard, rows)]
    verdict = outcome_of(steps, counted=bool(schools) or not standard.criteria)
    known = clauses_of(standard)
    paths = [
        IN_FORCE,
        *([SCHOOL_RULE] if standard.school_rule else []),
        *([COUNTY_RULE] if standard.county_rule else []),
    ]
    paths += [path for each in steps if (path := _path(each)) in known]
    return Outcome(
        assessment=kept,
        place=place,
        standard=standard,
        rule=None,
        steps=steps,
        verdict=verdict,
        recognition=every([verdict, *(each.verdict for each in steps if not each.decides and each.verdict)]),
        rests_on=_clauses(standard, list(dict.fromkeys(paths))),
        confirmations=confirmations,
    )


def _school_steps(standard: Standard, schools: Sequence[KeptResult]) -> Iterator[Step]:
    """The rule for schools counts each of them; which ones stand in the summary and in the results."""
    if standard.school_rule is None or not schools:
        return
    counts = {verdict: sum(row.verdict == verdict.value for row in schools) for verdict in Verdict}
    text = f"{counts[Verdict.MET]} / {len(schools)}"
    verdict = every(verdict for verdict, count in counts.items() if count)
    yield Step(SCHOOL_RULE, None, SCHOOL_RULE, RULE_TITLE, verdict, False, text)


def _place_steps(standard: Standard, rows: Sequence[KeptResult]) -> Iterator[Step]:
    titles, rule, provisos = standard.judged, standard.county_rule, standard.provisos
    conditions = {row.criterion or "": row for row in rows if row.kind == "condition"}
    for row in rows:
        code = row.criterion or ""
        if row.kind == "comparison" and rule is not None:
            yield _step(row, titles[code], _coefficient_text(row, rule.limits[Stage(row.stage or "")]))
        elif row.kind == "item":
            yield _step(row, titles[code], _item_text(row, conditions))
        elif code in provisos:
            text = figure_text(row.exact, row.detail["line_exact"])
            yield _step(row, provisos[code].condition.title, text, decides=False)


def _step(row: KeptResult, title: Text, text: str, *, decides: bool = True) -> Step:
    verdict = None if row.verdict is None else Verdict(row.verdict)
    return Step(row.kind, row.stage, row.criterion or "", title, verdict, row.borderline, text, decides)


def _line_text(row: KeptResult, line: Fraction) -> str:
    return formula_text(formula_from(row.detail, row.exact, line, Verdict(row.verdict or "")))


def _coefficient_text(row: KeptResult, limit: Fraction) -> str:
    verdict = None if row.verdict is None else Verdict(row.verdict)
    if row.criterion == MEAN:
        return mean_text(row.detail, None if row.value is None else f"{row.value.normalize():f}", limit, verdict)
    return coefficient_text(row.detail, row.exact, limit, verdict) if verdict else ""


def _item_text(row: KeptResult, conditions: Mapping[str, KeptResult]) -> str:
    """Of a grade its name and what cost it; of an item that is not met the conditions that decide and their figures."""
    if row.criterion == GRADE:
        grade = row.detail["grade"]
        told = [grade["title"]["zh"]] if grade else [row.reason or ""]
        return "，".join([*told, *row.detail["struck"]])
    if row.verdict == Verdict.MET.value:
        return ""
    decided = [each for code in row.detail["conditions"] if (each := conditions[code]).verdict == row.verdict]
    return "、".join(
        f"{each.criterion} {figure_text(each.exact, each.detail['line_exact'])}".strip() for each in decided
    )


def _path(step: Step) -> str:
    if step.kind == "comparison":
        return step.code if step.code == MEAN else criterion_path(step.code)
    return step.code


def _clauses(standard: Standard, paths: Sequence[str]) -> Sequence[Clause]:
    known = clauses_of(standard)
    return [known[path] for path in with_changes(standard, paths)]
