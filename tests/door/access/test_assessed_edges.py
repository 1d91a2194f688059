"""Where the table alone does not say it: sums, surveys, and the figures behind the targets of a plan."""

import pytest

from services.access.policy import POLICY, Relation, Role
from tests.door.access import documents
from tests.door.access.cells import allowed
from tests.door.access.documents import AS_OF, TARGET
from tests.door.access.ground import Ground

ASSESSMENTS = "/api/v1/audit/assessments"
JURISDICTIONS = "/api/v1/audit/jurisdictions"
COMPLETENESS = "/api/v1/metrics/completeness"


@pytest.mark.parametrize("by", ["county", "collection"])
async def test_sums_of_what_is_owed_count_only_organisations_within_reach(ground: Ground, by: str) -> None:
    """One over more would tell of the others."""
    row = POLICY["metrics_list_completeness"]
    for role in row.roles:
        caller = ground.callers[role]
        within = [code for code in ground.tree.schools if allowed(ground, row, caller, [code])]
        (line,) = await caller.door.everything(COMPLETENESS, as_of="2023-01-01", by=by, period=documents.NEXT_PERIOD)
        assert line["organisations"] == len(within), role
        assert line["owed"] == len(within) * len(documents.NOTHING_BUT_PUPILS), role


async def test_a_survey_of_a_jurisdiction_reaches_downwards_only(ground: Ground) -> None:
    tree, supervisor = ground.tree, ground.callers[Role.SUPERVISOR].door
    survey = await supervisor.get(f"{JURISDICTIONS}/{tree.own}", as_of=AS_OF)
    assert {line["jurisdiction"]["code"] for line in survey["plans"]} == {tree.own, tree.at(Relation.BELOW)}
    assert {line["jurisdiction"]["code"] for line in survey["plans"] if line["assessment"]} == {
        tree.own,
        tree.at(Relation.BELOW),
    }
    assert (survey["targets"], survey["not_met"], survey["verdict"]) == (2, 2, "not_met")


async def test_a_jurisdiction_out_of_reach_looks_like_one_that_does_not_exist(ground: Ground) -> None:
    supervisor = ground.callers[Role.SUPERVISOR].door.http
    for code in (ground.tree.at(Relation.SIBLING), "no-such-school"):
        answer = await supervisor.get(f"{JURISDICTIONS}/{code}", params={"as_of": AS_OF})
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), code


async def test_behind_a_figure_only_organisations_of_the_place_assessed_are_named(ground: Ground) -> None:
    tree, supervisor = ground.tree, ground.callers[Role.SUPERVISOR].door
    why = await supervisor.get(f"{ASSESSMENTS}/{ground.targets_assessed[tree.own]}/figures/{TARGET}")
    assert {line["organisation"]["code"] for line in why["organisations"]} == {tree.own, tree.at(Relation.BELOW)}


async def test_a_figure_out_of_reach_looks_like_one_of_an_assessment_that_does_not_exist(ground: Ground) -> None:
    supervisor, foreign = ground.callers[Role.SUPERVISOR].door.http, ground.tree.at(Relation.SIBLING)
    for assessment in (ground.targets_assessed[foreign], "asm_0000000000000000"):
        for part in ("targets", f"figures/{TARGET}", "figures/no-such-target"):
            answer = await supervisor.get(f"{ASSESSMENTS}/{assessment}/{part}")
            assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), (assessment, part)


async def test_a_plan_is_assessed_within_reach_and_only_where_it_holds(ground: Ground) -> None:
    supervisor, tree = ground.callers[Role.SUPERVISOR].door.http, ground.tree
    sibling = tree.at(Relation.SIBLING)
    own = documents.assessment_of_targets(tree.own)
    bodies = (own, {**own, "plan": documents.published(sibling)}, documents.assessment_of_targets(sibling))
    answers = [await supervisor.post(ASSESSMENTS, json=body, params={"dry_run": True}) for body in bodies]
    assert [answer.status_code for answer in answers] == [201, 422, 403]
    assert answers[1].json()["code"] == "plan_elsewhere"
