"""Results of runs over many counties: a row a subject, of a fixed width, appended by COPY."""

import hashlib
import math
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.scoring import Scores
from services.kernel.copying import copy_in

Arrays = Mapping[str, "NDArray[Any]"]


async def add_scores(session: AsyncSession, run: int, counties: NDArray[np.int32], lot: Laid, scores: Scores) -> None:
    """`counties` are the numbers of the lot's counties."""
    schools = _schools(counties, lot, scores)
    rows = _counties(counties, scores)
    told = _fingerprints(len(counties), schools, rows)
    wide = {name: f"S{rows[name].shape[1]}" for name in ("comparisons", "conditions")}
    wide |= {"squares": f"S{rows['squares'].shape[1]}", "sha256": "S32"}
    small = dict.fromkeys(("indicators", "recognition", "problem"), "i2")
    small |= dict.fromkeys(("met", "not_met", "undecided", "excluded"), "i4")
    kinds = {"run": "i8", "county": "i4", **small, **wide}
    columns = {name: _bytes(rows[name]) if name in wide else rows[name] for name in rows}
    columns |= {"run": np.full(len(counties), run), "sha256": np.array(told, "S32")}
    await copy_in(session, "county_result", columns, kinds)
    many = len(schools["organisation"])
    kinds = {"run": "i8", "county": "i4", "organisation": "i4", "verdict": "i2", "reason": "i2"}
    kinds["outcomes"] = f"S{schools['outcomes'].shape[1]}"
    columns = {**schools, "run": np.full(many, run), "outcomes": _bytes(schools["outcomes"])}
    await copy_in(session, "school_result", columns, kinds)


def _schools(counties: NDArray[np.int32], lot: Laid, scores: Scores) -> dict[str, Any]:
    """By county and organisation."""
    rows = scores.rows[np.lexsort((lot.organisations[scores.rows], lot.county[scores.rows]))]
    at = np.argsort(scores.rows)[np.searchsorted(np.sort(scores.rows), rows)]
    return {
        "county": counties[lot.county[rows]],
        "organisation": lot.organisations[rows],
        "verdict": scores.verdict[at],
        "reason": scores.reason[at],
        "outcomes": _flat(scores.outcomes[at]),
    }


def _counties(counties: NDArray[np.int32], scores: Scores) -> dict[str, Any]:
    met, not_met, undecided, excluded = scores.counts.T
    return {
        "county": counties,
        "indicators": scores.indicators,
        "recognition": scores.recognition,
        "problem": scores.problem,
        "met": met,
        "not_met": not_met,
        "undecided": undecided,
        "excluded": excluded,
        "comparisons": _flat((scores.comparisons | (scores.borderline << 2)).astype(np.uint8)),
        "squares": _flat(_as_octets(scores.squares)),
        "conditions": np.ascontiguousarray(scores.conditions),
    }


def _fingerprints(many: int, schools: Arrays, rows: Arrays) -> list[bytes]:
    """SHA-256 of each county's row with those of its schools, as they are stored but for the run."""
    parts = [_as_bytes(rows, many, list(rows))]
    of_schools = _as_bytes(schools, len(schools["county"]), list(schools))
    starts = np.searchsorted(_place(rows["county"], schools["county"]), np.arange(many + 1))
    return [
        hashlib.sha256(parts[0][place].tobytes() + of_schools[starts[place] : starts[place + 1]].tobytes()).digest()
        for place in range(many)
    ]


def _place(counties: NDArray[np.int32], county: NDArray[np.int32]) -> NDArray[np.int64]:
    return np.searchsorted(counties, county)


def _as_bytes(columns: Arrays, many: int, names: list[str]) -> NDArray[np.uint8]:
    """A row of bytes for each, numbers as four big-endian bytes."""
    found = []
    for name in names:
        column = columns[name]
        if column.dtype != np.uint8 or column.ndim == 1:
            column = np.ascontiguousarray(column.astype(">i4")).view(np.uint8).reshape(many, 4)
        found.append(column)
    return np.ascontiguousarray(np.concatenate(found, axis=1))


def _flat(values: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A row for each first place, however many there are and however wide they are."""
    return np.ascontiguousarray(values.reshape(len(values), math.prod(values.shape[1:])))


def _as_octets(values: NDArray[np.float64]) -> NDArray[np.uint8]:
    """Big-endian, eight for each number."""
    return np.ascontiguousarray(values[..., np.newaxis].astype(">f8")).view(np.uint8)


def _bytes(rows: NDArray[np.uint8]) -> "NDArray[Any]":
    width = rows.shape[1]
    if not width:
        return np.zeros(len(rows), "S1")
    return np.ascontiguousarray(rows).view(f"S{width}").reshape(len(rows))
