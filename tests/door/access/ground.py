"""What must exist before the cells of the matrix are tried: everything once, in every relation."""

import asyncio
from collections.abc import Awaitable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from deploy.demo.door import IDENTITY, Door
from services.access.policy import POLICY, ROOT_ORGANISATION, Relation, Role
from tests.door.access import documents
from tests.door.access.callers import Caller, callers_at
from tests.door.access.tree import Tree, office
from tests.door.conftest import Town
from tests.door.patience import until, until_known
from tests.door.reporting import PERIOD

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
    lasting_clients: dict[str, str] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    entries: dict[str, int] = field(default_factory=dict)
    imports: dict[str, str] = field(default_factory=dict)
    statements: dict[tuple[str, int], str] = field(default_factory=dict)
    reported: dict[str, str] = field(default_factory=dict)
    pending: dict[str, str] = field(default_factory=dict)
    together: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[str]] = field(default_factory=dict)
    differences: dict[str, dict[str, Any]] = field(default_factory=dict)
    held: dict[str, str] = field(default_factory=dict)
    assessments: dict[str, str] = field(default_factory=dict)
    runs: dict[str, str] = field(default_factory=dict)
    targets_assessed: dict[str, str] = field(default_factory=dict)
    samples: dict[str, str] = field(default_factory=dict)
    units_assessed: dict[str, str] = field(default_factory=dict)
    findings: dict[tuple[str, str, str], str] = field(default_factory=dict)
    orders_about: dict[str, str] = field(default_factory=dict)
    orders_to: dict[str, str] = field(default_factory=dict)
    orders_failed: dict[str, str] = field(default_factory=dict)
    lists: dict[str, str] = field(default_factory=dict)
    team: list[str] = field(default_factory=list)
    closed: dict[str, str] = field(default_factory=dict)
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
    await asyncio.gather(_principals(ground), _events(ground), _plans(ground), _readings(ground))
    await asyncio.gather(_tasks(ground), _imports(ground), _statements(ground), _definitions(ground), _official(ground))
    await _held(ground)
    await _assessments(ground)
    await _corrections(ground)
    await _orders(ground)
    await _inspections(ground)
    entry = documents.ledger_entry(ground.assessments[ground.tree.town])
    await ground.chief.post("/api/v1/audit/ledger/entries", entry)
    await _filled(ground)
    return ground


async def _principals(ground: Ground) -> None:
    """Machines and a person at every school, who do nothing; revoking one twice is as good as once, and the lasting
    machines are not revoked."""

    async def client(code: str) -> str:
        body = {"name": "Test machine", "grants": [{"role": "dashboard", "organisation": code}]}
        return str((await ground.town.admin.post(f"{IDENTITY}/clients", body))["client_id"])

    async def account(code: str) -> str:
        body = documents.account(f"quiet-{code}", code)
        return str((await ground.town.admin.post(f"{IDENTITY}/accounts", body))["username"])

    ground.clients = await ground.by_school(client)
    ground.lasting_clients = await ground.by_school(client)
    ground.accounts = await ground.by_school(account)
    ground.accounts[ground.town.code] = await account(ground.town.code)


async def _events(ground: Ground) -> None:
    """One entry in the register for every school."""
    body = {
        "kind": "reclassified",
        "on": "2020-09-01",
        "reason": "A test needs it.",
        "attributes": {"ownership": "public"},
    }

    async def happen(code: str) -> int:
        answer = await ground.town.admin.post(f"/api/v1/plans/organisations/{code}/events", body)
        return int(answer["items"][0]["number"])

    ground.entries = await ground.by_school(happen)


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


async def _tasks(ground: Ground) -> None:
    """Every school has a task of its own plan, which takes up the measure of the town's."""
    admin, above = ground.town.admin, documents.published(ground.tree.town)

    async def begin(code: str) -> None:
        await admin.put(f"/api/v1/plans/tasks/{documents.task_of(code)}", documents.task(code))
        taken_up = f"{documents.published(code)}/adoptions/{above}/{documents.MEASURE}"
        await admin.put(f"/api/v1/plans/plans/{taken_up}", documents.ADOPTION)

    await ground.by_school(begin)


