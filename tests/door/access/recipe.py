"""What a recipe says: how an operation is called for a school, and which organisations the call concerns."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass, field
from typing import Any

from services.access.policy import ROOT_ORGANISATION, Relation
from tests.door.access.ground import Ground
from tests.door.access.tree import Tree

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Call:
    """One request. `form` and `auth` are for the OAuth endpoints, which take no JSON; `text` is one of `media`."""

    method: str
    path: str
    body: Any = None
    params: Mapping[str, str] = field(default_factory=dict)
    form: Mapping[str, str] | None = None
    auth: tuple[str, str] | None = None
    text: str | None = None
    media: str = "text/plain; charset=utf-8"


DRY = {"dry_run": "true"}


def the_target(_: Ground, target: str) -> Collection[str]:
    return (target,)


def every_school(tree: Tree) -> Mapping[Relation, str]:
    return {relation: tree.at(relation) for relation in Relation}


def only_the_root(_: Tree) -> Mapping[Relation, str]:
    return {Relation.ABOVE: ROOT_ORGANISATION}


def the_root_itself(_: Tree) -> Mapping[Relation, str]:
    return {Relation.OWN: ROOT_ORGANISATION}


@dataclass(frozen=True)
class Act:
    """An operation for one organisation.

    `call` takes the target and a mark that no other cell has, for natural keys. `concerns` names all organisations
    by which the call may be allowed: one of them is enough. `outside` is the status for a caller who holds a role of
    the row, but not for these organisations, where that is not the refusal of the row.
    """

    operation: str
    call: Callable[[Ground, str, str], Call]
    variant: str = ""
    concerns: Callable[[Ground, str], Collection[str]] = the_target
    targets: Callable[[Tree], Mapping[Relation, str]] = every_school
    from_root: bool = False
    outside: int | None = None


@dataclass(frozen=True)
class Listing:
    """A list that holds exactly what the caller may see.

    `concerns` names the organisations of an item; one allowed organisation is enough. `filters` are parameters that
    narrow the list to a target. An item `of_parts` shows each its own part: narrowed to an organisation, it is shown
    only to who may see that part, for it would tell everybody else that there is one. A list that is not `whole` is
    asked narrowed only; one that is not `paged` comes whole, one of `lines` as a file with a JSON object a line.
    """

    operation: str
    path: Callable[[Ground], str]
    key: Callable[[Item], Hashable]
    concerns: Callable[[Ground, Item], Collection[str]]
    filters: tuple[str, ...] = ()
    params: Mapping[str, str] = field(default_factory=dict)
    of_parts: bool = False
    whole: bool = True
    paged: bool = True
    lines: bool = False

    @property
    def questions(self) -> int:
        """How often each role asks."""
        return self.whole + len(self.filters) * len(Relation)


@dataclass(frozen=True)
class Public:
    """An operation that answers without a token."""

    operation: str
    call: Callable[[Ground], Call]
    status: int = 200


Recipe = Act | Listing | Public


def named(recipe: Recipe) -> str:
    """The operation, with what sets this recipe apart from others of it."""
    variant = recipe.variant if isinstance(recipe, Act) else ""
    return f"{recipe.operation}: {variant}" if variant else recipe.operation
