"""Bodies of organisations, as they are posted and as they are shown."""

from datetime import date
from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field

from services.kernel.fields import Bilingual, Closed, Code, Day, Line, Reason, Shown
from services.plans.domain.membership import standing_on
from services.plans.domain.organisation import ROOT, Kind, MemberRule, Membership, Organisation, Proposal, Standing
from services.plans.domain.school_rules import stages_of
from services.plans.schemas.first_day import FirstDay
from services.plans.schemas.school_attributes import SchoolAttributes
from services.yardsticks.words import Level

_EXAMPLE: dict[str, Any] = {
    "organisations": [
        {
            "code": "example-county",
            "name": {"zh": "示例县（虚构）", "en": "Example County (fictitious)"},
            "kind": "government",
            "aliases": ["示例县"],
            "synthetic": True,
        },
        {
            "code": "example-school",
            "name": {"zh": "示例县第一小学（虚构）", "en": "Example First Primary School (fictitious)"},
            "kind": "school",
            "parent": "example-county",
            "synthetic": True,
            "attributes": {"school_kind": "primary", "stages": ["primary"], "place": "rural", "boarding": "day"},
            "opened_on": "2003-09-01",
        },
        {
            "code": "example-education",
            "name": {"zh": "示例县教育局（虚构）", "en": "Education Bureau of Example County (fictitious)"},
            "kind": "department",
            "parent": "example-county",
            "function": "education",
            "synthetic": True,
        },
        {
            "code": "example-schools",
            "name": {"zh": "各学校", "en": "All schools of Example County"},
            "kind": "collective",
            "parent": "example-county",
            "member_rule": {"below": "example-county", "kind": "school"},
            "synthetic": True,
        },
    ]
}


_NO_ATTRIBUTES = {"code", "parent", "kind", "name", "attributes"}


class Member(Closed):
    """A member of a collective; both days are included, and a missing one leaves that end open."""

    model_config = ConfigDict(extra="forbid", frozen=True, serialize_by_alias=True)

    organisation: Code
    since: Annotated[Day | None, Field(alias="from", description="the first day · 起始日")] = None
    until: Annotated[Day | None, Field(description="the last day · 最后一日")] = None


class Rule(Closed):
    """Members that follow from the tree: all of a kind below an organisation; an empty list leaves open."""

    below: Code
    kind: Kind
    levels: list[Level] = Field(default_factory=list, max_length=len(Level))
    functions: list[Code] = Field(default_factory=list, max_length=20, description="such as education · 职能")


class _Described(Closed):
    """What a caller writes about an organisation, beside its parent."""

    code: Code
    name: Bilingual
    kind: Kind
    division_code: Annotated[Line, Field(description="GB/T 2260, six digits · 六位行政区划代码")] | None = None
    function: Annotated[Code, Field(description="what a department is for · 部门职能")] | None = None
    aliases: list[Line] = Field(default_factory=list, max_length=100)
    name_lost_in_source: bool = False
    synthetic: bool = False
    opened_on: Annotated[Day, Field(description="the first day it exists · 设立之日")] | None = None
    closed_on: Annotated[Day, Field(description="the first day it exists no more · 撤销之日")] | None = None
    members: list[Member] = Field(default_factory=list, max_length=2000)
    member_rule: Rule | None = None
    attributes: SchoolAttributes = SchoolAttributes()


class OrganisationItem(_Described):
    """One organisation to create or change; without a parent it stands directly below the root."""

    parent: Code | None = None

    def proposal(self) -> Proposal:
        school = self.attributes.given()
        rule = self.member_rule
        return Proposal(
            code=self.code,
            parent=self.parent or ROOT,
            kind=self.kind.value,
            name_zh=self.name.zh,
            name_en=self.name.en,
            division_code=self.division_code,
            function=self.function,
            opened_on=self.opened_on,
            closed_on=self.closed_on,
            members=[Membership(one.organisation, one.since, one.until) for one in self.members],
            member_rule=MemberRule(rule.below, rule.kind, rule.levels, rule.functions) if rule else None,
            school=school,
            attributes=self.model_dump(mode="json", exclude_none=True, exclude=_NO_ATTRIBUTES) | school,
        )


class OrganisationsBody(Closed):
    """Organisations in any order; parents and members may stand in the same body.

    Without `on` what differs corrects the record, with it the new values hold from that day on.
    机构顺序不限；上级机构和成员可在同一请求中给出。不给 on 即更正现有记录，给出 on 则自该日起变更。
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    organisations: Annotated[list[OrganisationItem], Field(min_length=1, max_length=2000)]
    on: Annotated[FirstDay, Field(description="since when what changes holds · 变更自何日起")] | None = None
    reason: Annotated[Reason, Field(description="kept with the entry · 登记理由")] | None = None
    source: Annotated[Line, Field(description="document number or note · 文号或说明")] | None = None


class UpsertedItem(Shown):
    code: str
    outcome: Annotated[str, Field(description="created, updated or unchanged · 新建、更新或未变")]
    path: str


class UpsertReport(Shown):
    """`moved_below` counts organisations that were not in the body but moved along with one that was.

    moved_below 为未列入请求、但随上级一同移动的机构数。
    """

    created: int
    updated: int
    unchanged: int
    moved_below: int
    items: list[UpsertedItem]


class OrganisationShown(_Described, Shown):
    """An organisation with its place in the tree; stages follow from the kind of school where nobody gave them.

    机构及其在机构树中的位置；未给出学段的，按办学类型得出。
    """

    parent: str | None
    path: str
    standing: Annotated[Standing | None, Field(description="on the day asked about, else null · 所问日期的存续状态")]

    @classmethod
    def of(cls, one: Organisation, day: date | None = None) -> Self:
        return cls.model_validate(shown_form(one, day))


def shown_form(one: Organisation, day: date | None) -> dict[str, Any]:
    """The fields of `OrganisationShown`."""
    plain = dict(one.attributes)
    school = {name: plain.pop(name) for name in SchoolAttributes.model_fields if name in plain}
    return plain | {
        "code": one.code,
        "name": {"zh": one.name_zh, "en": one.name_en},
        "kind": one.kind,
        "parent": one.parent,
        "path": one.path,
        "attributes": school | {"stages": stages_of(school)},
        "standing": standing_on(one, day) if day else None,
    }
