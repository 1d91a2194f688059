"""Derived indicators: dated versions, what stands on what, and what a changed formula moves."""

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.metrics.domain.dependencies import arranged, cycles
from services.metrics.domain.derivations import Derivations, derivations_of
from services.metrics.domain.derived import Derived, DerivedRefused
from services.metrics.domain.deriving import NOT_DEFINED, Move, derive, moved, with_derived
from services.metrics.domain.formulas.arrays import held
from services.metrics.domain.formulas.formula import condition
from services.metrics.domain.formulas.outcomes import TOO_LARGE, Known, Missing, Outcome, Undefined, Unknown
from services.metrics.domain.indicator import Reporter
from services.metrics.domain.reading import Key
from services.metrics.domain.reference import Reference
from services.metrics.domain.sheet import Row, Sheet, sheet_of
from services.metrics.domain.versions import revised
from services.yardsticks.language import Population
from services.yardsticks.periods import PeriodKind
from tests.metrics.formulas.known import KNOWN

YEAR, BEFORE = "2024-2025", "2023-2024"


def derived(code: str, formula: str, unit: str = "㎡/人", **more: Any) -> Derived:
    stated = {
        "version": 1,
        "title_zh": "数",
        "title_en": code,
        "period": PeriodKind.SCHOOL_YEAR,
        "population": Population(kind="school"),
        "since": date(2020, 9, 1),
        "until": None,
        "reference": Reference("云泽市测算办法（虚构）", "第三条"),
    }
    return Derived(code=code, unit=unit, formula=formula, **{**stated, **more})


def of(*versions: Derived) -> Derivations:
    return derivations_of(versions, KNOWN)


def codes_of(*versions: Derived) -> list[tuple[str, str, int, str]]:
    with pytest.raises(DerivedRefused) as caught:
        of(*versions)
    return [(each.code, each.fault.code, each.fault.column, each.fault.zh) for each in caught.value.faults]


def sheet(readings: dict[tuple[str, str, str], Any], *schools: str, kind: str = "primary") -> Sheet:
    rows = [
        Row(Reporter(code, f"/c/{code}", "school", {"school_kind": kind}), period, "c")
        for period in (YEAR, BEFORE)
        for code in schools or ("s1",)
    ]
    return sheet_of(rows, {Key(*key): Fraction(value) for key, value in readings.items()})


SPACE = derived("space", "area / pupils")


def test_a_cycle_is_refused_and_named_at_its_place() -> None:
    found = codes_of(derived("b", "2 * c", "㎡"), derived("c", "area + d", "㎡"), derived("d", "b - area", "㎡"), SPACE)
    assert found == [("b", "cycle", 5, "推导循环：b → c → d → b")]
    assert codes_of(derived("b", "previous(b) + area", "㎡"))[0][3] == "推导循环：b → b"


def test_what_never_holds_on_one_day_is_no_cycle() -> None:
    early = derived("b", "2 * c", "㎡", until=date(2022, 9, 1))
    late = derived("c", "2 * b", "㎡", since=date(2022, 9, 1))
    assert of(early, derived("c", "area", "㎡"), replace(late, version=2, formula="3 * area"))
    assert codes_of(replace(early, until=None), replace(late, version=1))[0][1] == "cycle"


def test_each_version_is_checked_and_every_fault_told() -> None:
    found = codes_of(
        derived("b", "area / pupils", "元/人"),
        derived("c", "equipment / pupils", "元/人"),
        derived("d", "area >"),
        derived("pupils", "boarders", "人"),
        derived("e", "area > pupils", "是否"),
        derived("f", "area", "㎡", population=Population(kind="department")),
        derived("g", "area", "㎡", period=PeriodKind.TERM),
    )
    assert [each[:2] for each in found] == [
        ("pupils", "code_in_use"),
        ("b", "unit_not_derived"),
        ("c", "unit_not_derived"),
        ("d", "unexpected"),
        ("e", "units_differ"),
        ("f", "other_reporter"),
        ("g", "other_period"),
    ]


def test_another_version_keeps_what_the_number_means() -> None:
    assert codes_of(SPACE, derived("space", "area", "㎡", version=2))[0][:2] == ("space", "meaning_changed")


def test_a_chain_is_not_longer_than_can_be_worked_with() -> None:
    chain = [derived(f"d{place}", f"d{place - 1} + area" if place else "area", "㎡") for place in range(30)]
    assert [each[:2] for each in codes_of(*chain)] == [("d20", "chain_too_long")]
    assert of(*chain[:20])


def test_a_change_is_a_new_version_and_a_repeat_is_none() -> None:
    assert revised([], replace(SPACE, version=0)) == SPACE
    assert revised([SPACE], replace(SPACE, version=0)) is None
    changed = replace(SPACE, version=0, formula="(area + hall_area) / pupils")
    assert revised([SPACE], changed) == replace(changed, version=2)


def test_for_a_day_the_newest_version_that_has_begun_counts() -> None:
    amended = replace(SPACE, version=2, since=date(2024, 9, 1), formula="(area + hall_area) / pupils")
    corrected = replace(SPACE, version=3, formula="2 * area / pupils")
    ended = replace(amended, version=3, until=date(2025, 9, 1))
    days = [date(2019, 9, 1), date(2023, 9, 1), date(2024, 9, 1), date(2025, 9, 1)]

    def counting(*versions: Derived) -> list[list[int]]:
        return [[each.version for each in of(*versions).in_force(day)] for day in days]

    assert counting(SPACE, amended) == [[], [1], [2], [2]]
    assert counting(SPACE, amended, corrected) == [[], [3], [3], [3]]
    assert counting(SPACE, amended, ended) == [[], [1], [3], []]


