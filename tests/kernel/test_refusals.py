"""One shape for every refusal, and bodies read strictly."""

from collections.abc import AsyncIterator

import httpx
import pytest

SHAPE = {"type", "title", "status", "code", "detail", "action_owner", "errors", "request_id"}


def assert_problem(answer: httpx.Response, status: int, code: str) -> None:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert set(body) >= SHAPE
    assert (body["status"], body["code"]) == (status, code)
    assert body["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize(
    "body",
    [
        b'{"text": "a", "number": NaN}',
        b'{"text": "a", "number": Infinity}',
        b'{"text": "a\\u0000b"}',
        b'{"text": "\\ud800"}',
        b'{"text": "a", "text": "b"}',
        b'{"text": "a"',
        b'{"text": "\xff"}',
        b"[" * 100_00 + b"]" * 100_00,
        b'["\\u0041",' + b"[" * 100_00 + b"]" * 100_00 + b"]",
        b'{"text": "a", "number": 1' + b"0" * 5000 + b"}",
        b"\xef\xbb\xbf{}",
    ],
)
async def test_json_that_cannot_be_kept_is_refused(http: httpx.AsyncClient, body: bytes) -> None:
    answer = await http.post("/notes", content=body, headers={"content-type": "application/json"})
    assert_problem(answer, 400, "json_invalid")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"text": "a", "colour": "red"}, "/colour"),
        ({"number": 1}, "/text"),
        ({"text": "a", "number": "10.2"}, "/number"),
        ({"text": "a", "number": True}, "/number"),
        ({"text": "a", "number": 0.1234567890123456}, "/number"),
        ({"text": "a", "day": 0}, "/day"),
        ({"text": "a", "day": "2021-9-1"}, "/day"),
    ],
)
async def test_a_body_of_another_form_is_refused_where_it_differs(
    http: httpx.AsyncClient, body: dict[str, object], pointer: str
) -> None:
    answer = await http.post("/notes", json=body)
    assert_problem(answer, 422, "body_invalid")
    assert pointer in [fault["pointer"] for fault in answer.json()["errors"]]


async def test_every_fault_is_told_at_once(http: httpx.AsyncClient) -> None:
    answer = await http.post("/notes", json={"colour": 1, "number": "x", "day": 3})
    assert {fault["pointer"] for fault in answer.json()["errors"]} == {"/colour", "/number", "/day", "/text"}


async def test_unknown_parameters_methods_addresses_and_types_are_refused_in_the_same_shape(
    http: httpx.AsyncClient,
) -> None:
    assert_problem(await http.get("/notes/a", params={"x": 1}), 422, "body_invalid")
    assert_problem(await http.get("/notes/a", params={"much": "many"}), 422, "body_invalid")
    assert_problem(await http.delete("/notes/a"), 405, "method_not_allowed")
    assert_problem(await http.get("/nowhere"), 404, "not_found")
    assert_problem(await http.get("/nothing"), 404, "not_found")
    assert_problem(
        await http.post("/notes", content=b"a", headers={"content-type": "text/plain"}), 415, "media_type_unknown"
    )


async def test_a_body_beyond_the_limit_is_refused_with_and_without_its_length(http: httpx.AsyncClient) -> None:
    large = b'{"text": "' + b"a" * 200_000 + b'"}'
    headers = {"content-type": "application/json"}
    assert_problem(await http.post("/notes", content=large, headers=headers), 413, "body_too_large")

    async def pieces() -> AsyncIterator[bytes]:
        for start in range(0, len(large), 10_000):
            yield large[start : start + 10_000]

    assert_problem(await http.post("/notes", content=pieces(), headers=headers), 413, "body_too_large")


async def test_a_fault_of_ours_tells_nothing_of_its_inside(http: httpx.AsyncClient) -> None:
    answer = await http.get("/fault")
    assert_problem(answer, 500, "internal_error")
    assert "secret" not in answer.text


async def test_the_title_speaks_the_language_asked_for(http: httpx.AsyncClient) -> None:
    answer = await http.get("/nothing", headers={"Accept-Language": "zh-CN,zh;q=0.9"})
    assert answer.json()["title"] == "此处没有您可以查看的内容"
