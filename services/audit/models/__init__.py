"""Tables of audit: copies of what the neighbours publish, assessments with their results, and the cases on them."""

from services.audit.models.base import METADATA, Base
from services.audit.models.cases import (
    Binding,
    CaseClock,
    CaseEvidence,
    CaseFile,
    CaseGround,
    CaseStep,
    ClauseConfirmation,
    LedgerEntry,
    LedgerRow,
)
from services.audit.models.copies import (
    IndicatorCopy,
    OrganisationCopy,
    PlanCopy,
    PlanEndingCopy,
    ReviewCopy,
)
from services.audit.models.evaluation import Sample, SampleMember, StatementCopy, TaskCopy, UnitAssessment
from services.audit.models.nation import (
    CountyResult,
    LikenessKind,
    Roll,
    SchoolResult,
    Standing,
)
from services.audit.models.numbers import IndicatorNumber, OrganisationNumber, PeriodNumber
from services.audit.models.readings import Delivery, ReadingRemark, ReadingRow
from services.audit.models.results import Assessment, Finding, Result
from services.audit.models.runs import Run
from services.audit.models.standards import StandardEdition

__all__ = [
    "METADATA",
    "Assessment",
    "Base",
    "Binding",
    "CaseClock",
    "CaseEvidence",
    "CaseFile",
    "CaseGround",
    "CaseStep",
    "ClauseConfirmation",
    "CountyResult",
    "Delivery",
    "Finding",
    "IndicatorCopy",
    "IndicatorNumber",
    "LedgerEntry",
    "LedgerRow",
    "LikenessKind",
    "OrganisationCopy",
    "OrganisationNumber",
    "PeriodNumber",
    "PlanCopy",
    "PlanEndingCopy",
    "ReadingRemark",
    "ReadingRow",
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
    "TaskCopy",
    "UnitAssessment",
]
