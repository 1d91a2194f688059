"""Histories with one fault put in by hand: each must be reported by its name, or the checker proves nothing."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Event = dict[str, Any]


@dataclass(frozen=True)
class Control:
    """A fault to put in, and the kind under which the checker must report it."""

    name: str
    kind: str
    spoil: Callable[[list[Event]], None]

    def spoiled(self, events: list[Event]) -> list[Event]:
        changed = list(events)
        self.spoil(changed)
        return changed


def _never_sent(events: list[Event]) -> None:
    """An answer that says 201 for a batch that never came to the database."""
    events += [
        {"event": "batch", "batch": -1, "readings": [["nowhere", "never.sent", "2000-2001", 1]]},
        {"event": "invoke", "batch": -1, "attempt": 1},
        {**_first(events, "ok"), "batch": -1, "submission": "sub_never", "taken": 1},
    ]


def _one_missing(events: list[Event]) -> None:
    _first(events, "seen")["readings"].pop()


def _doubled(events: list[Event]) -> None:
    seen = _first(events, "seen")["readings"]
    seen.append(seen[0])


def _unexpected(events: list[Event]) -> None:
    """A key that was sent, with a value that was not."""
    reading = _first(events, "seen")["readings"][0]
    reading[3] += 0.5


def _torn(events: list[Event]) -> None:
    """A batch in doubt of which one reading was stored."""
    readings = [["nowhere", "torn", "2000-2001", value] for value in (1, 2)]
    events += [
        {"event": "batch", "batch": -1, "readings": readings},
        {"event": "invoke", "batch": -1, "attempt": 1},
    ]
    _first(events, "seen")["readings"].append(readings[0])


def _gap(events: list[Event]) -> None:
    del _first(events, "changes")["changes"][0]


def _disorder(events: list[Event]) -> None:
    changes = _first(events, "changes")["changes"]
    changes[0], changes[1] = changes[1], changes[0]


def _crash_answer(events: list[Event]) -> None:
    told = {"status": 500, "retry_after": None, "code": "internal_fault", "seconds": 0.1}
    events.append({"event": "info", "batch": _first(events, "ok")["batch"], **told})


def _stored_twice(events: list[Event]) -> None:
    """A repetition that was judged anew: the first attempt's answer was not kept."""
    _first(events, "ok").update(taken=0, unchanged=30)


def _first(events: list[Event], name: str) -> Event:
    """The first event of this name that is not empty, as a copy in the place of the original."""
    for place, event in enumerate(events):
        if event["event"] == name and event.get("readings", event.get("changes", True)):
            events[place] = json.loads(json.dumps(event))
            return events[place]
    raise LookupError(name)


CONTROLS = (
    Control("an acknowledged batch that was never stored", "lost", _never_sent),
    Control("a reading that is missing from one place", "lost", _one_missing),
    Control("a reading that is there twice", "doubled", _doubled),
    Control("a value that nobody sent", "unexpected", _unexpected),
    Control("half a batch", "torn", _torn),
    Control("a version missing from the feed", "feed", _gap),
    Control("two versions in the wrong order", "feed", _disorder),
    Control("an answer of 500", "answer", _crash_answer),
    Control("a repetition answered as something new", "answer", _stored_twice),
)
