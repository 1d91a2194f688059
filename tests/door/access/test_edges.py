"""Where the table alone does not say it: drafts, returns of several schools, and what a proposal may rest on."""

import pytest

from services.access.policy import Relation, Role
from tests.door.access import documents
from tests.door.access.ground import SUBMISSIONS, Ground
from tests.door.access.tree import Tree

PLANS = "/api/v1/plans/plans"
ORDERS = "/api/v1/audit/orders"


def test_every_school_of_the_tree_stands_where_its_name_says() -> None:
    tree = Tree("t")
    assert {relation: tree.standing(tree.at(relation), seen_from=tree.own) for relation in Relation} == {
        relation: relation for relation in Relation
    }


async def test_a_plan_never_published_exists_only_for_who_may_change_it(ground: Ground) -> None:
    drafts = {relation: documents.unpublished(ground.tree.at(relation)) for relation in Relation}
    for role, caller in ground.callers.items():
        within = (Relation.OWN, Relation.BELOW) if role is Role.ADMINISTRATOR else ()
        listed = {plan["code"] for plan in await caller.door.everything(PLANS)}
        assert listed & set(drafts.values()) == {drafts[relation] for relation in within}, role
        assert {documents.published(code) for code in ground.tree.schools} <= listed, "what is published is for all"
        for relation, code in drafts.items():
            for part in ("", "/responsibilities"):
                shown = await caller.door.http.get(f"{PLANS}/{code}{part}")
                assert shown.status_code == (200 if relation in within else 404), (role, relation, part)


async def test_nobody_is_assigned_anything_by_a_draft(ground: Ground) -> None:
    own = ground.tree.own
    drafted = documents.plan(documents.unpublished(own), own, [own])
    await ground.chief.put(f"{PLANS}/{drafted['code']}", drafted)
    found = await ground.chief.everything("/api/v1/plans/assignments", organisation=own)
    assert [row["plan"] for row in found] == [documents.published(ground.tree.town), documents.stated(own)]


@pytest.mark.parametrize(
    ("act", "body", "status"),
    [("publication", documents.PUBLICATION, 201), ("date-confirmation", documents.CONFIRMATION, 409)],
)
async def test_who_may_not_publish_a_draft_does_not_learn_of_it(
    ground: Ground, act: str, body: dict[str, str], status: int
) -> None:
    administrator = ground.callers[Role.ADMINISTRATOR].door.http
    for relation in Relation:
        path = f"{PLANS}/{documents.unpublished(ground.tree.at(relation))}/{act}"
        answer = await administrator.post(path, json=body, params={"dry_run": True})
        assert answer.status_code == (status if relation in (Relation.OWN, Relation.BELOW) else 404), relation


async def test_of_a_return_of_several_schools_each_sees_the_parts_within_reach(ground: Ground) -> None:
    path = f"{SUBMISSIONS}/{ground.together['whole']}"
    tree = ground.tree
    for role, expected in ((Role.SCHOOL, {tree.own}), (Role.AUDITOR, {tree.own, tree.at(Relation.BELOW)})):
        shown = await ground.callers[role].door.get(path)
        assert {part["organisation"] for part in shown["parts"]} == expected
        assert shown["counts"] is None, "how much there is in all would tell of the others"


async def test_a_review_that_names_no_school_settles_only_those_within_reach(ground: Ground) -> None:
    path = f"{SUBMISSIONS}/{ground.together['whole']}"
    done = await ground.callers[Role.REVIEWER].door.post(f"{path}/reviews", {"decision": "approved"})
    assert done["parts"] == [{"organisation": ground.tree.at(Relation.BELOW), "state": "approved"}]
    states = {part["organisation"]: part["state"] for part in (await ground.chief.get(path))["parts"]}
    assert [code for code, state in states.items() if state != "pending"] == [ground.tree.at(Relation.BELOW)]


async def test_a_finding_out_of_reach_grounds_no_order_and_looks_like_one_that_does_not_exist(ground: Ground) -> None:
    supervisor, tree = ground.callers[Role.SUPERVISOR].door.http, ground.tree
    criterion = documents.CRITERION[Relation.BELOW]
    for relation in Relation:
        finding = ground.findings[ground.assessments[tree.town], tree.at(relation), criterion]
        asked = [documents.order(each, tree.at(Relation.BELOW)) for each in (finding, "fnd_0000000000000000")]
        real, absent = [await supervisor.post(ORDERS, json=body, params={"dry_run": True}) for body in asked]
        causes = [[(e["code"], e["pointer"]) for e in each.json().get("errors", [])] for each in (real, absent)]
        if relation in (Relation.OWN, Relation.BELOW):
            assert causes[0] in ([], [("already_ordered", "/findings/0")]), "the control: one within reach is known"
            continue
        assert causes[0] == causes[1]


async def test_a_reading_for_a_foreign_school_is_refused_as_for_one_that_does_not_exist(ground: Ground) -> None:
    tree = ground.tree
    reporting = ((Role.SCHOOL, Relation.BELOW), (Role.UNIT, Relation.BELOW), (Role.SENDER, Relation.SIBLING))
    for role, foreign in reporting:
        for code in (tree.at(foreign), "no-such-school"):
            body = documents.readings([code], documents.NEXT_PERIOD, {"pupils.primary": 7})
            answer = await ground.callers[role].door.http.post(SUBMISSIONS, json=body, params={"dry_run": True})
            conflicts = answer.json()["report"]["conflicts"]
            assert [conflict["code"] for conflict in conflicts] == ["unknown_organisation"], (role, code)
