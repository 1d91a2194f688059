"""A responsibility statement as the feed of plans tells it: how it stood on a day, and which work it names."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from services.audit.domain.unit_work import Work, WorkKind

_UPHELD = "upheld"


def state_on(statement: Mapping[str, Any], day: date) -> str | None:
    """The state that the last act of a day up to this one left; None before it was drawn, or once withdrawn."""
    acts = [each["act"] for each in statement["events"] if date.fromisoformat(each["happened_on"]) <= day]
    if not acts or acts[-1] == "withdrawn":
        return None
    return "issued" if acts[-1] == _UPHELD else str(acts[-1])


def with_statements(work: Work, statements: Iterable[Mapping[str, Any]], day: date) -> Work:
    """The work with every statement that names it among its evidence."""
    found = []
    for statement in statements:
        state = state_on(statement, day)
        lines = [] if state is None or statement["plan"] != work.plan else _lines(statement, work)
        found += [
            {"kind": "statement", "statement": statement["id"], "year": statement["year"], "state": state, "line": line}
            for line in lines
        ]
    return replace(work, evidence=(*work.evidence, *found))


def _lines(statement: Mapping[str, Any], work: Work) -> list[str]:
    content = statement["content"]
    if work.kind is WorkKind.TARGET:
        return [each["line"] for each in content["targets"] if each["code"] == work.code]
    if work.kind is WorkKind.MEASURE:
        return [each["line"] for each in content["assignments"] if each["measure"] == work.code]
    return []
