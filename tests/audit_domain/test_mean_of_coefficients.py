"""The county rule of 2012: not each coefficient but the mean of all eight has a limit."""

from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.audit.domain.assess import CountyAssessment, assess
from services.audit.domain.case_clauses import mean_clauses, unverified
from services.audit.domain.case_findings import findings_of
from services.audit.domain.facts import SchoolFacts, SchoolKind, Stage
from services.audit.domain.items import coefficient_verdicts, indicator_lines
from services.audit.domain.mean_comparison import MeanComparison
from services.audit.domain.standard import MEAN
from services.audit.domain.verdict import Verdict
from services.audit.standards import shipped_document, shipped_standard
from tests.audit_domain.tables import row_name

STANDARD = shipped_standard("compulsory-basic-2012")
MEANS = shipped_document("examples/means")
CODES = [criterion.code for criterion in STANDARD.criteria]


def school(code: str, stage: Stage, amounts: dict[str, Any], pupils: int | None = 100) -> SchoolFacts:
    """A school of one stage that has so much of each indicator, in the unit that is reported."""
    values: dict[str, Any] = {f"pupils.{stage}": pupils, "indoor_sports_area": 0}
    for criterion in STANDARD.criteria:
        items = [item for item, _ in criterion.amounts[stage]]
        values |= {item: 0 for item in items if item not in values} | {items[0]: amounts[criterion.code]}
    return SchoolFacts(code, code, SchoolKind(stage.value), values)


def two(stage: Stage, deviations: list[int]) -> CountyAssessment:
    """Two schools alike in size whose coefficients are these, in thousandths."""
    signs = {"a": -1, "b": 1}
    return assess(
        STANDARD,
        [
            school(name, stage, {code: 1000 + sign * d for code, d in zip(CODES, deviations, strict=True)})
            for name, sign in signs.items()
        ],
    )


def mean(county: CountyAssessment, stage: Stage = Stage.PRIMARY) -> MeanComparison:
    return next(each for each in county.means if each.stage is stage)


@pytest.mark.parametrize("row", MEANS["rows"], ids=row_name)
def test_a_row_of_the_table_of_means_comes_out_as_written(row: list[Any]) -> None:
    _, stage, deviations, expected, verdict = row
    county = two(Stage(stage), [int(each) for each in deviations])
    found = mean(county, Stage(stage))
    assert found.exact == Fraction(expected)
    assert (found.verdict, county.verdict) == (Verdict(verdict), Verdict(verdict))


def test_the_table_holds_a_row_below_at_and_above_both_limits() -> None:
    assert STANDARD.county_rule is not None
    for stage, limit in STANDARD.county_rule.limits.items():
        means = [Fraction(row[3]) for row in MEANS["rows"] if row[1] == stage]
        assert limit in means
        assert min(means) < limit < max(means)


def test_a_mean_that_is_shown_as_the_limit_and_lies_above_it_is_not_met() -> None:
    above = [*[650] * 7, 650]
    county = two(Stage.PRIMARY, above)
    assert mean(county).verdict is Verdict.MET
    little = dict.fromkeys(CODES, 1000)
    schools = [
        school("a", Stage.PRIMARY, little | dict.fromkeys(CODES, 350) | {"B8": Fraction(350) - Fraction(1, 10**9)}),
        school("b", Stage.PRIMARY, little | dict.fromkeys(CODES, 1650)),
    ]
    found = mean(assess(STANDARD, schools))
    assert found.verdict is Verdict.NOT_MET
    assert found.near is not None
    assert round(found.near, 6) == Fraction("0.65")


def test_no_coefficient_has_a_verdict_of_its_own_and_no_school_is_judged() -> None:
    county = two(Stage.PRIMARY, [900, *[300] * 7])
    assert {each.verdict for each in county.comparisons} == {None}
    assert {each.reason for each in county.comparisons if each.stage is Stage.PRIMARY} == {"counts_in_mean"}
    assert county.schools == {"a": None, "b": None}
    lines = indicator_lines(STANDARD, coefficient_verdicts(county), county.school_rule, ())
    assert [(line.code, line.verdict) for line in lines] == [*((code, None) for code in CODES), (MEAN, Verdict.MET)]


