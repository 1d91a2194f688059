"""Samples of schools at the door: drawn by a seed, kept, drawn again, and estimates that wait for their day."""

from hashlib import sha256
from typing import Any

import pytest

from services.access.copies import write_principal
from services.audit.repository.copies import apply_places
from tests.audit.county import PERIOD, Answer, County, days_ahead, organisation
from tests.audit.feeds import METRICS

SCHOOLS = 20


async def many(county: County) -> list[str]:
    """Twenty primary schools more, every other one in a village, the rest in the town."""
    names = [f"p{number:02d}" for number in range(SCHOOLS)]
    changes = [
        organisation(
            county.at(name),
            county.code,
            f"/000000/{county.code}/{county.at(name)}",
            "school",
            {"school_kind": "primary", "place": "rural" if number % 2 else "town"},
        )
        for number, name in enumerate(names)
    ]
    async with county.database.transaction() as session:
        await apply_places(session, changes)
        await write_principal(
            session,
            f"above@{county.code}",
            {
                "kind": "person",
                "name": "above",
                "active": True,
                "grants": [{"role": "supervisor", "organisation": "elsewhere"}],
            },
        )
        await session.commit()
    return names


async def drawn(county: County, *, by: str = "supervisor", dry: bool = False, **changed: Any) -> Answer:
    await county.current()
    body = {
        "organisation": county.code,
        "purpose": "monitoring",
        "population": {"kind": "school", "school_kinds": ["primary"], "places": ["rural", "town"]},
        "share": 0.3,
        "seed": "drawn in public",
        "drawn_on": "2021-10-08",
        "reason": "年度监测",
    }
    path = "/samples?dry_run=true" if dry else "/samples"
    return await county.post(path, {key: value for key, value in (body | changed).items() if value is not None}, by=by)


def members(answer: Answer) -> list[str]:
    assert answer.status == 201, answer.body
    return [each["organisation"]["code"] for each in answer.body["members"]]


async def test_only_a_supervisor_draws_and_only_watchers_see(county: County) -> None:
    await many(county)
    assert (await drawn(county, by="auditor")).status == 403
    assert (await drawn(county, by="above")).status == 403
    sample = (await drawn(county)).body["id"]
    for path in (f"/samples/{sample}", f"/samples/{sample}/estimates?"):
        asked = {"asked": "mean", "item": "gates", "period": PERIOD, "as_of": "2022-01-20"} if "?" in path else {}
        assert (await county.get(path.rstrip("?"), by="s1", **asked)).status == 404
    assert (await county.get("/samples", by="s1")).status == 404
    assert (await county.get("/samples/none")).status == 404
    assert [each["id"] for each in (await county.get("/samples", by="auditor")).body["items"]] == [sample]


@pytest.mark.parametrize(
    ("changed", "status", "code"),
    [
        ({"share": 0.04}, 422, "sample_unfounded"),
        ({"population": {"kind": "school", "school_kinds": ["kindergarten"]}}, 422, "sample_unfounded"),
        ({"drawn_on": days_ahead(3)}, 422, "date_out_of_order"),
        ({"not_visited_since": "2021-01-01"}, 422, "body_invalid"),
        ({"purpose": "visit", "spread": {"item": "gates", "period": PERIOD}}, 422, "body_invalid"),
        ({"purpose": "visit", "recused": [{"organisation": "nobody", "reason": "亲属"}]}, 422, "sample_unfounded"),
        ({"spread": {"item": "gates", "period": PERIOD}}, 422, "sample_unfounded"),
        ({"spread": {"item": "exam.scores", "period": PERIOD}}, 422, "marks_refused"),
        ({"seed": "a|b"}, 422, "body_invalid"),
    ],
)
async def test_a_draw_without_a_ground_is_refused(county: County, changed: Any, status: int, code: str) -> None:
    await many(county)
    answer = await drawn(county, **changed)
    assert (answer.status, answer.body["code"]) == (status, code)


async def test_anybody_can_draw_it_again_from_what_is_kept(county: County) -> None:
    names = await many(county)
    kept = await drawn(county)
    shown = (await county.get(f"/samples/{kept.body['id']}")).body
    assert shown == kept.body
    assert (shown["frame"], shown["drawn"], shown["seed"]) == (20, 6, "drawn in public")
    again = []
    for stratum in shown["strata"]:
        place = stratum["name"].split("/")[1]
        codes = [county.at(name) for number, name in enumerate(names) if ("rural" if number % 2 else "town") == place]
        hashes = {sha256(f"drawn in public|{stratum['name']}|{code}".encode()).hexdigest(): code for code in codes}
        again += [hashes[number] for number in sorted(hashes)[: stratum["drawn"]]]
    assert members(kept) == again
    assert members(await drawn(county)) == again
    assert members(await drawn(county, seed=None)) != again


