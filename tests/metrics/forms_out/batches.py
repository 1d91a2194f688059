"""Batches of readings of a fictitious county."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from services.metrics.domain.indicator import ValueType
from services.metrics.forms_out.readings import READINGS
from tests.metrics.judged import GRADES, indicator

HOSTILE = [
    "=cmd|' /C calc'!A0",
    *("+1", "-2", "@SUM(A1)", "\tx", "\rx", "＝1+1", "'=1"),
    *('a"b', '"', "a,b", "a\nb", "a\r\nb", "\\", "\\n", "\u2028", "\x00", "\x1f"),
    *("{}", "null", "NaN", "true", "007", "1e5", "", " ", "青禾"),
]
PUPILS, EMPLOYED, CULTURE = "pupils", "employed", "culture"
INDICATORS = {
    PUPILS: indicator(PUPILS, ValueType.INTEGER),
    EMPLOYED: indicator(EMPLOYED, ValueType.YES_NO),
    CULTURE: indicator(CULTURE, ValueType.GRADE, grades=GRADES),
}
Row = dict[str, Any]


def row(organisation: str, value: float | None, **more: Any) -> Row:
    """A reading of pupils, in what is not said otherwise; one without a value is unknown."""
    plain = {"period": "2025", "indicator": PUPILS, "state": "approved", "version": 1}
    absent = {} if value is not None else {"unknown_reason": "未统计"}
    status = "reported" if value is not None else "unknown"
    return {**plain, "status": status, **absent, "organisation": organisation, "value": value, **more}


def batch(rows: Sequence[Row]) -> pa.RecordBatch:
    columns = [pa.array([each.get(field.name) for each in rows], _plain(field)) for field in READINGS]
    coded = [
        column.dictionary_encode() if pa.types.is_dictionary(field.type) else column
        for field, column in zip(READINGS, columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(coded, schema=READINGS)


def _plain(field: pa.Field) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(field.type) else field.type


@st.composite
def numbers(draw: st.DrawFn) -> float:
    """What a reading can be: at most fifteen significant digits, from 1e-15 to 1e15."""
    digits = draw(st.integers(-(10**15) + 1, 10**15 - 1))
    return float(f"{digits}e{draw(st.integers(-15, 0))}")


UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""No test hangs on how fast the machine is."""
TEXTS = st.one_of(st.sampled_from(HOSTILE), st.text(st.characters(exclude_categories=["Cs"]), max_size=8))


@st.composite
def rows(draw: st.DrawFn) -> list[Row]:
    """Readings with whatever numbers and texts."""
    found = []
    for _ in range(draw(st.integers(0, 6))):
        value = draw(st.one_of(st.none(), numbers()))
        found.append(
            row(draw(TEXTS), value, evidence=draw(st.one_of(st.none(), TEXTS)), version=draw(st.integers(1, 9)))
        )
    return found
