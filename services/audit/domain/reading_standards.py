"""From a plain document (mappings, lists, numbers as decimal text) to a Standard, against a closed schema."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from services.audit.domain.closed_document import Node
from services.audit.domain.conditions import Item
from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.grounds import Confidence
from services.audit.domain.reading_criteria import criteria_from
from services.audit.domain.reading_grading import grading_from
from services.audit.domain.reading_grounds import ground_from, source_from, stage_from, text_from
from services.audit.domain.reading_items import items_from, preconditions_from, social_recognition_from, vetoes_from
from services.audit.domain.standard import (
    SECTIONS,
    BorderlineMargin,
    CountyRule,
    Criterion,
    Doubt,
    Exclusion,
    InForce,
    LocalChange,
    SchoolRule,
    Splits,
    Standard,
)
from services.yardsticks.words import Level

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,79}", re.ASCII)


class Compared(StrEnum):
    """Of what a county rule speaks: of each coefficient, or of the mean of all."""

    EACH = "each"
    MEAN = "mean"


_ALWAYS = "code version title authority document_number in_force_from sources doubts borderline_margin indicators"
_COMPARED = ("county_rule", "splits", "excluded")
_OPTIONAL = ("level", "criteria", *_COMPARED, "school_rule", *SECTIONS)
_OF_RECOGNITION = ("social_recognition", "preconditions", "vetoes", "grading")


def standard_from(document: Mapping[str, object], changes: tuple[LocalChange, ...] = ()) -> Standard:
    """The standard a document describes, `changes` being those of local variants that the document already holds.

    Raises StandardRefused(path, reason) at the first fault.
    """
    top = Node("", document).closed(_ALWAYS, " ".join((*_OPTIONAL, *_OF_RECOGNITION)))
    sources = {key: node.text() for key, node in top["sources"].mapping().items()}
    resources = _resources(top, sources)
    sections = _sections(top, sources, [criterion.code for criterion in resources.criteria])
    _count(top["indicators"], len(resources.criteria) + sum(map(len, sections.values())))
    margin = top["borderline_margin"].closed("share source")
    survey, vetoes = top.get("social_recognition"), top.get("vetoes")
    preconditions, grading = top.get("preconditions"), top.get("grading")
    if not resources.criteria and not any(sections.values()) and grading is None:
        Node("", document).refuse("judges nothing: it has no criteria, no items and no grades")
    return Standard(
        code=name_from(top["code"]),
        version=name_from(top["version"]),
        level=top["level"].one_of(Level) if "level" in top else Level.COUNTY,
        title=text_from(top["title"]),
        authority=text_from(top["authority"]),
        document_number=top["document_number"].text(),
        in_force_from=in_force_from(top["in_force_from"], sources),
        sources=sources,
        doubts=tuple(_doubt(node, sources) for node in top["doubts"].sequence()),
        borderline_margin=BorderlineMargin(margin["share"].positive(), source_from(margin["source"], sources)),
        excluded=resources.excluded,
        splits=resources.splits,
        criteria=resources.criteria,
        school_rule=resources.school_rule,
        county_rule=resources.county_rule,
        sections=sections,
        social_recognition=None if survey is None else social_recognition_from(survey, sources),
        preconditions=() if preconditions is None else preconditions_from(preconditions, sources),
        vetoes=() if vetoes is None else vetoes_from(vetoes, sources),
        grading=None if grading is None else grading_from(grading, sources),
        changes=changes,
    )


def name_from(node: Node, *, dots: bool = True) -> str:
    """A code or version: it stands in addresses and in the paths of clauses."""
    if not _NAME.fullmatch(node.text()) or (not dots and "." in node.text()):
        node.refuse("must be letters, digits, hyphens, underscores" + (", dots" if dots else "") + ", at most 80")
    return node.text()


@dataclass(frozen=True)
class _Resources:
    """All of a standard that compares schools or judges them one by one; empty where it does neither."""

    criteria: tuple[Criterion, ...] = ()
    excluded: tuple[Exclusion, ...] = ()
    splits: Splits | None = None
    school_rule: SchoolRule | None = None
    county_rule: CountyRule | None = None


def _resources(top: Mapping[str, Node], sources: Mapping[str, str]) -> _Resources:
    if "criteria" not in top:
        for name in (*_COMPARED, "school_rule"):
            if name in top:
                top[name].refuse("is a rule for criteria, and there are none")
        return _Resources()
    for name in _COMPARED:
        if name not in top:
            Node(name, None).refuse("missing: criteria need it")
    county_rule, lined = _county_rule(top["county_rule"], sources), "school_rule" in top
    criteria = criteria_from(top["criteria"], sources, frozenset(county_rule.limits), lined=lined)
    return _Resources(
        criteria,
        tuple(_exclusion(node, sources) for node in top["excluded"].sequence()),
        _splits(top["splits"], sources),
        _school_rule(top["school_rule"], sources, len(criteria)) if lined else None,
        county_rule,
    )


def _sections(top: Mapping[str, Node], sources: Mapping[str, str], earlier: list[str]) -> dict[str, tuple[Item, ...]]:
    """The items of every section the document has, numbered on from one to the next."""
    sections: dict[str, tuple[Item, ...]] = {}
    for name in (each for each in SECTIONS if each in top):
        sections[name] = items_from(top[name], sources, earlier)
        earlier = [*earlier, *(item.code for item in sections[name])]
    return sections


def _count(node: Node, held: int) -> None:
    if node.number() != held:
        node.refuse(f"the document holds {held}, its criteria counted")


def in_force_from(node: Node, sources: Mapping[str, str]) -> InForce:
    """The first day a document applies, with its source."""
    fields = node.closed("date source confidence")
    try:
        day = date.fromisoformat(fields["date"].text())
    except ValueError:
        fields["date"].refuse("must be a date, YYYY-MM-DD")
    return InForce(day, source_from(fields["source"], sources), fields["confidence"].one_of(Confidence))


def _doubt(node: Node, sources: Mapping[str, str]) -> Doubt:
    fields = node.closed("about text source")
    return Doubt(fields["about"].text(), fields["text"].text(), source_from(fields["source"], sources))


def _exclusion(node: Node, sources: Mapping[str, str]) -> Exclusion:
    fields = node.closed("kind reason clause source confidence", "pupils_below")
    below = fields["pupils_below"].positive() if "pupils_below" in fields else None
    return Exclusion(fields["kind"].one_of(SchoolKind), below, fields["reason"].text(), ground_from(fields, sources))


def _splits(node: Node, sources: Mapping[str, str]) -> Splits:
    fields = node.closed("clause source confidence weights")
    several = {kind.value: kind for kind in SchoolKind if len(kind.stages) > 1}
    weights: dict[SchoolKind, dict[Stage, Fraction]] = {}
    for name, member in fields["weights"].closed(" ".join(several)).items():
        stages = {stage.value: stage for stage in several[name].stages}
        weighed = member.closed(" ".join(stages))
        weights[several[name]] = {stages[stage]: weight.positive() for stage, weight in weighed.items()}
    return Splits(weights, ground_from(fields, sources))


def _school_rule(node: Node, sources: Mapping[str, str], criteria: int) -> SchoolRule:
    fields = node.closed("clause source confidence at_least of floor")
    at_least, of, floor = fields["at_least"].whole(), fields["of"].whole(), fields["floor"].positive()
    if of != criteria:
        fields["of"].refuse(f"the standard has {criteria} criteria")
    if at_least > of:
        fields["at_least"].refuse("more than there are criteria")
    if floor > 1:
        fields["floor"].refuse("must be at most 1, the line itself")
    return SchoolRule(at_least, of, floor, ground_from(fields, sources))


def _county_rule(node: Node, sources: Mapping[str, str]) -> CountyRule:
    fields = node.closed("clause source confidence coefficient comparison limits", "of")
    fields["coefficient"].exactly("pupil_weighted")
    fields["comparison"].exactly("<=")
    limits = {stage_from(limit, name): limit.positive() for name, limit in fields["limits"].mapping().items()}
    of_mean = "of" in fields and fields["of"].one_of(Compared) is Compared.MEAN
    return CountyRule(limits, of_mean, ground_from(fields, sources))
