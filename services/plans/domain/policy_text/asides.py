"""Lines around the text of a document: labelled facts, signature and day, notes on publication."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from services.plans.domain.policy_text.dates import Day, day_alone, days_in
from services.plans.domain.policy_text.lines import Line

LABELS = {
    "issuer": (
        "发文机关",
        "发布机构",
        "发文单位",
        "发布单位",
        "制发机关",
        "公开机构",
        "制定机关",
        "印发机关",
        "信息提供单位",
    ),
    "number": ("发文字号", "文号", "公文文号", "文件编号", "发文号", "发布文号"),
    "dated": ("成文日期", "发文日期", "印发日期", "签发日期", "制发日期"),
    "published": ("发布日期", "发布时间", "公开日期", "生成日期", "公布日期"),
    "title": ("标题", "名称", "文件名称", "信息名称"),
    "validity": ("有效性", "时效性", "文件状态", "是否有效", "效力状态", "有效状态"),
    "source": ("来源", "信息来源", "作者", "责任编辑", "编辑", "记者"),
    "other": (
        "索引号",
        "主题分类",
        "主题词",
        "公开方式",
        "公开形式",
        "公开范围",
        "关键词",
        "体裁分类",
        "服务对象",
        "生效日期",
        "废止日期",
    ),
}
_KINDS = {name: kind for kind, names in LABELS.items() for name in names}
_LABEL = re.compile(
    "(?<![^ |])(" + "|".join(" *".join(name) for name in sorted(_KINDS, key=len, reverse=True)) + ") *: *"
)
_ORGAN = re.compile(
    "(?:政府|办公室|办公厅|委员会|党委|党组|工委|厅|局|部|委|委办|院|协会|联合会|中心|领导小组|大学|学院|学校|工会|管委会|法院|检察院|集团)$"
)
_NOTE = re.compile(
    r"\(?(?:此件|本件|该件).{0,12}(?:公开|发布|印发)[^。]{0,12}\)?|\(?(?:信息公开选项|公开征求意见).{0,40}\)?"
    r"|(?:抄送|抄报|主送|分送|主题词|联系人|校对) ?:.*|.{2,40}[0-9]日 ?印发.{0,12}"
)
_LONGEST = 40
_MAY_BE_DAY = re.compile("[日月年0-9] *\\)?$")


class Fact(NamedTuple):
    """A labelled fact: which, and where its words stand in the folded line."""

    kind: str
    start: int
    end: int


def facts_in(text: str) -> list[Fact]:
    """The labelled facts in one folded line (发文机关: … 成文日期: …); one without words counts too."""
    found = list(_LABEL.finditer(text)) if len(text) < 10 * _LONGEST else []
    if not found or found[0].start() > 0:
        return []
    ends = [one.start() for one in found[1:]] + [len(text)]
    return [
        Fact(_KINDS[one[1].replace(" ", "")], one.end(), one.end() + len(text[one.end() : end].rstrip(" |")))
        for one, end in zip(found, ends, strict=True)
    ]


def label_kind(text: str) -> str | None:
    """Which fact a cell of a table announces."""
    return _KINDS.get(text.replace(" ", "").strip(":【】()"))


def is_note(text: str) -> bool:
    """此件公开发布, 抄送, 印发 at the foot of a page."""
    return len(text) <= 4 * _LONGEST and bool(_NOTE.fullmatch(text))


def is_organ(text: str) -> bool:
    """A line that is the name of an authority."""
    return 2 < len(text) <= _LONGEST and not any(one in text for one in "。,;:《") and bool(_ORGAN.search(text))


def day_of_line(text: str) -> Day | None:
    """The day of a line that holds nothing else, or nothing but an authority before it."""
    if len(text) > 2 * _LONGEST or not _MAY_BE_DAY.search(text):
        return None
    if alone := day_alone(text):
        return alone
    last = max(days_in(text), default=None)
    return last if last and last.end == len(text) and is_organ(text[: last.start].strip()) else None


def signatures(lines: Sequence[Line]) -> list[tuple[list[int], int]]:
    """Where a document is signed: the lines with authorities, and the line with the day right after them."""
    found = []
    for at, line in enumerate(lines):
        if line.table or day_of_line(line.text) is None:
            continue
        first = at
        while first and not lines[first - 1].table and is_organ(lines[first - 1].text):
            first -= 1
        organs = list(range(first, at))
        if not day_alone(line.text):
            organs.append(at)
        found.append((organs, at))
    return found
