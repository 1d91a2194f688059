"""From failed criteria to their end, through the gateway: one order is extended and proved, one is overdue and ends in
a decision that is contested and amended, one lapses because a reading was wrong; the ledger empties, and the units are
appraised."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from deploy.demo.data import load, load_all
from deploy.demo.door import Door
from tests.audit.county import generous
from tests.audit_domain.county_facts import BUREAU, JUNIOR, REPORTED, TREASURY, VILLAGE
from tests.door.access import documents
from tests.door.conftest import Town
from tests.door.patience import until
from tests.door.reporting import PERIOD, STANDARD, SUBMISSIONS, Reporting, Values, reporting
from tests.door.test_scoring import resources

AUDIT = "/api/v1/audit"
DIVISION = "640299"
FUNCTIONS = {"finance": "finance", "education": "education", "personnel": "human_resources"}
UNITS = {"finance": "R5", "education": "R6", "personnel": "R7"}
KINDS = {"a": "primary", "b": "junior_secondary", "c": "primary"}
POOR: dict[str, Values] = {
    "a": {"outdoor_sports_area": 90, "indoor_sports_area": 0},
    "b": {"equipment_value": 1},
    "c": {"multimedia_rooms": 1},
}
OF_THE_COUNTRYSIDE = "funding_base_pupils"
FITTING = dict.fromkeys(("largest_class.primary", "largest_class.junior_secondary"), 44) | dict.fromkeys(
    ("teachers_full_time", "teachers_trained_360_hours", "teachers_certified"), 45
)
"""What agrees with 400 pupils in twelve classes and 45 teachers by degree, as rules of a county may ask."""
REPORTERS = {"education": BUREAU, "finance": TREASURY, "a": VILLAGE, "b": JUNIOR, "c": VILLAGE}
MISSED = {"a": "R5", "b": "R6", "c": "R7"}


@dataclass
class Story:
    """Everybody who takes part, and what happened so far."""

    county: Reporting
    decider: Door
    head: Door
    units: dict[str, Door]

    @property
    def supervisor(self) -> Door:
        return self.county.supervisor

    def at(self, name: str) -> str:
        return f"{self.county.town.code}-{name}"

    async def act(self, by: Door, case: str, at: str, step: str, on: str, **said: Any) -> dict[str, Any]:
        body = {"step": step, "text": "测试需要 · A test needs it.", "on": on, **said}
        found: dict[str, Any] = await by.post(f"{AUDIT}/cases/{case}/{at}", body)
        return found

    async def ask(self, unit: str, case: str, kind: str, on: str, **said: Any) -> str:
        body = {"kind": kind, "text": "测试需要 · A test needs it.", "on": on, **said}
        return str((await self.units[unit].post(f"{AUDIT}/cases/{case}/requests", body))["id"])

    async def assess(self, as_of: str) -> dict[str, Any]:
        body = {"standard": STANDARD, "organisation": self.county.town.code, "period": "2021-2022", "as_of": as_of}
        found: dict[str, Any] = await self.supervisor.post(f"{AUDIT}/assessments", {**body, "plan": self.plan})
        return found

    @property
    def plan(self) -> str:
        return documents.published(self.county.town.code)

    async def order(self, findings: dict[str, str], unit: str, due_on: str) -> str:
        """Proposed, heard and confirmed."""
        body = documents.order(findings[UNITS[unit]], self.at(unit)) | {"due_on": due_on}
        case = str((await self.supervisor.post(f"{AUDIT}/orders", body))["id"])
        await self.act(self.units[unit], case, "answers", "stated", "2021-11-18")
        await self.act(self.decider, case, "decisions", "confirmed", "2021-11-20")
        return case

    async def correct(self, name: str, **values: int) -> None:
        report = await self.county.send({name: dict(values)}, correction_reason="measured again")
        await self.county.review(report["submission"])

    async def log(self, case: str) -> list[tuple[str, str]]:
        found = await self.supervisor.get(f"{AUDIT}/cases/{case}")
        return [(each["step"], each["on"]) for each in found["log"]]

    async def open_rows(self) -> set[tuple[str, str]]:
        found = await self.supervisor.everything(f"{AUDIT}/ledger", organisation=self.county.town.code)
        return {(each["school"]["code"], each["criterion"]) for each in found}


async def begun(town: Town) -> Story:
    """A county of three schools of which each misses one line, and a plan that gives each line to a department; all
    else is as the standard wants it."""
    names = {unit: {"zh": f"虚构·{unit}", "en": f"Fictitious {unit}"} for unit in UNITS}
    departments = [
        {
            "code": f"{town.code}-{unit}",
            "name": names[unit],
            "kind": "department",
            "parent": town.code,
            "synthetic": True,
            "function": FUNCTIONS[unit],
            "division_code": DIVISION,
        }
        for unit in UNITS
    ]
    await town.organisations(*departments)
    county = await reporting(town, KINDS)
    await county.approved({name: resources_of(kind) | POOR[name] for name, kind in KINDS.items()})
    await report_the_rest(county)
    plan = documents.plan(documents.published(town.code), town.code, [f"{town.code}-{unit}" for unit in UNITS])
    await town.admin.put(f"/api/v1/plans/plans/{plan['code']}", plan)
    await town.admin.post(f"/api/v1/plans/plans/{plan['code']}/publication", documents.PUBLICATION)
    units = {unit: await town.person("unit", f"{town.code}-{unit}") for unit in UNITS}
    story = Story(county, await town.person("decider"), await town.person("decider"), units)
    for unit, criterion in UNITS.items():
        body = documents.binding(plan["code"], criterion, story.at(unit))

        async def bound(body: dict[str, Any] = body) -> bool:
            return (await story.supervisor.http.post(f"{AUDIT}/bindings", json=body)).status_code in (200, 201)

        await until(bound)
    return story


def resources_of(kind: str) -> Values:
    """More than every line asks, in the items that are registered."""
    known = {item["code"] for item in load("indicators/resources.yaml")}
    return {item: value for item, value in generous(kind).items() if item in known}


async def report_the_rest(county: Reporting) -> None:
    """Everything the standard asks beside the resources of schools, kept with room to spare, with its evidence."""
    town, resources_ = county.town, {item["code"] for item in load("indicators/resources.yaml")}
    items_ = {item["code"]: item for item in load_all("indicators")}
    await town.admin.post("/api/v1/metrics/indicators", {"indicators": list(items_.values())})
    said = {
        who: {
            item: FITTING.get(item, value)
            for item, value in REPORTED[name].items()
            if item not in {*resources_, OF_THE_COUNTRYSIDE}
        }
        for who, name in REPORTERS.items()
    }
    collection = {
        "title": {"zh": "政府保障与教育质量（测试）", "en": "Guarantee and quality (test)"},
        "organisation": town.code,
        "period": PERIOD,
        "indicators": sorted({item for items in said.values() for item in items}),
        "opens_on": "2021-09-01",
        "due_on": "2021-10-15",
        "status": "open",
    }

    async def collected() -> bool:
        answer = await town.admin.http.put(f"/api/v1/metrics/collections/rest-{town.code}", json=collection)
        return answer.status_code in (200, 201)

    await until(collected)
    rows = [
        {
            "organisation": county.school(who),
            "indicator": item,
            "period": PERIOD,
            "value": as_reported(items_[item], Fraction(value or 0)),
            "evidence": "虚构档案 1",
        }
        for who, items in said.items()
        for item, value in items.items()
    ]
    report = await county.sender.post(SUBMISSIONS, {"readings": rows})
    assert report["counts"]["rejected"] == 0, report["conflicts"]
    await county.review(report["submission"])


def as_reported(item: dict[str, Any], value: Fraction) -> Any:
    """As a sender writes it: true or false, a grade by its code, a whole number, or a decimal."""
    match item["value_type"]:
        case "yes_no":
            return bool(value)
        case "grade":
            return item["grades"][int(value) - 1]["code"]
        case "integer":
            return int(value)
    return float(value)


async def findings_of(story: Story, assessment: dict[str, Any]) -> dict[str, str]:
    """Of the schools, by criterion."""
    found = await story.supervisor.everything(f"{AUDIT}/findings", assessment=assessment["id"])
    schools = {story.county.school(name) for name in KINDS}
    return {each["criterion"]: each["id"] for each in found if each["organisation"]["code"] in schools}


async def test_the_full_story(town: Town) -> None:
    story = await begun(town)
    first = await story.assess("2021-10-31")
    assert resources(first) == "not_met"
    await story.supervisor.post(f"{AUDIT}/ledger/entries", {"assessment": first["id"], "on": "2021-11-01"})
    assert await story.open_rows() == {(story.at(school), criterion) for school, criterion in MISSED.items()}
    findings = await findings_of(story, first)
    extended = await story.order(findings, "finance", "2022-03-31")
    overdue = await story.order(findings, "education", "2022-03-31")
    mistaken = await story.order(findings, "personnel", "2022-03-31")

    await one_lapses_because_a_reading_was_wrong(story, mistaken)
    await one_is_extended_and_proved(story, extended)
    await one_is_overdue_and_its_outcome_is_amended(story, overdue)

    await story.correct("b", equipment_value=120)
    last = await story.assess("2022-12-01")
    assert resources(last) == "met"
    assert last["summary"]["recognition"]["verdict"] == "met", "the county can be recognised"
    entered = await story.supervisor.post(f"{AUDIT}/ledger/entries", {"assessment": last["id"], "on": "2022-12-02"})
    assert entered["closed"] == 3
    assert await story.open_rows() == set()
    await the_units_are_appraised(story)


async def one_lapses_because_a_reading_was_wrong(story: Story, order: str) -> None:
    await story.correct("c", multimedia_rooms=24)
    corrected = await story.assess("2021-12-01")
    lapsed = await story.act(story.supervisor, order, "steps", "lapsed", "2021-12-02", assessment=corrected["id"])
    assert (lapsed["state"], lapsed["clocks"]) == ("lapsed", [])


async def one_is_extended_and_proved(story: Story, order: str) -> None:
    request = await story.ask("finance", order, "extension", "2022-03-01", until="2022-09-30")
    await story.act(story.decider, request, "decisions", "granted", "2022-03-10", until="2022-08-31")
    await story.correct("a", outdoor_sports_area=4800, indoor_sports_area=200)
    await story.act(story.units["finance"], order, "answers", "reported", "2022-08-20")
    proof = await story.assess("2022-08-25")
    await story.act(story.supervisor, order, "steps", "rechecked", "2022-08-26", assessment=proof["id"])
    closed = await story.act(story.decider, order, "decisions", "closed", "2022-08-30")
    assert closed["state"] == "closed"
    assert "overdue" not in [step for step, _ in await story.log(order)]


async def one_is_overdue_and_its_outcome_is_amended(story: Story, order: str) -> None:
    town = story.county.town
    await story.act(story.supervisor, order, "steps", "escalated", "2022-04-05", jointly_liable=town.code)
    assert ("overdue", "2022-04-01") in await story.log(order)
    opened = documents.outcome(order, story.at("education")) | {
        "supervision_ended_on": "2022-04-05",
        "on": "2022-04-08",
    }
    case = str((await story.supervisor.post(f"{AUDIT}/outcomes", opened))["id"])
    await story.act(story.supervisor, case, "steps", "set_up", "2022-04-10")
    told = {"outcomes": ["public_criticism", "interview"], "until": "2022-04-30"}
    await story.act(story.supervisor, case, "steps", "notified", "2022-04-15", **told)
    await story.act(story.units["education"], case, "answers", "stated", "2022-04-25")
    await story.act(story.supervisor, case, "steps", "consulted", "2022-05-05")
    await story.act(story.decider, case, "decisions", "approved", "2022-05-08")
    decision = {"outcomes": ["public_criticism"], "effective_on": "2022-05-10"}
    await story.act(story.supervisor, case, "steps", "decided", "2022-05-10", **decision)
    review = await story.ask("education", case, "review", "2022-06-01")
    own = {"step": "amended", "text": "测试", "on": "2022-06-20", "outcomes": ["interview"]}
    refused = await story.decider.http.post(f"{AUDIT}/cases/{review}/decisions", json=own)
    assert refused.json()["code"] == "same_person", "who approved it does not review it"
    await story.act(story.head, review, "decisions", "amended", "2022-06-20", outcomes=["interview"])
    await story.act(story.supervisor, case, "steps", "published", "2022-06-25", scope="system")
    listed = (await story.supervisor.get(f"{AUDIT}/publications"))["items"]
    (known,) = [each for each in listed if each["case"] == case]
    assert (known["outcomes"], known["unit"]["code"]) == (["interview"], story.at("education"))


async def the_units_are_appraised(story: Story) -> None:
    """By the county's own rules: whoever was held to account in the year is not above the second grade."""
    for unit, capped in (("finance", False), ("education", True)):
        asked = {"unit": story.at(unit), "since": "2022-01-01", "as_of": "2022-12-31"}
        assessment = await story.supervisor.post(f"{AUDIT}/unit-assessments", asked)
        proposal = {
            "unit": story.at(unit),
            "year": 2022,
            "assessment": assessment["id"],
            "authority": "虚构县考核办法 · The fictitious county's rules",
            "grades": [
                {"code": "excellent", "title": "优秀", "at_least": 0.9},
                {"code": "qualified", "title": "合格", "at_least": 0},
            ],
            "consequences": [{"condition": "held_to_account", "not_above": "qualified"}],
            "hearing_until": "2023-01-20",
            "text": "测试需要 · A test needs it.",
            "on": "2023-01-10",
        }
        case = await story.supervisor.post(f"{AUDIT}/appraisals", proposal)
        applied = [each["condition"] for each in case["appraisal"]["proposal"]["applied"]]
        assert applied == (["held_to_account"] if capped else [])
        await story.act(story.units[unit], case["id"], "answers", "stated", "2023-01-15")
        graded = await story.act(story.decider, case["id"], "decisions", "decided", "2023-01-25", grade="qualified")
        assert graded["state"] == "decided"
