"""Tasks and statements as the feed of plans carries them."""

from typing import Any

from tests.audit.county import County
from tests.audit.feeds import PLANS
from tests.audit.policy import words


def version(county: County, **changed: Any) -> dict[str, Any]:
    """For the measure m1, owned by the education bureau, two steps and one proof due in autumn 2022."""
    standing = {
        "version": 1,
        "title": words("虚构任务"),
        "measure": "m1",
        "duty": None,
        "target": None,
        "owner": county.at("education"),
        "jurisdiction": None,
        "starts_on": "2022-03-01",
        "due_on": "2022-10-31",
        "milestones": [
            {"code": "a", "title": words("节点一"), "due_on": "2022-06-30"},
            {"code": "b", "title": words("节点二"), "due_on": "2022-10-31"},
        ],
        "evidence": [{"code": "e", "what": "验收单"}],
        "depends_on": [],
        "withdrawn": False,
        "decided_on": "2022-02-01",
        "reason": "测试",
        "decided_by": "acc_1",
    }
    return standing | changed


def report(number: int, as_of: str, *done: str, proven: bool = False, replaces: int | None = None) -> dict[str, Any]:
    proof = {"title": "验收单", "proves": "e", "sha256": None, "reference": "虚构档1", "collected_on": as_of}
    return {
        "number": number,
        "as_of": as_of,
        "milestones": [{"milestone": code, "percent": None, "done": True} for code in done],
        "evidence": [proof] if proven else [],
        "replaces": replaces,
        "reason": "月报",
        "organisation": "whoever",
        "reported_by": "acc_2",
    }


def tell_task(
    county: County, code: str, *reports: dict[str, Any], plan: str | None = None, versions: Any = None
) -> None:
    body = {
        "plan": plan or f"{county.code}-policy",
        "versions": versions or [version(county)],
        "reports": list(reports),
    }
    county.feeds.publish(PLANS, "task", f"{county.code}-{code}", body)


def tell_statement(county: County, unit: str, *acts: tuple[str, str]) -> None:
    """Of the unit for 2022, naming its part in m1 and the target T01; `acts` with their days."""
    body = {
        "id": f"sta_{county.code}_{unit}",
        "plan": f"{county.code}-policy",
        "organisation": county.at(unit),
        "year": 2022,
        "content": {
            "assignments": [{"line": "assignment/m1/lead", "measure": "m1"}],
            "duties": [],
            "targets": [{"line": "target/T01", "code": "T01"}],
        },
        "events": [{"act": act, "happened_on": day} for act, day in acts],
    }
    county.feeds.publish(PLANS, "statement", str(body["id"]), body)
