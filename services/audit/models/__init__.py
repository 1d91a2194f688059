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
from services.audit.models.results import Assessment, Finding, Result

__all__ = [
    "METADATA",
    "Assessment",
    "Base",
    "Binding",
    "ClauseConfirmation",
    "Finding",
    "IndicatorCopy",
    "OrderEvent",
    "OrderFinding",
    "OrganisationCopy",
    "PlanCopy",
    "PlanEndingCopy",
    "ReadingCopy",
    "RectificationOrder",
    "Result",
    "ReviewCopy",
    "Sample",
    "SampleMember",
    "StatementCopy",
    "SubmissionCopy",
    "TaskCopy",
    "UnitAssessment",
]
