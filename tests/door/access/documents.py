"""The bodies that the ground and the recipes post. Everything in them is fictitious."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from services.access.policy import Relation
from tests.door.access.tree import office
from tests.door.conftest import PASSWORD
from tests.door.reporting import PERIOD, STANDARD
from tests.door.test_scoring import whole

NEXT_PERIOD = "2022-2023"
NOTHING_BUT_PUPILS = {name: 100 if name == "pupils.primary" else 0 for name in whole(100)}
"""A school of a hundred pupils that misses all seven lines."""
CRITERION = dict(zip(Relation, ("R1", "R2", "R3", "R4", "R5"), strict=True))
"""The criterion that the town's plan binds to the school in each relation."""
FIRST, SECOND = "R1", "R2"
PUBLICATION = {"published_on": "2020-01-10", "reason": "A test needs it."}
CONFIRMATION = {"dated": "2019-01-02", "confirmed_on": "2020-02-01", "reason": "A test needs it."}
WITHDRAWAL = {"takes_effect_on": "2030-01-01", "reason": "A test needs it."}
MEASURE, TARGET = "m1", "T01"
AS_OF = "2021-10-31"
NEXT_TITLE = {"zh": "虚构方案（修订）", "en": "Fictitious plan, revised"}


def published(jurisdiction: str) -> str:
    return f"plan-{jurisdiction}"


def unpublished(jurisdiction: str) -> str:
    return f"draft-{jurisdiction}"


def undated(jurisdiction: str) -> str:
    """A plan published with a date that was only inferred."""
    return f"undated-{jurisdiction}"


def duty_of(unit: str) -> str:
    return f"{unit}/1"


def standing(organisation: str) -> str:
    """The code of a collection that exists before the matrix."""
    return f"c-{organisation}"


COUNTED = "pupils.primary"


def official(organisation: str) -> str:
    """The code of a table of official statistics that exists before the matrix."""
    return f"t-{organisation}"


def official_table(organisation: str) -> dict[str, Any]:
    return {
        "title": {"zh": "虚构统计表", "en": "Fictitious table"},
        "organisation": organisation,
        "period": PERIOD,
        "key": {"heading": "code", "holds": "code"},
        "values": [{"heading": "pupils", "indicator": COUNTED}],
    }


def official_file(organisation: str) -> str:
    return f"code,pupils\n{organisation},987654\n"


def account(username: str, organisation: str) -> dict[str, Any]:
    grants = [{"role": "auditor", "organisation": organisation}]
    return {"username": username, "name": "Test person", "password": PASSWORD, "grants": grants}


def plan(code: str, jurisdiction: str, units: Sequence[str]) -> dict[str, Any]:
    """In force since 2019; every unit has one duty and is responsible for the one measure, which has one target."""
    return {
        "code": code,
        "title": {"zh": "虚构方案", "en": "Fictitious plan"},
        "jurisdiction": jurisdiction,
        "issued_by": None,
        "document": {"number": None, "dated": "2019-01-01"},
        "legal_status": "in_force",
        "in_force_from": "2019-01-01",
        "measures": [
            {
                "code": MEASURE,
                "title": {"zh": "虚构措施", "en": "A fictitious measure"},
                "summary": {"zh": "虚构内容", "en": "What is fictitious about it"},
                "place": "一",
                "assignments": [{"organisation": unit, "role": "responsible"} for unit in units],
            }
        ],
        "targets": [_target()],
        "units": [
            {
                "key": f"unit-{number}",
                "organisation": unit,
                "name_in_source": "虚构单位",
                "place": f"{number}",
                "duties": [
                    {
                        "code": duty_of(unit),
                        "summary": {"zh": "虚构职责", "en": "A fictitious duty"},
                        "own_role": "responsible",
                        "place": f"{number}(1)",
                    }
                ],
            }
            for number, unit in enumerate(units, start=1)
        ],
    }


def policy_text(mark: str) -> str:
    """A document that names nobody, so that it can become a plan anywhere."""
    return (
        f"青禾县阅读提升行动方案（虚构 {mark}）\n青政办发〔2024〕5号\n一、重点任务\n（一）建设书屋。办好书屋。\n"
        "二、保障措施\n（一）加强领导。各负其责。\n2024年3月5日\n"
    )


def imported(jurisdiction: str) -> str:
    """A plan that was read from a document."""
    return f"imported-{jurisdiction}"


TRANSLATED = {"reason": "A test needs it.", "corrections": [{"node": "/title", "patch": {"en": "A plan to read"}}]}


def stated(jurisdiction: str) -> str:
    """A plan whose one unit is the organisation it is for."""
    return f"stated-{jurisdiction}"


DRAWN, ISSUED, CONTESTED = 2021, 2022, 2023
"""The years whose statements are left in these states."""
LATER = "2023-06-01"
LINE = f"assignment/{MEASURE}/responsible"


def statement(unit: str, year: int) -> dict[str, Any]:
    names = {"plan": stated(unit), "organisation": unit, "issued_by": office(unit)}
    return {**names, "year": year, "drawn_on": "2021-01-10", "reason": "A test needs it."}


