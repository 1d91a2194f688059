"""Organisations that were stored before there was a register of events."""

import asyncio
import json

from alembic import command

from services.plans.process import PROCESS
from tests.in_process import migrated_to

STORED = """
    insert into plans.organisation (code, parent_code, path, kind, name_zh, name_en, attributes) values
      ('day', '000000', '/000000/day', 'school', '走读学校', 'Day', '{"boarding": false, "school_code": "2164990001"}'),
      ('boarders', '000000', '/000000/boarders', 'school', '寄宿学校', 'Boarders', '{"boarding": true}')
"""


async def test_their_present_state_is_the_first_known_one_and_boarding_is_told_in_words() -> None:
    async with migrated_to(PROCESS, "plans_0001") as (config, connection):
        await asyncio.to_thread(command.upgrade, config, "plans_assignments")
        await connection.execute(STORED)
        await asyncio.to_thread(command.upgrade, config, "plans_organisation_events")
        entries = await connection.fetch(
            "select organisation_code, kind, effective_on, sets from plans.organisation_event order by number"
        )
        assert [tuple(row)[:3] for row in entries] == [
            ("000000", "registered", None),
            ("boarders", "registered", None),
            ("day", "registered", None),
        ]
        assert json.loads(entries[1]["sets"]) == {
            "parent": "000000", "kind": "school", "name_zh": "寄宿学校", "name_en": "Boarders", "boarding": "boarding",
        }  # fmt: skip
        states = await connection.fetch(
            """select organisation_code, isfinite(since) or isfinite(until), school_code
               from plans.organisation_state order by 1"""
        )
        assert [tuple(row) for row in states] == [
            ("000000", False, None),
            ("boarders", False, None),
            ("day", False, "2164990001"),
        ]
        said = await connection.fetch("select key, body -> 'attributes' ->> 'boarding' from plans.change order by id")
        assert [tuple(row) for row in said][-2:] == [("boarders", "boarding"), ("day", "day")]
        await asyncio.to_thread(command.downgrade, config, "plans_assignments")
        kept = await connection.fetch("select attributes ->> 'boarding' from plans.organisation order by code")
        assert [row[0] for row in kept] == [None, "true", "false"]
