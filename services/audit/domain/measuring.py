"""Measuring a yardstick in one period, and holding the figure against a demand.

A verdict stands where every completion of the missing values gives it: a missing amount ranges over the non-negative
numbers, a part of a whole at most over its whole, and whoever may or may not be concerned is taken both ways. These
lean towards cannot_decide, and nothing leans the other way:
- `=` where it is open who is concerned, or who keeps what a share of organisations asks;
- a condition on an item of an amount that takes something off;
- an amount over a whole of zero, added to members who may or may not be concerned;
- a comparator whose two figures miss the same item;
- a slowdown with anything missing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from services.audit.domain.measured import Datum, Demand, Facts, Measurement, MemberFigure, Organisation
from services.audit.domain.measuring_figures import Figures, Looked, begins_before_counting, population
from services.audit.domain.measuring_judgement import Judged, judge
from services.audit.domain.measuring_ranges import Range
from services.audit.domain.verdict import Verdict, every
from services.yardsticks.language import Requirement, Yardstick
from services.yardsticks.membership import existed
from services.yardsticks.words import Reach

MARGIN = Fraction(2, 100)
"""The share of a line within which a met demand is flagged, where nobody says otherwise."""


def measure(yardstick: Yardstick, demand: Demand, facts: Facts, period: str, margin: Fraction = MARGIN) -> Measurement:
    """The verdict of the demand, and the figure that decides it, in the unit of the demand.

    With reach `total` the members are not judged one by one: `members`, `failing` and `undecided` are then empty.
    Raises ValueError where the demand lacks the number that the yardstick leaves to it.
    """
    if begins_before_counting(yardstick, period):
        return _without_figure(period, Verdict.CANNOT_DECIDE, "before_counting", ())
    everyone = population(yardstick, facts)
    if not any(existed(one.attributes, period) for one in everyone):
        others = (one for one in facts.organisations.values() if one.kind == yardstick.population.kind)
        if yardstick.may_be_empty and any(existed(one.attributes, period) for one in others):
            return _without_figure(period, Verdict.MET, "none_concerned", ())
        return _without_figure(period, Verdict.CANNOT_DECIDE, "no_reporter", ())
    measuring = _Measuring(yardstick, demand, facts, period, margin)
    found = measuring.each(everyone) if yardstick.reach is Reach.EACH else measuring.together(everyone)
    if yardstick.minimum_sample is None:
        return found
    return measuring.with_sample(found, yardstick.minimum_sample)


@dataclass(frozen=True)
class _Measuring:
    yardstick: Yardstick
    demand: Demand
    facts: Facts
    period: str
    margin: Fraction

    def together(self, everyone: Sequence[Organisation]) -> Measurement:
        """All organisations make one figure; with reach `share` each is judged by itself beside it."""
        figures = Figures(self.yardstick, self.facts, everyone)
        members = self._members_of_share(everyone, self.yardstick.member) if self.yardstick.member else ()
        found = judge(figures, self.demand, self.period, self.margin)
        if not found:
            return _without_figure(self.period, Verdict.MET, "none_concerned", tuple(figures.looked))
        concerned = len(members) if self.yardstick.member else figures.concerned(self.period)
        return _measurement(
            self.period, found, every(each.verdict for each in found), concerned, members, figures.looked
        )

    def each(self, everyone: Sequence[Organisation]) -> Measurement:
        """Every organisation is judged by itself; one that is not concerned is left out."""
        looked: Looked = {}
        members, worst = [], []
        together = Figures(self.yardstick, self.facts, everyone)
        for figures in (together.alone(one) for one in everyone if existed(one.attributes, self.period)):
            found = judge(figures, self.demand, self.period, self.margin)
            looked |= figures.looked
            if found:
                own = min(found, key=lambda judged: judged.rank)
                members.append(
                    _member(figures.among[0].code, every(each.verdict for each in found), own, figures.looked)
                )
                worst.append(own)
        if not members:
            return _without_figure(self.period, Verdict.MET, "none_concerned", tuple(looked))
        verdict = every(member.verdict for member in members)
        return _measurement(self.period, worst, verdict, len(members), tuple(members), looked)

    def with_sample(self, found: Measurement, sample: Requirement) -> Measurement:
        """No verdict below the least sample; with reach `each` everybody needs it, otherwise all together."""
        reach = Reach.EACH if self.yardstick.reach is Reach.EACH else Reach.TOTAL
        counted = measure(*_alone(self.yardstick, sample, reach), self.facts, self.period)
        used = tuple(dict.fromkeys((*found.used, *counted.used)))
        missing = tuple(dict.fromkeys((*found.missing, *counted.missing)))
        if counted.verdict is Verdict.MET:
            return replace(found, used=used, missing=missing)
        reason = "sample_too_small" if counted.verdict is Verdict.NOT_MET else "missing_data"
        return replace(
            found, verdict=Verdict.CANNOT_DECIDE, reason=reason, borderline=False, used=used, missing=missing
        )

    def _members_of_share(self, everyone: Sequence[Organisation], asked: Requirement) -> tuple[MemberFigure, ...]:
        yardstick, demand = _alone(self.yardstick, asked, Reach.EACH)
        return replace(self, yardstick=yardstick, demand=demand).each(everyone).members


def _alone(yardstick: Yardstick, asked: Requirement, reach: Reach) -> tuple[Yardstick, Demand]:
    """A requirement asked of the same organisations as if it were all that is asked."""
    nothing = dict.fromkeys(("member", "versus", "change", "minimum_sample"))
    changes = {**nothing, "quantities": [asked.quantity], "reach": reach}
    return yardstick.model_copy(update=changes), Demand(asked.comparison, Fraction(asked.value))


def _member(code: str, verdict: Verdict, own: Judged, looked: Looked) -> MemberFigure:
    low, high = _shown(own.figure)
    return MemberFigure(code, verdict, own.figure.value, low, high, own.line.value, _missing(looked))


def _measurement(
    period: str,
    found: Sequence[Judged],
    verdict: Verdict,
    concerned: int,
    members: tuple[MemberFigure, ...],
    looked: Looked,
) -> Measurement:
    worst = min(found, key=lambda judged: judged.rank)
    low, high = _shown(worst.figure)
    return Measurement(
        period=period,
        verdict=verdict,
        reason=worst.reason,
        borderline=verdict is Verdict.MET and any(each.borderline for each in found),
        quantity=worst.quantity,
        value=worst.figure.value,
        low=low,
        high=high,
        line=worst.line.value,
        distance=worst.distance,
        concerned=concerned,
        failing=_codes(members, Verdict.NOT_MET),
        undecided=_codes(members, Verdict.CANNOT_DECIDE),
        missing=_missing(looked),
        used=tuple(looked),
        members=members,
    )


def _without_figure(period: str, verdict: Verdict, reason: str, used: tuple[Datum, ...]) -> Measurement:
    return Measurement(
        period=period,
        verdict=verdict,
        reason=reason,
        borderline=False,
        quantity=0,
        value=None,
        low=None,
        high=None,
        line=None,
        distance=None,
        concerned=0,
        failing=(),
        undecided=(),
        missing=(),
        used=used,
        members=(),
    )


def _shown(figure: Range) -> tuple[Fraction | None, Fraction | None]:
    return (None if figure.low is None else figure.low.at), (None if figure.high is None else figure.high.at)


def _missing(looked: Looked) -> tuple[Datum, ...]:
    return tuple(datum for datum, value in looked.items() if value is None)


def _codes(members: Iterable[MemberFigure], verdict: Verdict) -> tuple[str, ...]:
    return tuple(member.organisation for member in members if member.verdict is verdict)
