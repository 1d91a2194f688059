"""A county for one test: schools that meet every line unless a test says otherwise, a plan, and all who take part."""

import asyncio
import itertools
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

import httpx

from services.access.copies import write_principal
from services.audit.repository.copies import apply_places
from services.audit.repository.snapshots import followed_version
from services.audit.use_cases.case_day import today
from services.kernel.database import Database, run_sql
from tests.audit.feeds import METRICS, PLANS, Feeds
from tests.audit_domain.county_facts import BUREAU, JUNIOR, NINE, REPORTED, TREASURY, VILLAGE

PERIOD, STANDARD = "2021-2022", "compulsory-balanced-2017"
SUBMISSIONS = itertools.count(1)
SCHOOLS = {"s1": "primary", "s2": "junior_secondary", "s3": "nine_year"}
DOUBTFUL = (
    *("splits", "G1", "G3", "G7", "G9", "G10", "G12", "Q5", "Q6", "Q7", "Q8"),
    *("social_recognition.minimum_sample", "vetoes.V4", "vetoes.V5", "vetoes.V6"),
)
STAGES = {
    "primary": ["primary"],
    "junior_secondary": ["junior_secondary"],
    "nine_year": ["primary", "junior_secondary"],
}
UNITS = ("finance", "education")
DIVISION = "000001"
TEACHERS = ("junior_college", "bachelor", "master", "doctorate", "backbone", "pe", "music", "fine_art", "arts")


@dataclass(frozen=True)
class Answer:
    status: int
    body: Any


