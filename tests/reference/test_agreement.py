"""The engine agrees with the reference on some counties; `python -m tests.acceptance agreement` takes ten thousand."""

from decimal import Context, Decimal, Inexact
from fractions import Fraction

import pytest

from services.audit.standards import shipped_standard
from tests.reference.agreement import compare, first_disagreement
from tests.reference.bending import some_county
from tests.reference.corners import CORNERS, corners
from tests.reference.counties import county
from tests.reference.mutants import CODE, MUTANTS, Mutant
from tests.reference.three_ways import three_ways

COUNTIES = range(40)
QUICK = ("R1 primary 4.21", "0.4499", "G5.2 <", "G7.1 6001", "G12.1 kindergartens too", "G8.1 >")
ENOUGH = range(60)
MANY = range(0, 600, 2)


def test_the_engine_and_the_reference_say_the_same_of_every_county() -> None:
    found = compare(shipped_standard(CODE), COUNTIES)
    assert found.disagreements == []
    assert found.counties() == len(COUNTIES)
    assert len(found.told) == 31 + 1 + 2 + 6 + 1 + 1, "31 indicators, the school rule, the provisos, the final word"


@pytest.mark.parametrize("mutant", [each for each in MUTANTS if each.name in QUICK], ids=lambda each: each.name)
def test_one_wrong_line_of_the_standard_is_noticed(mutant: Mutant) -> None:
    assert first_disagreement(mutant.standard(), ENOUGH, mutant.noticed_in) is not None


def test_every_mistake_makes_a_standard_that_can_be_read_and_differs() -> None:
    right = shipped_standard(CODE)
    assert all(mutant.standard() != right for mutant in MUTANTS)
    assert set(QUICK) < {mutant.name for mutant in MUTANTS}


def test_a_right_standard_shows_no_disagreement_where_a_wrong_one_does() -> None:
    assert first_disagreement(shipped_standard(CODE), COUNTIES, ("school_rule", "R1", "G5", "G7", "G8", "G12")) is None


def test_every_corner_is_met_by_some_county() -> None:
    assert set().union(*(corners(some_county(seed)) for seed in MANY)) == set(CORNERS)


def test_shares_of_the_counties_add_up_to_all_of_them() -> None:
    one, other, both = three_ways([1, 2]), three_ways([3]), three_ways([1, 2, 3])
    one.add(other)
    assert one == both
    assert (both.agreement.counties(), both.arrays) == (3, [])


def test_a_county_is_the_same_whenever_its_seed_is() -> None:
    assert county(7) == county(7)
    assert county(7) != county(8)


def test_no_number_has_more_than_fifteen_digits() -> None:
    reported = [
        value
        for made in map(county, COUNTIES)
        for values in (made["education"], made["finance"], *(each["values"] for each in made["schools"]))
        for value in values.values()
        if value is not None
    ]
    exact = Context(prec=15, traps=[Inexact])
    written = [exact.divide(Decimal(value.numerator), Decimal(value.denominator)) for value in reported]
    assert [Fraction(each) for each in written] == reported
