"""What a client library costs the hop: a bare upstream, asked directly and through each hop."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

from deploy.ports import free_ports
from tests.bench.load import Plan
from tests.bench.rounds import Figure, Generator, ratio
from tests.bench.serving import served
from tests.bench.upstream import PREFIX

SECONDS = 0.5
UPLOAD_BYTES = 1_000_000
HOPS = ("aiohttp", "httpx2")


async def measure(generator: Generator, scratch: Path) -> AsyncIterator[Figure]:
    """`proxy_<client>_vs_direct` on a greeting; with `_page` on 54 kB down, with `_upload` on 1 MB up."""
    body = scratch / "upload"
    body.write_bytes(b"x" * UPLOAD_BYTES)
    ports = free_ports("direct", *HOPS)
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(served("upstream:app", ports["direct"], scratch, {}))
        upstream = {"BENCH_UPSTREAM": f"http://127.0.0.1:{ports['direct']}"}
        for name in HOPS:
            await stack.enter_async_context(served(f"hops:with_{name}", ports[name], scratch, upstream))
        for kind, path, sent in (("", "hello", None), ("page_", "page", None), ("upload_", "upload", str(body))):
            method = "POST" if sent else "GET"
            plans = {name: Plan(port, f"{PREFIX}/{path}", SECONDS, method, body=sent) for name, port in ports.items()}
            found = await generator.in_turn(plans)
            for name in HOPS:
                note = f"{path} through the hop with {name}, 8 connections"
                yield ratio(f"proxy_{name}_{kind}vs_direct", found[name], found["direct"], note)
