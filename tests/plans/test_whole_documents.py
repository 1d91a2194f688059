"""Fictitious documents with the assignments, duties and figures that a person listed before the importer saw them.

Each list stands beside its text in `policy_texts/whole`: a measure by how its title begins, a duty by how it begins,
a figure as comparison, value, unit and deadline (`?` where its year is lost).
"""

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from services.plans.domain.policy_text.draft import Draft, DraftMeasure, DraftTarget
from services.plans.domain.policy_text.reading import read_plan
from services.plans.domain.words import DeadlineCertainty
from services.plans.readers.sources import read_source

FOLDER = Path(__file__).parent / "policy_texts" / "whole"
DOCUMENTS = sorted(path.stem for path in FOLDER.glob("*.txt"))


@cache
def draft_of(name: str) -> Draft:
    return read_plan(read_source("text/plain", (FOLDER / f"{name}.txt").read_bytes()))


def listed(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"), yaml.CSafeLoader)
    return found


def measures_of(draft: Draft) -> list[DraftMeasure]:
    return [*(one for each in draft.programmes for one in each.measures), *draft.measures]


def said(target: DraftTarget) -> str:
    upper = "" if target.upper is None else f"..{target.upper.normalize():f}"
    value = "" if target.value is None else f"{target.value.normalize():f}"
    due = "?" if target.deadline_certainty is DeadlineCertainty.LOST else target.deadline
    parts = [target.comparison, value + upper, target.unit, due and f"by {due}"]
    return " ".join(str(part) for part in parts if part)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_who_answers_is_what_a_person_listed(name: str) -> None:
    wanted = listed(name).get("assignments", {})
    found: dict[str, dict[str, list[str]]] = {}
    for measure in measures_of(draft_of(name)):
        key = next((begins for begins in wanted if measure.title.startswith(begins)), measure.title)
        for one in measure.assignments:
            found.setdefault(key, {}).setdefault(one.role.value, []).append(one.name)
    assert found == wanted


@pytest.mark.parametrize("name", DOCUMENTS)
def test_duties_are_those_a_person_listed_under_their_units(name: str) -> None:
    wanted = [(unit, begins) for unit, duties in listed(name).get("duties", {}).items() for begins in duties]
    found = [(unit.name, duty.text) for unit in draft_of(name).units for duty in unit.duties]
    begun = [
        (unit, next((begins for one, begins in wanted if one == unit and text.startswith(begins)), text))
        for unit, text in found
    ]
    assert Counter(begun) == Counter(wanted)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_figures_are_those_a_person_listed(name: str) -> None:
    found = [said(target) for target in draft_of(name).targets if target.value is not None]
    assert Counter(found) == Counter(listed(name).get("targets", []))


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_figure_stands_where_its_place_says(name: str) -> None:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    for target in draft_of(name).targets:
        assert text[target.span.start : target.span.end].strip(), target.statement
