"""Senders that post each batch again under the same key, byte for byte the same, until it is acknowledged."""

import asyncio
import time
from collections.abc import Iterable
from contextlib import AsyncExitStack
from types import TracebackType
from typing import Any

import httpx

from deploy.demo.door import Door
from tests.kill.county import County
from tests.kill.history import History
from tests.kill.supply import Batch, Way

SUBMISSIONS = "/api/v1/metrics/submissions"
PAUSE_SECONDS = 0.1
ANSWER_SECONDS = 30.0
READ_SECONDS = 60.0  # a body whose reader was killed is read again when its lease of half a minute has run out
PATIENCE_SECONDS = 150.0  # longer than the longest delay of the supervisor and a start of everything after it


class Senders:
    """All senders of a county at once; as a context manager they have nothing left to send on exit."""

    def __init__(self, county: County, history: History) -> None:
        self._county, self._history = county, history
        self._work: asyncio.Queue[Batch | None] = asyncio.Queue()
        self._stack = AsyncExitStack()
        self.repeated: list[Batch] = []
        """batches that needed more than one attempt"""
        self.nearly_done = asyncio.Event()
        """no more than one batch is left for each sender"""

    def add(self, work: Iterable[Batch]) -> None:
        for batch in work:
            for each in batch.chain():
                self._history.note("batch", batch=each.number, way=each.way, readings=each.readings)
            self._work.put_nowait(batch)
        self.nearly_done.clear()

    async def __aenter__(self) -> "Senders":
        group = await self._stack.enter_async_context(asyncio.TaskGroup())
        for number, door in enumerate(self._county.senders):
            door.http.timeout = ANSWER_SECONDS
            group.create_task(self._send(number, door))
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for _ in self._county.senders:
            self._work.put_nowait(None)
        await self._stack.__aexit__(kind, error, trace)

    async def _send(self, number: int, door: Door) -> None:
        while (first := await self._work.get()) is not None:
            if self._work.qsize() <= len(self._county.senders):
                self.nearly_done.set()
            for batch in first.chain():
                await self._until_acknowledged(number, door, batch)

    async def _until_acknowledged(self, number: int, door: Door, batch: Batch) -> None:
        deadline, attempt = time.monotonic() + PATIENCE_SECONDS, 1
        while not await self._attempt(number, door, batch, attempt) and time.monotonic() < deadline:
            attempt += 1
            await asyncio.sleep(PAUSE_SECONDS)
        if attempt > 1:
            self.repeated.append(batch)

    async def _attempt(self, number: int, door: Door, batch: Batch, attempt: int) -> bool:
        """Whether the batch is acknowledged now."""
        self._history.note("invoke", batch=batch.number, sender=number, attempt=attempt)
        begun = time.monotonic()
        headers = {"Idempotency-Key": batch.key} | ({"Prefer": "respond-async"} if batch.way is Way.LATER else {})
        try:
            answer = await door.http.post(SUBMISSIONS, json=batch.body(), headers=headers)
            seconds = round(time.monotonic() - begun, 3)
            report = answer.json()
            if answer.status_code == 202:
                answer, report = await self._read_later(door, answer.headers["location"])
        except httpx.TransportError as error:
            self._doubt(batch, begun, None, code=type(error).__name__)
            return False
        if answer.status_code in (200, 201) and report is not None:
            self._acknowledged(batch, seconds, answer, report)
            return True
        self._doubt(batch, begun, answer.status_code, _code(answer), answer.headers.get("retry-after"))
        return False

    async def _read_later(self, door: Door, location: str) -> tuple[httpx.Response, dict[str, Any] | None]:
        """The last answer, and the report once the body is read and stored."""
        deadline = time.monotonic() + READ_SECONDS
        while True:
            answer = await door.http.get(location)
            told = answer.json()
            if answer.status_code != 200 or told["state"] != "waiting" or time.monotonic() > deadline:
                return answer, told.get("report")
            await asyncio.sleep(PAUSE_SECONDS)

    def _acknowledged(self, batch: Batch, seconds: float, answer: httpx.Response, report: dict[str, Any]) -> None:
        self._history.note(
            "ok",
            batch=batch.number,
            status=answer.status_code,
            seconds=seconds,
            taken=sum(report["counts"][name] for name in ("created", "updated", "withdrawn")),
            unchanged=report["counts"]["unchanged"],
            rejected=report["counts"]["rejected"] - len(batch.rejected),
            replayed="idempotent-replayed" in answer.headers,
            submission=report["submission"],
        )

    def _doubt(self, batch: Batch, begun: float, status: int | None, code: str, retry_after: str | None = None) -> None:
        seconds = round(time.monotonic() - begun, 3)
        told = {"status": status, "code": code, "retry_after": retry_after, "seconds": seconds}
        self._history.note("info", batch=batch.number, **told)


def _code(answer: httpx.Response) -> str:
    """The code and the detail of a refusal, or the beginning of whatever it was."""
    if answer.headers.get("content-type", "").startswith("application/problem+json"):
        problem = answer.json()
        return f"{problem['code']}: {problem['detail']}"
    return answer.text[:200]
