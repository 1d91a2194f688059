"""Reads a node of a kept summary back, so that plans assessed at different times roll up together."""

from collections.abc import Mapping
from typing import Any

from services.audit.domain.rollup import Node, NodeKind
from services.audit.domain.verdict import Verdict


def node_of(kept: Mapping[str, Any]) -> Node:
    """The node by itself, without what hangs on it."""
    verdict = kept["verdict"]
    return Node(
        kind=NodeKind(kept["kind"]),
        code=kept["code"],
        verdict=None if verdict is None else Verdict(verdict),
        reason=None if verdict is not None else "no_target",
        targets=kept["targets"],
        met=kept["met"],
        not_met=kept["not_met"],
        cannot_decide=kept["cannot_decide"],
        overdue=kept["overdue"],
        not_assessable=kept["not_assessable"],
        borderline=kept["borderline"],
        failing=tuple(kept["failing"]),
        undecided=tuple(kept["undecided"]),
        branches=(),
    )
