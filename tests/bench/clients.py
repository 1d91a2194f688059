"""What a client library costs the hop: a bare upstream, asked directly and through each hop."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from signal import SIGTERM

from deploy.child import spawn
from deploy.ground import ROOT
from deploy.ports import free_ports
from tests.bench.load import Plan
from tests.bench.rounds import Figure, Generator, ratio
from tests.bench.upstream import PREFIX

SECONDS = 0.5
UPLOAD_BYTES = 1_000_000
HOPS = ("aiohttp", "httpx2")
START_SECONDS = 20.0


async def measure(generator: Generator, scratch: Path) -> AsyncIterator[Figure]:
    """`proxy_<client>_vs_direct` on a greeting; with `_page` on 54 kB down, with `_upload` on 1 MB up."""
    body = scratch / "upload"
    body.write_bytes(b"x" * UPLOAD_BYTES)
    ports = free_ports("direct", *HOPS)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(_served("upstream:app", ports["direct"], scratch, {}))
        upstream = {"BENCH_UPSTREAM": f"http://127.0.0.1:{ports['direct']}"}
        for name in HOPS:
            await stack.enter_async_context(_served(f"hops:with_{name}", ports[name], scratch, upstream))
        for kind, path, sent in (("", "hello", None), ("page_", "page", None), ("upload_", "upload", str(body))):
            method = "POST" if sent else "GET"
            plans = {name: Plan(port, f"{PREFIX}/{path}", SECONDS, method, body=sent) for name, port in ports.items()}
            found = await generator.in_turn(plans)
            for name in HOPS:
                note = f"{path} through the hop with {name}, 8 connections"
                yield ratio(f"proxy_{name}_{kind}vs_direct", found[name], found["direct"], note)


@asynccontextmanager
async def _served(app: str, port: int, scratch: Path, environment: Mapping[str, str]) -> AsyncIterator[None]:
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
