"""A coefficient taken apart adds up again, whatever the county."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.case_carriers import Compared, take_apart
from services.audit.domain.coefficient import cv_squared

SCHOOLS = st.lists(st.tuples(st.integers(1, 3000), st.integers(0, 10_000)), min_size=1, max_size=12)


def compared(schools: list[tuple[int, int]]) -> list[Compared]:
    return [
        Compared(f"s{place:02d}", Fraction(pupils), Fraction(amount, pupils))
        for place, (pupils, amount) in enumerate(schools)
    ]


@given(SCHOOLS, st.fractions(0, 10, max_denominator=20))
def test_the_contributions_of_all_schools_are_the_square_to_the_last_digit(
    schools: list[tuple[int, int]], line: Fraction
) -> None:
    apart = take_apart(compared(schools), line)
    square = cv_squared([Fraction(pupils) for pupils, _ in schools], [Fraction(amount) for _, amount in schools])
    if square is None:
        assert apart is None
        return
    assert apart is not None
    assert sum(each.contribution for each in apart.carriers) == apart.cv_squared == square
    assert sum(each.share for each in apart.carriers) == (1 if square else 0)


@given(SCHOOLS, st.fractions(0, 10, max_denominator=20))
def test_what_would_be_if_one_school_were_raised_is_the_coefficient_of_that_county(
    schools: list[tuple[int, int]], line: Fraction
) -> None:
    apart = take_apart(compared(schools), line)
    if apart is None:
        return
    given_ = compared(schools)
    for carrier in apart.carriers:
        for wanted, then in ((apart.mean, carrier.at_mean), (line, carrier.at_line)):
            assert (then is None) == (carrier.compared.value >= wanted)
            raised = [each if each != carrier.compared else Compared("x", each.pupils, wanted) for each in given_]
            assert then is None or then == cv_squared(*zip(*((e.pupils, e.amount) for e in raised), strict=True))


def test_who_carries_most_comes_first_and_a_rich_school_is_asked_for_nothing() -> None:
    apart = take_apart(compared([(100, 100), (100, 100), (100, 700)]), Fraction(2))
    assert apart is not None
    assert [each.compared.organisation for each in apart.carriers] == ["s02", "s00", "s01"]
    assert apart.carriers[0].share == Fraction(2, 3)
    assert (apart.carriers[0].at_mean, apart.carriers[0].at_line) == (None, None)
    assert apart.all_at_line == Fraction(50, 121)
