"""What holds of every plan file: it says what the hand-made reading says, in its own words, and all of it resolves.

Each check takes plans, indicators and gold lists as plain data and fails by naming the target or measure at fault.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from decimal import Decimal
from typing import Any

from services.plans.domain.names import folded
from services.plans.schemas.plan_document import PlanDocument
from services.plans.use_cases.plan_faults import plan_faults, publication_faults
from services.yardsticks.language import Population, Yardstick

Plain = Mapping[str, Any]

CERTAINTIES = {"N": "number", "U": "checkable", "X": "lost"}
COMPARISONS = {
    "= all met": "all_met",
    ">= (maintain)": ">=",
    ">= (text: 按照)": ">=",
    ">= comparator": ">=",
    ">= decrease": ">=",
    "increasing each year": "increasing",
    "increasing (three series)": "increasing",
    "non-decreasing each year": "non_decreasing",
}
DEADLINES = {
    "3 years (2020)": "2020-12-31",
    "2018-09": "2018-09-30",
    "2019-12": "2019-12-31",
    "2020-12": "2020-12-31",
    "from 2021": None,
}
UNITS = {
    "% reduction": "%",
    "% reduction of annual growth": "%",
    "% of 教职工年度工资总额": "%",
    "% of 年度公用经费预算总额": "%",
    "个百分点/年 (text says %)": "个百分点/年",
    "分钟(/天, implied)": "分钟/天",
    "书面家庭作业": "次",  # the hand-made list names the thing counted; a count needs a measure word
    "个班(>=56人)": "个班",
}
"""What the hand-made list adds to a unit says something about the target, not about the unit."""
ROLES = ("lead", "cooperating", "responsible")
KINDS = {
    "absolute threshold": "threshold",
    "absolute threshold (all 31)": "all_of_standard",
    "annual rate of change": "annual_change",
    "annual rate of change + range": "annual_change",
    "relative to baseline": "reduction",
    "relative to comparator": "comparator",
    "monotone only increase": "monotone",
    "monotone x3": "monotone",
    "cap 0": "cap",
}
"""Kinds whose name differs from the hand-made list's, without its remarks in brackets."""


def check_targets(plan: Plain, gold_targets: Sequence[Plain]) -> None:
    """Same targets in the same order: kind, value, comparison, unit, deadline and what is certain about both."""
    assert [each["code"] for each in plan["targets"]] == [f"T{n:02d}" for n in range(1, len(gold_targets) + 1)]
    for target, expected in zip(plan["targets"], gold_targets, strict=True):
        assert target["kind"] == _kind(expected), (target["code"], expected["type"])
        ours, theirs = _target(target), _target_of_gold(expected)
        assert ours == theirs, (target["code"], ours, theirs)
        if target["deadline_certainty"] != "ambiguous":
            assert target["deadline"] == _deadline(expected["deadline"]), (target["code"], expected["deadline"])


def check_assignments(plan: Plain, gold_measures: Sequence[Plain]) -> None:
    """Each measure names the same units in the same order and roles, and leaves the same lists open."""
    assert len(measures(plan)) == len(gold_measures)
    for measure, expected in zip(measures(plan), gold_measures, strict=True):
        named = [(each["role"], each["name_in_source"]) for each in measure.get("assignments", [])]
        wanted = [(role, name) for role in ROLES for name in expected.get(role, [])]
        assert named == wanted, (measure["code"], named, wanted)
        open_ended = [role for role in ROLES if expected.get(f"{role}_open_ended")]
        assert measure.get("open_ended_roles", []) == open_ended, measure["code"]


def check_yardsticks(plan: Plain, indicators: Sequence[Plain]) -> None:
    """Each target is measured or says why not; all who are measured report every item, for the same kind of period."""
    items = {each["code"]: each for each in indicators}
    for target in plan["targets"]:
        code, raw = target["code"], target.get("yardstick")
        assert (raw is None) != (target.get("unassessable") is None), code
        assert (target.get("unassessable") == "value_lost") == (target["certainty"] == "lost"), code
        if raw is None or "standard" in raw:
            continue
        yardstick = Yardstick.model_validate(exact(raw))
        assert yardstick.items <= items.keys(), (code, sorted(yardstick.items - items.keys()))
        for item in sorted(yardstick.items):
            assert items[item]["period"] == yardstick.period, (code, item)
            reporters = Population.model_validate(items[item]["reported_by"])
            assert within(yardstick.population, reporters), (code, item)


