"""The criteria of a document: lines and amounts per stage, with the stage written into the names of data items."""

from collections.abc import Mapping
from fractions import Fraction

from services.audit.domain.closed_document import Node
from services.audit.domain.facts import Stage
from services.audit.domain.reading_grounds import ground_from, source_from, stage_from, text_from
from services.audit.domain.reading_yardsticks import requirement_from
from services.audit.domain.standard import Addition, Criterion

STAGE_PLACEHOLDER = "{stage}"
"""Stands in the name of a data item that is reported for each stage: `teachers_pe.{stage}`."""


def criteria_from(
    node: Node, sources: Mapping[str, str], stages: frozenset[Stage], *, lined: bool
) -> tuple[Criterion, ...]:
    """The criteria in the order they are written, with lines where schools are judged one by one (`lined`).

    Raises StandardRefused where a code comes twice.
    """
    criteria: list[Criterion] = []
    for element in node.sequence():
        criterion = _criterion(element, sources, stages, lined=lined)
        if any(criterion.code == earlier.code for earlier in criteria):
            Node(f"{element.path}.code", criterion.code).refuse("used by an earlier criterion")
        criteria.append(criterion)
    return tuple(criteria)


def _criterion(node: Node, sources: Mapping[str, str], stages: frozenset[Stage], *, lined: bool) -> Criterion:
    line = " comparison line" if lined else ""
    fields = node.closed(
        f"code clause source confidence title unit reported_unit amount amount_source per shared{line}", "additions"
    )
    if lined:
        fields["comparison"].exactly(">=")
    shared = _yes_or_no(fields["shared"])
    amounts = {
        stage: _amount(member, stage, shared) for stage, member in _by_stage(fields["amount"], stages, "all").items()
    }
    scales = {abs(coefficient) for terms in amounts.values() for _, coefficient in terms}
    if len(scales) > 1:
        fields["amount"].refuse("coefficients must be of one size, or a shortage has no unit")
    return Criterion(
        code=fields["code"].text(),
        ground=ground_from(fields, sources),
        title=text_from(fields["title"]),
        unit=text_from(fields["unit"]),
        reported_unit=text_from(fields["reported_unit"]),
        amounts=amounts,
        amount_source=source_from(fields["amount_source"], sources),
        scale=next(iter(scales)),
        per=fields["per"].positive(),
        lines={stage: line.positive() for stage, line in _by_stage(fields["line"], stages).items()} if lined else {},
        shared=shared,
        additions=_additions(fields.get("additions"), stages, shared, scales),
    )


def _by_stage(node: Node, stages: frozenset[Stage], for_all: str = "") -> dict[Stage, Node]:
    """One node for each stage judged; a member named `for_all`, alone, stands for every stage."""
    members = node.mapping()
    if for_all and set(members) == {for_all}:
        return {stage: members[for_all] for stage in Stage if stage in stages}
    named = {stage_from(member, name): member for name, member in members.items()}
    for stage in stages.symmetric_difference(named):
        Node(f"{node.path}.{stage}", None).refuse("the stages must be those of county_rule.limits")
    return named


def _amount(node: Node, stage: Stage, shared: bool) -> tuple[tuple[str, Fraction], ...]:
    terms = []
    for item, member in node.mapping().items():
        if shared is (STAGE_PLACEHOLDER in item):
            member.refuse("a shared item is reported for the whole school" if shared else "must name {stage}")
        coefficient = member.number()
        if coefficient == 0:
            member.refuse("must not be zero")
        terms.append((item.replace(STAGE_PLACEHOLDER, stage), coefficient))
    return tuple(terms)


def _additions(
    node: Node | None, stages: frozenset[Stage], shared: bool, scales: set[Fraction]
) -> dict[Stage, tuple[Addition, ...]]:
    """What counts only for schools that report something. It adds, and is of the size of the amount's own terms."""
    found: dict[Stage, tuple[Addition, ...]] = {}
    for element in node.sequence() if node else ():
        fields = element.closed("amount where")
        where = requirement_from(fields["where"])
        if where.quantity.over is not None:
            fields["where"].refuse("is asked of an amount, not of a ratio")
        for stage, member in _by_stage(fields["amount"], stages, "all").items():
            (term,) = _amount(member, stage, shared)[:1]
            if len(member.mapping()) > 1 or term[1] not in scales:
                member.refuse("adds one data item, of the size of the others")
            found[stage] = (*found.get(stage, ()), Addition(term, where))
    return found


def _yes_or_no(node: Node) -> bool:
    if node.content not in {"yes", "no"}:
        node.refuse('must be "yes" or "no"')
    return node.content == "yes"
