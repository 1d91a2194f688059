"""The pattern of a table: which of its figures outsiders see. One for all queries, so that no two queries tell more."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.metrics.domain.reading import Key
from services.metrics.domain.small_cells.attack import Attacker, helpers
from services.metrics.domain.small_cells.cover import Cover
from services.metrics.domain.small_cells.net import Net
from services.metrics.domain.small_cells.table import Table


@dataclass(frozen=True)
class Pattern:
    """`published` is all that outsiders see, by its value; what is hidden looks the same to them, whatever hides it.

    `told` is what they were ever shown, by the value shown last. `withdrawn` was shown before and is hidden now.
    `exposed` is hidden, and yet held within less than the bound by who remembers all he was told or knows what
    everybody knows; hiding more would not help.
    """

    primary: frozenset[Key]
    secondary: frozenset[Key]
    published: Mapping[Key, int]
    told: Mapping[Key, int]
    exposed: frozenset[Key] = frozenset()

    @property
    def hidden(self) -> frozenset[Key]:
        return self.primary | self.secondary

    @property
    def withdrawn(self) -> frozenset[Key]:
        return self.hidden & self.told.keys()


NOTHING_TOLD = Pattern(frozenset(), frozenset(), {}, {})


def pattern(table: Table, before: Pattern = NOTHING_TOLD) -> Pattern:
    """Hides the small cells, and others, until every hidden cell has possible values as far apart as the bound.

    Possible for who knows all published cells, all sums, and that no count is below the floor of the rule. What was
    hidden before stays hidden. What was told before and is the same stays published, for hiding it protects nothing
    from who was told; it is withdrawn only where it is small itself, or a hidden cell is not wide without that, for the
    sake of those who come later.
    """
    net, bound = Net.of(table), table.rule.bound
    may_hide = set(range(len(net.keys))) - net.settled - net.dark - net.missing
    if table.rule.zeros_shown:
        may_hide -= {place for place in may_hide if table.cells[net.keys[place]].value == 0}
    small = {place for place, key in enumerate(net.keys) if table.rule.small(table.cells[key])} - net.settled
    start = small | (net.places(before.hidden) - net.settled - net.dark)
    remembered = _remembered(net, table, before)
    hidden, narrow = _hide(net, bound, start - remembered, may_hide - remembered)
    if remembered and (narrow or start & remembered):
        hidden, _ = _hide(net, bound, hidden | start, may_hide)
        _, narrow = _hide(net, bound, hidden - remembered, set())
        narrow |= hidden & remembered
    return _said(net, table, before, small, hidden, narrow)


def _remembered(net: Net, table: Table, before: Pattern) -> set[int]:
    told = before.told
    return {at for at, key in enumerate(net.keys) if key in told and told[key] == table.cells[key].value}


def _hide(net: Net, bound: int, start: set[int], may_hide: set[int]) -> tuple[set[int], set[int]]:
    """What is hidden in the end, and what of it no hiding makes wide.

    Ends, because each round hides a further cell or gives one up.
    """
    cover = Cover(net, bound, may_hide)
    attacker = Attacker(cover)
    given_up: set[int] = set()
    cover.hide(sorted(start))
    cover.close()
    while narrowed := list(attacker.narrowed(given_up)):
        for each in narrowed:
            if helping := helpers(cover, each):
                cover.hide([cover.cheapest(helping)])
            else:
                given_up.add(each.place)
        cover.close()
    return cover.hidden, {place for place in given_up if not attacker.wide(place)}


def _said(net: Net, table: Table, before: Pattern, small: set[int], hidden: set[int], narrow: set[int]) -> Pattern:
    """Keys that have left the table stay what they were: a later table may bring them back."""

    def keys(places: set[int]) -> frozenset[Key]:
        return frozenset(net.keys[place] for place in places)

    unseen = hidden | net.dark
    shown = {key: table.cells[key].value for at, key in enumerate(net.keys) if at not in unseen}
    published = {key: value for key, value in shown.items() if value is not None}
    return Pattern(
        primary=keys(small),
        secondary=keys(hidden - small) | (before.hidden - table.cells.keys()),
        published=published,
        told={**before.told, **published},
        exposed=keys(narrow),
    )