def check_references(plan: Plain, organisation_codes: Collection[str]) -> None:
    """The plans service takes the file and would publish it: every code exists, stands once and leads somewhere."""
    document = PlanDocument.model_validate(exact(plan))
    assert plan_faults(document, organisation_codes) == []
    assert publication_faults(document) == []


def check_own_words(plan: Plain, gold_targets: Sequence[Plain]) -> None:
    """No phrase of the document stands in a title, summary or statement, whatever its characters."""
    phrases = {folded(each["phrase"]) for each in gold_targets}
    for text in bilingual({name: part for name, part in plan.items() if name != "source_defects"}):
        copied = [phrase for phrase in phrases if phrase in folded(text["zh"])]
        assert not copied, copied


def measures(plan: Plain) -> list[Plain]:
    """Every measure, of programmes first, in the document's order."""
    listed = [each for programme in plan.get("programmes", []) for each in programme["measures"]]
    return [*listed, *plan.get("measures", [])]


def assignments(plan: Plain) -> list[Plain]:
    """Every assignment of every measure."""
    return [each for measure in measures(plan) for each in measure.get("assignments", [])]


def bilingual(node: Any) -> list[dict[str, str]]:
    """Every text in two languages within a part of a plan."""
    if isinstance(node, list):
        return [text for item in node for text in bilingual(item)]
    if not isinstance(node, dict):
        return []
    if "zh" in node or "en" in node:
        return [node]
    return [text for item in node.values() for text in bilingual(item)]


def exact(node: Plain) -> Any:
    """The same with decimals for floats, as a body is read."""
    return json.loads(json.dumps(node), parse_float=Decimal)


def within(some: Population, others: Population) -> bool:
    """Whether everybody of one population belongs to the other."""
    limits = ("school_kinds", "places", "functions", "levels")
    pairs = [(set(getattr(some, name)), set(getattr(others, name))) for name in limits]
    return some.kind == others.kind and all(not wide or (narrow and narrow <= wide) for narrow, wide in pairs)


def _kind(expected: Plain) -> str:
    told = str(expected["type"])
    if "value lost" in told:
        return "lost_value"
    if expected["unit"] == "% reduction of annual growth":
        return "growth_reduction"
    plain = told if told in KINDS else told.split(" (", maxsplit=1)[0]
    plain = plain.removesuffix(" bundle x4").removesuffix(" by date").removesuffix(" 100%")
    return KINDS.get(plain, plain.replace(" ", "_").replace("-", "_"))


def _target(target: Plain) -> tuple[Any, ...]:
    unit = target["unit"]
    return (
        target["value"],
        target.get("upper"),
        target["comparison"],
        None if unit is None else folded(unit),
        target["certainty"],
        target["deadline_certainty"],
    )


def _target_of_gold(expected: Plain) -> tuple[Any, ...]:
    value, upper = expected["value"] if isinstance(expected["value"], list) else (expected["value"], None)
    comparison = COMPARISONS.get(expected["comparison"], expected["comparison"])
    if comparison is None and expected["type"].startswith("yes-no"):
        comparison = "yes"
    unit = UNITS.get(expected["unit"], expected["unit"])
    return (
        value,
        upper,
        comparison,
        None if unit is None else folded(unit),
        CERTAINTIES[expected["cls"]],
        _deadline_certainty(expected["deadline"]),
    )


def _deadline_certainty(text: str | None) -> str:
    if text is not None and text.startswith("LOST"):
        return "lost"
    if text is not None and "ambiguous" in text:
        return "ambiguous"
    return "none" if DEADLINES.get(text or "", text) is None else "stated"


def _deadline(text: str | None) -> str | None:
    if text is None or text.startswith("LOST"):
        return None
    day = DEADLINES.get(text, text)
    return f"{day}-12-31" if day is not None and len(day) == 4 else day
