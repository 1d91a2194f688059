"""Readings as a change of the feed holds them: the codes in words, the rows as bytes."""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any

import numpy as np

from services.metrics.domain.taking import WITHDRAWN, Rows
from services.yardsticks.packed_readings import MOST, NAMES, ROW

Names = Mapping[int, str]


def packed(rows: Rows, names: Mapping[str, Names]) -> Iterator[tuple[dict[str, Any], bytes]]:
    """Pieces of at most `MOST` readings. `names`: codes by numbers, of `organisation`, `indicator` and `period`."""
    for begun in range(0, len(rows), MOST):
        yield _piece(rows.at(np.arange(begun, min(begun + MOST, len(rows)))), names)


def _piece(rows: Rows, names: Mapping[str, Names]) -> tuple[dict[str, Any], bytes]:
    held = np.empty(len(rows), ROW)
    head: dict[str, Any] = {}
    for name, numbers in zip(NAMES, (rows.organisations, rows.indicators, rows.periods), strict=True):
        distinct, of_row = np.unique(numbers, return_inverse=True)
        head[f"{name}s"] = [names[name][number] for number in distinct.tolist()]
        held[name] = of_row
    held["version"], held["value"] = rows.versions, rows.values
    head["remarks"] = [[place, *remark] for place, remark in rows.remarks.items()]
    return head, held.tobytes()


def unpacked(head: dict[str, Any], data: bytes) -> dict[str, Any]:
    """The body of the change in words: what the head says beside, and `readings` one by one."""
    rows = np.frombuffer(data, ROW)
    codes = [_codes(head[f"{name}s"], rows[name]) for name in NAMES]
    remarks = {place: (reason, evidence) for place, reason, evidence in head["remarks"]}
    reason = head.get("correction_reason")
    readings = [
        {
            "organisation": organisation,
            "indicator": indicator,
            "period": period,
            "version": version,
            "value": plain(value),
            "withdrawn": value == WITHDRAWN,
            "unknown_reason": None,
            "evidence": None,
            "correction_reason": reason,
        }
        for organisation, indicator, period, version, value in zip(
            *codes, rows["version"].tolist(), rows["value"].tolist(), strict=True
        )
    ]
    for place, (unknown_reason, evidence) in remarks.items():
        readings[place] |= {"unknown_reason": unknown_reason, "evidence": evidence}
    kept = {name: head[name] for name in ("submission", "sender", "received_at")}
    return {**kept, "readings": readings}


def _codes(codes: list[str], at: "np.ndarray[Any, Any]") -> list[str]:
    return [codes[place] for place in at.tolist()]


def plain(value: float) -> int | float | None:
    """A whole number without a point; null where nothing is known, or what was known is withdrawn."""
    if not isfinite(value):
        return None
    return int(value) if value.is_integer() else value


def codes_of(numbers: Mapping[str, int]) -> dict[int, str]:
    """The other way round."""
    return {number: code for code, number in numbers.items()}
