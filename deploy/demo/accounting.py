"""What becomes of orders: one gets more time, one is overdue and ends in a decision that is contested and amended."""

from dataclasses import dataclass
from typing import Any

from deploy.demo.door import Door
from deploy.demo.synthetic_schools import COUNTY
from deploy.demo.telling import say

AUDIT = "/api/v1/audit"
PERSONNEL = f"{COUNTY}-human-resources"


@dataclass(frozen=True)
class Accounting:
    """`head` is a second person who decides: nobody reviews what he decided."""

    supervisor: Door
    decider: Door
    head: Door
    development: Door
    personnel: Door

    async def more_time(self, order: str) -> None:
        """Asked for by the unit, granted by who decides, and not for as long as was asked."""
        body = {
            "kind": "extension",
            "text": "冬季停工 · No building in winter",
            "on": "2022-06-20",
            "until": "2022-12-31",
        }
        request = (await self.development.post(f"{AUDIT}/cases/{order}/requests", body))["id"]
        await self._act(self.decider, request, "decisions", "granted", "2022-06-27", until="2022-11-30")
        kept = await self.supervisor.get(f"{AUDIT}/cases/{order}")
        say(f"   {order}: more time until 2022-12-31 asked for, until {kept['days']['due_on']} granted")

    async def hold_to_account(self, findings: list[dict[str, Any]]) -> None:
        """In the order the rules fix, which the procedure keeps."""
        order = await self._neglected(findings)
        body = {
            "cases": [order],
            "unit": PERSONNEL,
            "subject": "unit",
            "trigger": "duty_not_fulfilled",
            "supervision_ended_on": "2022-07-05",
            "text": "逾期未整改，未申请延期 · Not carried out in time, and no extension asked for",
            "on": "2022-07-11",
        }
        case = (await self.supervisor.post(f"{AUDIT}/outcomes", body))["id"]
        say(f"   {case}: held to account on 2022-07-11; {await self._too_early(case)}")
        await self._act(self.supervisor, case, "steps", "set_up", "2022-07-15")
        intended = ["public_criticism", "interview"]
        await self._act(self.supervisor, case, "steps", "notified", "2022-07-22", outcomes=intended, until="2022-08-05")
        await self._act(self.personnel, case, "answers", "stated", "2022-08-02")
        await self._act(self.supervisor, case, "steps", "consulted", "2022-08-10")
        await self._act(self.decider, case, "decisions", "approved", "2022-08-15")
        decision = {"outcomes": ["public_criticism"], "effective_on": "2022-08-20"}
        await self._act(self.supervisor, case, "steps", "decided", "2022-08-20", **decision)
        say("   told on 2022-07-22, heard on 2022-08-02, consulted, approved; decided on 2022-08-20: 公开批评")
        await self._contest(case)

    async def _neglected(self, findings: list[dict[str, Any]]) -> str:
        firm = [
            each["id"]
            for each in findings
            if not each["rests_on_unverified"] and PERSONNEL in [named["unit"]["code"] for named in each["units"]]
        ]
        proposal = {
            "findings": firm,
            "unit": PERSONNEL,
            "demand": "补足所列学校的教师 · Give the listed schools the teachers they lack",
            "due_on": "2022-06-30",
            "hearing_until": "2021-11-25",
            "proposed_on": "2021-11-10",
            "reason": "所列学校未达标 · The schools miss the line",
        }
        order = str((await self.supervisor.post(f"{AUDIT}/orders", proposal))["id"])
        await self._act(self.personnel, order, "answers", "stated", "2021-11-18")
        await self._act(self.decider, order, "decisions", "confirmed", "2021-11-20")
        await self._act(self.supervisor, order, "steps", "escalated", "2022-07-05", jointly_liable=COUNTY)
        log = (await self.supervisor.get(f"{AUDIT}/cases/{order}"))["log"]
        overdue = next(each["on"] for each in log if each["step"] == "overdue")
        say(f"   {order}: due 2022-06-30, overdue on {overdue} by its clock; escalated, {COUNTY} jointly liable")
        return order

    async def _too_early(self, case: str) -> str:
        body = {"step": "decided", "text": "…", "on": "2022-07-11", "outcomes": ["interview"],
                "effective_on": "2022-07-11"}  # fmt: skip
        answer = await self.supervisor.http.post(f"{AUDIT}/cases/{case}/steps", json=body)
        return f"decided at once? {answer.status_code} {answer.json()['code']}"

    async def _contest(self, case: str) -> None:
        body = {"kind": "review", "text": "编制未下达 · No posts were approved", "on": "2022-09-10"}
        review = await self.personnel.post(f"{AUDIT}/cases/{case}/requests", body)
        (clock,) = review["clocks"]
        own = {"step": "upheld", "text": "…", "on": "2022-09-20"}
        answer = await self.decider.http.post(f"{AUDIT}/cases/{review['id']}/decisions", json=own)
        say(
            f"   review asked for on 2022-09-10, to be decided by {clock['last_day']}; by who approved it?"
            f" {answer.status_code} {answer.json()['code']}"
        )
        await self._act(self.head, review["id"], "decisions", "amended", "2022-09-28", outcomes=["interview"])
        await self._act(self.supervisor, case, "steps", "published", "2022-10-08", scope="system")
        listed = (await self.supervisor.get(f"{AUDIT}/publications"))["items"]
        known = next(each for each in listed if each["case"] == case)
        titles = ", ".join(title["zh"] for title in known["titles"])
        say(f"   amended on 2022-09-28, made known within the system: {known['unit']['name']['zh']}, {titles}")

    async def _act(self, by: Door, case: str, at: str, step: str, on: str, **said: Any) -> None:
        words = f"{step} (demo)"
        await by.post(f"{AUDIT}/cases/{case}/{at}", {"step": step, "text": words, "on": on, **said})


async def keep_ledger(supervisor: Door, assessment: str) -> None:
    """The ledger brought up to the assessment, and what it comes to."""
    entry = {"assessment": assessment, "on": "2021-11-01"}
    entered = await supervisor.post(f"{AUDIT}/ledger/entries", entry)
    sums = (await supervisor.get(f"{AUDIT}/ledger/sums", organisation=COUNTY, as_of="2022-10-08"))["items"]
    rows, old = sum(each["open"] for each in sums), sum(each["older_than_180"] for each in sums)
    say(
        f"   ledger 台账: {entered['entered']} shortages entered, {entered['unchanged']} as before;"
        f" {rows} open, {old} of them older than 180 days on 2022-10-08"
    )
