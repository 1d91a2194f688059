"""Answers kept by Idempotency-Key: the same key and request give the stored answer, per caller and for good.

Only answers below 400 are kept: a refusal changed nothing, so a repeat may be judged anew. The key is locked without
waiting, so that a storm of one key costs its own sender a 409 and nobody else a connection.
"""

import hashlib
import json

from fastapi import Request
from sqlmodel.ext.asyncio.session import AsyncSession
from starlette.responses import Response

from services.kernel.database import run_sql
from services.kernel.errors import KeyInUse, KeyInvalid, KeyReused

HEADER = "idempotency-key"
LONGEST_KEY = 255
KEPT_HEADERS = ("location", "retry-after", "etag")


def key_of(request: Request) -> str | None:
    """The key of a POST, checked; None where there is none."""
    key = request.headers.get(HEADER)
    if key is None or request.method != "POST":
        return None
    if not key.strip() or len(key) > LONGEST_KEY or not key.isascii() or not key.isprintable():
        raise KeyInvalid()
    return key


async def fingerprint(request: Request) -> bytes:
    digest = hashlib.sha256()
    for part in (request.method.encode(), request.url.path.encode(), request.url.query.encode(), await request.body()):
        digest.update(len(part).to_bytes(8, "big"))
        digest.update(part)
    return digest.digest()


async def recall(session: AsyncSession, principal: str, key: str, print_: bytes) -> Response | None:
    """The kept answer, or None after taking the key for this transaction."""
    name = f"{session.info['schema']}/{principal}/{key}"
    locked = await run_sql(session, "select pg_try_advisory_xact_lock(hashtextextended(:name, 7))", name=name)
    if not locked.scalar_one():
        raise KeyInUse(headers={"Retry-After": "1"})
    found = await run_sql(
        session,
        "select fingerprint, status, media_type, body, cast(headers as text) as headers from {schema}.kept_answer"
        " where principal = :principal and key = :key",
        principal=principal,
        key=key,
    )
    row = found.one_or_none()
    if row is None:
        return None
    if row.fingerprint != print_:
        raise KeyReused()
    headers = {**json.loads(row.headers), "Idempotent-Replayed": "true"}
    return Response(row.body, status_code=row.status, media_type=row.media_type, headers=headers)


def may_be_kept(answer: Response) -> bool:
    """An answer with a secret in it says `no-store`, and is not stored here either."""
    return "no-store" not in answer.headers.get("cache-control", "")


async def keep(session: AsyncSession, principal: str, key: str, print_: bytes, answer: Response) -> None:
    await run_sql(
        session,
        """insert into {schema}.kept_answer (principal, key, fingerprint, status, media_type, body, headers)
            values (:principal, :key, :fingerprint, :status, :media_type, :body, cast(:headers as jsonb))""",
        principal=principal,
        key=key,
        fingerprint=print_,
        status=answer.status_code,
        media_type=answer.headers.get("content-type", "application/json"),
        body=bytes(answer.body),
        headers=json.dumps({name: answer.headers[name] for name in KEPT_HEADERS if name in answer.headers}),
    )
