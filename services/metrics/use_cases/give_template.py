"""The template of a collection for the organisations within reach, with what stands of it filled in."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from services.access.caller import Guard
from services.kernel.errors import NotFound
from services.kernel.routes import Session
from services.metrics.bodies.template import Asked, Known, template_of
from services.metrics.bodies.template_csv import csv_template_of
from services.metrics.domain.collection import Collection
from services.metrics.domain.indicator import Indicator
from services.metrics.domain.values import own_form
from services.metrics.errors import TooManyOrganisations
from services.metrics.repository.collections import collection_shown
from services.metrics.repository.indicators import indicators_by_code
from services.metrics.repository.templates import Meant, asked_by, standing_of

MOST = 5_000
"""Organisations of one template: forty indicators of each are two hundred thousand cells."""


@dataclass(frozen=True)
class Template:
    collection: Collection
    indicators: Sequence[Indicator]
    organisations: Sequence[Asked]


async def template(session: Session, guard: Guard, code: str, meant: Meant) -> Template:
    reach = await guard.reach()
    collection = await collection_shown(session, code)
    if collection is None:
        raise NotFound()
    asked = await asked_by(session, reach, collection, meant, MOST + 1)
    if not asked:
        raise NotFound("the collection asks nothing of the organisations that you mean")
    if len(asked) > MOST:
        raise TooManyOrganisations(f"more than {MOST} organisations; narrow it by `organisation` or `below`")
    named = {indicator for row in asked for indicator in row.indicators}
    indicators = await indicators_by_code(session, named)
    known = await _known(session, collection.period, asked, indicators)
    organisations = [
        Asked(row.code, row.name_zh, frozenset(row.indicators), known.get(row.number, {})) for row in asked
    ]
    return Template(collection, [indicators[name] for name in sorted(named)], organisations)


async def _known(
    session: Session, period: str, asked: Sequence[Any], indicators: dict[str, Indicator]
) -> dict[int, dict[str, Known]]:
    found: dict[int, dict[str, Known]] = {row.number: {} for row in asked}
    for organisation, name, number, reason, evidence in await standing_of(session, period, found.keys(), indicators):
        value = None if number is None else own_form(indicators[name], Decimal(repr(number)))
        found[organisation][name] = Known(value, reason, evidence)
    return found


async def written(found: Template, *, as_csv: bool) -> bytes:
    """In a thread: a large workbook takes seconds."""
    write = csv_template_of if as_csv else template_of
    return await asyncio.to_thread(write, found.collection, found.indicators, found.organisations)
