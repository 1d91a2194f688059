"""The screen of arrays lets through nothing that the exact judge refuses, and the judge refuses nothing else for it."""

from decimal import Decimal

from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from services.metrics.domain.batch import sift
from services.metrics.domain.columns import Columns
from services.metrics.domain.judging import judge_form
from services.metrics.domain.reading import Given
from services.metrics.domain.screening import clean
from tests.metrics.judged import FACTS, GROUND, YEAR, columns, given

VALUES: st.SearchStrategy[object] = st.one_of(
    st.integers(-2, 3),
    st.sampled_from(
        [Decimal("1.5"), Decimal("-0.0"), Decimal("1e-15"), Decimal("1e-16"), Decimal("9e15"), Decimal("1e16")]
    ),
    st.decimals(-10, 10, places=2),
    st.sampled_from([None, True, "good", "12", 1234567890123456, [1]]),
)
READINGS = st.builds(
    given,
    VALUES,
    st.sampled_from(["pupils", "area", "rooms", "land", "nothing", "double", *(fact.code for fact in FACTS)]),
    reason=st.sampled_from([None, None, None, "not counted", " "]),
    evidence=st.sampled_from([None, None, "a document"]),
    unit=st.sampled_from([None, None, None, "人", " 人", "万人", "㎡", "m2", "m²", ""]),
    organisation=st.sampled_from(["s1", "s1", "t1", "gone", "new", "nowhere", "twofold"]),
    period=st.sampled_from([YEAR, YEAR, "2020-2021", "2021", "2021-2022-1", "2021-2023", "last year", ""]),
)


def against(body: Columns, row: int, twins: set[int]) -> int:
    return len(judge_form(body.given(row), GROUND, 0 if row in twins else None))


def twins_of(batch: list[Given]) -> set[int]:
    keys = [each.key for each in batch]
    return {row for row, key in enumerate(keys) if keys.count(key) > 1}


@settings(max_examples=400)
@drawn(st.lists(READINGS, min_size=1, max_size=12))
def test_what_the_screen_passes_the_judge_passes(batch: list[Given]) -> None:
    body, twins = columns(*batch), twins_of(batch)
    for row, passed in enumerate(clean(body, GROUND).tolist()):
        assert not (passed and against(body, row, twins)), body.given(row)


@settings(max_examples=200)
@drawn(st.lists(READINGS, min_size=1, max_size=12))
def test_screen_and_judge_together_take_what_the_judge_alone_would(batch: list[Given]) -> None:
    body, twins = columns(*batch), twins_of(batch)
    expected = [row for row in range(len(batch)) if not against(body, row, twins)]
    assert sift(body, GROUND).places.tolist() == expected


def test_the_screen_is_no_sieve_that_passes_nothing() -> None:
    body = columns(given(1), given(2, "area", unit="人"), given(Decimal("1.5"), "land", unit="m²"))
    assert clean(body, GROUND).all()
