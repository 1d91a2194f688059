"""JSON columns: as many of each as there are readings, or one text for all of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np
from pydantic import TypeAdapter, ValidationError

from services.kernel.errors import BodyInvalid, Fault, Refusal
from services.kernel.faults import FAULTS_SHOWN, faults_within, pointer_of
from services.kernel.fields import Passage
from services.kernel.strict_json import loads
from services.metrics.bodies.delivered import Bounds, Delivered, Head
from services.metrics.bodies.exact import number_of, numbers_of
from services.metrics.bodies.gathering import Codes
from services.metrics.bodies.json_guard import colons, has_doubtful_escape, may_be_inexact, refuse_too_many_values
from services.metrics.bodies.json_rows import LONGEST, LONGEST_EVIDENCE, LONGEST_REASON, LONGEST_UNIT, Doubt
from services.metrics.bodies.json_strict import faults_against, head_of
from services.metrics.domain.columns import Coded, Columns
from services.metrics.errors import TooManyReadings
from services.metrics.schemas.bodies import ROW, ColumnsGiven, PeriodName, Why
from services.metrics.schemas.submissions import Name, Unit

KEYS = ("organisation", "indicator", "period")
_AT_ONCE = 1_000
_ROW = re.compile(ROW)
_ITEMS: dict[str, TypeAdapter[Any]] = {
    "organisation": TypeAdapter(list[Name]),
    "indicator": TypeAdapter(list[Name]),
    "period": TypeAdapter(list[PeriodName]),
    "unknown_reason": TypeAdapter(list[Why | None]),
    "evidence": TypeAdapter(list[Passage | None]),
    "unit": TypeAdapter(list[Unit | None]),
}
_UNSET = msgspec.UNSET
_Remarks = dict[str, str] | list[str | None] | None | msgspec.UnsetType


class _Columns(msgspec.Struct, forbid_unknown_fields=True):
    organisation: str | list[str]
    indicator: str | list[str]
    period: str | list[str]
    value: list[int | float | str | bool | None]
    unknown_reason: _Remarks = _UNSET
    evidence: _Remarks = _UNSET
    unit: str | list[str | None] | msgspec.UnsetType | None = _UNSET


class _Loose(_Columns, forbid_unknown_fields=True):
    value: list[Any]


class _Body(msgspec.Struct, forbid_unknown_fields=True):
    columns: _Columns
    note: Any = _UNSET
    mode: Any = _UNSET
    correction_reason: Any = _UNSET
    scope: Any = _UNSET


class _LooseBody(_Body, forbid_unknown_fields=True):
    columns: _Loose


_DECODER = msgspec.json.Decoder(_Body)
_EXACT = msgspec.json.Decoder(_LooseBody, float_hook=number_of)


def read(body: bytes, bounds: Bounds) -> Delivered:
    """A body of columns; what the fast reading cannot vouch for is read again, strictly."""
    refuse_too_many_values(body, bounds.most_readings)
    try:
        head, given = _fast(body)
    except Doubt:
        head, given = _strict(body)
    if len(given["value"]) > bounds.most_readings:
        raise TooManyReadings(f"at most {bounds.most_readings} readings are taken at once; divide the body")
    return Delivered(_built(given), lambda row: f"/columns/value/{row}", head)


def _fast(body: bytes) -> tuple[Head, Mapping[str, Any]]:
    if has_doubtful_escape(body):
        raise Doubt
    exact = may_be_inexact(body)
    try:
        found = (_EXACT if exact else _DECODER).decode(body)
    except (ValueError, ArithmeticError, RecursionError) as error:
        raise Doubt from error
    said = {name: value for name, value in msgspec.structs.asdict(found).items() if value is not _UNSET}
    given = {name: value for name, value in msgspec.structs.asdict(said.pop("columns")).items() if value is not _UNSET}
    scope = said.get("scope")
    keys = 1 + len(said) + len(given) + (len(scope) if isinstance(scope, dict) else 0)
    keys += sum(len(column) for column in given.values() if isinstance(column, dict))
    if exact and any(isinstance(value, list | dict) for value in given["value"]):
        raise Doubt
    if colons(body) != keys or not _is_sound(given):  # a colon in a text is rare enough to be read twice
        raise Doubt
    try:
        return head_of(said, "columns"), given
    except Refusal as refusal:
        raise Doubt from refusal


def _is_sound(given: Mapping[str, Any]) -> bool:
    """Whether everything that has a type has its length, too."""
    for name, longest in LONGEST.items():
        column = given[name]
        if len(column if isinstance(column, str) else max(column, key=len, default="")) > longest:
            return False
    unit = given.get("unit")
    if any(len(each) > LONGEST_UNIT for each in ([unit] if isinstance(unit, str) else unit or ()) if each):
        return False
    remarks = [given.get(name) for name in ("unknown_reason", "evidence")]
    if not all(_ROW.fullmatch(row) for column in remarks if isinstance(column, dict) for row in column):
        return False
    reasons, evidence = map(_texts, remarks)
    return (
        bool(given["value"])
        and all(len(text) <= LONGEST_REASON for text in reasons)
        and all(text.strip() and len(text) <= LONGEST_EVIDENCE for text in evidence)
    )


def _texts(column: Any) -> Iterator[str]:
    remarks = column.values() if isinstance(column, dict) else column or ()
    return (text for text in remarks if text is not None)


def _strict(body: bytes) -> tuple[Head, Mapping[str, Any]]:
    given = loads(body)
    faults = faults_against(ColumnsGiven, _without_items(given))
    columns = given.get("columns") if isinstance(given, dict) else None
    if isinstance(columns, dict):
        faults += _faults_of_items(columns)
    if faults or not isinstance(columns, dict):
        raise BodyInvalid(faults=faults[:FAULTS_SHOWN])
    return head_of(given, "columns"), columns


def _without_items(given: Any) -> Any:
    """The body with its long columns left empty: a million faults are not told, and cost no less."""
    if not isinstance(given, dict) or not isinstance(given.get("columns"), dict):
        return given
    columns = {
        name: column[:1] if name == "value" and isinstance(column, list) else [] if isinstance(column, list) else column
        for name, column in given["columns"].items()
    }
    return {**given, "columns": columns}


def _faults_of_items(columns: Mapping[str, Any]) -> list[Fault]:
    faults: list[Fault] = []
    for name, adapter in _ITEMS.items():
        column = columns.get(name)
        if not isinstance(column, list):
            continue
        for first in range(0, len(column), _AT_ONCE):
            if len(faults) >= FAULTS_SHOWN:
                break
            piece = column[first : first + _AT_ONCE]
            try:
                adapter.validate_python(piece)
            except ValidationError as error:
                faults += faults_within(error.errors(include_url=False), piece, ("columns", name), first)
    return faults


def _built(given: Mapping[str, Any]) -> Columns:
    values = given["value"]
    faults = _faults_of_lengths(given, len(values))
    if faults:
        raise BodyInvalid(faults=faults[:FAULTS_SHOWN])
    organisations, indicators, periods = (_coded(given[name], len(values)) for name in KEYS)
    numbers, odd = numbers_of(values)
    reasons = _by_row(given.get("unknown_reason"))
    evidence = {row: text.strip() for row, text in _by_row(given.get("evidence")).items()}
    units = _units(given.get("unit"), len(values))
    return Columns(organisations, indicators, periods, numbers + 0.0, odd, reasons, evidence, units)


def _units(given: str | Sequence[str | None] | None, count: int) -> Coded | None:
    if not given:
        return None
    return _coded(given if isinstance(given, str) else [unit or "" for unit in given], count)


def _faults_of_lengths(given: Mapping[str, Any], count: int) -> list[Fault]:
    faults = []
    for name in _ITEMS:
        column = given.get(name)
        if isinstance(column, list) and len(column) != count:
            expected = f"{count} items, as `value` has"
            faults.append(Fault("unequal_length", pointer_of(("columns", name)), expected, str(len(column))))
        if isinstance(column, dict):
            expected = f"the place of a reading, from 0 to {count - 1}"
            strangers = (row for row in column if int(row) >= count)
            faults += [Fault("no_such_row", pointer_of(("columns", name, row)), expected, row) for row in strangers]
    return faults


def _coded(column: str | Sequence[str], count: int) -> Coded:
    if isinstance(column, str):
        return Coded([column], np.zeros(count, np.int64))
    codes = Codes()
    codes.add(column)
    return codes.coded()


def _by_row(remarks: dict[str, str] | Sequence[str | None] | None) -> dict[int, str]:
    pairs = (
        ((int(row), text) for row, text in remarks.items()) if isinstance(remarks, dict) else enumerate(remarks or ())
    )
    return {row: text for row, text in pairs if text is not None}
