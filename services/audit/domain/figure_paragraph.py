"""A figure explained as a paragraph of Chinese and of English that can be pasted into a letter."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.audit.domain.case_formula import number_text
from services.audit.domain.case_paragraph import Origin, doubt_en, doubt_zh, origins_en, origins_zh, verdict_words
from services.audit.domain.grounds import Text
from services.audit.domain.measured import Demand
from services.audit.domain.verdict import Verdict
from services.yardsticks.words import Comparison

_ASKED: Mapping[Comparison, Text] = {
    Comparison.AT_LEAST: Text("不低于", "at least"),
    Comparison.MORE_THAN: Text("高于", "more than"),
    Comparison.AT_MOST: Text("不高于", "at most"),
    Comparison.LESS_THAN: Text("低于", "less than"),
    Comparison.EQUAL: Text("等于", "exactly"),
    Comparison.RANGE: Text("不低于", "at least"),
}
_WITHOUT_NUMBER: Mapping[Comparison, Text] = {
    Comparison.YES: Text("应为“是”", "must be answered with yes"),
    Comparison.ALL: Text("应全部达到", "must hold of all"),
    Comparison.ALL_MET: Text("应全部达到", "must all be met"),
    Comparison.INCREASING: Text("应高于上期", "must be more than in the period before"),
    Comparison.NON_DECREASING: Text("应不低于上期", "must not be less than in the period before"),
}


@dataclass(frozen=True)
class FigureLetter:
    """What the paragraph tells. `document` and `number` are those of the standard or the plan, `clause` a place in it.

    `deciding` is the organisation whose figure decided, None where all together make one. `missed` and `undecided`
    count organisations, `named` are the first of those that miss it. `period` None: nothing was measured. `reason` says
    why there is no plain comparison. `of_fact`: the condition is met where the fact was not found. `beside_another`: it
    is held against another figure. `open_clauses` nobody has confirmed; `information_only` says why nothing
    binds.
    """

    document: Text
    number: str | None
    clause: str
    title: Text
    demand: Demand
    unit: str | None
    place: Text
    period: str | None
    calculation: str
    deciding: Text | None
    verdict: Verdict
    borderline: bool
    reason: Text | None
    of_fact: bool
    beside_another: bool
    concerned: int
    missed: int
    undecided: int
    named: Sequence[Text]
    missing: int
    origins: Sequence[Origin]
    open_clauses: Sequence[str]
    information_only: Sequence[Text]


def figure_paragraph(letter: FigureLetter) -> Text:
    words, asked = _result(letter), _asked(letter)
    number = f"{letter.number}，" if letter.number else ""
    zh = (
        f"依据《{letter.document.zh}》（{number}{letter.clause}），“{letter.title.zh}”{asked.zh}。"
        f"{_measured_zh(letter)}结论：{words.zh}{f'（{letter.reason.zh}）' if letter.reason else ''}。"
        f"{origins_zh(letter.origins)}{doubt_zh(letter.open_clauses)}"
        f"{''.join(f'仅供参考：{each.zh}。' for each in letter.information_only)}"
    )
    number = f"{letter.number}, " if letter.number else ""
    en = (
        f"Under {letter.document.en} ({number}{letter.clause}) “{letter.title.en}” {asked.en}. "
        f"{_measured_en(letter)}Result: {words.en}{f' ({letter.reason.en})' if letter.reason else ''}. "
        f"{origins_en(letter.origins)}{doubt_en(letter.open_clauses)}"
        f"{''.join(f' For information only: {each.en}.' for each in letter.information_only)}"
    )
    return Text(zh.strip(), en.strip())


def _result(letter: FigureLetter) -> Text:
    if letter.of_fact and letter.verdict is not Verdict.CANNOT_DECIDE:
        return Text("未发现", "not found") if letter.verdict is Verdict.MET else Text("发现", "found")
    return verdict_words(letter.verdict, borderline=letter.borderline)


def _asked(letter: FigureLetter) -> Text:
    demand = letter.demand
    if letter.of_fact:
        return Text("不得发生", "must not be the case")
    if letter.beside_another and demand.comparison in _ASKED:
        words = _ASKED[demand.comparison]
        return Text(f"应{words.zh}对照值", f"must be {words.en} the figure it is compared with")
    if demand.comparison in _WITHOUT_NUMBER or demand.value is None:
        return _WITHOUT_NUMBER.get(demand.comparison, Text("的要求在原文中缺失", "asks for what the source has lost"))
    words, line, unit = _ASKED[demand.comparison], number_text(demand.value), letter.unit or ""
    return Text(f"应{words.zh} {line}{unit}", f"must be {words.en} {line}{f' {unit}' if unit else ''}")


def _measured_zh(letter: FigureLetter) -> str:
    if letter.period is None:
        return f"{letter.place.zh}尚无已审核数据。"
    among = f"，最差者为{letter.deciding.zh}" if letter.deciding and letter.concerned > 1 else ""
    told = f"：{letter.calculation}" if letter.calculation else ""
    missing = f"缺少 {letter.missing} 项数据，缺失不作零处理。" if letter.missing else ""
    return f"{letter.place.zh} {letter.period} 期已审核数据{among}{told}。{_counted_zh(letter)}{missing}"


def _counted_zh(letter: FigureLetter) -> str:
    if letter.concerned < 2 or not letter.missed + letter.undecided:
        return ""
    named = "、".join(each.zh for each in letter.named) + ("等" if letter.missed > len(letter.named) else "")
    missed = f"未达到 {letter.missed} 家（{named}）" if letter.missed else ""
    undecided = f"无法判定 {letter.undecided} 家" if letter.undecided else ""
    return f"共 {letter.concerned} 家，{'，'.join(filter(None, (missed, undecided)))}。"


def _measured_en(letter: FigureLetter) -> str:
    if letter.period is None:
        return f"Nothing is approved of {letter.place.en} yet. "
    among = f", the worst of {letter.deciding.en}" if letter.deciding and letter.concerned > 1 else ""
    told = f": {letter.calculation}" if letter.calculation else ""
    missing = f"{letter.missing} data are missing, which is not zero. " if letter.missing else ""
    return f"Approved data of {letter.place.en} for {letter.period}{among}{told}. {_counted_en(letter)}{missing}"


def _counted_en(letter: FigureLetter) -> str:
    if letter.concerned < 2 or not letter.missed + letter.undecided:
        return ""
    named = ", ".join(each.en for each in letter.named) + (" and others" if letter.missed > len(letter.named) else "")
    missed = f"{letter.missed} miss it ({named})" if letter.missed else ""
    undecided = f"{letter.undecided} cannot be decided" if letter.undecided else ""
    return f"Of {letter.concerned}, {', '.join(filter(None, (missed, undecided)))}. "
