"""What the launcher says while it works."""

import asyncio
import contextlib
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

PROGRESS_SECONDS = 2.0


class Report:
    """Lines for a person on standard output. Quiet in tests, and quiet too once nobody reads the output any more."""

    def __init__(self, *, quiet: bool = False) -> None:
        self.quiet = quiet

    def say(self, line: str) -> None:
        if self.quiet:
            return
        with contextlib.suppress(OSError):
            print(line, flush=True)

    @asynccontextmanager
    async def waiting(self, what: str) -> AsyncIterator[None]:
        """Say `what` now, and every two seconds that it still goes on."""
        self.say(f"{what} …")
        task = asyncio.create_task(self._remind(what))
        try:
            yield
        finally:
            task.cancel()

    async def _remind(self, what: str) -> None:
        begun = time.monotonic()
        while True:
            await asyncio.sleep(PROGRESS_SECONDS)
            self.say(f"  still {what} ({time.monotonic() - begun:.0f} s)")


def complain(sentence: str) -> None:
    """One sentence on standard error."""
    print(sentence, file=sys.stderr, flush=True)
