"""How a combined result follows from its parts: of a school from its lines, of a place from everything it is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from services.audit.domain.case_numbers import exact_from, readable, readable_root, terminating
from services.audit.domain.case_paragraph import STAGES, doubt_en, doubt_zh, verdict_words
from services.audit.domain.grounds import Text
from services.audit.domain.standard import SchoolRule, Standard
from services.audit.domain.verdict import Verdict, every

MOST_TOLD = 12
"""Steps that a paragraph spells out; it says how many more there are."""


@dataclass(frozen=True)
class Step:
    """One part of what is judged. `text` are its numbers; `decides` False: it stands in the way of recognition only."""

    kind: str
    stage: str | None
    code: str
    title: Text
    verdict: Verdict | None
    borderline: bool
    text: str
    decides: bool = True

    @property
    def words(self) -> Text:
        stage = STAGES.get(self.stage or "")
        code = f"{self.code} " if self.kind != "school_rule" else ""
        zh = f"{code}{stage.zh if stage else ''}{self.title.zh}"
        en = f"{code}{self.title.en}{f' ({stage.en})' if stage else ''}"
        told = f"：{self.text}" if self.text else ""
        return Text(f"{zh}{told}", f"{en}{told.replace('：', ': ', 1)}")


def outcome_of(steps: Iterable[Step], *, counted: bool) -> Verdict:
    """Of all indicators; `counted` False: not one school counts, so nothing can be said."""
    told = [each.verdict for each in steps if each.decides and each.verdict is not None]
    return every([*told, *([] if counted else [Verdict.CANNOT_DECIDE])])


def mean_text(detail: Mapping[str, Any], near: str | None, limit: Fraction, verdict: Verdict | None) -> str:
    """For example "(0.41 + 0.82) ÷ 2 ≈ 0.615 ≤ 0.65"; nothing where a coefficient is not known."""
    squares = [exact_from(each) for each in detail["squares"].values() if each is not None]
    if near is None or len(squares) < len(detail["squares"]):
        return ""
    roots = " + ".join(readable_root(square, Fraction(0)) for square in squares)
    sign = ">" if verdict is Verdict.NOT_MET else "≤"
    return f"({roots}) ÷ {len(squares)} ≈ {near} {sign} {terminating(limit)}"


def figure_text(exact: str | None, line: str | None) -> str:
    """For example "46 > 45": where the figure lies, not whether that is right."""
    if exact is None or line is None:
        return ""
    value, beside = exact_from(exact), exact_from(line)
    sign = "=" if value == beside else ">" if value > beside else "<"
    return f"{readable(value, beside)} {sign} {readable(beside, value)}"


@dataclass(frozen=True)
class OutcomeLetter:
    """What the paragraph tells. `rule` where it is about one school; `recognition` None there."""

    standard: Standard
    rule: SchoolRule | None
    organisation: Text
    period: str
    steps: Sequence[Step]
    verdict: Verdict
    recognition: Verdict | None
    open_clauses: Sequence[str]


def outcome_paragraph(letter: OutcomeLetter) -> Text:
    """Which parts fail and which are open, with their numbers, and what follows from them."""
    judged = [each for each in letter.steps if each.verdict is not None]
    by_verdict = {verdict: [each for each in judged if each.verdict is verdict] for verdict in Verdict}
    missed, opened = by_verdict[Verdict.NOT_MET], by_verdict[Verdict.CANNOT_DECIDE]
    counts = (len(judged), len(by_verdict[Verdict.MET]), len(missed), len(opened))
    standard, words = letter.standard, verdict_words(letter.verdict, borderline=False)
    zh = (
        f"依据《{standard.title.zh}》（{standard.document_number}{_clause(letter)}）{_asked(letter.rule).zh}。"
        f"{letter.organisation.zh} {letter.period} 期：共 {counts[0]} 项，达到 {counts[1]} 项，未达到 {counts[2]} 项，"
        f"尚不能判定 {counts[3]} 项。{_listed_zh('未达到', missed)}{_listed_zh('尚不能判定', opened)}结论：{words.zh}。"
        f"{_recognition(letter).zh}{doubt_zh(letter.open_clauses)}"
    )
    en = (
        f"Under {standard.title.en} ({standard.document_number}{_clause(letter)}){_asked(letter.rule).en}. "
        f"{letter.organisation.en} in {letter.period}: of {counts[0]} parts {counts[1]} are met, {counts[2]} are not, "
        f"{counts[3]} cannot be decided. {_listed_en('Not met', missed)}{_listed_en('Cannot be decided', opened)}"
        f"Result: {words.en}. {_recognition(letter).en}{doubt_en(letter.open_clauses)}"
    )
    return Text(zh.strip(), en.strip())


def _clause(letter: OutcomeLetter) -> str:
    return f"，{letter.rule.ground.clause}" if letter.rule else ""


def _asked(rule: SchoolRule | None) -> Text:
    if rule is None:
        return Text("", "")
    floor = terminating(rule.floor * 100)
    return Text(
        f"，每所学校 {rule.of} 项指标至少 {rule.at_least} 项达到，其余不低于要求的 {floor}%",
        f" at least {rule.at_least} of {rule.of} lines are met in each stage and the rest reach {floor} % of theirs",
    )


def _recognition(letter: OutcomeLetter) -> Text:
    if letter.recognition is None or not any(not each.decides for each in letter.steps):
        return Text("", "")
    words = verdict_words(letter.recognition, borderline=False)
    return Text(f"连同前提、否决与认可：{words.zh}。", f"With preconditions, vetoes and the survey: {words.en}. ")


def _listed_zh(head: str, steps: Sequence[Step]) -> str:
    if not steps:
        return ""
    more = f"；另有 {len(steps) - MOST_TOLD} 项" if len(steps) > MOST_TOLD else ""
    return f"{head}：{'；'.join(each.words.zh for each in steps[:MOST_TOLD])}{more}。"


def _listed_en(head: str, steps: Sequence[Step]) -> str:
    if not steps:
        return ""
    more = f"; and {len(steps) - MOST_TOLD} more" if len(steps) > MOST_TOLD else ""
    return f"{head}: {'; '.join(each.words.en for each in steps[:MOST_TOLD])}{more}. "
