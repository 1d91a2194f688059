"""Says a change as an office would, in both languages."""

from collections.abc import Mapping
from typing import Any

from services.plans.domain.revision_changes.change import Change, ChangeKind, Part
from services.plans.domain.revision_changes.words import FIELDS, PARTS, SPOKEN, VALUES, Words

Names = Mapping[str, Mapping[str, str]]
"""By the code of an organisation its name in both languages; a code that is missing is said as it is."""

_ORGANISATIONS = frozenset({"organisation", "jurisdiction", "issued_by", "office_organisation", "member_organisations"})
_LANGUAGES = ("zh", "en")


def sentence(change: Change, names: Names) -> Words:
    """The change in Chinese and in English."""
    zh, en = (_subject(change, names, language) for language in (0, 1))
    at = f"（{change.place}）" if change.place else ""
    behind = f" ({change.place})" if change.place else ""
    said = _happened(change, names)
    return f"{zh}{at}：{said[0]}。", f"{en}{behind}: {said[1]}."


def said_value(field: str | None, value: Any, names: Names, language: int) -> str:
    """A value in words; 0 is Chinese, 1 English. What has inner structure is only named."""
    if value is None:
        return ("无", "none")[language]
    if isinstance(value, bool):
        return (("否", "no"), ("是", "yes"))[value][language]
    if isinstance(value, Mapping):
        return _said_object(value, names, language)
    if isinstance(value, list):
        return ("、", ", ")[language].join(said_value(field, each, names, language) for each in value) or "–"
    if field in _ORGANISATIONS and value in names:
        return names[value][_LANGUAGES[language]]
    if field in SPOKEN and value in VALUES:
        return VALUES[value][language]
    return str(value)


def _said_object(value: Mapping[str, Any], names: Names, language: int) -> str:
    if value.keys() == {"zh", "en"}:
        return str(value[_LANGUAGES[language]])
    if value.keys() == {"within", "position"}:
        within = f"{value['within']} " if value["within"] else ""
        return (f"{within}第 {value['position']} 位", f"{within}no. {value['position']}")[language]
    for name in ("title", "statement", "what", "summary"):
        if isinstance(value.get(name), Mapping):
            return str(value[name][_LANGUAGES[language]])
    if "role" in value:
        return said_value("role", value["role"], names, language)
    return ("（略）", "(not shown)")[language]


def _subject(change: Change, names: Names, language: int) -> str:
    part = PARTS[change.part][language]
    if change.part in (Part.DOCUMENT, Part.LEADING_GROUP):
        return part
    if change.part is Part.SOURCE_DEFECT:
        return part
    if change.part in (Part.ASSIGNMENT, Part.SUPERVISING):
        called = names.get(change.code, {}).get(_LANGUAGES[language], change.code)
        of = {0: f"措施 {change.within} 的", 1: f" in measure {change.within}"}[language] if change.within else ""
        return f"{of}{part} {called}" if language == 0 else f"{part} {called}{of}"
    title = f"“{change.title[_LANGUAGES[language]]}”" if change.title else ""
    return f"{part} {change.code}{title}" if language == 0 else f"{part} {change.code} {title}".rstrip()


def _happened(change: Change, names: Names) -> Words:
    was, now = ([said_value(change.field, each, names, n) for n in (0, 1)] for each in (change.before, change.after))
    match change.kind:
        case ChangeKind.ADDED:
            return _came_or_went(change, "新增", "added", now)
        case ChangeKind.DROPPED:
            return _came_or_went(change, "删去", "dropped", was)
        case ChangeKind.MOVED:
            return f"由 {was[0]} 移至 {now[0]}", f"moved from {was[1]} to {now[1]}"
    zh, en = FIELDS.get(change.field or "", (change.field or "", change.field or ""))
    if change.field == "yardstick":
        return f"{zh}有改动", f"{en} changed"
    if change.before is None:
        return f"{zh}定为“{now[0]}”", f"{en} is now “{now[1]}”"
    if change.after is None:
        return f"删去{zh}“{was[0]}”", f"{en} “{was[1]}” dropped"
    return f"{zh}由“{was[0]}”改为“{now[0]}”", f"{en} from “{was[1]}” to “{now[1]}”"


def _came_or_went(change: Change, zh: str, en: str, said: list[str]) -> Words:
    if change.part is Part.ASSIGNMENT:
        return f"{zh}，{said[0]}", f"{en}, {said[1]}"
    if change.part is Part.SOURCE_DEFECT:
        return f"{zh}“{said[0]}”", f"{en}: {said[1]}"
    return zh, en
