"""What a yardstick shows by itself to be unusable is refused where it stands."""

import copy
from typing import Any

import pytest
from pydantic import ValidationError

from services.yardsticks.language import Population, Yardstick

SCHOOLS = {"kind": "school"}
BOOKS = {"amount": {"books": 1}, "over": {"pupils": 1}}
KEPT = {"quantity": {"amount": {"closed": 1}}, "comparison": "=", "value": 1}
YEARLY: dict[str, Any] = {"period": "calendar_year", "population": SCHOOLS, "quantities": [BOOKS], "reach": "total"}
SHARE: dict[str, Any] = {"period": "calendar_year", "population": SCHOOLS, "reach": "share", "member": KEPT}


def refusals(yardstick: dict[str, Any]) -> list[tuple[str, str]]:
    """Where something is refused, and why."""
    try:
        Yardstick.model_validate(copy.deepcopy(yardstick))
    except ValidationError as refused:
        return [("/".join(map(str, each["loc"])), each["msg"]) for each in refused.errors()]
    return []


def refusal(yardstick: dict[str, Any]) -> tuple[str, str]:
    (found,) = refusals(yardstick)
    return found


@pytest.mark.parametrize(("per", "taken"), [(-1, False), (0, False), (1, True), (100, True)])
def test_a_quantity_is_taken_times_a_number_above_zero(per: int, taken: bool) -> None:
    yardstick = YEARLY | {"quantities": [BOOKS | {"per": per}]}
    assert refusals(yardstick) == ([] if taken else [("quantities/0/per", "Input should be greater than 0")])


@pytest.mark.parametrize("sum_", ["amount", "over"])
@pytest.mark.parametrize("coefficient", [-1, 0, 1])
def test_what_counts_nothing_is_left_out(sum_: str, coefficient: int) -> None:
    yardstick = YEARLY | {"quantities": [BOOKS | {sum_: {"books": 1, "maps": coefficient}}]}
    if coefficient:
        assert refusals(yardstick) == []
    else:
        where, why = refusal(yardstick)
        assert where == f"quantities/0/{sum_}/maps"
        assert "counts nothing" in why


def test_a_share_of_organisations_is_not_added_up() -> None:
    assert refusals(SHARE) == []
    assert refusals(YEARLY | {"accumulate_from": "2021"}) == []
    where, why = refusal(SHARE | {"accumulate_from": "2021"})
    assert where == "accumulate_from"
    assert "not added up" in why


def test_who_says_since_when_asks_it_of_every_period() -> None:
    assert refusals(YEARLY | {"since": "2021", "every_period": True}) == []
    for asked in ({"since": "2021"}, {"since": "2021", "every_period": False}):
        where, why = refusal(YEARLY | asked)
        assert where == "since"
        assert "every_period" in why


@pytest.mark.parametrize(("since", "taken"), [("2020", False), ("2021", False), ("2022", True)])
def test_every_asked_period_lies_after_the_baseline(since: str, taken: bool) -> None:
    change = {"kind": "rise", "baseline": "2021"}
    found = refusals(YEARLY | {"change": change, "since": since, "every_period": True})
    assert [where for where, _ in found] == ([] if taken else ["since"])
    assert taken or "change.baseline" in found[0][1]


def test_terms_are_in_the_order_of_time() -> None:
    change = {"kind": "rise", "baseline": "2021-2022-1"}
    terms = YEARLY | {"period": "term", "change": change, "every_period": True}
    assert refusals(terms | {"since": "2021-2022-2"}) == []
    assert refusal(terms | {"since": "2021-2022-1"})[0] == "since"


@pytest.mark.parametrize(
    ("name", "words", "bearers"),
    [
        ("school_kinds", ["primary"], {"school"}),
        ("places", ["rural"], {"school"}),
        ("functions", ["education"], {"department"}),
        ("levels", ["county"], {"department", "government"}),
    ],
)
def test_a_filter_says_something_of_the_kind_it_is_asked_of(name: str, words: list[str], bearers: set[str]) -> None:
    for kind in ("school", "department", "government", "township", "institution"):
        assert Population.model_validate({"kind": kind, name: []})
        if kind in bearers:
            assert Population.model_validate({"kind": kind, name: words})
            continue
        with pytest.raises(ValidationError, match=f"says nothing of a {kind}, only of a") as refused:
            Population.model_validate({"kind": kind, name: words})
        assert refused.value.errors()[0]["loc"] == (name,)
