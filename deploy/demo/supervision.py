"""The supervisors' side: bindings, the assessment, its findings, an order, and the answer to why."""

from collections import Counter
from dataclasses import dataclass
from typing import Any

from deploy.demo.door import Door
from deploy.demo.synthetic_planted import EXACT_LINE_SCHOOL, FAILS_BELOW_FLOOR, LAST_PERIOD
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.telling import say, table
from deploy.demo.telling_standard import tell_lines

PLAN = "pingluo-2019"
AS_OF = "2021-10-31"
STANDARD = "compulsory-balanced-2017"
STAGES = {"primary": "小学 primary", "junior_secondary": "初中 junior"}
# Which duty of the plan answers for which indicator, as a person read it; R7 is left without one on purpose.
BINDINGS = (
    ("R1", "human_resources/2", f"{COUNTY}-human-resources", "Recruiting and employing teachers."),
    ("R2", "human_resources/3", f"{COUNTY}-human-resources", "Training, posting and assessing teachers."),
    ("R3", "human_resources/2", f"{COUNTY}-human-resources", "Recruiting and employing teachers."),
    ("R4", "development_reform/5", f"{COUNTY}-development-reform", "Rebuilding of weak schools."),
    ("R5", "development_reform/5", f"{COUNTY}-development-reform", "Rebuilding of weak schools."),
    ("R6", "education/7", f"{COUNTY}-education", "Conditions of schools and use of their funds."),
    ("G11", "human_resources/3", f"{COUNTY}-human-resources", "Training, posting and assessing teachers."),
)
ORDERED_UNIT = f"{COUNTY}-development-reform"
FAILED_SCHOOL, FAILED_CRITERION = FAILS_BELOW_FLOOR[0], "R5"


