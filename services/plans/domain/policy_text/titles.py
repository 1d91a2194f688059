"""Where the words of a heading end and its text begins, and what looks like a heading without a number."""

import re

# 主要任务:新建…: these words are no heading, what they announce is.
_ANNOUNCES = re.compile("(?:主要|重点|工作|具体|目标)*(?:任务|内容|目标|措施|举措): *")
_LONGEST_BEFORE_COLON = 30
_LOOKED_THROUGH = 400
_SHORTEST, _LONGEST = 4, 30


def title_end(text: str) -> int:
    """The end of the heading in a folded paragraph: before its first full stop, or the colon after a short heading."""
    announced = _ANNOUNCES.match(text)
    begin = announced.end() if announced and announced.end() < len(text) else 0
    return begin + _end(text[begin : begin + _LOOKED_THROUGH + 1])


def _end(text: str) -> int:
    start = text[:_LOOKED_THROUGH]
    stop = min((at for at in (start.find("。"), start.find("!"), start.find("?")) if at >= 0), default=-1)
    colon = start.find(":", 2, _LONGEST_BEFORE_COLON)
    if colon > 0 and (stop < 0 or colon < stop) and not _inside(start, colon):
        return colon
    blank = start.find(" ", _SHORTEST, _LONGEST)
    if 0 < blank < (max(stop, 0)) and not any(one in start[:blank] for one in ",、;(《“"):
        return blank
    if stop >= 0:
        return stop
    semicolon = start.find(";")
    return semicolon if semicolon >= 0 else _shortened(text)


def _inside(text: str, colon: int) -> bool:
    """A colon within brackets, quotes or figures (1:20) is no end."""
    before = text[:colon]
    open_ones = before.count("(") > before.count(")") or before.count("《") > before.count("》")
    return open_ones or before.count("“") > before.count("”") or text[colon - 1 : colon].isdigit()


def _shortened(text: str) -> int:
    bracket = text.find("(", 2)
    end = len(text)
    if bracket > 0 and ":" in text[bracket : bracket + 12]:
        end = bracket
    return min(end, _LOOKED_THROUGH)


def looks_like_title(text: str) -> bool:
    """A short line without an end: a heading, where a longer paragraph follows."""
    if not _SHORTEST <= len(text) <= _LONGEST or text[-1] in "。;,、:!?)" or ":" in text or "  " in text:
        return False
    return not text[0].isdigit()
