"""Writes indicators: what is new or changed is stored and published, the rest left alone."""

from collections.abc import Sequence

from services.kernel.feed import publish
from services.kernel.routes import Session
from services.metrics.domain.indicator import Indicator
from services.metrics.repository.indicators import indicators_by_code, write_indicator
from services.metrics.schemas.indicators import UpsertReport

TOPIC = "indicator"


async def upsert_indicators(session: Session, indicators: Sequence[Indicator]) -> UpsertReport:
    """Harmless to repeat. In order of codes, so that two calls with the same ones do not block each other."""
    known = await indicators_by_code(session, {indicator.code for indicator in indicators})
    changed = [indicator for indicator in indicators if known.get(indicator.code) != indicator]
    for indicator in sorted(changed, key=lambda item: item.code):
        await write_indicator(session, indicator)
        title = {"zh": indicator.title_zh, "en": indicator.title_en}
        body = {"title": title, "unit": indicator.unit, "value_type": indicator.value_type.value}
        await publish(session, TOPIC, indicator.code, body)
    created = sum(indicator.code not in known for indicator in changed)
    return UpsertReport(created=created, updated=len(changed) - created, unchanged=len(indicators) - len(changed))
