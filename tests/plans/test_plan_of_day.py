"""The state of a plan on a day: force, phases, deadlines."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import httpx
import pytest

from services.plans.domain.deadlines import deadline_state, phase_states
from services.plans.domain.words import DeadlineCertainty
from tests.plans.documents import document
from tests.plans.test_plan_endings import DAY, enter, url, withdraw
from tests.plans.tree import Tree, named


@dataclass
class Due:
    deadline: date | None
    deadline_certainty: DeadlineCertainty


@dataclass
class Phase:
    starts_on: date | None
    ends_on: date | None


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2021, 10, 1), "ahead"),
        (date(2021, 10, 2), "due_soon"),
        (date(2021, 12, 31), "due_soon"),
        (date(2022, 1, 1), "passed"),
    ],
)
def test_ninety_days_before_its_deadline_a_target_is_due_soon_and_the_day_after_it_has_passed(
    day: date, state: str
) -> None:
    assert deadline_state(Due(date(2021, 12, 31), DeadlineCertainty.STATED), day) == state


@pytest.mark.parametrize("certainty", ["none", "lost", "ambiguous"])
def test_a_deadline_that_no_day_is_known_of_never_passes(certainty: str) -> None:
    assert deadline_state(Due(None, DeadlineCertainty(certainty)), date(2099, 1, 1)) == certainty


@pytest.mark.parametrize(
    ("day", "states"),
    [
        (date(2020, 12, 31), ["ahead", "ahead", "ahead"]),
        (date(2021, 1, 1), ["running", "ahead", "ahead"]),
        (date(2021, 3, 31), ["running", "ahead", "ahead"]),
        (date(2021, 4, 1), ["past", "ahead", "ahead"]),
        (date(2021, 5, 1), ["past", "running", "ahead"]),
        (date(2021, 9, 1), ["past", "past", "running"]),
        (date(2030, 1, 1), ["past", "past", "running"]),
    ],
)
def test_a_phase_runs_from_its_first_day_to_its_last_or_to_the_next_one(day: date, states: list[str]) -> None:
    first = Phase(date(2021, 1, 1), date(2021, 3, 31))
    assert phase_states([first, Phase(date(2021, 5, 1), None), Phase(date(2021, 9, 1), None)], day) == states


def test_a_phase_without_days_is_not_guessed() -> None:
    assert phase_states([Phase(None, None), Phase(None, date(2021, 1, 1))], date(2020, 1, 1)) == ["undated", "undated"]


def stated(code: str, deadline: str | None, **more: Any) -> dict[str, Any]:
    words = {"zh": f"目标{code}", "en": f"Target {code}"}
    target: dict[str, Any] = document("x", "000000")["targets"][0] | {
        "code": code,
        "statement": words,
        "deadline": deadline,
    }
    target.pop("deadline_certainty")
    return target | more


async def test_the_state_of_a_plan_is_what_its_revision_of_the_day_makes_of_it(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    plan = document(f"{tree.mark}-plan", tree.county)
    plan["targets"] = [
        stated("T1", "2025-12-31"),
        stated("T2", "2024-11-30"),
        stated("T3", "2024-10-31"),
        stated("T4", "2023-12-31"),
        stated("T5", None, deadline_text="到年底", deadline_certainty="lost"),
        stated("T6", None, deadline_text=None),
        stated("T7", "2024-10-31", restates="T3"),
    ]
    await enter(http, administrator, plan)
    await enter(http, administrator, document(plan["code"], tree.county), published_on="2026-01-01")
    await withdraw(http, administrator, plan["code"])
    asked = f"{url(plan['code'])}/state"
    school = named("school", tree.school)
    found = (await http.get(asked, params={"as_of": DAY}, headers=school)).json()
    assert (found["state"]["revision"], found["state"]["standing"]["word"]) == (1, "withdrawn")
    assert [(each["code"], each["state"]) for each in found["phases"]] == [("phase-1", "past")]
    counts = {"none": 1, "ahead": 1, "due_soon": 2, "passed": 1, "lost": 1, "ambiguous": 0}
    assert (found["targets"]["total"], found["targets"]["counts"]) == (6, counts)
    assert [(each["code"], each["days_left"]) for each in found["targets"]["due_soon"]] == [("T3", 60), ("T2", 90)]
    assert [each["code"] for each in found["targets"]["passed"]] == ["T4"]
    early = await http.get(asked, params={"as_of": "2021-08-31"})
    assert (early.status_code, early.json()["code"]) == (404, "plan_not_yet_published")
    assert (await http.get(asked)).status_code == 422
