"""Samples that anybody can draw again, and what they say of the whole."""

import random
from collections.abc import Mapping
from fractions import Fraction
from hashlib import sha256
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.estimates import Answer, Asked, Estimate, estimate
from services.audit.domain.quantiles import student
from services.audit.domain.sampling import Member, SampleRefused, allocate, draw

STRATA = {"primary/rural": 60, "primary/town": 30, "junior/town": 9, "junior/urban": 1}
FRAME = [Member(f"{name}-{number}", name) for name, size in STRATA.items() for number in range(size)]
TENTH, LEAST = Fraction(1, 10), Fraction(1, 20)
SIZES = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(1, 60), min_size=1)


def answers(world: Mapping[str, Fraction], seed: str, share: Fraction) -> tuple[dict[str, int], list[Answer]]:
    sample = draw(FRAME, seed, share)
    told = [Answer(each.code, each.stratum, world[each.code], Fraction(10)) for each in sample.drawn]
    return {each.name: each.size for each in sample.strata}, told


def test_the_lowest_hashes_of_seed_stratum_and_code_are_drawn() -> None:
    sample = draw(FRAME, "a seed", TENTH)
    rural = [each.code for each in sample.drawn if each.stratum == "primary/rural"]
    hashes = {
        f"primary/rural-{n}": sha256(f"a seed|primary/rural|primary/rural-{n}".encode()).hexdigest() for n in range(60)
    }
    assert rural == sorted(hashes, key=lambda code: hashes[code])[: len(rural)]


def test_the_same_seed_draws_the_same_whatever_the_order_of_the_frame_and_another_does_not() -> None:
    shuffled = random.Random(1).sample(FRAME, len(FRAME))
    assert draw(FRAME, "x", TENTH) == draw(shuffled, "x", TENTH)
    assert draw(FRAME, "x", TENTH).drawn != draw(FRAME, "y", TENTH).drawn


def test_no_sample_is_below_five_percent_and_every_stratum_is_in_it() -> None:
    sample = draw(FRAME, "x", LEAST)
    assert {each.name: each.drawn for each in sample.strata} == {
        "junior/town": 1,
        "junior/urban": 1,
        "primary/rural": 2,
        "primary/town": 1,
    }
    assert len(sample.drawn) == 5 >= LEAST * len(FRAME)


@pytest.mark.parametrize(
    ("frame", "share", "code"),
    [
        (FRAME, Fraction(49, 1000), "share_below_least"),
        (FRAME, Fraction(11, 10), "share_above_whole"),
        ([], TENTH, "frame_empty"),
    ],
)
def test_what_cannot_be_drawn_is_refused(frame: list[Member], share: Fraction, code: str) -> None:
    with pytest.raises(SampleRefused) as refused:
        draw(frame, "x", share)
    assert refused.value.code == code


def test_places_go_by_size_or_to_where_schools_differ_most() -> None:
    assert allocate({"a": 100, "b": 50, "c": 10}, {"a": Fraction(100), "b": Fraction(50), "c": Fraction(10)}, 16) == {
        "a": 10,
        "b": 5,
        "c": 1,
    }
    alike = [Member(f"a{n}", "a", Fraction(5)) for n in range(50)]
    apart = [Member(f"b{n}", "b", Fraction(n)) for n in range(50)]
    drawn = {each.name: each.drawn for each in draw([*alike, *apart], "x", TENTH, neyman=True).strata}
    assert drawn == {"a": 1, "b": 9}


def test_without_two_known_values_nothing_can_go_by_their_spread() -> None:
    with pytest.raises(SampleRefused) as refused:
        draw([Member("a", "a", Fraction(1)), Member("b", "a")], "x", TENTH, neyman=True)
    assert refused.value.code == "spread_unknown"


@given(SIZES, st.data())
def test_exactly_as_many_places_as_wanted_are_given_and_none_that_is_not_there(
    sizes: dict[str, int], data: st.DataObject
) -> None:
    weights = {name: Fraction(data.draw(st.integers(0, 9))) * size for name, size in sizes.items()}
    wanted = data.draw(st.integers(len(sizes), sum(sizes.values())))
    given_ = allocate(sizes, weights, wanted)
    assert sum(given_.values()) == wanted
    assert all(1 <= given_[name] <= size for name, size in sizes.items())


