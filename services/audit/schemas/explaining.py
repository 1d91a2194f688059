"""Puts the ingredients of an explanation into words and numbers."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from services.audit.domain.case_clauses import Clause
from services.audit.domain.case_formula import formula_text
from services.audit.domain.case_numbers import MOST_PLACES, exact_text, plain, terminating
from services.audit.domain.case_paragraph import (
    Datum,
    Letter,
    Origin,
    county_paragraph,
    school_paragraph,
    verdict_words,
)
from services.audit.domain.case_reading import coefficient_text, formula_from
from services.audit.domain.facts import Stage
from services.audit.domain.shown import decimal_shown
from services.audit.domain.standard import Confidence, Text
from services.audit.domain.verdict import Verdict
from services.audit.repository.snapshots import Version
from services.audit.schemas.common import Actor, Words, named
from services.audit.schemas.explanations import (
    CarrierShown,
    ComparisonShown,
    DatumShown,
    ExplanationShown,
    FormulaShown,
    LineShown,
    PartShown,
    RestsOn,
    SplitShown,
    SplitStage,
    TermShown,
    VersionShown,
)
from services.audit.schemas.standards import shown_clause, shown_confirmation
from services.audit.use_cases.explain_result import Explained
from services.kernel.fields import shown_number

MOST_NAMED = 3


def shown_explanation(told: Explained) -> ExplanationShown:
    result, kept = told.result, told.assessment
    school = result.kind == "criterion"
    rests_on = [_rests_on(told, clause) for clause in told.rests_on]
    own = f"criteria.{told.criterion.code}"
    letter = _letter(told, _school_text(told) if school else _county_text(told))
    return ExplanationShown(
        assessment=kept.id,
        kind=result.kind,
        organisation=named(result.organisation, result.name_zh, result.name_en),
        stage=letter.stage,
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
        why=_why(told, letter.calculation),
        clause=next(each for each in rests_on if each.path == own),
        rests_on=rests_on,
        line=_line(told),
        formula=_formula(told, letter.calculation) if school else None,
        comparison=None if school else _comparison(told, letter.calculation),
        school_rule=_school_rule(told),
        shortage=result.detail.get("shortage"),
        readings=_readings(told),
        paragraph=Words.model_validate(school_paragraph(letter) if school else _county_paragraph(told, letter)),
    )


def _stage(told: Explained) -> Stage:
    return Stage(told.result.stage or "")


def _verdict(told: Explained) -> Verdict | None:
    return None if told.result.verdict is None else Verdict(told.result.verdict)


def _school_text(told: Explained) -> str:
    line, verdict = told.criterion.lines[_stage(told)], Verdict(told.result.verdict or "")
    return formula_text(formula_from(told.result.detail, told.result.exact, line, verdict))


def _county_text(told: Explained) -> str:
    limit = told.standard.county_rule.limits[_stage(told)]
    return coefficient_text(told.result.detail, told.result.exact, limit, _verdict(told))


def _why(told: Explained, calculation: str) -> Words:
    words, unit = verdict_words(_verdict(told), borderline=told.result.borderline), told.criterion.unit
    if told.result.kind == "comparison":
        unit = Text("差异系数", "differential coefficient")
    missing = told.result.detail["missing"]
    zh = f"；缺少：{'、'.join(missing)}" if missing else ""
    en = f"; missing: {', '.join(missing)}" if missing else ""
    return Words(zh=f"{calculation}（{unit.zh}，{words.zh}{zh}）", en=f"{calculation} ({unit.en}, {words.en}{en})")


def _rests_on(told: Explained, clause: Clause) -> RestsOn:
    kept = told.confirmations.get(clause.path)
    confirmation = None if kept is None else shown_confirmation(told.standard, kept)
    return RestsOn(**shown_clause(clause).model_dump(), confirmation=confirmation)


def _line(told: Explained) -> LineShown:
    standard, stage = told.standard, _stage(told)
    school = told.result.kind == "criterion"
    line = told.criterion.lines[stage] if school else standard.county_rule.limits[stage]
    return LineShown(
        standard=standard.code,
        version=standard.version,
        document_number=standard.document_number,
        in_force_from=standard.in_force_from.date,
        stage=stage.value,
        comparison=">=" if school else "<=",
        line=plain(line),
        floor=plain(line * standard.school_rule.floor) if school else None,
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
        limit=plain(told.standard.county_rule.limits[_stage(told)]),
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


def _used(told: Explained) -> Mapping[str, int | None]:
    """The reading each data item was taken from, in the order of the formula."""
    if told.result.kind == "comparison":
        return {}
    detail = told.result.detail
    share = detail["share"]
    entries = [*detail["terms"], detail["pupils"], *(share["stages"] if share else [])]
    return {entry["item"]: entry["reading"] for entry in entries}


def _readings(told: Explained) -> list[DatumShown]:
    shown = []
    for item, used in _used(told).items():
        versions = [version for version in told.versions if version.indicator == item]
        title, unit = _name(told, item)
        shown.append(
            DatumShown(
                indicator=item,
                title=Words.model_validate(title),
                unit=unit,
                used=next((_version(each) for each in versions if each.id == used), None),
                history=[_version(each) for each in versions if each.id != used],
            )
        )
    return shown


def _name(told: Explained, item: str) -> tuple[Text, str]:
    known = told.names.get(item)
    if known is None:
        return Text(item, item), ""
    return Text(known["title"]["zh"], known["title"]["en"]), str(known["unit"])


def _version(version: Version) -> VersionShown:
    reviewed = version.reviewer_id is not None
    return VersionShown(
        reading=version.id,
        value=None if version.value is None else shown_number(version.value),
        unknown_reason=version.unknown_reason,
        correction_reason=version.correction_reason,
        state=version.decision or "pending",
        submission=version.submission,
        sender=Actor(id=version.sender_id, name=version.sender_name),
        received_at=version.received_at,
        reviewer=Actor(id=version.reviewer_id or "", name=version.reviewer_name or "") if reviewed else None,
        reviewed_at=version.reviewed_at,
        review_reason=version.reason,
    )


def _letter(told: Explained, calculation: str) -> Letter:
    stage, school = _stage(told), told.result.kind == "criterion"
    line = told.criterion.lines[stage] if school else told.standard.county_rule.limits[stage]
    ground = told.criterion.ground if school else told.standard.county_rule.ground
    doubtful = [clause.path for clause in told.rests_on if clause.confidence is Confidence.UNVERIFIED]
    return Letter(
        standard=told.standard,
        clause=ground.clause,
        title=told.criterion.title,
        unit=told.criterion.unit,
        line=terminating(line) or exact_text(line),
        stage=stage.value,
        organisation=Text(told.result.name_zh, told.result.name_en),
        period=told.assessment.period or "",
        calculation=calculation,
        verdict=_verdict(told),
        borderline=told.result.borderline,
        data=_data(told),
        origins=_origins(told),
        open_clauses=[path for path in doubtful if path not in told.confirmations],
    )


def _data(told: Explained) -> Sequence[Datum]:
    by_id = {version.id: version for version in told.versions}
    data = []
    for item, reading in _used(told).items():
        version, (title, unit) = by_id.get(reading or 0), _name(told, item)
        known = None if version is None else version.value
        data.append(Datum(title, unit, None if known is None else _written(known)))
    return data


def _written(value: Decimal) -> str:
    return terminating(Fraction(value)) or str(value)


def _origins(told: Explained) -> Sequence[Origin]:
    """The submissions the used readings came with, each once."""
    used = set(_used(told).values())
    found: dict[str, Origin] = {}
    for version in told.versions:
        if version.id in used:
            reviewed = version.reviewed_at
            found[version.submission] = Origin(
                version.submission,
                version.sender_name,
                version.received_at.date().isoformat(),
                version.reviewer_name,
                None if reviewed is None else reviewed.date().isoformat(),
            )
    return list(found.values())


def _county_paragraph(told: Explained, letter: Letter) -> Text:
    most = [
        (Text(row.name_zh, row.name_en), decimal_shown(carrier.share * 100, 1))
        for carrier, row in told.carried[:MOST_NAMED]
    ]
    return county_paragraph(letter, most)
