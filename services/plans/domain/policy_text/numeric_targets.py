"""Numbers that are targets: each is asked in turn what it counts and what it is held against."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from services.plans.domain.policy_text.clauses import Clause
from services.plans.domain.policy_text.conditions import condition_at, describes
from services.plans.domain.policy_text.counts import read_count
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.lists import spread
from services.plans.domain.policy_text.measures_of_size import read_class_size, read_standard
from services.plans.domain.policy_text.numbers import Quantity
from services.plans.domain.policy_text.one_each import one_each
from services.plans.domain.policy_text.refusals import is_no_target
from services.plans.domain.policy_text.shares import read_change, read_share
from services.plans.domain.policy_text.sight import Carried, Condition, Sight, sights

_ACTS = re.compile("(?:并|应当?|要|须|同时|且)*(?:配[备置齐建足]|设[立置]|开设|安排)")
_NEAR = 80  # how far a condition may stand before what is asked, to be shown with it
_READERS: tuple[Callable[[Sight], Finding | None], ...] = (read_standard, read_class_size, read_change, read_share)


def read_numbers(text: str, clauses: Sequence[Clause], quantities: Sequence[Quantity]) -> Iterator[Finding]:
    """Of a veiled text, in its order."""
    starts, carried = [quantity.start for quantity in quantities], Carried()
    for clause in clauses:
        if clause.opens_sentence:
            carried = Carried()
        here = quantities[bisect_left(starts, clause.start) : bisect_left(starts, clause.end)]
        yield from _of_clause(text, clause, here, carried)


def _of_clause(text: str, clause: Clause, here: Sequence[Quantity], carried: Carried) -> Iterator[Finding]:
    condition = carried.condition if _ACTS.match(text, clause.start, clause.end) else None
    carried.condition, answered = None, False
    for sight in sights(text, clause, here, carried):
        if is_no_target(text, sight):
            continue
        asked_of = condition_at(sight)
        if asked_of is not None:
            condition, carried.upto = asked_of, sight.quantity.end
            continue
        if describes(sight):
            continue
        finding = _first(sight, condition.who if condition else None)
        if finding is not None:
            answered = True
            carried.upto, carried.counted, carried.unit = sight.quantity.end, True, sight.quantity.unit
            yield from spread(sight, _under(condition, finding))
    carried.counted, carried.condition = answered, condition
    if condition is not None and not answered:
        implied = one_each(text, clause, condition)
        if implied is not None:
            yield implied


def _under(condition: Condition | None, finding: Finding) -> Finding:
    if condition is None:
        return finding
    start, end = finding.statement
    if start - _NEAR <= condition.at[0] < start:
        start = condition.at[0]
    return replace(finding, condition=condition.at, statement=(start, end))


def _first(sight: Sight, asked_of: tuple[str, str] | None) -> Finding | None:
    for read in _READERS:
        finding = read(sight)
        if finding is not None:
            return finding
    return read_count(sight, asked_of)
