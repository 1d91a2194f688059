"""Numbers that are never targets: parts of names, order, age, scores, what was or is so already."""

import re

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.sight import Sight
from services.plans.domain.policy_text.target_units import ABSTRACT, ACTIVITIES, MONEY
from services.plans.domain.policy_text.veil import BLANK

_ABSTRACT = re.compile(rf"[^,。;、的]{{0,4}}?(?:{ABSTRACT})")
_LATIN = re.compile(r"[A-Za-z+#._/@×*]")
_INDICATORS = re.compile("[^,。;、的]{0,4}指标")
_NEVER_ABSTRACT = frozenset(("%", "‰", "个百分点", "百分点")) | ACTIVITIES | MONEY
_OF_THINGS = frozenset(("所", "名", "间", "座", "家", "户", "亩", "公里", "栋"))
_FROM = re.compile(r"[由从][^,。;]{0,10}$")
_HAS_HAPPENED = re.compile("[^,。;]{0,4}(?:开通|建成|完成|实现|设立|通过|获得|提供)了")
_BANNED = re.compile("严禁|禁止|不准|不允许")
_GIVEN, _REWARD = re.compile("给予|予以"), re.compile("(?:以内)?的?(?:一次性)?(?:奖补|奖励|补助|补贴|资金支持|资助)")
_FOR_EACH_MORE = re.compile("每(?:增加|增|超过|满)[^,。;]{1,20}[增加]")
_SPEEDS = frozenset(("Mbps", "Gbps"))
_TIME_OF_DAY = re.compile(r":[0-5]\d(?!\d)")
_AT_TIME = re.compile("时间|时刻|[早晚]于|[上下]午|晚上?|每[天日]")
_AGES = frozenset(("岁", "周岁"))
_LIFE = re.compile("寿命|年龄提高")


def is_no_target(text: str, sight: Sight) -> bool:
    """Whether a number is out of the question whatever it counts."""
    return (
        sight.gone
        or sight.scores
        or _touches_letters(text, sight)
        or _is_age(sight)
        or _is_time_of_day(sight)
        or _of_something_abstract(sight)
        or (_FROM.search(sight.before[-12:]) is not None and words.CHANGE.match(sight.after) is not None)
        or words.MAKES_UP.search(sight.before[-8:]) is not None
        or sight.before.endswith(("第", "每", "每满", "每少", "每多", "每增加", "每减少", "每缺"))
        or "是否" in sight.lead
        or _HAS_HAPPENED.match(sight.after) is not None
        or (_BANNED.search(sight.lead) is not None and sight.held is not None)
        or (_GIVEN.search(sight.before[-16:]) is not None and _REWARD.match(sight.after) is not None)
        or sight.after.startswith("任期")
        or _FOR_EACH_MORE.search(sight.lead[-30:]) is not None
    )


def _touches_letters(text: str, sight: Sight) -> bool:
    quantity = sight.quantity
    before = text[quantity.start - 1 : quantity.start] if quantity.start else ""
    if quantity.unit.startswith(":") and re.search(r"\d:$", text[max(0, quantity.start - 4) : quantity.start]):
        return True  # the end of 1:1:1
    behind = text[quantity.end_of_number : quantity.end_of_number + 1]
    if quantity.unit in _SPEEDS:
        return False
    return bool(_LATIN.match(before) or _LATIN.match(behind)) or (before == BLANK and _joined(text, sight))


def _joined(text: str, sight: Sight) -> bool:
    """A number right behind a veiled name and right before another: “4+N”2."""
    return text[sight.quantity.end : sight.quantity.end + 1] == BLANK


def _is_age(sight: Sight) -> bool:
    return sight.quantity.unit in _AGES and not _LIFE.search(sight.lead)


def _is_time_of_day(sight: Sight) -> bool:
    """结束时间不早于18:00: an hour of the clock and no ratio."""
    quantity = sight.quantity
    if not _TIME_OF_DAY.fullmatch(quantity.unit) or not 5 <= quantity.value <= 23:
        return False
    return quantity.unit.startswith(":0") or _AT_TIME.search(sight.lead) is not None


def _of_something_abstract(sight: Sight) -> bool:
    """五项机制, 21项具体措施, 三名工程; not 1项技能, nor what is held against a line."""
    if not sight.quantity.numeral and sight.quantity.unit in _OF_THINGS:
        return False
    if sight.quantity.unit in _NEVER_ABSTRACT or (sight.held is not None and not sight.held.after):
        return False
    indicators = _INDICATORS.match(sight.after)
    if indicators is not None:
        return not words.MET.match(sight.after[indicators.end() :])
    return _ABSTRACT.match(sight.after) is not None
