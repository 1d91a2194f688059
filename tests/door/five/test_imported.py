"""The five documents go from their text to a published plan that says what the data files say, through the gateway.

Who owes what must come from the text; what no document says (codes, words of our own, yardsticks) is corrected in.
"""

from pathlib import Path
from typing import Any

import pytest

from deploy.demo.door import Door
from deploy.demo.plans import PUBLISHED_ON, plan
from tests.door.five.furnishing import FivePlans

SEEDS = Path(__file__).resolve().parents[4] / "shared" / "seeds"
FILES = {
    "ningxia-2021": "000_1e0fbd0707ceccf3.txt",
    "xiangtan-2020": "001_8e9b89bb847363ad.txt",
    "shenyang-2022": "002_859b1fa61e5062aa.txt",
    "qinzhou-draft": "003_b2cad7737931ea97.txt",
    "pingluo-2019": "004_91b50401749c221d.txt",
}
FACTS = (
    "title",
    "document",
    "legal_status",
    "in_force_from",
    "issued_by",
    "standards",
    "leading_group",
    "supervising",
    "accountability",
    "systems",
    "phases",
    "guarantees",
    "targets",
)
"""What a person says better than the text, or says at all: all of it but the measures and who answers for them."""
KINDS_IN_GUARANTEES = {"qinzhou-draft": 18}
"""Kinds of department to which sentences of a guarantee item give duties: the data file keeps the item, unread."""
pytestmark = pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents are not beside this repository")


@pytest.fixture
def office(five: FivePlans) -> Door:
    """An administrator where the organisations and the plans of the data files are known."""
    return five.admin


async def send(office: Door, code: str) -> dict[str, Any]:
    answer = await office.http.post(
        "/api/v1/plans/imports",
        params={"jurisdiction": plan(code)["jurisdiction"]},
        content=(SEEDS / FILES[code]).read_bytes(),
        headers={"Content-Type": "text/plain; charset=utf-8"},
    )
    assert answer.status_code in {200, 201}, answer.text
    found: dict[str, Any] = answer.json()
    return found


def measures_of(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every measure with its pointer."""
    found = [(f"/measures/{place}", each) for place, each in enumerate(document.get("measures", []))]
    for number, programme in enumerate(document.get("programmes", [])):
        at = f"/programmes/{number}/measures"
        found += [(f"{at}/{place}", each) for place, each in enumerate(programme["measures"])]
    return found


def corrections(draft: dict[str, Any], wanted: dict[str, Any]) -> list[dict[str, Any]]:
    """Codes and words of the data file for the parts that were read; who is assigned is left as it was read."""
    found = [{"node": "", "patch": {name: wanted[name] for name in FACTS if wanted.get(name) is not None}}]
    for number, (ours, theirs) in enumerate(zip(draft["programmes"], wanted.get("programmes", []), strict=True)):
        assert len(ours["measures"]) == len(theirs["measures"])
        found.append(
            {"node": f"/programmes/{number}", "patch": {name: theirs[name] for name in ("code", "title", "place")}}
        )
    for (at, ours), (_, theirs) in zip(measures_of(draft), measures_of(wanted), strict=True):
        patch = {name: theirs[name] for name in ("code", "title", "summary", "place")}
        found.append({"node": at, "patch": patch})
        assert len(ours["assignments"]) == len(theirs.get("assignments", [])), at
    units = draft["units"]
    if wanted["code"] in KINDS_IN_GUARANTEES:
        assert len(units) == KINDS_IN_GUARANTEES[wanted["code"]]
        found.append({"node": "", "patch": {"units": []}})
        units = []
    for number, (ours, theirs) in enumerate(zip(units, wanted.get("units", []), strict=True)):
        assert ours["name_in_source"] == theirs["name_in_source"], number
        patch = {name: theirs[name] for name in ("key", "organisation", "place")}
        found.append({"node": f"/units/{number}", "patch": patch})
        for place, (_, duty) in enumerate(zip(ours["duties"], theirs["duties"], strict=True)):
            words = {name: duty[name] for name in ("code", "summary", "place")}
            found.append({"node": f"/units/{number}/duties/{place}", "patch": words})
    return found


def without_origin(matrix: dict[str, Any]) -> dict[str, Any]:
    return {name: matrix[name] for name in ("title", "measures", "units")}


@pytest.mark.parametrize("code", FILES)
async def test_a_document_becomes_the_plan_of_its_data_file(office: Door, code: str) -> None:
    sent, wanted = await send(office, code), plan(code)
    body = {"reason": "Checked against the text", "corrections": corrections(sent["draft"], wanted)}
    answer = await office.http.patch(f"/api/v1/plans/imports/{sent['id']}", json=body)
    assert answer.status_code == 200, answer.text
    made = f"imported-{code}"
    turned = await office.http.post(f"/api/v1/plans/imports/{sent['id']}/plan", json={"code": made})
    assert turned.status_code == 201, turned.json()["errors"]
    publication = {"published_on": PUBLISHED_ON[code], "reason": "Entered from the text"}
    await office.post(f"/api/v1/plans/plans/{made}/publication", publication)
    ours = await office.get(f"/api/v1/plans/plans/{made}/responsibilities")
    theirs = await office.get(f"/api/v1/plans/plans/{code}/responsibilities")
    assert without_origin(ours) == without_origin(theirs)
    counts = [(await office.get(f"/api/v1/plans/plans/{each}"))["counts"] for each in (made, code)]
    assert counts[0] == counts[1]
    wording = await office.get(f"/api/v1/plans/plans/{made}/wording")
    assert wording["sha256"] == sent["sha256"]
