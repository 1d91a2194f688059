"""The caller of a request and the guard that answers for which organisations the operation may be carried out."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.policy import ROOT_ORGANISATION, TREE, Relation, Role, Row
from services.kernel.database import run_sql
from services.kernel.errors import NotAllowed, NotFound


@dataclass(frozen=True)
class Grant:
    role: Role
    organisation: str


@dataclass(frozen=True)
class Caller:
    """Who calls: `id` is stable, `kind` is person, client or service."""

    id: str
    kind: str
    name: str
    grants: tuple[Grant, ...]


@dataclass(frozen=True)
class Place:
    """Where an organisation stands in the tree."""

    code: str
    parent: str | None
    path: str


@dataclass(frozen=True)
class Reach:
    """What a list may show: the organisations named, and everything below the paths named."""

    codes: tuple[str, ...]
    below: tuple[str, ...]

    @property
    def patterns(self) -> list[str]:
        """LIKE patterns of the paths below; `_` and `%` may stand in a code and must not match others."""
        return [below_pattern(path) for path in self.below]

    @property
    def is_everywhere(self) -> bool:
        """Whether no organisation lies outside."""
        return set(EVERYWHERE.codes) <= set(self.codes) and set(EVERYWHERE.below) <= set(self.below)


EVERYWHERE = Reach((ROOT_ORGANISATION,), (f"/{ROOT_ORGANISATION}/",))


def below_pattern(path: str) -> str:
    """A LIKE pattern (escaped by a backslash) of everything below a path that ends in a slash."""
    return path.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"


def relation(grant: Place, target: Place) -> Relation:
    """How `target` stands to the organisation of a grant."""
    if grant.code == target.code:
        return Relation.OWN
    if target.path.startswith(grant.path + "/"):
        return Relation.BELOW
    if grant.path.startswith(target.path + "/"):
        return Relation.ABOVE
    if grant.parent is not None and grant.parent == target.parent:
        return Relation.SIBLING
    return Relation.NONE


async def load_caller(session: AsyncSession, principal: str) -> Caller | None:
    """The caller as this process's copy knows it; None when unknown or no longer active."""
    found = await run_sql(
        session,
        """select p.kind, p.name, g.role, g.organisation_code from {schema}.principal p
           left join {schema}.principal_grant g on g.principal_id = p.id
           where p.id = :id and p.active order by g.role, g.organisation_code""",
        id=principal,
    )
    rows = found.all()
    if not rows:
        return None
    grants = tuple(Grant(Role(row.role), row.organisation_code) for row in rows if row.role)
    return Caller(principal, rows[0].kind, rows[0].name, grants)


async def places(session: AsyncSession, codes: Iterable[str]) -> dict[str, Place]:
    """The places of the organisations that exist."""
    found = await run_sql(
        session,
        "select code, parent_code, path from {schema}.organisation where code = any(:codes)",
        codes=sorted(set(codes)),
    )
    return {row.code: Place(row.code, row.parent_code, row.path) for row in found}


@dataclass(frozen=True)
class Allowing:
    """What a caller's grants say of places. Siblings are alike to them, but for those that `special` names."""

    held: tuple[tuple[Place, Collection[Relation]], ...]

    def __call__(self, place: Place) -> bool:
        return any(relation(granted, place) in relations for granted, relations in self.held)

    @property
    def special(self) -> frozenset[str]:
        """Organisations of grants, and all above them."""
        return frozenset(code for granted, _ in self.held for code in granted.path.split("/"))


class Guard:
    """Bound to one request: every operation that concerns organisations must ask it before the commit."""

    def __init__(self, caller: Caller, row: Row, session: AsyncSession) -> None:
        self.caller, self.row, self._session = caller, row, session
        self.asked = row.anywhere

    def refusal(self) -> NotFound | NotAllowed:
        return NotFound() if self.row.hidden else NotAllowed()

    async def require(self, code: str) -> None:
        """Refuse unless the caller may carry out this operation for the organisation."""
        if code not in await self.allowed([code]):
            raise self.refusal()

    async def allowed(self, codes: Collection[str]) -> set[str]:
        """Those of `codes` that exist and that the caller may carry out this operation for."""
        allows = await self.allowing()
        return {place.code for place in (await places(self._session, codes)).values() if allows(place)}

    async def allowing(self) -> Allowing:
        """Whether the caller may carry out this operation for an organisation that stands at a place."""
        return self.allowing_at(await places(self._session, self.granted))

    @property
    def granted(self) -> list[str]:
        """The organisations of the grants that count for this operation."""
        return [grant.organisation for grant in self._grants()]

    def allowing_at(self, known: Mapping[str, Place]) -> Allowing:
        """The same, for who knows the places of those `granted` that exist."""
        self.asked = True
        there = [grant for grant in self._grants() if grant.organisation in known]
        return Allowing(tuple((known[grant.organisation], self.row.roles[grant.role]) for grant in there))

    async def reach(self) -> Reach:
        """What a list of this operation may show to the caller."""
        self.asked = True
        grants = self._grants()
        known = await places(self._session, [grant.organisation for grant in grants])
        there = [grant for grant in grants if grant.organisation in known]
        own = {g.organisation for g in there if Relation.OWN in self.row.roles[g.role]}
        below = {known[g.organisation].path + "/" for g in there if Relation.BELOW in self.row.roles[g.role]}
        return Reach(tuple(sorted(own)), tuple(sorted(below)))

    async def reaches_only_as(self, role: Role) -> bool:
        """Whether grants of this role reach anything for the operation that no other grant of the caller does."""
        grants = self._grants()
        mine = [grant.organisation for grant in grants if grant.role is role]
        others = [grant for grant in grants if grant.role is not role]
        if not mine or not others:
            return bool(mine)
        known = await places(self._session, [grant.organisation for grant in grants])
        trees = [
            known[grant.organisation].path + "/"
            for grant in others
            if grant.organisation in known and self.row.roles[grant.role] >= TREE
        ]
        return any(not f"{known[code].path}/".startswith(tuple(trees)) for code in mine if code in known)

    def _grants(self) -> list[Grant]:
        """The caller's grants whose role the operation names."""
        return [grant for grant in self.caller.grants if grant.role in self.row.roles]


async def guard_of(request: Request) -> Guard:
    """The guard of this request; a dependency of every endpoint that is not public."""
    guard: Guard = request.state.guard
    return guard


TheGuard = Annotated[Guard, Depends(guard_of)]
