"""A plan with its whole history, to be taken from one system to another."""

from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, PlainValidator

from services.kernel.fields import Bilingual, Closed, Code, Day, Line, Moment, Reason, Shown
from services.plans.domain.legal_standing import EndingStatus
from services.plans.domain.stored_plan import in_present_form
from services.plans.schemas.plan_document import PlanDocument
from services.plans.schemas.plan_example import PLAN_EXAMPLE

FORMAT = "dudao.plan/1"
Account = Annotated[str, Field(min_length=1, max_length=200)]


@dataclass(frozen=True)
class KeptDocument:
    """A document as it was published, byte for byte, and as it is read today."""

    kept: dict[str, Any]
    plan: PlanDocument


def _kept(value: Any) -> KeptDocument:
    """Read in the form of today; one that has not even the shape of a plan is refused as it stands."""
    try:
        present = in_present_form(value)
    except (AttributeError, KeyError, TypeError, ValueError):
        present = value
    plan = PlanDocument.model_validate(present)
    return KeptDocument(value, plan)


class PackagedRevision(Closed):
    """A revision as it was published, when, why, and by whose account there."""

    revision: Annotated[int, Field(ge=1, le=2**31 - 1)]
    published_on: Day
    reason: Reason
    published_by: Account
    recorded_at: Moment
    document: Annotated[KeptDocument, PlainValidator(_kept, json_schema_input_type=PlanDocument)]


class PackagedEnding(Closed):
    """How the plan was superseded or withdrawn there."""

    status: EndingStatus
    takes_effect_on: Day
    superseded_by: Code | None
    reason: Reason
    recorded_by: Account
    recorded_at: Moment


class PackagedConfirmation(Closed):
    """The revision by which a person confirmed the date of the document."""

    revision: int
    dated: Day
    confirmed_on: Day
    reason: Reason


class PackagedOrganisation(Closed):
    """An organisation that the plan names, so that a missing one can be asked for by name."""

    code: Code
    name: Bilingual
    kind: Line
    division_code: Line | None
    path: Annotated[list[Code], Field(max_length=20)]


_EXAMPLE: dict[str, Any] = {
    "format": FORMAT,
    "code": PLAN_EXAMPLE["code"],
    "revisions": [
        {
            "revision": 1,
            "published_on": "2021-09-01",
            "reason": "Issued by the county government · 县政府印发",
            "published_by": "account-of-the-other-system",
            "recorded_at": "2021-09-01T08:00:00Z",
            "document": PLAN_EXAMPLE,
        }
    ],
    "organisations": [
        {
            "code": "000000",
            "name": {"zh": "全国", "en": "Nationwide"},
            "kind": "government",
            "division_code": "000000",
            "path": ["000000"],
        }
    ],
}


class PlanPackage(Closed):
    """Every published revision, the end of the plan, and the organisations it names. Drafts stay where they are.

    方案包：全部已发布修订版、终止记录及所涉机构名称，不含草稿。
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    format: Literal["dudao.plan/1"]
    code: Code
    revisions: Annotated[list[PackagedRevision], Field(min_length=1, max_length=1000)]
    ending: PackagedEnding | None = None
    date_confirmations: list[PackagedConfirmation] = Field(default_factory=list, max_length=1000)
    organisations: list[PackagedOrganisation] = Field(default_factory=list, max_length=5000)


class RevisionPackaged(Shown):
    """A revision; its document is exactly as it was published."""

    revision: int
    published_on: Day
    reason: str
    published_by: str
    recorded_at: Moment
    document: dict[str, Any]


class PackageShown(Shown):
    """What another system takes in as it is. 可原样导入另一系统的方案包。"""

    format: str
    code: str
    revisions: list[RevisionPackaged]
    ending: PackagedEnding | None
    date_confirmations: list[PackagedConfirmation]
    organisations: list[PackagedOrganisation]


class PackageTaken(Shown):
    """What became of a package; `unchanged`: the same plan was here already."""

    code: str
    revisions: int
    version: int
    unchanged: bool
