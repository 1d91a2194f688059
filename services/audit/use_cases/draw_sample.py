"""Draws a sample of schools and keeps the draw: who, when, from which frame, by which seed."""

import asyncio
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from services.access.caller import Guard
from services.audit.currency import Copies
from services.audit.domain.case_numbers import exact_text
from services.audit.domain.frame import LeftOut, StratifiedBy, is_open, stratum_of
from services.audit.domain.measured import Datum, Organisation
from services.audit.domain.sampling import Member, Sample, SampleRefused, draw, number_of
from services.audit.errors import SampleUnfounded
from services.audit.repository.register import Register, register_at
from services.audit.repository.samples import KeptSample, NewSample, add_sample, sample_of, visited_between
from services.audit.repository.series import series_of
from services.audit.repository.snapshots import followed_version
from services.audit.use_cases.dated_acts import refuse_future
from services.audit.use_cases.lawful_items import refuse_marks
from services.kernel.errors import Fault
from services.kernel.feed import publish
from services.kernel.routes import Session
from services.yardsticks.language import Population
from services.yardsticks.membership import belongs


@dataclass(frozen=True)
class WantedSample:
    """`spread` names the item and the period whose spread Neyman's allocation goes by; None is proportional."""

    organisation: str
    purpose: str
    population: Population
    stratify_by: Sequence[StratifiedBy]
    share: Fraction
    seed: str | None
    spread: tuple[str, str] | None
    recused: Sequence[LeftOut]
    not_visited_since: date | None
    drawn_on: date
    asked: Mapping[str, Any]


async def draw_sample(session: Session, guard: Guard, copies: Copies, wanted: WantedSample) -> KeptSample:
    """The draw as it was kept."""
    await guard.require(wanted.organisation)
    refuse_future("/drawn_on", wanted.drawn_on)
    await session.rollback()
    await copies.catch_up(0)
    frame_version = await followed_version(session, "organisations")
    snapshot = await followed_version(session, "readings")
    register = await register_at(session, wanted.organisation, frame_version)
    schools = _frame(register, wanted)
    left_out = await _left_out(session, schools, wanted)
    seed = wanted.seed or secrets.token_hex(16)
    members = await _members(session, schools, {each.organisation for each in left_out}, wanted, register, snapshot)
    try:
        sample = await asyncio.to_thread(draw, members, seed, wanted.share, neyman=wanted.spread is not None)
    except SampleRefused as error:
        raise SampleUnfounded(faults=[Fault(error.code, "/share", str(error))]) from error
    new = NewSample(
        id=f"smp_{secrets.token_hex(8)}",
        organisation=wanted.organisation,
        purpose=wanted.purpose,
        seed=seed,
        drawn_on=wanted.drawn_on,
        frame_version=frame_version,
        snapshot_version=snapshot,
        asked=wanted.asked,
        strata=_strata(sample),
        excluded=[vars(each) for each in left_out],
        actor_id=guard.caller.id,
        actor_name=guard.caller.name,
    )
    return await _keep(session, new, sample)


async def _keep(session: Session, new: NewSample, sample: Sample) -> KeptSample:
    drawn = [
        {
            "organisation": each.code,
            "stratum": each.stratum,
            "draw_number": number_of(new.seed, each.stratum, each.code),
        }
        for each in sample.drawn
    ]
    await add_sample(session, new, drawn)
    said = {"organisation": new.organisation, "purpose": new.purpose, "drawn_on": new.drawn_on.isoformat()}
    await publish(session, "sample", new.id, {**said, "drawn": len(drawn), "frame_version": new.frame_version})
    kept = await sample_of(session, new.id)
    if kept is None:
        raise LookupError("a sample that was just kept is not there")
    return kept


def _frame(register: Register, wanted: WantedSample) -> Mapping[str, Organisation]:
    return {
        code: one
        for code, one in register.organisations.items()
        if belongs(wanted.population, one.kind, one.attributes) and is_open(one, wanted.drawn_on)
    }


async def _left_out(session: Session, schools: Mapping[str, Organisation], wanted: WantedSample) -> list[LeftOut]:
    """Each once; who is recused is no longer counted as visited."""
    unknown = [
        Fault("not_in_frame", f"/recused/{place}/organisation", "a member of the frame", each.organisation)
        for place, each in enumerate(wanted.recused)
        if each.organisation not in schools
    ]
    if unknown:
        raise SampleUnfounded(faults=unknown)
    found = {each.organisation: each for each in wanted.recused}
    if wanted.not_visited_since is not None:
        last = wanted.drawn_on - timedelta(days=1)
        visited = await visited_between(session, wanted.not_visited_since, last)
        for code in sorted(visited & schools.keys() - found.keys()):
            found[code] = LeftOut(code, "visited_lately")
    return [found[code] for code in sorted(found)]


async def _members(
    session: Session,
    schools: Mapping[str, Organisation],
    left_out: set[str],
    wanted: WantedSample,
    register: Register,
    snapshot: int,
) -> list[Member]:
    there = {code: one for code, one in schools.items() if code not in left_out}
    known: Mapping[Datum, Fraction | None] = {}
    item, period = wanted.spread or ("", "")
    if wanted.spread:
        await refuse_marks(session, [("/spread/item", item)], snapshot)
        found = await series_of(session, register, items={item}, snapshot=snapshot, period=period)
        known = found.facts.values
    return [
        Member(code, stratum_of(one.attributes, wanted.stratify_by), known.get(Datum(code, item, period)))
        for code, one in there.items()
    ]


def _strata(sample: Sample) -> list[dict[str, Any]]:
    return [
        {
            "name": each.name,
            "size": each.size,
            "drawn": each.drawn,
            "spread": None if each.spread is None else exact_text(each.spread),
        }
        for each in sample.strata
    ]
