"""From schools to what the rules judge: one part per school and stage, with its share of what its stages share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from services.audit.domain.facts import SchoolFacts, Stage
from services.audit.domain.interval import ZERO, Interval, Term, amount_of
from services.audit.domain.measuring_ranges import End, Range, exactly, minus, verdict_on
from services.audit.domain.standard import Criterion, Standard
from services.audit.domain.verdict import Verdict
from services.yardsticks.language import Requirement


@dataclass(frozen=True)
class WeightedPupils:
    """What one stage of a school weighs in a split: weight × pupils, unknown where the pupils are."""

    stage: Stage
    weight: Fraction
    pupils: Fraction | None


@dataclass(frozen=True)
class Share:
    """How much of a shared resource falls to one stage of a school of several stages."""

    stage: Stage
    stages: tuple[WeightedPupils, ...]

    @property
    def fraction(self) -> Fraction | None:
        """weight × pupils of the stage / Σ weight × pupils; None where the pupils of any stage are missing."""
        own, total = ZERO, ZERO
        for each in self.stages:
            if each.pupils is None:
                return None
            total += each.weight * each.pupils
            own += each.weight * each.pupils if each.stage is self.stage else ZERO
        return own / total

    @property
    def largest(self) -> Fraction:
        """The most that can fall to the stage: its fraction if the stages with missing pupils had none."""
        known = [each for each in self.stages if each.pupils is not None]
        total = sum((each.weight * each.pupils for each in known if each.pupils is not None), ZERO)
        own = next((each.weight * each.pupils for each in known if each.stage is self.stage and each.pupils), ZERO)
        return own / total if own else Fraction(1)

    @property
    def missing(self) -> tuple[str, ...]:
        """The numbers of pupils that were not reported."""
        return tuple(f"pupils.{each.stage}" for each in self.stages if each.pupils is None)


@dataclass(frozen=True)
class Part:
    """One stage of one school, which every rule counts as a school. `pupils` None is missing, never zero."""

    school: SchoolFacts
    stage: Stage
    pupils: Fraction | None
    share: Share | None

    def terms(self, criterion: Criterion) -> tuple[Term, ...]:
        """The data items of the criterion as reported, for a shared criterion those of the whole school."""
        own = (Term(item, coefficient, self.school.value(item)) for item, coefficient in criterion.amounts[self.stage])
        return (*own, *self._added(criterion))

    def _added(self, criterion: Criterion) -> Iterator[Term]:
        """What counts for this school only because it reports something else; where that is open, anything may."""
        for added in criterion.additions.get(self.stage, ()):
            item, coefficient = added.term
            counts = requirement_verdict(self.school, added.where)
            if counts is Verdict.MET or (counts is Verdict.CANNOT_DECIDE and self.school.value(item) == 0):
                yield Term(item, coefficient, self.school.value(item))
            elif counts is Verdict.CANNOT_DECIDE:
                asked = sorted(name for name in added.where.quantity.items if self.school.value(name) is None)
                yield from (Term(name, coefficient, None) for name in asked)

    def amount(self, criterion: Criterion) -> Interval:
        """The amount that falls to this part; where its share is unknown, anything up to the largest share."""
        whole = amount_of(self.terms(criterion))
        if self.share is None or not criterion.shared:
            return whole
        fraction = self.share.fraction
        if fraction is not None:
            return whole.times(fraction)
        some = whole.low > 0 and bool(self.pupils)
        return Interval(ZERO, None if whole.high is None else whole.high * self.share.largest, low_reached=not some)


def parts_of(standard: Standard, school: SchoolFacts) -> tuple[Part, ...]:
    """The parts the standard judges. A stage reported with no pupils is no part; one with pupils missing is."""
    share_of = None if standard.splits is None else standard.splits.weights.get(school.kind)
    weighed = (
        ()
        if share_of is None
        else tuple(WeightedPupils(stage, share_of[stage], school.pupils(stage)) for stage in school.kind.stages)
    )
    return tuple(
        Part(school, stage, school.pupils(stage), Share(stage, weighed) if weighed else None)
        for stage in school.kind.stages
        if stage in standard.stages and school.pupils(stage) != 0
    )


def requirement_verdict(school: SchoolFacts, asked: Requirement) -> Verdict:
    """Whether the school reports what is asked of it, as far as its known numbers tell."""
    terms = [Term(item, Fraction(each), school.value(item)) for item, each in asked.quantity.amount.items()]
    amount = amount_of(terms).times(Fraction(asked.quantity.per))
    above = None if amount.high is None else End(amount.high)
    return verdict_on(minus(Range(End(amount.low), above), exactly(Fraction(asked.value))), asked.comparison)


def exclusion_of(standard: Standard, school: SchoolFacts) -> str | None:
    """Why a school does not count, as a code word, or None where it does.

    A teaching point whose pupils are missing counts: it cannot be shown to be small, and is left undecided.
    """
    for exclusion in standard.excluded:
        if school.kind is exclusion.kind and _is_below(school, exclusion.pupils_below):
            return exclusion.reason
    if not any(stage in standard.stages for stage in school.kind.stages):
        return "no_assessed_stage"
    return None if parts_of(standard, school) else "no_pupils"


def _is_below(school: SchoolFacts, pupils_below: Fraction | None) -> bool:
    if pupils_below is None:
        return True
    pupils = _sum_known(school.pupils(stage) for stage in school.kind.stages)
    return pupils is not None and pupils < pupils_below


def _sum_known(numbers: Iterable[Fraction | None]) -> Fraction | None:
    total = ZERO
    for number in numbers:
        if number is None:
            return None
        total += number
    return total
