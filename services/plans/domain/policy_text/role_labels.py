"""Labels of roles in a stretch (牵头单位:), labels of other things between them, and what follows each."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from services.plans.domain.policy_text.brackets import BracketedText
from services.plans.domain.policy_text.role_words import FIELD, LABEL, LEVEL_FIELD, LINK, label_role
from services.plans.domain.policy_text.unit_words import UNIT_HEAD, is_everyone, is_office, is_unit
from services.plans.domain.words import AssignmentRole

_BOUNDARY = " ,;。、)(:.※◎□·●■◆★*-/|"
_OTHER = re.compile(
    "(?:(?:计划|完成|整改|办结|推进|实施|落实|起止|启动|目标|工作)*(?:时限|时间|期限|时间节点|节点|进度|年限|时间要求|时间安排"
    "|进度安排|时限要求)"
    "|责任人|责任领导|牵头领导|分管领导|联系领导|包抓领导|联系人|负责人|工作目标|目标任务|目标要求"
    "|预期目标|预期成果|成果形式|工作措施|备注) {0,4}:"
)


class Label(NamedTuple):
    """`role` is None for a label of something else, and for those who supervise; `first` is where it begins."""

    first: int
    end: int
    role: AssignmentRole | None
    level: bool = False
    supervises: bool = False


class Body(NamedTuple):
    """What a label announces, up to the next label, the end of the sentence, or the line that goes on with more."""

    label: Label
    start: int
    end: int


def labels(words: BracketedText, start: int, end: int, enclosed: bool) -> list[Label]:
    """Of a stretch, in order; in a bracket a label needs no colon, and no separator before it."""
    found = [
        label for match in LABEL.finditer(words.text, start, end) for label in _role(words, match, start, end, enclosed)
    ]
    found += [Label(*match.span(), None) for match in _OTHER.finditer(words.text, start, end)]
    known = {label.end for label in found}
    return list(
        _apart(sorted([*found, *_others(words, start, end, known)], key=lambda label: (label.first, not label.role)))
    )


def _others(words: BracketedText, start: int, end: int, known: set[int]) -> Iterator[Label]:
    """Whatever else stands before a colon; not the name of a unit."""
    for match in FIELD.finditer(words.text, start, end):
        name = match[0].rstrip(": ")
        if match.end() not in known and _at_boundary(words, match.start(), start) and not is_office(name):
            yield Label(*match.span(), None, bool(LEVEL_FIELD.fullmatch(match[0])))


def _role(words: BracketedText, match: re.Match[str], start: int, end: int, enclosed: bool) -> Iterator[Label]:
    boundary = _at_boundary(words, match.start(), start)
    if match["colon"]:
        if boundary or (enclosed and match["noun"]):
            core = next(number for number in range(4) if match[f"r{number}"])
            yield _label(match, match.start() if boundary else match.start(f"r{core}"), match.end())
    elif boundary and match["noun"]:
        link = LINK.match(words.text, match.end(), end)
        after = link.end() if link else match.end()
        before = words.text[match.start() - 1] if match.start() > start else "。"
        line = (
            match.start() in words.breaks
            or before == "。"
            or (before in ",;" and "为" in words.text[match.end() : after])
        )
        if (enclosed or (line and after > match.end())) and UNIT_HEAD.match(words.text, after, min(end, after + 40)):
            yield _label(match, match.start(), after)


def _label(match: re.Match[str], first: int, end: int) -> Label:
    role = label_role(match)
    return Label(first, end, role, supervises=role is None)


def _at_boundary(words: BracketedText, at: int, start: int) -> bool:
    return at == start or at in words.breaks or words.text[at - 1] in _BOUNDARY


def _apart(found: list[Label]) -> Iterator[Label]:
    """Of those that overlap the first; a role goes before anything else."""
    last = -1
    roles = {label.end for label in found if label.role}
    for label in found:
        if label.first >= last and (label.role or label.end not in roles):
            last = label.end
            yield label


def bodies(words: BracketedText, found: list[Label], end: int, enclosed: bool) -> Iterator[Body]:
    """What follows each label; the headings of levels (市级:) within a body are passed over, not ended at."""
    role: Label | None = None
    for number, label in enumerate(found):
        limit = found[number + 1].first if number + 1 < len(found) else end
        if label.level and role:
            yield Body(role, label.end, _end(words, label.end, limit, enclosed))
            continue
        role = label
        yield Body(label, label.end, _end(words, label.end, limit, enclosed))


def _end(words: BracketedText, start: int, limit: int, enclosed: bool) -> int:
    at, text, begun = start, words.text, start
    while at < limit and text[at] != "。":
        if at in words.breaks and not enclosed and at > start and _ends_line(words, begun, at, limit):
            break
        if text[at] == "(" and at < words.closers.get(at, -1) < limit:
            at = words.closers[at]
        elif text[at] == ")":
            break
        elif text[at] in "、,;":
            begun = at + 1
        at += 1
    return at


def _ends_line(words: BracketedText, begun: int, at: int, limit: int) -> bool:
    """Whether the list ends with this line: its last name is whole, and the next line does not begin with a unit."""
    last = words.text[max(begun, at - 60) : at].strip()
    if not last or not is_unit(last.removesuffix("等")):
        return len(last) > 60
    stop = next((place for place in range(at + 1, min(limit, at + 60)) if place in words.breaks), min(limit, at + 60))
    head = re.split("[、,;。 ]", words.text[at:stop], maxsplit=1)[0]
    return bool(head) and not is_office(head) and not is_everyone(head)
