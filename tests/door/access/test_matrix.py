"""The access matrix: every operation × every role × every relation answers as the policy table says."""

import re
from typing import Any

import pytest

from deploy.demo.door import Door
from services.access.policy import POLICY, Role
from tests.door.access.cells import Cell, act_cells, ask, list_cells
from tests.door.access.ground import Ground
from tests.door.access.recipe import Act, Call, Listing, Public, Recipe, named, only_the_root
from tests.door.access.recipes_audit import RECIPES as OF_AUDIT
from tests.door.access.recipes_identity_plans import RECIPES as OF_IDENTITY_AND_PLANS
from tests.door.access.recipes_imports import RECIPES as OF_IMPORTS
from tests.door.access.recipes_metrics import RECIPES as OF_METRICS
from tests.door.access.recipes_statements import RECIPES as OF_STATEMENTS
from tests.door.access.recipes_tasks import RECIPES as OF_TASKS

RECIPES: tuple[Recipe, ...] = (
    *OF_IDENTITY_AND_PLANS,
    *OF_IMPORTS,
    *OF_TASKS,
    *OF_STATEMENTS,
    *OF_METRICS,
    *OF_AUDIT,
)
PUBLIC = [recipe for recipe in RECIPES if isinstance(recipe, Public)]
ACTS = [recipe for recipe in RECIPES if isinstance(recipe, Act)]
LISTINGS = [recipe for recipe in RECIPES if isinstance(recipe, Listing)]


def test_every_operation_of_the_table_has_a_recipe_and_every_recipe_an_operation() -> None:
    assert {recipe.operation for recipe in RECIPES} == POLICY.keys()
    assert {recipe.operation for recipe in PUBLIC} == {row.operation for row in POLICY.values() if row.public}
    assert len({named(recipe) for recipe in ACTS}) == len(ACTS)


async def test_every_recipe_calls_the_operation_that_it_names(ground: Ground, stranger: Door) -> None:
    document = await stranger.get("/openapi.json")
    for recipe in RECIPES:
        call = _call(ground, recipe)
        assert _operation(document, call) == recipe.operation


def _call(ground: Ground, recipe: Recipe) -> Call:
    if isinstance(recipe, Act):
        return recipe.call(ground, ground.tree.own, "mark")
    return recipe.call(ground) if isinstance(recipe, Public) else Call("GET", recipe.path(ground))


def _operation(document: dict[str, Any], call: Call) -> str | None:
    """The operation that the document gives for a call; an address without a placeholder goes before one with."""
    fits = [path for path in document["paths"] if re.fullmatch(re.sub(r"{[^}]+}", "[^/]+", path), call.path)]
    path = min(fits, key=lambda each: each.count("{"))
    operation: dict[str, str] = document["paths"][path].get(call.method.lower(), {})
    return operation.get("operationId")


@pytest.mark.parametrize("recipe", PUBLIC, ids=named)
async def test_a_public_operation_answers_without_a_token(ground: Ground, stranger: Door, recipe: Public) -> None:
    answer = await ask(stranger, recipe.call(ground))
    assert answer.status_code == recipe.status, answer.text


@pytest.mark.parametrize("recipe", ACTS, ids=named)
async def test_who_may_act_for_whom(ground: Ground, recipe: Act) -> None:
    cells = await act_cells(ground, recipe)
    assert len(cells) == len(Role) * len(recipe.targets(ground.tree))
    assert any(cell.allowed for cell in cells) or recipe.targets is only_the_root, "the control: somebody succeeds"
    assert not _wrong(cells), _wrong(cells)


@pytest.mark.parametrize("recipe", LISTINGS, ids=named)
async def test_a_list_shows_exactly_what_its_caller_may_see(ground: Ground, recipe: Listing) -> None:
    cells = await list_cells(ground, recipe)
    assert len(cells) == len(Role) * recipe.questions
    assert any(cell.allowed for cell in cells), "the control: somebody sees something"
    assert not _wrong(cells), _wrong(cells)


def _wrong(cells: list[Cell]) -> str:
    """One line a cell that is not as the table says."""
    return "\n".join(f"{cell.caller} → {cell.target}: {cell.fault}" for cell in cells if cell.fault)
