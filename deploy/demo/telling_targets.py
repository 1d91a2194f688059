"""How the demo tells of a plan's targets: figure, line, distance and course of each, and the tree of verdicts."""

from collections.abc import Mapping, Sequence
from typing import Any

from deploy.demo.telling import say, table

_BARS = "▁▂▃▄▅▆▇█"
_STATES = {"passed": "overdue 逾期", "none": "not met", "lost": "not met"}


def tell_targets(targets: Sequence[Mapping[str, Any]]) -> None:
    """One line a target."""
    rows = [
        [
            each["code"],
            each["statement"]["zh"],
            number(each["value"]),
            number(each["line"]),
            "–" if each["distance"] is None else f"{each['distance']:+.2f}",
            course(each["trend"]),
            standing(each),
            units(each["units"]),
        ]
        for each in targets
    ]
    table(["", "target 目标", "figure", "line", "distance", "course", "verdict", "units 责任单位"], rows)


def tell_nodes(nodes: Sequence[Mapping[str, Any]]) -> None:
    """The plan and its programmes; nothing is averaged."""
    chosen = [each for each in nodes if each["kind"] != "measure"]
    rows = [
        [
            ("  " if each["kind"] == "programme" else "") + str(each["title"]["zh"]),
            *(str(each[name]) for name in ("targets", "met", "not_met", "cannot_decide", "overdue")),
            str(each["verdict"] or "no target"),
        ]
        for each in chosen
    ]
    table(["plan and programmes 方案与工程", "targets", "met", "not met", "undecided", "overdue", "verdict"], rows)
    say(f"   not met: {', '.join(chosen[0]['failing'])}; undecided: {', '.join(chosen[0]['undecided'])}")


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}".rstrip("0").rstrip(".")


def course(trend: Sequence[Mapping[str, Any]]) -> str:
    """The figures of all periods as bars, and the first and the last of them."""
    known = [each["value"] for each in trend if each["value"] is not None]
    if not known:
        return "–"
    low, high = min(known), max(known)
    bars = "".join(_bar(each["value"], low, high) for each in trend)
    return f"{bars} {number(known[0])} → {number(known[-1])}"


def _bar(value: float | None, low: float, high: float) -> str:
    if value is None:
        return "?"
    return _BARS[round((value - low) / (high - low) * (len(_BARS) - 1)) if high > low else 0]


def standing(target: Mapping[str, Any]) -> str:
    """The verdict, and of what is not met where its deadline stands."""
    if target["verdict"] == "met":
        return "met, close 临界" if target["borderline"] else "met"
    if target["verdict"] == "not_met":
        return _STATES.get(target["deadline_state"]) or ("on the way 在途" if _nears(target) else "moving away 在退")
    return f"cannot_decide: {target['reason']}"


def _nears(target: Mapping[str, Any]) -> bool:
    """Whether the newest figure lies nearer to its line than the one before."""
    known = [each["value"] for each in target["trend"] if each["value"] is not None]
    return len(known) < 2 or abs(target["line"] - known[-1]) < abs(target["line"] - known[-2])


def units(bound: Sequence[Mapping[str, Any]]) -> str:
    """The first unit of those that lead, or else of all, and how many more there are."""
    leading = [each for each in bound if each["role"] == "lead"] or list(bound)
    if not leading:
        return "the plan names no unit 方案未指明"
    others = len(bound) - 1
    name = leading[0]["organisation"]["name"]["zh"].removeprefix("宁夏回族自治区")
    return f"{name} + {others}" if others else name
