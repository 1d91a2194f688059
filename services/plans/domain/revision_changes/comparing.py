"""Compares two revisions. Equal documents have no changes, and documents that differ have one at least."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from services.plans.domain.revision_changes.change import Body, Change, ChangeKind, Part
from services.plans.domain.revision_changes.items import LISTED, NESTED, WORDS
from services.plans.domain.revision_changes.order import out_of_order
from services.plans.domain.revision_changes.pairing import Item, Pairs, paired

Renamed = Mapping[Part, Mapping[str, str]]
"""By part and earlier code the later code of what was numbered anew."""

_WITHIN = {Part.MEASURE: Part.PROGRAMME, Part.ASSIGNMENT: Part.MEASURE, Part.DUTY: Part.UNIT}
_REFERENCES = {
    "measure": Part.MEASURE,
    "phase": Part.PHASE,
    "responsible_unit": Part.UNIT,
    "restates": Part.TARGET,
    "office_at": Part.UNIT,
    "members": Part.UNIT,
}
_KEYS = {
    Part.UNIT: "key",
    Part.ASSIGNMENT: "organisation",
    Part.SUPERVISING: "organisation",
    Part.LEADING_GROUP: "",
    Part.DOCUMENT: "",
}
_KINDS = {
    **dict.fromkeys((*WORDS, "name", "name_in_source", "head_post", "deputy_post"), ChangeKind.REWORDED),
    **dict.fromkeys(("role", "own_role"), ChangeKind.ROLE_CHANGED),
    **dict.fromkeys(("value", "upper"), ChangeKind.VALUE_CHANGED),
    "comparison": ChangeKind.COMPARISON_CHANGED,
    **dict.fromkeys(("deadline", "deadline_text", "deadline_certainty"), ChangeKind.DEADLINE_CHANGED),
    **dict.fromkeys(("starts_on", "ends_on"), ChangeKind.DEADLINE_CHANGED),
    "population": ChangeKind.POPULATION_CHANGED,
}


Sides = Mapping[Part, tuple[Sequence[Item], Sequence[Item]]]


def revision_changes(before: Body, after: Body) -> list[Change]:
    """What became of the plan `before`; both are whole documents as plain JSON."""
    sides = _sides(before, after)
    pairs = _pairs(sides)
    renamed = {part: found.renamed() for part, found in pairs.items()}
    return [change for part, found in pairs.items() for change in _changes(part, found, sides[part], renamed)]


def later_codes(before: Body, after: Body) -> dict[Part, dict[str, str]]:
    """By part and code of `before` the code that the same item has in `after`; what is gone is left out."""
    found = _pairs(_sides(before, after))
    return {part: {old.code: new.code for old, new in pairs.both} for part, pairs in found.items()}


def _sides(before: Body, after: Body) -> Sides:
    return {part: (list(listed(before)), list(listed(after))) for part, listed in LISTED}


def _pairs(sides: Sides) -> dict[Part, Pairs]:
    pairs: dict[Part, Pairs] = {}
    for part, (old, new) in sides.items():
        container = _WITHIN.get(part, part)
        names = pairs[container].renamed() if container in pairs else {}
        pairs[part] = paired([_standing_in(item, names) for item in old], new)
    return pairs


def _standing_in(item: Item, names: Mapping[str, str]) -> Item:
    """The earlier item within what its container is called later."""
    within = None if item.within is None else names.get(item.within, item.within)
    return Item(item.code, within, item.words, item.body)


def _changes(
    part: Part, pairs: Pairs, sides: tuple[Sequence[Item], Sequence[Item]], renamed: Renamed
) -> Iterator[Change]:
    moved = dict(_moves(pairs, sides))
    for old, new in pairs.both:
        if old.code != new.code:
            yield _change(part, ChangeKind.RENUMBERED, new, "code", (old.code, new.code))
        if id(new) in moved:
            yield _change(part, ChangeKind.MOVED, new, "position", moved[id(new)])
        yield from _fields(part, old, new, renamed)
    for item in pairs.dropped:
        yield _change(part, ChangeKind.DROPPED, item, None, (item.body, None))
    for item in pairs.added:
        yield _change(part, ChangeKind.ADDED, item, None, (None, item.body))


def _fields(part: Part, old: Item, new: Item, renamed: Renamed) -> Iterator[Change]:
    skipped = NESTED | {_KEYS.get(part, "code")} | ({"place"} if part is Part.ASSIGNMENT else set())
    for name in (*new.body, *(old.body.keys() - new.body.keys())):
        was, now = old.body.get(name), new.body.get(name)
        if name not in skipped and _called_later(name, was, renamed) != now:
            yield _change(part, _KINDS.get(name, ChangeKind.CHANGED), new, name, (was, now))


def _called_later(name: str, value: Any, renamed: Renamed) -> Any:
    """A reference to what was numbered anew is still the same reference."""
    names = renamed.get(_REFERENCES[name], {}) if name in _REFERENCES else {}
    if isinstance(value, list):
        return [names.get(each, each) if isinstance(each, str) else each for each in value]
    return names.get(value, value) if isinstance(value, str) else value


def _moves(pairs: Pairs, sides: tuple[Sequence[Item], Sequence[Item]]) -> Iterator[tuple[int, tuple[Any, Any]]]:
    """By the identity of a later item where it stood and where it stands: container and position in it, from 1."""
    first = {id(item.body): place for item, place in _places(sides[0])}
    second = {id(item.body): place for item, place in _places(sides[1])}
    stayed: dict[str | None, list[tuple[Item, Item]]] = {}
    for old, new in pairs.both:
        if old.within != new.within:
            yield id(new), (first[id(old.body)], second[id(new.body)])
        else:
            stayed.setdefault(new.within, []).append((old, new))
    for both in stayed.values():
        for index in out_of_order([first[id(old.body)]["position"] for old, _ in both]):
            old, new = both[index]
            yield id(new), (first[id(old.body)], second[id(new.body)])


def _places(items: Sequence[Item]) -> Iterator[tuple[Item, dict[str, Any]]]:
    counted: dict[str | None, int] = {}
    for item in items:
        counted[item.within] = counted.get(item.within, 0) + 1
        yield item, {"within": item.within, "position": counted[item.within]}


def _change(part: Part, kind: ChangeKind, item: Item, field: str | None, values: tuple[Any, Any]) -> Change:
    said = next((item.body[name] for name in (*WORDS, "name") if isinstance(item.body.get(name), Mapping)), None)
    return Change(part, kind, field, item.code, item.within, item.body.get("place"), said, *values)
