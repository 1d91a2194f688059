"""What must exist before the cells of the matrix are tried: everything once, in every relation."""

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from deploy.demo.door import IDENTITY, Door
from services.access.policy import ROOT_ORGANISATION, Relation, Role
from tests.door.access import documents
from tests.door.access.callers import Caller, callers_at
from tests.door.access.tree import Tree, office
from tests.door.conftest import Town
from tests.door.patience import until
from tests.door.reporting import PERIOD

STATEMENTS = "/api/v1/plans/statements"
SUBMISSIONS = "/api/v1/metrics/submissions"
AT_ONCE = 8
T = TypeVar("T")


@dataclass(repr=False)
class Ground:
    """The tree, its callers and what was made for them; each mapping goes from an organisation to the thing there.

    `chief` is the first let in, holds every watching role at the town and so sees the whole of every list.
    """

    town: Town
    tree: Tree
    callers: dict[Role, Caller] = field(default_factory=dict)
    at_root: dict[Role, Caller] = field(default_factory=dict)
    clients: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    reported: dict[str, str] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    together: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    assessments: dict[str, str] = field(default_factory=dict)
    targets_assessed: dict[str, str] = field(default_factory=dict)
    findings: dict[tuple[str, str, str], str] = field(default_factory=dict)
    orders_about: dict[str, str] = field(default_factory=dict)
    orders_to: dict[str, str] = field(default_factory=dict)
    statements_drawn: dict[str, str] = field(default_factory=dict)
    statements_contested: dict[str, str] = field(default_factory=dict)
    statements_to: dict[str, str] = field(default_factory=dict)
    turn: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    @property
    def chief(self) -> Door:
        return self.town.doors[0]

    async def each(self, jobs: Iterable[Awaitable[T]]) -> list[T]:
        """All jobs, a few at a time; their results in order."""

        async def one(job: Awaitable[T]) -> T:
            async with self.turn:
                return await job

        return await asyncio.gather(*(one(job) for job in jobs))

    async def by_school(self, make: Any) -> dict[str, Any]:
        """What `make` makes for every school, by the school."""
        made = await self.each(make(code) for code in self.tree.schools)
        return dict(zip(self.tree.schools, made, strict=True))


async def prepare(town: Town) -> Ground:
    """Everything, in the order in which it rests on one another."""
    ground = Ground(town, Tree(town.code))
    await town.organisations(*ground.tree.bodies())
    await town.holder((Role.ADMINISTRATOR, Role.SUPERVISOR, Role.REVIEWER, Role.DECIDER))
    ground.callers, ground.at_root = await asyncio.gather(
        callers_at(town, ground.tree.own), callers_at(town, ROOT_ORGANISATION)
    )
    await asyncio.gather(_principals(ground), _plans(ground), _readings(ground))
    await asyncio.gather(_assessments(ground), _statements(ground))
    await _orders(ground)
    return ground


async def _principals(ground: Ground) -> None:
    """A machine and a person at every school, who do nothing; revoking one twice is as good as once."""

    async def client(code: str) -> str:
        body = {"name": "Test machine", "grants": [{"role": "dashboard", "organisation": code}]}
        return str((await ground.town.admin.post(f"{IDENTITY}/clients", body))["client_id"])

    async def account(code: str) -> str:
        body = documents.account(f"quiet-{code}", code)
        return str((await ground.town.admin.post(f"{IDENTITY}/accounts", body))["username"])

    ground.clients = await ground.by_school(client)
    ground.accounts = await ground.by_school(account)
    ground.accounts[ground.town.code] = await account(ground.town.code)


async def _plans(ground: Ground) -> None:
    """Published: one of the town that names every school as a unit, one of every school that names its office.

    The plans of the schools have a draft of a next revision as well. Beside each stand a plan never published and one
    published with a date that was only inferred.
    """
    tree, admin = ground.tree, ground.town.admin
    whole = documents.plan(documents.published(tree.town), tree.town, tree.schools)
    plans = [whole, *(documents.plan(documents.published(code), code, [office(code)]) for code in tree.schools)]

    async def publish(document: Mapping[str, Any]) -> None:
        await admin.put(f"/api/v1/plans/plans/{document['code']}", document)
        await admin.post(f"/api/v1/plans/plans/{document['code']}/publication", documents.PUBLICATION)

    async def draft(document: Mapping[str, Any]) -> None:
        await admin.put(f"/api/v1/plans/plans/{document['code']}", document)

    undated = [documents.plan_of_inferred_date(documents.undated(code), code) for code in tree.schools]
    await ground.each(publish(document) for document in [*plans, *undated])
    await ground.each(draft({**document, "title": documents.NEXT_TITLE}) for document in plans[1:])
    await ground.each(draft(documents.plan(documents.unpublished(code), code, [])) for code in tree.schools)


