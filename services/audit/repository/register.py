"""Organisations as they stood at a version of the feed of plans: what an assessment pins beside its readings."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from services.audit.domain.measured import Organisation
from services.audit.repository.organisations import below
from services.kernel.database import run_sql
from services.kernel.routes import Session

_AT_OR_BELOW = """with known as (
      select distinct on (code) code, path, kind, name_zh, cast(attributes as text) as attributes
      from {schema}.organisation_copy where feed_version <= :version and code in (
        select code from {schema}.organisation_copy where path = :path or path like :pattern)
      order by code, feed_version desc)
    select code, kind, path, name_zh, attributes from known where path = :path or path like :pattern
    order by code collate "C" """


@dataclass(frozen=True)
class Register:
    """A place with everything below it, in the order of the codes."""

    organisations: Mapping[str, Organisation]
    names: Mapping[str, str]
    paths: Mapping[str, str]

    @property
    def codes(self) -> list[str]:
        return list(self.organisations)

    def covers(self, above: str, code: str) -> bool:
        """Whether one stands above the other."""
        return self.paths[code].startswith(self.paths[above] + "/")


async def register_at(session: Session, code: str, version: int) -> Register:
    """Empty where the place was not known at that version."""
    found = await run_sql(
        session,
        """select path from {schema}.organisation_copy where code = :code and feed_version <= :version
           order by feed_version desc limit 1""",
        code=code,
        version=version,
    )
    path = found.scalar_one_or_none()
    if path is None:
        return Register({}, {}, {})
    rows = (await run_sql(session, _AT_OR_BELOW, version=version, path=path, pattern=below(path))).all()
    return Register(
        {row.code: Organisation(row.code, row.kind, json.loads(row.attributes)) for row in rows},
        {row.code: row.name_zh for row in rows},
        {row.code: row.path for row in rows},
    )
