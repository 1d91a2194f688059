"""How the operations of plans on views and responsibility statements are called."""

from collections.abc import Collection

from tests.door.access import documents
from tests.door.access.ground import STATEMENTS, Ground
from tests.door.access.recipe import DRY, Act, Call, Item, Listing, Recipe
from tests.door.access.tree import office

PLANS = "/api/v1/plans"


def _plan_calendar(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"{PLANS}/plans/{documents.published(target)}/calendar")


def _owed(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"{PLANS}/organisations/{target}/owed", params={"on": documents.AS_OF})


def _unit_calendar(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"{PLANS}/organisations/{target}/calendar", params={"on": documents.AS_OF})


def _draw(_: Ground, target: str, __: str) -> Call:
    body = documents.drawn(documents.published(target), office(target), target, 2022)
    return Call("POST", STATEMENTS, body, DRY)


def _get(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{STATEMENTS}/{ground.statements_drawn[target]}")


def _get_own(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{STATEMENTS}/{ground.statements_to[target]}")


def _issue(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{STATEMENTS}/{ground.statements_drawn[target]}/issuance", documents.ISSUED, DRY)


def _acknowledge(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{STATEMENTS}/{ground.statements_to[target]}/acknowledgement", documents.ACKNOWLEDGED, DRY)


def _contest(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{STATEMENTS}/{ground.statements_to[target]}/contest", documents.contested(target), DRY)


def _answer(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{STATEMENTS}/{ground.statements_contested[target]}/answer", documents.ANSWERED, DRY)


def _withdraw(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{STATEMENTS}/{ground.statements_drawn[target]}/withdrawal", documents.WITHDRAWN, DRY)


def _parties(_: Ground, item: Item) -> Collection[str]:
    return [item["jurisdiction"], item["organisation"]]


RECIPES: tuple[Recipe, ...] = (
    Act("plans_plan_calendar", _plan_calendar),
    Act("plans_unit_owed", _owed),
    Act("plans_unit_calendar", _unit_calendar),
    Act("plans_draw_statement", _draw),
    Listing(
        "plans_list_statements", lambda _: STATEMENTS, lambda item: item["id"], _parties, filters=("organisation",)
    ),
    Act("plans_get_statement", _get, "of its own"),
    Act("plans_get_statement", _get_own, "to it"),
    Act("plans_issue_statement", _issue),
    Act("plans_acknowledge_statement", _acknowledge),
    Act("plans_contest_statement", _contest),
    Act("plans_answer_statement", _answer),
    Act("plans_withdraw_statement", _withdraw),
)
