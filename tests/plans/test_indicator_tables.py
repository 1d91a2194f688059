"""Figures that a table gives by year or by place; all places are invented."""

import pytest

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.figure_cells import read_figure
from services.plans.domain.policy_text.reading import read_plan
from services.plans.readers.sources import read_source

_PLAN = "云泽市“十四五”教育规划\n主要指标表\n"


def read(rows: str, title: str = _PLAN) -> Draft:
    return read_plan(read_source("text/plain", (title + rows).encode()))


def said(draft: Draft) -> list[str]:
    return [f"{one.comparison} {one.value} {one.unit} {one.deadline}" for one in draft.targets]


def test_the_year_before_the_plan_begins_says_how_things_were() -> None:
    draft = read("|指标|2020年|2025年|\n|巩固率（%）|96.8|98.5|\n|在校生（万人）|3.1|3.2|\n")
    assert said(draft) == [">= 98.5 % 2025-12-31", ">= 32000.0 人 2025-12-31"]
    assert [one.deadline_text for one in draft.targets] == ["2025年", "2025年"]


def test_each_year_of_the_plan_is_a_target_of_its_own() -> None:
    draft = read("|任务|2022年|2023年|\n|新建专业群（个）|3|4|\n", "云泽市行动计划（2022—2024年）\n年度任务表\n")
    assert said(draft) == [">= 3 个 2022-12-31", ">= 4 个 2023-12-31"]


def test_a_figure_that_falls_is_a_cap_and_so_is_one_known_to_be_held_low() -> None:
    draft = read("|指标|单位|2020年|2025年|\n|近视率|%|56|50|\n|班额超标校|所|12|3|\n")
    assert said(draft) == ["<= 50 % 2025-12-31", "<= 3 所 2025-12-31"]
    assert draft.measures == ()


def test_a_cell_that_keeps_only_the_mark_of_a_figure_has_lost_it() -> None:
    draft = read("|指标|2020年|2025年|\n|巩固率（%）|96.8|≥%|\n|入园率（%）|88|90|\n")
    assert said(draft) == [">= 90 % 2025-12-31"]
    assert [one.code for one in draft.defects] == ["number_lost"]


def test_figures_beside_those_who_answer_belong_to_the_measure_of_their_row() -> None:
    draft = read("|指标|2024年|2025年|牵头单位|\n|巩固率（%）|97|98|市教育局|\n")
    assert [one.measure for one in draft.targets] == [draft.measures[0].code] * 2
    assert [one.name for one in draft.measures[0].assignments] == ["市教育局"]


def test_a_table_of_districts_sets_each_its_share() -> None:
    draft = read("|区县|新建园（所）|新增学位（个）|\n|城东区|6|2160|\n", "云泽市建园任务分解表\n")
    assert said(draft) == [">= 6 所 None", ">= 2160 个 None"]
    assert [one.population for one in draft.targets] == ["城东区", "城东区"]


@pytest.mark.parametrize(
    ("cell", "name", "read_as"),
    [
        ("≥95", "毛入园率(%)", ("95", "%", ">=")),
        ("95%以上", "毛入园率", ("95", "%", ">=")),
        ("[1.2万]", "新增学位(个)", ("12000.0", "个", None)),
        ("<0.5", "流失率(%)", ("0.5", "%", "<")),
        ("30", "每十万人口医师数(人)", ("30", "人/十万人口", None)),
        ("3", "新建学校", ("3", "", None)),
        ("较好", "满意度(%)", None),
    ],
)
def test_a_cell_is_read_with_the_unit_of_its_row(
    cell: str, name: str, read_as: tuple[str, str, str | None] | None
) -> None:
    found = read_figure(cell, name)
    assert (found and (str(found.value), found.unit, found.comparison)) == read_as


def test_what_is_added_may_be_less_than_before_and_a_share_per_head_is_a_level() -> None:
    draft = read("|指标|2020年|2025年|\n|新增学位（个）|300|200|\n|每千人口托位数（个）|2|4.5|\n")
    assert said(draft) == [">= 200 个 2025-12-31", ">= 4.5 个/千人口 2025-12-31"]
    assert [one.kind.value for one in draft.targets] == ["cumulative_count", "threshold"]


def test_a_figure_is_read_once_and_a_cell_that_says_more_is_read_as_a_text() -> None:
    draft = read(
        "|指标|2020年|2025年|牵头单位|\n|巩固率（%）|97%|98%|市教育局|\n|改造|2所|改造12所，新增学位300个|市住建局|\n"
    )
    assert [(one.statement, one.measure) for one in draft.targets] == [
        ("巩固率（%） 98%", "m1"),
        ("改造12所", "m2"),
        ("新增学位300个", "m2"),
    ]


def test_what_a_place_has_already_is_not_asked_of_it() -> None:
    draft = read("|区县|现有园（所）|新建园（所）|牵头单位|\n|城东区|16|7|市教育局|\n", "云泽市建园任务分解表\n")
    assert [(one.statement, one.population) for one in draft.targets] == [("城东区 新建园（所） 7", "城东区")]


def test_years_that_are_all_aims_and_a_column_of_totals_are_each_read() -> None:
    draft = read("|指标|目标值|2023年目标|2025年目标|\n|新建学校|10所|4所|6所|\n")
    assert said(draft) == [">= 10 所 None", ">= 4 所 2023-12-31", ">= 6 所 2025-12-31"]


@pytest.mark.parametrize(
    ("cell", "name", "read_as"),
    [
        ("85-90", "本科率(%)", ("85", "90", "%")),
        ("1,200-1,500", "学位(个)", ("1200", "1500", "个")),
        ("3至5万人", "在校生", ("30000", "50000", "人")),
        ("3.5亿", "资金(万元)", ("350000000.0", "None", "元")),
        ("2025年", "论坛", None),
        ("第3名", "排名", None),
        ("每年下降0.5个百分点", "近视率", None),
    ],
)
def test_a_range_and_a_scale_belong_to_the_figure_and_a_day_is_none(
    cell: str, name: str, read_as: tuple[str, str, str] | None
) -> None:
    found = read_figure(cell, name)
    assert (found and (str(found.value), str(found.upper), found.unit)) == read_as
