"""Writes indicators: what is new or changed is stored and published, the rest left alone."""

from collections.abc import Mapping, Sequence
from typing import Any

from services.kernel.errors import Fault
from services.kernel.feed import publish
from services.kernel.routes import Session
from services.metrics.domain.indicator import Indicator
from services.metrics.domain.resting import resting_faults
from services.metrics.errors import IndicatorInUse
from services.metrics.repository.definitions import change_definitions
from services.metrics.repository.indicators import (
    asked_periods,
    change_meanings,
    indicators_by_code,
    with_readings,
    write_indicator,
)
from services.metrics.repository.publications import newest_pattern, queue_to_publish
from services.metrics.schemas.indicators import UpsertReport, shown_indicator
from services.metrics.use_cases.definitions import read_definitions
from services.yardsticks.periods import kind_of

TOPIC = "indicator"


async def upsert_indicators(session: Session, indicators: Sequence[Indicator]) -> UpsertReport:
    """Harmless to repeat. In order of codes, so that two calls with the same ones do not block each other."""
    await change_definitions(session)
    known = await indicators_by_code(session, {indicator.code for indicator in indicators})
    changed = [indicator for indicator in indicators if known.get(indicator.code) != indicator]
    faults = await _faults(session, indicators, known)
    faults += await _unhidden(session, indicators, known)
    if changed:
        faults += resting_faults(await read_definitions(session), indicators)
    if faults:
        raise IndicatorInUse(faults=faults)
    for indicator in sorted(changed, key=lambda item: item.code):
        await write_indicator(session, indicator)
        await publish(session, TOPIC, indicator.code, _published(indicator))
    created = sum(indicator.code not in known for indicator in changed)
    return UpsertReport(created=created, updated=len(changed) - created, unchanged=len(indicators) - len(changed))


def _published(indicator: Indicator) -> dict[str, Any]:
    return shown_indicator(indicator).model_dump(mode="json", exclude={"code", "not_negative", "sensitive"})


async def _faults(session: Session, indicators: Sequence[Indicator], known: Mapping[str, Indicator]) -> list[Fault]:
    """Changes that would give another meaning to what was reported, or another period to what is asked."""
    reread = {each.code for each in indicators if each.code in known and not each.reads_as(known[each.code])}
    moved = {each.code for each in indicators if each.code in known and each.period is not known[each.code].period}
    if not reread | moved:
        return []
    await change_meanings(session)
    reported, asked = await with_readings(session, reread), await asked_periods(session, moved)
    faults: list[Fault] = []
    for place, each in enumerate(indicators):
        if each.code in reported:
            faults += _reread(f"/indicators/{place}", known[each.code].meaning, each.meaning)
        strange = sorted(period for period in asked.get(each.code, ()) if kind_of(period) is not each.period)
        if strange:
            wanted = f"{kind_of(strange[0]).value}, which a collection asks for: {', '.join(strange[:10])}"
            faults.append(Fault("asked_for_other_periods", f"/indicators/{place}/period", wanted, each.period.value))
    return faults


async def _unhidden(session: Session, indicators: Sequence[Indicator], known: Mapping[str, Indicator]) -> list[Fault]:
    """What was hidden stays hidden: an indicator of which a publication hides counts stays sensitive."""
    bared = {
        each.code for each in indicators if not each.sensitive and each.code in known and known[each.code].sensitive
    }
    if not bared:
        return []
    await queue_to_publish(session)
    hidden = {key.indicator for key in (await newest_pattern(session)).hidden}
    return [
        Fault("counts_hidden", f"/indicators/{place}/sensitive", "true: a publication hides counts of it", "false")
        for place, each in enumerate(indicators)
        if each.code in bared & hidden
    ]


def _reread(pointer: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Fault]:
    return [
        Fault("readings_exist", f"{pointer}/{field}", before[field] or "none", after[field] or "none")
        for field in before
        if before[field] != after[field]
    ]
