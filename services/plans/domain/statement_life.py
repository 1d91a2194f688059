"""The life of a responsibility statement, 目标责任状: drawn, issued, then acknowledged, or contested and answered."""

from collections.abc import Mapping
from enum import StrEnum


class StatementState(StrEnum):
    """已起草、已下达、已确认、有异议、已修改、已撤回."""

    DRAWN = "drawn"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    CONTESTED = "contested"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"


class StatementAct(StrEnum):
    """What can happen to a statement. An objection that is not followed is `upheld`: the statement stands as issued."""

    DRAWN = "drawn"
    ISSUED = "issued"
    ACKNOWLEDGED = "acknowledged"
    CONTESTED = "contested"
    UPHELD = "upheld"
    AMENDED = "amended"
    WITHDRAWN = "withdrawn"


STATE_AFTER: Mapping[StatementAct, StatementState] = {
    StatementAct.DRAWN: StatementState.DRAWN,
    StatementAct.ISSUED: StatementState.ISSUED,
    StatementAct.ACKNOWLEDGED: StatementState.ACKNOWLEDGED,
    StatementAct.CONTESTED: StatementState.CONTESTED,
    StatementAct.UPHELD: StatementState.ISSUED,
    StatementAct.AMENDED: StatementState.AMENDED,
    StatementAct.WITHDRAWN: StatementState.WITHDRAWN,
}
"""The last act says it all, so that no state is kept beside the acts."""

_BEFORE_THE_UNIT = frozenset({StatementAct.ACKNOWLEDGED, StatementAct.CONTESTED, StatementAct.WITHDRAWN})
_POSSIBLE: Mapping[StatementState, frozenset[StatementAct]] = {
    StatementState.DRAWN: frozenset({StatementAct.ISSUED, StatementAct.WITHDRAWN}),
    StatementState.ISSUED: _BEFORE_THE_UNIT,
    StatementState.AMENDED: _BEFORE_THE_UNIT,
    StatementState.CONTESTED: frozenset({StatementAct.UPHELD, StatementAct.AMENDED, StatementAct.WITHDRAWN}),
    StatementState.ACKNOWLEDGED: frozenset({StatementAct.WITHDRAWN}),
    StatementState.WITHDRAWN: frozenset({StatementAct.DRAWN}),
}


def possible(state: StatementState, act: StatementAct) -> bool:
    """What was withdrawn can be drawn anew, and nothing else done with it."""
    return act in _POSSIBLE[state]
