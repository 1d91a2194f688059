"""The draft as people work on it, from what the reader made of the document."""

from collections.abc import Iterable, Mapping
from typing import Any

from services.plans.domain.policy_text.defect_words import DEFECT_WORDS
from services.plans.schemas.draft_plan import DraftPlan

LONGEST_LINE = 500
MOST = {"phases": 50, "programmes": 100, "measures": 500, "guarantees": 100, "units": 300, "targets": 2000}
MOST_ASSIGNMENTS, MOST_DUTIES, MOST_DEFECTS, MOST_RULES, LONGEST_QUOTE = 200, 500, 1000, 50, 2_000
Node = Mapping[str, Any]


class TooMany(Exception):  # noqa: N818 - said to the caller as a refusal
    """A document with more parts than a plan can have."""


def draft_from(read: Node, text: str, jurisdiction: str) -> DraftPlan:
    """Raises TooMany. What is longer than a line is cut there; the words themselves stay at hand by their place."""
    return DraftPlan.model_validate(
        {
            "jurisdiction": jurisdiction,
            "title": _words(read["title"]),
            "text_kind": read["text_kind"],
            "legal_status": read["legal_status"],
            "document": {
                "number": _line(read["number"]),
                "dated": read["dated"],
                "dated_as_printed": _line(read["dated_as_printed"]),
                "issuer_in_source": _line(read["issuer"]),
                "read": {
                    name: each
                    for name, each in _read(read, issuer="issuer_in_source").items()
                    if name not in {"title", "legal_status"}
                },
            },
            "read": {name: each for name, each in _read(read).items() if name in {"title", "legal_status"}},
            "phases": [_phase(each) for each in _within(read["phases"], MOST["phases"])],
            "programmes": [_programme(each, text) for each in _within(read["programmes"], MOST["programmes"])],
            "measures": _measures(read["measures"], "", text),
            "guarantees": [_titled(each) for each in _within(read["guarantees"], MOST["guarantees"])],
            "units": [_unit(each) for each in _within(read["units"], MOST["units"])],
            "targets": [_target(each) for each in _within(read["targets"], MOST["targets"])],
            "rules": [{"rule": each["rule"], "span": each["span"]} for each in _within(read["rules"], MOST_RULES)],
            "defects": [_defect(each, text) for each in read["defects"][:MOST_DEFECTS]],
        }
    )


def _within(parts: Iterable[Node], most: int) -> list[Node]:
    found = list(parts)
    if len(found) > most:
        raise TooMany()
    return found


def _line(text: str | None) -> str | None:
    """One line, cut where it is too long; None where nothing is left."""
    plain = " ".join((text or "").replace("\x00", "\ufffd").split())
    if len(plain) > LONGEST_LINE:
        plain = plain[: LONGEST_LINE - 1] + "…"
    return plain or None


def _words(text: str | None) -> dict[str, Any] | None:
    line = _line(text)
    return None if line is None else {"zh": line}


def _named(text: str | None) -> dict[str, Any]:
    return _words(text) or {"zh": "?"}


def _read(node: Node, **renamed: str) -> dict[str, Any]:
    """By the name of a field how it was read, under the names that the draft gives the fields."""
    return {renamed.get(name, name): each for name, each in node["read"].items()}


def _phase(each: Node) -> dict[str, Any]:
    plain = {name: each[name] for name in ("code", "starts_on", "ends_on", "span")}
    return {**plain, "title": _named(each["title"]), "place": _line(each["title"]) or "?", "read": _read(each)}


def _titled(each: Node) -> dict[str, Any]:
    title = _named(each["title"])
    return {"code": each["code"], "span": each["span"], "title": title, "place": title["zh"], "read": _read(each)}


def _programme(each: Node, text: str) -> dict[str, Any]:
    number = each["number"] or ""
    place = _line(number) or each["code"]
    return {**_titled(each), "place": place, "measures": _measures(each["measures"], number, text)}


def _measures(found: Iterable[Node], above: str, text: str) -> list[dict[str, Any]]:
    return [_measure(each, above, text) for each in _within(found, MOST["measures"])]


def _measure(each: Node, above: str, text: str) -> dict[str, Any]:
    start, end = each["span"]
    return {
        "code": each["code"],
        "span": each["span"],
        "title": _named(each["title"]),
        "summary": _words(text[start:end]) or _named(each["title"]),
        "place": _line(above + (each["number"] or "")) or each["code"],
        "assignments": [
            {"name_in_source": _line(one["name"]) or "?", "role": one["role"], "read": _assignment_read(one)}
            for one in _within(each["assignments"], MOST_ASSIGNMENTS)
        ],
        "open_ended_roles": each["open_ended_roles"],
        "read": _read(each),
    }


def _assignment_read(one: Node) -> dict[str, Any]:
    return _read(one, name="name_in_source")


def _unit(each: Node) -> dict[str, Any]:
    name = _line(each["name"])
    duties = [_duty(one, f"{each['key']}/{place}") for place, one in enumerate(each["duties"], 1)]
    return {
        "key": each["key"],
        "span": each["span"],
        "name_in_source": name,
        "name_lost_in_source": name is None,
        "place": name or each["key"],
        "duties": _within(duties, MOST_DUTIES),
        "read": _read(each, name="name_in_source"),
    }


def _duty(one: Node, code: str) -> dict[str, Any]:
    plain = {name: one[name] for name in ("own_role", "mixed", "unnamed_partners", "span")}
    partners = [line for line in map(_line, one["partners"]) if line][:100]
    summary = _named(one["text"])
    return {**plain, "code": code, "summary": summary, "partners": partners, "place": code, "read": _read(one)}


def _target(each: Node) -> dict[str, Any]:
    plain = {
        name: each[name]
        for name in [
            "code",
            "kind",
            "comparison",
            "value",
            "upper",
            "deadline",
            "deadline_certainty",
            "certainty",
            "span",
            "measure",
            "phase",
            "responsible_unit",
            "restates",
        ]
    }
    return {
        **plain,
        "statement": _named(each["statement"]),
        "place": each["measure"] or each["phase"] or each["responsible_unit"] or each["code"],
        "unit": _line(each["unit"]),
        "population": _words(each["population"]),
        "condition": _line(each["condition"]),
        "deadline_text": _line(each["deadline_text"]),
        "unassessable": "value_lost" if each["certainty"] == "lost" else None,
        "read": _read(each),
    }


def _defect(each: Node, text: str) -> dict[str, Any]:
    start, end = each["span"]
    zh, en = DEFECT_WORDS[each["code"]]
    quote = text[start:end][:LONGEST_QUOTE].replace("\x00", "\ufffd")
    return {"code": each["code"], "span": each["span"], "text": quote, "what": {"zh": zh, "en": en}}
