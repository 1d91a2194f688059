"""The list of tasks as a table that spreadsheets open: CSV in UTF-8 with a byte order mark."""

import csv
import io
from collections.abc import Iterable

from services.plans.schemas.task_answers import TaskLine

BOM = "\ufeff"
_HEAD = (
    "任务代码 code",
    "任务 title",
    "方案 plan",
    "措施 measure",
    "职责 duty",
    "目标 target",
    "承办单位 owner",
    "承接地区 jurisdiction",
    "开始 starts_on",
    "期限 due_on",
    "原定期限 original_due_on",
    "状态 state",
    "完成日期 done_on",
    "剩余天数 days_left",
    "等待 waits_for",
    "最近报告 reported_on",
)
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def task_table(lines: Iterable[TaskLine]) -> str:
    """One row a task, under a head in both languages."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(_HEAD)
    writer.writerows(_row(line) for line in lines)
    return BOM + out.getvalue()


def _row(line: TaskLine) -> list[str | int]:
    texts = (line.code, line.title.zh, line.plan, line.measure, line.duty, line.target, line.owner, line.jurisdiction)
    days = (line.starts_on, line.due_on, line.original_due_on)
    return [
        *(_text(each) for each in texts),
        *(each.isoformat() for each in days),
        line.state.value,
        line.done_on.isoformat() if line.done_on else "",
        line.days_left,
        " ".join(line.waits_for),
        line.reported_on.isoformat() if line.reported_on else "",
    ]


def _text(given: str | None) -> str:
    """A text that a spreadsheet would run as a formula is marked as text, at the price of an apostrophe."""
    text = given or ""
    return f"'{text}" if text.startswith(_FORMULA) else text
