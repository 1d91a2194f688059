"""The hop keeps its promises, however fast it becomes."""

import asyncio
import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.gateway.hop_service import LIMIT, Hopped, hopped

Pipe = tuple[asyncio.StreamReader, asyncio.StreamWriter]


@pytest_asyncio.fixture(scope="module")
async def started() -> AsyncIterator[Hopped]:
    async with hopped() as running:
        yield running


@pytest.fixture
def hop(started: Hopped) -> Hopped:
    started.service.left.clear()
    return started


async def _ask(hop: Hopped, line: str, *headers: str) -> Pipe:
    reader, writer = await asyncio.open_connection("127.0.0.1", hop.port)
    writer.write("\r\n".join([f"{line} HTTP/1.1", "Host: here", *headers, "", ""]).encode())
    return reader, writer


async def _head(reader: asyncio.StreamReader) -> list[str]:
    head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 5)
    return head.decode().lower().strip().split("\r\n")


async def _chunk(reader: asyncio.StreamReader) -> bytes:
    size = int(await asyncio.wait_for(reader.readuntil(b"\r\n"), 5), 16)
    return (await asyncio.wait_for(reader.readexactly(size + 2), 5))[:-2]


def _named(head: list[str], name: str) -> list[str]:
    return [line.split(": ", 1)[1] for line in head if line.startswith(name + ": ")]


async def test_a_service_that_is_away_is_a_problem_document_with_503(hop: Hopped) -> None:
    reader, writer = await _ask(hop, "GET /api/v1/away/headers", "Connection: close")
    head, body = await _head(reader), json.loads(await reader.read())
    writer.close()
    assert head[0].split()[1] == "503"
    assert (body["code"], body["request_id"]) == ("temporarily_unavailable", _named(head, "x-request-id")[0])


async def test_a_body_said_to_be_too_large_is_refused_before_the_service_is_asked(hop: Hopped) -> None:
    reader, writer = await _ask(hop, "POST /api/v1/away/size", f"Content-Length: {LIMIT + 1}")
    assert (await _head(reader))[0].split()[1] == "413"
    writer.close()


async def test_a_body_that_never_says_its_size_is_cut_at_the_limit(hop: Hopped) -> None:
    reader, writer = await _ask(hop, "POST /api/v1/odd/size", "Transfer-Encoding: chunked")
    for _ in range(LIMIT // 100_000 + 1):
        writer.write(b"186a0\r\n" + b"x" * 100_000 + b"\r\n")
    assert (await _head(reader))[0].split()[1] == "413"
    writer.close()


async def test_headers_a_caller_may_not_set_do_not_reach_the_service_and_none_are_added(hop: Hopped) -> None:
    dropped = ["X-Forwarded-For: 1.2.3.4", "Forwarded: for=1.2.3.4", "TE: trailers", "X-Mine: 1", "Keep-Alive: 5"]
    kept = ["Authorization: Bearer abc", "If-None-Match: W/x", "X-Request-ID: given-by-me", "Connection: close, X-Mine"]
    reader, writer = await _ask(hop, "GET /api/v1/odd/headers", *dropped, *kept)
    await _head(reader)
    seen = json.loads(await _chunk(reader))
    writer.close()
    assert {name for name, _ in seen} == {"host", "authorization", "if-none-match", "x-request-id"}
    assert ["x-request-id", "given-by-me"] in seen


async def test_the_answers_headers_pass_each_as_often_as_it_was_sent(hop: Hopped) -> None:
    reader, writer = await _ask(hop, "GET /api/v1/odd/headers", "X-Request-ID: given-by-me")
    head = await _head(reader)
    writer.close()
    assert _named(head, "set-cookie") == ["a=1", "b=2"]
    assert (len(_named(head, "date")), _named(head, "x-request-id")) == (1, ["given-by-me"])


async def test_a_body_passes_both_ways_while_it_is_still_being_sent(hop: Hopped) -> None:
    reader, writer = await _ask(hop, "POST /api/v1/odd/echo", "Transfer-Encoding: chunked")
    writer.write(b"5\r\nfirst\r\n")
    await _head(reader)
    assert await _chunk(reader) == b"first"
    writer.write(b"6\r\nsecond\r\n0\r\n\r\n")
    assert await _chunk(reader) == b"second"
    writer.close()


async def test_small_and_large_bodies_arrive_whole(hop: Hopped) -> None:
    for size in (0, 1, 300_000, LIMIT):
        reader, writer = await _ask(hop, "POST /api/v1/odd/size", f"Content-Length: {size}")
        writer.write(b"x" * size)
        await _head(reader)
        assert await _chunk(reader) == str(size).encode()
        writer.close()


async def test_an_answer_torn_by_the_service_is_torn_for_the_caller(hop: Hopped) -> None:
    reader, writer = await _ask(hop, "GET /api/v1/odd/torn")
    assert _named(await _head(reader), "content-length") == ["2000000"]
    assert len(await asyncio.wait_for(reader.read(), 5)) <= 1000
    writer.close()


async def test_a_caller_who_leaves_amid_an_answer_ends_it_at_the_service(hop: Hopped) -> None:
    reader, writer = await _ask(hop, "GET /api/v1/odd/endless")
    await _head(reader)
    writer.close()
    await asyncio.wait_for(hop.service.left.wait(), 5)


async def test_a_caller_who_leaves_while_waiting_ends_the_wait_at_the_service(hop: Hopped) -> None:
    _, writer = await _ask(hop, "GET /api/v1/odd/never")
    await asyncio.sleep(0.2)
    writer.close()
    await asyncio.wait_for(hop.service.left.wait(), 5)


async def test_a_caller_who_leaves_amid_his_body_ends_it_at_the_service(hop: Hopped) -> None:
    _, writer = await _ask(hop, "POST /api/v1/odd/size", "Content-Length: 2000000")
    writer.write(b"x" * 500_000)
    await writer.drain()
    await asyncio.sleep(0.2)
    writer.close()
    await asyncio.wait_for(hop.service.left.wait(), 5)
