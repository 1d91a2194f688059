"""Who a sentence begins with, whatever it says of them, and rows of names that stand alike."""

import pytest

from services.plans.domain.policy_text.leading_names import leading_names
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.rosters import rows_of

BEGINS = [
    ("县水利局拉网围挡", ["县水利局"]),
    ("县委组织部派驻指导员", ["县委组织部"]),
    ("县委办督查", ["县委办"]),
    ("团县委组织学校开展活动", ["团县委"]),
    ("县公安局交警大队施划车位", ["县公安局交警大队"]),
    ("精神卫生专科医院每季度派医师坐诊", ["精神卫生专科医院"]),
    ("县民政局、县残联、县妇联摸底", ["县民政局", "县残联", "县妇联"]),
    ("宣传、网信部门清理谣言", ["宣传", "网信部门"]),
    ("各县(市、区)教育局派人", ["各县(市、区)教育局"]),
    ("各乡镇人民政府(街道办事处)摸排", ["各乡镇人民政府(街道办事处)"]),
    ("省人民政府教育督导委员会抽查", ["省人民政府教育督导委员会"]),
    ("县教育局办好家长学校", ["县教育局"]),
]
OF_NOBODY = [
    "组织家长委员会参与监督",
    "查处违法行为",
    "每周入校转一圈",
    "县教育局的经费",
    "县教育局 周某 局长",
    "县教育局主要负责同志任组长",
    "据气象部门预报",
    "部门职责",
    "领导小组办公室设在县教育局",
]


def names(text: str) -> list[str]:
    return [text[slice(*name)] for name in leading_names(Passage.plain(text), 0, len(text))]


@pytest.mark.parametrize(("text", "expected"), BEGINS)
def test_a_sentence_begins_with_the_units_whose_endings_it_shows(text: str, expected: list[str]) -> None:
    assert names(text) == expected


@pytest.mark.parametrize("text", OF_NOBODY)
def test_a_sentence_about_a_unit_or_without_one_begins_with_nobody(text: str) -> None:
    assert names(text) == []


def headed(*lines: str, announced: bool = False) -> list[bool]:
    return [head is not None for head in rows_of([Passage.plain(line) for line in lines], announced=announced)]


def test_offices_in_a_row_head_what_follows_with_any_verb_and_without_one() -> None:
    assert headed("县气象局:逐时报天气。", "县公安局:拉起警戒线。", "考点学校:试音、对时、贴桌签。") == [
        True,
        True,
        True,
    ]


def test_what_is_no_name_in_a_row_of_names_heads_nothing() -> None:
    assert headed("1.县气象局:逐时报天气。", "2.县公安局:拉起警戒线。", "3.工作要求:务必守时。") == [True, True, False]


def test_posts_head_duties_only_where_these_are_announced() -> None:
    lines = ("1.厨师长:编排带量食谱。", "2.保管员:离地离墙存放。", "3.陪餐人员:先尝后发。")
    assert headed(*lines) == [False, False, False]
    assert headed(*lines, announced=True) == [True, True, True]


@pytest.mark.parametrize("said", ["府前路3号,0000-1234567", "周某", "见各地公告", "县财政局、县人社局"])
def test_a_place_a_number_a_person_or_units_are_no_duty(said: str) -> None:
    assert headed(f"县教育局:{said}", f"县公安局:{said}", announced=True) == [False, False]


def test_names_alone_head_duties_where_something_stands_between_them() -> None:
    assert headed("县教育局", "1.点验教材", "县公安局", "1.定点执勤") == [True, False, True, False]
    assert headed("县教育局", "县公安局", "县财政局") == [False, False, False]