async def _imports(ground: Ground) -> None:
    """Of every school a document that became a plan."""
    admin = ground.town.admin

    async def read(code: str) -> str:
        answer = await admin.http.post(
            "/api/v1/plans/imports",
            params={"jurisdiction": code},
            content=documents.policy_text(code).encode(),
            headers={"Content-Type": "text/plain; charset=utf-8"},
        )
        id_, plan = str(answer.json()["id"]), documents.imported(code)
        await admin.post(f"/api/v1/plans/imports/{id_}/plan", {"code": plan, "in_force_from": "2024-03-05"})
        publication = documents.PUBLICATION | {"published_on": "2024-03-05"}
        await admin.post(f"/api/v1/plans/plans/{plan}/publication", publication)
        return id_

    ground.imports = await ground.by_school(read)


async def _statements(ground: Ground) -> None:
    """Every school has three statements: one drawn, one issued, one that the school has contested."""
    admin, statements = ground.town.admin, "/api/v1/plans/statements"

    async def state(code: str) -> None:
        plan = documents.plan(documents.stated(code), code, [code])
        await admin.put(f"/api/v1/plans/plans/{plan['code']}", plan)
        await admin.post(f"/api/v1/plans/plans/{plan['code']}/publication", documents.PUBLICATION)
        for year in (documents.DRAWN, documents.ISSUED, documents.CONTESTED):
            drawn = await admin.post(statements, documents.statement(code, year))
            ground.statements[code, year] = drawn["id"]
            if year != documents.DRAWN:
                await admin.post(f"{statements}/{drawn['id']}/issuance", documents.act(issued_on="2021-02-01"))
        unit = await ground.town.person(Role.UNIT, code)
        contest = documents.act(contested_on="2021-03-01", lines=[documents.LINE])
        await until_known(unit, f"{statements}/{ground.statements[code, documents.CONTESTED]}/contest", contest)

    await ground.by_school(state)


async def _readings(ground: Ground) -> None:
    """Of every school: an approved return with a correction that waits, a pending return of its own, and a part in one
    pending return of all."""
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

    async def send(codes: list[str], period: str, indicators: Mapping[str, int], **more: str) -> str:
        report = await sender.post(SUBMISSIONS, {**documents.readings(codes, period, indicators), **more})
        ground.parts[report["submission"]] = codes
        return str(report["submission"])

    async def reported(code: str) -> str:
        made = await send([code], PERIOD, documents.NOTHING_BUT_PUPILS)
        await ground.chief.post(f"{SUBMISSIONS}/{made}/reviews", {"decision": "approved"})
        await send([code], PERIOD, {"pupils.primary": 8}, correction_reason="重新清点")
        return made

    async def pending(code: str) -> str:
        return await send([code], documents.NEXT_PERIOD, {"multimedia_rooms": 1})

    ground.reported = await ground.by_school(reported)
    ground.pending = await ground.by_school(pending)
    for use, indicator in (("named", "equipment_value"), ("whole", "teaching_area")):
        ground.together[use] = await send(schools, documents.NEXT_PERIOD, {indicator: 1})


async def _definitions(ground: Ground) -> None:
    """An item of the town's own, something derived from it that was revised, a rule that holds at no school, and the
    draft of a standard."""
    town, admin, schools = ground.town, ground.town.admin, ground.tree.schools
    await admin.post("/api/v1/audit/standards", documents.standard(documents.drafted(town.code)))
    tally = documents.tally(town.code)
    item = documents.tally_item(town.code)
    sensitive = {**item, "code": documents.few(town.code), "sensitive": True}
    await admin.post("/api/v1/metrics/indicators", {"indicators": [item, sensitive]})
    body = {**documents.collection(town.code, PERIOD), "indicators": [tally]}
    await until_put(admin, f"/api/v1/metrics/collections/{tally}", body)
    sender, _ = await town.machine(Role.SENDER)
    report = await sender.post(SUBMISSIONS, documents.readings(schools, PERIOD, {tally: 1}))
    ground.parts[report["submission"]] = schools
    for formula in (f"2 * {tally}", f"3 * {tally}"):
        derived = {"derived": [documents.derived_from_tally(town.code, formula)]}
        await admin.post("/api/v1/metrics/derived", derived)
    await admin.post("/api/v1/metrics/rules", {"rules": [documents.rule_of_tally(town.code)]})


