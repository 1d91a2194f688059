"""The differential coefficient (差异系数), pupil-weighted, as an exact square.

With a_i the amount and P_i the pupils of school i, P = Σ P_i:  CV² + 1 = P · Σ(a_i²/P_i) / (Σ a_i)².
The square is kept because a root is not a fraction; a limit is compared by squaring it too. The factor per 100 pupils
cancels out. Where amounts are known only within bounds, the two functions below give the exact ends of CV² over all
completions: the right-hand side is (norm / linear)², so it is quasi-convex and does not change with scale.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.interval import ZERO, Interval

MOST_ENUMERATED = 12
"""Schools whose amount has two finite ends and for which every combination of ends is tried (2^12 of them)."""


@dataclass(frozen=True)
class Weighed:
    """One school's part in a comparison: its pupils (> 0) and its amount, known or within bounds."""

    pupils: Fraction
    amount: Interval


def cv_squared(pupils: Sequence[Fraction], amounts: Sequence[Fraction]) -> Fraction | None:
    """CV² of known amounts; None where they are all zero, for a mean of zero has no CV."""
    total = sum(amounts, ZERO)
    if total == 0:
        return None
    squares = sum((amount * amount / weight for weight, amount in zip(pupils, amounts, strict=True)), ZERO)
    return sum(pupils, ZERO) * squares / total**2 - 1


def unweighted_cv_squared(pupils: Sequence[Fraction], amounts: Sequence[Fraction]) -> Fraction | None:
    """CV² with every school counted alike (population form). For display beside the other; no rule uses it."""
    rates = [amount / weight for weight, amount in zip(pupils, amounts, strict=True)]
    return cv_squared([Fraction(1)] * len(rates), rates)


def smallest_cv_squared(parts: Sequence[Weighed]) -> Fraction:
    """The least CV² of any completion; one attains it. Needs a lower bound above zero in at least one part.

    At the optimum every open amount per pupil is as near as its bounds let it come to one common rate c (KKT, which
    suffices here). Between two neighbouring bounds the parts held at a bound stay the same, and the best c is
    Σ(a²/P) / Σa over those, cut off at the ends of the stretch. Every stretch is tried, so the least is exact.
    """
    pupils = sum((part.pupils for part in parts), ZERO)
    held = sum((part.amount.low for part in parts), ZERO)
    squares = sum((part.amount.low**2 / part.pupils for part in parts), ZERO)
    least, free = squares / held**2, ZERO
    bounds = _bounds(parts)
    for place, (rate, weight) in enumerate(bounds):
        free += weight
        held -= rate * weight
        squares -= rate * rate * weight
        until = bounds[place + 1][0] if place + 1 < len(bounds) else None
        common = max(rate, squares / held) if held else rate
        if until is not None:
            common = min(common, until)
        least = min(least, (squares + common * common * free) / (held + common * free) ** 2)
    return pupils * least - 1


def _bounds(parts: Sequence[Weighed]) -> list[tuple[Fraction, Fraction]]:
    """(rate, pupils set free there), by rising rate; negative where a part reaches its upper bound and is held."""
    bounds = []
    for part in parts:
        if part.amount.value is None:
            bounds.append((part.amount.low / part.pupils, part.pupils))
            if part.amount.high is not None:
                bounds.append((part.amount.high / part.pupils, -part.pupils))
    return sorted(bounds)


def largest_cv_squared(parts: Sequence[Weighed]) -> Fraction:
    """The supremum of CV² over all completions. Needs a lower bound above zero in at least one part.

    It lies at a combination of ends, or where one unbounded amount outgrows all others: there CV² + 1 nears P/P_i and
    never reaches it, so a supremum equal to the limit still means that every completion keeps the limit.
    Above MOST_ENUMERATED parts with two finite ends all of them are taken as unbounded. The answer is then an upper
    bound that may leave open what is decided; it never decides wrongly.
    """
    bounded = [part for part in parts if part.amount.value is None and part.amount.high is not None]
    endless = [part for part in parts if part.amount.high is None]
    if len(bounded) > MOST_ENUMERATED:
        bounded, endless = [], endless + bounded
    two_ended = {id(part) for part in bounded}
    at_low = [part for part in parts if id(part) not in two_ended]
    corners = [
        (
            sum((part.amount.low for part in at_low), ZERO),
            sum((part.amount.low**2 / part.pupils for part in at_low), ZERO),
        )
    ]
    for part in bounded:
        ends = [end for end in (part.amount.low, part.amount.high) if end is not None]
        corners = [(held + end, squares + end * end / part.pupils) for held, squares in corners for end in ends]
    pupils = sum((part.pupils for part in parts), ZERO)
    peaks = [squares / held**2 for held, squares in corners]
    return pupils * max(peaks + [1 / part.pupils for part in endless]) - 1
