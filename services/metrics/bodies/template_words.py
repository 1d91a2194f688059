"""Words of the template. The reader knows some of them again."""

from services.metrics.domain.indicator import Indicator, ValueType

SHEET, NOTES_SHEET = "填报", "说明 · Notes"
PERIOD_KEY, COLLECTION_KEY = "period", "collection"
YES, NO = "是", "否"
ORGANISATION_HEAD, NAME_HEAD, EVIDENCE_HEAD = (
    "机构\nOrganisation",
    "名称\nName",
    "依据（文件名称、文号、日期）\nEvidence",
)
HINT = (
    "空白＝尚未填报；确实未知写“?原因”，如 ?尚未清点；不要改动灰色的代码行。"
    "  Empty = not reported yet; write ?reason where it is unknown; leave the grey row of codes as it is."
)
NOTES = (
    (
        "每行一个机构，每列一个指标。单元格留空表示尚未填报，绝不会被当作零。",
        "One row an organisation, one column an indicator. An empty cell is not reported yet and never counts as zero.",
    ),
    (
        "确实未知时写问号和原因，例如“?仪器损坏，未测”。没有原因的问号不予接收。",
        "Where a value is unknown write a question mark and the reason, such as ?meter broken. A bare ? is not taken.",
    ),
    (
        "数字只写数字本身，不带单位、百分号和千位分隔符，最多十五位有效数字。",
        "Write the number alone: no unit, no %, no separators of thousands, at most fifteen significant digits.",
    ),
    (
        "“依据”列写所依据文件的名称、文号和日期；旁边的事项为“是”或评定等级时必须填写。",
        "Under evidence name the document, its number and date; a yes or a grade beside it is not taken without.",
    ),
    (
        "灰色单元格不由该机构填报。已知的数值已经填入，改动它即为更正，须说明更正原因。",
        "Grey cells are not asked of that organisation. Known values stand there; to change one is a correction.",
    ),
    (
        "可以整表报送，也可以删去不需要的行或列；请保留表头各行，另存为 .xlsx 后上传。",
        "Send all of it, or without the rows and columns you do not need. Keep the rows above; save as .xlsx.",
    ),
)
_FORMS = {
    ValueType.INTEGER: "整数 · whole number",
    ValueType.DECIMAL: "数字 · number",
    ValueType.YES_NO: f"{YES}/{NO} · yes/no",
    ValueType.GRADE: "等级 · grade",
}


def form_of(indicator: Indicator) -> str:
    """What is written into its cells."""
    floor = " ≥ 0" if indicator.value_type.is_number and indicator.not_negative else ""
    return _FORMS[indicator.value_type] + floor


def head_of(indicator: Indicator) -> str:
    """Its names and unit, above its column."""
    unit = f"（{indicator.unit}）" if indicator.value_type.is_number else f"（{form_of(indicator)}）"
    return f"{indicator.title_zh}{unit}\n{indicator.title_en}"


def grade_titles(indicator: Indicator) -> dict[str, str]:
    """What is written for a grade, by its code: its title, or the code where two have one title."""
    titles = {grade.code: grade.title_zh for grade in indicator.grades}
    alike = len(set(titles.values())) < len(titles) or bool(set(titles) & set(titles.values()))
    return {code: code for code in titles} if alike else titles
