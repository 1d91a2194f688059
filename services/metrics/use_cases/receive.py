"""A body as it arrived becomes what is judged: a small one at once, a large one is held and read later."""

import asyncio
from dataclasses import asdict, dataclass
from typing import Any

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.routes import Session
from services.metrics.bodies.body import read_body
from services.metrics.domain.batch import Mode
from services.metrics.domain.scope import Scope
from services.metrics.repository.intake import new_id
from services.metrics.repository.large_bodies import Waiting, hold
from services.metrics.use_cases.basis import Given

LARGE = 8 * 1024 * 1024
MANY = 100_000
"""Bytes, and readings, from which on a sender is not kept waiting: a short file may hold millions of rows."""
UNPACKED, MOST_READINGS = 256 * 1024 * 1024, 4_000_000
SHORT = 64 * 1024
"""Bytes up to which reading may keep the process from other work."""
MODEST = 1024 * 1024
"""Bytes up to which what is read of a plain body is small enough for several at once."""
PLAIN = frozenset({"application/json", "application/x-ndjson", "application/ndjson", "text/csv"})
_ONE_AT_A_TIME = asyncio.Semaphore(1)


@dataclass(frozen=True)
class Beside:
    """What is said of all readings beside a body that has no room for it. `period`: of tables which name none."""

    note: str | None = None
    mode: Mode | None = None
    correction_reason: str | None = None
    scope: Scope | None = None
    period: str | None = None

    def plain(self) -> dict[str, Any]:
        """As it is kept with a body that waits."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def kept(cls, plain: dict[str, Any]) -> "Beside":
        scope = plain.get("scope")
        mode = plain.get("mode")
        return cls(
            plain.get("note"),
            Mode(mode) if mode else None,
            plain.get("correction_reason"),
            Scope(tuple(scope["organisations"]), scope["period"], scope["indicators"] and tuple(scope["indicators"]))
            if scope
            else None,
            plain.get("period"),
        )


async def read_given(media_type: str, encoding: str | None, body: bytes, beside: Beside) -> Given:
    """Raises what says why it cannot be read, and what to do.

    A body may unfold to a hundred times its size, so those that may are read one after another.
    """
    if len(body) <= SHORT and encoding is None and media_type in PLAIN:
        return _read(media_type, encoding, body, beside)
    if len(body) <= MODEST and encoding is None and media_type in PLAIN:
        return await asyncio.to_thread(_read, media_type, encoding, body, beside)
    async with _ONE_AT_A_TIME:
        return await asyncio.to_thread(_read, media_type, encoding, body, beside)


def _read(media_type: str, encoding: str | None, body: bytes, beside: Beside) -> Given:
    told = read_body(media_type, encoding, body, most_bytes=UNPACKED, most_readings=MOST_READINGS, period=beside.period)
    if told.head is None:
        return Given(
            told.columns,
            told.place,
            beside.note,
            beside.mode or Mode.ALL_OR_NOTHING,
            beside.correction_reason,
            beside.scope,
            untyped=told.untyped,
        )
    if said := [name for name in beside.plain() if name != "dry_run"]:
        raise BodyInvalid(faults=[Fault("said_beside", f"?{name}", f"`{name}` inside the JSON body") for name in said])
    head = told.head
    return Given(told.columns, told.place, head.note, head.mode, head.correction_reason, head.scope)


async def hold_body(
    session: Session, guard: Guard, media_type: str, encoding: str | None, body: bytes, beside: dict[str, Any]
) -> str:
    """The id of the submission it will become. Who may report for nobody at all is told so later, as everybody is."""
    await guard.allowing()
    id_ = new_id()
    await hold(session, Waiting(id_, guard.caller.id, media_type, encoding, beside, body, 0))
    return id_
