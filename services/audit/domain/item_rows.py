"""Items and the provisos of recognition as rows, as lines of the summary and as findings."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.audit.domain.case_clauses import IN_FORCE, unverified
from services.audit.domain.case_findings import FindingDraft
from services.audit.domain.case_results import ResultRow
from services.audit.domain.figure_words import missed_words
from services.audit.domain.items import IndicatorLine, ItemAssessment
from services.audit.domain.measured import Measurement
from services.audit.domain.measured_rows import decimal, exact, figure_json, measured_json
from services.audit.domain.recognition import ProvisoAssessment, Recognition
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict


def item_rows(county: str, items: Sequence[ItemAssessment], recognition: Recognition) -> Iterator[ResultRow]:
    """Each item with its conditions, then the provisos."""
    for each in items:
        detail = {"number": each.item.number, "conditions": [one.condition.code for one in each.conditions]}
        yield ResultRow(
            "item", county, None, each.item.code, each.verdict.value, each.borderline, None, None, None, None, detail
        )
        for one in each.conditions:
            yield condition_row(county, one.condition.code, one.measurement)
    for proviso in provisos(recognition):
        yield condition_row(county, proviso.path, proviso.measurement)


def provisos(recognition: Recognition) -> tuple[ProvisoAssessment, ...]:
    """Preconditions, vetoes, then the survey."""
    survey = recognition.social_recognition
    return (*recognition.preconditions, *recognition.vetoes, *(() if survey is None else (survey,)))


def lines_json(lines: Sequence[IndicatorLine], items: Sequence[ItemAssessment]) -> list[Mapping[str, Any]]:
    """The list of indicators, each item with the figures of its conditions."""
    conditions = {each.item.code: each for each in items}
    return [
        {
            "code": line.code,
            "number": line.number,
            "title": {"zh": line.title.zh, "en": line.title.en},
            "verdict": None if line.verdict is None else line.verdict.value,
            "conditions": [_condition_json(one.condition.code, one.condition.title, one.measurement) for one in found],
        }
        for line in lines
        for found in [conditions[line.code].conditions if line.code in conditions else ()]
    ]


def recognition_json(recognition: Recognition) -> Mapping[str, Any]:
    return {
        "verdict": recognition.verdict.value,
        "indicators": recognition.indicators.value,
        "stopped_by": list(recognition.stopped_by),
        "open": list(recognition.open),
        "provisos": [
            _condition_json(each.path, each.proviso.condition.title, each.measurement) for each in provisos(recognition)
        ],
    }


def item_findings(standard: Standard, county: str, items: Sequence[ItemAssessment]) -> Iterator[FindingDraft]:
    """One finding of the county for every item that is not met; it names the organisations that miss it."""
    for each in items:
        if each.verdict is Verdict.NOT_MET:
            failed = each.with_verdict(Verdict.NOT_MET)
            words = [missed_words(one.condition.title, one.condition.demand, one.measurement) for one in failed]
            failing = sorted({code for one in failed for code in one.measurement.failing})
            lacking = {
                "zh": "；".join(zh for zh, _ in words),
                "en": "; ".join(en for _, en in words),
                "exact": None,
                "unit": None,
                "organisations": failing,
            }
            yield FindingDraft(county, None, each.item.code, lacking, unverified(standard, (IN_FORCE, each.item.code)))


def condition_row(county: str, code: str, measured: Measurement) -> ResultRow:
    """One figure of whoever is assessed."""
    return ResultRow(
        kind="condition",
        organisation=county,
        stage=None,
        criterion=code,
        verdict=measured.verdict.value,
        borderline=measured.borderline,
        value=decimal(measured.value),
        exact=exact(measured.value),
        line=decimal(measured.line),
        reason=measured.reason,
        detail=measured_json(measured),
    )


def _condition_json(code: str, title: Any, measured: Measurement) -> Mapping[str, Any]:
    return {
        "code": code,
        "title": {"zh": title.zh, "en": title.en},
        **figure_json(measured),
        "failing": len(measured.failing),
        "missing": len(measured.missing),
    }
