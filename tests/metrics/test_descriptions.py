"""What metrics says of itself to those who call it: every operation and every parameter in both languages."""

import re
from typing import Any

import httpx

LATIN, CHINESE = re.compile(r"[A-Za-z]{2}"), re.compile("[\u4e00-\u9fff]")
FEED = "metrics_changes"


def bilingual(text: str | None) -> bool:
    return bool(text and LATIN.search(text) and CHINESE.search(text))


async def operations(door: httpx.AsyncClient) -> dict[str, Any]:
    """Those of metrics itself; the change feed of every process is the kernel's."""
    answer = await door.get("http://metrics/openapi.json")
    every = [operation for path in answer.json()["paths"].values() for operation in path.values()]
    own = {each["operationId"]: each for each in every if each["operationId"].startswith("metrics_")}
    own.pop(FEED)
    return own


async def test_every_operation_says_what_it_does_in_both_languages(door: httpx.AsyncClient) -> None:
    found = await operations(door)
    assert len(found) == 45
    assert [code for code, each in found.items() if not bilingual(each.get("description"))] == []


async def test_every_parameter_says_what_it_means_in_both_languages(door: httpx.AsyncClient) -> None:
    headers = {"Idempotency-Key"}
    assert [
        (code, parameter["name"])
        for code, each in (await operations(door)).items()
        for parameter in each.get("parameters", [])
        if parameter["name"] not in headers and not bilingual(parameter.get("description"))
    ] == []
