"""Readings that were copied in words are the same in numbers, and what was approved of them is laid wide."""

import asyncio
import struct
from typing import Any

import asyncpg
import pytest
from alembic import command

from services.audit.process import PROCESS
from tests.in_process import migrated_to

BEFORE = (
    """insert into audit.organisation_copy (code, feed_version, path, kind, name_zh, name_en, attributes) values
       ('000000', 1, '/000000', 'government', '虚构', 'f', '{}'),
       ('s1', 2, '/000000/s1', 'school', '虚构', 'f', '{"school_kind": "primary"}'),
       ('s2', 3, '/000000/s2', 'school', '虚构', 'f', '{}')""",
    """insert into audit.submission_copy (submission, organisation, sender_id, sender_name, received_at, feed_version)
       values ('sub_1', 's1', 'c1', 'one', '2021-09-01T00:00:00Z', 7),
         ('sub_1', 's2', 'c1', 'one', '2021-09-01T00:00:00Z', 7),
         ('sub_2', 's1', 'c2', 'two', '2021-09-02T00:00:00Z', 9)""",
    """insert into audit.review_copy
         (feed_version, submission, organisation, decision, reviewer_id, reviewer_name, reviewed_at)
       values (8, 'sub_1', 's1', 'approved', 'r', 'reviewer', '2021-09-03T00:00:00Z')""",
)
ROW = "organisation, indicator, period, value, unknown_reason, correction_reason, evidence, submission, feed_version"
READINGS = [
    (7 << 14, "s1", "area", "2021-2022", "8316.8", None, None, "e.pdf", "sub_1", 7),
    ((7 << 14) + 1, "s2", "area", "2021-2022", None, "not_counted", None, None, "sub_1", 7),
    (9 << 14, "s1", "area", "2021-2022", "0.1", None, "measured again", None, "sub_2", 9),
    ((9 << 14) + 1, "s1", "pupils", "2020-2021", "312", None, "measured again", None, "sub_2", 9),
]


async def put(connection: asyncpg.Connection, readings: list[tuple[Any, ...]]) -> None:
    for statement in BEFORE:
        await connection.execute(statement)
    await connection.executemany(
        f"insert into audit.reading_copy (id, {ROW}) values ($1, $2, $3, $4, $5::text::numeric, $6, $7, $8, $9, $10)",  # noqa: S608
        readings,
    )


async def test_what_was_copied_in_words_is_told_by_the_view_as_before() -> None:
    async with migrated_to(PROCESS, "audit_standards") as (config, connection):
        await put(connection, READINGS)
        await asyncio.to_thread(command.upgrade, config, "head")
        words = ROW.replace("value", "cast(value as text)")
        found = await connection.fetch(f"select id, {words} from audit.reading_copy order by id")  # noqa: S608
        senders = await connection.fetch("select distinct submission, sender_id from audit.reading_copy order by 1")
        periods = await connection.fetch(
            """select d.feed_version, n.code from audit.delivery d
               join audit.period_number n on n.number = any(d.periods) order by 1, 2"""
        )
        laid = await connection.fetch(
            """select o.code, s.readings, i.number from audit.standing s
               join audit.organisation_number o on o.number = s.organisation, audit.indicator_number i
               where i.code = 'area'"""
        )
        await asyncio.to_thread(command.check, config)
    assert [tuple(row) for row in found] == READINGS
    assert [tuple(row) for row in periods] == [(7, "2021-2022"), (9, "2020-2021"), (9, "2021-2022")]
    assert [tuple(row) for row in senders] == [("sub_1", "c1"), ("sub_2", "c2")]
    ((code, readings, number),) = laid
    assert (code, struct.unpack(">64d", readings)[number]) == ("s1", 8316.8)


async def test_readings_that_were_numbered_otherwise_are_refused_and_stay_as_they_are() -> None:
    async with migrated_to(PROCESS, "audit_standards") as (config, connection):
        await put(connection, [(1, *READINGS[0][1:])])
        with pytest.raises(Exception, match="begin with an empty audit"):
            await asyncio.to_thread(command.upgrade, config, "head")
        assert await connection.fetchval("select count(*) from audit.reading_copy") == 1
