"""Copies of what the neighbours publish."""

from decimal import Decimal
from functools import partial

import pytest
from sqlalchemy.exc import DBAPIError
from sqlmodel.ext.asyncio.session import AsyncSession

from services.audit.repository.copies import apply_readings
from services.audit.repository.snapshots import Approved, approved_values, versions_of
from services.kernel.database import Database, run_sql
from tests.audit.county import PERIOD, County
from tests.audit.packing import packed_change

ITEM = "teaching_area"


async def approved(county: County, snapshot: int) -> Approved | None:
    async with county.database.transaction() as session:
        codes = [county.at("s1")]
        found = await approved_values(session, codes=codes, period=PERIOD, snapshot=snapshot, indicators=[ITEM])
    assert set(found) <= {(county.at("s1"), ITEM)}
    return found.get((county.at("s1"), ITEM))


def change_of(version: int, *readings: dict[str, object]) -> dict[str, object]:
    body: dict[str, object] = {
        "submission": "sub_twice",
        "sender": {"id": "c", "name": "n"},
        "received_at": "2021-09-01T00:00:00Z",
    }
    body["readings"] = readings
    return packed_change({"version": version, "topic": "readings", "key": "sub_twice/x", "body": body})


def reading_of(county: County, value: float | None) -> dict[str, object]:
    key = {"organisation": county.at("s1"), "indicator": ITEM, "period": PERIOD}
    return {**key, "value": value, "unknown_reason": None, "correction_reason": None}


async def copied(session: AsyncSession, version: int) -> list[str | None]:
    """In the order in which they were sent, as they are written."""
    found = await run_sql(
        session,
        "select cast(value as text) as value from {schema}.reading_copy where feed_version = :version order by id",
        version=version,
    )
    return [row.value for row in found]


async def test_a_page_applied_twice_changes_nothing(database: Database, county: County) -> None:
    change = change_of(2**40, reading_of(county, 8316.8))
    async with database.transaction() as session:
        await apply_readings(session, [change])
        await apply_readings(session, [change])
        assert await copied(session, 2**40) == ["8316.8"]


async def test_a_number_is_kept_digit_by_digit_as_it_was_sent(database: Database, county: County) -> None:
    sent = ["10.2", "8316.8", "0.1", "12", "123456789.012345", "999999999999999", "1.00000000000001", "0", "-7.25"]
    sent += ["0.000000000000001", "0.0000123456789012345", "1234567890123450"]
    change = change_of(2**40 + 1, *(reading_of(county, float(each)) for each in sent), reading_of(county, None))
    async with database.transaction() as session:
        await apply_readings(session, [change])
        assert await copied(session, 2**40 + 1) == [*sent, None]


async def test_a_copied_reading_cannot_be_changed_by_the_application(database: Database, county: County) -> None:
    county.report("s1")
    await county.current()
    async with database.transaction() as session:
        with pytest.raises(DBAPIError, match="never changes"):
            await run_sql(session, "update {schema}.reading_row set value = 1")


async def test_every_past_snapshot_can_be_read_again(county: County) -> None:
    first = county.send("s1", {ITEM: 100})
    sent = await county.current()
    county.review(first, "s1", "returned")
    returned = await county.current()
    second = county.send("s1", {ITEM: 120.5})
    county.review(second, "s1")
    accepted = await county.current()
    third = county.send("s1", {ITEM: 130})
    waiting = await county.current()
    county.review(third, "s1")
    corrected = await county.current()
    county.review(third, "s1", "returned")
    withdrawn = await county.current()

    assert await approved(county, sent) is None
    assert await approved(county, returned) is None
    values = [await approved(county, snapshot) for snapshot in (accepted, waiting, corrected, withdrawn)]
    assert [value.value for value in values if value] == [Decimal("120.5"), Decimal("120.5"), 130, Decimal("120.5")]


async def test_an_approved_reading_may_say_that_a_value_is_unknown(county: County) -> None:
    county.report("s1", **{ITEM: None})
    found = await approved(county, await county.current())
    assert found is not None
    assert found.value is None


async def test_versions_carry_the_state_they_had_at_the_snapshot(county: County) -> None:
    first = county.send("s1", {ITEM: 100})
    county.review(first, "s1")
    before = await county.current()
    second = county.send("s1", {ITEM: 90})
    county.review(second, "s1", "returned")
    after = await county.current()

    async with county.database.transaction() as session:
        ask = partial(versions_of, session, organisation=county.at("s1"), period=PERIOD, indicators=[ITEM])
        early, late = await ask(snapshot=before), await ask(snapshot=after)
    assert [(each.submission, each.decision) for each in early] == [(first, "approved")]
    assert [(each.submission, each.decision) for each in late] == [(first, "approved"), (second, "returned")]
    assert late[1].reason == "数值有误"


async def test_a_page_of_many_changes_is_copied_reading_by_reading(database: Database, county: County) -> None:
    first, second = 2**40 + 2, 2**40 + 3
    changes = [
        change_of(first, reading_of(county, 1.5), reading_of(county, None)),
        change_of(second),
        change_of(second + 1, reading_of(county, 2)),
    ]
    async with database.transaction() as session:
        await apply_readings(session, changes)
        assert [await copied(session, version) for version in (first, second, second + 1)] == [["1.5", None], [], ["2"]]
        await apply_readings(session, [change_of(second + 2)])
        assert await copied(session, second + 2) == []
