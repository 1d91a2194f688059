"""One started process: on a leash, in a session of its own, its output in a file."""

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from deploy.account import Account
from deploy.errors import CannotStart

LEASH = Path(__file__).with_name("leash.py")
LAST_LINE_LENGTH = 300


@dataclass(frozen=True)
class Child:
    """A running process; `pid` is that of the program itself, since the leash becomes it."""

    process: asyncio.subprocess.Process

    @property
    def pid(self) -> int:
        return self.process.pid

    @property
    def returncode(self) -> int | None:
        return self.process.returncode

    async def wait(self) -> int:
        """The exit status, negative for a signal."""
        return await self.process.wait()

    async def stop(self, first: signal.Signals, patience: float, last: signal.Signals = signal.SIGKILL) -> None:
        """Ask with `first`, wait `patience` seconds, then `last`; returns when the process is gone."""
        for number, seconds in ((first, patience), (last, 10.0), (signal.SIGKILL, 10.0)):
            if self.returncode is not None:
                return
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(number)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self.wait(), seconds)


async def spawn(
    command: Sequence[str | Path],
    *,
    log: Path,
    folder: Path,
    environment: Mapping[str, str],
    account: Account | None = None,
    death_signal: signal.Signals = signal.SIGKILL,
) -> Child:
    """Start `command` in `folder`, as `account` if one is given.

    Output goes to the file itself: a pipe would stall the process when nobody reads it, and lose its last words.
    A session of its own keeps the terminal's Ctrl-C away: the supervisor decides who stops when.
    """
    uid, gid = (account.uid, account.gid) if account else (os.geteuid(), os.getegid())
    leash = [sys.executable, "-I", "-S", str(LEASH), str(os.getpid()), str(int(death_signal)), str(uid), str(gid)]
    try:
        output = log.open("ab")
    except OSError as error:
        raise CannotStart(f"The log {log} cannot be written ({error.strerror}): set DUDAO_DATA.") from error
    with output:
        process = await asyncio.create_subprocess_exec(
            *leash,
            *map(str, command),
            cwd=folder,
            env=dict(environment),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=output,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
    return Child(process)


def size(log: Path) -> int:
    """Where the log ends now, to read later only what was written since."""
    return log.stat().st_size if log.exists() else 0


def written_since(log: Path, mark: int) -> str:
    with log.open("rb") as stream:
        stream.seek(mark)
        return stream.read().decode("utf-8", "replace")


def last_line(text: str) -> str:
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return lines[-1][:LAST_LINE_LENGTH] if lines else "it said nothing"
