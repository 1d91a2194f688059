"""Many parts reviewed in one act."""

from typing import Any

import numpy as np
import pytest

from services.kernel.routes import Session
from services.metrics.domain.columns import Places
from services.metrics.repository.desk import numbers_of_organisations
from services.metrics.use_cases import examining
from tests.metrics.county import PERIOD, collection
from tests.metrics.ladder import Ladder


async def three(ladder: Ladder) -> list[str]:
    """A submission of each school."""
    return [await ladder.sent(ladder.reading(number, 5)) for number in (1, 2, 3)]


def counted(answer: Any) -> dict[str, int]:
    return {each["code"]: each["count"] for each in answer.body["skipped"]}


async def test_who_reviews_nowhere_finds_nothing(ladder: Ladder) -> None:
    assert (await ladder.bulk(by="auditor", below=ladder.code)).status == 404


@pytest.mark.parametrize(
    "body",
    [{}, {"period": "2021-2023"}, {"collection": "no-such"}, {"submissions": []}],
)
async def test_a_filter_that_says_nothing_or_nonsense_is_refused(ladder: Ladder, body: dict[str, Any]) -> None:
    assert (await ladder.bulk(**body)).status == 422


async def test_a_return_in_bulk_needs_a_reason_and_knows_no_passing(ladder: Ladder) -> None:
    assert (await ladder.bulk("returned", below=ladder.code)).status == 422
    assert (await ladder.bulk("returned", below=ladder.code, reason="重报", only_passing=True)).status == 422


async def test_what_lies_elsewhere_is_not_there(ladder: Ladder) -> None:
    await three(ladder)
    for below in (ladder.city, "nowhere"):
        answer = await ladder.bulk(below=below, by="county")
        expected = 3 if below == ladder.city else 0
        assert answer.body["reviewed"] == expected
    assert (await ladder.bulk(below="000000", by="county")).status == 200


async def test_all_that_waits_below_is_approved_in_one_act(ladder: Ladder) -> None:
    submissions = await three(ladder)
    tried = await ladder.bulk(below=ladder.code, dry_run=True)
    done = await ladder.bulk(below=ladder.code)
    assert (tried.status, done.status) == (200, 201)
    assert tried.body == {**done.body, "dry_run": True}
    assert done.body["states"] == {"pending": 0, "approved": 3, "returned": 0}
    assert [part["submission"] for part in done.body["parts"]] == submissions
    said = await ladder.published(f"{submissions[0]}/{ladder.school(1)}")
    assert [part["submission"] for part in said["parts"]] == submissions
    again = await ladder.bulk(below=ladder.code)
    assert (again.status, again.body["reviewed"], again.body["skipped"]) == (200, 0, [])


async def test_every_filter_narrows(ladder: Ladder) -> None:
    submissions = await three(ladder)
    pupils = await ladder.sent(ladder.reading(1, 9, "pupils.primary"))
    only = {"indicators": ["pupils.primary"], "organisation": ladder.code}
    await ladder.ask()
    body, code = collection(ladder, **only), f"{ladder.code}.pupils"
    assert (await ladder.call("PUT", f"/collections/{code}", by="administrator", json=body)).status == 201
    narrow = {**body, "indicators": ["teaching_area"], "organisation": ladder.school(2)}
    await ladder.call("PUT", f"/collections/{code}.two", by="administrator", json=narrow)
    tried = [
        await ladder.bulk(dry_run=True, **filters)
        for filters in (
            {"submissions": submissions[:2]},
            {"below": ladder.school(1)},
            {"period": PERIOD},
            {"period": "2020-2021"},
            {"collection": code},
            {"collection": code, "below": ladder.school(2)},
            {"collection": f"{code}.two"},
        )
    ]
    assert [answer.body["reviewed"] for answer in tried] == [2, 2, 4, 0, 1, 0, 1]
    assert tried[4].body["parts"][0]["submission"] == pupils
    other = await ladder.bulk(collection=code, period="2020-2021")
    assert (other.status, other.body["errors"][0]["code"]) == (422, "period_differs")


async def test_what_cannot_be_decided_on_is_left_out_and_counted(ladder: Ladder) -> None:
    await ladder.ask("county", "prefecture")
    first, *_ = await three(ladder)
    await ladder.decided(first, "approved", "county")
    answer = await ladder.bulk(by="prefecture", period=PERIOD, below=ladder.code)
    assert (answer.body["reviewed"], counted(answer)) == (1, {"not_awaited": 2})
    assert answer.body["skipped"][0]["organisations"] == [ladder.school(2), ladder.school(3)]


async def test_a_bulk_return_takes_back_what_lower_levels_approved(ladder: Ladder) -> None:
    await three(ladder)
    await ladder.bulk(below=ladder.code)
    same = await ladder.bulk("returned", below=ladder.code, by="colleague", reason="重报")
    assert (same.status, counted(same)) == (200, {"already_reviewed": 3})
    answer = await ladder.bulk("returned", below=ladder.code, by="province", reason="重报")
    assert answer.body["states"] == {"pending": 3, "approved": 0, "returned": 0}


async def test_only_what_passes_is_approved(ladder: Ladder, monkeypatch: pytest.MonkeyPatch) -> None:
    submissions = await three(ladder)

    async def found(session: Session, given: list[int]) -> tuple[Places, Places]:
        school = await numbers_of_organisations(session, [ladder.school(1)])
        return np.array(given[:1]), np.array(list(school.values()))

    monkeypatch.setattr(examining, "parts_with_findings", found)
    answer = await ladder.bulk(below=ladder.code, only_passing=True)
    assert (answer.body["reviewed"], counted(answer)) == (2, {"findings_open": 1})
    rest = await ladder.bulk(submissions=submissions)
    assert [part["organisation"] for part in rest.body["parts"]] == [ladder.school(1)]
