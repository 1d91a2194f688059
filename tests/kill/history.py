"""The history of a run as JSON lines: what was sent, answered, killed and read back. One line is one event.

`batch`     number, way, readings  a batch that may be sent: each reading is [organisation, indicator, period, value],
                                  the value "withdrawn" where it takes back what an earlier batch said
`invoke`    batch, attempt        one attempt to post it
`ok`        batch, status, seconds, taken, unchanged, rejected, replayed, submission: acknowledged; `rejected` counts
            beyond what could not be taken
`info`      batch, status, retry_after, code, seconds: not acknowledged; it may be stored or not
`kill`      victim, pid           and `healed` victim, seconds
`seen`      source, readings      readings found afterwards, from one of several places, in several lines
`versions`  batch, sent, values   all versions of one key of a batch, and those that were sent
`changes`   source, changes       change feed: [version, key, readings] in the order in which it was given
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Event = dict[str, Any]


class History:
    """Appends events to a file; `at` is seconds since the beginning."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        self.file = file
        self._stream = file.open("w", encoding="utf-8")
        self._begun = time.monotonic()

    def note(self, event: str, **what: Any) -> None:
        line = {"event": event, "at": round(time.monotonic() - self._begun, 4), **what}
        self._stream.write(json.dumps(line, ensure_ascii=False) + "\n")

    def events(self) -> list[Event]:
        """Everything so far, read back from the file."""
        self._stream.flush()
        return list(read(self.file))

    def close(self) -> None:
        self._stream.close()


def read(file: Path) -> Iterator[Event]:
    """The events of a file."""
    with file.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
