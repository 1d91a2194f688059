"""One document in simplified, traditional and half-converted characters reads the same."""

from collections.abc import Callable
from typing import Any

import pytest
from opencc import OpenCC

from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.reading import read_plan
from tests.plans.plain_sources import plain_source

TEXT = """云泽市教育系统干部队伍建设三年行动方案（虚构）
一、总体要求
着力提升管理水平，到2027年公办园占比达到55%以上。
二、重点任务
（一）加强干部培训。每年培训校长300人次，后备干部全部轮训。（牵头单位：市教育局；配合单位：市台办、市委编办）
（二）改善办学条件。新建学校12所，覆盖里程、征地、准入等制度。（责任单位：市发展改革委、市自然资源和规划局、各县（市、区））
（三）关爱学生。由市卫生健康委牵头，市体育局、团市委配合，复查视力不少于2次。
三、保障措施
（一）强化统筹。由市教育督导委员会办公室负责咨询与督导。
云泽市人民政府办公室
2025年3月1日
"""
# What converters make of simplified characters that have several traditional ones, right or wrong.
WRONG = str.maketrans("后台干里征准制复系发面余于云了表范周志占采", "後臺幹裏徵準製複繫髮麵餘於雲瞭錶範週誌佔採")
OTHERS = str.maketrans("台干里复系占周采着咨众群", "檯乾裡復係佔賙寀著諮衆羣")
RADICALS = str.maketrans("一人工大里长民", "⼀⼈⼯⼤⾥⻓⺠")


def every_other(text: str) -> str:
    return "".join(OpenCC("s2t").convert(one) if at % 2 else one for at, one in enumerate(text))


WAYS: dict[str, Callable[[str], str]] = {
    "traditional": OpenCC("s2t").convert,
    "of Taiwan": OpenCC("s2tw").convert,
    "of Hong Kong": OpenCC("s2hk").convert,
    "every other character": every_other,
    "wrong ones among simplified": lambda text: text.translate(WRONG),
    "wrong ones among traditional": lambda text: OpenCC("s2t").convert(text).translate(OTHERS),
    "other wrong ones": lambda text: text.translate(OTHERS),
    "radicals out of a PDF": lambda text: text.translate(RADICALS),
}


def seen(text: str) -> list[Any]:
    draft = read_plan(plain_source(text))
    measures = [one for each in draft.programmes for one in each.measures] + list(draft.measures)
    return [
        [draft.issuer and fold(draft.issuer), str(draft.dated), draft.legal_status],
        [
            (fold(one.title), [(fold(each.name), each.role) for each in one.assignments], one.open_ended_roles)
            for one in measures
        ],
        [fold(one.title) for one in draft.guarantees],
        [(fold(one.statement), one.kind, one.value, one.unit, one.deadline, one.measure) for one in draft.targets],
        [one.code for one in draft.defects],
    ]


@pytest.mark.parametrize("way", WAYS)
def test_it_reads_the_same(way: str) -> None:
    assert WAYS[way](TEXT) != TEXT
    assert seen(WAYS[way](TEXT)) == seen(TEXT)


def test_it_reads_as_it_should() -> None:
    (_, measures, guarantees, targets, _) = seen(TEXT)
    assert [len(units) for _, units, _ in measures] == [3, 3, 3]
    assert (len(guarantees), len(targets)) == (1, 5)


def test_a_character_is_folded_to_one_character() -> None:
    every = "".join(map(chr, range(0x30000)))
    assert len(fold(every)) == len(every)
