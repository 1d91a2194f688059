"""What the paragraph of an official letter says about a result."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from services.audit.domain.case_numbers import exact_text, terminating
from services.audit.domain.case_paragraph import Datum, Letter, Origin, county_paragraph, school_paragraph
from services.audit.domain.grounds import Confidence, Text
from services.audit.domain.shown import decimal_shown
from services.audit.schemas.explained_readings import item_name, used_readings
from services.audit.use_cases.explain_result import Explained

MOST_NAMED = 3


def paragraph_of(told: Explained, calculation: str) -> Text:
    letter = _letter(told, calculation)
    return school_paragraph(letter) if told.of_school else _county_paragraph(told, letter)


def _letter(told: Explained, calculation: str) -> Letter:
    rule = told.standard.county_rule
    ground = told.criterion.ground if told.of_school or rule is None else rule.ground
    doubtful = [clause.path for clause in told.rests_on if clause.confidence is Confidence.UNVERIFIED]
    return Letter(
        standard=told.standard,
        clause=ground.clause,
        title=told.criterion.title,
        unit=told.criterion.unit,
        line=terminating(told.line) or exact_text(told.line),
        stage=told.stage.value,
        organisation=Text(told.result.name_zh, told.result.name_en),
        period=told.assessment.period or "",
        calculation=calculation,
        verdict=told.verdict,
        borderline=told.result.borderline,
        data=_data(told),
        origins=_origins(told),
        open_clauses=[path for path in doubtful if path not in told.confirmations],
    )


def _data(told: Explained) -> Sequence[Datum]:
    by_id = {version.id: version for version in told.versions}
    data = []
    for item, reading in used_readings(told).items():
        version, (title, unit) = by_id.get(reading or 0), item_name(told, item)
        known = None if version is None else version.value
        data.append(Datum(title, unit, None if known is None else _written(known)))
    return data


def _written(value: Decimal) -> str:
    return terminating(Fraction(value)) or str(value)


def _origins(told: Explained) -> Sequence[Origin]:
    """The submissions the used readings came with, each once."""
    used = set(used_readings(told).values())
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