async def _held(ground: Ground) -> None:
    """A body to be read later, of everybody who may report."""
    body = documents.readings([ground.tree.own], documents.NEXT_PERIOD, {"pupils.primary": 7})
    later = {"Prefer": "respond-async"}
    for role in POLICY["metrics_submission_progress"].roles:
        http = ground.callers[role].door.http
        answer = await http.post(SUBMISSIONS, json=body, headers=later, params={"dry_run": "true"})
        assert answer.status_code == 202, answer.text
        ground.held[role] = answer.json()["submission"]


async def until_put(door: Door, path: str, body: Any) -> None:
    """Put until the organisation in the body is known (403 before)."""

    async def attempt() -> bool:
        return (await door.http.put(path, json=body)).status_code in (200, 201)

    await until(attempt)


async def _official(ground: Ground) -> None:
    """Of every school an official table, and a figure in it that differs from what the school reported."""
    admin = ground.town.admin

    async def differ(code: str) -> dict[str, Any]:
        path = f"/api/v1/metrics/official-tables/{documents.official(code)}"
        await admin.put(path, documents.official_table(code))
        file = documents.official_file(code).encode()
        await admin.http.post(f"{path}/imports", content=file, headers={"Content-Type": "text/csv"})
        listed = await admin.get("/api/v1/metrics/differences", period=PERIOD, organisation=code)
        mine = (each for each in listed["items"] if each["organisation"] == code)
        (found,) = (each for each in mine if each["indicator"] == documents.COUNTED)
        return dict(found)

    ground.differences = await ground.by_school(differ)


async def _assessments(ground: Ground) -> None:
    """One of the town and one of every school, each with the duties that its plan lays on units bound to criteria.

    And of every school one of the targets of its plan, a sample of the schools there, and the school as a unit.
    """

    async def assess(code: str) -> str:
        body = documents.assessment(code, documents.published(code))
        return str((await ground.chief.post("/api/v1/audit/assessments", body))["id"])

    async def assess_targets(code: str) -> str:
        body = documents.assessment_of_targets(code)
        return str((await ground.chief.post("/api/v1/audit/assessments", body))["id"])

    async def sample(code: str) -> str:
        return str((await ground.chief.post("/api/v1/audit/samples", documents.sample(code)))["id"])

    async def assess_unit(code: str) -> str:
        return str((await ground.chief.post("/api/v1/audit/unit-assessments", documents.unit_assessment(code)))["id"])

    async def bind(plan: str, criterion: str, unit: str) -> None:
        await ground.chief.post("/api/v1/audit/bindings", documents.binding(plan, criterion, unit))

    async def run(code: str) -> str:
        """Over the counties at or below; a school has none."""
        body, headers = documents.assessment(code, documents.published(code)), {"Prefer": "respond-async"}
        answer = await ground.chief.http.post("/api/v1/audit/assessments", json=body, headers=headers)
        assert answer.status_code == 202, answer.text
        progress = f"/api/v1/audit/assessments/{answer.json()['assessment']}/progress"
        while (await ground.chief.get(progress))["state"] in {"waiting", "scoring"}:  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
        return str(answer.json()["assessment"])

    tree = ground.tree
    ground.runs = await ground.by_school(run)
    ground.assessments = {tree.town: await assess(tree.town), **await ground.by_school(assess)}
    ground.targets_assessed = await ground.by_school(assess_targets)
    ground.samples = await ground.by_school(sample)
    ground.units_assessed = await ground.by_school(assess_unit)
    whole = documents.published(tree.town)
    to_schools = [bind(whole, documents.CRITERION[relation], tree.at(relation)) for relation in Relation]
    to_offices = [
        bind(documents.published(code), criterion, office(code))
        for code in tree.schools
        for criterion in (documents.FIRST, documents.SECOND)
    ]
    await ground.each([*to_schools, *to_offices])
    for found in await ground.chief.everything("/api/v1/audit/findings"):
        ground.findings[found["assessment"], found["organisation"]["code"], found["criterion"]] = found["id"]


