"""One criterion for one part: which outcomes are possible, and whether all of them agree."""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from services.audit.domain.facts import Stage
from services.audit.domain.interval import ZERO, Interval, Term
from services.audit.domain.parts import Part, Share
from services.audit.domain.standard import Criterion, Standard
from services.audit.domain.verdict import Verdict


class Outcome(StrEnum):
    """Where a value may lie: on or above the line, below it but not under the floor, or under the floor."""

    MET = "met"
    NEAR = "near"
    BELOW = "below"


@dataclass(frozen=True)
class CriterionResult:
    """A criterion scored for one part, with all that is needed to recompute it by hand.

    `value` is per × amount / pupils, None where it is not known exactly; it then lies between `low` and `high`
    (None: no upper bound). `amount` is the part's own, after `share` of the school's `terms`; in counted units, as
    value × pupils / per. `borderline` is a met criterion whose `low` is within the margin of the line. Where the
    standard draws no line for a school there is no verdict, line, floor or outcome.
    """

    code: str
    stage: Stage
    verdict: Verdict | None
    borderline: bool
    value: Fraction | None
    low: Fraction
    high: Fraction | None
    line: Fraction | None
    floor: Fraction | None
    outcomes: frozenset[Outcome]
    amount: Interval
    terms: tuple[Term, ...]
    share: Share | None
    pupils: Fraction | None

    @property
    def missing(self) -> tuple[str, ...]:
        """The data items that were not reported, those the split needs included."""
        items = [term.item for term in self.terms if term.value is None]
        if self.share is not None:
            return (*items, *self.share.missing)
        return (*items, f"pupils.{self.stage}") if self.pupils is None else tuple(items)


def judge(standard: Standard, criterion: Criterion, part: Part) -> CriterionResult:
    """Score one criterion for one part. Missing pupils leave it open whatever the amount is."""
    line, rule = criterion.lines.get(part.stage), standard.school_rule
    floor = None if line is None or rule is None else rule.floor * line
    amount = part.amount(criterion)
    values = Interval(ZERO, None) if part.pupils is None else amount.times(criterion.per / part.pupils)
    outcomes = frozenset() if line is None or floor is None else possible_outcomes(values, line, floor)
    verdict = _verdict(outcomes) if outcomes else None
    warned = (line or ZERO) * (1 + standard.borderline_margin.share)
    return CriterionResult(
        code=criterion.code,
        stage=part.stage,
        verdict=verdict,
        borderline=verdict is Verdict.MET and values.low <= warned,
        value=values.value,
        low=values.low,
        high=values.high,
        line=line,
        floor=floor,
        outcomes=outcomes,
        amount=amount,
        terms=part.terms(criterion),
        share=part.share if criterion.shared else None,
        pupils=part.pupils,
    )


def possible_outcomes(values: Interval, line: Fraction, floor: Fraction) -> frozenset[Outcome]:
    """Every outcome that some value of the interval has. Line and floor themselves are reached, not missed."""
    possible = set()
    if values.high is None or values.high >= line:
        possible.add(Outcome.MET)
    if values.low < line and (values.high is None or values.high >= floor):
        possible.add(Outcome.NEAR)
    if values.low < floor:
        possible.add(Outcome.BELOW)
    return frozenset(possible)


def _verdict(outcomes: frozenset[Outcome]) -> Verdict:
    if Outcome.MET not in outcomes:
        return Verdict.NOT_MET
    return Verdict.MET if outcomes == {Outcome.MET} else Verdict.CANNOT_DECIDE


def shortage(criterion: Criterion, result: CriterionResult) -> Fraction | None:
    """What a part lacks at least to reach the line, in the reported unit (teachers, m², 万元), never rounded.

    Zero where the line is met, None where that cannot be decided. Where items are missing but the line is missed
    however they turn out, it is the least that is lacking. For a shared criterion it is the lack of this part alone:
    what a school adds is split again, so the school needs this divided by the share.
    """
    if result.verdict is Verdict.MET:
        return ZERO
    if result.verdict is not Verdict.NOT_MET or result.pupils is None or result.amount.high is None:
        return None
    return ((result.line or ZERO) * result.pupils / criterion.per - result.amount.high) / criterion.scale
