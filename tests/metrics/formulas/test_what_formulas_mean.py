"""Names, kinds and units: what does not fit is refused with its place and a way out."""

import pytest

from services.metrics.domain.formulas.faults import FormulaFault, FormulaRefused
from services.metrics.domain.formulas.formula import Wanted, amount, condition, value
from services.metrics.domain.formulas.kinds import TRUTH, Kind, number
from services.metrics.domain.formulas.units import unit_of
from services.yardsticks.periods import PeriodKind
from tests.metrics.formulas.known import KNOWN


def wanted(kind: Kind, period: PeriodKind = PeriodKind.SCHOOL_YEAR, reporter: str = "school") -> Wanted:
    return Wanted(kind, period, reporter)


def faults(text: str) -> list[FormulaFault]:
    with pytest.raises(FormulaRefused) as caught:
        condition(text, KNOWN)
    return list(caught.value.faults)


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("pupls > 3", "unknown_item", 1),
        ("area + pupils > 0", "units_differ", 8),
        ("area < pupils", "units_differ", 8),
        ("sum(area, pupils) > 0", "units_differ", 11),
        ("if(fenced, area, pupils) > 0", "units_differ", 18),
        ("equipment > funds", "scales_differ", 13),
        ('equipment / pupils > 2000 "元/人"', "scales_differ", 1),
        ("pupils > 50", "unit_missing", 10),
        ("area > 2 * 3", "unit_missing", 8),
        ('to(area, "人") > 0', "not_convertible", 1),
        ('area > 3 "平方来"', "unknown_unit", 8),
        ("fenced + 1 > 0", "wrong_kind", 1),
        ("pupils and fenced", "wrong_kind", 1),
        ("pupils", "wrong_kind", 1),
        ("attribute.stages", "wrong_kind", 1),
        ("not pupils", "wrong_kind", 5),
        ("fenced < lit", "wrong_kind", 1),
        ('attribute.place > "rural"', "wrong_kind", 1),
        ('attribute.place = "country"', "unknown_word", 19),
        ('attribute.plaice = "rural"', "unknown_attribute", 1),
        ('attribute.school_kind in ("primary", "primry")', "unknown_word", 38),
        ('"primry" in attribute.stages', "unknown_word", 1),
        ('culture >= "superb"', "unknown_word", 12),
        ("culture >= 2", "wrong_kind", 12),
        ("sum() > 0", "arguments", 1),
        ("round(area, 1.5) > 0", "arguments", 1),
        ("round(area, 10) > 0", "arguments", 1),
        ("round(area, pupils) > 0", "arguments", 1),
        ("present(area + hall_area)", "arguments", 1),
        ("to(area, pupils) > 0", "arguments", 1),
        ("if(fenced, area) > 0", "arguments", 1),
        ("if(present(area), area, 0) > 0", "presence_as_value", 4),
        ("if(count_known(area, rooms) > 1, area, 0) > 0", "presence_as_value", 4),
        ("if(if(fenced, present(area), true), area, 0) > 0", "presence_as_value", 4),
        ("funds > county_pay", "other_reporter", 9),
        ("funds > yearly_funds", "other_period", 9),
    ],
)
def test_what_does_not_fit_is_refused_where_it_stands(text: str, code: str, column: int) -> None:
    (found,) = faults(text)
    assert (found.code, found.column) == (code, column)
    assert found.en != found.zh


def test_every_fault_is_found_at_once() -> None:
    found = faults('area + pupils > 0 and pupls > 3 or attribute.place = "x"')
    assert [each.code for each in found] == ["units_differ", "unknown_item", "unknown_word"]


def test_hints_can_be_copied() -> None:
    assert faults("pupls > 3")[0].hint_en == "did you mean `pupils`?"
    assert faults("pupils > 50")[0].hint_zh == '请写成 50 "人"'
    assert faults('equipment / pupils > 2000 "元/人"')[0].hint_en == 'write to(…, "元/人")'


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("area / pupils", "㎡/人"),
        ("equipment / pupils", "万元/人"),
        ('to(equipment / pupils, "元/生")', "元/人"),
        ("teachers / pupils", "比率"),
        ('to(teachers / pupils, "名/百生")', "人/百人"),
        ("area * pupils / rooms", "㎡·人/间"),
        ("area / (pupils * rooms)", "㎡/(人·间)"),
        ("1 / pupils", "1/人"),
        ("pupils + 1.1 * boarders", "人"),
        ("0 - area", "㎡"),
        ("count_known(area, rooms)", "比率"),
        ("area + hall_area", "㎡"),
    ],
)
def test_the_unit_of_a_result_is_derived(text: str, unit: str) -> None:
    assert str(amount(text, KNOWN).kind.unit) == unit


def test_a_value_of_another_unit_than_was_stated_is_refused_with_the_conversion() -> None:
    with pytest.raises(FormulaRefused) as caught:
        value("equipment / pupils * 10000", KNOWN, wanted(number(unit_of("元/生"))))
    (found,) = caught.value.faults
    assert (found.code, found.hint_en) == ("unit_not_derived", 'write to(…, "元/人")')


def test_no_derived_value_hangs_on_whether_something_was_reported() -> None:
    with pytest.raises(FormulaRefused) as caught:
        value("present(area) and area > 0", KNOWN, wanted(TRUTH))
    assert caught.value.faults[0].code == "presence_as_value"
    assert condition("present(area) or not present(hall_area)", KNOWN).codes == ("area", "hall_area")


def test_percent_is_a_scale_of_its_own() -> None:
    assert condition('to(teachers / pupils, "%") >= 85 "%"', KNOWN)
    assert faults('teachers / pupils >= 85 "%"')[0].code == "scales_differ"


def test_a_value_is_of_the_kind_the_period_and_the_organisations_that_it_says() -> None:
    for text, asked, code in (
        ("area > 0", wanted(number(unit_of("㎡"))), "wrong_kind"),
        ("area", wanted(TRUTH), "wrong_kind"),
        ("area", wanted(number(unit_of("㎡")), PeriodKind.TERM), "other_period"),
        ("area", wanted(number(unit_of("㎡")), reporter="department"), "other_reporter"),
    ):
        with pytest.raises(FormulaRefused) as caught:
            value(text, KNOWN, asked)
        assert caught.value.faults[0].code == code


@pytest.mark.parametrize("text", ["", "/", "元/", "/生", "a/b/c", "所（班）", "元/(人·月)", "x^2", "㎡^", "(", "·"])
def test_any_text_is_a_unit(text: str) -> None:
    assert unit_of(text).same_as(unit_of(text))


def test_an_unknown_unit_is_like_nothing_but_itself() -> None:
    assert not unit_of("所（班）").converts_to(unit_of("所"))
    assert unit_of("m2/person").same_as(unit_of("㎡/生"))
