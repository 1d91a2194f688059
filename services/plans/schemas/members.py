"""Whom an organisation means on a day, as it is shown."""

from typing import Annotated

from pydantic import Field

from services.kernel.paging import Page
from services.plans.domain.membership import MeantBy
from services.plans.schemas.organisations import OrganisationShown


class MembersShown(Page[OrganisationShown]):
    """`by` says how they were found; of an `unstated` collective nobody has recorded whom it means.

    by 说明成员如何得出；unstated 表示尚无人登记该集合机构包括哪些成员。
    """

    by: Annotated[MeantBy, Field(description="itself, members, rule or unstated · 自身、成员名单、规则或未说明")]
