"""What was known before indicators named a population is known afterwards, and the feed says it again."""

import asyncio
import json
from typing import Any

from alembic import command

from services.metrics.process import PROCESS
from tests.in_process import migrated_to

BEFORE = """insert into metrics.indicator
    (code, title_zh, title_en, unit, value_type, not_negative, stage, reported_by, applies_to) values
    ('rooms', '教室数', 'Rooms', '间', 'integer', true, null, 'school', '{primary,nine_year}'),
    ('any', '面积', 'Area', '㎡', 'decimal', true, null, 'school', '{school}'),
    ('roads', '道路', 'Roads', '条', 'integer', true, null, 'township', '{township}')"""


async def test_indicators_of_before_keep_their_reporters_and_are_published_again() -> None:
    async with migrated_to(PROCESS, "metrics_0001") as (config, connection):
        await connection.execute(BEFORE)
        await asyncio.to_thread(command.upgrade, config, "head")
        after = {row["code"]: row for row in await connection.fetch("select * from metrics.indicator")}
        feed = {
            row["key"]: json.loads(row["body"])
            for row in await connection.fetch(
                "select key, cast(body as text) as body from metrics.change where topic = 'indicator'"
            )
        }
        await asyncio.to_thread(command.check, config)
        await asyncio.to_thread(command.downgrade, config, "metrics_0001")
        back = await connection.fetch("select code, reported_by, applies_to from metrics.indicator order by code")
    assert {code: (row["reporter_kind"], row["school_kinds"]) for code, row in after.items()} == {
        "rooms": ("school", ["primary", "nine_year"]),
        "any": ("school", []),
        "roads": ("township", []),
    }
    assert {(row["period"], row["population_zh"] == row["title_zh"]) for row in after.values()} == {
        ("school_year", True)
    }
    assert feed["rooms"] == _published("教室数", "Rooms", "间", "integer", ["primary", "nine_year"])
    assert [tuple(row) for row in back] == [
        ("any", "school", ["school"]),
        ("roads", "township", ["township"]),
        ("rooms", "school", ["primary", "nine_year"]),
    ]


def _published(zh: str, en: str, unit: str, value_type: str, school_kinds: list[str]) -> dict[str, Any]:
    return {
        "title": {"zh": zh, "en": en},
        "unit": unit,
        "value_type": value_type,
        "grades": [],
        "stage": None,
        "period": "school_year",
        "reported_by": {"kind": "school", "school_kinds": school_kinds, "places": [], "functions": [], "levels": []},
        "population": {"zh": zh, "en": en},
        "evidence_needed": False,
    }
