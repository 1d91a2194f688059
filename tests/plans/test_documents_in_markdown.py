"""Plans written in Markdown, through the reader of plain text: its marks are form and no words."""

from services.plans.domain.policy_text.draft import Draft
from services.plans.domain.policy_text.reading import read_plan
from services.plans.readers.sources import read_source

NUMBERED = """# 云泽市教育强基行动方案（虚构）

## 一、总体要求

到2027年，**公办园占比**达到55%以上。

## 二、重点任务

### （一）扩大资源

1. **新建学校。** 新建学校12所。**（责任单位：市教育局、市财政局）**
2. **改造校舍。** 完成改造30处。（牵头单位：市住建局；配合单位：市教育局）

### （二）建强队伍

- **培训教师**：每年培训教师500人次。（责任单位：市教育局）
- 招聘教师：招聘教师300名。（责任单位：市人社局）

## 三、保障措施

* **加强领导。** 各级要重视。
* **强化督导。** 定期检查。

---

云泽市人民政府办公室
2025年3月1日
"""
UNNUMBERED = """青禾县教育强基行动方案（虚构）

## 总体要求

办好每所学校。

## 重点任务

### 扩大资源

新建学校12所。

> 牵头单位：**县住建局**

### 建强队伍

+ 培训教师。（责任单位：县教育局）
+ 招聘教师。（责任单位：县人社局）

## 保障措施

1. 加强领导
2. 强化督导
"""


def read(text: str) -> Draft:
    return read_plan(read_source("text/plain", text.encode()))


def shape(draft: Draft) -> list[tuple[str, list[str]]]:
    return [(each.title, [one.title for one in each.measures]) for each in draft.programmes]


def test_headings_are_chapters_and_items_after_dashes_that_say_who_answers_are_measures() -> None:
    draft = read(NUMBERED)
    assert draft.title == "云泽市教育强基行动方案（虚构）"
    assert shape(draft) == [("扩大资源", ["新建学校", "改造校舍"]), ("建强队伍", ["培训教师", "招聘教师"])]
    assert [one.title for one in draft.guarantees] == ["加强领导", "强化督导"]
    assert (draft.issuer, str(draft.dated), draft.defects) == ("云泽市人民政府办公室", "2025-03-01", ())


def test_units_and_targets_are_read_without_the_stars_around_them() -> None:
    draft = read(NUMBERED)
    assert [one.name for one in draft.programmes[0].measures[0].assignments] == ["市教育局", "市财政局"]
    assert [one.statement for one in draft.targets] == [
        "公办园占比达到55%以上",
        "新建学校12所",
        "完成改造30处",
        "每年培训教师500人次",
        "招聘教师300名",
    ]


def test_chapters_without_numbers_are_chapters_and_the_line_above_them_is_the_title() -> None:
    draft = read(UNNUMBERED)
    assert draft.title == "青禾县教育强基行动方案（虚构）"
    assert [(one.title, [each.name for each in one.assignments]) for one in draft.measures] == [
        ("扩大资源", ["县住建局"])
    ]
    assert shape(draft) == [("建强队伍", ["培训教师", "招聘教师"])]
    assert [one.title for one in draft.guarantees] == ["加强领导", "强化督导"]
