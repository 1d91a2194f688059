"""Targets read from the five documents, paragraph by paragraph, against the lists made by hand."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from services.plans.domain.policy_text.draft import Defect, DraftTarget
from services.plans.domain.policy_text.folding import fold
from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source, Span
from services.plans.domain.policy_text.targets import TargetContext, read_targets
from services.plans.domain.words import Certainty, DeadlineCertainty

SHARED = Path(__file__).parents[2].parent / "shared"
SEEDS, GOLD = SHARED / "seeds", SHARED / "reference" / "gold" / "targets.json"
FIVE = ("000", "001", "002", "003", "004")
CLASSES = {"N": Certainty.NUMBER, "U": Certainty.CHECKABLE, "X": Certainty.LOST}
COMPARISONS = {
    ">= comparator": ">=",
    "= all met": "all_met",
    ">= decrease": ">=",
    ">= (text: 按照)": ">=",
    ">= (maintain)": ">=",
}
STAGES = {"准备启动阶段": date(2018, 9, 30), "实施创建阶段": date(2019, 12, 31), "迎接验收阶段": date(2020, 12, 31)}
_ADDED = re.compile(r"\((?:restates|每学期|每年|到2|三个课|年依)[^)]*\)")

pytestmark = pytest.mark.skipif(not (SEEDS.is_dir() and GOLD.is_file()), reason="the five documents are not here")


@dataclass(frozen=True)
class Held:
    """A document held against its list: the entries found with what was read for them, those missed, those too many."""

    found: tuple[tuple[dict[str, Any], DraftTarget], ...]
    missed: tuple[dict[str, Any], ...]
    too_many: tuple[DraftTarget, ...]

    def recall(self, of: str) -> float:
        hits = [entry["cls"] for entry, _ in self.found].count(of)
        return hits / max(1, hits + [entry["cls"] for entry in self.missed].count(of))

    def precision(self, of: str) -> float:
        hits = [entry["cls"] for entry, _ in self.found].count(of)
        return hits / max(1, hits + sum(target.certainty is CLASSES[of] for target in self.too_many))


@cache
def everything(seed: str) -> tuple[str, tuple[DraftTarget, ...], tuple[Defect, ...]]:
    text = next(SEEDS.glob(f"{seed}_*.txt")).read_text(encoding="utf-8")
    source, at = Source(text, ()), 0
    targets: list[DraftTarget] = []
    defects: list[Defect] = []
    for line in text.split("\n"):
        stage = next((day for name, day in STAGES.items() if seed == "004" and name in line[:12]), None)
        context = TargetContext(phase_ends_on=stage, issued_on=date(2019, 1, 24) if seed == "004" else None)
        found = read_targets(source, Passage.of(source, [Span(at, at + len(line))]), context)
        targets += found.targets
        defects += found.defects
        at += len(line) + 1
    return text, tuple(targets), tuple(defects)


def places(text: str, phrase: str) -> Iterator[range]:
    """Where the words of an entry stand; it leaves words out with … and adds some in brackets."""
    for part in _ADDED.sub("", fold(phrase)).split("…"):
        wanted = r" ?".join(map(re.escape, part.strip())) if len(part.strip()) > 1 else "(?!)"
        yield from (range(*found.span()) for found in re.finditer(wanted, fold(text)))


def agrees(entry: dict[str, Any], target: DraftTarget) -> bool:
    if CLASSES[entry["cls"]] is not target.certainty:
        return False
    if entry["cls"] != "N":
        return True
    values = entry["value"] if isinstance(entry["value"], list) else [entry["value"]]
    read = [float(value) for value in (target.value, target.upper) if value is not None]
    comparison = COMPARISONS.get(entry["comparison"], entry["comparison"])
    return read == [float(value) for value in values] and target.comparison == comparison


@cache
def held(seed: str) -> Held:
    text, targets, _ = everything(seed)
    left, found, missed = list(targets), [], []
    for entry in json.loads(GOLD.read_text(encoding="utf-8"))[seed]:
        where = list(places(text, entry["phrase"]))
        near = (one for one in left if any(one.span.start < at.stop and at.start < one.span.end for at in where))
        hit = next((one for one in near if agrees(entry, one)), None)
        if hit is None:
            missed.append(entry)
        else:
            left.remove(hit)
            found.append((entry, hit))
    return Held(tuple(found), tuple(missed), tuple(left))


@pytest.mark.parametrize("seed", FIVE)
def test_numbers_are_found_with_their_value_and_comparison_and_nothing_else_is(seed: str) -> None:
    assert held(seed).recall("N") >= 0.97
    assert held(seed).precision("N") >= 0.97


@pytest.mark.parametrize("seed", FIVE)
def test_what_can_be_checked_without_a_number_is_found(seed: str) -> None:
    assert held(seed).recall("U") >= 0.9
    assert held(seed).precision("U") >= 0.9


def test_all_five_lost_numbers_are_flagged_and_none_is_guessed() -> None:
    lost = [target for seed in FIVE for target in everything(seed)[1] if target.certainty is Certainty.LOST]
    assert [(target.value, target.unit) for target in lost] == [(None, "%")] * 3 + [(None, "名/年")] * 2
    assert held("001").recall("X") == held("001").precision("X") == 1
    assert sum(defect.code == "number_lost" for defect in everything("001")[2]) == 5


def test_all_eight_lost_deadlines_are_flagged() -> None:
    lost = {entry["id"] for entry, target in held("001").found if target.deadline_certainty is DeadlineCertainty.LOST}
    assert lost == {f"001-T{number:02}" for number in (7, 8, 9, 10, 11, 14, 15, 21)}
    elsewhere = [target for seed in FIVE if seed != "001" for target in everything(seed)[1]]
    assert all(target.deadline_certainty is not DeadlineCertainty.LOST for target in elsewhere)


def test_the_years_of_deadlines_are_those_of_the_lists() -> None:
    """But 三年内, which counts from the day of issue and not from the first stage, and what the phases end."""
    for seed in FIVE:
        for entry, target in held(seed).found:
            year = re.match(r"(?:20)\d\d", entry["deadline"] or "")
            if year and target.deadline is not None:
                assert target.deadline.year == int(year[0]), entry["id"]


def test_numbers_that_ran_together_are_flagged() -> None:
    text, _, defects = everything("004")
    assert [text[slice(*each.span)] for each in defects if each.code == "numbers_run_together"] == ["97%96%"]
