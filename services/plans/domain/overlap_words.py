"""An overlap of two plans, explained with both places."""

from collections.abc import Mapping
from typing import Protocol

from services.plans.domain.overlaps import Kind, Overlap
from services.plans.domain.stricter_line import Which
from services.plans.domain.target_words import Target, Words, deadline_words, line_words


class Placed(Target, Protocol):
    @property
    def code(self) -> str: ...
    @property
    def place(self) -> str: ...


_KIND: Mapping[Kind, Words] = {
    Kind.DUPLICATE: Words(
        "重复：两份方案对同一指标提出相同要求，按一数一源只需报送一次",
        "Duplicate: both plans ask the same of one figure, which is reported once",
    ),
    Kind.CONFLICT: Words(
        "冲突：两份方案对同一指标的要求不同", "Conflict: the plans ask different things of one figure"
    ),
    Kind.NESTED: Words(
        "范围相套：同一口径，一个地区在另一个之内，是两个数",
        "Nested: measured alike, but one area lies within the other, so there are two figures",
    ),
    Kind.DIFFERENT_LEADS: Words(
        "牵头不一：两份方案为同一指标指定了不同的牵头单位", "Different leads: the plans name other leads for one figure"
    ),
}
_NEITHER: Mapping[Which, Words] = {
    Which.INCOMPATIBLE: Words("两者不能同时满足", "both cannot be kept"),
}
_OPEN = Words("不能判定何者更严", "neither is stricter in every respect")


def overlap_words(found: Overlap, asked: tuple[Placed, Placed], titles: tuple[Words, Words]) -> Words:
    """What the two ask, where each says so, and which is stricter."""
    kind = _KIND[found.kind]
    sides = [_side(target, title) for target, title in zip(asked, titles, strict=True)]
    zh, en = f"{kind.zh}。{sides[0].zh}；{sides[1].zh}", f"{kind.en}. {sides[0].en}; {sides[1].en}"
    if found.kind is Kind.DUPLICATE or (found.value is Which.SAME and found.time is Which.SAME):
        return Words(f"{zh}。", f"{en}.")
    end = _verdict(found, titles)
    return Words(f"{zh}。{end.zh}。", f"{en}. {end.en[:1].upper()}{end.en[1:]}.")


def _side(target: Placed, title: Words) -> Words:
    line, day = line_words(target), deadline_words(target)
    zh = f"《{title.zh}》{target.place}（{target.code}）：{line.zh}，{day.zh}"
    return Words(zh, f"“{title.en}”, {target.place} ({target.code}): {line.en}, {day.en}")


def _verdict(found: Overlap, titles: tuple[Words, Words]) -> Words:
    if found.stricter is None:
        return _NEITHER.get(found.value, _OPEN)
    title = titles[0] if found.stricter is found.first else titles[1]
    return Words(f"《{title.zh}》更严", f"“{title.en}” is the stricter")
