"""Organisations that were stored before names were folded and members had a time."""

import asyncio
import json

from alembic import command

from services.plans.process import PROCESS
from tests.in_process import migrated_to

OLD = """
    insert into plans.organisation (code, parent_code, path, kind, name_zh, name_en, attributes) values
      ('t', '000000', '/000000/t', 'township', '頭閘鎮', 'Touzha Town', '{"aliases": ["頭閘"], "members": []}'),
      ('all', '000000', '/000000/all', 'collective', '各鄉鎮', 'All towns', '{"aliases": [], "members": ["t", "u"]}')
"""


async def test_they_are_found_by_name_and_their_members_become_dated() -> None:
    async with migrated_to(PROCESS, "plans_0001") as (config, connection):
        await connection.execute(OLD)
        await asyncio.to_thread(command.upgrade, config, "plans_names")
        folded = dict(await connection.fetch("select code, folded_names from plans.organisation"))
        assert (folded["t"], folded["all"]) == (["touzhatown", "头闸", "头闸镇"], ["alltowns", "各乡镇"])
        said = await connection.fetch("select key, body -> 'attributes' ->> 'members' from plans.change order by id")
        assert [key for key, _ in said] == ["000000", "all"]
        assert json.loads(said[1][1]) == [{"organisation": "t"}, {"organisation": "u"}]
        await asyncio.to_thread(command.downgrade, config, "plans_0001")
        kept = await connection.fetchval("select attributes ->> 'members' from plans.organisation where code = 'all'")
        assert json.loads(kept) == ["t", "u"]
