"""The feed hands readings over as bytes to who asks for it: the same readings, and nothing else changed."""

import base64
from typing import Any

import numpy as np

from services.access.copies import write_principal
from services.metrics.domain.packing import unpacked
from services.yardsticks.packed_readings import NAMES, ROW
from tests.metrics.county import County


async def follower(county: County) -> None:
    """`reader` follows feeds."""
    async with county.database.transaction() as session:
        grants = [{"role": "service", "organisation": "000000"}]
        body = {"kind": "service", "name": "reader", "active": True, "grants": grants}
        await write_principal(session, county.who("reader"), body)
        await session.commit()


async def changes(county: County, **params: Any) -> list[dict[str, Any]]:
    await follower(county)
    after = (await county.get("/changes", by="reader", after=2**62)).body["head"]
    await county.submit(
        county.reading(1, 312, "pupils.primary"),
        county.reading(1, 12.5, evidence="https://example.org/measured.pdf"),
        county.reading(2, None, unknown_reason="not_counted"),
    )
    answer = await county.get("/changes", by="reader", after=after, **params)
    assert answer.status == 200, answer
    found: list[dict[str, Any]] = answer.body["changes"]
    return found


async def test_in_words_unless_asked_otherwise(county: County) -> None:
    (change,) = await changes(county)
    assert "packed" not in change
    assert [reading["value"] for reading in change["body"]["readings"]] == [312, 12.5, None]


async def test_the_bytes_are_the_readings(county: County) -> None:
    (change,) = await changes(county, packed=True)
    body, rows = change["body"], np.frombuffer(base64.b64decode(change["packed"]), ROW)
    assert "readings" not in body
    told = [[body[f"{name}s"][row[name]] for name in NAMES] for row in rows]
    assert told == [
        [county.school(1), "pupils.primary", "2021-2022"],
        [county.school(1), "teaching_area", "2021-2022"],
        [county.school(2), "teaching_area", "2021-2022"],
    ]
    assert (rows["value"][:2].tolist(), bool(np.isnan(rows["value"][2]))) == ([312, 12.5], True)
    assert body["remarks"] == [[1, None, "https://example.org/measured.pdf"], [2, "not_counted", None]]
    words = unpacked(body, rows.tobytes())
    assert [reading["organisation"] for reading in words["readings"]] == [each[0] for each in told]


async def test_what_has_no_bulk_has_no_bytes(county: County) -> None:
    await follower(county)
    sent = (await county.submit(county.reading(1, 12.5))).body["submission"]
    after = (await county.get("/changes", by="reader", after=2**62)).body["head"]
    await county.review(sent, "approved")
    answer = await county.get("/changes", by="reader", after=after, packed=True)
    assert [(each["topic"], each["packed"]) for each in answer.body["changes"]] == [("review", None)]