def act(**more: Any) -> dict[str, Any]:
    return {"reason": "A test needs it.", **more}


def package(code: str, jurisdiction: str) -> dict[str, Any]:
    """A plan that another system published once."""
    published_there = {"revision": 1, **PUBLICATION, "published_by": "somebody", "recorded_at": "2020-01-10T08:00:00Z"}
    revision = {**published_there, "document": plan(code, jurisdiction, [])}
    return {"format": "dudao.plan/1", "code": code, "revisions": [revision]}


def _target() -> dict[str, Any]:
    """A multimedia room in every primary school; those of the ground have none."""
    return {
        "code": TARGET,
        "place": "一",
        "measure": MEASURE,
        "statement": {"zh": "虚构目标", "en": "A fictitious target"},
        "kind": "threshold",
        "comparison": ">=",
        "value": 1,
        "unit": "间",
        "population": {"zh": "每所小学", "en": "Each primary school"},
        "deadline": "2025-12-31",
        "deadline_text": "2025年",
        "certainty": "number",
        "yardstick": {
            "period": "school_year",
            "population": {"kind": "school", "school_kinds": ["primary"]},
            "quantities": [{"amount": {"multimedia_rooms": 1}}],
            "reach": "each",
        },
    }


def plan_of_inferred_date(code: str, jurisdiction: str) -> dict[str, Any]:
    reason = {"zh": "首页未印年份（虚构）", "en": "The first page prints no year (fictitious)"}
    document = {"number": None, "dated": "2019-01-01", "date_certainty": "inferred", "inferred_from": reason}
    return {**plan(code, jurisdiction, []), "document": document}


def collection(organisation: str, period: str = PERIOD, *, opens: int = 2021) -> dict[str, Any]:
    """Open; one that opens far in the future owes nothing yet, so it disturbs no list."""
    return {
        "title": {"zh": "填报（测试）", "en": "Collection (test)"},
        "organisation": organisation,
        "period": period,
        "indicators": sorted(NOTHING_BUT_PUPILS),
        "opens_on": f"{opens}-09-01",
        "due_on": f"{opens}-10-15",
        "status": "open",
    }


def tally(town: str) -> str:
    """An item that nobody else is asked for."""
    return f"{town}.tally"


def few(town: str) -> str:
    """A sensitive item that nobody is asked for."""
    return f"{town}.few"


def doubled(town: str) -> str:
    """Derived from the tally."""
    return f"{town}.doubled"


def too_low(town: str) -> str:
    """A rule of the tally."""
    return f"{town}.too_low"


_TITLE = {"zh": "虚构", "en": "Fictitious"}
_SINCE = {"valid_from": PERIOD, "reference": {"document": "填报须知（虚构）", "clause": "第一条"}}


def tally_item(town: str) -> dict[str, Any]:
    return {
        "code": tally(town),
        "title": _TITLE,
        "unit": "间",
        "value_type": "integer",
        "not_negative": True,
        "period": "school_year",
        "reported_by": {"kind": "school"},
        "population": _TITLE,
    }


def derived_from_tally(town: str, formula: str) -> dict[str, Any]:
    meaning = {"unit": "间", "period": "school_year", "population": {"kind": "school"}}
    return {"code": doubled(town), "title": _TITLE, "formula": formula, **meaning, **_SINCE}


def rule_of_tally(town: str) -> dict[str, Any]:
    return {
        "code": too_low(town),
        "severity": "warning",
        "title": _TITLE,
        "what_to_do": _TITLE,
        "action_owner": "school",
        "population": {"kind": "school"},
        "test": {"kind": "range", "item": tally(town), "bounds": [{"min": 5}]},
        **_SINCE,
    }


def readings(schools: Iterable[str], period: str, indicators: Mapping[str, int]) -> dict[str, Any]:
    rows = [
        {"organisation": code, "indicator": indicator, "period": period, "value": value}
        for code in schools
        for indicator, value in indicators.items()
    ]
    return {"readings": rows}


def assessment(organisation: str, plan_: str) -> dict[str, Any]:
    place = {"organisation": organisation, "period": PERIOD, "as_of": AS_OF}
    return {"standard": STANDARD, "plan": plan_, **place}


def assessment_of_targets(organisation: str) -> dict[str, Any]:
    return {"plan": published(organisation), "organisation": organisation, "as_of": AS_OF}


def sample(organisation: str) -> dict[str, Any]:
    """A tenth of the schools there, at least one a stratum."""
    names = {"organisation": organisation, "purpose": "monitoring", "share": 0.1, "seed": "fictitious"}
    return {**names, "drawn_on": AS_OF, "reason": "A test needs it."}


def unit_assessment(unit: str) -> dict[str, Any]:
    return {"unit": unit, "since": "2021-01-01", "as_of": AS_OF}


def binding(plan_: str, criterion: str, unit: str) -> dict[str, Any]:
    place = {"plan": plan_, "standard": STANDARD, "criterion": criterion, "unit": unit, "duty": duty_of(unit)}
    return {**place, "role": "responsible", "reason": "A test needs it."}


