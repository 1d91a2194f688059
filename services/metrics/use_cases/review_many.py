"""Reviews all parts that a filter names, in one act."""

from collections import Counter

import numpy as np

from services.access.caller import Guard
from services.kernel.errors import BodyInvalid, Fault
from services.kernel.fields import Bilingual
from services.kernel.routes import Session
from services.metrics.domain.part import Decision, PartState
from services.metrics.repository.collections import collection_shown
from services.metrics.repository.directory import path_of
from services.metrics.repository.indicators import numbers_of_indicators
from services.metrics.repository.period_numbers import numbers_of_periods
from services.metrics.repository.reviews import Meant, codes_of_organisations
from services.metrics.schemas.reviews import BulkGiven, BulkReport, PartNamed, Skipped
from services.metrics.use_cases.deciding import STATES, Done, carry_out
from services.metrics.use_cases.examining import Examined, examine
from services.metrics.use_cases.review import NAMED, REFUSALS

NOWHERE = "nowhere"
"""A path below which nothing stands, for what does not exist."""


async def review_many(session: Session, guard: Guard, body: BulkGiven, *, dry_run: bool) -> BulkReport:
    """Counts, and the first hundred parts. What lies outside the caller's reach is not there."""
    meant = await _meant(session, body)
    examined = await examine(session, guard, meant, body.decision, body.reason, only_passing=body.only_passing)
    done = Done([], [], [])
    if len(examined.taken.states):
        done = await carry_out(session, guard, examined, body.decision, body.reason)
    counts = Counter(done.states)
    return BulkReport(
        dry_run=dry_run,
        reviewed=len(done.states),
        states={name: counts[state] for state, name in STATES.items()},
        parts=[
            PartNamed(submission=submission, organisation=organisation, state=PartState(STATES[state]))
            for submission, organisation, state in zip(
                done.submissions[:NAMED], done.organisations[:NAMED], done.states[:NAMED], strict=True
            )
        ],
        skipped=await _skipped(session, examined),
    )


async def _meant(session: Session, body: BulkGiven) -> Meant:
    paths, period, indicators = [], body.period, None
    if body.below is not None:
        paths.append(await path_of(session, body.below) or NOWHERE)
    if body.collection is not None:
        collection = await collection_shown(session, body.collection)
        if collection is None:
            expected = "the code of a collection"
            raise BodyInvalid(faults=[Fault("unknown_collection", "/collection", expected, body.collection)])
        paths.append(await path_of(session, collection.organisation) or NOWHERE)
        if period not in (None, collection.period):
            expected = f"{collection.period}, which the collection is for"
            raise BodyInvalid(faults=[Fault("period_differs", "/period", expected, period)])
        period = collection.period
        indicators = sorted((await numbers_of_indicators(session, collection.indicators)).values())
    number = None if period is None else (await numbers_of_periods(session, [period])).get(period, -1)
    states = () if body.decision is Decision.APPROVED else ("approved",)
    return Meant(body.submissions, None, tuple(paths), number, indicators, states)


async def _skipped(session: Session, examined: Examined) -> list[Skipped]:
    """Grouped by what stands against them, in the order of the domain."""
    found = []
    for barrier in np.unique(examined.barriers).tolist():
        organisations = examined.barred[examined.barriers == barrier]
        codes = await codes_of_organisations(session, np.unique(organisations)[:NAMED])
        refusal = REFUSALS[barrier]
        found.append(
            Skipped(
                code=refusal.code,
                title=Bilingual(zh=refusal.title_zh, en=refusal.title_en),
                count=len(organisations),
                organisations=sorted(codes.values()),
            )
        )
    return found
