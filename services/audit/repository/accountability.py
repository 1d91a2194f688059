"""Who was held to account for what, and which decisions were made known."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.kernel.driver import fetch
from services.kernel.routes import Session


async def held_orders(session: Session, unit: str, post: str | None) -> dict[str, str]:
    """Orders for which the unit, or whoever holds the post in it, is held to account already, with the case."""
    rows = await fetch(
        session,
        """select o.code, c.id from {schema}.case_file c, jsonb_array_elements_text(c.details -> 'on_cases') o (code)
           where c.kind = 'outcome' and c.unit = $1 and c.details #>> '{subject,post}' is not distinct from $2
             and c.state not in ('dropped', 'revoked')""",
        *(unit, post),
    )
    return {row["code"]: row["id"] for row in rows}


async def decided_outcomes(session: Session, unit: str, post: str | None) -> list[tuple[str, date]]:
    """Cases in which the same unit, or whoever holds the post in it, was held to account and that stand, with the day
    of the decision."""
    rows = await fetch(
        session,
        """select c.id, s.happened_on from {schema}.case_file c
           join {schema}.case_step s on s.case_id = c.id and s.step = 'decided'
           where c.kind = 'outcome' and c.unit = $1 and c.details #>> '{subject,post}' is not distinct from $2
             and c.state <> 'revoked' order by c.number""",
        *(unit, post),
    )
    return [(row["id"], row["happened_on"]) for row in rows]


@dataclass(frozen=True)
class Published:
    """A decision that was made known: the case, and its newest decision, outcomes and scope."""

    case: str
    number: int
    rule: str
    organisation: str
    organisation_zh: str
    organisation_en: str
    unit: str
    unit_zh: str
    unit_en: str
    subject: str
    post: str | None
    outcomes: tuple[str, ...]
    decision: str
    decided_on: date
    effective_on: date
    scope: str
    published_on: date


async def list_published(session: Session, scopes: Sequence[str], *, before: int, limit: int) -> list[Published]:
    """Newest first, those made known so widely that stand. What was amended since must be made known anew."""
    rows = await fetch(
        session,
        """select c.id as case, c.number, c.details ->> 'rule' as rule, c.organisation, o.name_zh as organisation_zh,
             o.name_en as organisation_en, c.unit, u.name_zh as unit_zh, u.name_en as unit_en,
             c.details #>> '{subject,kind}' as subject, c.details #>> '{subject,post}' as post,
             array(select jsonb_array_elements_text(n.said -> 'outcomes')) as outcomes,
             n.text as decision, n.happened_on as decided_on, (d.said ->> 'effective_on')::date as effective_on,
             p.said ->> 'scope' as scope, p.happened_on as published_on
           from {schema}.case_file c join {schema}.organisation o on o.code = c.organisation
           join {schema}.organisation u on u.code = c.unit
           join lateral (select said from {schema}.case_step s
             where s.case_id = c.id and s.step = 'decided' order by s.id desc limit 1) d on true
           join lateral (select s.id, text, said, happened_on from {schema}.case_step s
             where s.case_id = c.id and s.step in ('decided', 'amended', 'corrected') order by s.id desc limit 1) n
             on true
           join lateral (select said, happened_on from {schema}.case_step s
             where s.case_id = c.id and s.step = 'published' and s.id > n.id order by s.id desc limit 1) p on true
           where c.kind = 'outcome' and c.state in ('decided', 'executed') and p.said ->> 'scope' = any($1)
             and c.number < $2 order by c.number desc limit $3""",
        *(list(scopes), before, limit),
    )
    return [Published(**dict(row) | {"outcomes": tuple(row["outcomes"])}) for row in rows]
