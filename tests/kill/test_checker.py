"""The checker itself: a clean history passes, and each fault put in by hand is reported by its name."""

import pytest

from tests.kill.checker import check
from tests.kill.controls import CONTROLS, Control, Event

SENT = [["a", "pupils", "2001-2002", 1], ["b", "pupils", "2001-2002", 2]]
LATER = [["a", "pupils", "2002-2003", 3]]
ANSWER = {"status": 201, "seconds": 0.1, "unchanged": 0, "rejected": 0, "replayed": False}


def clean() -> list[Event]:
    """Two batches, one of them after a broken connection, seen in two places."""
    return [
        {"event": "batch", "batch": 0, "readings": SENT},
        {"event": "batch", "batch": 1, "readings": LATER},
        {"event": "invoke", "batch": 0, "attempt": 1},
        {"event": "info", "batch": 0, "status": None, "code": "ReadError", "retry_after": None, "seconds": 0.2},
        {"event": "invoke", "batch": 0, "attempt": 2},
        {"event": "invoke", "batch": 1, "attempt": 1},
        {"event": "ok", "batch": 0, "taken": 2, "submission": "sub_0", **ANSWER},
        {"event": "ok", "batch": 1, "taken": 1, "submission": "sub_1", **ANSWER},
        {"event": "seen", "source": "list", "readings": SENT + LATER},
        {"event": "changes", "source": "feed", "changes": [[1, "readings/sub_0", SENT], [2, "readings/sub_1", LATER]]},
        {"event": "versions", "batch": 0, "sent": [1], "values": [1]},
    ]


def test_a_clean_history_has_no_fault() -> None:
    verdict = check(clean())
    assert verdict.told() == []
    assert (verdict.batches, verdict.acknowledged, verdict.attempts, verdict.repeated) == (2, 3, 3, 1)
    assert verdict.places == {"list": 3, "feed": 3}


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.name)
def test_a_fault_put_in_by_hand_is_reported(control: Control) -> None:
    verdict = check(control.spoiled(clean()))
    assert verdict.count(control.kind) > 0, verdict.told()


def test_a_batch_in_doubt_may_be_stored_or_not() -> None:
    doubt = [{"event": "batch", "batch": 2, "readings": [["c", "pupils", "2001-2002", 4]]}]
    doubt += [{"event": "invoke", "batch": 2, "attempt": 1}]
    stored = [{"event": "seen", "source": "list", "readings": SENT + LATER + [["c", "pupils", "2001-2002", 4]]}]
    for history in (clean() + doubt, [each for each in clean() if each["event"] not in ("seen", "changes")] + doubt):
        assert set(check(history).faults) == {"unanswered"}
    assert set(check(clean()[:8] + doubt + stored).faults) == {"unanswered"}


def test_a_key_with_two_versions_and_readers_told_different_things_are_faults() -> None:
    twice = {"event": "versions", "batch": 0, "sent": [1], "values": [1, 1]}
    assert check([*clean(), twice]).count("doubled") == 1
    other = {"event": "changes", "source": "follower", "changes": [[1, "readings/sub_9", SENT], [2, "r", LATER]]}
    assert check([*clean(), other]).count("feed") == 2


def test_a_place_that_was_read_and_is_empty_has_lost_everything() -> None:
    empty = {"event": "seen", "source": "copy", "readings": []}
    assert check([*clean(), empty]).count("lost") == 3


def followed(seen: list[list[object]], *, acknowledged: bool = True) -> list[Event]:
    """A third batch changes one reading and withdraws another; `seen` is what the list shows then."""
    said = [["a", "pupils", "2001-2002", 5], ["b", "pupils", "2001-2002", "withdrawn"]]
    told: list[Event] = [{"event": "ok", "batch": 2, "taken": 2, "submission": "sub_2", **ANSWER}]
    return [
        *(each for each in clean() if each["event"] not in ("seen", "changes")),
        {"event": "batch", "batch": 2, "readings": said},
        {"event": "invoke", "batch": 2, "attempt": 1},
        *(told if acknowledged else []),
        {"event": "seen", "source": "list", "readings": seen},
        {"event": "seen", "source": "versions", "readings": SENT + LATER + (said if acknowledged else [])},
    ]


def test_the_list_shows_what_stands_and_every_other_place_all_that_was_said() -> None:
    new, old = ["a", "pupils", "2001-2002", 5], SENT[0]
    assert check(followed([new, *LATER])).told() == []
    assert check(followed([new, *LATER, SENT[1]])).count("unexpected") == 1, "withdrawn, and still shown"
    assert check(followed([old, *LATER])).count("unexpected") == 1, "changed, and the old value shown"
    assert check(followed([old, *LATER])).count("lost") == 1
    assert set(check(followed([*SENT, *LATER], acknowledged=False)).faults) == {"unanswered"}
