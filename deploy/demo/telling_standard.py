"""How the demo tells of a county under the whole standard: its thirty-one lines, and whether it can be recognised."""

from collections.abc import Mapping
from typing import Any

from deploy.demo.telling import say, table

WORST_FIRST = ("not_met", "cannot_decide", "met")


def tell_lines(assessment: Mapping[str, Any]) -> None:
    """Every indicator with the figure that decides it, then recognition."""
    summary = assessment["summary"]
    rows = [_row(line) for line in summary["lines"]]
    table(["no", "indicator 指标", "verdict", "figure", "line", "condition that decides"], rows)
    recognition = summary["recognition"]
    provisos = [[each["code"], each["title"]["zh"], _standing(each), _figure(each)] for each in recognition["provisos"]]
    table(["proviso", "前提、否决与认可", "verdict", "figure"], provisos)
    verdicts = [line["verdict"] for line in summary["lines"] if line["number"] is not None]
    counts = ", ".join(f"{verdicts.count(word)} {word}" for word in reversed(WORST_FIRST))
    say(f"   of {len(verdicts)} indicators: {counts}")
    stopped, undecided = recognition["stopped_by"], recognition["open"]
    say(f"   recognition: {recognition['verdict']}; stopped by {_listed(stopped)}; open: {_listed(undecided)}")


def _row(line: Mapping[str, Any]) -> list[str]:
    number = "–" if line["number"] is None else str(line["number"])
    if not line["conditions"]:
        return [number, f"{line['code']} {line['title']['zh']}", line["verdict"], "", "", ""]
    found = min(line["conditions"], key=lambda each: WORST_FIRST.index(each["verdict"]))
    words = [number, f"{line['code']} {line['title']['zh']}", line["verdict"], _figure(found), _line(found)]
    return [*words, f"{found['code']}{_whose(found)}"]


def _standing(proviso: Mapping[str, Any]) -> str:
    """The verdict; of a veto, which is kept where nothing was found, in words that say so."""
    if not proviso["code"].startswith("vetoes"):
        return str(proviso["verdict"])
    return {"met": "not found 未发现", "not_met": "found 已发现"}.get(proviso["verdict"], "not known 未知")


def _whose(condition: Mapping[str, Any]) -> str:
    told = [f"{condition[name]} {name}" for name in ("failing", "missing") if condition[name]]
    return f" ({', '.join(told)})" if told else ""


def _figure(condition: Mapping[str, Any]) -> str:
    value = condition["value"]
    return condition["reason"] or "–" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")


def _line(condition: Mapping[str, Any]) -> str:
    return "–" if condition["line"] is None else f"{condition['line']:g}"


def _listed(codes: list[str]) -> str:
    return ", ".join(codes) or "nothing"
