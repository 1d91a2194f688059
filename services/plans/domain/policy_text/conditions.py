"""Numbers that say of whom something is asked: 3000人以上规模的小区 is no target, it is whose target it is."""

import re

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.populations import WHO, short
from services.plans.domain.policy_text.sight import Condition, Sight
from services.plans.domain.policy_text.target_units import DURATIONS
from services.plans.domain.policy_text.veil import BLANK

_OPENS = re.compile(r"^(?:\s|原则上|对于|对|凡是?|推动|支持|鼓励|引导|要求|在|确保|使|其中|并|力争|探索|允许|为|督促)+")
_REACH = 32
_LINKED = re.compile(r"(?:及?以上|及?以下|以内|之内|左右)?(?:规模)?的")
_SMALL = re.compile("(?:学生)?的?(?:村小|教学点|乡?村?小规模)")
_NOMINAL = re.compile("的$")  # 小学超过0.5%、初中超过2%的, says of all of them when something else follows
_LISTED = re.compile("(?:及?以上|及?以下)?[、和或及][^,。;的]{0,24}的")
_FACTUAL = frozenset(
    ("超过", "突破", "高于", "大于", "多于", "超", "高出", "低于", "少于", "小于", "不足", "不满", "不到", "达到", "达")
)
_MEASURED_BY = re.compile(
    "[^,。;]{0,6}(?:目标|要求|标准|水平|规模(?!学校|企业)|任务|比例|规定|幅度|速度|队伍|团队|活动|培训)"
)
_TOWARDS = re.compile("(?:^|[^应针相面绝反校])对(?!口|接|比|外|象|标|应|照|策|子)")
_SHARES = frozenset(("", "%", "‰"))
_SIZES = frozenset(("人", "户", "亩", "公顷", "平方米", "平方公里", "公里", "米", "吨", "元")) | DURATIONS


def condition_at(sight: Sight) -> Condition | None:
    """The condition that the number is part of, if it is one."""
    quantity, after = sight.quantity, sight.after
    if quantity.unit in ("", "%", "‰") and not _rate_before(sight):
        return None
    link = after.find("的", 0, _REACH)
    if link < 0 or any(mark in after[:link] for mark in "、"):
        return None
    behind = after[link + 1 :]
    if behind.startswith(words.APPOSITION) or not _compared(sight):
        return None
    who = WHO.search(behind[:16])
    if who is None or _object_of_verb(sight) or not words.WANTED.search(behind[who.end() :]):
        return None
    end = _end_of_who(behind, who.end())
    return Condition((_opening(sight), quantity.end + link + 1 + end), _named(behind[who.start() : end]))


def describes(sight: Sight) -> bool:
    """Whether the number only says which ones are meant: 对营业额超过1亿元的企业, 200亩以上的学校, 流失率超过2%的,."""
    if sight.held is not None and sight.held.word in _FACTUAL and _SMALL.match(sight.after):
        return True
    link = _LINKED.match(sight.after) or _NOMINAL.search(sight.ahead)
    if link is None and _TOWARDS.search(sight.lead):
        link = _LISTED.match(sight.ahead)
    if link is None or sight.held is None or sight.sized is not None:
        return False
    behind = (sight.after if link.re is _LINKED else sight.ahead)[link.end() :].strip(BLANK + " ")
    if not behind:
        return True
    if not sight.held.after and sight.held.word not in _FACTUAL:
        return False
    if _MEASURED_BY.match(behind):
        return False
    if _TOWARDS.search(sight.lead) and (_rate_before(sight) or sight.quantity.unit not in _SHARES):
        return True
    if sight.quantity.unit.partition("/")[0] not in _SIZES or (_object_of_verb(sight) and not _counted_behind(sight)):
        return sight.held is not None and sight.held.after and not sight.first and not sight.before
    return True


def _counted_behind(sight: Sight) -> bool:
    """新建500平方米以上的场馆2座: another number says how many."""
    return re.search(r"\d", sight.ahead) is not None


def _named(who: str) -> tuple[str, str]:
    return who, short(who)


def _rate_before(sight: Sight) -> bool:
    return bool(words.RATES.search(sight.before[-20:])) and sight.held is not None


def _compared(sight: Sight) -> bool:
    between = sight.quantity.end - sight.quantity.end_of_number - len(sight.quantity.unit)
    return between > 0 or sight.held is not None or sight.quantity.upper is not None or sight.quantity.unit in DURATIONS


def _object_of_verb(sight: Sight) -> bool:
    """新建3所以上的…: the number is what the verb asks for."""
    return sight.verb is not None and words.STRONG.search(sight.before[-6:]) is not None


def _end_of_who(behind: str, end: int) -> int:
    if behind[end : end + 1] == "(":
        closed = behind.find(")", end)
        return closed + 1 if 0 <= closed < end + 10 else end
    return end


def _opening(sight: Sight) -> int:
    start = sight.quantity.start - len(sight.before)
    found = _OPENS.match(sight.before)
    return start + (found.end() if found else 0)
