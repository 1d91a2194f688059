"""An acknowledged reading is on disk: the log is made safe before the answer leaves."""

import random
import secrets
from collections.abc import AsyncIterator

import pytest_asyncio

from deploy.supervisor import House
from tests.kill.county import County, settle
from tests.kill.fsyncs import commits_without_waiting, fsyncs_of, unsafe_settings
from tests.kill.supply import Batch

POSTS = 100


@pytest_asyncio.fixture(scope="module")
async def county(durable_house: House) -> AsyncIterator[County]:
    found = await settle(durable_house, f"f{secrets.token_hex(4)}", random.Random(1), schools=60, periods=11)
    yield found
    await found.close()


async def test_a_hundred_acknowledged_posts_need_a_hundred_fsyncs(county: County) -> None:
    assert await unsafe_settings(county.house) == {}
    assert await fsyncs_of(county, county.batches[:POSTS]) >= POSTS


async def test_the_count_would_notice_commits_that_do_not_wait_for_the_disk(county: County) -> None:
    async with commits_without_waiting(county.house):
        assert await unsafe_settings(county.house) == {"synchronous_commit": "off"}
        assert await fsyncs_of(county, county.batches[POSTS : 2 * POSTS]) < POSTS
    assert await unsafe_settings(county.house) == {}


async def test_a_batch_posted_twice_without_any_key_is_stored_once(county: County) -> None:
    sender, batch = county.senders[0], Batch(-1, county.batches[-1].readings, "none")
    first = await sender.post("/api/v1/metrics/submissions", batch.body(), expect=(201,))
    again = await sender.post("/api/v1/metrics/submissions", batch.body(), expect=(200,))
    assert (first["counts"]["created"], again["counts"]["unchanged"], again["submission"]) == (12, 12, None)
    organisation, indicator, period, value = batch.readings[0]
    asked = {"organisation": organisation, "indicator": indicator, "period": period}
    versions = await sender.everything("/api/v1/metrics/readings/history", **asked)
    assert [each["value"] for each in versions] == [value]
