"""Published plans as the local copy knows them."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.kernel.database import run_sql
from services.kernel.routes import Session


@dataclass(frozen=True)
class Plan:
    """A revision of a plan that was published."""

    code: str
    revision: int
    document: Mapping[str, Any]

    @property
    def jurisdiction(self) -> str:
        return str(self.document["jurisdiction"])


async def newest_plans(session: Session, codes: Iterable[str]) -> Mapping[str, Plan]:
    """Those of the plans that were published, each in its newest revision."""
    found = await run_sql(
        session,
        """select distinct on (code) code, revision, cast(document as text) as document from {schema}.plan_copy
           where code = any(:codes) order by code, revision desc""",
        codes=sorted(set(codes)),
    )
    return {row.code: Plan(row.code, row.revision, json.loads(row.document, parse_float=Decimal)) for row in found}


async def plan_as_of(session: Session, code: str, day: date) -> Plan | None:
    """The newest revision published by that day, so that a later one does not reach back.

    Where all came later it is the first: a plan is often older than its entry here.
    """
    found = await run_sql(
        session,
        """select code, revision, cast(document as text) as document from {schema}.plan_copy where code = :code
           order by published_on > :day, case when published_on > :day then revision else -revision end limit 1""",
        code=code,
        day=day,
    )
    row = found.one_or_none()
    return None if row is None else Plan(row.code, row.revision, json.loads(row.document, parse_float=Decimal))


async def plan_revision(session: Session, code: str, revision: int) -> Mapping[str, Any]:
    """The document of exactly this revision."""
    found = await run_sql(
        session,
        "select cast(document as text) as document from {schema}.plan_copy where code = :code and revision = :revision",
        code=code,
        revision=revision,
    )
    document: Mapping[str, Any] = json.loads(found.scalar_one(), parse_float=Decimal)
    return document
