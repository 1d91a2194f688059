"""The office of a fictitious county: a policy text becomes a plan, its matrix, a task and a statement of the year."""

from dataclasses import dataclass
from typing import Any

from deploy.demo.data import FOLDER
from deploy.demo.door import Door, UnexpectedAnswer
from deploy.demo.telling import say, table

PLACE, PLAN = "qinghe", "qinghe-rooms"
BUREAU = f"{PLACE}-education"
PERSON = ("Demo bureau of a fictitious county", "unit", BUREAU)
PLANS = "/api/v1/plans"
TASK = f"{PLANS}/tasks/{PLAN}-1"
ISSUED = "2021-11-08"
# code: (Chinese, English, how the text calls it)
_UNITS = {
    BUREAU: ("青禾县教育局", "Education Bureau of Qinghe", "县教育局"),
    f"{PLACE}-finance": ("青禾县财政局", "Finance Bureau of Qinghe", "县财政局"),
    f"{PLACE}-development": ("青禾县发改局", "Development Bureau of Qinghe", "县发改局"),
    f"{PLACE}-office": ("青禾县人民政府办公室", "Government Office of Qinghe", "县政府办"),
}
_ROOMS = {
    "period": "school_year",
    "population": {"kind": "school", "school_kinds": ["primary"]},
    "quantities": [{"amount": {"multimedia_rooms": 1}, "over": {"pupils.primary": 1}, "per": 100}],
    "reach": "each",
}


async def register(admin: Door) -> None:
    county = _unit(PLACE, "青禾县（虚构）", "Qinghe County (fictitious)", "青禾县") | {"kind": "government"}
    bureaus = [_unit(code, *said) | {"parent": PLACE} for code, said in _UNITS.items()]
    await admin.post(f"{PLANS}/organisations", {"organisations": [county, *bureaus]})


def _unit(code: str, zh: str, en: str, alias: str) -> dict[str, Any]:
    return {"code": code, "name": {"zh": zh, "en": en}, "kind": "department", "aliases": [alias], "synthetic": True}


