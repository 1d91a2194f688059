"""The words that hold a number against a line."""

import re
from dataclasses import dataclass

from services.yardsticks.words import Comparison

_BEFORE = {
    Comparison.AT_LEAST: (
        "不低于|不少于|不宜少于|不宜低于|不能少于|不能低于|不得小于|不得少于|不得低于|不应低于|不应少于|不小于|不下于|至少|最少|最低|达到|达至|达|≥|>=|保持在|稳定在|维持在|巩固在|保持|稳定"
        "|提高到|提高至|提升到|提升至|增加到|增加至|增长到|增长至|扩大到|扩大至|上升到|上升至|升至|增至|提至|延长到|延长至|扩大为|拓展到|拓展至|达成|力争"
    ),
    Comparison.AT_MOST: (
        "不超过|不宜超过|不宜多于|不宜高于|不得超过|不得大于|不宜大于|不超出|不能超过|不应超过|不高于|不得高于|不多于|不大于|最多|至多|不得多于|≤|<=|控制在|控制到|限制在|下降到|下降至|降低到|降低至|降至|降到"
        "|整合到|合并到|减少到|减少至|压减到|压减至|压缩到|压缩至|缩短到|缩短至|缩减到|缩减至|减至|缩小到|缩小至"
    ),
    Comparison.MORE_THAN: "超过|突破|高于|大于|多于|超|>|高出",
    Comparison.LESS_THAN: "低于|少于|小于|不足|<|不满|不到",
    Comparison.EQUAL: "统一为|等于|=|确定为|统一提高到",
}
_NEAR = re.compile(
    "|".join(
        f"(?P<{comparison.name}>{'|'.join(sorted(words.split('|'), key=lambda word: (-len(word), word)))})"
        for comparison, words in _BEFORE.items()
    )
)
_LOOSE = frozenset(("至少", "最少", "不少于", "不低于", "不超过", "最多", "至多", "不得少于", "不得超过", "不多于"))
_AFTER = re.compile(r"\(?(?P<AT_LEAST>及?以上)|(?P<AT_MOST>及?以下|以内|之内)|(?P<EQUAL>左右)")
# What may stand between the word and the number: 达到了, 达到约, 不超过每天.
_GAP = 4


@dataclass(frozen=True, slots=True)
class Held:
    """`word` is as printed; `after` says that it stands behind the number, `at` where the one before it begins."""

    comparison: Comparison
    word: str
    at: int
    after: bool = False


def held_before(before: str, percent: bool) -> Held | None:
    """The last word of comparison that belongs to a number right behind `before`."""
    every = list(_NEAR.finditer(before))
    if not every:
        return None
    last = every[-1]
    word, gap = last[0], len(before) - last.end()
    far = percent or word in _LOOSE
    if gap > (40 if far else _GAP) or (word in ("力争", "保持", "稳定", "达", "超", "最低") and gap > 1):
        return None
    return Held(Comparison[last.lastgroup or ""], word, last.start())


def held_after(after: str) -> Held | None:
    """以上, 以内 and the like right behind a number."""
    found = _AFTER.match(after.lstrip(" "))
    return Held(Comparison[found.lastgroup or ""], found[0], 0, after=True) if found else None


def held(first: Held | None, second: Held | None) -> Held | None:
    """Of both: what stands behind says it, unless the word before denies: 不超过5%以上 is no more than 5 %."""
    if second is None or (first is not None and first.word.startswith(("不", "至", "最", "≤", "≥"))):
        return first
    if second.comparison is Comparison.EQUAL and first is not None:
        return first
    return second
