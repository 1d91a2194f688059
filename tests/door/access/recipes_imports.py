"""How the imports of policy texts are called."""

from collections.abc import Callable

from tests.door.access import documents
from tests.door.access.ground import Ground
from tests.door.access.recipe import DRY, Act, Call, Listing, Recipe

IMPORTS = "/api/v1/plans/imports"


def _send(_: Ground, target: str, mark: str) -> Call:
    text = documents.policy_text(f"{target} {mark}")
    return Call("POST", IMPORTS, params={"jurisdiction": target, **DRY}, text=text)


def _part(name: str) -> Callable[[Ground, str, str], Call]:
    return lambda ground, target, _: Call("GET", f"{IMPORTS}/{ground.imports[target]}{name}")


def _correct(ground: Ground, target: str, _: str) -> Call:
    return Call("PATCH", f"{IMPORTS}/{ground.imports[target]}", documents.TRANSLATED, DRY)


def _turn(ground: Ground, target: str, mark: str) -> Call:
    body = {"code": f"turned-{target}-{mark}", "in_force_from": "2024-03-05"}
    return Call("POST", f"{IMPORTS}/{ground.imports[target]}/plan", body, DRY)


def _wording(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"/api/v1/plans/plans/{documents.imported(target)}/wording")


RECIPES: tuple[Recipe, ...] = (
    Act("plans_send_document", _send),
    Listing(
        "plans_list_imports",
        lambda _: IMPORTS,
        lambda item: item["id"],
        lambda _, item: [item["jurisdiction"]],
        filters=("jurisdiction",),
    ),
    Act("plans_get_import", _part("")),
    Act("plans_get_original", _part("/original")),
    Act("plans_get_source", _part("/source")),
    Act("plans_list_names_of_import", _part("/names")),
    Act("plans_list_corrections", _part("/corrections")),
    Act("plans_correct_draft", _correct),
    Act("plans_turn_into_plan", _turn),
    Act("plans_get_wording", _wording),
)
