"""A dated rule set as the scoring reads it. Every rule carries its clause, its source and how sure it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from services.audit.domain.conditions import Condition, Item, Proviso, SocialRecognition
from services.audit.domain.facts import SchoolKind, Stage
from services.audit.domain.grading import Grading
from services.audit.domain.grounds import Confidence, Ground, Text
from services.yardsticks.language import Requirement
from services.yardsticks.words import Level

SECTIONS = ("coverage", "guarantee", "quality")
"""Where items stand: 普及普惠水平, 政府保障或政府推进工作, 质量保障. A standard has those it needs."""


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
class Addition:
    """A data item that counts towards an amount for schools that report what is asked of `item`, and for no others."""

    term: tuple[str, Fraction]
    where: Requirement

    @property
    def items(self) -> set[str]:
        return {self.term[0], *self.where.quantity.items}


@dataclass(frozen=True)
class Criterion:
    """An indicator (per × amount / pupils) and the line it must reach (>=) in each stage; no lines where the standard
    only compares schools.

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
    additions: Mapping[Stage, tuple[Addition, ...]]

    @property
    def items(self) -> set[str]:
        """Every data item it counts with, but for pupils."""
        terms = {item for amounts in self.amounts.values() for item, _ in amounts}
        return terms.union(*(each.items for added in self.additions.values() for each in added))


@dataclass(frozen=True)
class SchoolRule:
    """At least `at_least` of the `of` lines are met and the rest reach `floor` × their line."""

    at_least: int
    of: int
    floor: Fraction
    ground: Ground


@dataclass(frozen=True)
class CountyRule:
    """In each stage the pupil-weighted CV of every criterion is at most (<=) the limit, or with `of_mean` the
    arithmetic mean of them all is."""

    limits: Mapping[Stage, Fraction]
    of_mean: bool
    ground: Ground


@dataclass(frozen=True)
class BorderlineMargin:
    """The share of a line within which a met criterion is flagged. It changes no verdict."""

    share: Fraction
    source: str


@dataclass(frozen=True)
class LocalChange:
    """What a local variant changed: `touches` are the paths of the clauses that are not the national ones any more."""

    path: str
    clause: str
    source: str
    confidence: Confidence
    touches: tuple[str, ...]


@dataclass(frozen=True)
class Standard:
    """One version of one standard. What a standard does not ask is empty, or None.

    Where there are criteria there are a county rule and splits; where they have lines there is a school rule.
    `level` is that of the government it judges, `changes` are those of the local variants it is read with.
    """

    code: str
    version: str
    level: Level
    title: Text
    authority: Text
    document_number: str
    in_force_from: InForce
    sources: Mapping[str, str]
    doubts: tuple[Doubt, ...]
    borderline_margin: BorderlineMargin
    excluded: tuple[Exclusion, ...]
    splits: Splits | None
    criteria: tuple[Criterion, ...]
    school_rule: SchoolRule | None
    county_rule: CountyRule | None
    sections: Mapping[str, tuple[Item, ...]]
    social_recognition: SocialRecognition | None
    preconditions: tuple[Proviso, ...]
    vetoes: tuple[Proviso, ...]
    grading: Grading | None
    changes: tuple[LocalChange, ...] = ()

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages this standard compares schools in, youngest first."""
        return tuple(stage for stage in Stage if self.county_rule and stage in self.county_rule.limits)

    @property
    def items(self) -> tuple[Item, ...]:
        """The indicators that follow the criteria, by their numbers."""
        return tuple(item for section in SECTIONS for item in self.sections.get(section, ()))

    @property
    def provisos(self) -> Mapping[str, Proviso]:
        """Preconditions, vetoes, then the survey, by the path of their clause."""
        survey = {} if self.social_recognition is None else {"social_recognition": self.social_recognition}
        return {
            **{f"preconditions.{each.condition.code}": each for each in self.preconditions},
            **{f"vetoes.{each.condition.code}": each for each in self.vetoes},
            **survey,
        }

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """Every condition of the items, of the preconditions and vetoes, of social recognition and of the grades."""
        return (
            *(each for item in self.items for each in item.conditions),
            *(each.condition for each in self.provisos.values()),
            *(self.grading.conditions if self.grading else ()),
        )

    @property
    def titles(self) -> Mapping[str, Text]:
        """Every indicator by its code, criteria first."""
        criteria = {criterion.code: criterion.title for criterion in self.criteria}
        return criteria | {item.code: item.title for item in self.items}

    @property
    def judged(self) -> Mapping[str, Text]:
        """Everything a finding can be about, by its code: the indicators, the mean of the coefficients, the grade."""
        mean = {MEAN: MEAN_TITLE} if self.county_rule and self.county_rule.of_mean else {}
        return {**self.titles, **mean, **({GRADE: GRADE_TITLE} if self.grading else {})}


MEAN, GRADE = "county_rule", "grading"
MEAN_TITLE, GRADE_TITLE = Text("综合差异系数", "Mean of the differential coefficients"), Text("评价等级", "Grade")
