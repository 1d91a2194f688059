"""Division codes after GB/T 2260."""

import pytest

from services.plans.domain.division_code import is_division_code


@pytest.mark.parametrize("code", ["64022", "6402210", "640２21", "000000", "990000", "640021", ""])
def test_what_cannot_be_a_division_is_refused(code: str) -> None:
    assert not is_division_code(code)


@pytest.mark.parametrize("code", ["640000", "640200", "640221", "110101", "469001", "820000"])
def test_provinces_prefectures_and_counties_are_taken(code: str) -> None:
    assert is_division_code(code)
