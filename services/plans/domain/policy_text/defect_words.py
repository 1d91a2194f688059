"""What each code of a defect says, in both languages."""

from typing import NamedTuple


class DefectWords(NamedTuple):
    zh: str
    en: str


DEFECT_WORDS = {
    "annex_missing": DefectWords("文中提到的附件未随文提供", "An annex that the text names is not there"),
    "bracket_not_closed": DefectWords("括号没有右半边", "A bracket is opened and not closed"),
    "bracket_not_opened": DefectWords("括号没有左半边", "A bracket is closed and was not opened"),
    "brackets_empty": DefectWords("括号内的文字缺失", "What stood between the brackets is lost"),
    "characters_lost": DefectWords("字符已损坏，无法辨认", "Characters are damaged beyond reading"),
    "dash_lost": DefectWords("两个日期之间的连接号缺失", "The dash between two dates is lost"),
    "date_incomplete": DefectWords("日期不完整", "A date lacks a part"),
    "date_without_marks": DefectWords(
        "日期缺少年月日标记，读法不唯一", "A date without its marks can be read in several ways"
    ),
    "dates_disagree": DefectWords("文中载有不一致的成文日期", "The document gives dates that do not agree"),
    "document_number_damaged": DefectWords("发文字号残缺", "A document number is damaged"),
    "field_residue": DefectWords("文字处理软件的残留标记", "A word processor has left a mark of its own"),
    "figures_run_together": DefectWords(
        "数字连写，无法确定如何断开", "Figures ran together, and nobody can tell where they part"
    ),
    "label_damaged": DefectWords("栏目名称缺字", "A label has lost characters"),
    "name_lost": DefectWords("冒号前的名称缺失", "The name before the colon is lost"),
    "number_lost": DefectWords("数字缺失", "A number is lost"),
    "numbering_gap": DefectWords("编号不连续", "The numbering leaves something out"),
    "numbering_repeated": DefectWords("编号重复或倒退", "The numbering repeats itself or goes back"),
    "paragraph_broken": DefectWords("段落在句中断开", "A paragraph is broken in the middle"),
    "quote_unclosed": DefectWords("引号没有右半边", "A quotation is opened and not closed"),
    "quote_unopened": DefectWords("引号没有左半边", "A quotation is closed and was not opened"),
    "quotes_empty": DefectWords("引号内的文字缺失", "What stood between the quotation marks is lost"),
    "quotes_mixed": DefectWords("引号前后不成对", "The quotation marks do not match"),
    "space_in_word": DefectWords("词中有多余空格", "A blank stands inside a word"),
    "title_duplicated": DefectWords("标题重复", "The title stands twice"),
    "unit_name_lost": DefectWords("责任单位名称缺失", "The name of a unit is lost from its list"),
    "year_lost": DefectWords("年份缺失", "A year is lost"),
    "years_run_together": DefectWords("两个年份连写", "Two years ran together"),
}
"""By the code of a defect what a person is told; a test looks for every code that the rules give."""
