"""The one document, the pages, health, and one request id through all processes."""

import asyncio
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from deploy.demo.door import Door
from deploy.supervisor import House
from services.access.policy import POLICY, Role
from tests.door.conftest import Town

MACHINES = (Role.SENDER, Role.DASHBOARD, Role.SERVICE)
CHINESE = re.compile(r"[\u4e00-\u9fff]")


async def test_the_merged_document_is_openapi_3_1_and_names_every_operation_once(stranger: Door) -> None:
    document = await stranger.get("/openapi.json")
    OpenAPIV31SpecValidator(document).validate()
    named = [operation["operationId"] for path in document["paths"].values() for operation in path.values()]
    assert sorted(named) == sorted(set(named))
    tags = {tag for path in document["paths"].values() for operation in path.values() for tag in operation["tags"]}
    assert {tag["name"] for tag in document["tags"]} == tags
    assert set(named) == set(POLICY), "every row of the policy table is a route and every route a row"


async def test_every_operation_speaks_both_languages(stranger: Door) -> None:
    document = await stranger.get("/openapi.json")
    for path in document["paths"].values():
        for operation in path.values():
            zh, _, en = operation["summary"].partition(" · ")
            assert CHINESE.search(zh), operation["operationId"]
            assert re.search("[a-z]", en), operation["operationId"]


async def test_every_json_body_has_an_example(stranger: Door) -> None:
    document = await stranger.get("/openapi.json")
    for _, _, operation, examples in _bodies(document):
        assert examples, operation


async def test_every_example_of_a_body_is_one_that_its_operation_reads(town: Town, stranger: Door) -> None:
    """Sent by somebody who may nothing at the places it names, so that it is read and keeps nothing."""
    document = await stranger.get("/openapi.json")
    caller = await town.holder(role for role in Role if role not in MACHINES)
    unread = []
    for path, method, operation, examples in _bodies(document):
        for example in examples:
            address = re.sub("{[^}]+}", example.get("code", "no-such-thing"), path)
            answer = await caller.http.request(method, address, json=example)
            if answer.status_code not in (200, 403, 404, 422) or _form_refused(answer.json()):
                unread.append((operation, answer.text))
    assert not unread


def _form_refused(said: dict[str, Any]) -> bool:
    """Whether a field of the body was refused, for more than naming a place that this house does not know."""
    faults = [each for each in said.get("errors", []) if not each["pointer"].startswith("?")]
    return said.get("code") == "body_invalid" and any(each["code"] != "organisation_unknown" for each in faults)


def _bodies(document: dict[str, Any]) -> Iterator[tuple[str, str, str, list[dict[str, Any]]]]:
    """Every operation with a JSON body: its address, method and name, and examples of the body."""
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {})
            if "application/json" in content:
                yield path, method, operation["operationId"], _examples(document, content["application/json"])


def _examples(document: dict[str, Any], content: dict[str, Any]) -> list[dict[str, Any]]:
    """Of the schema that is referred to, or named beside one that stands there itself."""
    if "$ref" not in content["schema"]:
        return [each["value"] for each in content["examples"].values()]
    found: list[dict[str, Any]] = document["components"]["schemas"][content["schema"]["$ref"].rsplit("/", 1)[1]].get(
        "examples", []
    )
    return found


SIGN_IN = (
    "/api/v1/identity/authorize?response_type=code&client_id=dudao-docs&code_challenge_method=S256"
    f"&code_challenge={'a' * 43}&redirect_uri="
)


@pytest.mark.parametrize("page", ["/docs", "/docs/access", "/docs/errors", "/docs/oauth2-redirect", SIGN_IN])
async def test_the_pages_load_nothing_from_outside(house: House, stranger: Door, page: str) -> None:
    redirect = f"{house.gateway_url}/docs/oauth2-redirect" if page == SIGN_IN else ""
    answer = await stranger.http.get(page + redirect)
    assert answer.status_code == 200
    assert 'lang="zh-CN"' in answer.text
    assert not re.findall(r"(?:src|href)=\"(?:https?:)?//", answer.text)
    assert "default-src 'self'" in answer.headers["content-security-policy"]


async def test_the_catalogue_of_codes_knows_every_code_and_both_titles(stranger: Door) -> None:
    codes = {item["code"]: item for item in await stranger.get("/api/v1/errors")}
    assert {"token_missing", "not_found", "body_invalid", "submission_rejected"} <= set(codes)
    assert all(CHINESE.search(item["title_zh"]) and item["title_en"] for item in codes.values())
    assert 'id="token_missing"' in (await stranger.http.get("/docs/errors")).text


async def test_all_processes_are_alive_and_ready(stranger: Door) -> None:
    ready = await stranger.get("/ready/all")
    assert ready["status"] == "ready"
    assert set(ready["processes"]) == {"plans", "metrics", "audit", "gateway"}
    assert (await stranger.get("/health/all"))["status"] == "alive"


async def test_one_request_id_stands_in_the_logs_of_every_process_on_the_way(house: House, admin: Door) -> None:
    answer = await admin.http.get("/api/v1/plans/plans")
    request_id = answer.headers["x-request-id"]
    await asyncio.sleep(0.1)
    for process in ("gateway", "plans"):
        lines = (house.logs / f"{process}.log").read_text().splitlines()
        events = [json.loads(line) for line in lines if request_id in line]
        assert [event["path"] for event in events if event["event"] == "request"] == ["/api/v1/plans/plans"]
        assert events[-1]["process"] == process


async def test_headers_that_only_a_proxy_may_set_are_not_passed_on(house: House, admin: Door) -> None:
    answer = await admin.http.get("/api/v1/plans/plans", headers={"X-Request-ID": "bad id\twith blanks"})
    assert re.fullmatch("[0-9a-f]{32}", answer.headers["x-request-id"])


@pytest.mark.parametrize("page", ["/api/v1/errors", "/openapi.json", "/docs/access", "/docs/errors"])
async def test_documents_refuse_parameters_as_operations_do(stranger: Door, page: str) -> None:
    answer = await stranger.http.get(page, params={"x": 1})
    assert (answer.status_code, answer.json()["code"]) == (422, "body_invalid")
    assert (await stranger.http.get(page)).status_code == 200
