"""Tables of plans by subject. All of them are imported here, so that `METADATA` is whole for Alembic."""

from services.plans.models.adoptions import Adoption
from services.plans.models.base import METADATA
from services.plans.models.imports import PlanImport, PlanImportCorrection
from services.plans.models.organisations import OrganisationEvent, OrganisationState
from services.plans.models.plans import Plan, PlanEnding, PlanRevision
from services.plans.models.published_rows import PlanAssignment, PlanDuty
from services.plans.models.statements import Statement, StatementEvent, StatementVersion
from services.plans.models.tasks import Task, TaskReport, TaskVersion

__all__ = [
    "METADATA",
    "Adoption",
    "OrganisationEvent",
    "OrganisationState",
    "Plan",
    "PlanAssignment",
    "PlanDuty",
    "PlanEnding",
    "PlanImport",
    "PlanImportCorrection",
    "PlanRevision",
    "Statement",
    "StatementEvent",
    "StatementVersion",
    "Task",
    "TaskReport",
    "TaskVersion",
]
