"""How much like the name of a bearer of duties the words before a mark are."""

import re
from collections.abc import Iterator
from enum import IntEnum

from services.plans.domain.policy_text.duty_heads import names_no_unit, stated_part, unit_names
from services.plans.domain.policy_text.duty_words import VERB
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.unit_words import bears_duties, is_unit

_LONGEST_POST = 12
_SEPARATOR = re.compile("[、和及]")
_NAME = re.compile(r"[\u4e00-\u9fff“”]{1,16}(?:\([^()]{1,20}\))?")
# What a paragraph may be about that is nobody.
_TOPIC = re.compile(
    "(?:目标|原则|制度|机制|内容|要求|方式|方法|时间|日期|地点|对象|范围|措施|举措|步骤|阶段|程序|流程|标准|条件|情况|依据|意义|工作|管理|建设|活动|培训"
    "|宣传|教育|检查|评估|评价|考核|督导|监督|监管|监测|经费|资金|安排|部署|办法|说明|备注|附件|方面|任务|问题|材料|人数|名单|名称|电话|邮箱|地址|领导|保障"
    "|责任|职责|分工|服务|处置|整治|整改|排查|治理|期间|以上|左右|如下|事项|议定|指出|强调|认为|记录|设施|设备|质量|能力|水平|体系|课程|项目|工程|行动|问责|追责|奖惩|督办)$"
)
_TOGETHER = re.compile("会同|协同|配合|由")
_SENTENCE = re.compile("[把被的未要每\\d]|不得|应当|必须")
_NO_MORE = re.compile("[对把将被的]|不得|应当|必须|要|年|月|未|[日天内]|每|\\d")
_POST = re.compile(
    "(?:员|师|长|主任|书记|教师|老师|医生|校医|保安|门卫|司机|学生|干部|专干|督学|者|(?<!责任)(?<!个)人|工)(?:\\([^()]*\\))?$"
)


class Grade(IntEnum):
    """How much like a name it is: an organ, what ends as names do, any short noun."""

    POSSIBLE = 1
    LIKELY = 2
    SURE = 3


def graded(passage: Passage, start: int, end: int) -> tuple[tuple[tuple[int, int], ...], Grade | None]:
    """The names of the stretch before the mark, and how sure it is that they are."""
    text = passage.text
    if names_no_unit(text[start:end]):
        return (), None
    end, stated = stated_part(text, start, end)
    if stated and names_no_unit(text[start:end]):
        return (), None
    names = unit_names(passage, start, end)
    words = [text[slice(*name)] for name in names]
    if names and all(map(bears_duties, words)):
        return names, Grade.SURE
    if not names:
        names = tuple(_between(text, start, end))
        words = [text[slice(*name)] for name in names]
    if not words or VERB.match(words[0]) or any(map(_TOGETHER.search, words)) or not all(map(_NAME.fullmatch, words)):
        return (), None
    if all(is_unit(word) or _is_post(word) for word in words):
        return names, Grade.SURE if stated else Grade.LIKELY
    if any(map(_TOPIC.search, words)):
        return (), None
    if stated:
        return names, Grade.LIKELY
    return (names, Grade.POSSIBLE) if not any(map(_NO_MORE.search, words)) else ((), None)


def _is_post(word: str) -> bool:
    return len(word) <= _LONGEST_POST and _POST.search(word) is not None and not _SENTENCE.search(word)


def _between(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """门卫、保安 are two."""
    for found in _SEPARATOR.finditer(text, start, end):
        yield start, found.start()
        start = found.end()
    yield start, end