@dataclass(frozen=True)
class Supervision:
    """Who acts: the supervisor proposes, the unit is heard, the decider decides."""

    supervisor: Door
    decider: Door
    unit: Door
    school: Door

    async def bind(self) -> None:
        for criterion, duty, unit, reason in BINDINGS:
            body = {"plan": PLAN, "standard": STANDARD, "criterion": criterion, "unit": unit, "duty": duty}
            await self.supervisor.post("/api/v1/audit/bindings", {**body, "role": "responsible", "reason": reason})
        say(f"   {len(BINDINGS)} indicators bound to duties of the plan by a person, the others to none")

    async def assess(self, *, anything_new: bool) -> dict[str, Any]:
        """The assessment of this day; where nothing was reported since the last one, that one again."""
        known = await self.supervisor.get("/api/v1/audit/assessments", organisation=COUNTY, limit=1)
        if anything_new or not known["items"]:
            body = {"standard": STANDARD, "organisation": COUNTY, "period": LAST_PERIOD, "as_of": AS_OF, "plan": PLAN}
            made = (await self.supervisor.post("/api/v1/audit/assessments", body))["id"]
        else:
            made = known["items"][0]["id"]
            say(f"   nothing new since assessment {made}: shown again, not repeated")
        assessment: dict[str, Any] = await self.supervisor.get(f"/api/v1/audit/assessments/{made}")
        _tell_schools(assessment)
        _tell_coefficients(assessment)
        tell_lines(assessment)
        return assessment

    async def findings(self, assessment: dict[str, Any]) -> list[dict[str, Any]]:
        found = await self.supervisor.everything("/api/v1/audit/findings", assessment=assessment["id"])
        by_unit: dict[str, Counter[str]] = {}
        for finding in found:
            names = [unit["unit"]["name"]["zh"] for unit in finding["units"]] or [finding["units_note"]["zh"]]
            for name in names:
                by_unit.setdefault(name, Counter())[finding["criterion"]] += 1
        rows = [
            [name, str(criteria.total()), ", ".join(f"{code} × {n}" for code, n in sorted(criteria.items()))]
            for name, criteria in sorted(by_unit.items())
        ]
        table(["unit 责任单位", "findings 问题", "criteria 指标"], rows)
        resting = sum(bool(finding["rests_on_unverified"]) for finding in found)
        say(f"   {resting} of them rest on the unverified clause on splits: no order until a person has confirmed it")
        return found

    async def order(self, findings: list[dict[str, Any]]) -> str | None:
        """Propose, hear, decide; an order that stands is not made twice. The id of one that was made."""
        asked = {"unit": ORDERED_UNIT, "kind": "rectification"}
        standing, made = await self.unit.everything("/api/v1/audit/cases", **asked), None
        if not standing:
            made = await self._make_order(findings)
            standing = await self.unit.everything("/api/v1/audit/cases", **asked)
        for each in standing:
            place = each["findings"][0]["place"]
            say(f"   the unit's list: {each['id']} {each['state']}, due {each['days']['due_on']}, duty: {place}")
        return made

    async def _make_order(self, findings: list[dict[str, Any]]) -> str:
        firm = [
            finding["id"]
            for finding in findings
            if not finding["rests_on_unverified"] and ORDERED_UNIT in [u["unit"]["code"] for u in finding["units"]]
        ]
        proposal = {
            "findings": firm,
            "unit": ORDERED_UNIT,
            "demand": "把所列学校的校舍与场地缺口列入改造计划并完成 · Put the listed schools' missing space into the"
            " rebuilding programme and complete it",
            "due_on": "2022-08-31",
            "hearing_until": "2021-11-25",
            "proposed_on": "2021-11-10",
            "reason": "所列学校未达标，方案将改造任务列入该单位职责 · The schools miss the line; the plan gives the"
            " rebuilding to this unit",
        }
        made = await self.supervisor.post("/api/v1/audit/orders", proposal)
        path = f"/api/v1/audit/cases/{made['id']}"
        say(f"   proposed: {made['id']} on {len(firm)} findings, due {proposal['due_on']}")
        confirmed = {"step": "confirmed", "text": "The unit was heard; the shortage is real.", "on": "2021-11-20"}
        early = await self.decider.http.post(f"{path}/decisions", json=confirmed)
        say(f"   decided before the unit was heard? {early.status_code} {early.json()['code']}")
        words = "两所学校已开工，其余列入明年 · Work has begun at two schools; the others follow next year"
        statement = {"step": "stated", "text": words, "on": "2021-11-18"}
        await self.unit.post(f"{path}/answers", statement)
        await self.decider.post(f"{path}/decisions", confirmed)
        say("   heard on 2021-11-18, confirmed on 2021-11-20 by another person than who proposed it")
        return str(made["id"])

    async def why(self, assessment: dict[str, Any]) -> None:
        """One call down to the sender: a failed indicator for the supervisor, the exact line for its own school."""
        path = f"/api/v1/audit/assessments/{assessment['id']}/explanation"
        found = await self.supervisor.get(path, organisation=FAILED_SCHOOL, criterion=FAILED_CRITERION)
        say(f"   {found['organisation']['name']['zh']}, {found['title']['zh']}: {found['verdict']}")
        say(f"   {found['formula']['text']['zh']}")
        for datum in found["readings"]:
            used = datum["used"]
            if used:
                by = f"{used['submission']}, {used['sender']['name']}, reviewed by {used['reviewer']['name']}"
                say(f"   - {datum['title']['zh']} {used['value']} {datum['unit']}: {by}")
        say("   " + found["paragraph"]["zh"])
        say("   " + found["paragraph"]["en"])
        exact = await self.school.get(path, organisation=EXACT_LINE_SCHOOL, criterion="R5")
        say(f"   and the school exactly on its line: {exact['formula']['text']['en']}: {exact['verdict']}")


def _tell_schools(assessment: dict[str, Any]) -> None:
    schools = assessment["summary"]["schools"]
    counts = schools["counts"]
    say(
        f"   schools that pass 6 of 7: {counts['met']}; fail: {counts['not_met']}; cannot be decided:"
        f" {counts['cannot_decide']}; not counted: {len(schools['excluded'])}"
    )
    say(f"   county {assessment['organisation']['code']} as of {assessment['as_of']}: {assessment['verdict']}")


def _tell_coefficients(assessment: dict[str, Any]) -> None:
    rows = [
        [
            STAGES[line["stage"]],
            line["criterion"],
            _figure(line["coefficient"]),
            _figure(line["unweighted"]),
            f"{line['limit']:.2f}",
            str(line["verdict"]),
        ]
        for line in assessment["summary"]["comparisons"]
    ]
    table(["stage 学段", "criterion", "CV weighted", "unweighted", "limit", "verdict"], rows)


def _figure(value: float | None) -> str:
    return "–" if value is None else f"{value:.4f}"
