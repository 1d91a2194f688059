"""The codes of defects, and what each means in Chinese and English."""

DEFECT_WORDS: dict[str, tuple[str, str]] = {
    "annex_missing": (
        "文中提到的附件不在所给的文本里。",
        "An annex that the document names is not in the text that was given.",
    ),
    "bracket_not_closed": ("括号只有前一半。", "A bracket is opened and never closed."),
    "bracket_not_opened": ("括号只有后一半。", "A bracket is closed and was never opened."),
    "brackets_empty": ("括号里的文字丢失。", "The words within a pair of brackets are lost."),
    "characters_lost": ("有无法显示的字符，原字丢失。", "Characters that cannot be shown: the original ones are lost."),
    "dash_lost": ("两个日期之间的连接号丢失。", "The dash between two dates is lost."),
    "date_incomplete": ("日期不完整。", "A date is incomplete."),
    "date_without_marks": (
        "日期丢失年、月、日字样，无法确定读法。",
        "A date has lost the signs for year, month and day and reads more than one way.",
    ),
    "dates_disagree": ("落款日期与标注的成文日期不一致。", "The date of the signature is not the one the index gives."),
    "document_number_damaged": (
        "文号残缺：年份或括号丢失。",
        "A document number is damaged: its year or a bracket is lost.",
    ),
    "field_residue": ("文字处理软件的域代码残留。", "Residue of a word processor's fields."),
    "numbers_run_together": ("两个数字之间的分隔丢失。", "What parted two figures is lost."),
    "label_damaged": ("栏目名称缺字。", "A label has lost a character."),
    "name_lost": ("冒号前的名称丢失。", "The name before a colon is lost."),
    "number_lost": ("数字丢失，数值不明。", "A number is lost; the value is unknown."),
    "numbering_gap": ("序号不连续，可能缺少条目。", "Numbers are left out; an item may be missing."),
    "numbering_repeated": ("序号重复或倒退。", "A number is given twice or goes back."),
    "paragraph_broken": ("段落被错误地断开。", "A paragraph is broken in two."),
    "quote_unclosed": ("引号只有前一半。", "A quotation mark is opened and never closed."),
    "quote_unopened": ("引号只有后一半。", "A quotation mark is closed and was never opened."),
    "quotes_empty": ("引号里的文字丢失。", "The words within quotation marks are lost."),
    "quotes_mixed": ("前后引号不是一对。", "The two quotation marks are no pair."),
    "space_in_word": ("词语中间有多余的空格。", "There is a blank within a word."),
    "supervisor_without_role": (
        "文中另写明督办、监督或考核单位；方案只有牵头、配合、责任三种角色，未列入。",
        "A unit is named that supervises others; a plan has no role for it, so that it is not among those who answer.",
    ),
    "title_duplicated": ("标题重复出现。", "The title stands twice."),
    "unit_name_lost": ("单位名称缺失。", "The name of a unit is lost."),
    "year_lost": ("年份丢失。", "A year is lost."),
    "years_run_together": ("起止年份之间的连接号丢失。", "The dash between two years is lost."),
}
"""A code never changes its meaning; new ones are added."""
