"""The exact ends of CV² against completions drawn at random and a slow reference written from the definition."""

from fractions import Fraction
from itertools import product
from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from services.audit.domain.coefficient import (
    MOST_ENUMERATED,
    Weighed,
    cv_squared,
    largest_cv_squared,
    smallest_cv_squared,
    unweighted_cv_squared,
)
from services.audit.domain.interval import Interval


def by_definition(pupils: list[Fraction], amounts: list[Fraction]) -> Fraction:
    """Mean, weighted squared distances, divided: step by step as the rule is written."""
    everyone = sum(pupils)
    mean = sum(amounts, Fraction(0)) / everyone
    rates = [amount / weight for amount, weight in zip(amounts, pupils, strict=True)]
    variance = sum(
        (weight / everyone * (rate - mean) ** 2 for weight, rate in zip(pupils, rates, strict=True)), Fraction(0)
    )
    return variance / mean**2


amounts = st.integers(0, 40).map(Fraction)
counts = st.integers(1, 30).map(Fraction)
intervals = st.one_of(
    amounts.map(lambda low: Interval(low, low)),
    amounts.map(lambda low: Interval(low, None)),
    st.tuples(amounts, amounts).map(lambda ends: Interval(min(ends), max(ends))),
)
parts_of_a_county = st.lists(st.builds(Weighed, counts, intervals), min_size=1, max_size=5).filter(
    lambda parts: any(part.amount.low > 0 for part in parts)
)
known_counties = st.lists(st.tuples(counts, amounts), min_size=1, max_size=8).filter(
    lambda schools: any(amount > 0 for _, amount in schools)
)


def completions(parts: list[Weighed], seed: int) -> list[list[Fraction]]:
    """Forty completions: ends, points between, and far-out ones where there is no upper end."""
    random = Random(seed)

    def draw(amount: Interval) -> Fraction:
        top = amount.high if amount.high is not None else amount.low + random.choice([1, 50, 10**6])
        return random.choice([amount.low, top, amount.low + (top - amount.low) * Fraction(random.randint(0, 64), 64)])

    return [[draw(part.amount) for part in parts] for _ in range(40)]


@given(known_counties)
def test_the_closed_form_is_the_definition(schools: list[tuple[Fraction, Fraction]]) -> None:
    pupils, given_amounts = [p for p, _ in schools], [a for _, a in schools]
    assert cv_squared(pupils, given_amounts) == by_definition(pupils, given_amounts)
    rates = [a / p for p, a in schools]
    assert unweighted_cv_squared(pupils, given_amounts) == by_definition([Fraction(1)] * len(rates), rates)


@given(parts_of_a_county, st.integers(0, 2**32))
def test_no_completion_leaves_the_bounds(parts: list[Weighed], seed: int) -> None:
    low, high = smallest_cv_squared(parts), largest_cv_squared(parts)
    pupils = [part.pupils for part in parts]
    for completion in completions(parts, seed):
        assert low <= by_definition(pupils, completion) <= high


def least_of_all_patterns(parts: list[Weighed]) -> Fraction:
    """Slow: every open part held at its lower end, at its upper end or free at one common rate, in all combinations."""
    pupils = [part.pupils for part in parts]
    choices = [("low",) if part.amount.value is not None else ("low", "high", "free") for part in parts]
    return min(
        by_definition(pupils, completion)
        for pattern in product(*choices)
        if (completion := completed(parts, pattern)) is not None
    )


def completed(parts: list[Weighed], pattern: tuple[str, ...]) -> list[Fraction] | None:
    """The best amounts of a pattern (those that are free at Σ(a²/P) / Σa of the others), None where out of bounds."""
    ends = [{"low": part.amount.low, "high": part.amount.high} for part in parts]
    held = {n: ends[n][where] for n, where in enumerate(pattern) if where != "free"}
    if None in held.values():
        return None
    amounts_held = {n: amount for n, amount in held.items() if amount is not None}
    total = sum(amounts_held.values(), Fraction(0))
    needed = max((part.amount.low / part.pupils for part in parts), default=Fraction(0))
    common = sum((a * a / parts[n].pupils for n, a in amounts_held.items()), Fraction(0)) / total if total else needed
    completion = [amounts_held.get(n, common * part.pupils) for n, part in enumerate(parts)]
    inside = all(
        part.amount.low <= amount and (part.amount.high is None or amount <= part.amount.high)
        for part, amount in zip(parts, completion, strict=True)
    )
    return completion if inside else None


@given(parts_of_a_county)
def test_the_least_is_that_of_the_best_of_all_patterns(parts: list[Weighed]) -> None:
    assert smallest_cv_squared(parts) == least_of_all_patterns(parts)


@given(parts_of_a_county)
def test_the_greatest_is_reached_or_neared_at_a_combination_of_ends(parts: list[Weighed]) -> None:
    high = largest_cv_squared(parts)
    pupils = [part.pupils for part in parts]
    far = Fraction(10**9)
    ends = [{part.amount.low, far if part.amount.high is None else part.amount.high} for part in parts]
    nearest = max(by_definition(pupils, list(corner)) for corner in product(*ends))
    assert nearest <= high
    assert high - nearest < Fraction(1, 1000)


@given(parts_of_a_county, st.randoms(use_true_random=False))
def test_the_order_of_schools_does_not_matter(parts: list[Weighed], random: Random) -> None:
    shuffled = random.sample(parts, len(parts))
    assert smallest_cv_squared(shuffled) == smallest_cv_squared(parts)
    assert largest_cv_squared(shuffled) == largest_cv_squared(parts)


@given(parts_of_a_county, st.fractions(min_value=Fraction(1, 100), max_value=100))
def test_scaling_all_amounts_leaves_the_coefficient(parts: list[Weighed], factor: Fraction) -> None:
    assume(factor != 1)
    scaled = [Weighed(part.pupils, part.amount.times(factor)) for part in parts]
    assert smallest_cv_squared(scaled) == smallest_cv_squared(parts)
    assert largest_cv_squared(scaled) == largest_cv_squared(parts)


@given(known_counties)
def test_a_school_split_into_two_equal_halves_leaves_the_weighted_coefficient(
    schools: list[tuple[Fraction, Fraction]],
) -> None:
    (pupils, amount), rest = schools[0], schools[1:]
    halves = [(pupils / 2, amount / 2)] * 2 + rest
    whole = cv_squared([p for p, _ in schools], [a for _, a in schools])
    assert cv_squared([p for p, _ in halves], [a for _, a in halves]) == whole


def test_more_schools_with_two_ends_than_are_enumerated_widen_the_upper_bound_only() -> None:
    two_ended = [Weighed(Fraction(10), Interval(Fraction(10), Fraction(11)))] * (MOST_ENUMERATED + 1)
    assert largest_cv_squared(two_ended[1:]) < Fraction(1, 100)
    assert largest_cv_squared(two_ended) == MOST_ENUMERATED
    assert smallest_cv_squared(two_ended) == 0


def test_known_amounts_have_one_bound_from_both_sides() -> None:
    parts = [Weighed(Fraction(p), Interval(Fraction(a), Fraction(a))) for p, a in ((45, 279), (37, 137), (89, 935))]
    known = cv_squared([part.pupils for part in parts], [part.amount.low for part in parts])
    assert smallest_cv_squared(parts) == largest_cv_squared(parts) == known
