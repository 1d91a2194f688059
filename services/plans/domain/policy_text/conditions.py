"""Numbers that say of whom something is asked: 3000人以上规模的小区 is no target, it is whose target it is."""

import re
from dataclasses import dataclass

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.populations import WHO, short
from services.plans.domain.policy_text.sight import Sight
from services.plans.domain.policy_text.target_units import DURATIONS

_OPENS = re.compile(r"^(?:\s|原则上|对于|对|凡是?|推动|支持|鼓励|引导|要求|在|确保|使|其中|并|力争|探索|允许|为|督促)+")
_REACH = 32


@dataclass(frozen=True, slots=True)
class Condition:
    """Where it stands, from the start of its clause, and the noun it describes, as printed and short."""

    at: tuple[int, int]
    who: tuple[str, str]


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
