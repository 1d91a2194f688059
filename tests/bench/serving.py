"""Starts a small application of the bench as a process of its own."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from signal import SIGTERM

from deploy.child import spawn
from deploy.ground import ROOT

START_SECONDS = 20.0


@asynccontextmanager
async def served(app: str, port: int, scratch: Path, environment: Mapping[str, str]) -> AsyncIterator[None]:
    """`app` is named as uvicorn names it, below `tests.bench`; a factory begins with `hops:`."""
    options = ["--port", str(port), "--no-access-log", "--no-server-header", "--log-level", "warning"]
    factory = ["--factory"] if app.startswith("hops:") else []
    command = [sys.executable, "-m", "uvicorn", f"tests.bench.{app}", *options, *factory]
    log = scratch / f"{port}.log"
    child = await spawn(command, log=log, folder=ROOT, environment={**os.environ, **environment})
    try:
        async with asyncio.timeout(START_SECONDS):
            while not await _listens(port):
                if child.returncode is not None:
                    raise RuntimeError(f"{app} did not start:\n{log.read_text()}")
                await asyncio.sleep(0.1)
        yield
    finally:
        await child.stop(SIGTERM, 5)


async def _listens(port: int) -> bool:
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True
