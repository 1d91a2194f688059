"""What the tables call things, in Chinese with the English below it."""

from collections.abc import Iterable, Mapping
from datetime import date

from services.kernel.fields import Bilingual
from services.plans.domain.bearing import Bearing
from services.plans.domain.target_words import deadline_words
from services.plans.domain.words import AssignmentRole, LegalStatus, OwnRole
from services.plans.schemas.target_brief import TargetBrief

STATUS: Mapping[LegalStatus, str] = {
    LegalStatus.IN_FORCE: "现行有效 In force",
    LegalStatus.DRAFT_FOR_COMMENT: "征求意见稿，仅供参考 Draft for comment, for information only",
    LegalStatus.REPORTED_IN_PRESS: "媒体报道，仅供参考 Reported in the press, for information only",
    LegalStatus.SUPERSEDED: "已被替代 Superseded",
    LegalStatus.WITHDRAWN: "已撤回 Withdrawn",
}
UNCONFIRMED = "日期系推断，待确认，仅供参考 Date inferred and unconfirmed, for information only"
BEARING: Mapping[Bearing, str] = {
    Bearing.BINDING: "现行有效 Binding",
    Bearing.NOT_YET_IN_FORCE: "尚未施行，仅供参考 Not in force yet, for information only",
    Bearing.DATE_UNCONFIRMED: UNCONFIRMED,
    Bearing.DRAFT_FOR_COMMENT: STATUS[LegalStatus.DRAFT_FOR_COMMENT],
    Bearing.REPORTED_IN_PRESS: STATUS[LegalStatus.REPORTED_IN_PRESS],
    Bearing.SUPERSEDED: STATUS[LegalStatus.SUPERSEDED],
    Bearing.WITHDRAWN: STATUS[LegalStatus.WITHDRAWN],
}
ROLE: Mapping[AssignmentRole | OwnRole, str] = {
    AssignmentRole.LEAD: "牵头 Lead",
    AssignmentRole.COOPERATING: "配合 Cooperating",
    AssignmentRole.RESPONSIBLE: "责任 Responsible",
    OwnRole.RESPONSIBLE: "责任 Responsible",
    OwnRole.COOPERATING: "配合 Cooperating",
}
UNPUBLISHED = "未发布的草稿 Not published yet"


def both(text: Bilingual | None) -> str:
    """Chinese, and English on the next line where somebody has translated it; nothing for nothing."""
    if text is None:
        return ""
    return f"{text.zh}\n{text.en}" if translated(text) else text.zh


def translated(text: Bilingual) -> bool:
    """An imported plan bears its Chinese in both languages until somebody translates it."""
    return text.zh != text.en


def beside(text: Bilingual, en: str) -> str:
    """The English heading, after the English of the text where there is one."""
    return f"{text.en} · {en}" if translated(text) else en


def status_words(status: LegalStatus, in_force_from: date | None) -> str:
    return f"{STATUS[status]}（{in_force_from} 起）" if in_force_from else STATUS[status]


def deadline_cell(target: TargetBrief) -> date | str:
    """The day as a day; what stands in its place in words."""
    words = deadline_words(target)
    return target.deadline or f"{words.zh}\n{words.en}"


def target_cell(targets: Iterable[TargetBrief]) -> str:
    """One target below the other, each with its line and its day."""
    return "\n".join(
        _one(target, language)
        for target in targets
        for language in ("zh", "en")
        if language == "zh" or translated(target.statement)
    )


def _one(target: TargetBrief, language: str) -> str:
    day = getattr(deadline_words(target), language)
    said, line = getattr(target.statement, language), getattr(target.line_text, language)
    return f"{target.code} {said}（{line}；{day}）" if language == "zh" else f"{said} ({line}; {day})"
