"""The template of a collection as CSV: for programs, and for offices that have no Excel."""

import csv
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal

from services.kernel.tables_out import harmless
from services.metrics.bodies.layout import EVIDENCE, IGNORED, ORGANISATION, PERIOD
from services.metrics.bodies.template import Asked, Known, shown
from services.metrics.domain.collection import Collection
from services.metrics.domain.indicator import Indicator

_MARK = "\ufeff"
_SIGNS = tuple("=+-@＝＋－＠")


def csv_template_of(collection: Collection, indicators: Sequence[Indicator], organisations: Sequence[Asked]) -> bytes:
    """UTF-8 with a mark, a row an organisation, a column an indicator: what the reader of wide tables takes."""
    text = io.StringIO()
    out = csv.writer(text)
    heads = [head for each in indicators for head in _heads(each)]
    out.writerow([ORGANISATION, IGNORED, PERIOD, *heads])
    for asked in organisations:
        cells = [cell for each in indicators for cell in _cells(asked, each)]
        out.writerow([asked.code, harmless(asked.name), collection.period, *cells])
    return (_MARK + text.getvalue()).encode()


def _heads(indicator: Indicator) -> Iterator[str]:
    yield indicator.code
    if indicator.evidence_needed:
        yield f"{EVIDENCE}:{indicator.code}"


def _cells(asked: Asked, indicator: Indicator) -> Iterator[str]:
    known = asked.known.get(indicator.code) if indicator.code in asked.indicators else None
    yield _value(known, indicator)
    if indicator.evidence_needed:
        yield _evidence(known.evidence if known else None)


def _value(known: Known | None, indicator: Indicator) -> str:
    value = shown(known, indicator)
    if value is None:
        return ""
    return format(value.normalize(), "f") if isinstance(value, Decimal) else value


def _evidence(text: str | None) -> str:
    """A blank goes before what would begin a formula: the reader takes it off again, an apostrophe would stay."""
    return f" {text}" if text and text.startswith(_SIGNS) else text or ""
