"""The changes between two revisions as a table."""

from datetime import date

from services.kernel.tables_out import Book, Cell, Column, Sheet
from services.plans.domain.revision_changes.sentences import said_value
from services.plans.domain.revision_changes.words import FIELDS, KINDS, PARTS
from services.plans.schemas.plan_revisions import ChangeShown, Compared, Comparison

COLUMNS = (
    Column("序号", "No.", 6),
    Column("类别", "Part", 14),
    Column("变动", "Change", 14),
    Column("编号", "Code", 14),
    Column("所属", "Within", 12),
    Column("位置", "Place", 14),
    Column("项目", "Field", 16),
    Column("原为", "Before", 30),
    Column("现为", "After", 30),
    Column("说明", "In Chinese", 44),
    Column("英文说明", "In English", 44),
)


FIRST_DAY = date(2000, 1, 1)
"""What a file is dated that compares two drafts."""


def changes_rows(found: Comparison) -> list[tuple[Cell, ...]]:
    """One row a change, in the order of the answer as JSON."""
    return [_row(number, each) for number, each in enumerate(found.changes, 1)]


def changes_book(found: Comparison) -> Book:
    """The table of changes, ready to print."""
    lines = (
        f"{found.title.zh}：修订对照表",
        f"{found.title.en}: what changed",
        f"{_said(found.before)} → {_said(found.after)}；共 {found.total} 处 · {found.total} changes",
    )
    dated = found.after.published_on or found.before.published_on or FIRST_DAY
    return Book(lines[0], dated, [Sheet("修订对照", lines, COLUMNS, changes_rows(found))])


def _said(one: Compared) -> str:
    when = f"{one.published_on} 发布 published" if one.published_on else "草稿 draft"
    return f"第 {one.revision} 版 revision {one.revision} ({when})"


def _row(number: int, each: ChangeShown) -> tuple[Cell, ...]:
    field = FIELDS.get(each.field or "", (each.field or "", each.field or ""))
    before, after = (
        None if value is None else said_value(each.field, value, {}, 0) for value in (each.before, each.after)
    )
    return (
        number,
        " ".join(PARTS[each.part]),
        " ".join(KINDS[each.kind]),
        each.code,
        each.within,
        each.place,
        " ".join(field).strip() or None,
        before,
        after,
        each.sentence.zh,
        each.sentence.en,
    )
