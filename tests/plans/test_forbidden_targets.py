"""Targets that no plan may set: every example of the rules, and what a plan with one is told."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from services.kernel.database import Database, run_sql
from services.plans.domain.forbidden_targets import forbidden_in
from services.plans.rules import forbidden_languages, forbidden_targets, grounds_against
from services.plans.use_cases.forbidden_targets import plan_forbidden_faults
from tests.demo_data import files
from tests.demo_data.files import DATA
from tests.plans.documents import document, read
from tests.plans.tree import Tree

SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

RULES = forbidden_targets().rules
REFUSED = [(rule.code, language, text) for rule in RULES for each in rule.refused for language, text in each if text]
PASSES = [(language, text) for rule in RULES for each in rule.passes for language, text in each if text]


def found(text: str, language: str, *, of_target: bool) -> Any:
    return forbidden_in(text, language, forbidden_languages(), of_target=of_target)


@pytest.mark.parametrize(("rule", "language", "text"), REFUSED)
def test_an_example_is_refused_as_a_target_and_in_any_other_text(rule: str, language: str, text: str) -> None:
    for of_target in (True, False):
        match = found(text, language, of_target=of_target)
        assert match is not None, f"passes, of_target {of_target}"


@pytest.mark.parametrize(("language", "text"), PASSES)
def test_an_example_passes_as_a_target_and_in_any_other_text(language: str, text: str) -> None:
    for of_target in (True, False):
        match = found(text, language, of_target=of_target)
        assert match is None, f"{match.rule.code}: {match.words}"


def test_every_ground_is_cited_with_title_number_clause_and_day() -> None:
    for ground in forbidden_targets().grounds:
        assert ground.title.zh
        assert ground.document_number
        assert ground.clause
        assert ground.in_force_from >= forbidden_targets().in_force_from


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("二、到2025年，本科 上线率 达到60%。", "本科 上线率"),
        ("力爭一本(文理)上線200人", "一本(文理)上線"),
        ("“清 北”录取5人", "清 北”录取5人"),
    ],
)
def test_what_matched_is_given_as_it_was_written(written: str, words: str) -> None:
    assert found(written, "zh", of_target=True).words == words


def test_the_name_of_a_measure_is_a_target_only_where_a_target_is_set() -> None:
    assert found("本科上线率", "zh", of_target=True)
    assert found("分析本科上线率", "zh", of_target=False) is None


def test_free_text_has_its_ground_too() -> None:
    ground = grounds_against("各校要确保高考本科上线率稳步提高。")
    assert ground is not None
    assert (ground.document_number, ground.clause) == ("中发〔2020〕19号", "二(一)3")
    assert grounds_against("严禁下达升学指标。学前毛入园率达到95%。") is None


def test_the_five_plans_of_the_demonstration_set_no_forbidden_target() -> None:
    for path in sorted((DATA / "plans").glob("*.yaml")):
        plan = read(files.plan(path.stem))
        assert plan_forbidden_faults(plan) == [], path.name


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents themselves are not here")
def test_the_documents_themselves_set_none_either() -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        for paragraph in path.read_text(encoding="utf-8").splitlines():
            match = found(paragraph, "zh", of_target=False)
            assert match is None, f"{path.name}: {match.words}"


Changes = Callable[[dict[str, Any]], Any]
PLACES: list[tuple[Changes, str]] = [
    (lambda plan: plan["targets"][0]["statement"].update(zh="本科上线率达到15%"), "/targets/0/statement/zh"),
    (lambda plan: plan["targets"][0]["statement"].update(en="Admission rate of 15"), "/targets/0/statement/en"),
    (lambda plan: plan["targets"][0]["population"].update(zh="高考600分以上的考生"), "/targets/0/population/zh"),
    (lambda plan: plan["targets"][0].update(unit="升学率"), "/targets/0/unit"),
    (
        lambda plan: plan["programmes"][0]["measures"][0]["summary"].update(zh="确保中考平均分提高10分"),
        "/programmes/0/measures/0/summary/zh",
    ),
    (lambda plan: plan["programmes"][0]["title"].update(zh="高考再创佳绩工程"), "/programmes/0/title/zh"),
    (
        lambda plan: plan["units"][0]["duties"][0]["summary"].update(zh="按升学率考核学校"),
        "/units/0/duties/0/summary/zh",
    ),
    (lambda plan: plan["accountability"][0]["title"].update(zh="奖励高考状元"), "/accountability/0/title/zh"),
    (
        lambda plan: plan["targets"][0]["yardstick"].update(
            quantities=[{"amount": {"gaokao.admitted": 1}, "over": {"pupils.primary": 1}}]
        ),
        "/targets/0/yardstick",
    ),
]


@pytest.mark.parametrize(("change", "pointer"), PLACES)
async def test_a_plan_with_a_forbidden_target_is_refused_where_it_stands_with_the_ground(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str], change: Changes, pointer: str
) -> None:
    plan = document(f"{tree.mark}-plan", tree.county)
    change(plan)
    refused = await http.put(f"/api/v1/plans/plans/{plan['code']}", json=plan, headers=administrator)
    assert (refused.status_code, refused.json()["code"]) == (422, "plan_invalid")
    faults = [fault for fault in refused.json()["errors"] if fault["code"] == "target_forbidden"]
    assert pointer in [fault["pointer"] for fault in faults]
    assert all("《" in fault["expected"] and "号" in fault["expected"] and fault["given"] for fault in faults)


async def test_what_a_target_says_only_in_several_fields_together_is_refused(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    plan = document(f"{tree.mark}-plan", tree.county)
    plan["targets"][0] |= {
        "population": {"zh": "初三学生期末考试", "en": "Pupils of the ninth year"},
        "statement": {"zh": "平均", "en": "On average"},
        "unit": "分",
    }
    refused = await http.put(f"/api/v1/plans/plans/{plan['code']}", json=plan, headers=administrator)
    assert [(fault["code"], fault["pointer"]) for fault in refused.json()["errors"]] == [
        ("target_forbidden", "/targets/0/statement")
    ]


async def test_a_plan_that_bans_such_targets_is_taken(
    http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    plan = document(f"{tree.mark}-plan", tree.county)
    ban = {"zh": "严禁下达升学指标，不以升学率考核学校", "en": "No promotion targets, no judging by promotion rates"}
    plan["accountability"][0]["title"] = ban
    plan["targets"][0]["statement"] = {"zh": "高中阶段毛入学率达到15%", "en": "Gross enrolment reaches 15 %"}
    answer = await http.put(f"/api/v1/plans/plans/{plan['code']}", json=plan, headers=administrator)
    assert answer.status_code == 201, answer.text


async def test_a_draft_older_than_the_rule_is_not_published(
    app: FastAPI, http: httpx.AsyncClient, tree: Tree, administrator: dict[str, str]
) -> None:
    plan = document(f"{tree.mark}-plan", tree.county)
    await http.put(f"/api/v1/plans/plans/{plan['code']}", json=plan, headers=administrator)
    database: Database = app.state.ground.database
    async with database.transaction() as session:
        await run_sql(
            session,
            """update {schema}.plan set draft = jsonb_set(draft, '{targets,0,statement,zh}', '"升学率达到95%"')
               where code = :code""",
            code=plan["code"],
        )
        await session.commit()
    body = {"published_on": "2021-09-01", "reason": "issued by the county"}
    refused = await http.post(f"/api/v1/plans/plans/{plan['code']}/publication", json=body, headers=administrator)
    assert (refused.status_code, refused.json()["errors"][0]["code"]) == (422, "target_forbidden")