@dataclass(frozen=True)
class County:
    """`code` is that of its government; its schools are s1 (primary), s2 (junior secondary), s3 (nine-year)."""

    code: str
    door: httpx.AsyncClient
    database: Database
    feeds: Feeds
    above: str = "/000000"

    def at(self, name: str) -> str:
        return f"{self.code}-{name}"

    @property
    def plan(self) -> str:
        return f"{self.code}-plan"

    async def call(self, method: str, path: str, *, by: str, **options: Any) -> Answer:
        headers = {"Authorization": f"Bearer {by if '@' in by else f'{by}@{self.code}'}"}
        response = await self.door.request(method, path, headers=headers, **options)
        return Answer(response.status_code, response.json())

    async def get(self, path: str, *, by: str = "supervisor", **params: Any) -> Answer:
        return await self.call("GET", path, by=by, params=params)

    async def post(self, path: str, body: dict[str, Any], *, by: str = "supervisor") -> Answer:
        return await self.call("POST", path, by=by, json=body)

    def send(self, reporter: str, values: dict[str, Any], period: str = PERIOD) -> str:
        """A submission reaches metrics and waits for review."""
        submission = f"sub_{next(SUBMISSIONS)}"
        readings = [
            {
                "organisation": self.at(reporter),
                "indicator": indicator,
                "period": period,
                "value": value,
                "unknown_reason": "not_counted" if value is None else None,
                "correction_reason": None,
                "evidence": None,
            }
            for indicator, value in values.items()
        ]
        body = {
            "submission": submission,
            "sender": {"id": "cli_1", "name": "虚构校务系统"},
            "received_at": "2021-09-01T08:00:00+00:00",
            "readings": readings,
        }
        self.feeds.publish(METRICS, "readings", f"{submission}/{self.at(reporter)}", body)
        return submission

    def tell(self, reporter: str, values: dict[str, Any], period: str = PERIOD) -> None:
        """Exactly these values, approved."""
        self.review(self.send(reporter, values, period), reporter)

    def review(self, submission: str, school: str, decision: str = "approved") -> int:
        """The version of the metrics feed that carries the review."""
        body = {
            "submission": submission,
            "organisations": [self.at(school)],
            "decision": decision,
            "reason": None if decision == "approved" else "数值有误",
            "reviewer": {"id": "acc_1", "name": "虚构审核员"},
            "reviewed_at": "2021-09-10T08:00:00+00:00",
        }
        return self.feeds.publish(METRICS, "review", f"{submission}/{self.at(school)}", body)

    def report(self, school: str, **changed: Any) -> str:
        """What the school reports is approved; a name may end in `_p` or `_j` for the stage."""
        submission = self.send(school, generous(SCHOOLS[school]) | changed)
        self.review(submission, school)
        return submission

    def report_items(self, **changed: dict[str, Any]) -> None:
        """Everything the items of the standard ask, kept with room to spare; `changed` by who reports it."""
        said = {"education": BUREAU, "finance": TREASURY, "s1": VILLAGE, "s2": JUNIOR, "s3": NINE}
        for reporter, name in said.items():
            values = {
                item: float(Fraction(value))
                for item, value in REPORTED[name].items()
                if value is not None and not item.startswith("pupils.")
            }
            self.tell(reporter, values | changed.get(reporter, {}))

    async def change(self, name: str, kind: str, version: int, **attributes: Any) -> None:
        """An organisation as plans publishes it anew."""
        path = f"{self.above}/{self.code}/{self.at(name)}"
        changed = organisation(self.at(name), self.code, path, kind, attributes) | {"version": version}
        async with self.database.transaction() as session:
            await apply_places(session, [changed])
            await session.commit()

    async def change_now(self, name: str, kind: str, **attributes: Any) -> None:
        """The same, and the copy of organisations has come that far: later assessments pin it, earlier ones do not."""
        async with self.database.transaction() as session:
            version = await followed_version(session, "organisations") + 1
            await run_sql(
                session,
                """insert into {schema}.feed_cursor (feed, version) values ('organisations', :version)
                   on conflict (feed) do update set version = excluded.version""",
                version=version,
            )
            await session.commit()
        await self.change(name, kind, version, **attributes)

    def publish_plan(self, revision: int, **changed: Any) -> None:
        self.feeds.publish(PLANS, "plan", self.plan, plan(self, revision) | changed)

    def end_plan(self, status: str, takes_effect_on: str) -> None:
        by = f"{self.plan}-next" if status == "superseded" else None
        said = {"status": status, "takes_effect_on": takes_effect_on, "superseded_by": by, "reason": "a test needs it"}
        self.feeds.publish(PLANS, "plan_ending", self.plan, said)

    async def current(self) -> int:
        """The version of readings once everything published is here."""
        while True:
            async with self.database.transaction() as session:
                version = await followed_version(session, "readings")
                plans = await followed_version(session, "plans")
            if version == len(self.feeds._changes[METRICS]) and plans == len(self.feeds._changes[PLANS]):
                return version
            await asyncio.sleep(0.02)

    async def assess(self, *, by: str = "supervisor", **changed: Any) -> Answer:
        body = {
            "standard": STANDARD,
            "organisation": self.code,
            "period": PERIOD,
            "as_of": "2021-10-31",
            "plan": self.plan,
        }
        asked = {name: value for name, value in (body | changed).items() if value is not None}
        return await self.post("/assessments", asked, by=by)

    async def bind(self, criterion: str, unit: str, duty: str, /, *, by: str = "supervisor", **changed: Any) -> Answer:
        body = {
            "plan": self.plan,
            "standard": STANDARD,
            "criterion": criterion,
            "unit": self.at(unit),
            "duty": duty,
            "role": "responsible",
            "reason": "方案原文如此",
        }
        return await self.post("/bindings", body | changed, by=by)

    async def findings(self, *, by: str = "supervisor", **asked: Any) -> list[dict[str, Any]]:
        items: list[dict[str, Any]] = (await self.get("/findings", by=by, **asked)).body["items"]
        return items


def days_ahead(days: int) -> str:
    """A day seen from today where the rules hold."""
    return (today() + timedelta(days=days)).isoformat()


