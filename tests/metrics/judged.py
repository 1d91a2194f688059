"""Readings, indicators of every form and what is asked, for the rules that need no database."""

from typing import Any

from services.metrics.domain.asking import Ambiguous, Asked, Asking, Ground
from services.metrics.domain.columns import Coded, Columns, numbers_of
from services.metrics.domain.indicator import Grade, Indicator, Reporter, ValueType
from services.metrics.domain.reading import Given, Key
from services.yardsticks.language import Population
from services.yardsticks.periods import PeriodKind

YEAR = "2021-2022"


def indicator(code: str, value_type: ValueType, *, unit: str = "人", **more: Any) -> Indicator:
    return Indicator(
        code=code,
        title_zh="数",
        title_en=code,
        unit=unit,
        value_type=value_type,
        not_negative=True,
        stage=None,
        period=PeriodKind.SCHOOL_YEAR,
        reported_by=Population(kind="school", school_kinds=["primary"]),
        population_zh="本校",
        population_en="the school",
        **more,
    )


GRADES = tuple(Grade(code, code, code) for code in ("poor", "pass", "good"))
FACTS = [
    indicator("charter", ValueType.YES_NO),
    indicator("veto", ValueType.YES_NO, evidence_needed=True),
    indicator("culture", ValueType.GRADE, grades=GRADES),
    indicator("monitored", ValueType.GRADE, grades=GRADES, evidence_needed=True),
]


GROUND = Ground(
    reporters={
        "s1": Reporter("s1", "/000000/c/s1", "school", {"school_kind": "primary"}),
        "t1": Reporter("t1", "/000000/c/t1", "township"),
        "gone": Reporter("gone", "/000000/c/gone", "school", {"school_kind": "primary", "closed_on": "2020-08-31"}),
        "new": Reporter("new", "/000000/c/new", "school", {"school_kind": "primary", "opened_on": "2022-09-01"}),
    },
    indicators={
        "pupils": indicator("pupils", ValueType.INTEGER),
        "area": indicator("area", ValueType.DECIMAL),
        "rooms": indicator("rooms", ValueType.INTEGER),
        "land": indicator("land", ValueType.DECIMAL, unit="㎡"),
        **{fact.code: fact for fact in FACTS},
    },
    asked=Asked(
        [
            Asking("c", YEAR, frozenset({"pupils", "area", "land", *(fact.code for fact in FACTS)})),
            Asking("d", YEAR, frozenset({"rooms"})),
            Asking("c", "2020-2021", frozenset({"pupils"}), open=False, code="last-year"),
        ]
    ),
    ambiguous=Ambiguous(frozenset({"twofold"}), frozenset({"double"})),
)


def given(
    value: Any,
    indicator: str = "pupils",
    *,
    index: int = 0,
    reason: str | None = None,
    evidence: str | None = None,
    unit: str | None = None,
    **key: str,
) -> Given:
    at = {"organisation": "s1", "period": YEAR, **key}
    return Given(index, Key(at["organisation"], indicator, at["period"]), value, reason, evidence, unit)


def columns(*batch: Given) -> Columns:
    """A body of these readings; their indexes are their places."""
    numbers, odd = numbers_of([each.value for each in batch])
    return Columns(
        Coded.of([each.key.organisation for each in batch]),
        Coded.of([each.key.indicator for each in batch]),
        Coded.of([each.key.period for each in batch]),
        numbers,
        odd,
        {row: each.unknown_reason for row, each in enumerate(batch) if each.unknown_reason is not None},
        {row: each.evidence for row, each in enumerate(batch) if each.evidence is not None},
        Coded.of([each.unit or "" for each in batch]),
    )
