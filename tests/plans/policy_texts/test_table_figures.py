"""Figures in columns of aims."""

from typing import Any

import pytest

from services.plans.domain.policy_text.figure_columns import Period
from services.plans.domain.policy_text.plan_years import first_year
from services.plans.domain.policy_text.reading import read_plan
from services.plans.domain.policy_text.table_figures import TableFigure, table_figures
from services.plans.readers.sources import read_source
from tests.plans.policy_texts.texts import cases, table_of

CASES = cases("table_figures.yaml")
LIST = """青禾县教育任务清单（虚构）

| 序号 | 项目 | 目标值 | 牵头单位 | 完成时间 |
|---|---|---|---|---|
| 一、学前教育 |
| 1 | 新建公办幼儿园 | 5所 | 县教育局 | 2025年12月 |
| 2 | 公办园占比 | ≥55% | 县教育局 | 长期 |
"""


def period(case: dict[str, Any]) -> Period:
    return Period(case.get("issued"), first_year("", case.get("issued")))


def told(figure: TableFigure) -> list[Any]:
    one = figure.target
    value = " ".join(str(each) for each in (one.value, one.upper) if each is not None)
    return [one.statement, one.kind.value, one.comparison and one.comparison.value, value, one.unit, one.deadline]


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_a_figure_in_a_column_of_aims_is_a_target_of_what_its_row_names(case: dict[str, Any]) -> None:
    source, table = table_of(case["rows"])
    assert [told(one) for one in table_figures(source, table, period(case)).figures] == case.get("figures", [])


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_every_figure_says_where_it_stands(case: dict[str, Any]) -> None:
    source, table = table_of(case["rows"])
    for one in table_figures(source, table, period(case)).figures:
        value = one.target.read["value"].span
        assert source.at(value) in one.target.statement
        assert one.target.span.start <= value.start < value.end <= one.target.span.end
        if one.target.deadline:
            assert source.at(one.target.read["deadline"].span).replace(" ", "") == one.target.deadline_text


def test_a_figure_belongs_to_the_measure_of_its_row_and_has_its_deadline_and_is_read_once() -> None:
    draft = read_plan(read_source("text/plain", LIST.encode()))
    assert [(each.title, [one.code for one in each.measures]) for each in draft.programmes] == [
        ("一、学前教育", ["m1", "m2"])
    ]
    assert [(one.statement, one.measure, one.kind.value, str(one.deadline)) for one in draft.targets] == [
        ("新建公办幼儿园 5所", "m1", "cumulative_count", "2025-12-31"),
        ("公办园占比 ≥55%", "m2", "threshold", "None"),
    ]


def test_a_comparison_that_nobody_printed_is_assumed_and_the_number_is_not() -> None:
    source, table = table_of([["指标", "目标值"], ["入园率", "95%"], ["巩固率", "不低于96%"]])
    assumed, printed = (one.target.read for one in table_figures(source, table, Period()).figures)
    assert (assumed["comparison"].confidence, assumed["value"].confidence) == (0.6, 1.0)
    assert printed["comparison"].confidence == 1.0