async def _readings(ground: Ground) -> None:
    """Of every school: an approved return, a pending one of its own, and a part in one pending return of all."""
    town, schools = ground.town, ground.tree.schools
    for period in (PERIOD, documents.NEXT_PERIOD):
        body = documents.collection(town.code, period)
        await until_put(town.admin, f"/api/v1/metrics/collections/c-{town.code}-{period}", body)
    await ground.each(
        town.admin.put(
            f"/api/v1/metrics/collections/{documents.standing(code)}", documents.collection(code, opens=2099)
        )
        for code in schools
    )
    sender, _ = await town.machine(Role.SENDER)

    async def send(codes: list[str], period: str, indicators: Mapping[str, int]) -> str:
        report = await sender.post(SUBMISSIONS, documents.readings(codes, period, indicators))
        ground.parts[report["submission"]] = codes
        return str(report["submission"])

    async def reported(code: str) -> str:
        made = await send([code], PERIOD, documents.NOTHING_BUT_PUPILS)
        await ground.chief.post(f"{SUBMISSIONS}/{made}/reviews", {"decision": "approved"})
        return made

    async def pending(code: str) -> str:
        return await send([code], documents.NEXT_PERIOD, {"multimedia_rooms": 1})

    ground.reported = await ground.by_school(reported)
    ground.pending = await ground.by_school(pending)
    for use, indicator in (("named", "equipment_value"), ("whole", "teaching_area")):
        ground.together[use] = await send(schools, documents.NEXT_PERIOD, {indicator: 1})


async def until_put(door: Door, path: str, body: Any) -> None:
    """Put until the organisation in the body is known (403 before)."""

    async def attempt() -> bool:
        return (await door.http.put(path, json=body)).status_code in (200, 201)

    await until(attempt)


async def _assessments(ground: Ground) -> None:
    """One of the town and one of every school, each with the duties that its plan lays on units bound to criteria.

    And of every school one of the targets of its plan.
    """

    async def assess(code: str) -> str:
        body = documents.assessment(code, documents.published(code))
        return str((await ground.chief.post("/api/v1/audit/assessments", body))["id"])

    async def assess_targets(code: str) -> str:
        body = documents.assessment_of_targets(code)
        return str((await ground.chief.post("/api/v1/audit/assessments", body))["id"])

    async def bind(plan: str, criterion: str, unit: str) -> None:
        await ground.chief.post("/api/v1/audit/bindings", documents.binding(plan, criterion, unit))

    tree = ground.tree
    ground.assessments = {tree.town: await assess(tree.town), **await ground.by_school(assess)}
    ground.targets_assessed = await ground.by_school(assess_targets)
    whole = documents.published(tree.town)
    to_schools = [bind(whole, documents.CRITERION[relation], tree.at(relation)) for relation in Relation]
    to_offices = [bind(documents.published(code), documents.FIRST, office(code)) for code in tree.schools]
    await ground.each([*to_schools, *to_offices])
    for found in await ground.chief.everything("/api/v1/audit/findings"):
        ground.findings[found["assessment"], found["organisation"]["code"], found["criterion"]] = found["id"]


async def _statements(ground: Ground) -> None:
    """By every school one drawn for its office and one that its office contests; to every school one of the town."""

    async def draw(plan: str, unit: str, issuer: str, year: int = 2020) -> str:
        return str((await ground.chief.post(STATEMENTS, documents.drawn(plan, unit, issuer, year)))["id"])

    async def drawn(code: str) -> str:
        return await draw(documents.published(code), office(code), code)

    async def contested(code: str) -> str:
        made = await draw(documents.published(code), office(code), code, 2021)
        await ground.chief.post(f"{STATEMENTS}/{made}/issuance", documents.ISSUED)
        unit = await ground.town.person(Role.UNIT, office(code))
        await unit.post(f"{STATEMENTS}/{made}/contest", documents.contested(office(code)))
        return made

    async def issued(code: str) -> str:
        made = await draw(documents.published(ground.tree.town), code, ground.tree.town)
        await ground.chief.post(f"{STATEMENTS}/{made}/issuance", documents.ISSUED)
        return made

    ground.statements_drawn = await ground.by_school(drawn)
    ground.statements_contested = await ground.by_school(contested)
    ground.statements_to = await ground.by_school(issued)


async def _orders(ground: Ground) -> None:
    """About every school an order to its office, and to every school an order about the town.

    A finding is ordered on once: these take findings about the unrelated school, the cells those about the others.
    """

    async def order(finding: tuple[str, str, str], unit: str) -> str:
        body = documents.order(ground.findings[finding], unit)
        return str((await ground.chief.post("/api/v1/audit/orders", body))["id"])

    async def about(code: str) -> str:
        return await order((ground.assessments[code], code, documents.FIRST), office(code))

    tree, unrelated = ground.tree, ground.tree.at(Relation.NONE)
    ground.orders_about = await ground.by_school(about)
    made = await ground.each(
        order((ground.assessments[tree.town], unrelated, documents.CRITERION[relation]), tree.at(relation))
        for relation in Relation
    )
    ground.orders_to = {tree.at(relation): id_ for relation, id_ in zip(Relation, made, strict=True)}
