"""What in an assessment rests on people's word: surveys with their size and margin, findings with their evidence."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from services.access.caller import Guard
from services.audit.domain.asked_figure import AskedFigure, figure_of_standard
from services.audit.domain.case_numbers import exact_from
from services.audit.domain.measured import Datum, Facts
from services.audit.domain.standard import Standard
from services.audit.domain.survey import Margin, margin_of
from services.audit.repository.assessments import Kept
from services.audit.repository.register import register_at
from services.audit.repository.results import KeptResult
from services.audit.repository.series import series_of
from services.audit.repository.snapshots import indicator_forms
from services.audit.repository.versions import UsedReading, used_readings
from services.audit.rulebook import Rulebook
from services.audit.use_cases.assessed_standard import assessed_county
from services.kernel.routes import Session
from services.yardsticks.language import Sum

MOST_SHOWN = 200


@dataclass(frozen=True)
class Judgement:
    """A condition with the readings it rests on. `sample` and `least` are of a survey, None of a finding.

    `margin` is that of the share, None where it is not known. `readings` are at most MOST_SHOWN of `count`;
    `unproven` counts those that say something and show no evidence.
    """

    row: KeptResult
    asked: AskedFigure
    sample: Fraction | None
    least: Fraction | None
    margin: Margin | None
    readings: Sequence[tuple[Datum, UsedReading]]
    count: int
    unproven: int

    @property
    def is_survey(self) -> bool:
        return self.least is not None


async def list_judgements(
    session: Session, guard: Guard, rulebook: Rulebook, assessment: str, organisation: str | None
) -> tuple[Kept, Sequence[Judgement]]:
    """In the order of the standard; refused as unknown where the caller may not see the assessment of the county."""
    kept, standard, source = await assessed_county(session, guard, rulebook, assessment, organisation=organisation)
    period = kept.period or ""
    items = set().union(*(condition.yardstick.items for condition in standard.conditions))
    forms = await indicator_forms(session, snapshot=kept.snapshot_version, codes=items)
    proven = {code for code, form in forms.items() if form.get("evidence_needed")}
    register = await register_at(session, kept.organisation, kept.organisations_version)
    series = await series_of(session, register, items=items, snapshot=kept.snapshot_version, period=period)
    rows = {row.criterion or "": row for row in await source.at(kind="condition")}
    asked = {code: figure_of_standard(standard, code, period) for code in rows if _known(standard, code)}
    judged = {code: each for code, each in asked.items() if _by_people(each, proven)}
    used = {code: _used(each, series.facts) for code, each in judged.items()}
    behind = {datum: series.readings[datum] for found in used.values() for datum in found if datum in series.readings}
    readings = await used_readings(session, behind, snapshot=kept.snapshot_version)
    return kept, [_judgement(rows[code], each, series.facts, used[code], readings) for code, each in judged.items()]


def _known(standard: Standard, code: str) -> bool:
    """Rows carry codes of conditions, and paths of provisos."""
    return "." in code or code == "social_recognition" or any(each.code == code for each in standard.conditions)


def _by_people(asked: AskedFigure, proven: set[str]) -> bool:
    yardstick = asked.yardstick
    return yardstick is not None and (yardstick.minimum_sample is not None or bool(yardstick.items & proven))


def _used(asked: AskedFigure, facts: Facts) -> Sequence[Datum]:
    measured = asked.measured(facts)
    return () if measured is None else measured.used


def _judgement(
    row: KeptResult,
    asked: AskedFigure,
    facts: Facts,
    used: Sequence[Datum],
    known: Mapping[Datum, UsedReading],
) -> Judgement:
    there = [(datum, known[datum]) for datum in used if datum in known]
    sample, least, margin = _survey(row, asked, facts, used)
    unproven = sum(reading.value not in (None, 0) and not reading.evidence for _, reading in there)
    return Judgement(row, asked, sample, least, margin, there[:MOST_SHOWN], len(there), unproven)


def _survey(
    row: KeptResult, asked: AskedFigure, facts: Facts, used: Sequence[Datum]
) -> tuple[Fraction | None, Fraction | None, Margin | None]:
    yardstick = asked.yardstick
    if yardstick is None or yardstick.minimum_sample is None:
        return None, None, None
    sample = _total(yardstick.minimum_sample.quantity.amount, facts, used)
    share = _share(row, asked)
    margin = margin_of(share, sample) if share is not None and sample else None
    return sample, Fraction(yardstick.minimum_sample.value), margin


def _total(amount: Sum, facts: Facts, used: Sequence[Datum]) -> Fraction | None:
    """None where one of those who report it left it open."""
    values = [(facts.values.get(datum), amount[datum.item]) for datum in used if datum.item in amount]
    if not values or any(value is None for value, _ in values):
        return None
    return sum((Fraction(factor) * value for value, factor in values if value is not None), Fraction(0))


def _share(row: KeptResult, asked: AskedFigure) -> Fraction | None:
    quantities = [] if asked.yardstick is None else asked.yardstick.quantities
    if row.exact is None or len(quantities) != 1 or not quantities[0].share:
        return None
    return exact_from(row.exact) / Fraction(quantities[0].per)


def per_of(judgement: Judgement) -> Fraction:
    """What a share of 1 is in the unit of the figure."""
    quantities: Any = [] if judgement.asked.yardstick is None else judgement.asked.yardstick.quantities
    return Fraction(quantities[0].per) if quantities else Fraction(1)
