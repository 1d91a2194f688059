"""A school that moves to another county takes its returns and findings along: the old county loses them at once."""

import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest_asyncio

from deploy.demo.door import Door
from deploy.supervisor import House
from tests.door.access.documents import NOTHING_BUT_PUPILS
from tests.door.conftest import Town, county, school
from tests.door.patience import until
from tests.door.reporting import PERIOD, SUBMISSIONS, reporting

ORGANISATIONS = "/api/v1/plans/organisations"


@dataclass(frozen=True)
class Move:
    """A school with a return and a finding, and who looks at it from the old county and the new one."""

    school: str
    submission: str
    assessment: str
    old: str
    new: str
    administrators: dict[str, Door]
    reviewers: dict[str, Door]


@pytest_asyncio.fixture
async def move(house: House, admin: Door) -> AsyncIterator[Move]:
    """Everything as it is before the move."""
    old, new = (Town(house, admin, f"{side}{secrets.token_hex(3)}") for side in ("old", "new"))
    for town in (old, new):
        await town.organisations(county(town.code))
    place = await reporting(old, {"a": "primary"})
    report = await place.approved({"a": dict(NOTHING_BUT_PUPILS)})
    assessment = await place.assess()
    yield Move(
        school=place.school("a"),
        submission=report["submission"],
        assessment=assessment["id"],
        old=old.code,
        new=new.code,
        administrators={town.code: await town.person("administrator") for town in (old, new)},
        reviewers={old.code: place.reviewer, new.code: await new.person("reviewer")},
    )
    for town in (old, new):
        for door in town.doors:
            await door.close()


async def test_a_moved_school_changes_hands_in_plans_at_once(move: Move, admin: Door) -> None:
    assert await _changeable(move) == {move.old: 200, move.new: 403}, "the control: before the move"
    await _carry_out(move, admin)
    assert await _changeable(move) == {move.old: 403, move.new: 200}
    for reviewer in move.reviewers.values():
        assert move.school not in await _below(reviewer, move.old)
        assert move.school in await _below(reviewer, move.new)


async def test_a_moved_school_changes_hands_in_metrics_and_audit_too(move: Move, admin: Door) -> None:
    assert await _seen(move, move.old) == _all_or_nothing(everything=True), "the control: before the move"
    assert await _seen(move, move.new) == _all_or_nothing(everything=False)
    await _carry_out(move, admin)

    async def handed_over() -> bool:
        lost = await _seen(move, move.old) == _all_or_nothing(everything=False)
        return lost and await _seen(move, move.new) == _all_or_nothing(everything=True)

    await until(handed_over)


async def _carry_out(move: Move, admin: Door) -> None:
    report = await admin.post(ORGANISATIONS, {"organisations": [school(move.school, move.new, "primary")]})
    assert report["updated"] == 1


async def _changeable(move: Move) -> dict[str, int]:
    """What each county's administrator is answered who changes the school where it stands, without keeping it."""
    standing = (await move.administrators[move.new].get(f"{ORGANISATIONS}/{move.school}"))["parent"]
    body = {"organisations": [school(move.school, standing, "nine_year")]}
    answers = {}
    for code, door in move.administrators.items():
        answers[code] = (await door.http.post(ORGANISATIONS, json=body, params={"dry_run": True})).status_code
    return answers


async def _below(door: Door, code: str) -> set[str]:
    return {item["code"] for item in await door.everything(ORGANISATIONS, below=code)}


async def _seen(move: Move, code: str) -> dict[str, Any]:
    """What a county's reviewer is shown of the school, in metrics and in audit."""
    door, asked = move.reviewers[code], {"organisation": move.school}
    submission = await door.http.get(f"{SUBMISSIONS}/{move.submission}")
    key = {**asked, "indicator": "pupils.primary", "period": PERIOD}
    history = await door.http.get("/api/v1/metrics/readings/history", params=key)
    why = f"/api/v1/audit/assessments/{move.assessment}/explanation"
    explanation = await door.http.get(why, params={**asked, "criterion": "R4"})
    return {
        "submission": submission.status_code,
        "history": history.status_code,
        "explanation": explanation.status_code,
        "submissions": len(await door.everything(SUBMISSIONS)),
        "readings": len(await door.everything("/api/v1/metrics/readings", below=code)),
        "findings": len(await door.everything("/api/v1/audit/findings", **asked)),
    }


def _all_or_nothing(*, everything: bool) -> dict[str, Any]:
    """All fifteen readings and the seven lines missed, or as if there were no such school."""
    shown = dict.fromkeys(("submission", "history", "explanation"), 200 if everything else 404)
    lists = {"submissions": 1, "readings": len(NOTHING_BUT_PUPILS), "findings": 7}
    return {**shown, **(lists if everything else dict.fromkeys(lists, 0))}
