"""Statements as the parties draw and answer them."""

from typing import Any

import httpx

from tests.plans.tree import Tree, named

STATEMENTS = "/api/v1/plans/statements"
DRAWN = "2022-01-10"


def body(tree: Tree, **changes: Any) -> dict[str, Any]:
    return {
        "plan": f"{tree.mark}-a", "organisation": tree.office, "year": 2022, "issued_by": tree.county,
        "drawn_on": DRAWN, "reason": "statement of the year",
    } | changes  # fmt: skip


def unit(tree: Tree) -> dict[str, str]:
    return named("unit", tree.office)


async def draw(http: httpx.AsyncClient, tree: Tree, **changes: Any) -> dict[str, Any]:
    answer = await http.post(STATEMENTS, json=body(tree, **changes), headers=named("administrator", tree.county))
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def act(
    http: httpx.AsyncClient, headers: dict[str, str], statement: dict[str, Any], name: str, on: str, **more: Any
) -> httpx.Response:
    """`name` is the last part of the address; the day stands under its own name in the body."""
    day = {
        "issuance": "issued_on", "acknowledgement": "acknowledged_on", "contest": "contested_on",
        "answer": "answered_on", "withdrawal": "withdrawn_on",
    }[name]  # fmt: skip
    content = {day: on, "reason": "a test needs it", **more}
    return await http.post(f"{STATEMENTS}/{statement['id']}/{name}", json=content, headers=headers)
