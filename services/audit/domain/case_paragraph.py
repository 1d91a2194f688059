"""An explanation as a paragraph of Chinese and of English that can be pasted into a letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.audit.domain.grounds import Text
from services.audit.domain.standard import Standard
from services.audit.domain.verdict import Verdict

STAGES: Mapping[str, Text] = {
    "primary": Text("小学", "primary"),
    "junior_secondary": Text("初中", "junior secondary"),
    "senior_secondary": Text("高中", "senior secondary"),
}
VERDICTS: Mapping[Verdict, Text] = {
    Verdict.MET: Text("达到", "met"),
    Verdict.NOT_MET: Text("未达到", "not met"),
    Verdict.CANNOT_DECIDE: Text("尚不能判定", "cannot be decided"),
}
BORDERLINE = Text("达到（临界）", "met (borderline)")


@dataclass(frozen=True)
class Datum:
    """A reported number in words; `value` None where it is unknown."""

    title: Text
    unit: str
    value: str | None


@dataclass(frozen=True)
class Origin:
    """Where the numbers of one submission come from. Days as ISO text; `reviewer` None where nobody approved."""

    submission: str
    sender: str
    received_on: str
    reviewer: str | None
    reviewed_on: str | None


@dataclass(frozen=True)
class Letter:
    """What a paragraph tells. `calculation` is the formula with its numbers; `open_clauses` nobody has confirmed."""

    standard: Standard
    clause: str
    title: Text
    unit: Text
    line: str
    stage: str
    organisation: Text
    period: str
    calculation: str
    verdict: Verdict | None
    borderline: bool
    data: Sequence[Datum]
    origins: Sequence[Origin]
    open_clauses: Sequence[str]


def verdict_words(verdict: Verdict | None, *, borderline: bool) -> Text:
    if verdict is None:
        return Text("不适用", "not applicable")
    return BORDERLINE if borderline else VERDICTS[verdict]


def school_paragraph(letter: Letter) -> Text:
    """One criterion of one stage of one school."""
    stage, words = STAGES[letter.stage], verdict_words(letter.verdict, borderline=letter.borderline)
    zh = (
        f"依据《{letter.standard.title.zh}》（{letter.standard.document_number}，{letter.clause}），"
        f"{stage.zh}“{letter.title.zh}”不低于 {letter.line} {letter.unit.zh}。"
        f"{letter.organisation.zh}{letter.period} 期已审核数据：{_data_zh(letter.data)}。"
        f"计算：{letter.calculation}，结论：{words.zh}。{origins_zh(letter.origins)}{doubt_zh(letter.open_clauses)}"
    )
    en = (
        f"Under {letter.standard.title.en} ({letter.standard.document_number}, {letter.clause}) "
        f"“{letter.title.en}” in the {stage.en} stage must reach {letter.line} {letter.unit.en}. "
        f"Approved data of {letter.organisation.en} for {letter.period}: {_data_en(letter.data)}. "
        f"Calculation: {letter.calculation}; result: {words.en}. "
        f"{origins_en(letter.origins)}{doubt_en(letter.open_clauses)}"
    )
    return Text(zh.strip(), en.strip())


def county_paragraph(letter: Letter, carried: Sequence[tuple[Text, str]]) -> Text:
    """One differential coefficient; `carried` names the schools that make most of it with their share in per cent."""
    stage, words = STAGES[letter.stage], verdict_words(letter.verdict, borderline=letter.borderline)
    most_zh = "、".join(f"{name.zh} {share}%" for name, share in carried)
    most_en = ", ".join(f"{name.en} {share} %" for name, share in carried)
    zh = (
        f"依据《{letter.standard.title.zh}》（{letter.standard.document_number}，{letter.clause}），"
        f"{letter.organisation.zh}{stage.zh}“{letter.title.zh}”的校际差异系数不高于 {letter.line}。"
        f"按 {letter.period} 期已审核数据（以学生数加权）：{letter.calculation}，结论：{words.zh}。"
        f"{f'差异主要来自：{most_zh}。' if carried else ''}{doubt_zh(letter.open_clauses)}"
    )
    en = (
        f"Under {letter.standard.title.en} ({letter.standard.document_number}, {letter.clause}) "
        f"the differential coefficient of “{letter.title.en}” between the {stage.en} schools of "
        f"{letter.organisation.en} must be at most {letter.line}. "
        f"From the approved data for {letter.period}, weighted by pupils: {letter.calculation}; result: {words.en}. "
        f"{f'Most of it comes from {most_en}. ' if carried else ''}{doubt_en(letter.open_clauses)}"
    )
    return Text(zh.strip(), en.strip())


def _data_zh(data: Sequence[Datum]) -> str:
    return "、".join(f"{each.title.zh} {f'{each.value} {each.unit}' if each.value else '未知'}" for each in data)


def _data_en(data: Sequence[Datum]) -> str:
    return ", ".join(f"{each.title.en} {f'{each.value} {each.unit}' if each.value else 'unknown'}" for each in data)


def origins_zh(origins: Sequence[Origin]) -> str:
    parts = [
        f"报送 {each.submission}（{each.sender}，{each.received_on}）"
        + (f"由 {each.reviewer} 于 {each.reviewed_on} 审核通过" if each.reviewer else "尚未审核")
        for each in origins
    ]
    return f"数据来源：{'；'.join(parts)}。" if parts else ""


def origins_en(origins: Sequence[Origin]) -> str:
    parts = [
        f"submission {each.submission} (sent by {each.sender}, {each.received_on})"
        + (f", approved by {each.reviewer} on {each.reviewed_on}" if each.reviewer else ", not reviewed")
        for each in origins
    ]
    return f"Sources: {'; '.join(parts)}. " if parts else ""


def doubt_zh(clauses: Sequence[str]) -> str:
    return f"以下条款文本尚待确认：{'、'.join(clauses)}。" if clauses else ""


def doubt_en(clauses: Sequence[str]) -> str:
    return f"The text of these clauses is still to be confirmed: {', '.join(clauses)}." if clauses else ""
