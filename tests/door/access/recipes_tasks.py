"""How the operations on tasks and on the cascade of plans are called."""

from collections.abc import Collection

from tests.door.access import documents
from tests.door.access.ground import Ground
from tests.door.access.recipe import DRY, Act, Call, Item, Listing, Recipe

PLANS = "/api/v1/plans/plans"
TASKS = "/api/v1/plans/tasks"
DAY = {"as_of": documents.AS_OF}


def _put(_: Ground, target: str, mark: str) -> Call:
    return Call("PUT", f"{TASKS}/new-{target}-{mark}", documents.task(target), DRY)


def _show(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"{TASKS}/{documents.task_of(target)}", params=DAY)


def _report(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{TASKS}/{documents.task_of(target)}/reports", documents.REPORT, DRY)


def _owner(_: Ground, item: Item) -> Collection[str]:
    return [item["owner"]]


def _tree(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"{PLANS}/{documents.published(target)}/tasks", params=DAY)


def _shows_each_its_own(ground: Ground, _: str) -> Collection[str]:
    """The tree of any plan is open to whoever may see tasks at all, and holds those alone that the caller may see."""
    return [ground.tree.own]


def _adoption(ground: Ground, target: str) -> str:
    above = documents.published(ground.tree.town)
    return f"{PLANS}/{documents.published(target)}/adoptions/{above}/{documents.MEASURE}"


def _adopt(ground: Ground, target: str, _: str) -> Call:
    return Call("PUT", _adoption(ground, target), documents.ADOPTION, DRY)


def _withdraw(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{_adoption(ground, target)}/withdrawal", documents.NO_LONGER, DRY)


def _coverage(ground: Ground, target: str, _: str) -> Call:
    params = {**DAY, "jurisdiction": target}
    return Call("GET", f"{PLANS}/{documents.published(ground.tree.town)}/coverage", params=params)


RECIPES: tuple[Recipe, ...] = (
    Act("plans_put_task", _put),
    Listing(
        "plans_list_tasks", lambda _: TASKS, lambda item: item["code"], _owner, filters=("organisation",), params=DAY
    ),
    Act("plans_get_task", _show),
    Act("plans_report_task", _report),
    Act("plans_task_tree", _tree, concerns=_shows_each_its_own),
    Act("plans_put_adoption", _adopt),
    Act("plans_withdraw_adoption", _withdraw),
    Act(
        "plans_list_adoptions",
        lambda _, target, __: Call("GET", f"{PLANS}/{documents.published(target)}/adoptions"),
    ),
    Act("plans_get_adoption", lambda ground, target, _: Call("GET", _adoption(ground, target))),
    Act("plans_coverage", _coverage),
)