def test_a_census_leaves_no_margin() -> None:
    world = {each.code: Fraction(place) for place, each in enumerate(FRAME)}
    sizes, told = answers(world, "x", Fraction(1))
    found = estimate(sizes, told, Asked.MEAN)
    assert (found.value, found.margin) == (Fraction(99, 2), 0)
    yes = [Answer(each.code, each.stratum, Fraction(1)) for each in told]
    assert estimate(sizes, yes, Asked.SHARE).low == 1


def test_a_value_that_is_missing_is_not_zero_and_is_named() -> None:
    world = {each.code: Fraction(7) for each in FRAME}
    sizes, told = answers(world, "x", Fraction(1, 5))
    silent = Answer(told[0].code, told[0].stratum, None)
    found = estimate(sizes, [silent, *told[1:]], Asked.MEAN)
    assert found.value == 7
    assert (found.missing, found.answered) == ((silent.code,), len(told) - 1)


@pytest.mark.parametrize(
    ("change", "asked", "reason"),
    [
        ({"value": None}, Asked.MEAN, "stratum_unanswered"),
        ({"value": Fraction(2)}, Asked.SHARE, "not_yes_or_no"),
        ({"base": Fraction(0)}, Asked.RATIO, "base_is_zero"),
    ],
)
def test_what_cannot_be_estimated_says_why(change: dict[str, Fraction | None], asked: Asked, reason: str) -> None:
    answer = {"code": "a", "stratum": "s", "value": Fraction(1), "base": Fraction(1)} | change
    found = estimate({"s": 9}, [Answer(**answer)], asked)  # type: ignore[arg-type]
    assert (found.value, found.reason) == (None, reason)


def test_one_answer_of_many_is_a_figure_without_an_interval() -> None:
    found = estimate({"s": 9}, [Answer("a", "s", Fraction(4))], Asked.MEAN)
    assert found.value == 4
    assert (found.low, found.reason) == (None, "too_few_answers")


def test_all_alike_in_a_small_sample_is_no_proof_that_all_are() -> None:
    yes = {each.code: Fraction(1) for each in FRAME}
    sizes, told = answers(yes, "x", TENTH)
    found = estimate(sizes, told, Asked.SHARE)
    assert found.value == 1
    assert found.high == pytest.approx(1)
    assert found.low is not None
    assert 0.5 < found.low < 0.9


@pytest.mark.parametrize(
    ("freedom", "table"), [(1, 12.7062), (4, 2.7764), (10, 2.2281), (15, 2.1314), (30, 2.0423), (120, 1.9799)]
)
def test_the_quantiles_are_those_of_the_tables(freedom: int, table: float) -> None:
    assert student(freedom) == pytest.approx(table, abs=1e-4)


@pytest.mark.parametrize("asked", [Asked.MEAN, Asked.TOTAL, Asked.SHARE, Asked.RATIO])
def test_the_interval_holds_the_truth_about_as_often_as_it_says(asked: Asked) -> None:
    """300 draws; at 95 percent between 92 and 99 are what chance allows."""
    luck = random.Random(20_211)
    yes_or_no = asked is Asked.SHARE
    world = {
        each.code: Fraction(luck.random() < 0.6 if yes_or_no else round(luck.gauss(50 + len(each.stratum), 12)))
        for each in FRAME
    }
    truth = {Asked.TOTAL: sum(world.values()), Asked.RATIO: mean(world.values()) / 10}.get(asked, mean(world.values()))
    found = [estimate(*answers(world, f"{asked}{number}", Fraction(1, 5)), asked) for number in range(300)]
    assert 0.92 <= mean(holds(each, float(truth)) for each in found) <= 0.99


def holds(found: Estimate, truth: float) -> bool:
    assert found.low is not None
    assert found.high is not None
    return found.low <= truth <= found.high