def test_who_stands_on_an_indicator_is_known_through_others() -> None:
    found = of(SPACE, derived("roomy", "space > 5 “㎡/人”", "是否"), derived("pay", "funds / pupils", "元/人"))
    assert found.dependents("area") == {"space", "roomy"}
    assert found.dependents("pupils") == {"space", "roomy", "pay"}
    assert found.dependents("rooms") == frozenset()


def worked_out(derivations: Derivations, table: Sheet) -> dict[tuple[str, str], Outcome]:
    return {(key.indicator, key.period): outcome for key, outcome in derive(derivations, table).items()}


def test_derived_values_stand_on_each_other_now_and_one_period_back() -> None:
    derivations = of(
        derived("more", "space - previous(space)"),
        SPACE,
        derived("roomy", "space > 5 “㎡/人”", "是否"),
        derived("count", "if(roomy and previous(roomy), pupils, 0)", "人"),
    )
    readings = {
        ("s1", "area", YEAR): 20,
        ("s1", "pupils", YEAR): 3,
        ("s1", "area", BEFORE): 18,
        ("s1", "pupils", BEFORE): 3,
    }
    found = worked_out(derivations, sheet(readings))
    assert found["space", YEAR] == Known(Fraction(20, 3))
    assert found["more", YEAR] == Known(Fraction(2, 3))
    assert found["more", BEFORE] == Unknown((Missing("space", 1),))
    assert found["count", YEAR] == Known(Fraction(3))


def test_what_is_missing_is_named_by_the_readings_and_never_zero() -> None:
    derivations = of(SPACE, derived("twice", "2 * space + area / boarders"))
    found = worked_out(derivations, sheet({("s1", "area", YEAR): 20}))
    assert found["twice", YEAR] == Unknown((Missing("pupils"), Missing("boarders")))


def test_only_the_population_has_a_value_and_only_while_it_exists() -> None:
    derivations = of(replace(SPACE, population=Population(kind="school", school_kinds=["nine_year"])))
    assert derive(derivations, sheet({("s1", "area", YEAR): 20})) == {}
    closed = Reporter("s1", "/c/s1", "school", {"closed_on": "2020-01-01"})
    assert derive(of(SPACE), Sheet([Row(closed, YEAR, "c")], {})) == {}


def test_a_result_of_too_many_digits_is_undefined() -> None:
    powers = [derived("p0", "variation", "比率")]
    powers += [derived(f"p{place}", " * ".join([f"p{place - 1}"] * 5), "比率") for place in range(1, 5)]
    found = worked_out(of(*powers), sheet({("s1", "variation", YEAR): Fraction("0.123456789012345")}))
    assert isinstance(found["p2", YEAR], Known)
    assert found["p3", YEAR] == Undefined(1, TOO_LARGE)
    assert found["p4", YEAR] == Unknown((Missing("p3", 0, NOT_DEFINED),))


def test_a_changed_formula_says_what_it_moves() -> None:
    roomy = derived("roomy", "space > 5 “㎡/人”", "是否")
    before = of(SPACE, roomy, derived("pay", "funds / pupils", "元/人"))
    amended = replace(SPACE, version=2, since=date(2024, 9, 1), formula="(area + hall_area) / pupils")
    after = of(SPACE, amended, roomy, derived("pay", "funds / pupils", "元/人"))
    readings = {
        (school, item, period): value
        for period in (YEAR, BEFORE)
        for school, hall in (("s1", 6), ("s2", 0), ("s3", None))
        for item, value in (("area", 20), ("pupils", 5), ("hall_area", hall), ("funds", 100))
        if value is not None
    }
    assert moved(before, before, sheet(readings, "s1", "s2", "s3")) == []
    assert moved(before, after, sheet(readings, "s1", "s2", "s3")) == [
        Move("s1", "space", YEAR, Known(Fraction(4)), Known(Fraction(26, 5))),
        Move("s1", "roomy", YEAR, Known(value=False), Known(value=True)),
        Move("s3", "space", YEAR, Known(Fraction(4)), Unknown((Missing("hall_area"),))),
        Move("s3", "roomy", YEAR, Known(value=False), Unknown((Missing("hall_area"),))),
    ]
    assert [each.after for each in moved(before, of(roomy, SPACE), sheet(readings))] == [None, None]


def test_rules_can_be_asked_of_what_is_derived() -> None:
    derivations = of(SPACE, derived("roomy", "space > 5 “㎡/人”", "是否"))
    readings = {
        ("s1", "area", YEAR): 20,
        ("s1", "pupils", YEAR): 3,
        ("s1", "area", BEFORE): 10,
        ("s1", "pupils", BEFORE): 3,
    }
    table = with_derived(derivations, sheet(readings))
    for text in ("3 * space = 20 “㎡/人”", "roomy and not previous(roomy)", "space = 2 * previous(space)"):
        assert held(condition(text, derivations.vocabulary), table).yes[0]


graphs = st.dictionaries(st.sampled_from("abcdef"), st.lists(st.sampled_from("abcdefxyz"), max_size=3), max_size=6)


@given(graphs)
@settings(deadline=None)
def test_there_is_an_order_where_there_is_no_cycle_and_every_cycle_is_one(needs: dict[str, list[str]]) -> None:
    loops = list(cycles(needs))
    for loop in loops:
        assert all(following in needs[name] for name, following in zip(loop, [*loop[1:], loop[0]], strict=True))
    if not loops:
        order = arranged(needs)
        assert sorted(order) == sorted(needs)
        assert all(order.index(below) < order.index(name) for name in needs for below in needs[name] if below in needs)
