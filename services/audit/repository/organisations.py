"""Organisations as the local copy knows them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.access.caller import Reach, below_pattern
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session

REACHED = "(o.code = any(:codes) or o.path like any(:patterns))"
"""Whether organisation `o` lies within a reach; its parameters come from `reached`."""
UNIT_REACHED = "(u.code = any(:codes) or u.path like any(:patterns))"
"""The same of `u`, a unit that is named: what concerns a place and a unit is shown to whoever reaches either."""


@dataclass(frozen=True)
class Place:
    """Where an organisation stands and what it is called."""

    code: str
    path: str
    zh: str
    en: str

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "name": {"zh": self.zh, "en": self.en}}


def below(path: str) -> str:
    """A LIKE pattern for everything below a path."""
    return below_pattern(path.removesuffix("/") + "/")


def reached(reach: Reach) -> dict[str, list[str]]:
    return {"codes": list(reach.codes), "patterns": reach.patterns}


async def division_of(session: Session, code: str) -> str | None:
    """Its division code, where it is known to have one."""
    found = await run_sql(
        session, "select attributes ->> 'division_code' from {schema}.organisation where code = :code", code=code
    )
    division: str | None = found.scalar_one_or_none()
    return division or None


async def places_of(session: Session, codes: Iterable[str]) -> Mapping[str, Place]:
    """Those of the organisations that exist."""
    found = await fetch(
        session,
        "select code, path, name_zh, name_en from {schema}.organisation where code = any($1::text[])",
        sorted(set(codes)),
    )
    return {row["code"]: Place(row["code"], row["path"], row["name_zh"], row["name_en"]) for row in found}


async def survivor_of(session: Session, code: str) -> str | None:
    """The organisation itself, or the one it merged into, and that one into; None where it was closed and nobody, or
    several, came after it."""
    seen: set[str] = set()
    while code not in seen:
        seen.add(code)
        found = await run_sql(
            session,
            """select coalesce(attributes ->> 'closed_on', '') <> '' as closed,
                 array(select jsonb_array_elements_text(attributes -> 'succeeded_by')) as heirs
               from {schema}.organisation where code = :code""",
            code=code,
        )
        row = found.one_or_none()
        if row is None or not row.closed:
            return code
        if len(row.heirs) != 1:
            return None
        code = row.heirs[0]
    return code


async def kinds_of(session: Session, codes: Iterable[str]) -> Mapping[str, str]:
    """Of those that exist: government, department, school and so on."""
    found = await run_sql(
        session, "select code, kind from {schema}.organisation where code = any(:codes)", codes=sorted(set(codes))
    )
    return {row.code: row.kind for row in found}
