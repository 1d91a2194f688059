"""The rule for one school: so many lines met, and none of the rest under the floor."""

from collections.abc import Sequence

from services.audit.domain.criterion import Outcome
from services.audit.domain.standard import SchoolRule
from services.audit.domain.verdict import Verdict

_BEST_FIRST = (Outcome.MET, Outcome.NEAR, Outcome.BELOW)


def school_verdict(rule: SchoolRule, possible: Sequence[frozenset[Outcome]]) -> Verdict:
    """The verdict all combinations of possible outcomes agree on, one set per criterion, else `cannot_decide`.

    A better outcome never makes a school fail, so the best and the worst combination speak for all between them.
    """
    best = [next(outcome for outcome in _BEST_FIRST if outcome in outcomes) for outcomes in possible]
    worst = [next(outcome for outcome in reversed(_BEST_FIRST) if outcome in outcomes) for outcomes in possible]
    if not passes(rule, best):
        return Verdict.NOT_MET
    return Verdict.MET if passes(rule, worst) else Verdict.CANNOT_DECIDE


def passes(rule: SchoolRule, outcomes: Sequence[Outcome]) -> bool:
    """Whether a school with exactly these outcomes keeps the rule."""
    return outcomes.count(Outcome.MET) >= rule.at_least and Outcome.BELOW not in outcomes
