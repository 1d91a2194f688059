"""A load generator of its own process: closed loop over a few kept connections, HTTP/1.1 on bare sockets.

    python -m tests.bench.load < one JSON plan a line > one JSON outcome a line

It parses no more than it must (status, content-length), so that the generator is never what is measured. The price:
it reads only answers that say their length, and takes any other for an error.
"""

import asyncio
import itertools
import json
import sys
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import cast

import uvloop

CUT_OFF_SECONDS = 10.0
BODYLESS = (204, 304)


@dataclass(frozen=True)
class Plan:
    """One window of load: `body` is a file that is sent again and again; of a `stack` each line is a body of its own,
    sent once, and the window ends with the last. `paths` is a file of paths, a line each, asked in turn instead of
    `path`, again and again. Every answer must have the status `expect`.
    """

    port: int
    path: str
    seconds: float
    method: str = "GET"
    host: str = "127.0.0.1"
    headers: dict[str, str] = field(default_factory=dict)
    body: str | None = None
    stack: str | None = None
    paths: str | None = None
    expect: int = 200
    connections: int = 8

    def requests(self) -> Iterator[bytes]:
        if self.stack:
            return iter([self._request(body) for body in Path(self.stack).read_bytes().splitlines()])
        if self.paths:
            return itertools.cycle([self._request(b"", path) for path in Path(self.paths).read_text().splitlines()])
        return itertools.repeat(self._request(Path(self.body).read_bytes() if self.body else b""))

    def _request(self, body: bytes, path: str = "") -> bytes:
        lines = [f"{self.method} {path or self.path} HTTP/1.1", f"Host: {self.host}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        lines += [f"Content-Length: {len(body)}"] if body else []
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


@dataclass(frozen=True)
class Outcome:
    """What a window gave: answers, the seconds they took, and latencies in milliseconds."""

    requests: int
    seconds: float
    p50_ms: float
    p99_ms: float

    @property
    def rate(self) -> float:
        """Answers a second."""
        return self.requests / self.seconds


class Caller(asyncio.Protocol):
    """One connection: sends, waits for the whole answer, notes how long it took, sends again until the end.

    `requests` may be shared: each is then sent by one of those who share them.
    """

    def __init__(self, requests: Iterator[bytes], plan: Plan, until: float) -> None:
        self._requests, self._until = requests, until
        self._status = b"HTTP/1.1 %d " % plan.expect
        self._bodyless = plan.expect in BODYLESS or plan.method == "HEAD"
        self._got, self._wanted, self._sent = bytearray(), -1, 0.0
        self.spent: list[float] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's is one in all but its ancestors
        self._send()

    def _send(self) -> None:
        request = next(self._requests, None)
        if request is None:
            self._end(None)
            return
        self._got.clear()
        self._wanted, self._sent = -1, time.perf_counter()
        self._transport.write(request)

    def data_received(self, data: bytes) -> None:
        self._got += data
        if self._wanted < 0 and not self._head():
            return
        if len(self._got) < self._wanted:
            return
        now = time.perf_counter()
        self.spent.append(now - self._sent)
        if now < self._until:
            self._send()
        else:
            self._end(None)

    def _head(self) -> bool:
        """Read status and length once the header is complete; whether it was."""
        end = self._got.find(b"\r\n\r\n")
        if end < 0:
            return False
        head = bytes(self._got[: end + 2])
        if not head.startswith(self._status):
            self._end(ConnectionError(f"unexpected answer: {bytes(self._got[:400])!r}"))
            return False
        at = head.lower().find(b"\r\ncontent-length:")
        if at < 0 and not self._bodyless:
            self._end(ConnectionError(f"an answer without a length: {head!r}"))
            return False
        length = 0 if self._bodyless else int(head[at + 17 : head.index(b"\r\n", at + 2)])
        self._wanted = end + 4 + length
        return True

    def connection_lost(self, error: Exception | None) -> None:
        self._end(error or ConnectionError("the connection was closed"))

    def _end(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_exception(error) if error else self.done.set_result(None)
        self._transport.close()


async def load(plan: Plan) -> Outcome:
    """Run one window. Raises ConnectionError for any answer but the expected."""
    loop, requests = asyncio.get_running_loop(), plan.requests()
    started = time.perf_counter()
    callers: list[Caller] = []
    for _ in range(plan.connections):
        caller = Caller(requests, plan, started + plan.seconds)
        await loop.create_connection(lambda caller=caller: caller, plan.host, plan.port)  # type: ignore[misc]
        callers.append(caller)
    async with asyncio.timeout(plan.seconds + CUT_OFF_SECONDS):
        await asyncio.gather(*(caller.done for caller in callers))
    seconds = time.perf_counter() - started
    spent = sorted(one for caller in callers for one in caller.spent)
    middle, late = spent[len(spent) // 2], spent[min(len(spent) - 1, len(spent) * 99 // 100)]
    return Outcome(len(spent), seconds, middle * 1000, late * 1000)


def main() -> None:
    for line in sys.stdin:
        try:
            answer = asdict(uvloop.run(load(Plan(**json.loads(line)))))
        except (OSError, TimeoutError) as error:
            answer = {"error": f"{type(error).__name__}: {error}"}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
