"""Puts the ingredients of an explanation into words and numbers."""

from collections.abc import Mapping
from typing import Any

from services.audit.domain.case_clauses import Clause
from services.audit.domain.case_formula import formula_text
from services.audit.domain.case_numbers import MOST_PLACES, exact_text, plain
from services.audit.domain.case_paragraph import verdict_words
from services.audit.domain.case_reading import coefficient_text, formula_from
from services.audit.domain.grounds import Text
from services.audit.domain.shown import decimal_shown
from services.audit.domain.verdict import Verdict
from services.audit.schemas.common import Words, named
from services.audit.schemas.explained_letter import paragraph_of
from services.audit.schemas.explained_readings import shown_readings
from services.audit.schemas.explanations import (
    CarrierShown,
    ComparisonShown,
    ExplanationShown,
    FormulaShown,
    LineShown,
    PartShown,
    RestsOn,
    SplitShown,
    SplitStage,
    TermShown,
)
from services.audit.schemas.standards import shown_clause, shown_confirmation
from services.audit.use_cases.explain_result import Explained
from services.kernel.fields import shown_number


def shown_explanation(told: Explained) -> ExplanationShown:
    result, kept = told.result, told.assessment
    rests_on = [_rests_on(told, clause) for clause in told.rests_on]
    own = f"criteria.{told.criterion.code}"
    calculation = _school_text(told) if told.of_school else _county_text(told)
    return ExplanationShown(
        assessment=kept.id,
        kind=result.kind,
        organisation=named(result.organisation, result.name_zh, result.name_en),
        stage=told.stage.value,
        criterion=told.criterion.code,
        title=Words.model_validate(told.criterion.title),
        period=kept.period,
        as_of=kept.as_of,
        snapshot_version=kept.snapshot_version,
        engine_version=kept.engine_version,
        plan=kept.plan,
        plan_revision=kept.plan_revision,
        verdict=result.verdict,
        borderline=result.borderline,
        why=_why(told, calculation),
        clause=next(each for each in rests_on if each.path == own),
        rests_on=rests_on,
        line=_line(told),
        formula=_formula(told, calculation) if told.of_school else None,
        comparison=None if told.of_school else _comparison(told, calculation),
        school_rule=_school_rule(told),
        shortage=result.detail.get("shortage"),
        readings=shown_readings(told),
        paragraph=Words.model_validate(paragraph_of(told, calculation)),
    )


def _school_text(told: Explained) -> str:
    verdict = Verdict(told.result.verdict or "")
    return formula_text(formula_from(told.result.detail, told.result.exact, told.line, verdict))


def _county_text(told: Explained) -> str:
    return coefficient_text(told.result.detail, told.result.exact, told.line, told.verdict)


def _why(told: Explained, calculation: str) -> Words:
    words, unit = verdict_words(told.verdict, borderline=told.result.borderline), told.criterion.unit
    if not told.of_school:
        unit = Text("差异系数", "differential coefficient")
    missing = told.result.detail["missing"]
    zh = f"；缺少：{'、'.join(missing)}" if missing else ""
    en = f"; missing: {', '.join(missing)}" if missing else ""
    return Words(zh=f"{calculation}（{unit.zh}，{words.zh}{zh}）", en=f"{calculation} ({unit.en}, {words.en}{en})")


def _rests_on(told: Explained, clause: Clause) -> RestsOn:
    kept = told.confirmations.get(clause.path)
    confirmation = None if kept is None else shown_confirmation(told.standard.code, told.standard.version, kept)
    return RestsOn(**shown_clause(clause).model_dump(), confirmation=confirmation)


def _line(told: Explained) -> LineShown:
    standard, school, rule = told.standard, told.of_school, told.standard.school_rule
    return LineShown(
        standard=standard.code,
        version=standard.version,
        document_number=standard.document_number,
        in_force_from=standard.in_force_from.date,
        stage=told.stage.value,
        comparison=">=" if school else "<=",
        line=plain(told.line),
        floor=plain(told.line * rule.floor) if school and rule else None,
        unit=Words.model_validate(told.criterion.unit) if school else None,
    )


def _formula(told: Explained, text: str) -> FormulaShown:
    result, detail = told.result, told.result.detail
    pupils = detail["pupils"]
    return FormulaShown(
        text=_why(told, text),
        terms=[TermShown(**term) for term in detail["terms"]],
        split=_split(detail["share"]),
        per=detail["per"],
        pupils=TermShown(item=pupils["item"], coefficient=1, value=pupils["value"], reading=pupils["reading"]),
        value=None if result.value is None else shown_number(result.value),
        exact=result.exact,
        low=detail["low"],
        high=detail["high"],
    )


def _split(share: Mapping[str, Any] | None) -> SplitShown | None:
    if share is None:
        return None
    stages = [
        SplitStage(stage=each["stage"], weight=each["weight"], pupils=each["value"], reading=each["reading"])
        for each in share["stages"]
    ]
    return SplitShown(exact=share["exact"], stages=stages)


def _comparison(told: Explained, text: str) -> ComparisonShown:
    result, detail = told.result, told.result.detail
    return ComparisonShown(
        text=_why(told, text),
        coefficient=None if result.value is None else shown_number(result.value),
        squared=result.exact,
        unweighted=detail["unweighted"],
        unweighted_squared=detail["unweighted_squared"],
        low_squared=detail["low_squared"],
        high_squared=detail["high_squared"],
        limit=plain(told.line),
        mean=detail["mean"],
        parts=detail["parts"],
        missing=detail["missing"],
        reason=result.reason,
        carried_by=_carried_by(told),
    )


def _carried_by(told: Explained) -> list[CarrierShown]:
    place = f"/api/v1/audit/assessments/{told.assessment.id}/explanation"
    asked = f"criterion={told.criterion.code}&stage={told.result.stage}"
    return [
        CarrierShown(
            organisation=named(row.organisation, row.name_zh, row.name_en),
            pupils=plain(carrier.compared.pupils),
            value=float(decimal_shown(carrier.compared.value, MOST_PLACES)),
            share=float(decimal_shown(carrier.share, MOST_PLACES)),
            share_exact=exact_text(carrier.share),
            explanation=f"{place}?organisation={row.organisation}&{asked}",
        )
        for carrier, row in told.carried
    ]


def _school_rule(told: Explained) -> PartShown | None:
    if told.part is None:
        return None
    detail = told.part.detail
    return PartShown(
        verdict=told.part.verdict,
        reason=told.part.reason,
        missed=detail["missed"],
        undecided=detail["undecided"],
    )