async def _corrections(ground: Ground) -> None:
    """Of every school a value that was corrected after the assessments, so that these are proposed to be made again."""
    sender, _ = await ground.town.machine(Role.SENDER)

    async def correct(code: str) -> None:
        body = {**documents.readings([code], PERIOD, {"teaching_area": 1}), "correction_reason": "重新测量"}
        made = (await sender.post(SUBMISSIONS, body))["submission"]
        ground.parts[made] = [code]
        approval = {"decision": "approved", "reason": "A test needs it."}
        await ground.chief.post(f"{SUBMISSIONS}/{made}/reviews", approval)

    async def proposed() -> bool:
        found = await ground.chief.everything("/api/v1/audit/reruns", as_of=documents.AS_OF)
        return {each["assessment"]["organisation"]["code"] for each in found} >= set(ground.tree.schools)

    await ground.by_school(correct)
    await until(proposed)


async def _filled(ground: Ground) -> None:
    """Of every school one shortage that newer readings have closed."""
    sender, _ = await ground.town.machine(Role.SENDER)
    rooms = documents.readings(ground.tree.schools, PERIOD, {"multimedia_rooms": 900})
    made = await sender.post(SUBMISSIONS, {**rooms, "correction_reason": "重新清点"})
    ground.parts[made["submission"]] = list(ground.tree.schools)
    approval = {"decision": "approved", "reason": "A test needs it."}
    await ground.chief.post(f"{SUBMISSIONS}/{made['submission']}/reviews", approval)
    body = documents.assessment(ground.tree.town, documents.published(ground.tree.town))
    assessment = (await ground.chief.post("/api/v1/audit/assessments", body))["id"]
    await ground.chief.post("/api/v1/audit/ledger/entries", documents.ledger_entry(assessment))
    rows = await ground.chief.everything("/api/v1/audit/ledger", criterion="R7", ended="true")
    ground.closed = {each["school"]["code"]: each["case"] for each in rows if each["state"] == "closed"}
    assert set(ground.closed) == set(ground.tree.schools)


async def _inspections(ground: Ground) -> None:
    """Of every school an approved list of inspections, and two who may inspect."""
    second = await ground.town.person(Role.DECIDER)
    ground.team = [str((await door.get(f"{IDENTITY}/me"))["id"]) for door in (ground.chief, second)]

    async def approved(code: str) -> str:
        body = documents.inspection_list(code, 2022)
        case = str((await ground.chief.post("/api/v1/audit/inspection-lists", body))["id"])
        await second.post(f"/api/v1/audit/cases/{case}/decisions", documents.APPROVED)
        return case

    ground.lists = await ground.by_school(approved)


async def _orders(ground: Ground) -> None:
    """About every school two orders to its office, one of them confirmed, and to every school a confirmed one about the
    town.

    A finding is ordered on once: these take findings about the unrelated school, the cells those about the others.
    """

    async def order(finding: tuple[str, str, str], unit: str) -> str:
        body = documents.order(ground.findings[finding], unit)
        return str((await ground.chief.post("/api/v1/audit/orders", body))["id"])

    async def about(code: str) -> str:
        return await order((ground.assessments[code], code, documents.FIRST), office(code))

    second = await ground.town.person(Role.DECIDER)

    async def confirm(order: str) -> None:
        await second.post(f"/api/v1/audit/cases/{order}/decisions", documents.CONFIRMED)

    async def failed(code: str) -> str:
        return await order((ground.assessments[code], code, documents.SECOND), office(code))

    tree, unrelated = ground.tree, ground.tree.at(Relation.NONE)
    ground.orders_about = await ground.by_school(about)
    ground.orders_failed = await ground.by_school(failed)

    async def prove(order: str) -> None:
        path, params = f"/api/v1/audit/cases/{order}/evidence", {"title": "test", "collected_on": "2021-11-12"}
        headers = {"Content-Type": "application/pdf"}
        answer = await ground.chief.http.post(path, params=params, content=documents.PROOF, headers=headers)
        assert answer.status_code == 201, answer.text

    await ground.each(prove(order) for order in ground.orders_about.values())
    made = await ground.each(
        order((ground.assessments[tree.town], unrelated, documents.CRITERION[relation]), tree.at(relation))
        for relation in Relation
    )
    ground.orders_to = {tree.at(relation): id_ for relation, id_ in zip(Relation, made, strict=True)}
    await ground.each(confirm(order) for order in (*made, *ground.orders_failed.values()))
