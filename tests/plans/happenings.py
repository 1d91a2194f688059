"""What happens to organisations, as a client posts and reads it."""

from typing import Any

import httpx

URL = "/api/v1/plans/organisations"
REASON = "批复同意（虚构）"


async def happen(http: httpx.AsyncClient, code: str, kind: str, on: str, **more: Any) -> httpx.Response:
    headers = more.pop("headers", {})
    params = {"dry_run": "true"} if more.pop("dry_run", False) else {}
    body = {"kind": kind, "on": on, "reason": REASON, **more}
    return await http.post(f"{URL}/{code}/events", json=body, headers=headers, params=params)


async def happened(http: httpx.AsyncClient, code: str, kind: str, on: str, **more: Any) -> dict[str, Any]:
    """The first entry of an event that is legal and new."""
    answer = await happen(http, code, kind, on, **more)
    assert answer.status_code == 201, answer.text
    item: dict[str, Any] = answer.json()["items"][0]
    return item


async def shown(http: httpx.AsyncClient, code: str, as_of: str | None = None, **more: str) -> dict[str, Any]:
    params = more | ({"as_of": as_of} if as_of else {})
    answer = await http.get(f"{URL}/{code}", params=params)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def posted(http: httpx.AsyncClient, *items: dict[str, Any], **more: Any) -> dict[str, Any]:
    answer = await http.post(URL, json={"organisations": list(items), **more})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def listed(http: httpx.AsyncClient, **filters: Any) -> list[str]:
    answer = await http.get(URL, params=filters)
    assert answer.status_code == 200, answer.text
    return [item["code"] for item in answer.json()["items"]]


def name(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": f"Fictitious {zh}"}
