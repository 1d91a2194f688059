"""What a formula may name: indicators with their meanings, and attributes of organisations."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from services.metrics.domain.formulas.kinds import TRUTH, Kind, Shape, number
from services.metrics.domain.formulas.units import strangers, unit_of
from services.metrics.domain.indicator import Indicator, ValueType
from services.yardsticks.periods import PeriodKind


@dataclass(frozen=True)
class Meaning:
    """What a value of an indicator is, for which kind of period, and which kind of organisation has it."""

    kind: Kind
    period: PeriodKind
    reporter: str
    not_negative: bool
    title_zh: str
    title_en: str


def _words(shape: Shape, *words: str) -> Kind:
    return Kind(shape, words=words)


ATTRIBUTES: Mapping[str, Kind] = {
    "kind": _words(Shape.WORD),
    "school_kind": _words(
        Shape.WORD,
        "kindergarten",
        "primary",
        "junior_secondary",
        "nine_year",
        "complete_secondary",
        "twelve_year",
        "senior_secondary",
        "vocational",
        "teaching_point",
        "special",
    ),
    "stages": _words(Shape.WORDS, "preschool", "primary", "junior_secondary", "senior_secondary", "special"),
    "place": _words(Shape.WORD, "urban", "town", "rural"),
    "boarding": _words(Shape.WORD, "day", "some_boarders", "boarding"),
    "ownership": _words(Shape.WORD, "public", "private"),
    "function": _words(Shape.WORD),
}
"""The attributes that plans publishes; a test holds the words against those that plans takes."""


@dataclass(frozen=True)
class Vocabulary:
    items: Mapping[str, Meaning]
    attributes: Mapping[str, Kind] = field(default_factory=lambda: ATTRIBUTES)

    @cached_property
    def own_units(self) -> frozenset[str]:
        """The words for units that no table knows and an indicator is reported in."""
        units = {meaning.kind.unit for meaning in self.items.values()}
        return frozenset(name for unit in units for name in strangers(unit))


def meaning_of(indicator: Indicator) -> Meaning:
    return Meaning(
        kind=_kind(indicator),
        period=indicator.period,
        reporter=indicator.reported_by.kind,
        not_negative=indicator.not_negative,
        title_zh=indicator.title_zh,
        title_en=indicator.title_en,
    )


def vocabulary_of(indicators: Iterable[Indicator]) -> Vocabulary:
    return Vocabulary({indicator.code: meaning_of(indicator) for indicator in indicators})


def _kind(indicator: Indicator) -> Kind:
    if indicator.value_type is ValueType.YES_NO:
        return TRUTH
    if indicator.value_type is ValueType.GRADE:
        return Kind(Shape.GRADE, words=indicator.grade_codes)
    return number(unit_of(indicator.unit))
