"""Six of seven, none of the rest under the floor; checked against every combination written out."""

from collections.abc import Iterable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.criterion import Outcome
from services.audit.domain.school_rule import school_verdict
from services.audit.domain.verdict import Verdict, every
from tests.audit_domain.county import STANDARD

assert STANDARD.school_rule is not None
RULE = STANDARD.school_rule
MET, NEAR, BELOW = Outcome.MET, Outcome.NEAR, Outcome.BELOW


def sets(*outcomes: Outcome | Iterable[Outcome]) -> list[frozenset[Outcome]]:
    return [frozenset([each] if isinstance(each, Outcome) else each) for each in outcomes]


@pytest.mark.parametrize(
    ("possible", "verdict"),
    [
        (sets(*[MET] * 7), Verdict.MET),
        (sets(*[MET] * 6, NEAR), Verdict.MET),
        (sets(*[MET] * 6, BELOW), Verdict.NOT_MET),
        (sets(*[MET] * 5, NEAR, NEAR), Verdict.NOT_MET),
        (sets(*[MET] * 6, Outcome), Verdict.CANNOT_DECIDE),
        (sets(*[MET] * 6, [MET, NEAR]), Verdict.MET),
        (sets(*[MET] * 5, NEAR, [MET, NEAR]), Verdict.CANNOT_DECIDE),
        (sets(*[MET] * 4, NEAR, NEAR, Outcome), Verdict.NOT_MET),
        (sets(*[Outcome] * 7), Verdict.CANNOT_DECIDE),
    ],
)
def test_the_rule_gives_the_verdict_written_beside(possible: list[frozenset[Outcome]], verdict: Verdict) -> None:
    assert school_verdict(RULE, possible) is verdict


@given(st.lists(st.frozensets(st.sampled_from(Outcome), min_size=1), min_size=7, max_size=7))
def test_the_rule_decides_exactly_where_all_combinations_agree(possible: list[frozenset[Outcome]]) -> None:
    passed = {combined.count(MET) >= 6 and BELOW not in combined for combined in product(*possible)}
    agreed = Verdict.MET if passed == {True} else Verdict.NOT_MET
    expected = Verdict.CANNOT_DECIDE if len(passed) == 2 else agreed
    assert school_verdict(RULE, possible) is expected


@pytest.mark.parametrize(
    ("verdicts", "combined"),
    [
        (["met", "met"], "met"),
        (["met", "cannot_decide"], "cannot_decide"),
        (["cannot_decide", "not_met"], "not_met"),
        (["met", "not_met"], "not_met"),
    ],
)
def test_verdicts_combine_by_kleenes_logic(verdicts: list[str], combined: str) -> None:
    assert every(Verdict(each) for each in verdicts) is Verdict(combined)
