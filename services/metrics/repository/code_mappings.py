"""Clients' own codes in the database, and remembered: a counter of each client says when its list has changed."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from services.kernel.database import run_sql
from services.kernel.moves import move
from services.kernel.routes import Session
from services.metrics.domain.own_codes import MappedKind, OwnCodes

MOST = 400_000
"""Codes remembered; a process with more forgets all and begins again. Each costs about 250 bytes."""
CODES_MOVED = "own codes moved"
"""Counts how often any client's list was changed."""
Remembered = dict[str, tuple[int, OwnCodes]]


async def own_codes_of(session: Session, client: str, moved: Mapping[str, int]) -> OwnCodes:
    """A client without any pays one lookup of a key that is not there; nothing, as long as no client has any."""
    if CODES_MOVED not in moved:
        return OwnCodes()
    found = await run_sql(
        session, "select version from {schema}.code_mapping_version where client_id = :client", client=client
    )
    version = found.scalar_one_or_none()
    if version is None:
        return OwnCodes()
    remembered: Remembered = session.info["memory"].setdefault("own codes", {})
    known = remembered.get(client)
    if known is not None and known[0] == version:
        return known[1]
    codes = await _read(session, client)
    if sum(len(each) for _, each in remembered.values()) + len(codes) > MOST:
        remembered.clear()
    remembered[client] = int(version), codes
    return codes


async def _read(session: Session, client: str) -> OwnCodes:
    found = await run_sql(
        session, "select kind, own_code, code from {schema}.code_mapping where client_id = :client", client=client
    )
    by_kind: dict[str, dict[str, str]] = {kind.value: {} for kind in MappedKind}
    for row in found:
        by_kind[row.kind][row.own_code] = row.code
    return OwnCodes(by_kind[MappedKind.ORGANISATION], by_kind[MappedKind.INDICATOR])


async def hold_list(session: Session, client: str) -> None:
    """Until the transaction ends nobody else changes this client's list."""
    await run_sql(
        session,
        """insert into {schema}.code_mapping_version (client_id, version) values (:client, 0)
           on conflict (client_id) do update set version = code_mapping_version.version + 1""",
        client=client,
    )
    await move(session, CODES_MOVED)


async def mapped(session: Session, client: str, kind: MappedKind, own: Collection[str]) -> dict[str, str]:
    """Those of the client's own codes that stand for something."""
    found = await run_sql(
        session,
        """select own_code, code from {schema}.code_mapping
           where client_id = :client and kind = :kind and own_code = any(:own)""",
        client=client,
        kind=kind.value,
        own=sorted(own),
    )
    return {row.own_code: row.code for row in found}


async def write_mappings(session: Session, client: str, kind: MappedKind, codes: Mapping[str, str]) -> None:
    await run_sql(
        session,
        """insert into {schema}.code_mapping (client_id, kind, own_code, code)
           select :client, :kind, own, code from unnest(cast(:own as text[]), cast(:codes as text[])) as n (own, code)
           on conflict (client_id, kind, own_code) do update set code = excluded.code""",
        client=client,
        kind=kind.value,
        own=list(codes),
        codes=list(codes.values()),
    )


async def remove_mappings(session: Session, client: str, kind: MappedKind, own: Collection[str]) -> None:
    await run_sql(
        session,
        "delete from {schema}.code_mapping where client_id = :client and kind = :kind and own_code = any(:own)",
        client=client,
        kind=kind.value,
        own=sorted(own),
    )


async def list_mappings(
    session: Session, client: str, kind: MappedKind | None, after: tuple[str, str], limit: int
) -> Sequence[Any]:
    """In order of kinds and own codes, those above `after`."""
    found = await run_sql(
        session,
        """select kind, own_code, code from {schema}.code_mapping
           where client_id = :client and (cast(:kind as text) is null or kind = :kind)
             and (kind, own_code) > (:after_kind, :after_code) order by kind, own_code limit :limit""",
        client=client,
        kind=kind.value if kind else None,
        after_kind=after[0],
        after_code=after[1],
        limit=limit,
    )
    return found.all()