STANDARD_PUBLISHED = {"in_force_from": "2026-09-01", "published_on": "2026-09-01", "reason": "A test needs it."}


def drafted(town: str) -> str:
    """The code of a standard that is drafted and never published."""
    return f"drafted-{town}"


def standard(code: str) -> dict[str, Any]:
    """One item that asks every primary school for a charter."""
    title = {"zh": "虚构标准", "en": "Fictitious standard"}
    ground = {"clause": "第一条", "source": "own", "confidence": "verified"}
    yardstick = {
        "period": "school_year",
        "population": {"kind": "school", "school_kinds": ["primary"]},
        "reach": "each",
        "quantities": [{"amount": {"school_charter": 1}}],
    }
    condition = {"code": "Q1.1", "title": title, "yardstick": yardstick, "comparison": "yes"}
    return {
        "code": code,
        "version": "1",
        "title": title,
        "authority": title,
        "document_number": "虚构〔2026〕1号",
        "in_force_from": {"date": "2026-09-01", "source": "own", "confidence": "verified"},
        "sources": {"own": "Its own text."},
        "doubts": [],
        "borderline_margin": {"share": 0.02, "source": "own"},
        "indicators": 1,
        "quality": [{"code": "Q1", "number": 1, **ground, "title": title, "conditions": [condition]}],
    }


def order(finding: str, unit: str) -> dict[str, Any]:
    return {
        "findings": [finding],
        "unit": unit,
        "demand": "把缺口补齐（测试） · Fill the gap (test)",
        "due_on": "2022-08-31",
        "hearing_until": "2021-11-25",
        "proposed_on": "2021-11-10",
        "reason": "A test needs it.",
    }


CONFIRMED = {"step": "confirmed", "text": "A test needs it.", "on": "2021-12-01"}
DROPPED = {"step": "dropped", "text": "A test needs it.", "on": "2021-12-01"}
ACCEPTED = {"step": "accepted", "text": "已在办理（测试） · In hand (test)", "on": "2021-12-05"}
EXTENSION = {"kind": "extension", "text": "A test needs it.", "on": "2021-12-05", "until": "2022-12-31"}


PROOF = b"%PDF-synthetic"
PROOF_SHA256 = hashlib.sha256(PROOF).hexdigest()


def appraisal(unit: str, assessment_: str) -> dict[str, Any]:
    return {
        "unit": unit,
        "year": int(AS_OF[:4]),
        "assessment": assessment_,
        "authority": "A test's",
        "grades": [{"code": "all", "title": "全部", "at_least": 0}],
        "hearing_until": "2022-01-20",
        "text": "A test needs it.",
        "on": "2022-01-10",
    }


APPROVED = {"step": "approved", "text": "A test needs it.", "on": "2022-01-20"}


def inspection_list(organisation: str, year: int) -> dict[str, Any]:
    entry = {"code": "visit", "title": "测试", "inspects": organisation, "most_schools": 1}
    return {
        "organisation": organisation,
        "year": year,
        "entries": [entry],
        "text": "A test needs it.",
        "on": "2022-01-10",
    }


def inspection(list_: str, school: str, team: Sequence[str]) -> dict[str, Any]:
    return {
        "inspection_list": list_,
        "entry": "visit",
        "schools": [school],
        "team": list(team),
        "from_day": "2022-04-11",
        "until_day": "2022-04-12",
        "text": "A test needs it.",
        "on": "2022-03-20",
    }


def ledger_entry(assessment_: str) -> dict[str, Any]:
    return {"assessment": assessment_, "on": "2021-11-01"}


def escalated(liable: str) -> dict[str, Any]:
    return {"step": "escalated", "text": "A test needs it.", "on": "2022-09-05", "jointly_liable": liable}


def outcome(order_: str, unit: str) -> dict[str, Any]:
    """Of an order that was not carried out in time."""
    return {
        "cases": [order_],
        "unit": unit,
        "subject": "unit",
        "trigger": "duty_not_fulfilled",
        "supervision_ended_on": "2022-09-01",
        "text": "A test needs it.",
        "on": "2022-09-05",
    }


def task_of(owner: str) -> str:
    """The code of a task that exists before the matrix."""
    return f"task-{owner}"


def task(owner: str) -> dict[str, Any]:
    """For the one measure of the owner's own plan."""
    return {
        "title": {"zh": "虚构任务", "en": "A fictitious task"},
        "plan": published(owner),
        "measure": MEASURE,
        "owner": owner,
        "starts_on": "2021-09-01",
        "due_on": "2021-12-31",
        "milestones": [{"code": "s1", "title": {"zh": "虚构节点", "en": "A step"}, "due_on": "2021-12-31"}],
        "decided_on": "2021-09-01",
        "reason": "A test needs it.",
    }


REPORT = {
    "as_of": "2021-10-01",
    "milestones": [{"milestone": "s1", "percent": 40}],
    "text": "虚构进展（测试） · Fictitious progress (test)",
    "reason": "A test needs it.",
}
ADOPTION = {"measures": [MEASURE], "decided_on": "2021-09-01", "reason": "A test needs it."}
NO_LONGER = {"decided_on": "2021-10-01", "reason": "A test needs it."}
