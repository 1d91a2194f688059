"""Formulas with their numbers in them."""

from collections.abc import Sequence
from fractions import Fraction

from services.audit.domain.case_formula import Amount, Formula, Split, formula_text
from services.audit.domain.case_numbers import exact_text, fraction_of, plain, readable, readable_root
from services.audit.domain.verdict import Verdict

ONE = Fraction(1)


def number(text: str) -> Fraction:
    return Fraction(text)


def formula(
    terms: Sequence[tuple[str, str | None]], pupils: str, line: str, verdict: Verdict, **more: object
) -> Formula:
    amounts = tuple(Amount(number(factor), None if value is None else number(value)) for factor, value in terms)
    base = {"split": None, "per": ONE, "pupils": number(pupils), "value": None, "low": Fraction(0), "high": None}
    return Formula(terms=amounts, line=number(line), verdict=verdict, **base | more)  # type: ignore[arg-type]


def test_the_exact_line_reads_as_an_equality() -> None:
    area = [("1", "8316.8"), ("1", "740.8")]
    text = formula_text(formula(area, "888", "10.2", Verdict.MET, value=number("10.2")))
    assert text == "(8316.8 + 740.8) ÷ 888 = 10.2 ≥ 10.2"


def test_what_is_taken_off_and_what_is_multiplied_shows() -> None:
    area = formula([("1", "3000.5"), ("-1", "200")], "400", "4.5", Verdict.MET, value=number("7.00125"))
    assert formula_text(area) == "(3000.5 − 200) ÷ 400 = 7.00125 ≥ 4.5"
    value = formula([("10000", "12.5")], "80", "2000", Verdict.NOT_MET, value=number("1562.5"))
    assert formula_text(value) == "(12.5 × 10000) ÷ 80 = 1562.5 < 2000"


def test_per_hundred_pupils_and_a_value_that_does_not_end() -> None:
    rooms = formula([("1", "7")], "300", "2.4", Verdict.NOT_MET, per=Fraction(100), value=Fraction(7, 3))
    assert formula_text(rooms) == "7 × 100 ÷ 300 ≈ 2.3333 < 2.4"


def test_a_split_shows_every_stage_with_its_weight() -> None:
    primary, junior = Amount(ONE, Fraction(166)), Amount(Fraction("1.1"), Fraction(210))
    split = Split(primary, (primary, junior))
    shared = formula([("1", "23226")], "166", "4.5", Verdict.MET, split=split, value=Fraction(23226, 397))
    assert formula_text(shared) == "23226 × (166 ÷ (166 + 210 × 1.1)) ÷ 166 ≈ 58.5038 ≥ 4.5"


def test_missing_numbers_are_question_marks_with_their_bounds() -> None:
    open_ = formula([("1", "800"), ("1", None)], "400", "4.5", Verdict.CANNOT_DECIDE, low=Fraction(2))
    assert formula_text(open_) == "(800 + ?) ÷ 400 = ? (2 … ∞), 4.5"
    met = formula([("1", "2000"), ("1", None)], "400", "4.5", Verdict.MET, low=Fraction(5))
    assert formula_text(met) == "(2000 + ?) ÷ 400 ≥ 5 ≥ 4.5"
    missed = formula([("1", "800"), ("-1", None)], "400", "4.5", Verdict.NOT_MET, high=Fraction(2))
    assert formula_text(missed) == "(800 − ?) ÷ 400 ≤ 2 < 4.5"


def test_an_amount_below_zero_counts_as_zero_and_says_so() -> None:
    odd = formula([("1", "100"), ("-1", "200")], "400", "4.5", Verdict.NOT_MET, value=Fraction(0))
    assert formula_text(odd) == "max(0, 100 − 200) ÷ 400 = 0 < 4.5"


def test_a_number_is_never_rounded_onto_the_line_it_is_compared_with() -> None:
    assert readable(Fraction("10.2") - Fraction(1, 3 * 10**7), Fraction("10.2")) == "10.199999967"
    assert readable_root(Fraction("0.25") + Fraction(1, 10**9), Fraction("0.5")) == "0.500000001"
    assert readable_root(Fraction("0.25"), Fraction("0.5")) == "0.5"


def test_numbers_go_through_json_unchanged() -> None:
    assert fraction_of(10.2) == number("10.2")
    assert plain(number("8316.8")) == 8316.8
    assert exact_text(Fraction(4)) == "4/1"
