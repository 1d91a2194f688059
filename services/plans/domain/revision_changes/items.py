"""The parts of a plan document as items that can be told apart."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from services.plans.domain.revision_changes.change import Body, Part
from services.plans.domain.revision_changes.pairing import Item

Lister = Callable[[Body], Iterator[Item]]
WORDS = ("title", "summary", "statement", "what")
NESTED = frozenset({"measures", "assignments", "duties"})


def words_of(body: Body) -> tuple[str, ...]:
    """What an item says, in Chinese: its identity where its code changed."""
    return tuple(body[name]["zh"] for name in WORDS if isinstance(body.get(name), Mapping))


def _coded(name: str, key: str = "code") -> Lister:
    def listed(plan: Body) -> Iterator[Item]:
        for body in plan[name]:
            yield Item(body[key], None, words_of(body), body)

    return listed


def measures(plan: Body) -> Iterator[Item]:
    """Those without a programme first, as the matrix shows them."""
    for body in plan["measures"]:
        yield Item(body["code"], None, words_of(body), body)
    for programme in plan["programmes"]:
        for body in programme["measures"]:
            yield Item(body["code"], programme["code"], words_of(body), body)


def _assignments(plan: Body) -> Iterator[Item]:
    for measure in measures(plan):
        for body in measure.body["assignments"]:
            yield Item(body["organisation"], measure.code, (), {**body, "place": measure.body["place"]})


def _duties(plan: Body) -> Iterator[Item]:
    for unit in plan["units"]:
        for body in unit["duties"]:
            yield Item(body["code"], unit["key"], words_of(body), body)


def _defects(plan: Body) -> Iterator[Item]:
    for body in plan["source_defects"]:
        yield Item("", None, (body["place"], *words_of(body)), body)


def _leading_group(plan: Body) -> Iterator[Item]:
    if plan["leading_group"] is not None:
        yield Item("leading_group", None, (), plan["leading_group"])


def _document(plan: Body) -> Iterator[Item]:
    """What the plan says of itself beside its parts."""
    facts = ("title", "jurisdiction", "issued_by", "legal_status", "in_force_from", "standards")
    printed = {f"document.{name}": value for name, value in plan["document"].items()}
    yield Item(plan["code"], None, (), {name: plan[name] for name in facts} | printed)


LISTED: Sequence[tuple[Part, Lister]] = (
    (Part.DOCUMENT, _document),
    (Part.PHASE, _coded("phases")),
    (Part.PROGRAMME, _coded("programmes")),
    (Part.MEASURE, measures),
    (Part.ASSIGNMENT, _assignments),
    (Part.TARGET, _coded("targets")),
    (Part.GUARANTEE, _coded("guarantees")),
    (Part.UNIT, _coded("units", "key")),
    (Part.DUTY, _duties),
    (Part.LEADING_GROUP, _leading_group),
    (Part.SUPERVISING, _coded("supervising", "organisation")),
    (Part.ACCOUNTABILITY, _coded("accountability")),
    (Part.SYSTEM, _coded("systems")),
    (Part.SOURCE_DEFECT, _defects),
)
"""Every part once; what stands within another part comes after it."""
