"""What is in force, which clauses a result rests on, which duty a plan gives."""

from datetime import date
from fractions import Fraction

import pytest

from services.audit.domain.case_carriers import Compared, take_apart
from services.audit.domain.case_clauses import clauses_of, comparison_clauses, unverified
from services.audit.domain.case_duties import DutyRole, duties_of
from services.audit.domain.case_force import plan_in_force, rule_in_force, why_not_binding
from services.audit.domain.coefficient import cv_squared
from services.audit.rules import accountability_rules
from services.audit.standards import shipped_standard
from tests.audit.county import DOUBTFUL

STANDARD = shipped_standard("compulsory-balanced-2017")
PLAN = {"legal_status": "in_force", "in_force_from": "2019-01-24", "phases": [{"ends_on": "2020-12-31"}]}
AS_OF = date(2021, 10, 31)


def test_a_plan_binds_after_its_last_phase() -> None:
    assert plan_in_force(PLAN, AS_OF)


def test_a_plan_binds_from_its_day_on() -> None:
    assert plan_in_force(PLAN, date(2019, 1, 24))
    assert not plan_in_force(PLAN, date(2019, 1, 23))


@pytest.mark.parametrize("status", ["draft_for_comment", "reported_in_press", "superseded"])
def test_a_plan_that_is_not_law_binds_nobody(status: str) -> None:
    assert why_not_binding(STANDARD, PLAN | {"legal_status": status}, "/a/b", "/a/b", AS_OF) == ("plan_not_in_force",)


def test_a_plan_of_a_neighbour_binds_nobody_here() -> None:
    assert why_not_binding(STANDARD, PLAN, "/a/b2", "/a/b", AS_OF) == ("plan_elsewhere",)
    assert why_not_binding(STANDARD, PLAN, "/a/b", None, AS_OF) == ("plan_elsewhere",)
    assert why_not_binding(STANDARD, PLAN, "/a/b/c", "/a/b", AS_OF) == ()


def test_a_standard_does_not_reach_back() -> None:
    assert why_not_binding(STANDARD, None, "/a", None, date(2017, 5, 22)) == ("standard_not_in_force",)


def test_the_accountability_rules_hold_from_september_2021() -> None:
    assert rule_in_force(accountability_rules(), date(2021, 8, 31)) is None
    rule = rule_in_force(accountability_rules(), date(2021, 9, 1))
    assert rule is not None
    assert rule.code == "accountability-2021"


def test_what_no_text_confirms_is_in_doubt() -> None:
    assert unverified(STANDARD, list(clauses_of(STANDARD))) == DOUBTFUL


def test_a_comparison_rests_on_the_split_only_where_a_part_was_split() -> None:
    assert "splits" in comparison_clauses(STANDARD, "R4", split=True)
    assert "splits" not in comparison_clauses(STANDARD, "R4", split=False)


def test_a_mixed_clause_grounds_either_role() -> None:
    clause = {"code": "x/1", "place": "五 1", "own_role": "cooperating", "mixed": True}
    (duty,) = duties_of({"units": [{"organisation": "x", "duties": [clause]}]}, "x")
    assert duty.grounds(DutyRole.RESPONSIBLE)
    assert duty.grounds(DutyRole.COOPERATING)


def test_a_unit_the_plan_does_not_name_has_no_duty() -> None:
    assert duties_of({"units": [{"organisation": "x", "duties": []}]}, "y") == ()


def test_the_schools_that_carry_a_coefficient_add_up_to_it() -> None:
    pupils, books = [45, 37, 89, 76, 55], [279, 137, 935, 160, 402]
    schools = [
        Compared(f"s{place}", Fraction(weight), Fraction(amount, weight))
        for place, (weight, amount) in enumerate(zip(pupils, books, strict=True))
    ]
    apart = take_apart(schools, Fraction(0))
    assert apart is not None
    found = apart.carriers
    assert sum(each.share for each in found) == 1
    assert [each.compared.organisation for each in found][:2] == ["s2", "s3"]
    total, mean = sum(pupils), Fraction(sum(books), sum(pupils))
    square = cv_squared([Fraction(each) for each in pupils], [Fraction(each) for each in books])
    assert square is not None
    assert found[0].share * square == Fraction(89, total) * (Fraction(935, 89) - mean) ** 2 / mean**2


def test_schools_all_alike_carry_nothing() -> None:
    apart = take_apart([Compared("a", Fraction(3), Fraction(2)), Compared("b", Fraction(5), Fraction(2))], Fraction(0))
    assert apart is not None
    assert [each.contribution for each in apart.carriers] == [0, 0]
