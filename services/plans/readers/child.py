"""The process that reads a document: it gets one on standard input, answers in JSON lines, and can do nothing else.

A parser of office formats is the part of this product that a hostile file attacks. So it runs by itself, with bounds on
memory and time, without files, secrets or a database, and whatever becomes of it costs one import.
"""

import resource
import sys
from collections.abc import Callable
from dataclasses import dataclass

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.reading import read_plan
from services.plans.domain.policy_text.source import Source
from services.plans.readers.sources import prepare, read_source
from services.plans.readers.unreadable import Reason, Unreadable
from services.plans.readers.wire import as_json

_MEMORY = 1024 * 1024 * 1024
_STEP = 0.01  # of progress; less is not worth a line
_READING_IS = 0.5  # of the whole; the rest is understanding what was read


@dataclass(frozen=True, slots=True)
class Result:
    """The document and the draft plan found in it."""

    source: Source
    draft: Draft


def main(arguments: list[str]) -> None:
    """Arguments: the media type, and how many seconds of processor time there are."""
    media_type, seconds = arguments
    prepare(media_type)
    _bound(int(seconds))
    try:
        _say("result", _read(media_type, sys.stdin.buffer.read()))
    except Unreadable as refusal:
        _refuse(refusal.reason, refusal.expected, refusal.given)
    except RecursionError:
        _refuse(Reason.DAMAGED, None, "nested too deep")
    except MemoryError:
        _refuse(Reason.EXPANDS_TOO_FAR, f"what can be read in {_MEMORY} bytes of memory")


def _read(media_type: str, body: bytes) -> Result:
    source = read_source(media_type, body, _reporter(0, _READING_IS))
    report = _reporter(_READING_IS, 1)
    report(0)
    return Result(source, read_plan(source, report))


def _reporter(start: float, end: float) -> Callable[[float], None]:
    """Says how far the whole is when a part of it, from `start` to `end`, is as far as it is told."""
    said = -1.0

    def report(share: float) -> None:
        nonlocal said
        progress = start + (end - start) * min(1.0, max(0.0, share))
        if progress - said >= _STEP:
            said = progress
            _say("progress", round(progress, 3))

    return report


def _refuse(reason: Reason, expected: str | None = None, given: str | None = None) -> None:
    _say("unreadable", {"reason": reason, "expected": expected, "given": given})


def _say(name: str, value: object) -> None:
    sys.stdout.buffer.write(as_json({name: value}).encode("utf-8") + b"\n")
    sys.stdout.buffer.flush()


def _bound(seconds: int) -> None:
    """After this, memory, processor time and processes are bounded, and no file can be written."""
    for kind, most in (
        (resource.RLIMIT_AS, _MEMORY),
        (resource.RLIMIT_CPU, seconds),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NPROC, 0),
    ):
        _, hard = resource.getrlimit(kind)
        bound = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (bound, bound))
