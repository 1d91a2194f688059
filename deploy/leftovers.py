"""What a killed run leaves of its database server, and how it is cleared before the next start."""

import asyncio
import contextlib
import os
import signal
import time
from pathlib import Path

from deploy.errors import CannotStart
from deploy.report import Report

STEP_SECONDS = 0.05
ORDERLY_SECONDS = 60.0
NOTICE_SECONDS = 1.0
ENDING_SECONDS = 5.0


async def clear_leftovers(cluster: Path, report: Report) -> None:
    """Stop whatever still runs in the cluster's folder and remove a stale postmaster.pid.

    A server whose supervisor was killed is on its way down and is helped along in order. Children of a killed
    postmaster go by themselves once they notice; those that do not are ended, or the next server is refused the
    shared memory. A zombie or a foreign process with the recorded number is in no way of ours: going by the working
    folder of live processes, and not by the number, tells the difference.
    """
    if residents := processes_in(cluster):
        master = _recorded(cluster)
        async with report.waiting("stopping the database server that a previous run left"):
            await (_stop_server(cluster, master) if master in residents else _end_orphans(cluster))
    (cluster / "postmaster.pid").unlink(missing_ok=True)


def processes_in(folder: Path) -> set[int]:
    """The live processes whose working folder is this one; a server and all its children work in their cluster."""
    place = os.path.realpath(folder)
    found = set()
    for entry in Path("/proc").iterdir():
        with contextlib.suppress(OSError):
            if entry.name.isdigit() and str((entry / "cwd").readlink()) == place:
                found.add(int(entry.name))
    return found


def _recorded(cluster: Path) -> int | None:
    try:
        return int((cluster / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None


async def _stop_server(cluster: Path, master: int) -> None:
    for number, seconds in ((signal.SIGINT, ORDERLY_SECONDS), (signal.SIGQUIT, ENDING_SECONDS)):
        with contextlib.suppress(ProcessLookupError):
            os.kill(master, number)
        if await _emptied(cluster, seconds):
            return
    await _end_orphans(cluster)


async def _end_orphans(cluster: Path) -> None:
    if await _emptied(cluster, NOTICE_SECONDS):
        return
    for number in (signal.SIGQUIT, signal.SIGKILL):
        for pid in processes_in(cluster):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
        if await _emptied(cluster, ENDING_SECONDS):
            return
    pids = ", ".join(map(str, sorted(processes_in(cluster))))
    raise CannotStart(f"The database's data is held by process {pids}, which does not end: end it, then start again.")


async def _emptied(cluster: Path, seconds: float) -> bool:
    deadline = time.monotonic() + seconds
    while processes_in(cluster):
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(STEP_SECONDS)
    return True
