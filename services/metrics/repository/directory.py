"""Reporting organisations by their codes, remembered: a body may name thousands, and the next one names them again.

Siblings of one profile share everything that is asked about them here, so little is kept of each: its number and which
kin it is of. What is remembered holds until the copy of organisations changes; a counter says when it has.
"""

import json
from collections.abc import Awaitable, Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field

from services.access.caller import Place
from services.access.copies import ORGANISATIONS_MOVED
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.moves import moves
from services.kernel.routes import Session
from services.metrics.domain.indicator import Reporter

MOST_QUESTIONS, MOST_FOUND = 200, 2_000_000
MOST = 400_000
"""Organisations remembered; a process with more forgets all and begins again. Each costs about 200 bytes."""


@dataclass(frozen=True)
class Kin:
    """Organisations below one parent and of one profile; `member` is one of them."""

    above: str
    member: Reporter

    def place(self, code: str) -> Place:
        """Where an organisation of it stands."""
        parent = self.above.rpartition("/")[2]
        return Place(code, parent or None, f"{self.above}/{code}")

    def reporter(self, code: str) -> Reporter:
        """An organisation of it by itself."""
        return Reporter(code, f"{self.above}/{code}", self.member.kind, self.member.attributes)


@dataclass
class Directory:
    """`desks`: by code the number that rows name the organisation by, and the place of its kin among `kin`.

    `counties` and `neighbours` are what `neighbours` has found out: by kin, and by county and kind.
    """

    moved: int
    desks: dict[str, tuple[int, int]] = field(default_factory=dict)
    kin: list[Kin] = field(default_factory=list)
    counties: dict[int, str] = field(default_factory=dict)
    neighbours: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    _places: dict[Hashable, int] = field(default_factory=dict)

    def places(self, codes: Collection[str]) -> dict[str, Place]:
        """Of those that are known."""
        return {code: self.kin[self.desks[code][1]].place(code) for code in codes if code in self.desks}

    def add(self, number: int, reporter: Reporter) -> None:
        above = reporter.path[: -len(reporter.code) - 1]
        alike = (above, *reporter.profile, *reporter.particulars)
        place = self._places.setdefault(alike, len(self.kin))
        if place == len(self.kin):
            self.kin.append(Kin(above, reporter))
        self.desks[reporter.code] = number, place


async def directory_of(session: Session, codes: Collection[str], moved: Mapping[str, int] | None = None) -> Directory:
    """Which holds those of `codes` that exist, and others; `moved`: the counters, of who has read them already."""
    directory = _remembered(session, (moved or await moves(session)).get(ORGANISATIONS_MOVED, 0))
    await learn(session, directory, codes)
    return directory


async def learn(session: Session, directory: Directory, codes: Collection[str]) -> None:
    """Those of `codes` that exist and are not known yet."""
    unknown = [code for code in codes if code not in directory.desks]
    if unknown:
        found = await run_sql(
            session,
            """select number, code, path, kind, cast(attributes as text) as attributes
               from {schema}.organisation where code = any(:codes)""",
            codes=unknown,
        )
        for row in found:
            directory.add(row.number, Reporter(row.code, row.path, row.kind, json.loads(row.attributes)))


def _remembered(session: Session, moved: int) -> Directory:
    directory: Directory | None = session.info["memory"].get("directory")
    if directory is None or directory.moved != moved or len(directory.desks) > MOST:
        directory = session.info["memory"]["directory"] = Directory(moved)
    return directory


async def codes_of_organisations(session: Session, numbers: Collection[int]) -> dict[int, str]:
    """By the numbers that rows name them by. A number is one organisation's for good."""
    remembered: dict[int, str] = session.info["memory"].setdefault("codes of organisations", {})
    if len(remembered) > MOST:
        remembered.clear()
    unknown = [number for number in numbers if number not in remembered]
    if unknown:
        found = await fetch(
            session, "select number, code from {schema}.organisation where number = any($1::integer[])", unknown
        )
        remembered.update((row["number"], row["code"]) for row in found)
    return {number: remembered[number] for number in numbers}


async def numbers_while_still(
    session: Session, moved: Mapping[str, int], asked: Hashable, find: Callable[[], Awaitable[Sequence[int]]]
) -> Sequence[int]:
    """The numbers that were found for a question before, unless an organisation has changed since."""
    still = moved.get(ORGANISATIONS_MOVED, 0)
    version, answers = session.info["memory"].get("numbers found", (-1, {}))
    if version != still or sum(map(len, answers.values())) > MOST_FOUND or len(answers) > MOST_QUESTIONS:
        answers = {}
        session.info["memory"]["numbers found"] = still, answers
    if asked not in answers:
        answers[asked] = await find()
    found: Sequence[int] = answers[asked]
    return found


async def path_of(session: Session, code: str) -> str | None:
    """The path of an organisation, if there is one."""
    found = await run_sql(session, "select path from {schema}.organisation where code = :code", code=code)
    path: str | None = found.scalar_one_or_none()
    return path
