"""Local variants: exactly which places of a standard a local authority changes, from what to what, and for whom.

A variant is applied to the document, so what comes out is read against the same closed schema as any standard.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.audit.domain.closed_document import Node
from services.audit.domain.grounds import Ground, StandardRefused, Text
from services.audit.domain.reading_grounds import ground_from, text_from
from services.audit.domain.reading_standards import in_force_from, name_from, standard_from
from services.audit.domain.standard import SECTIONS, InForce, LocalChange, Standard

ABSENT = "absent"
"""Stands for an old value that is not there: the change adds something."""
_DIVISION = re.compile(r"[0-9]{1,6}", re.ASCII)


@dataclass(frozen=True)
class Setting:
    """One place: its way from the top, elements of lists by their code; `node` is where the variant writes it."""

    way: tuple[str, ...]
    old: object
    new: object
    node: Node

    @property
    def clause(self) -> str:
        """The path of the clause that the place belongs to."""
        first, *rest = self.way
        if first in SECTIONS:
            return rest[0]
        if first in ("criteria", "preconditions", "vetoes"):
            return f"{first}.{rest[0]}"
        if first == "grading" and rest[:1] in (["bars"], ["downgrades"]):
            return ".".join(rest[:2])
        return "points" if self.way[:2] == ("grading", "points") else first


@dataclass(frozen=True)
class Change:
    """What one provision of the local text changes. `whom` None: for everybody."""

    code: str
    title: Text
    ground: Ground
    whom: Mapping[str, object] | None
    settings: tuple[Setting, ...]


@dataclass(frozen=True)
class Variant:
    """A local text that changes a standard within the divisions whose codes begin with one of `divisions`."""

    code: str
    version: str
    variant_of: str
    title: Text
    authority: Text
    document_number: str
    in_force_from: InForce
    divisions: tuple[str, ...]
    sources: Mapping[str, str]
    changes: tuple[Change, ...]

    def holds_in(self, division_code: str | None) -> bool:
        """Whether an organisation of this division code is one of its authority's."""
        return division_code is not None and division_code.startswith(self.divisions)


def is_variant(document: Mapping[str, object]) -> bool:
    return "variant_of" in document


def variant_from(document: Mapping[str, object]) -> Variant:
    """The variant a document describes. Raises StandardRefused(path, reason) at the first fault."""
    top = Node("", document).closed(
        "code version variant_of title authority document_number in_force_from divisions sources changes", "doubts"
    )
    sources = {key: node.text() for key, node in top["sources"].mapping().items()}
    divisions = tuple(_division(node) for node in top["divisions"].sequence())
    changes = tuple(_change(node, sources) for node in top["changes"].sequence())
    if not changes or not divisions:
        top["changes" if not changes else "divisions"].refuse("must not be empty")
    for place, change in enumerate(changes):
        if change.code in [each.code for each in changes[:place]]:
            Node(f"changes[{place}].code", None).refuse("used by an earlier change")
    return Variant(
        code=name_from(top["code"]),
        version=name_from(top["version"]),
        variant_of=name_from(top["variant_of"]),
        title=text_from(top["title"]),
        authority=text_from(top["authority"]),
        document_number=top["document_number"].text(),
        in_force_from=in_force_from(top["in_force_from"], sources),
        divisions=divisions,
        sources=sources,
        changes=changes,
    )


def standard_with(document: Mapping[str, object], variants: Iterable[Variant]) -> Standard:
    """A standard read with local variants, one after the other.

    Raises StandardRefused with a path of the variant where it names what the standard does not have, or an old value
    that differs, or where the changed standard cannot be read.
    """
    changed: dict[str, Any] = json.loads(json.dumps(document))  # what is written once and named again becomes several
    made: list[LocalChange] = []
    for variant in variants:
        if changed["code"] != variant.variant_of:
            raise StandardRefused("variant_of", f"is not the standard it is applied to, {changed['code']}")
        _merge_sources(changed, variant)
        for change in variant.changes:
            for setting in change.settings:
                _set(changed, setting, change.whom)
        made.extend(local_changes(variant))
    try:
        return standard_from(changed, tuple(made))
    except StandardRefused as refused:
        reason = f"the standard so changed cannot be read: {refused.path}: {refused.reason}"
        raise StandardRefused("changes", reason) from refused


