"""Showing the processes' logs on the terminal."""

import asyncio
from pathlib import Path
from typing import BinaryIO

from deploy.report import Report

STEP_SECONDS = 0.2


async def follow(log: Path, name: str, report: Report) -> None:
    """Say each line written to the log from now on, with the process's name before it, until cancelled."""
    with log.open("a+b") as stream:
        rest = b""
        try:
            while True:
                rest = _show(stream, rest, name, report)
                await asyncio.sleep(STEP_SECONDS)
        finally:
            _show(stream, rest, name, report)


def _show(stream: BinaryIO, rest: bytes, name: str, report: Report) -> bytes:
    *lines, rest = (rest + stream.read()).split(b"\n")
    for line in lines:
        report.say(f"{name:<8} │ {line.decode('utf-8', 'replace')}")
    return rest
