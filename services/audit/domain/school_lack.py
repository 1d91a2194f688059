"""What a whole school must add to reach the line of a criterion in every stage that it holds."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

from services.audit.domain.interval import ZERO, Term
from services.audit.domain.parts import Share
from services.audit.domain.standard import Criterion
from services.audit.domain.verdict import Verdict

COUNTED_UNITS = frozenset(["人", "名", "间", "台", "套", "册", "个", "件", "所", "班"])
"""Units of things that come whole: nobody hires half a teacher. Everything else is measured."""
MEASURED_PLACES = 2


@dataclass(frozen=True)
class JudgedPart:
    """One stage of a school under a criterion, as it was judged; `share` None: what it has is its own."""

    stage: str
    verdict: Verdict
    line: Fraction
    pupils: Fraction | None
    terms: tuple[Term, ...]
    share: Share | None


@dataclass(frozen=True)
class Lack:
    """An addition in the reported unit, exact; `amount` None where it cannot be told, and `reason` then says why.

    `at_least`: what is missing may make it more. `reason`: missing_pupils or missing_items.
    """

    amount: Fraction | None
    at_least: bool = False
    reason: str | None = None


@dataclass(frozen=True)
class SchoolLack:
    """`whole` is what the school must add, `by_stage` what each stage asks of the school by itself.

    For a shared criterion the stages use the same rooms: the largest demand of a stage serves the others too, so they
    are not added up. What stages have for themselves (teachers) is added up. `to_add` is `whole` for people: rounded
    up, each stage by itself, to whole teachers or rooms, to a hundredth of a square metre, to one yuan.
    """

    whole: Lack
    to_add: Fraction | None
    by_stage: tuple[tuple[JudgedPart, Lack], ...]


def school_lack(criterion: Criterion, parts: Sequence[JudgedPart]) -> SchoolLack:
    """The parts are those of one school under the criterion, at least one."""
    by_stage = tuple((part, _lack(criterion, part)) for part in parts)
    known = [lack.amount for _, lack in by_stage if lack.amount is not None]
    reason = next((lack.reason for _, lack in by_stage if lack.reason), None)
    if not known or (reason and not any(known)):
        return SchoolLack(Lack(None, reason=reason), None, by_stage)
    together = max if criterion.shared else sum
    rounded = [rounded_up(criterion, amount) for amount in known]
    at_least = any(lack.at_least or lack.amount is None for _, lack in by_stage)
    whole = Lack(Fraction(together(known)), at_least, reason)
    return SchoolLack(whole, Fraction(together(rounded)), by_stage)


def rounded_up(criterion: Criterion, amount: Fraction) -> Fraction:
    """Never down: who adds what is shown reaches the line."""
    if criterion.reported_unit.zh in COUNTED_UNITS:
        return Fraction(ceil(amount))
    step = 1 / criterion.scale if criterion.scale > 1 else Fraction(1, 10**MEASURED_PLACES)
    return ceil(amount / step) * step


def _lack(criterion: Criterion, part: JudgedPart) -> Lack:
    """What a stage asks of its school: of an addition to what is shared the stage gets its share only."""
    if part.verdict is Verdict.MET:
        return Lack(ZERO)
    if part.pupils is None:
        return Lack(None, reason="missing_pupils")
    if any(term.value is None and term.coefficient > 0 for term in part.terms):
        return Lack(None, reason="missing_items")
    share, vague = _share(part)
    if part.verdict is Verdict.CANNOT_DECIDE:
        return Lack(None, reason="missing_pupils" if vague else "missing_items")
    has = sum((term.coefficient * term.value for term in part.terms if term.value is not None), ZERO)
    lack = part.line * part.pupils / (criterion.per * share) - has
    open_ = vague or any(term.value is None for term in part.terms)
    return Lack(lack / criterion.scale, at_least=open_)


def _share(part: JudgedPart) -> tuple[Fraction, bool]:
    """The share of the stage in an addition, and whether it is only the largest that it can be."""
    if part.share is None:
        return Fraction(1), False
    fraction = part.share.fraction
    return (part.share.largest, True) if fraction is None else (fraction, False)