def local_changes(variant: Variant) -> Iterator[LocalChange]:
    """Every change with its clause, and the clauses of the standard that it touches."""
    for change in variant.changes:
        ground = change.ground
        yield LocalChange(
            path=f"variants.{variant.code}.{variant.version}.{change.code}",
            clause=f"{variant.document_number} {ground.clause}",
            source=variant.sources[ground.source],
            confidence=ground.confidence,
            touches=tuple(dict.fromkeys(setting.clause for setting in change.settings)),
        )


def _merge_sources(document: dict[str, Any], variant: Variant) -> None:
    for key, text in variant.sources.items():
        if document["sources"].setdefault(key, text) != text:
            raise StandardRefused(f"sources.{key}", "the standard has another source of this name")


def _set(document: dict[str, Any], setting: Setting, whom: Mapping[str, object] | None) -> None:
    *way, last = setting.way
    holder = _walk(document, setting, way)
    standing = _member(holder, last)
    if standing != setting.old:
        found = "nothing" if standing == ABSENT else json.dumps(standing, ensure_ascii=False)
        Node(f"{setting.node.path}.old", None).refuse(f"the standard has {found[:200]} there")
    if whom is not None:
        _set_for_some(document, setting, whom)
    elif isinstance(holder, list):
        holder[:] = [*(each for each in holder if each.get("code") != last), setting.new]
    else:
        holder[last] = setting.new


def _set_for_some(document: dict[str, Any], setting: Setting, whom: Mapping[str, object]) -> None:
    """Another line of a condition for some schools, or a data item that counts for some of them only."""
    *way, last = setting.way
    if last == "value" and "conditions" in way:
        condition = _walk(document, setting, way)
        condition.setdefault("exemptions", []).append({"value": setting.new, "for": dict(whom)})
    elif setting.way[:1] == ("criteria",) and setting.old == ABSENT and way[-2:-1] == ["amount"]:
        criterion = _walk(document, setting, way[:2])
        wheres = list(_listed(whom))
        if set(whom) != {"where"} or len(wheres) != 1:
            setting.node.refuse("a data item counts for schools that report one thing: `for` holds one `where`")
        added = {"amount": {way[-1]: {last: setting.new}}, "where": wheres[0]}
        criterion.setdefault("additions", []).append(added)
    else:
        setting.node.refuse("only the value of a condition, or a new data item of an amount, can hold for some")


def _listed(whom: Mapping[str, object]) -> Iterator[object]:
    where = whom.get("where", [])
    return iter(where if isinstance(where, list) else [])


def _walk(document: dict[str, Any], setting: Setting, way: Iterable[str]) -> Any:
    place: Any = document
    for step in way:
        place = _member(place, step)
        if not isinstance(place, dict | list):
            Node(f"{setting.node.path}.path", None).refuse(f"the standard has no `{step}` there")
    return place


def _member(holder: Any, name: str) -> Any:
    """A member of a mapping by its key, of a list by its code."""
    if isinstance(holder, list):
        return next((each for each in holder if isinstance(each, dict) and each.get("code") == name), ABSENT)
    return holder.get(name, ABSENT)


def _change(node: Node, sources: Mapping[str, str]) -> Change:
    fields = node.closed("code title clause source confidence set", "for")
    settings = []
    for element in fields["set"].sequence():
        place = element.closed("path old new")
        way = tuple(place["path"].text().split("/"))
        if len(way) < 2 or way[0] in ("sources", "doubts"):
            place["path"].refuse("names a place below a rule, such as guarantee/G4/conditions/G4.1/value")
        settings.append(Setting(way, place["old"].content, place["new"].content, element))
    if not settings:
        fields["set"].refuse("must not be empty")
    whom = fields["for"].closed("", "school_kinds places where") if "for" in fields else None
    return Change(
        name_from(fields["code"], dots=False),
        text_from(fields["title"]),
        ground_from(fields, sources),
        None if whom is None else {name: member.content for name, member in whom.items()},
        tuple(settings),
    )


def _division(node: Node) -> str:
    if not _DIVISION.fullmatch(node.text()):
        node.refuse("must be the first digits of a division code")
    return node.text()
