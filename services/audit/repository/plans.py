"""Published plans as the local copy knows them."""

# ruff: noqa: S608 - statements are put together from constants of this file; values are always bound

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from services.audit.domain.case_force import PlanEnding
from services.audit.repository.organisations import below
from services.kernel.database import run_sql
from services.kernel.routes import Session


@dataclass(frozen=True)
class Plan:
    """A revision of a plan that was published, and how the plan ended; None while it has not."""

    code: str
    revision: int
    document: Mapping[str, Any]
    ending: PlanEnding | None = None

    @property
    def jurisdiction(self) -> str:
        return str(self.document["jurisdiction"])


_AS_OF = """select distinct on (c.code) c.code, c.revision, cast(c.document as text) as document,
      (select cast(n.document as text) from {{schema}}.plan_copy n where n.code = c.code
       order by n.revision desc limit 1) as newest, e.status, e.takes_effect_on
    from {{schema}}.plan_copy c
    left join {{schema}}.plan_ending_copy e on e.code = c.code
    join {{schema}}.organisation o on o.code = c.document ->> 'jurisdiction'
    where {which}
    order by c.code, c.published_on > :day, case when c.published_on > :day then c.revision else -c.revision end"""


async def newest_plans(session: Session, codes: Iterable[str]) -> Mapping[str, Plan]:
    """Those of the plans that were published, each in its newest revision."""
    found = await run_sql(
        session,
        """select distinct on (c.code) c.code, c.revision, cast(c.document as text) as document,
             e.status, e.takes_effect_on
           from {schema}.plan_copy c left join {schema}.plan_ending_copy e on e.code = c.code
           where c.code = any(:codes) order by c.code, c.revision desc""",
        codes=sorted(set(codes)),
    )
    return {row.code: _plan(row, json.loads(row.document, parse_float=Decimal)) for row in found}


async def plan_as_of(session: Session, code: str, day: date) -> Plan | None:
    """The newest revision published by that day, so that a later one does not reach back.

    Where all came later it is the first: a plan is often older than its entry here. What a person has confirmed about
    its date is knowledge, not law: it holds for every day, whatever revision says so.
    """
    found = await run_sql(session, _AS_OF.format_map({"which": "c.code = :code"}), code=code, day=day)
    row = found.one_or_none()
    return None if row is None else _dated(row)


async def plans_within(session: Session, path: str, day: date) -> list[Plan]:
    """Of every plan whose jurisdiction lies at or below a path the revision that counted on the day."""
    found = await run_sql(
        session,
        _AS_OF.format_map({"which": "(o.path = :path or o.path like :pattern)"}),
        day=day,
        path=path,
        pattern=below(path),
    )
    return [_dated(row) for row in found]


def _dated(row: Any) -> Plan:
    document, newest = (json.loads(text, parse_float=Decimal) for text in (row.document, row.newest))
    if newest.get("document", {}).get("date_certainty") == "confirmed":
        document = {**document, "document": newest["document"], "in_force_from": newest["in_force_from"]}
    return _plan(row, document)


def _plan(row: Any, document: Mapping[str, Any]) -> Plan:
    ending = None if row.status is None else PlanEnding(row.status, row.takes_effect_on)
    return Plan(row.code, row.revision, document, ending)


async def plans_naming(session: Session, unit: str, day: date) -> list[Plan]:
    """Of every plan that names the unit anywhere, by the revision that counted on the day."""
    counted = _AS_OF.format_map({"which": "true"})
    found = await run_sql(
        session,
        f"""select * from ({counted}) p where jsonb_path_exists(cast(p.document as jsonb),
            '$.**.organisation ? (@ == $unit)', jsonb_build_object('unit', cast(:unit as text))) order by code""",
        day=day,
        unit=unit,
    )
    return [_dated(row) for row in found]


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
