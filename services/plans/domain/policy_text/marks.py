"""The mark that a heading or item begins with: 第三章, 一、, （一）, 1., （1）, ①, ——, 专栏1, 任务一:, 项目名称:."""

import re
from typing import NamedTuple

from services.plans.domain.policy_text.numerals import HAN, counted


class Mark(NamedTuple):
    """`family` is the way of writing it, `end` where the words after it begin in the folded line.

    A mark that is not `sure` (1 标题, 一标题, a numeral alone) is one only where its neighbours count on with it.
    """

    family: str
    number: int | None
    end: int
    sure: bool = True


_NUMERAL = "[〇零一二三四五六七八九十百廿卅]{1,6}|[0-9]{1,3}"
_LAW = {"编": "part", "篇": "part", "部": "part", "章": "chapter", "节": "section", "条": "article"}
_FORMS = (
    ("", re.compile(rf"第 ?({_NUMERAL}) ?(编|篇|章|节|条|部分)(?![例件款项第的和至或及规])[、:. ]*")),
    ("stage", re.compile(rf"第 ?({_NUMERAL}) ?阶段[、:. ]*")),
    ("column", re.compile(rf"专栏 ?({_NUMERAL})?[、:. ]*(?![的中内])")),
    ("label", re.compile(rf"(?:重点任务|专项行动|重点工程|任务|行动|措施|举措|工程|项目) ?({_NUMERAL}) ?[、:. ]+")),
    ("card", re.compile(r"(?:项目|任务|事项|工程|实事|举措|措施)名称: *()")),
    ("formal", re.compile(r"([壹贰叁肆伍陆柒捌玖拾]) ?[、.]")),
    ("han", re.compile(r"([一二三四五六七八九十百廿卅]{1,4}) ?[、.:](?![是])")),
    ("han_bracket", re.compile(r"\( ?([一二三四五六七八九十百廿卅]{1,4}) ?\)[、.]?")),
    ("han_close", re.compile(r"([一二三四五六七八九十]{1,3})\)[、.]?")),
    ("arabic", re.compile(r"([0-9]{1,2}) ?(?:[、]|[.](?![0-9])|[.](?=20[0-9]{2}年))")),
    ("arabic_bracket", re.compile(r"\( ?([0-9]{1,2}) ?\)[、.]?")),
    ("arabic_close", re.compile(r"([0-9]{1,2})\)[、.]?")),
)
_DECIMAL = re.compile(r"([0-9]{1,2})((?:\.[0-9]{1,2}){1,3})(?=[ 、.]|[^\W0-9a-zA-Z])[ 、.]*")
_DASH = re.compile(r"(?:-{2,3}|-(?=[^\W0-9a-zA-Z]))(?![0-9])")
_BULLET = re.compile(r"[•·●■▪◆◇★►➢✓※][ ]*|[-*+] +(?![0-9]{1,4} *-|[-*+ ])")
_LOOSE = re.compile(r"([一二三四五六七八九十]{1,3}|[0-9]{1,2})(?: +|(?=[^\W0-9a-zA-Z_])|$)")
_MEASURE_WORDS = frozenset("要年月日个所名人节次项门%周天时分万亿元批类级支座套岁位家条点度是至到-、.)")
_RINGS = (
    (0x2460, "circled"),
    (0x2474, "arabic_bracket"),
    (0x2488, "arabic"),
    (0x2776, "circled"),
    (0x3220, "han_bracket"),
)
_RING_SIZE = {0x2776: 10, 0x3220: 10}


def read_mark(text: str) -> Mark | None:
    """The mark at the start of a folded line."""
    if not text:
        return None
    if text[0] in "-*+•·●■▪◆◇★►➢✓※":
        return _unnumbered(text)
    if text[0] >= "\u2460" and (ring := _ring(text)):
        return ring
    for family, form in _FORMS:
        if found := form.match(text):
            return _formed(family, found, text)
    return _decimal(text) or _loose(text)


def _formed(family: str, found: "re.Match[str]", text: str) -> Mark | None:
    number = counted(found[1]) if found[1] else None
    if number is None and family not in {"column", "card"}:
        return None
    end = found.end()
    while end < len(text) and text[end] == " ":
        end += 1
    if not family:
        return Mark(_LAW[found[2][0]], number, end)
    doubtful = family in {"han", "arabic"} and text[end : end + 1] in HAN and text[end : end + 1] != ""
    return Mark(family, number, end, not doubtful and (end < len(text) or "bracket" in family))


def _unnumbered(text: str) -> Mark | None:
    found = _DASH.match(text) or _BULLET.match(text)
    if not found or found.end() >= len(text):
        return None
    return Mark("dash" if text[0] == "-" and text[1] != " " else "bullet", None, found.end())


def _ring(text: str) -> Mark | None:
    for first, family in _RINGS:
        if first <= ord(text[0]) < first + _RING_SIZE.get(first, 20):
            end = len(text) - len(text[1:].lstrip(" .、"))
            return Mark(family, ord(text[0]) - first + 1, end, end < len(text))
    return None


def _decimal(text: str) -> Mark | None:
    found = _DECIMAL.match(text)
    if not found or text[found.end() : found.end() + 1] in _MEASURE_WORDS:
        return None
    depth = found[2].count(".")
    return Mark(f"decimal{depth}", int(found[2].rpartition(".")[2]), found.end(), sure=False)


def _loose(text: str) -> Mark | None:
    found = _LOOSE.match(text)
    if not found or text[found.end() : found.end() + 1] in _MEASURE_WORDS:
        return None
    number = counted(found[1])
    family = "han" if found[1][0] in HAN else "arabic"
    return Mark(family, number, found.end(), sure=False) if number else None
