"""Parts under review, and the acts that decided on them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from services.access.caller import below_pattern
from services.kernel.copying import copy_in, copy_out
from services.kernel.database import run_sql
from services.kernel.driver import fetch
from services.kernel.routes import Session
from services.metrics.domain.columns import Places
from services.metrics.domain.part import Decision
from services.metrics.domain.reviewing import Seat
from services.metrics.domain.submission import Person

_MEANT = """
from {schema}.submission_part p
join {schema}.submission s on s.number = p.submission
join {schema}.organisation o on o.number = p.organisation
{more}where o.path like $1::text and o.path || '/' like all($2::text[])
  and p.state = any($3::text[])
  and ($4::text[] is null or s.id = any($4::text[]))
  and ($5::text[] is null or o.code = any($5::text[]))
  and ($6::integer is null or p.only_period = $6::integer or p.only_period = 0 and exists (
    select from {schema}.part_period x
    where x.submission = p.submission and x.organisation = p.organisation and x.period = $6::integer))
  and ($7::integer[] is null or exists (select from {schema}.reading r where r.period = $6::integer
    and r.organisation = p.organisation and r.indicator = any($7::integer[]) and r.submission = p.submission))
"""
# Who approved last stood above the organisation; where it was not kept who that was, right above it.
_OPEN = """
select p.submission, p.organisation, p.only_period,
  cast(case p.state when 'pending' then 0 when 'approved' then 1 else 2 end as smallint), p.needs, p.approvals,
  coalesce(cardinality(string_to_array(a.path, '/')), cardinality(string_to_array(o.path, '/')) - 1) - 1,
  s.sender_id = $8,
  p.review is not null and exists (select from {schema}.review_part e join {schema}.review v on v.number = e.review
    where e.submission = p.submission and e.organisation = p.organisation and v.reviewer_id = $8
      and e.seat <> $9::integer)
""" + _MEANT.replace("{more}", "left join {schema}.organisation a on a.number = p.approved_at\n")
_DESKS = "select distinct p.organisation" + _MEANT.replace("{more}", "")
_KINDS = {"submission": "i8", "organisation": "i4", "period": "i4", "state": "i2", "needs": "i2", "approvals": "i2"}
_KINDS |= {"depth": "i4", "own": "i1", "elsewhere": "i1"}
_ACT = {"submission": "i8", "organisation": "i4", "review": "i8", "seat": "i4", "level": "i2", "state": "i2"}


@dataclass(frozen=True)
class Meant:
    """Which parts: of submissions by id, of organisations by code, below all of the `paths`, with readings of a period
    and, of these, of indicators. None leaves open. Pending ones, and those in one of the `states`."""

    submissions: Sequence[str] | None = None
    organisations: Sequence[str] | None = None
    paths: tuple[str, ...] = ()
    period: int | None = None
    indicators: Sequence[int] | None = None
    states: tuple[str, ...] = ()


@dataclass(frozen=True)
class Taken:
    """Parts that an act decides on: what becomes of each. Columns of one length."""

    submissions: Places
    organisations: Places
    seats: Places
    levels: Places
    states: Places
    approvals: Places


async def parts_meant(session: Session, caller: str, seat: Seat, meant: Meant) -> Mapping[str, Any]:
    """Columns of the parts below a seat: `submission`, `organisation`, `period`, `state`, `needs`, `approvals`, `depth`
    of who approved last, `own` and `elsewhere` as the domain has them."""
    values = [*_values(seat, meant), caller, seat.number]
    return await copy_out(session, _OPEN, values, _KINDS)


async def desks_meant(session: Session, seat: Seat, meant: Meant) -> Places:
    """The numbers of the organisations of these parts."""
    found = await copy_out(session, _DESKS, _values(seat, meant), {"organisation": "i4"})
    return found["organisation"].astype(np.int64)


def _values(seat: Seat, meant: Meant) -> list[Any]:
    return [
        below_pattern(f"{seat.path}/"),
        [below_pattern(f"{path}/") for path in meant.paths],
        ["pending", *meant.states],
        meant.submissions,
        meant.organisations,
        meant.period,
        meant.indicators,
    ]


async def periods_of_parts(session: Session, submissions: Collection[int]) -> Sequence[Any]:
    """Submission, organisation and period of the parts that have several."""
    return await fetch(
        session,
        "select submission, organisation, period from {schema}.part_period where submission = any($1::bigint[])",
        list(submissions),
    )


async def keep_review(
    session: Session, taken: Taken, *, decision: Decision, reason: str | None, reviewer: Person
) -> tuple[int, datetime]:
    """Append the act and what it makes of the parts, whose desks must be held; returns its number, and when."""
    number, reviewed_at = await _add_act(session, decision, reason, reviewer)
    rows = {
        "submission": taken.submissions,
        "organisation": taken.organisations,
        "review": np.full(len(taken.submissions), number),
        "seat": taken.seats,
        "level": taken.levels,
        "state": taken.states,
    }
    await copy_in(session, "review_part", rows, _ACT)
    await fetch(
        session,
        """update {schema}.submission_part p set
             state = case d.state when 0 then 'pending' when 1 then 'approved' else 'returned' end,
             approvals = d.approvals, approved_at = case when d.approvals <> 0 then d.seat end, review = $1
           from unnest($2::bigint[], $3::integer[], $4::smallint[], $5::smallint[], $6::integer[])
             as d (submission, organisation, state, approvals, seat)
           where p.submission = d.submission and p.organisation = d.organisation""",
        number,
        taken.submissions.tolist(),
        taken.organisations.tolist(),
        taken.states.tolist(),
        taken.approvals.tolist(),
        taken.seats.tolist(),
    )
    return number, reviewed_at


async def _add_act(session: Session, decision: Decision, reason: str | None, reviewer: Person) -> tuple[int, datetime]:
    """By the clock, not by the begin of the transaction: who waited at a desk comes after whom it waited for."""
    found = await run_sql(
        session,
        """insert into {schema}.review (decision, reason, reviewer_id, reviewer_name, reviewed_at)
           values (:decision, :reason, :reviewer, :reviewer_name, clock_timestamp()) returning number, reviewed_at""",
        decision=decision.value,
        reason=reason,
        reviewer=reviewer.id,
        reviewer_name=reviewer.name,
    )
    row = found.one()
    return row.number, row.reviewed_at


async def codes_of_parts(session: Session, parts: Taken) -> tuple[dict[int, str], dict[int, str]]:
    """The ids of their submissions and the codes of their organisations, by numbers."""
    submissions = await fetch(
        session,
        "select number, id from {schema}.submission where number = any($1::bigint[])",
        np.unique(parts.submissions).tolist(),
    )
    return dict(submissions), await codes_of_organisations(session, parts.organisations)


async def codes_of_organisations(session: Session, numbers: Places) -> dict[int, str]:
    found = await fetch(
        session,
        "select number, code from {schema}.organisation where number = any($1::integer[])",
        np.unique(numbers).tolist(),
    )
    return dict(found)