def generous(kind: str) -> dict[str, Any]:
    """400 pupils in every stage, every line met with room to spare."""
    stages = STAGES[kind]
    values: dict[str, Any] = {f"pupils.{stage}": 400 for stage in stages}
    for stage in stages:
        values |= {f"teachers_{name}.{stage}": 30 if name == "bachelor" else 5 for name in TEACHERS}
    many = len(stages)
    shared = {"teaching_area": 3000.5, "indoor_sports_area": 200, "outdoor_sports_area": 4800}
    values |= {name: value * many for name, value in shared.items()}
    return values | {"equipment_value": 120 * many, "multimedia_rooms": 12 * many}


def plan(county: County, revision: int) -> dict[str, Any]:
    """A plan whose last phase is over, with two units of two duties each."""
    units = [
        {
            "key": key,
            "organisation": county.at(key),
            "duties": [
                {"code": f"{key}/1", "own_role": "responsible", "mixed": False, "place": f"五 {key} 1"},
                {"code": f"{key}/2", "own_role": "cooperating", "mixed": False, "place": f"五 {key} 2"},
            ],
        }
        for key in UNITS
    ]
    return {
        "code": county.plan,
        "title": {"zh": "虚构方案", "en": "A fictitious plan"},
        "jurisdiction": county.code,
        "document": {"dated": "2019-01-24", "date_certainty": "printed"},
        "legal_status": "in_force",
        "in_force_from": "2019-01-24",
        "phases": [{"code": "phase-1", "ends_on": "2020-12-31"}],
        "units": units,
        "revision": revision,
        "published_on": "2021-10-01",
    }


async def open_county(
    database: Database,
    door: httpx.AsyncClient,
    feeds: Feeds,
    code: str,
    above: str = "/000000",
    division: str | None = None,
) -> County:
    """`above` is the path of what it lies in; with a division code it is a county to those who assess many."""
    county = County(code, door, database, feeds, above)
    kinds: dict[str, tuple[str, dict[str, Any]]] = {
        name: ("school", {"school_kind": SCHOOLS[name]}) for name in SCHOOLS
    }
    kinds |= {unit: ("department", {"function": unit, "division_code": division or DIVISION}) for unit in UNITS}
    root = f"{above}/{code}"
    attributes = {"division_code": division} if division else {}
    changes = [organisation(code, above.rpartition("/")[2], root, "government", attributes)]
    changes += [
        organisation(county.at(name), code, f"{root}/{county.at(name)}", kind, attributes)
        for name, (kind, attributes) in kinds.items()
    ]
    async with database.transaction() as session:
        await apply_places(session, changes)
        for name, grants in principals(county).items():
            body = {"kind": "person", "name": name, "active": True, "grants": grants}
            await write_principal(session, f"{name}@{code}", body)
        await session.commit()
    county.publish_plan(1)
    return county


def organisation(code: str, parent: str, path: str, kind: str, attributes: dict[str, Any]) -> dict[str, Any]:
    name = {"zh": f"虚构 {code}", "en": f"Fictitious {code}"}
    body = {"parent": parent, "path": path, "kind": kind, "name": name, "attributes": attributes}
    return {"topic": "organisation", "key": code, "version": 0, "body": body}


def principals(county: County) -> dict[str, list[dict[str, str]]]:
    """Who takes part. `torn` may decide but also answers for the finance bureau."""
    roles = {name: (name, county.code) for name in ("supervisor", "decider", "auditor")}
    roles |= {unit: ("unit", county.at(unit)) for unit in UNITS}
    roles |= {school: ("school", county.at(school)) for school in SCHOOLS}
    grants = {name: [{"role": role, "organisation": where}] for name, (role, where) in roles.items()}
    decides = {"role": "decider", "organisation": county.code}
    return grants | {
        "torn": [decides, {"role": "unit", "organisation": county.at("finance")}],
        "watcher": [{"role": "dashboard", "organisation": county.code}],
        "both": [decides, {"role": "supervisor", "organisation": county.code}],
    }
