"""Points and grades of a document. Gaps between two grades are written out, and held against the bands."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import pairwise

from services.audit.domain.closed_document import Node
from services.audit.domain.conditions import Condition
from services.audit.domain.grading import Bar, CountiesKeep, Entry, Gap, Grade, Grading, Points, Rounding, Strike
from services.audit.domain.interval import Interval
from services.audit.domain.reading_grounds import ground_from, text_from
from services.audit.domain.reading_items import code_from, condition_from, found_nowhere
from services.audit.domain.reading_yardsticks import yardstick_from
from services.yardsticks.words import Comparison, Reach

NOT_PUBLIC = "not_public"
"""Stands for a table of points that was never published. A local variant puts the table in its place."""
_RULED, _ASKED = "clause source confidence", "yardstick comparison value"


def grading_from(node: Node, sources: Mapping[str, str]) -> Grading:
    """The grades, the points they are taken from, and what closes or costs one."""
    fields = node.closed(f"{_RULED} points grades gaps least", "bars downgrades downgrade_steps")
    points = _points(fields["points"], sources)
    grades = _grades(fields["grades"], points.of)
    codes = [grade.code for grade in grades]
    least = fields["least"].text()
    if least not in codes:
        fields["least"].refuse(f"must be one of: {', '.join(codes)}")
    bars = _bars(fields["bars"], sources, codes) if "bars" in fields else ()
    downgrades = _downgrades(fields["downgrades"], sources) if "downgrades" in fields else ()
    if bool(downgrades) != ("downgrade_steps" in fields):
        node.refuse("`downgrades` and `downgrade_steps` belong together")
    return Grading(
        ground=ground_from(fields, sources),
        points=points,
        grades=grades,
        gaps=_gaps(fields["gaps"], grades),
        least=least,
        bars=bars,
        downgrades=downgrades,
        steps=fields["downgrade_steps"].whole() if downgrades else 0,
    )


def _points(node: Node, sources: Mapping[str, str]) -> Points:
    fields = node.closed(f"{_RULED} of rounding table")
    of = fields["of"].positive()
    table = None if fields["table"].content == NOT_PUBLIC else _table(fields["table"], of)
    return Points(of, table, fields["rounding"].one_of(Rounding), ground_from(fields, sources))


def _table(node: Node, of: Fraction) -> tuple[Entry, ...]:
    entries: list[Entry] = []
    for element in node.sequence():
        fields = element.closed("code title most yardstick", "comparison value")
        code = code_from(fields["code"], [each.code for each in entries])
        all_or_nothing = "comparison" in fields
        condition = condition_from(fields, code) if all_or_nothing else _given(fields, code)
        entries.append(
            Entry(code, text_from(fields["title"]), fields["most"].positive(), condition, all_or_nothing=all_or_nothing)
        )
    total = sum((entry.most for entry in entries), Fraction(0))
    if total != of:
        node.refuse(f"its entries make {total} points, not {of}")
    return tuple(entries)


def _given(fields: Mapping[str, Node], code: str) -> Condition:
    """An entry whose figure is the points that were given."""
    if "value" in fields:
        fields["value"].refuse("needs a `comparison`; without one the figure itself is the points")
    yardstick = yardstick_from(fields["yardstick"])
    if yardstick.reach is not Reach.TOTAL or len(yardstick.quantities) != 1 or yardstick.versus:
        fields["yardstick"].refuse("points are given as one figure, reach total")
    known = {"comparison": Node(fields["yardstick"].path, Comparison.AT_LEAST.value)}
    return condition_from({**fields, **known, "value": Node(fields["yardstick"].path, "0")}, code)


def _grades(node: Node, of: Fraction) -> tuple[Grade, ...]:
    """From the best down: each band under the one before it, the last from 0."""
    grades: list[Grade] = []
    for element in node.sequence():
        fields = element.closed("code title", "from to below")
        code = code_from(fields["code"], [grade.code for grade in grades])
        if "below" in fields:
            if "from" in fields or "to" in fields:
                fields["below"].refuse("stands alone: everything under it")
            grade = Grade(code, text_from(fields["title"]), Fraction(0), fields["below"].positive(), high_in=False)
        else:
            low, high = (fields[name].number() if name in fields else None for name in ("from", "to"))
            if low is None:
                element.refuse("needs `from`, or `below`")
            grade = Grade(code, text_from(fields["title"]), low, of if high is None else high, high_in=True)
        if grade.low >= grade.high or grade.high > of:
            element.refuse(f"must be a band of points within 0 and {of}")
        if grades and grade.reached_by(Interval(grades[-1].low, of)):
            element.refuse("must lie under the grade before it, and share no points with it")
        grades.append(grade)
    if len(grades) < 2 or grades[0].high != of or grades[-1].low != 0:
        node.refuse(f"must reach from {of} points down to 0, in two grades at least")
    return tuple(grades)


def _gaps(node: Node, grades: Sequence[Grade]) -> tuple[Gap, ...]:
    """Exactly the numbers that no band holds; the reader of the document shall see them."""
    written = []
    for element in node.sequence():
        fields = element.closed("above below")
        written.append(Gap(fields["above"].number(), fields["below"].number()))
    pairs = pairwise(grades)
    there = [Gap(lower.high, upper.low) for upper, lower in pairs if lower.high < upper.low]
    if written != there:
        expected = ", ".join(f"above {gap.above} and below {gap.below}" for gap in there) or "none"
        node.refuse(f"must name the points that have no grade, from the best down: {expected}")
    return tuple(there)


def _bars(node: Node, sources: Mapping[str, str], grades: Sequence[str]) -> tuple[Bar, ...]:
    bars: list[Bar] = []
    for element in node.sequence():
        fields = element.closed(f"code {_RULED} title closes {_ASKED}")
        code, grade = code_from(fields["code"], [bar.code for bar in bars]), fields["closes"].text()
        if grade not in grades[:-1]:
            fields["closes"].refuse(f"must be one of: {', '.join(grades[:-1])}")
        condition = condition_from(fields, code)
        found_nowhere(element, condition)
        bars.append(Bar(code, condition.title, ground_from(fields, sources), condition, grade))
    return tuple(bars)


def _downgrades(node: Node, sources: Mapping[str, str]) -> tuple[Strike, ...]:
    found: list[Strike] = []
    for element in node.sequence():
        by_standard = "counties_keep" in element.mapping()
        fields = element.closed(f"code {_RULED} title {'counties_keep' if by_standard else _ASKED}")
        code, title = code_from(fields["code"], [each.code for each in found]), text_from(fields["title"])
        condition = CountiesKeep(fields["counties_keep"].text()) if by_standard else condition_from(fields, code)
        if isinstance(condition, Condition):
            found_nowhere(element, condition)
        found.append(Strike(code, title, ground_from(fields, sources), condition))
    return tuple(found)
