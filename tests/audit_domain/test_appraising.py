"""Grades of units: by shares, lowered or capped by what happened, and none where what is open makes a difference."""

from fractions import Fraction

import pytest

from services.audit.domain.appraising import Condition, Consequence, GradeLine, proposed

GRADES = [
    GradeLine("excellent", "优秀", Fraction(9, 10)),
    GradeLine("good", "良好", Fraction(8, 10)),
    GradeLine("qualified", "合格", Fraction(65, 100)),
    GradeLine("unqualified", "不合格", Fraction(0)),
]
LOWER = Consequence(Condition.ORDER_OVERDUE, 1, None)
CAP = Consequence(Condition.HELD_TO_ACCOUNT, 1, "qualified")


def counts(met: int, not_met: int, unknown: int = 0) -> dict[str, int]:
    return {"met": met, "not_met": not_met, "cannot_decide": unknown}


ON_LINES = [
    (9, 1, "excellent"),
    (89, 11, "good"),
    (8, 2, "good"),
    (13, 7, "qualified"),
    (64, 36, "unqualified"),
    (0, 1, "unqualified"),
]


@pytest.mark.parametrize(("met", "missed", "grade"), ON_LINES)
def test_a_share_exactly_on_its_line_reaches_it(met: int, missed: int, grade: str) -> None:
    assert proposed(GRADES, [], {}, counts(met, missed)).grade == grade


def test_what_is_open_gives_a_grade_only_where_it_makes_no_difference() -> None:
    same = proposed(GRADES, [], {}, counts(91, 5, 4))
    assert (same.grade, same.low, same.high) == ("excellent", Fraction(91, 100), Fraction(95, 100))
    open_ = proposed(GRADES, [], {}, counts(8, 1, 1))
    assert (open_.grade, open_.reason, open_.low, open_.high) == (
        None,
        "cannot_decide",
        Fraction(4, 5),
        Fraction(9, 10),
    )
    assert proposed(GRADES, [], {}, counts(0, 0)).reason == "nothing_due"


def test_what_happened_lowers_by_one_and_caps() -> None:
    overdue, held = {Condition.ORDER_OVERDUE: 1}, {Condition.HELD_TO_ACCOUNT: 2}
    assert proposed(GRADES, [LOWER, CAP], overdue, counts(9, 1)).grade == "good"
    assert proposed(GRADES, [LOWER, LOWER], overdue, counts(9, 1)).grade == "good", "one grade, whatever the number"
    assert proposed(GRADES, [LOWER, CAP], held, counts(9, 1)).grade == "qualified"
    assert proposed(GRADES, [CAP], held, counts(1, 9)).grade == "unqualified", "a cap lifts nobody"
    assert proposed(GRADES, [LOWER], overdue, counts(0, 9)).grade == "unqualified", "below the last there is nothing"
    often = Consequence(Condition.ORDER_OVERDUE, 2, None)
    assert proposed(GRADES, [often], overdue, counts(9, 1)).applied == ()
