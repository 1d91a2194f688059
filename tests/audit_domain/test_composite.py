"""Bands stand side by side; nothing is averaged away, nothing is weighed but by a scheme that is supplied."""

from fractions import Fraction
from typing import Any

import pytest

from services.audit.domain.composite import (
    Band,
    Bands,
    Graded,
    Part,
    Scheme,
    graded,
    process_band,
    results_band,
    together,
    value_added_band,
)
from services.audit.domain.process import OnTime, Process
from services.audit.domain.value_added import Standing
from services.audit.domain.verdict import Verdict

SOUND: dict[Part, Band | None] = dict.fromkeys(Part, Band.SOUND)
NOTHING = OnTime(0, 0, 0)
POINTS = {Band.STRONG: Fraction(50), Band.SOUND: Fraction(40), Band.ATTENTION: Fraction(10)}
SCHEME = Scheme({Part.RESULTS: POINTS, Part.PROCESS: POINTS}, (("优秀", Fraction(90)), ("合格", Fraction("79.5"))))


def counts(above: int, expected: int, below: int, undecided: int = 0) -> dict[Standing, int]:
    return dict(zip(Standing, (above, expected, below, undecided), strict=True))


@pytest.mark.parametrize(
    ("changed", "band"),
    [
        ({}, Band.SOUND),
        ({Part.VALUE_ADDED: Band.STRONG}, Band.STRONG),
        ({Part.PROCESS: None}, Band.SOUND),
        ({Part.RESULTS: Band.CANNOT_DECIDE, Part.VALUE_ADDED: Band.STRONG}, Band.CANNOT_DECIDE),
        ({Part.RESULTS: Band.CANNOT_DECIDE, Part.PROCESS: Band.ATTENTION}, Band.ATTENTION),
    ],
)
def test_one_part_that_fails_or_is_open_decides(changed: dict[Part, Band | None], band: Band) -> None:
    assert together({**SOUND, **changed}) is band


def test_where_nothing_was_due_and_nothing_else_is_there_nothing_is_decided() -> None:
    assert together(dict.fromkeys(Part)) is Band.CANNOT_DECIDE


@pytest.mark.parametrize(
    ("verdict", "band"),
    [
        (Verdict.MET, Band.SOUND),
        (Verdict.NOT_MET, Band.ATTENTION),
        (Verdict.CANNOT_DECIDE, Band.CANNOT_DECIDE),
        (None, Band.CANNOT_DECIDE),
    ],
)
def test_who_was_never_assessed_has_not_failed(verdict: Verdict | None, band: Band) -> None:
    assert results_band(verdict) is band


@pytest.mark.parametrize(
    ("tasks", "reports", "band"),
    [
        (NOTHING, None, None),
        (OnTime(0, 0, 5), None, None),
        (OnTime(3, 0, 5), None, Band.SOUND),
        (OnTime(99, 1, 0), None, Band.ATTENTION),
        (OnTime(3, 0, 0), OnTime(60, 1, 0), Band.ATTENTION),
    ],
)
def test_one_thing_late_needs_attention_whatever_else_was_on_time(
    tasks: OnTime, reports: OnTime | None, band: Band | None
) -> None:
    assert process_band(Process(tasks, NOTHING, reports, (), (), 0, 0)) is band


@pytest.mark.parametrize(
    ("by_criterion", "band"),
    [
        ([counts(0, 0, 0, 9)], Band.CANNOT_DECIDE),
        ([], Band.CANNOT_DECIDE),
        ([counts(1, 18, 1)], Band.SOUND),
        ([counts(0, 56, 4)] * 7, Band.SOUND),
        ([counts(0, 52, 8), *[counts(0, 60, 0)] * 6], Band.ATTENTION),
        ([counts(8, 52, 0), *[counts(0, 60, 0)] * 6], Band.STRONG),
        ([counts(0, 0, 1), *[counts(0, 1, 0)] * 6], Band.SOUND),
        ([counts(0, 0, 1), counts(0, 0, 1), *[counts(0, 1, 0)] * 5], Band.ATTENTION),
    ],
)
def test_only_more_than_chance_explains_says_anything(by_criterion: Any, band: Band) -> None:
    assert value_added_band(by_criterion) is band


@pytest.mark.parametrize(
    ("bands", "found"),
    [
        (SOUND, Graded(Fraction(80), "合格", ())),
        ({**SOUND, Part.PROCESS: Band.STRONG}, Graded(Fraction(90), "优秀", ())),
        ({**SOUND, Part.PROCESS: Band.ATTENTION}, Graded(Fraction(50), None, ())),
        ({**SOUND, Part.RESULTS: Band.CANNOT_DECIDE}, Graded(None, None, (Part.RESULTS,))),
        ({**SOUND, Part.PROCESS: None}, Graded(None, None, (Part.PROCESS,))),
    ],
)
def test_points_are_those_of_the_scheme_and_what_is_open_is_no_zero(bands: Bands, found: Graded) -> None:
    assert graded(SCHEME, bands) == found
