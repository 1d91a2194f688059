"""Tables of audit: copies of what the neighbours publish, assessments with their results, and the cases on them."""

from services.audit.models.base import METADATA, Base
from services.audit.models.cases import (
    Binding,
    ClauseConfirmation,
    OrderEvent,
    OrderFinding,
    RectificationOrder,
)
from services.audit.models.copies import (
    IndicatorCopy,
    OrganisationCopy,
    PlanCopy,
    PlanEndingCopy,
    ReadingCopy,
    ReviewCopy,
    SubmissionCopy,
)
from services.audit.models.evaluation import Sample, SampleMember, StatementCopy, TaskCopy, UnitAssessment
from services.audit.models.nation import (
    CountyResult,
    IndicatorNumber,
    LikenessKind,
    OrganisationNumber,
    Roll,
    SchoolResult,
    Standing,
    SubmissionPeriod,
)
from services.audit.models.results import Assessment, Finding, Result
from services.audit.models.runs import Run
from services.audit.models.standards import StandardEdition

__all__ = [
    "METADATA",
    "Assessment",
    "Base",
    "Binding",
    "ClauseConfirmation",
    "CountyResult",
    "Finding",
    "IndicatorCopy",
    "IndicatorNumber",
    "LikenessKind",
    "OrderEvent",
    "OrderFinding",
    "OrganisationCopy",
    "OrganisationNumber",
    "PlanCopy",
    "PlanEndingCopy",
    "ReadingCopy",
    "RectificationOrder",
    "Result",
    "ReviewCopy",
    "Roll",
    "Run",
    "Sample",
    "SampleMember",
    "SchoolResult",
    "StandardEdition",
    "Standing",
    "StatementCopy",
    "SubmissionCopy",
    "SubmissionPeriod",
    "TaskCopy",
    "UnitAssessment",
]
