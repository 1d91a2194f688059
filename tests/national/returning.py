"""The return of a whole country, in bodies of half a million readings, and what it cost; then its feed, read back."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from statistics import median
from typing import Any

import asyncpg

from deploy.demo.door import Door
from deploy.supervisor import House
from tests.door.patience import until
from tests.hostile.posting import peak_mib
from tests.national.country import ITEMS, METRICS, PERIOD, Country, item

READER = "service-audit"
CHANGES = f"{METRICS}/changes"
NDJSON = "application/x-ndjson"
FOLLOWS_SECONDS = 300.0
Say = Callable[[str], None]


@dataclass(frozen=True)
class Taken:
    """`seconds`, of each body in turn, from its first byte until it was stored; `largest` in bytes."""

    seconds: list[float]
    readings: int
    largest: int

    def last_against_first(self, bodies: int) -> float:
        """How fast the last were taken, as a multiple of how fast the first were."""
        return median(self.seconds[:bodies]) / median(self.seconds[-bodies:])


async def send(door: Door, country: Country, schools_a_body: int, say: Say) -> Taken:
    """One body after another, each until it is stored."""
    seconds, sent, largest = [], 0, 0
    for first in range(0, country.schools, schools_a_body):
        schools = range(first, min(first + schools_a_body, country.schools))
        body = "".join(_lines(country, schools)).encode()
        largest = max(largest, len(body))
        begun = time.perf_counter()
        counts = await _stored(door, body)
        seconds.append(time.perf_counter() - begun)
        assert counts == {"created": len(schools) * ITEMS, "updated": 0, "unchanged": 0, "rejected": 0, "withdrawn": 0}
        sent += counts["created"]
        say(f"{sent:,} readings; the last {counts['created']:,} at {counts['created'] / seconds[-1]:,.0f}/s")
    return Taken(seconds, sent, largest)


def value_of(school: int, number: int) -> int | float:
    """Known again when it is read back."""
    value = (school * 31 + number * 7) % 90_000
    return value / 100 if number % 2 else value


def _lines(country: Country, schools: range) -> Iterator[str]:
    for school in schools:
        said = f'"organisation":"{country.school(school)}","period":"{PERIOD}"'
        for number in range(ITEMS):
            yield f'{{"indicator":"{item(number)}",{said},"value":{value_of(school, number)}}}\n'


async def _stored(door: Door, body: bytes) -> dict[str, int]:
    """The counts of its report; a large body is asked about until it is settled."""
    answer = await door.http.post(f"{METRICS}/submissions", content=body, headers={"Content-Type": NDJSON}, timeout=120)
    assert answer.status_code in (201, 202), answer.text[:500]
    told = answer.json()
    if answer.status_code == 202:
        told = await until(partial(_settled, door, answer.headers["location"]))
        assert told["state"] == "stored", told
        told = told["report"]
    counts: dict[str, int] = told["counts"]
    return counts


async def _settled(door: Door, location: str) -> dict[str, Any] | None:
    told: dict[str, Any] = await door.get(location)
    return None if told["state"] == "waiting" else told


async def read_back(house: House, country: Country) -> int:
    """Every reading of the feed, page by page; each must be there once and with its value."""
    door = await Door.machine(house.gateway_url, READER, house.settings["DUDAO_AUDIT_CLIENT_SECRET"])
    seen, after, head = bytearray(country.schools * ITEMS), 0, 1
    while after < head:
        page = await door.get(CHANGES, after=after, limit=1000, topic="readings")
        for change in page["changes"]:
            _tick(change["body"]["readings"], seen)
        after, head = page["next"], page["head"]
    await door.close()
    assert seen.count(1) == len(seen), f"{len(seen) - seen.count(1)} readings were not in the feed once"
    return len(seen)


def _tick(readings: list[dict[str, Any]], seen: bytearray) -> None:
    for each in readings:
        school, number = int(each["organisation"]) - 3_600_000_000, int(each["indicator"].rpartition(".")[2])
        assert each["value"] == value_of(school, number), each
        seen[school * ITEMS + number] += 1


async def followed(house: House) -> None:
    """Until audit has everything that metrics ever said."""
    connection = await asyncpg.connect(house.ground.admin.url(), timeout=10)
    head = await connection.fetchval("select version from metrics.feed_head")
    copied = "select version >= $1 from audit.feed_cursor where feed = 'readings'"
    await until(partial(connection.fetchval, copied, head), seconds=FOLLOWS_SECONDS)
    await connection.close()


def peaks(house: House) -> dict[str, int]:
    """The most memory, in MiB, that each process of ours has held."""
    return {name: round(peak_mib(pid)) for name, pid in house.pids.items() if name != "database"}