@dataclass(frozen=True)
class PolicyOffice:
    """The county's office and, across the corridor, the bureau."""

    admin: Door
    bureau: Door

    async def work(self) -> None:
        await self._correct(await self._read())
        await self._publish()
        await self._task()
        await self._statement()

    async def _read(self) -> dict[str, Any]:
        found = await self.admin.http.post(
            f"{PLANS}/imports",
            params={"jurisdiction": PLACE},
            content=(FOLDER / "texts" / "qinghe.txt").read_bytes(),
            headers={"Content-Type": "text/plain; charset=utf-8"},
        )
        if found.status_code not in {200, 201}:
            raise UnexpectedAnswer(found)
        sent: dict[str, Any] = found.json()
        return sent

    async def _correct(self, sent: dict[str, Any]) -> None:
        """What is damaged and what no plan may ask is told; nothing of it enters the plan unless a person says so."""
        address, draft = f"{PLANS}/imports/{sent['id']}", sent["draft"]
        if sent["version"] == 1:
            _tell(sent)
            refused = await self.admin.http.post(f"{address}/plan", json={"code": PLAN})
            say(f"   a plan of it as it stands? {refused.status_code} {refused.json()['code']}")
            patch = {"reason": "Compared with the original · 与原件核对", "corrections": _corrections(draft)}
            after = await self.admin.http.patch(address, json=patch)
            if after.status_code != 200:
                raise UnexpectedAnswer(after)
            left = len(after.json()["draft"]["findings"])
            say(f"   corrected with a reason: {len(patch['corrections'])} nodes; {left} findings left")
        await self.admin.post(f"{address}/plan", {"code": PLAN, "in_force_from": ISSUED})

    async def _publish(self) -> None:
        plan = await self.admin.get(f"{PLANS}/plans/{PLAN}")
        if plan["state"]["status"] == "draft":
            body = {"published_on": ISSUED, "reason": "Issued by the county · 县政府印发"}
            await self.admin.post(f"{PLANS}/plans/{PLAN}/publication", body)
        matrix = await self.admin.get(f"{PLANS}/plans/{PLAN}/responsibilities")
        rows = [
            [
                row["title"]["zh"],
                _names(row["lead"] or row["responsible"]),
                _names(row["cooperating"]),
                "；".join(each["line_text"]["zh"] for each in matrix["targets"] if each["measure"] == row["measure"]),
            ]
            for row in matrix["measures"]
        ]
        table(["measure 措施", "lead or responsible 牵头或责任", "cooperating 配合", "lines 目标值"], rows)

    async def _task(self) -> None:
        body = {
            "title": {"zh": "补足多媒体教室", "en": "Fill up the multimedia rooms"},
            "plan": PLAN,
            "measure": "m1",
            "owner": BUREAU,
            "starts_on": "2022-01-10",
            "due_on": "2022-09-01",
            "milestones": [
                {"code": "s1", "title": {"zh": "清点缺口", "en": "Count what is missing"}, "due_on": "2022-03-01"},
                {"code": "s2", "title": {"zh": "安装到位", "en": "Installed"}, "due_on": "2022-09-01"},
            ],
            "decided_on": "2022-01-05",
            "reason": "Set for the year · 年度任务",
        }
        await self.admin.put(TASK, body)
        report = {
            "as_of": "2022-02-25",
            "milestones": [{"milestone": "s1", "done": True}],
            "text": "缺口已清点。 · The gap is counted.",
            "reason": "Monthly report · 月报",
        }
        await self.bureau.post(f"{TASK}/reports", report, expect=(200, 201))
        shown = [await self.bureau.get(TASK, as_of=day) for day in ("2022-03-15", "2022-09-15")]
        for each in shown:
            done = sum(step["done_on"] is not None for step in each["milestones"])
            days = f"{each['days_left']} days left"
            say(f"   task 任务 as of {each['as_of']}: {each['state']}, {done} of 2 milestones, {days}")

    async def _statement(self) -> None:
        body = {
            "plan": PLAN,
            "organisation": BUREAU,
            "year": 2022,
            "issued_by": PLACE,
            "drawn_on": "2022-01-10",
            "reason": "Statement of the year · 年度责任状",
        }
        drawn = await self.admin.post(f"{PLANS}/statements", body)
        at = f"{PLANS}/statements/{drawn['id']}"
        if drawn["state"] == "drawn":
            issued = {"issued_on": "2022-01-20", "reason": "Signed at the meeting · 会议签订"}
            await self.admin.post(f"{at}/issuance", issued)
            taken = {"acknowledged_on": "2022-01-25", "reason": "Read and agreed · 已阅，照此执行"}
            await self.bureau.post(f"{at}/acknowledgement", taken)
        shown = await self.bureau.get(at)
        content, acts = shown["content"], ", ".join(each["act"] for each in shown["events"])
        say(
            f"   statement 责任状 of {shown['year']} for {content['organisation_name']['zh']}: {acts};"
            f" {len(content['assignments'])} assignments, {len(content['targets'])} targets"
        )


def _tell(sent: dict[str, Any]) -> None:
    counts, draft = sent["counts"], sent["draft"]
    say(
        f"   read: {counts['measures']} measures, {counts['assignments']} assignments, {counts['targets']} targets;"
        f" {counts['defects']} defect, {counts['findings']} forbidden target"
    )
    for each in draft["defects"]:
        say(f"   defect 残缺: {each['text']} — {each['what']['zh']} {each['what']['en']}")
    for each in draft["findings"]:
        ground = each["ground"]
        say(f"   forbidden 不得设定 {each['node']}: {each['text']} — {ground['document_number']} {ground['clause']}")


def _corrections(draft: dict[str, Any]) -> list[dict[str, Any]]:
    """The lost number stays lost; what is forbidden is taken out; the first target is told how it is measured."""
    forbidden = {each["node"] for each in draft["findings"] if each["node"]}
    found: list[dict[str, Any]] = [{"node": "/targets/0", "patch": {"yardstick": _ROOMS}}]
    for number, target in reversed(list(enumerate(draft["targets"]))):
        if f"/targets/{number}/statement/zh" in forbidden:
            found.append({"node": f"/targets/{number}", "patch": None})
        elif target["certainty"] == "lost":
            found.append({"node": f"/targets/{number}", "patch": {"unassessable": "value_lost"}})
    better = {"zh": "按核准的措施提高质量。", "en": "Quality is raised by the measures approved."}
    found += [{"node": node.removesuffix("/zh"), "patch": better} for node in sorted(forbidden) if "measures" in node]
    return found


def _names(units: list[dict[str, Any]]) -> str:
    return "、".join(each["name"]["zh"] for each in units)
