"""All five plans, put and published as any client would, and one line about each."""

from collections import Counter
from typing import Any

from deploy.demo.data import load
from deploy.demo.door import Door, UnexpectedAnswer
from deploy.demo.telling import say, table

# code: (day of entry, why it is entered)
PUBLISHED_ON = {
    "ningxia-2021": "2021-05-23",
    "xiangtan-2020": "2020-12-22",
    "shenyang-2022": "2022-12-26",
    "qinzhou-draft": "2020-01-01",
    "pingluo-2019": "2019-01-24",
}
_REASON = "Entered from the published text and checked against it."


def plan(code: str) -> dict[str, Any]:
    """The document of a plan, as it is put."""
    document: dict[str, Any] = load(f"plans/{code}.yaml")
    return document


async def publish_plan(admin: Door, code: str) -> dict[str, Any]:
    """The plan as the API shows it, published where the file says something new."""
    path = f"/api/v1/plans/plans/{code}"
    standing = await _standing(admin, path)
    put = await admin.put(path, _with_confirmation(plan(code), standing))
    if put["state"]["status"] == "draft":
        last = standing["state"]["published_on"] if standing else None
        body = {"published_on": max(PUBLISHED_ON[code], last or ""), "reason": _REASON}
        await admin.post(f"{path}/publication", body)
    shown: dict[str, Any] = await admin.get(path)
    return shown


async def _standing(admin: Door, path: str) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = await admin.get(path)
    except UnexpectedAnswer as unexpected:
        if unexpected.answer.status_code != 404:
            raise
        return None
    return found


def _with_confirmation(document: dict[str, Any], standing: dict[str, Any] | None) -> dict[str, Any]:
    """The document of the file with the date that somebody has confirmed since it was written, if it is its date."""
    source = document["document"]
    known = standing["document"] if standing else {}
    if known.get("date_certainty") != "confirmed" or known["dated_as_printed"] != source.get("dated_as_printed"):
        return document
    in_force_from = known["dated"] if document["in_force_from"] == source["dated"] else document["in_force_from"]
    confirmed = {"dated": known["dated"], "date_certainty": "confirmed", "inferred_from": None}
    return document | {"document": source | confirmed, "in_force_from": in_force_from}


async def publish_plans(admin: Door) -> None:
    """Every plan with its counts and its legal status, then the sums over all."""
    shown = [await publish_plan(admin, code) for code in PUBLISHED_ON]
    counts = [each["counts"] for each in shown]
    head = ["plan 方案", "legal status", "programmes", "measures", "assignments", "duties", "targets", "systems"]
    rows = [[each["code"], each["legal_status"], *_numbers(each["counts"])] for each in shown]
    table(head, rows)
    sums: Counter[str] = Counter()
    for each in counts:
        for name, number in each.items():
            sums.update(
                {f"{name}.{part}": n for part, n in number.items()} if isinstance(number, dict) else {name: number}
            )
    say(
        f"   together: {sums['programmes']} programmes, {sums['measures']} measures, {sums['guarantees']} guarantees,"
        f" {sums['assignments.total']} assignments ({sums['assignments.lead']} lead,"
        f" {sums['assignments.cooperating']} cooperating, {sums['assignments.responsible']} responsible),"
        f" {sums['duties']} duty clauses,"
    )
    say(
        f"   {sums['targets.total']} targets ({sums['targets.number']} with a number, {sums['targets.checkable']}"
        f" checkable without one, {sums['targets.lost']} whose number the source lost; {sums['targets.deadline_lost']}"
        " deadlines lost)"
    )


def _numbers(counts: dict[str, Any]) -> list[str]:
    numbers = [counts["programmes"], counts["measures"], counts["assignments"]["total"], counts["duties"]]
    return [str(number) for number in (*numbers, counts["targets"]["total"], counts["systems"])]
