"""Many counties one by one by the exact engine: what is asked by standards that arrays do not hold."""

from dataclasses import dataclass

from services.audit.domain.nation.exactly import Told, scores_of
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.scoring import Scores
from services.audit.domain.nation.tree import Tree
from services.audit.domain.verdict import Verdict
from services.audit.errors import FactsNotScorable, SchoolKindUnknown
from services.audit.repository.nation import codes_of, numbers_of
from services.audit.repository.organisations import Place
from services.audit.use_cases.create_assessment import score_snapshot
from services.audit.use_cases.given import Given
from services.audit.use_cases.lots import Pins, tree_below
from services.kernel.routes import Session

MOST = 1000
"""Organisations in a lot: some dozen counties, so that a run says how far it is and loses little."""


@dataclass(frozen=True)
class ReadyExactly:
    """All that the lots of one run share."""

    pins: Pins
    given: Given
    tree: Tree


async def make_ready_exactly(session: Session, given: Given, place: Place, pins: Pins) -> ReadyExactly:
    tree, _ = await tree_below(session, place, pins)
    return ReadyExactly(pins, given, tree)


async def score_exactly(session: Session, ready: ReadyExactly, lot: slice) -> tuple[Laid, Scores]:
    """Each county as its own assessment scores it, from the same snapshot."""
    codes = await codes_of(session, ready.tree.counties[lot].tolist())
    told = [await _told(session, ready, code) for code in codes]
    schools = {row.organisation for each in told for row in each.rows if row.kind == "school"}
    return scores_of(ready.given.standard, told, await numbers_of(session, schools))


async def _told(session: Session, ready: ReadyExactly, code: str) -> Told:
    pins = ready.pins.snapshot, ready.pins.organisations
    try:
        scored = await score_snapshot(session, ready.given, code, *pins, binding=False)
    except SchoolKindUnknown:
        return Told(problem=SchoolKindUnknown.code)
    except FactsNotScorable:
        return Told(problem=FactsNotScorable.code)
    return Told(scored.verdict, Verdict(scored.summary["recognition"]["verdict"]), scored.rows)
