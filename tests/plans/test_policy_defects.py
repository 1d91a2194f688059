"""Each kind of damage in a line of its own: flagged at its place; and the sound line beside it, which is not."""

import pytest

from services.plans.domain.policy_text.damage import AT_MOST
from services.plans.domain.policy_text.defect_words import DEFECT_WORDS
from services.plans.domain.policy_text.reading import read_plan
from tests.plans.plain_sources import plain_source

_FRAME = "青禾县阅读方案\n为推进阅读，制定本方案。\n一、主要任务\n（一）建设书屋。{}\n二、保障措施\n（一）加强领导。"

DAMAGED = [
    ("number_lost", "学校%设立书屋。", "%"),
    ("number_lost", "完成招聘计划名的任务。", "名"),
    ("year_lost", "到年全县建成书屋。", "到年"),
    ("year_lost", "从年开始试点。", "从年"),
    ("year_lost", "稳步推进。年依托项目建成平台。", "年"),
    ("year_lost", "落实三年行动计划（—年）。", "—年"),
    ("document_number_damaged", "落实《意见》（青市发〔〕4号）。", "〔〕"),
    ("document_number_damaged", "落实《办法》（青教督〔20176号）。", "〔20176号"),
    ("document_number_damaged", "落实《规划》（青政发201646号）。", "201646号"),
    ("numbers_run_together", "巩固率分别达到97%96%以上。", "97%96%"),
    ("numbers_run_together", "安保724小时值守。", "724"),
    ("years_run_together", "落实纲要（20102020）。", "20102020"),
    ("dash_lost", "2018年10月2019年12月组织实施。", "2018年10月2019年12月"),
    ("quotes_empty", "实施“”工程。", "“”"),
    ("brackets_empty", "确保学校（）食品安全。", "（）"),
    ("quote_unclosed", "实施“书香校园工程。", "“"),
    ("quote_unopened", "实施书香校园”工程。", "”"),
    ("quotes_mixed", '实施“书香校园"工程。', '“书香校园"'),
    ("space_in_word", "各学校要把阅读课排进课表，每学期听取1次义务教 育工作汇报，并将情况报县教育局备案。", " "),
    ("field_residue", "[bookmark: _GoBack]落实要求。", "[bookmark: _GoBack]"),
    ("characters_lost", "建设\ufffd\ufffd书屋。", "\ufffd\ufffd"),
    ("characters_lost", "建设\ue003书屋。", "\ue003"),
    ("paragraph_broken", "统筹场地，\n配齐图书。", "\n"),
    ("numbering_gap", "\n（三）开展活动。", "（三）"),
    ("numbering_repeated", "\n（一）开展活动。", "（一）"),
    ("name_lost", "\n 　：负责资金。", "："),
    ("label_damaged", "\n 长：负责人。", "长："),
    ("date_without_marks", "\n2019115", "2019115"),
]

SOUND = [
    "入学率达到100%。",
    "提高3个百分点，达到百分之五十。",
    "到2025年全县建成书屋。",
    "到年底建成书屋。",
    "产量达到年产万册。",
    "三年行动计划（2020—2022年）。",
    "落实《意见》（青市发〔2020〕4号）。",
    "小学97%、初中96%以上。",
    "24小时值守。",
    "2018年10月—2019年12月。",
    "实施“书香校园”工程。",
    '实施"书香校园"工程。',
    "各学校（幼儿园）安全。",
    "《中共云泽市委员会 云泽市人民政府关于推进阅读的意见》已经印发，各学校要结合实际抓好贯彻落实工作。",
    "\n（二）开展活动。",
    "公布教师姓名、职务。",
    "年人均阅读10册。",
    "计划名称另行公布。",
    "引导教师培养人、塑造人。",
]


def read(words: str) -> tuple[str, list[tuple[str, str]]]:
    text = _FRAME.format(words)
    return text, [(one.code, text[one.span.start : one.span.end]) for one in read_plan(plain_source(text)).defects]


@pytest.mark.parametrize(("code", "words", "place"), DAMAGED)
def test_damage_is_flagged_where_it_is(code: str, words: str, place: str) -> None:
    _, found = read(words)
    said = [there for one, there in found if one == code]
    assert len(said) == 1
    assert place in said[0]


@pytest.mark.parametrize("words", SOUND)
def test_what_is_sound_is_not_flagged(words: str) -> None:
    assert read(words)[1] == []


def test_a_missing_annex_and_a_title_given_twice_are_flagged() -> None:
    text = "青禾县阅读方案\n青禾县阅读方案\n一、主要任务\n（一）建设书屋。\n附件：任务分工表.xlsx"
    found = [(one.code, text[one.span.start : one.span.end]) for one in read_plan(plain_source(text)).defects]
    assert found == [("title_duplicated", "青禾县阅读方案"), ("annex_missing", "任务分工表.xlsx")]


def test_a_year_end_without_a_year_is_flagged_where_other_years_are_lost() -> None:
    text, found = read("到年全县建成书屋，到年底全部开放。")
    assert [there for code, there in found if code == "year_lost"] == ["到年", "到年底"]
    assert "到年底" in text


def test_days_are_flagged_when_they_are_incomplete_or_disagree() -> None:
    signed = "青禾县阅读方案\n一、主要任务\n（一）建设书屋。\n青禾县教育局\n{}"
    assert [one.code for one in read_plan(plain_source(signed.format("12月22日"))).defects] == ["date_incomplete"]
    labelled = "成文日期：2019年1月24日\n" + signed.format("2019年1月15日")
    draft = read_plan(plain_source(labelled))
    assert [one.code for one in draft.defects] == ["dates_disagree"]
    assert str(draft.dated) == "2019-01-15"


def test_a_text_damaged_everywhere_is_flagged_a_few_hundred_times() -> None:
    _, found = read("学校%设立，" * 2 * AT_MOST)
    assert [code for code, _ in found].count("number_lost") == AT_MOST


def test_every_code_has_words_in_both_languages_and_is_shown_here() -> None:
    shown = {code for code, _, _ in DAMAGED} | {
        "annex_missing",
        "title_duplicated",
        "date_incomplete",
        "dates_disagree",
    }
    assert shown <= set(DEFECT_WORDS)
    assert all(chinese.endswith("。") and english.endswith(".") for chinese, english in DEFECT_WORDS.values())
