"""JSON-stat 2.0: a cube with its labels, then its values, then what stands where a value does not.

Facts are 1 and 0 and grades are ranks: a cube holds numbers. Readings come in any order. A cube of up to `MOST_DENSE`
cells is filled first and written as a list if that is shorter; a larger one is written as it comes, value by value
under its position. In memory stay the labels, the cells without a value and the positions of readings.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from services.metrics.domain.indicator import Indicator, ValueType
from services.metrics.forms_out.cube import Cube, Positions
from services.metrics.forms_out.readings import Status, checked, is_status
from services.metrics.forms_out.texts import joined, numbers_as_text

MOST_DENSE = 1_000_000
STATUSES = {
    Status.UNKNOWN: {"zh": "未知", "en": "Unknown, with a reason"},
    Status.SUPPRESSED: {"zh": "为保护个人信息不予显示", "en": "Not shown, to protect persons"},
    Status.MISSING: {"zh": "应报未报", "en": "Owed and not reported"},
}
_CELLS_A_PIECE = 65_536
_WITHOUT_VALUE = (Status.UNKNOWN, Status.SUPPRESSED, Status.MISSING)


def jsonstat_pieces(batches: Iterable[pa.RecordBatch], cube: Cube, *, language: str = "zh") -> Iterator[bytes]:
    """The dataset in pieces. Labels are in one language, and in the other under `extension`."""
    absent = _Absent()
    yield _said(_head(cube, language))[:-1].encode() + b',"value":'
    placed = _placed(batches, Positions(cube), absent)
    yield from _gathered(placed, cube.cells) if cube.cells <= MOST_DENSE else _as_they_come(placed)
    yield b',"status":'
    yield from absent.statuses(cube.owed)
    yield b',"extension":' + _said(_extension(cube, language))[:-1].encode() + b',"unknown_reason":'
    yield from absent.reasons()
    yield b"}}"


def _said(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _head(cube: Cube, language: str) -> dict[str, Any]:
    other = "en" if language == "zh" else "zh"
    periods = {period: {"zh": period, "en": period} for period in cube.periods}
    places = {place.code: {"zh": place.title_zh, "en": place.title_en} for place in cube.organisations}
    items = {each.code: {"zh": each.title_zh, "en": each.title_en} for each in cube.indicators}
    metric = _dimension({"zh": "指标", "en": "Indicator"}, items, language, other)
    metric["category"]["unit"] = {each.code: _unit(each) for each in cube.indicators}
    return {
        "version": "2.0",
        "class": "dataset",
        "label": {"zh": cube.title_zh, "en": cube.title_en}[language],
        "updated": cube.updated.isoformat(),
        "id": ["period", "organisation", "indicator"],
        "size": list(cube.size),
        "role": {"time": ["period"], "geo": ["organisation"], "metric": ["indicator"]},
        "dimension": {
            "period": _dimension({"zh": "时期", "en": "Period"}, periods, language, other),
            "organisation": _dimension({"zh": "机构", "en": "Organisation"}, places, language, other),
            "indicator": metric,
        },
    }


def _extension(cube: Cube, language: str) -> dict[str, Any]:
    """What the format has no place for: labels in the other language, what a status means, why a cell is unknown."""
    label = {"en": cube.title_en} if language == "zh" else {"zh": cube.title_zh}
    return {"label": label, "status": {"label": {status.value: said[language] for status, said in STATUSES.items()}}}


def _dimension(
    label: Mapping[str, str], titles: Mapping[str, Mapping[str, str]], language: str, other: str
) -> dict[str, Any]:
    return {
        "label": label[language],
        "category": {"index": list(titles), "label": {code: said[language] for code, said in titles.items()}},
        "extension": {"label": {other: label[other]}, "category": {other: {c: s[other] for c, s in titles.items()}}},
    }


def _unit(indicator: Indicator) -> dict[str, object]:
    if indicator.value_type is ValueType.GRADE:
        ranks = ", ".join(f"{rank} = {code}" for rank, code in enumerate(indicator.grade_codes, 1))
        return {"label": ranks, "decimals": 0}
    if indicator.value_type is ValueType.YES_NO:
        return {"label": "1 = 是 yes, 0 = 否 no", "decimals": 0}
    return {"label": indicator.unit} | ({"decimals": 0} if indicator.value_type is ValueType.INTEGER else {})


class _Absent:
    """Positions without a value, by why, and the reasons of what is unknown; eight bytes each, a reason once. And where
    readings stand at all, eight bytes a reading."""

    def __init__(self) -> None:
        self._positions: dict[Status, list[NDArray[np.int64]]] = {status: [] for status in _WITHOUT_VALUE}
        self._reasons: dict[str, list[NDArray[np.int64]]] = {}
        self._seen: list[NDArray[np.int64]] = []

    def note(self, batch: pa.RecordBatch, positions: NDArray[np.int64]) -> None:
        self._seen.append(positions)
        for status, noted in self._positions.items():
            rows = is_status(batch, status).to_numpy(zero_copy_only=False)
            if rows.any():
                noted.append(positions[rows])
        reasons = batch.column("unknown_reason")
        given = reasons.is_valid().to_numpy(zero_copy_only=False)
        if given.any():
            at = reasons.indices.fill_null(-1).to_numpy(zero_copy_only=False)
            for number, reason in enumerate(reasons.dictionary.to_pylist()):
                self._reasons.setdefault(reason, []).append(positions[given & (at == number)])

    def statuses(self, owed: NDArray[np.int64]) -> Iterator[bytes]:
        """What is owed and was nowhere among the readings is missing."""
        missing = np.setdiff1d(owed, np.concatenate([owed[:0], *self._seen]), assume_unique=True)
        noted = [*((status, each) for status, found in self._positions.items() for each in found)]
        return _object((each, _said(status)) for status, each in [*noted, (Status.MISSING, missing)])

    def reasons(self) -> Iterator[bytes]:
        return _object((noted, _said(reason)) for reason, found in self._reasons.items() for noted in found)


def _placed(
    batches: Iterable[pa.RecordBatch], where: Positions, absent: _Absent
) -> Iterator[tuple[NDArray[np.int64], pa.DoubleArray]]:
    """Positions and values of what is reported, batch by batch."""
    for batch in batches:
        positions = where.of(checked(batch))
        absent.note(batch, positions)
        reported = batch.column("value").is_valid()
        yield positions[reported.to_numpy(zero_copy_only=False)], batch.column("value").drop_null()


def _object(found: Iterable[tuple[NDArray[np.int64], pa.Array | str]]) -> Iterator[bytes]:
    """Members by position, of one value for all of a piece or one for each."""
    comma = b"{"
    for positions, values in found:
        if len(positions):
            members = joined(',"', pa.array(positions).cast(pa.string()), '":', values)
            yield comma + members[1:]
            comma = b","
    yield b"{}" if comma == b"{" else b"}"


def _as_they_come(placed: Iterable[tuple[NDArray[np.int64], pa.DoubleArray]]) -> Iterator[bytes]:
    return _object((positions, numbers_as_text(values)) for positions, values in placed)


def _gathered(placed: Iterable[tuple[NDArray[np.int64], pa.DoubleArray]], cells: int) -> Iterator[bytes]:
    """A list where more than half of the cells have a value, else by position, in order."""
    values = np.full(cells, np.nan)
    for positions, some in placed:
        values[positions] = some.to_numpy(zero_copy_only=False)
    there = np.flatnonzero(~np.isnan(values))
    if 2 * len(there) > cells:
        yield from _list(values)
    else:
        pieces = np.split(there, range(_CELLS_A_PIECE, len(there), _CELLS_A_PIECE))
        yield from _object((piece, numbers_as_text(pa.array(values[piece]))) for piece in pieces)


def _list(values: NDArray[np.float64]) -> Iterator[bytes]:
    comma = b"["
    for start in range(0, len(values), _CELLS_A_PIECE):
        some = pa.array(values[start : start + _CELLS_A_PIECE], from_pandas=True)
        yield comma + joined(",", numbers_as_text(some).fill_null("null"))[1:]
        comma = b","
    yield b"]"
