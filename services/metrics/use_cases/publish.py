"""Decides what outsiders see of sensitive indicators: all cells of all periods as one table."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pyarrow as pa

from services.access.caller import EVERYWHERE, Caller
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.feed import publish
from services.kernel.routes import Session
from services.metrics.domain.reading import Key
from services.metrics.domain.small_cells.pattern import Pattern, pattern
from services.metrics.domain.small_cells.table import Cell, Rule, Sum, Table, sums_of_indicators, sums_of_places
from services.metrics.domain.submission import Person
from services.metrics.repository.directory import directory_of
from services.metrics.repository.indicators import numbers_of_indicators, sensitive_indicators
from services.metrics.repository.period_numbers import numbers_of_periods
from services.metrics.repository.publications import (
    Decided,
    add_publication,
    newest_pattern,
    queue_to_publish,
)
from services.metrics.repository.reading_batches import Selection, reading_batches

MOST_CELLS = 200_000
TOPIC = "publication"


@dataclass(frozen=True)
class Publishing:
    """`wholes`: indicators that are the sum of others, total first, as outsiders know them."""

    reason: str
    periods: Sequence[str]
    rule: Rule
    schools_shown: bool
    wholes: Sequence[tuple[str, tuple[str, ...]]]


async def publish_cells(session: Session, publisher: Caller, wanted: Publishing) -> Decided:
    """The pattern of all that is approved for these periods, kept; what earlier ones told is taken into account, and
    what they show of other periods stays."""
    await queue_to_publish(session)
    sensitive = await sensitive_indicators(session)
    named = {code for total, parts in wanted.wholes for code in (total, *parts)}
    periods = await numbers_of_periods(session, wanted.periods)
    await _check(session, wanted, sensitive, periods)
    numbers = await numbers_of_indicators(session, sensitive | named)
    values = await _values(session, Selection(None, list(periods.values()), list(numbers.values()), True))
    above = await _above(session, {key.organisation for key in values})
    cells = _with_totals(values, above, schools_shown=wanted.schools_shown)
    if len(cells) > MOST_CELLS:
        expected = f"at most {MOST_CELLS} cells; without schools_shown, or fewer periods"
        raise BodyInvalid(faults=[Fault("too_many_cells", "/periods", expected, str(len(cells)))])
    before = await newest_pattern(session)
    decided = await asyncio.to_thread(_pattern, cells, above, sensitive, wanted, before)
    kept = Decided(
        Person(publisher.id, publisher.name),
        wanted.reason,
        wanted.rule.bound,
        wanted.rule.zeros_shown,
        wanted.schools_shown,
        wanted.periods,
        sorted(sensitive),
        {
            "cells": len(cells),
            "published": len(decided.published.keys() & cells.keys()),
            "primary": len(decided.primary),
            "secondary": len(decided.secondary & cells.keys()),
            "exposed": len(decided.exposed),
            "withdrawn": len(decided.withdrawn),
        },
        decided,
    )
    row = await add_publication(session, kept)
    await publish(session, TOPIC, str(row.number), {"periods": list(wanted.periods), "counts": kept.counts})
    return kept


async def _check(session: Session, wanted: Publishing, sensitive: set[str], periods: Mapping[str, int]) -> None:
    named = [code for total, parts in wanted.wholes for code in (total, *parts)]
    known = await numbers_of_indicators(session, set(named))
    faults = [
        Fault("unknown_indicator", f"/wholes/{place}", "codes of indicators", total)
        for place, (total, parts) in enumerate(wanted.wholes)
        if not {total, *parts} <= known.keys()
    ]
    faults += [
        Fault("not_sensitive", f"/wholes/{place}", "indicators that are marked sensitive: of others all is seen", code)
        for place, (total, parts) in enumerate(wanted.wholes)
        for code in sorted({total, *parts} & known.keys() - sensitive)
    ]
    faults += [
        Fault("twice_in_body", f"/wholes/{place}", "a total and its parts, each once", total)
        for place, (total, parts) in enumerate(wanted.wholes)
        if len({total, *parts}) <= len(parts)
    ]
    faults += [
        Fault("unknown_period", f"/periods/{place}", "a period that something was reported for", period)
        for place, period in enumerate(wanted.periods)
        if period not in periods
    ]
    if not sensitive:
        faults.append(Fault("nothing_sensitive", "/periods", "an indicator that is marked sensitive"))
    if faults:
        raise BodyInvalid(faults=faults)


async def _values(session: Session, selection: Selection) -> dict[Key, int]:
    found: dict[Key, int] = {}
    batches: AsyncIterator[pa.RecordBatch] = reading_batches(session, EVERYWHERE, selection)
    async for batch in batches:
        columns = (batch.column(name).to_pylist() for name in ("organisation", "indicator", "period", "value"))
        for organisation, indicator, period, value in zip(*columns, strict=True):
            if value is not None and value >= 0 and value.is_integer():
                found[Key(organisation, indicator, period)] = int(value)
    return found


async def _above(session: Session, codes: set[str]) -> dict[str, str]:
    """The organisation above each, up to the root."""
    directory = await directory_of(session, codes)
    above: dict[str, str] = {}
    for code in codes:
        _, place = directory.desks[code]
        chain = [*directory.kin[place].above.strip("/").split("/"), code]
        above.update(zip(chain[1:], chain, strict=False))
    return above


def _with_totals(values: Mapping[Key, int], above: Mapping[str, str], *, schools_shown: bool) -> dict[Key, int]:
    """The readings and, of every organisation above that reports none itself, what they come to."""
    totals: dict[Key, int] = defaultdict(int)
    for key, value in values.items():
        upper = above.get(key.organisation)
        while upper:
            totals[key._replace(organisation=upper)] += value
            upper = above.get(upper)
    own = {key for key in totals if key in values}
    cells = {key: value for key, value in totals.items() if key not in own}
    return cells | dict(values) if schools_shown else cells


def _pattern(
    cells: Mapping[Key, int], above: Mapping[str, str], sensitive: set[str], wanted: Publishing, before: Pattern
) -> Pattern:
    sums: list[Sum] = sums_of_places(cells.keys(), above)
    for total, parts in wanted.wholes:
        sums += sums_of_indicators(cells.keys(), total, parts)
    table = Table({key: Cell(value, key.indicator in sensitive) for key, value in cells.items()}, sums, wanted.rule)
    found = pattern(table, before)
    older = {key: value for key, value in before.published.items() if key.period not in wanted.periods}
    return replace(found, published={**older, **found.published})
