"""Plans that ask something of the units of a test's tree, published, and what a caller reads of them."""

from typing import Any

import httpx

from tests.plans.documents import document
from tests.plans.test_assignments import counties, measure
from tests.plans.tree import Tree, organisation

BOOKS: dict[str, Any] = {
    "period": "school_year",
    "population": {"kind": "school", "school_kinds": ["primary"]},
    "quantities": [{"amount": {"books.primary": 1}, "over": {"pupils.primary": 1}}],
    "reach": "each",
}
EVERY_YEAR = {**BOOKS, "quantities": [{"amount": {"lessons": 1}}], "every_period": True}


def target(code: str, value: int | None, deadline: str | None, **more: Any) -> dict[str, Any]:
    plain = {
        "code": code, "place": f"二(一){code}", "measure": "m1.1",
        "statement": {"zh": f"目标{code}", "en": f"Target {code}"}, "kind": "threshold", "comparison": ">=",
        "value": value, "unit": "册/生", "population": {"zh": "每所小学", "en": "Each primary school"},
        "deadline": deadline, "deadline_text": None, "certainty": "number", "yardstick": BOOKS,
    }  # fmt: skip
    return plain | more


def plan(tree: Tree, name: str, jurisdiction: str, targets: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Measure m1.1 is led by the county's office and owed by every county; m1.2 by the county alone."""
    owed = ("responsible", counties(tree))
    found = document(f"{tree.mark}-{name}", jurisdiction, targets=targets)
    found["title"] = {"zh": f"虚构方案{name}", "en": f"Fictitious plan {name}"}
    found["programmes"][0]["measures"] = [
        measure("m1.1", ("lead", tree.office), ("cooperating", tree.school), owed, open_ended_roles=["cooperating"]),
        measure("m1.2", ("lead", tree.county)),
    ]
    found["units"][0]["organisation"] = tree.office
    return found | more


async def collect(http: httpx.AsyncClient, tree: Tree) -> None:
    """The collective of both counties; the other one is a member until the end of 2021."""
    members = [{"organisation": tree.county}, {"organisation": tree.other_county, "until": "2021-12-31"}]
    collective = organisation(counties(tree), tree.province, "collective", members=members)
    posted = await http.post("/api/v1/plans/organisations", json={"organisations": [collective]})
    assert posted.status_code == 200, posted.text


async def published(http: httpx.AsyncClient, found: dict[str, Any], on: str = "2021-09-01") -> dict[str, Any]:
    address = f"/api/v1/plans/plans/{found['code']}"
    put = await http.put(address, json=found)
    assert put.status_code in (200, 201), put.text
    answer = await http.post(f"{address}/publication", json={"published_on": on, "reason": "issued for the test"})
    assert answer.status_code == 201, answer.text
    return found


DRAFT = {"legal_status": "draft_for_comment", "in_force_from": None}
