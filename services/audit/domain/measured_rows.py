"""Measurements as plain values: what a row keeps of a figure, and what is named of those who miss it."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from services.audit.domain.case_numbers import MOST_PLACES, exact_text
from services.audit.domain.measured import Datum, Measurement
from services.audit.domain.shown import decimal_shown

MOST_NAMED = 200
"""Organisations and missing data named in a row; the count says how many there are, the explanation names all."""


def measured_json(measured: Measurement) -> Mapping[str, Any]:
    """A figure with everything needed to recompute the verdict by hand, but for the members' own figures."""
    return {
        **figure_json(measured),
        "low": exact(measured.low),
        "high": exact(measured.high),
        "line_exact": exact(measured.line),
        "distance": shown(measured.distance),
        "distance_exact": exact(measured.distance),
        "quantity": measured.quantity,
        "concerned": measured.concerned,
        "failing": list(measured.failing[:MOST_NAMED]),
        "failing_count": len(measured.failing),
        "undecided": list(measured.undecided[:MOST_NAMED]),
        "undecided_count": len(measured.undecided),
        "missing": [datum_json(datum) for datum in measured.missing[:MOST_NAMED]],
        "missing_count": len(measured.missing),
    }


def figure_json(measured: Measurement) -> Mapping[str, Any]:
    """One point of a trend."""
    return {
        "period": measured.period,
        "verdict": measured.verdict.value,
        "reason": measured.reason,
        "value": shown(measured.value),
        "exact": exact(measured.value),
        "line": shown(measured.line),
    }


def datum_json(datum: Datum) -> Mapping[str, str]:
    return {"organisation": datum.organisation, "indicator": datum.item, "period": datum.period}


def shown(value: Fraction | None) -> int | float | None:
    """Rounded for display."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(decimal_shown(value, MOST_PLACES))


def exact(value: Fraction | None) -> str | None:
    return None if value is None else exact_text(value)


def decimal(value: Fraction | None) -> str | None:
    """For the numeric column of a row."""
    return None if value is None else decimal_shown(value, MOST_PLACES)
