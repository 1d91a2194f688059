"""Many counties read and scored lot by lot, so that memory and transactions stay small however many there are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.audit.domain.nation.compiled import Compiled, compiled
from services.audit.domain.nation.conditions import Known
from services.audit.domain.nation.laid import Laid
from services.audit.domain.nation.likeness import Likeness
from services.audit.domain.nation.scoring import Nation
from services.audit.domain.nation.tree import Tree, tree_of
from services.audit.domain.standard import Standard
from services.audit.repository.nation import roll_at, slots_of, values_of
from services.audit.repository.organisations import Place
from services.kernel.routes import Session

MOST = 16_000
"""Organisations in a lot: some two hundred counties, a hundred megabytes while they are scored."""


@dataclass(frozen=True)
class Pins:
    """What was pinned: the versions of the two feeds, and the period."""

    period: str
    snapshot: int
    organisations: int


@dataclass(frozen=True)
class Ready:
    """All that the lots of one run share."""

    pins: Pins
    compiled: Compiled
    nation: Nation
    tree: Tree
    slots: Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Prepared:
    """A version of a standard, with what the exact engine has said under it so far."""

    compiled: Compiled
    known: Known

    @classmethod
    def of(cls, standard: Standard) -> "Prepared":
        """Raises NotLaid where the standard holds what arrays do not."""
        return cls(compiled(standard), {})


async def make_ready(session: Session, prepared: Prepared, place: Place, pins: Pins) -> Ready:
    ready = prepared.compiled
    tree, likenesses = await tree_below(session, place, pins)
    slots = await slots_of(session, ready.items)
    return Ready(pins, ready, Nation.of(ready, likenesses, pins.period, prepared.known), tree, slots)


async def tree_below(session: Session, place: Place, pins: Pins) -> tuple[Tree, Sequence[Likeness]]:
    """Who stands below the place in a county, and what their likenesses are."""
    enrolled = await roll_at(session, place, pins.organisations, pins.period)
    is_county = np.array([each.is_county for each in enrolled.likenesses], np.bool_)
    is_school = np.array([each.kind == "school" for each in enrolled.likenesses], np.bool_)
    return tree_of(enrolled.roll, enrolled.root, is_county, is_school), enrolled.likenesses


async def read_lot(session: Session, ready: Ready, lot: slice) -> Laid:
    tree, rows, items = ready.tree, ready.tree.rows(lot), ready.compiled.items
    values = await values_of(
        session,
        tree.organisations[rows],
        ready.slots,
        period=ready.pins.period,
        snapshot=ready.pins.snapshot,
        items=items,
    )
    return Laid(
        counties=lot.stop - lot.start,
        organisations=tree.organisations[rows],
        county=tree.county[rows] - lot.start,
        likeness=tree.likeness[rows],
        existed=tree.existed[rows],
        values=values,
        items={item: place for place, item in enumerate(items)},
    )
