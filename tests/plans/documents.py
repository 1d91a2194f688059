"""Plan documents for tests."""

import copy
import json
from typing import Any

from services.kernel import strict_json
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_example import PLAN_EXAMPLE
from tests.demo_data import files

UNASKED = {"ending": None, "standing": None}
"""What the state of a plan says that has not ended, where no day was asked about."""


def document(code: str, organisation: str, **changes: Any) -> dict[str, Any]:
    """The example of the documentation under another code, moved to `organisation`."""
    plan = copy.deepcopy(PLAN_EXAMPLE) | {"code": code, "jurisdiction": organisation, "issued_by": organisation}
    plan["units"][0]["organisation"] = organisation
    plan["programmes"][0]["measures"][0]["assignments"][0]["organisation"] = organisation
    return plan | changes


def read(plan: dict[str, Any]) -> PlanDocument:
    """The document as the door reads it, with exact decimals."""
    return PlanDocument.model_validate(strict_json.loads(json.dumps(plan).encode()))


def pingluo() -> dict[str, Any]:
    """Pingluo's plan of 2019 from the demonstration, for the test to change."""
    return copy.deepcopy(files.plan("pingluo-2019"))
