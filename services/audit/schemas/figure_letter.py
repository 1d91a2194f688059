"""What the paragraph of an official letter says about a figure."""

from collections.abc import Sequence

from services.audit.domain.case_force import REASONS
from services.audit.domain.case_paragraph import Origin
from services.audit.domain.figure_paragraph import FigureLetter, figure_paragraph
from services.audit.domain.figure_words import REASONS as REASON_WORDS
from services.audit.domain.grounds import Confidence, Text
from services.audit.domain.verdict import Verdict
from services.audit.use_cases.explain_figure import MOST_NAMED, Explained

MOST_ORIGINS = 3
FACTS = ("vetoes.", "bars.", "downgrades.")
"""How the paths of conditions begin that are met where a fact was not found."""


def paragraph_of_figure(found: Explained) -> Text:
    """Of the figure explained; the verdict is that of the assessment over all periods it asks."""
    asked, measured, formula = found.asked, found.measured, found.formula
    deciding = None if formula is None or formula.organisation is None else formula.organisation
    return figure_paragraph(
        FigureLetter(
            document=found.document.title,
            number=found.document.number,
            clause=asked.place,
            title=Text(asked.title["zh"], asked.title["en"]),
            demand=asked.demand,
            unit=asked.unit,
            place=_name(found, found.assessment.organisation),
            period=None if measured is None else measured.period,
            calculation="" if formula is None else formula.text,
            deciding=None if deciding is None else _name(found, deciding),
            verdict=Verdict(found.result.verdict or ""),
            borderline=found.result.borderline,
            reason=_reason(found.result.reason),
            of_fact=(found.result.criterion or "").startswith(FACTS),
            beside_another=asked.yardstick is not None and asked.yardstick.versus is not None,
            concerned=0 if measured is None else measured.concerned,
            missed=0 if measured is None else len(measured.failing),
            undecided=0 if measured is None else len(measured.undecided),
            named=[_name(found, code) for code in (measured.failing if measured else ())[:MOST_NAMED]],
            missing=0 if measured is None else len(measured.missing),
            origins=_origins(found, deciding),
            open_clauses=_open_clauses(found),
            information_only=[REASONS[code] for code in found.assessment.information_only],
        )
    )


def _reason(code: str | None) -> Text | None:
    return None if code is None else REASON_WORDS.get(code, Text(code, code))


def _name(found: Explained, code: str) -> Text:
    place = found.places.get(code)
    return Text(code, code) if place is None else Text(place.zh, place.en)


def _origins(found: Explained, deciding: str | None) -> Sequence[Origin]:
    """The submissions of who decided, or the first ones where all together make the figure; each once."""
    codes = list(found.data) if deciding is None else [deciding]
    origins: dict[str, Origin] = {}
    for code in codes:
        for datum in found.data.get(code, ()):
            used = found.readings.get(datum)
            if used is not None and len(origins) < MOST_ORIGINS:
                reviewed = used.reviewed_at
                origins[used.submission] = Origin(
                    used.submission,
                    used.sender_name,
                    used.received_at.date().isoformat(),
                    used.reviewer_name,
                    None if reviewed is None else reviewed.date().isoformat(),
                )
    return list(origins.values())


def _open_clauses(found: Explained) -> Sequence[str]:
    doubtful = [clause.path for clause in found.rests_on if clause.confidence is Confidence.UNVERIFIED]
    return [path for path in doubtful if path not in found.confirmations]
