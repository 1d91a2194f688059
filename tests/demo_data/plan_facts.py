"""Planted facts for the targets of a plan file, measured as the audit measures a published plan."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from services.audit.domain.measured import Datum, Facts, Organisation
from services.audit.domain.plan_targets import effective_from, targets_of
from services.audit.domain.target_assessment import assess_target
from services.plans.schemas.plan_document import PlanDocument
from tests.demo_data.plan_checks import exact

Reported = Mapping[tuple[str, str, str], int | str | None]
"""(organisation, item, period) → a number, or None where it is said to be unknown."""


def school(code: str, kind: str = "primary", place: str = "urban") -> Organisation:
    return Organisation(code, "school", {"school_kind": kind, "place": place})


def department(division_code: str, function: str) -> Organisation:
    attributes = {"division_code": division_code, "function": function}
    return Organisation(f"{division_code}-{function}", "department", attributes)


def government(division_code: str) -> Organisation:
    return Organisation(division_code, "government", {"division_code": division_code})


def verdict(plan: Mapping[str, Any], code: str, among: list[Organisation], said: Reported, as_of: str) -> str:
    """The verdict on one target, in a word."""
    document = PlanDocument.model_validate(exact(plan)).model_dump(mode="json")
    (target,) = [each for each in targets_of(document) if each.rule.code == code]
    values = {Datum(*key): None if value is None else Fraction(value) for key, value in said.items()}
    facts = Facts({one.code: one for one in among}, values)
    day = date.fromisoformat(as_of)
    found = assess_target(target.rule, facts, day, effective_from(document) or day)
    return found.verdict.value
