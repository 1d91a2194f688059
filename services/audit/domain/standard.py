"""A dated rule set as the scoring reads it. Every rule carries its clause, its source and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.measured import Demand
from services.yardsticks.language import Yardstick


class StandardRefused(ValueError):  # noqa: N818 - refusing is what it reports
    """A document that is no standard: `path` names the offending key, `reason` says what is wrong with it."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path}: {reason}")
        self.path = path
        self.reason = reason


class Confidence(StrEnum):
    """Unverified rules are scored; no outcome rests on one until an authorised person has confirmed its text."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Text:
    """The same words in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True)
class Ground:
    """What a rule stands on. `source` is a key of Standard.sources."""

    clause: str
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class InForce:
    """The first day the standard applies, with how sure that day is."""

    date: date
    source: str
    confidence: Confidence


@dataclass(frozen=True)
class Doubt:
    """Something a reader should know about how sure a part of the standard is."""

    about: str
    text: str
    source: str


@dataclass(frozen=True)
class Exclusion:
    """Schools of a kind that do not count, all of them or only those below a number of pupils."""

    kind: SchoolKind
    pupils_below: Fraction | None
    reason: str
    ground: Ground


@dataclass(frozen=True)
class Splits:
    """How a school of several stages divides what its stages share: by weighted pupils, with these weights."""

    weights: Mapping[SchoolKind, Mapping[Stage, Fraction]]
    ground: Ground


@dataclass(frozen=True)
class Criterion:
    """An indicator (per × amount / pupils) and the line it must reach (>=) in each stage.

    `amounts` holds for each stage the data items and their coefficients, all of the same size up to sign: `scale` is
    that size, the number of counted units in one reported unit (10,000 yuan in one 万元). A shared criterion is
    reported for the school as a whole and split between its stages.
    """

    code: str
    ground: Ground
    title: Text
    unit: Text
    reported_unit: Text
    amounts: Mapping[Stage, tuple[tuple[str, Fraction], ...]]
    amount_source: str
    scale: Fraction
    per: Fraction
    lines: Mapping[Stage, Fraction]
    shared: bool


@dataclass(frozen=True)
class SchoolRule:
    """At least `at_least` of the `of` lines are met and the rest reach `floor` × their line."""

    at_least: int
    of: int
    floor: Fraction
    ground: Ground


@dataclass(frozen=True)
class CountyRule:
    """In each stage the pupil-weighted CV of every criterion is at most (<=) the limit."""

    limits: Mapping[Stage, Fraction]
    ground: Ground


@dataclass(frozen=True)
class Condition:
    """A figure of one school year and what it must keep."""

    code: str
    title: Text
    yardstick: Yardstick
    demand: Demand


@dataclass(frozen=True)
class Item:
    """An indicator beside the criteria, met where each of its conditions is. `number` is its place among all."""

    code: str
    number: int
    ground: Ground
    title: Text
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Proviso:
    """What recognition hangs on beside the indicators; the condition is met where nothing stands in the way."""

    condition: Condition
    ground: Ground


@dataclass(frozen=True)
class SocialRecognition(Proviso):
    """The survey; `sample_ground` is what the least number of answers stands on."""

    sample_ground: Ground


@dataclass(frozen=True)
class BorderlineMargin:
    """The share of a line within which a met criterion is flagged. It changes no verdict."""

    share: Fraction
    source: str


@dataclass(frozen=True)
class Standard:
    """One version of one standard."""

    code: str
    version: str
    title: Text
    authority: Text
    document_number: str
    in_force_from: InForce
    sources: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    borderline_margin: BorderlineMargin
    excluded: tuple[Exclusion, ...]
    splits: Splits
    criteria: tuple[Criterion, ...]
    school_rule: SchoolRule
    county_rule: CountyRule
    guarantee: tuple[Item, ...]
    quality: tuple[Item, ...]
    social_recognition: SocialRecognition
    preconditions: tuple[Proviso, ...]
    vetoes: tuple[Proviso, ...]

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages this standard judges, youngest first."""
        return tuple(stage for stage in Stage if stage in self.county_rule.limits)

    @property
    def items(self) -> tuple[Item, ...]:
        """The indicators that follow the criteria, by their numbers."""
        return (*self.guarantee, *self.quality)

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the items, of the preconditions and vetoes and of social recognition."""
        provisos = (*self.preconditions, *self.vetoes, self.social_recognition)
        return (*(each for item in self.items for each in item.conditions), *(each.condition for each in provisos))

    @property
    def titles(self) -> Mapping[str, Text]:
        """Every indicator by its code, criteria first."""
        criteria = {criterion.code: criterion.title for criterion in self.criteria}
        return criteria | {item.code: item.title for item in self.items}
