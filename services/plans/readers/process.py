"""Reads a document in a process of its own, which is ended when it takes too long or nobody waits any more."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, cast

from services.kernel.strict_json import loads
from services.plans.readers.unreadable import Reason, Unreadable

_ROOT = Path(__file__).parents[3]
_LONGEST_LINE = 128 * 1024 * 1024
_SECONDS = 120.0


async def read_document(
    media_type: str, body: bytes, *, on_progress: Callable[[float], None], seconds: float = _SECONDS
) -> dict[str, Any]:
    """`{"source": …, "draft": …}` as `wire` writes them; `Unreadable` where there is none, for whatever reason.

    No process is left behind, whichever way this ends. How many may run at a time (a gigabyte each) is the caller's.
    """
    process = await _start(media_type, seconds)
    feeding = asyncio.create_task(_feed(cast("asyncio.StreamWriter", process.stdin), body))
    try:
        async with asyncio.timeout(seconds):
            answer = await _answer(cast("asyncio.StreamReader", process.stdout), on_progress)
            await process.wait()
    except TimeoutError as error:
        raise Unreadable(Reason.READING_TOOK_TOO_LONG, f"{seconds:g} seconds") from error
    finally:
        _end(process)
        feeding.cancel()
        await process.wait()
    return _result(answer, process.returncode)


async def _start(media_type: str, seconds: float) -> Process:
    """A group of its own, so that all of it can be ended, and an environment that holds nothing of this process's."""
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-s",
        "-P",
        "-m",
        "services.plans.readers",
        media_type,
        str(int(seconds) + 1),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={"PYTHONPATH": str(_ROOT), "LANG": "C.UTF-8", "PATH": os.defpath},
        cwd=_ROOT,
        start_new_session=True,
        limit=_LONGEST_LINE,
    )


async def _feed(stdin: asyncio.StreamWriter, body: bytes) -> None:
    with suppress(BrokenPipeError, ConnectionResetError):  # it refused before the end
        stdin.write(body)
        await stdin.drain()
        stdin.close()
        await stdin.wait_closed()


async def _answer(stdout: asyncio.StreamReader, on_progress: Callable[[float], None]) -> dict[str, Any]:
    """The last line; every line before says how far it is."""
    answer: dict[str, Any] = {}
    while line := await _line(stdout):
        said = await asyncio.to_thread(loads, line)
        if "progress" in said:
            on_progress(float(said["progress"]))
        else:
            answer = said
    return answer


async def _line(stream: asyncio.StreamReader) -> bytes:
    try:
        return await stream.readline()
    except ValueError as error:
        raise Unreadable(Reason.EXPANDS_TOO_FAR, f"at most {_LONGEST_LINE} bytes of JSON") from error


def _end(process: Process) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def _result(answer: dict[str, Any], code: int | None) -> dict[str, Any]:
    if refusal := answer.get("unreadable"):
        raise Unreadable(Reason(refusal["reason"]), refusal["expected"], refusal["given"])
    if "result" not in answer and code == -signal.SIGXCPU:
        raise Unreadable(Reason.READING_TOOK_TOO_LONG)
    if "result" not in answer:
        raise Unreadable(Reason.READING_FAILED, given=f"exit code {code}")
    found: dict[str, Any] = answer["result"]
    return found
