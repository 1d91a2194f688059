"""From a plain document (mappings, lists, numbers as decimal text) to a Standard, against a closed schema."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction

from services.audit.domain.closed_document import Node
from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.reading_criteria import criteria_from
from services.audit.domain.reading_grounds import ground_from, source_from, stage_from, text_from
from services.audit.domain.reading_items import items_from, preconditions_from, social_recognition_from, vetoes_from
from services.audit.domain.standard import (
    BorderlineMargin,
    Confidence,
    CountyRule,
    Doubt,
    Exclusion,
    InForce,
    SchoolRule,
    Splits,
    Standard,
)


def standard_from(document: Mapping[str, object]) -> Standard:
    """The standard a document describes. Raises StandardRefused(path, reason) at the first fault."""
    top = Node("", document).closed(
        "code version title authority document_number in_force_from sources doubts borderline_margin excluded splits "
        "school_rule county_rule criteria indicators guarantee quality social_recognition preconditions vetoes"
    )
    sources = {key: node.text() for key, node in top["sources"].mapping().items()}
    county_rule = _county_rule(top["county_rule"], sources)
    criteria = criteria_from(top["criteria"], sources, frozenset(county_rule.limits))
    earlier = [criterion.code for criterion in criteria]
    guarantee = items_from(top["guarantee"], sources, earlier)
    quality = items_from(top["quality"], sources, [*earlier, *(item.code for item in guarantee)])
    held = len(criteria) + len(guarantee) + len(quality)
    if top["indicators"].whole() != held:
        top["indicators"].refuse(f"the document holds {held}, its criteria counted")
    margin = top["borderline_margin"].closed("share source")
    return Standard(
        code=top["code"].text(),
        version=top["version"].text(),
        title=text_from(top["title"]),
        authority=text_from(top["authority"]),
        document_number=top["document_number"].text(),
        in_force_from=_in_force(top["in_force_from"], sources),
        sources=sources,
        doubts=tuple(_doubt(node, sources) for node in top["doubts"].sequence()),
        borderline_margin=BorderlineMargin(margin["share"].positive(), source_from(margin["source"], sources)),
        excluded=tuple(_exclusion(node, sources) for node in top["excluded"].sequence()),
        splits=_splits(top["splits"], sources),
        criteria=criteria,
        school_rule=_school_rule(top["school_rule"], sources, len(criteria)),
        county_rule=county_rule,
        guarantee=guarantee,
        quality=quality,
        social_recognition=social_recognition_from(top["social_recognition"], sources),
        preconditions=preconditions_from(top["preconditions"], sources),
        vetoes=vetoes_from(top["vetoes"], sources),
    )


def _in_force(node: Node, sources: Mapping[str, str]) -> InForce:
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
    fields = node.closed("clause source confidence coefficient comparison limits")
    fields["coefficient"].exactly("pupil_weighted")
    fields["comparison"].exactly("<=")
    limits = {stage_from(limit, name): limit.positive() for name, limit in fields["limits"].mapping().items()}
    return CountyRule(limits, ground_from(fields, sources))