async def test_a_trial_keeps_nothing(county: County) -> None:
    await many(county)
    assert (await drawn(county, dry=True)).status == 201
    assert (await county.get("/samples")).body["items"] == []


async def test_a_visit_leaves_out_who_must_be_recused_and_who_was_visited_lately(county: County) -> None:
    names = await many(county)
    first = members(await drawn(county, purpose="visit", drawn_on="2021-09-08"))
    recused = next(county.at(name) for name in names if county.at(name) not in first)
    asked: dict[str, Any] = {
        "recused": [{"organisation": recused, "reason": "督学曾任该校校长"}],
        "not_visited_since": "2021-09-01",
    }
    second = await drawn(county, purpose="visit", share=0.5, **asked)
    assert not {recused, *first} & set(members(second))
    left_out = {each["organisation"]: (each["reason"], each["words"]) for each in second.body["excluded"]}
    assert left_out == {recused: ("recused", "督学曾任该校校长")} | dict.fromkeys(first, ("visited_lately", None))
    assert (second.body["frame"], second.body["eligible"]) == (20, 13)
    later = await drawn(county, purpose="visit", not_visited_since="2021-09-09", drawn_on="2021-09-30")
    assert later.body["eligible"] == 20


async def test_places_go_where_schools_differed(county: County) -> None:
    names = await many(county)
    for number, name in enumerate(names):
        county.tell(name, {"gates": number if number % 2 else 5})
    kept = await drawn(county, spread={"item": "gates", "period": PERIOD})
    assert kept.body["allocation"] == "neyman"
    assert {each["name"].split("/")[1]: each["drawn"] for each in kept.body["strata"]} == {"rural": 5, "town": 1}


async def estimated(county: County, sample: str, **changed: Any) -> Answer:
    asked = {"asked": "mean", "item": "gates", "period": PERIOD, "as_of": "2022-01-20"}
    return await county.get(f"/samples/{sample}/estimates", **(asked | changed))


async def test_estimates_wait_for_the_day_they_are_published(county: County) -> None:
    await many(county)
    sample = (await drawn(county, schedule=[{"period": PERIOD, "publish_on": "2022-01-15"}])).body["id"]
    early = await estimated(county, sample, as_of="2022-01-14")
    assert (early.status, early.body["code"]) == (409, "not_yet_published")
    other = await estimated(county, sample, period="2020-2021")
    assert (other.status, other.body["code"]) == (422, "not_scheduled")
    future = await estimated(county, sample, as_of=days_ahead(3))
    assert (future.status, future.body["code"]) == (422, "date_out_of_order")
    assert (await estimated(county, sample, as_of="2022-01-15")).status == 200


async def test_a_mean_comes_with_its_interval_and_those_who_did_not_answer(county: County) -> None:
    names = await many(county)
    kept = await drawn(county)
    silent = members(kept)[0]
    for number, name in enumerate(names):
        if county.at(name) != silent:
            county.tell(name, {"gates": 2 + number % 3, "classes": 10})
    await county.current()
    found = (await estimated(county, kept.body["id"])).body
    assert (found["drawn"], found["answered"], found["missing"]) == (6, 5, [silent])
    assert found["low"] < found["value"] < found["high"]
    assert found["margin"] == pytest.approx((found["high"] - found["low"]) / 2, abs=1e-6)
    ratio = (await estimated(county, kept.body["id"], asked="ratio", over="classes")).body
    assert ratio["value"] == pytest.approx(found["value"] / 10, abs=1e-6)
    assert (await estimated(county, kept.body["id"], over="classes")).body["code"] == "body_invalid"


async def test_nothing_is_estimated_of_pupils_marks(county: County) -> None:
    await many(county)
    sample = (await drawn(county)).body["id"]
    answer = await estimated(county, sample, item="exam.scores")
    assert (answer.status, answer.body["code"]) == (422, "marks_refused")
    county.feeds.publish(
        METRICS,
        "indicator",
        "harmless.name",
        {"title": {"zh": "中考平均分", "en": "x"}, "unit": "分", "value_type": "number"},
    )
    await county.current()
    answer = await estimated(county, sample, item="harmless.name")
    assert (answer.status, answer.body["code"]) == (422, "marks_refused")
