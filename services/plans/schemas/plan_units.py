"""Who a plan makes responsible: units with duty clauses, the leading group, who supervises."""

from typing import Annotated

from pydantic import Field, StringConstraints

from services.kernel.fields import Bilingual, Closed, Code, Line
from services.plans.domain.words import OwnRole

ClauseCode = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._/-]{0,119}$")]


class Duty(Closed):
    """One duty clause; `partners` are written as in the source, `unnamed_partners` marks 有关部门."""

    code: ClauseCode
    summary: Bilingual
    own_role: OwnRole
    mixed: bool = False
    partners: list[Line] = Field(default_factory=list, max_length=100)
    unnamed_partners: bool = False
    place: Line


class Unit(Closed):
    """A unit with its duties; `name_in_source` is null where the name is lost."""

    key: Code
    organisation: Code
    name_in_source: Line | None
    name_lost_in_source: bool = False
    place: Line
    duties: Annotated[list[Duty], Field(max_length=500)]


class LeadingGroup(Closed):
    """领导小组: posts, never persons.

    `office_at` and `members` are keys of units; a plan that lists no units names organisations instead.
    """

    name: Bilingual | None = None
    office_at: Code | None = None
    office_organisation: Code | None = None
    head_post: Bilingual | None = None
    deputy_post: Bilingual | None = None
    members: list[Code] = Field(default_factory=list, max_length=200, description="keys of units · 单位键")
    member_organisations: list[Code] = Field(
        default_factory=list, max_length=200, description="codes of organisations · 机构代码"
    )
    member_townships: bool = False
    place: Line


class Supervising(Closed):
    """督办: a unit that watches over the plan."""

    organisation: Code
    name_in_source: Line | None = None
    place: Line
