"""One request, one transaction, committed before the answer leaves."""

import asyncio
import uuid
from collections.abc import AsyncIterator

import httpx
from fastapi import FastAPI

from tests.kernel.conftest import POOL_SIZE


def name() -> str:
    return uuid.uuid4().hex


async def times(http: httpx.AsyncClient, text: str) -> int:
    return int((await http.get(f"/notes/{text}")).json()["times"])


async def test_an_answer_of_201_means_that_it_is_stored(http: httpx.AsyncClient) -> None:
    text = name()
    answer = await http.post("/notes", json={"text": text, "number": 10.2})
    assert (answer.status_code, answer.json()["number"]) == (201, 10.2)
    assert await times(http, text) == 1


async def test_a_commit_that_fails_is_never_answered_with_201(http: httpx.AsyncClient) -> None:
    text = name()
    answer = await http.post("/lost-commit", json={"text": text})
    assert answer.status_code == 503
    assert answer.json()["code"] == "temporarily_unavailable"
    assert await times(http, text) == 0


async def test_a_dry_run_runs_everything_and_stores_nothing(http: httpx.AsyncClient) -> None:
    text = name()
    answer = await http.post("/notes", params={"dry_run": "true"}, json={"text": text})
    assert (answer.status_code, answer.json()["dry"]) == (201, True)
    assert await times(http, text) == 0


async def test_a_repeat_with_the_same_key_gives_the_stored_answer_and_no_second_effect(http: httpx.AsyncClient) -> None:
    text, headers = name(), {"Idempotency-Key": name()}
    first = await http.post("/notes", json={"text": text}, headers=headers)
    again = await http.post("/notes", json={"text": text}, headers=headers)
    assert (again.status_code, again.content) == (first.status_code, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert await times(http, text) == 1


async def test_the_same_key_with_another_body_is_refused_and_with_another_sender_is_another_key(
    http: httpx.AsyncClient,
) -> None:
    text, key = name(), name()
    await http.post("/notes", json={"text": text}, headers={"Idempotency-Key": key})
    other = await http.post("/notes", json={"text": text + "x"}, headers={"Idempotency-Key": key})
    assert (other.status_code, other.json()["code"]) == (422, "idempotency_key_reused")
    stranger = await http.post("/notes", json={"text": text}, headers={"Idempotency-Key": key, "x-name": "somebody"})
    assert stranger.status_code == 201
    assert await times(http, text) == 2


async def test_a_storm_of_one_key_takes_effect_once_and_is_told_to_wait(http: httpx.AsyncClient) -> None:
    text, headers = name(), {"Idempotency-Key": name()}
    answers = await asyncio.gather(*(http.post("/slow", json={"text": text}, headers=headers) for _ in range(12)))
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert all(answer.headers["Retry-After"] for answer in answers if answer.status_code == 409)
    assert await times(http, text) == 1


async def test_a_storm_of_one_key_costs_nobody_else_a_connection(app: FastAPI, http: httpx.AsyncClient) -> None:
    """Three times as many copies as there are connections; the first is still at work when all others are answered."""
    text, headers = name(), {"Idempotency-Key": name()}
    app.state.holding, app.state.let_go = asyncio.Event(), asyncio.Event()
    first = asyncio.create_task(http.post("/held", json={"text": text}, headers=headers))
    await app.state.holding.wait()
    storm = [http.post("/held", json={"text": text}, headers=headers) for _ in range(3 * POOL_SIZE)]
    neighbours = [http.post("/notes", json={"text": name()}, headers={"x-name": "somebody"}) for _ in range(POOL_SIZE)]
    answers = await asyncio.gather(*storm, *neighbours)
    assert {answer.status_code for answer in answers[: len(storm)]} == {409}
    assert all(answer.headers["Retry-After"] for answer in answers[: len(storm)])
    assert {answer.status_code for answer in answers[len(storm) :]} == {201}
    assert not first.done()
    app.state.let_go.set()
    assert (await first).status_code == 201
    assert (await http.post("/held", json={"text": text}, headers=headers)).headers["Idempotent-Replayed"] == "true"
    assert await times(http, text) == 1


async def test_a_key_that_cannot_be_one_is_refused(http: httpx.AsyncClient) -> None:
    for key in (b"", b" ", b"k" * 256, "键".encode(), b"a\tb"):
        answer = await http.post("/notes", json={"text": name()}, headers=[(b"Idempotency-Key", key)])
        assert (answer.status_code, answer.json()["code"]) == (400, "idempotency_key_invalid")


async def test_a_refusal_is_not_kept_for_its_key(http: httpx.AsyncClient) -> None:
    text, headers = name(), {"Idempotency-Key": name()}
    assert (await http.post("/notes", json={"wrong": text}, headers=headers)).status_code == 422
    assert (await http.post("/notes", json={"text": text}, headers=headers)).status_code == 201


async def test_who_has_a_page_already_is_told_so(http: httpx.AsyncClient) -> None:
    first = await http.get("/notes/none")
    again = await http.get("/notes/none", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


async def test_slow_senders_hold_no_connection_while_their_bodies_arrive(http: httpx.AsyncClient) -> None:
    last, all_begun, waiting = asyncio.Event(), asyncio.Event(), {name() for _ in range(POOL_SIZE + 5)}
    names = sorted(waiting)

    async def slowly(text: str) -> AsyncIterator[bytes]:
        waiting.discard(text)
        if not waiting:
            all_begun.set()
        yield b'{"text": "'
        await last.wait()
        yield text.encode() + b'"}'

    headers = {"content-type": "application/json"}
    slow = [asyncio.create_task(http.post("/notes", content=slowly(text), headers=headers)) for text in names]
    await asyncio.wait_for(all_begun.wait(), 5)
    async with asyncio.timeout(3):
        assert (await http.post("/notes", json={"text": name()})).status_code == 201
    last.set()
    assert {answer.status_code for answer in await asyncio.gather(*slow)} == {201}
