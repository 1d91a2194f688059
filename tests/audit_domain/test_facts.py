"""Numbers on which no exact score can be built are refused where they enter."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.facts import FactsRefused, SchoolFacts, SchoolKind


@pytest.mark.parametrize(
    "value", [0.1, float("nan"), True, "7", Decimal("NaN"), Decimal("Infinity"), -1, Decimal("-0.1")]
)
def test_a_number_that_is_not_exact_finite_and_at_least_zero_is_refused(value: Any) -> None:
    with pytest.raises(FactsRefused, match="a: teaching_area: "):
        SchoolFacts("a", "school a", SchoolKind.PRIMARY, {"teaching_area": value})


def test_what_the_sender_wrote_is_kept_to_the_last_digit() -> None:
    facts = SchoolFacts("a", "school a", SchoolKind.PRIMARY, {"teaching_area": Decimal("8316.8")})
    assert facts.value("teaching_area") == Fraction(83168, 10)
    assert facts.value("outdoor_sports_area") is None
