"""Tables of metrics by subject. All of them are imported here, so that `METADATA` is whole for Alembic."""

from services.metrics.models.base import METADATA
from services.metrics.models.indicators import Collection, CollectionIndicator, DerivedVersion, Indicator, RuleVersion
from services.metrics.models.official import (
    CodeMapping,
    CodeMappingVersion,
    DifferenceSettlement,
    OfficialImport,
    OfficialTable,
    OfficialValue,
)
from services.metrics.models.readings import Correction, PeriodNumber, Publication, Reading, ReadingRemark
from services.metrics.models.reviews import PeriodLock, Review, ReviewPart
from services.metrics.models.submissions import Finding, FindingPlace, LargeBody, PartPeriod, Submission, SubmissionPart

__all__ = [
    "METADATA",
    "CodeMapping",
    "CodeMappingVersion",
    "Collection",
    "CollectionIndicator",
    "Correction",
    "DerivedVersion",
    "DifferenceSettlement",
    "Finding",
    "FindingPlace",
    "Indicator",
    "LargeBody",
    "OfficialImport",
    "OfficialTable",
    "OfficialValue",
    "PartPeriod",
    "PeriodLock",
    "PeriodNumber",
    "Publication",
    "Reading",
    "ReadingRemark",
    "Review",
    "ReviewPart",
    "RuleVersion",
    "Submission",
    "SubmissionPart",
]