def test_one_amount_missing_leaves_the_mean_open_only_where_it_can_decide() -> None:
    stage = Stage.PRIMARY
    known = dict.fromkeys(CODES, 1000)
    even, open_ = school("a", stage, known), school("b", stage, known | {"B4": None})
    assert mean(assess(STANDARD, [even, open_])).verdict is Verdict.MET
    far = school("c", stage, dict.fromkeys(CODES, 9000))
    found = mean(assess(STANDARD, [even, far, school("b", stage, known | {"B4": None})]))
    assert found.verdict is Verdict.NOT_MET
    for others, verdict in ((400, Verdict.MET), (380, Verdict.CANNOT_DECIDE)):
        left = school("a", stage, dict.fromkeys(CODES, others))
        right = school("b", stage, dict.fromkeys(CODES, 2000 - others) | {"B4": None})
        found = mean(assess(STANDARD, [left, right]))
        assert found.verdict is verdict, "seven of 0.6 and any eighth up to 1 come to 0.65 at most"
    assert (found.verdict, found.missing, found.reason) == (Verdict.CANNOT_DECIDE, ("b",), "missing_amounts")


def test_a_mean_of_zero_or_pupils_missing_leave_it_open_and_no_school_leaves_it_out() -> None:
    stage = Stage.PRIMARY
    nothing = [school(name, stage, dict.fromkeys(CODES, 1) | {"B5": 0}) for name in "ab"]
    assert mean(assess(STANDARD, nothing)).reason == "mean_is_zero"
    unknown = [school("a", stage, dict.fromkeys(CODES, 1)), school("b", stage, dict.fromkeys(CODES, 1), None)]
    found = mean(assess(STANDARD, unknown))
    assert (found.verdict, found.reason) == (Verdict.CANNOT_DECIDE, "missing_pupils")
    absent = mean(assess(STANDARD, unknown[:1]), Stage.JUNIOR_SECONDARY)
    assert (absent.verdict, absent.reason) == (None, "no_school_in_stage")


def test_a_failed_mean_is_one_finding_and_rests_on_every_unconfirmed_clause_behind_it() -> None:
    county = two(Stage.JUNIOR_SECONDARY, [600] * 8)
    (finding,) = findings_of(STANDARD, "000001", county)
    assert (finding.criterion, finding.stage) == (MEAN, Stage.JUNIOR_SECONDARY)
    assert finding.shortage["en"] == "mean of the differential coefficients 0.6, above its limit 0.55"
    assert set(finding.rests_on_unverified) == {
        "in_force_from",
        "county_rule",
        "criteria.B6",
        "criteria.B7",
        "criteria.B8",
    }
    assert unverified(STANDARD, mean_clauses(STANDARD, split=True)) == finding.rests_on_unverified


@given(
    st.lists(st.lists(st.integers(0, 50), min_size=8, max_size=8), min_size=2, max_size=5),
    st.lists(st.integers(1, 300), min_size=5, max_size=5),
)
def test_any_county_comes_out_as_two_hundred_digits_say(amounts: list[list[int]], pupils: list[int]) -> None:
    """Written anew from the formula: CV = S / X̄ with pupils as weights, then the mean of the eight."""
    if any(not any(row[place] for row in amounts) for place in range(8)):
        return
    schools = [
        school(str(place), Stage.PRIMARY, dict(zip(CODES, row, strict=True)), pupils[place])
        for place, row in enumerate(amounts)
    ]
    with localcontext() as context:
        context.prec = 200
        total = Decimal(sum(pupils[: len(amounts)]))
        coefficients = []
        for place in range(8):
            rates = [Decimal(row[place]) / pupils[n] for n, row in enumerate(amounts)]
            centre = Decimal(sum(row[place] for row in amounts)) / total
            spread = sum(pupils[n] / total * (rate - centre) ** 2 for n, rate in enumerate(rates))
            coefficients.append(Decimal(spread).sqrt() / centre)
        expected = Decimal(sum(coefficients)) / 8
    if abs(expected - Decimal("0.65")) < Decimal(10) ** -150:
        return
    found = mean(assess(STANDARD, schools))
    assert found.verdict is (Verdict.MET if expected < Decimal("0.65") else Verdict.NOT_MET)
