"""A plan with targets of several sorts, as the feed of plans carries it."""

from typing import Any

from tests.audit.county import County

BUREAU = {"kind": "department", "functions": ["education"], "levels": ["county"]}
SCHOOLS = {"kind": "school", "school_kinds": ["primary", "junior_secondary", "nine_year"]}


def target(code: str, yardstick: dict[str, Any] | None, **changed: Any) -> dict[str, Any]:
    """At least 90 % by the end of 2022, unless a test says otherwise."""
    standing = {
        "code": code,
        "place": f"二 {code}",
        "phase": None,
        "measure": "m1",
        "responsible_unit": None,
        "statement": {"zh": f"目标 {code}", "en": f"Target {code}"},
        "kind": "threshold",
        "comparison": ">=",
        "value": 90,
        "upper": None,
        "unit": "%",
        "population": {"zh": "全县", "en": "The county"},
        "deadline": "2022-12-31",
        "deadline_text": "2022年底",
        "deadline_certainty": "stated",
        "restates": None,
        "certainty": "number",
        "yardstick": yardstick,
        "unassessable": None,
    }
    return standing | changed


def rate(part: str = "enrolled", whole: str = "of_age") -> dict[str, Any]:
    """A share that the education bureau reports."""
    quantity = {"amount": {part: 1}, "over": {whole: 1}, "per": 100, "share": True}
    return {"period": "school_year", "population": BUREAU, "quantities": [quantity], "reach": "total"}


def every_school(item: str) -> dict[str, Any]:
    return {"period": "school_year", "population": SCHOOLS, "quantities": [{"amount": {item: 1}}], "reach": "each"}


def policy(county: County, targets: list[dict[str, Any]], **changed: Any) -> dict[str, Any]:
    """Two measures in one programme: m1 led by the education bureau, m2 by nobody."""
    assignment = {"organisation": county.at("education"), "name_in_source": "教育局", "role": "lead"}
    measures = [
        {"code": "m1", "title": words("措施一"), "place": "二1", "assignments": [assignment]},
        {"code": "m2", "title": words("措施二"), "place": "二2", "assignments": []},
    ]
    duty = {"code": "finance/1", "own_role": "responsible", "mixed": False, "place": "五 财政局 1"}
    unit = {"key": "finance", "organisation": county.at("finance"), "place": "五 财政局", "duties": [duty]}
    standing = {
        "code": f"{county.code}-policy",
        "title": words("虚构方案"),
        "jurisdiction": county.code,
        "document": {"dated": "2020-09-01", "date_certainty": "printed"},
        "legal_status": "in_force",
        "in_force_from": "2020-09-01",
        "programmes": [{"code": "p1", "title": words("工程一"), "measures": measures}],
        "measures": [],
        "units": [unit],
        "targets": targets,
        "revision": 1,
        "published_on": "2020-09-01",
    }
    return standing | changed


def words(zh: str) -> dict[str, str]:
    return {"zh": zh, "en": zh}
