"""How views of a unit, calendars and responsibility statements are called."""

from collections.abc import Callable
from typing import Any

from tests.door.access import documents
from tests.door.access.ground import Ground
from tests.door.access.recipe import DRY, Act, Call, Listing, Recipe

STATEMENTS = "/api/v1/plans/statements"
ORGANISATIONS = "/api/v1/plans/organisations"
DAY = {"on": documents.AS_OF}


def _calendar(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"/api/v1/plans/plans/{documents.published(target)}/calendar")


def _of_unit(part: str) -> Callable[[Ground, str, str], Call]:
    return lambda _, target, __: Call("GET", f"{ORGANISATIONS}/{target}/{part}", params=DAY)


def _draw(_: Ground, target: str, __: str) -> Call:
    return Call("POST", STATEMENTS, documents.statement(target, 2025), DRY)


def _act(year: int, name: str, **more: Any) -> Callable[[Ground, str, str], Call]:
    """An act on the statement of a year."""

    def call(ground: Ground, target: str, _: str) -> Call:
        return Call("POST", f"{STATEMENTS}/{ground.statements[target, year]}/{name}", documents.act(**more), DRY)

    return call


RECIPES: tuple[Recipe, ...] = (
    Act("plans_plan_calendar", _calendar),
    Act("plans_unit_owed", _of_unit("owed")),
    Act("plans_unit_calendar", _of_unit("calendar")),
    Act("plans_draw_statement", _draw),
    Listing(
        "plans_list_statements",
        lambda _: STATEMENTS,
        lambda item: item["id"],
        lambda _, item: [item["organisation"]],
        filters=("organisation",),
    ),
    Act(
        "plans_get_statement",
        lambda ground, target, _: Call("GET", f"{STATEMENTS}/{ground.statements[target, documents.DRAWN]}"),
    ),
    Act("plans_issue_statement", _act(documents.DRAWN, "issuance", issued_on=documents.LATER)),
    Act("plans_acknowledge_statement", _act(documents.ISSUED, "acknowledgement", acknowledged_on=documents.LATER)),
    Act(
        "plans_contest_statement",
        _act(documents.ISSUED, "contest", contested_on=documents.LATER, lines=[documents.LINE]),
    ),
    Act(
        "plans_answer_statement",
        _act(documents.CONTESTED, "answer", answered_on=documents.LATER, decision="upheld"),
    ),
    Act("plans_withdraw_statement", _act(documents.DRAWN, "withdrawal", withdrawn_on=documents.LATER)),
)
