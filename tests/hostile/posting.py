"""Posts hostile bodies of readings through the gateway: each is stored or refused with what to do, and none hangs."""

import asyncio
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import httpx

from deploy.demo.door import Door
from tests.hostile.readings import Post, posts
from tests.metrics.bodies.written import Reading

SUBMISSIONS = "/api/v1/metrics/submissions"
LONGEST = 120.0
AT_ONCE = 4
TAKEN, REFUSED = {200, 201, 202}, {400, 413, 415, 422}
KEY = "Idempotency-Key"


class Posting:
    """Several senders at once, all of one machine."""

    def __init__(self, door: Door, readings: Sequence[Reading], say: Callable[[str], None]) -> None:
        self._door, self._readings, self._say = door, readings, say
        self.ends: Counter[str] = Counter()

    async def all(self, seed: int, count: int) -> Counter[str]:
        """How bodies ended, by the code of the refusal. Raises AssertionError for a fault, and says which body."""
        numbered = iter(enumerate(posts(seed, count, self._readings)))
        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(self._some(seed, numbered))
        return self.ends

    async def _some(self, seed: int, numbered: Iterator[tuple[int, Post]]) -> None:
        for number, post in numbered:
            which = f"{post.way}, seed {seed}, number {number}"
            async with asyncio.timeout(LONGEST):
                end = await (self._claimed(post) if post.claimed else self._posted(post, which))
            self.ends[end] += 1
            if number % 500 == 499:
                self._say(f"{number + 1} bodies: {dict(self.ends.most_common(8))}")

    async def _posted(self, post: Post, which: str) -> str:
        said = post.headers | ({"Content-Type": post.media_type} if post.media_type else {})
        headers = {name.encode(): value.encode() for name, value in said.items()}
        try:
            answer = await self._door.http.post(
                SUBMISSIONS, content=post.body, headers=headers, params=post.parameters, timeout=LONGEST
            )
        except (httpx.WriteError, httpx.ReadError):
            assert len(post.body) > 60_000_000, which  # who is refused before he has sent everything may see this
            return "refused while sending"
        if answer.status_code == 409 and KEY in post.headers:  # another body is just being judged under that key
            assert answer.json()["code"] == "idempotency_key_in_use", f"{which}: {answer.text[:500]}"
            return _refused(answer.json(), which)
        return await self._end(answer, which)

    async def _end(self, answer: httpx.Response, which: str) -> str:
        assert answer.status_code in TAKEN | REFUSED, f"{which}: {answer.status_code} {answer.text[:500]}"
        told = answer.json()
        if answer.status_code in REFUSED:
            return _refused(told, which)
        if answer.status_code != 202:
            return "taken"
        while told["state"] == "waiting":
            await asyncio.sleep(0.2)
            told = await self._door.get(answer.headers["location"])
        return "taken later" if told["state"] == "stored" else f"later {_refused(told['refusal'], which)}"

    async def _claimed(self, post: Post) -> str:
        """A length that is not its own; no client library would send it."""
        url = self._door.http.base_url
        reader, writer = await asyncio.open_connection(url.host, url.port)
        head = f"POST {SUBMISSIONS} HTTP/1.1\r\nHost: {url.host}\r\nContent-Length: {post.claimed}\r\n"
        head += f"Content-Type: {post.media_type}\r\nAuthorization: {self._door.http.headers['Authorization']}\r\n\r\n"
        writer.write(head.encode() + post.body)
        line = await reader.readline()
        writer.close()
        assert line.startswith(b"HTTP/1.1 413 "), line
        return "claimed too much"


def _refused(told: dict[str, Any], which: str) -> str:
    assert told["code"], which
    assert told["action_owner"] in ("sender", "administrator"), f"{which}: {told}"
    return str(told["code"])


def peak_mib(pid: int) -> float:
    """The most memory that a process has held since it began."""
    status = Path(f"/proc/{pid}/status").read_text()
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024
