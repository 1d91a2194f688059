"""Bodies of derived indicators: closed, dated, with every fault at its pointer."""

from datetime import date
from typing import Any

import pytest
from pydantic import ValidationError

from services.metrics.domain.derivations import derivations_of
from services.metrics.domain.derived import DerivedRefused
from services.metrics.schemas.derived import DerivedListGiven, derived_faults
from tests.metrics.formulas.known import KNOWN

BODY: dict[str, Any] = {
    "code": "space",
    "title": {"zh": "生均面积", "en": "Area per pupil"},
    "unit": "㎡/生",
    "period": "school_year",
    "population": {"kind": "school"},
    "formula": "area / pupils",
    "valid_from": "2024-2025",
    "valid_until": "2026-2027",
    "reference": {"document": "云泽市测算办法（虚构）", "clause": "第三条"},
}


def given(**changed: Any) -> DerivedListGiven:
    return DerivedListGiven.model_validate({"derived": [{**BODY, **changed}]})


def test_school_years_and_days_are_the_first_day_and_the_first_day_without() -> None:
    (one,) = given().derived
    assert (one.as_derived().since, one.as_derived().until) == (date(2024, 9, 1), date(2027, 9, 1))
    (one,) = given(valid_from="2025-01-01", valid_until="2025-12-31").derived
    assert (one.as_derived().since, one.as_derived().until) == (date(2025, 1, 1), date(2026, 1, 1))


@pytest.mark.parametrize(
    "changed",
    [
        {"valid_from": "2024-2026"},
        {"valid_from": "spring"},
        {"valid_until": "2023-2024"},
        {"formula": ""},
        {"formula": "1" * 2001},
        {"note": "x"},
        {"reference": {"document": "x"}},
    ],
)
def test_what_is_not_of_the_form_is_refused(changed: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        given(**changed)


def test_a_code_stands_once_in_a_body() -> None:
    with pytest.raises(ValidationError, match="more than once: space"):
        DerivedListGiven.model_validate({"derived": [BODY, BODY]})


def test_faults_point_at_the_field_and_say_the_column() -> None:
    bodies = given(formula="area / pupls").derived
    with pytest.raises(DerivedRefused) as caught:
        derivations_of([each.as_derived() for each in bodies], KNOWN)
    (found,) = derived_faults(caught.value.faults, bodies)
    assert (found.code, found.pointer, found.given) == ("unknown_item", "/derived/0/formula", "area / pupls")
    assert "column 8" in found.expected
    assert "pupils" in found.expected
