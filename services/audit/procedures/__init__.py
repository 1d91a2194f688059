"""The procedures shipped with the product, one dated file each, and the calendar of days on which offices work."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from services.audit.domain.procedures.days import Calendar, calendar_from
from services.audit.domain.procedures.procedure import Procedure
from services.audit.domain.procedures.reading import procedure_from
from services.audit.standards import document_from

SHORTAGE = "shortage"
"""The kind of case that is a row of the ledger."""


@cache
def procedures() -> Mapping[str, Procedure]:
    """By code."""
    found = [procedure_from(document_from(text)) for text in _texts("")]
    return {each.code: each for each in found}


@cache
def calendar() -> Calendar:
    """Of the years whose holidays have been announced."""
    years: dict[int, dict[str, list[date]]] = {}
    for text in _texts("calendars"):
        said: Any = document_from(text)
        years[int(said["year"])] = {
            name: [date.fromisoformat(day) for day in said[name] or ()] for name in ("free", "worked")
        }
    return calendar_from(years)


def in_force(kind: str, day: date) -> Procedure | None:
    """The newest procedure of a kind that holds on a day; its code is the kind and the year it came."""
    there = [each for each in procedures().values() if each.kind == kind and each.in_force_from <= day]
    return max(there, key=lambda each: each.in_force_from, default=None)


def _texts(folder: str) -> list[str]:
    entries = sorted(files(__name__).joinpath(folder).iterdir(), key=lambda each: each.name)
    return [entry.read_text(encoding="utf-8") for entry in entries if entry.name.endswith(".yaml")]
