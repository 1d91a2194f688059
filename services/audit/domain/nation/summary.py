"""Many counties in one page, and the fingerprint of all of them."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

import numpy as np

from services.audit.domain.nation import codes
from services.audit.domain.nation.codes import Codes
from services.audit.domain.nation.scoring import PROBLEMS
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict

MOST_NAMED = 200


class County(Protocol):
    """A county as it was stored."""

    @property
    def code(self) -> str: ...
    @property
    def indicators(self) -> int: ...
    @property
    def recognition(self) -> int: ...
    @property
    def problem(self) -> int: ...
    @property
    def met(self) -> int: ...
    @property
    def not_met(self) -> int: ...
    @property
    def undecided(self) -> int: ...
    @property
    def excluded(self) -> int: ...
    @property
    def comparisons(self) -> bytes: ...
    @property
    def conditions(self) -> bytes: ...
    @property
    def sha256(self) -> bytes: ...


def verdict_over(counties: Sequence[County]) -> Verdict:
    """One county that misses its indicators decides; of no county nothing can be said."""
    worst = max((each.indicators for each in counties), default=codes.OPEN)
    return codes.VERDICTS[worst] or Verdict.CANNOT_DECIDE


def fingerprint_over(verdict: Verdict, counties: Sequence[County]) -> str:
    """SHA-256 over those of the counties, in their order."""
    found = hashlib.sha256(verdict.value.encode())
    for each in counties:
        found.update(each.sha256)
    return found.hexdigest()


def places_json(standard: Standard, counties: Sequence[County], outside: int) -> Mapping[str, Any]:
    """Counts only; counties and schools are listed where they are asked for."""
    stopped = [each for each in counties if each.problem]
    return {
        "subject": "places",
        "counties": _counted(np.array([each.indicators for each in counties], np.uint8)),
        "recognition": _counted(np.array([each.recognition for each in counties], np.uint8)),
        "schools": {
            "met": sum(each.met for each in counties),
            "not_met": sum(each.not_met for each in counties),
            "cannot_decide": sum(each.undecided for each in counties),
            "excluded": sum(each.excluded for each in counties),
        },
        "schools_outside_counties": outside,
        "not_scored": [{"organisation": each.code, "reason": PROBLEMS[each.problem]} for each in stopped[:MOST_NAMED]],
        "not_scored_count": len(stopped),
        "comparisons": _comparisons(standard, counties),
        "lines": _lines(standard, counties),
    }


def _counted(found: "np.ndarray[Any, Any]") -> dict[str, int]:
    many = np.bincount(found, minlength=len(codes.VERDICTS)).tolist()
    return {verdict.value: many[codes.CODE[verdict]] for verdict in Verdict}


def _table(rows: Sequence[bytes], width: int) -> Codes:
    return np.frombuffer(b"".join(rows), np.uint8).reshape(-1, width) if width else np.zeros((len(rows), 0), np.uint8)


def _comparisons(standard: Standard, counties: Sequence[County]) -> list[Mapping[str, Any]]:
    keys = [(stage, criterion) for stage in standard.stages for criterion in standard.criteria]
    table = _table([each.comparisons for each in counties], len(keys)) & 3
    return [
        {"criterion": criterion.code, "stage": stage.value, "counties": _counted(table[:, place])}
        for place, (stage, criterion) in enumerate(keys)
    ]


def _lines(standard: Standard, counties: Sequence[County]) -> list[Mapping[str, Any]]:
    table, at = _table([each.conditions for each in counties], len(standard.conditions)), 0
    found: list[Mapping[str, Any]] = []
    for item in standard.items:
        many = len(item.conditions)
        verdicts = table[:, at : at + many].max(axis=1, initial=codes.MET)
        title = {"zh": item.title.zh, "en": item.title.en}
        found.append({"code": item.code, "number": item.number, "title": title, "counties": _counted(verdicts)})
        at += many
    return found
