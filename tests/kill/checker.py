"""Judges the history of a run. It shares no code with the product: sets and counts over JSON, nothing else.

A batch ends acknowledged or in doubt. Of an acknowledged batch every place must show every reading exactly once, with
its value; of one in doubt all or nothing; and no place may show what nobody sent. The list shows only what stands: not
what a later batch changed or withdrew.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

Event = dict[str, Any]
Reading = tuple[str, str, str, str]
SHOWN = 5
LIST, WITHDRAWN = "list", repr("withdrawn")


@dataclass
class Verdict:
    """Figures of a history, and its faults by kind: lost, doubled, unexpected, torn, feed, answer, unanswered."""

    batches: int = 0
    acknowledged: int = 0
    """readings"""
    attempts: int = 0
    repeated: int = 0
    """batches that needed more than one attempt"""
    replayed: int = 0
    """batches whose acknowledgement was a kept answer: stored by an attempt that was not answered"""
    places: dict[str, int] = field(default_factory=dict)
    """readings seen, by place"""
    slowest: float = 0.0
    """seconds of the slowest attempt"""
    faults: dict[str, list[str]] = field(default_factory=dict)

    def blame(self, kind: str, what: object) -> None:
        self.faults.setdefault(kind, []).append(str(what))

    def count(self, kind: str) -> int:
        return len(self.faults.get(kind, []))

    def told(self) -> list[str]:
        """A line for each kind of fault with the first examples."""
        return [f"{kind}: {len(found)}, such as {'; '.join(found[:SHOWN])}" for kind, found in self.faults.items()]


def check(events: Iterable[Event]) -> Verdict:
    """The verdict on a whole history."""
    known = list(events)
    verdict = Verdict()
    sent = {event["batch"]: set(_readings(event)) for event in _of(known, "batch")}
    invoked = Counter(event["batch"] for event in _of(known, "invoke"))
    answered = _acknowledged(known, sent, verdict)
    verdict.batches, verdict.attempts = len(sent), sum(invoked.values())
    verdict.repeated = sum(1 for times in invoked.values() if times > 1)
    verdict.acknowledged = sum(len(sent[batch]) for batch in answered)
    for batch in invoked.keys() - answered:
        verdict.blame("unanswered", f"batch {batch} after {invoked[batch]} attempts")
    _check_refusals(known, verdict)
    for place, seen in _places(known).items():
        verdict.places[place] = seen.total()
        tried = {batch: sent[batch] for batch in sent if batch in invoked}  # in the order of what follows what
        if place == LIST:
            tried = _standing(tried, answered)
        _check_place(place, seen, tried, answered, verdict)
    for event in _of(known, "versions"):
        if event["values"] != event["sent"]:
            verdict.blame("doubled" if len(event["values"]) > len(event["sent"]) else "lost", f"history: {event}")
    _check_feeds(known, verdict)
    return verdict


def _acknowledged(known: list[Event], sent: dict[int, set[Reading]], verdict: Verdict) -> set[int]:
    """The acknowledged batches; every acknowledgement must report the batch as taken, also one that is a repetition."""
    submissions: Counter[str] = Counter()
    answered = set()
    for event in _of(known, "ok"):
        answered.add(event["batch"])
        submissions[event["submission"]] += 1
        verdict.replayed += event["replayed"]
        verdict.slowest = max(verdict.slowest, event["seconds"])
        if (event["taken"], event["unchanged"], event["rejected"]) != (len(sent[event["batch"]]), 0, 0):
            verdict.blame("answer", f"batch {event['batch']} reported {event['taken']} taken: {event}")
    for submission, times in submissions.items():
        if times > 1:
            verdict.blame("answer", f"submission {submission} acknowledges {times} batches")
    return answered


def _check_refusals(known: list[Event], verdict: Verdict) -> None:
    """While something is being healed a caller may be told 503, or 409 for a key in work, and when to come again.

    No status at all is a broken connection: the gateway itself was killed. 401 is a token that ran out meanwhile.
    """
    for event in _of(known, "info"):
        verdict.slowest = max(verdict.slowest, event["seconds"])
        if event["status"] is None:
            fine = event["code"] != "ReadTimeout"
        else:
            fine = event["status"] == 401 or (event["status"] in (409, 503) and event["retry_after"] is not None)
        if not fine:
            verdict.blame("answer", event)


def _check_place(
    place: str, seen: Counter[Reading], sent: dict[int, set[Reading]], answered: set[int], verdict: Verdict
) -> None:
    every = set().union(*sent.values())
    for reading, times in seen.items():
        if reading not in every:
            verdict.blame("unexpected", f"{place}: {reading}")
        elif times > 1:
            verdict.blame("doubled", f"{place}: {times} times {reading}")
    for batch, readings in sent.items():
        missing = {reading for reading in readings if reading not in seen}
        if batch in answered:
            for reading in sorted(missing):
                verdict.blame("lost", f"{place}: {reading} of batch {batch}")
        elif missing and missing != readings:
            verdict.blame("torn", f"{place}: {len(missing)} of {len(readings)} of batch {batch} are missing")


def _standing(sent: dict[int, set[Reading]], answered: set[int]) -> dict[int, set[Reading]]:
    """Without what acknowledged batches behind them changed, and without what withdraws."""
    gone: set[tuple[str, ...]] = set()
    standing: dict[int, set[Reading]] = {}
    for batch, readings in reversed(sent.items()):
        standing[batch] = {each for each in readings if each[:3] not in gone and each[3] != WITHDRAWN}
        if batch in answered:
            gone |= {each[:3] for each in readings}
    return standing


def _places(known: list[Event]) -> dict[str, Counter[Reading]]:
    """What each place shows; a place that was read and is empty counts too."""
    places: dict[str, Counter[Reading]] = {}
    for event in _of(known, "seen"):
        places.setdefault(event["source"], Counter()).update(_readings(event))
    for event in _of(known, "changes"):
        shown = places.setdefault(event["source"], Counter())
        for _, _, readings in event["changes"]:
            shown.update(_reading(each) for each in readings)
    return places


def _check_feeds(known: list[Event], verdict: Verdict) -> None:
    """To every reader versions count up from one without gap or repetition, and name the same changes."""
    named: dict[int, str] = {}
    before: dict[str, int] = {}
    for event in _of(known, "changes"):
        source = event["source"]
        for version, name, _ in event["changes"]:
            if version != before.get(source, 0) + 1:
                verdict.blame("feed", f"{source}: version {version} after {before.get(source, 0)}")
            if named.setdefault(version, name) != name:
                verdict.blame("feed", f"{source}: version {version} is {name}, to another reader {named[version]}")
            before[source] = version


def _of(known: list[Event], event: str) -> Iterator[Event]:
    return (each for each in known if each["event"] == event)


def _readings(event: Event) -> Iterator[Reading]:
    return (_reading(each) for each in event["readings"])


def _reading(given: list[Any]) -> Reading:
    """Values as text, so that 1 and 1.0 and true are three."""
    organisation, indicator, period, value = given
    return organisation, indicator, period, repr(value)
