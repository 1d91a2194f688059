"""Bodies of organisations, as they are posted and as they are shown."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints

from services.kernel.fields import Bilingual, Closed, Code, Line, Shown
from services.plans.domain.organisation import ROOT, Kind, Organisation, Proposal, SchoolKind, Stage, Surroundings

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
            "attributes": {"school_kind": "primary", "stages": ["primary"], "place": "rural", "boarding": False},
        },
    ]
}


class SchoolAttributes(Closed):
    """What only a school has; `school_code` is the ten-digit code of the school register."""

    school_kind: SchoolKind | None = None
    stages: Annotated[list[Stage], Field(max_length=len(Stage))] | None = None
    place: Surroundings | None = None
    boarding: bool | None = None
    school_code: Annotated[str, StringConstraints(pattern=r"^[0-9]{10}$")] | None = None

    def given(self) -> dict[str, Any]:
        return self.model_dump(mode="json", exclude_none=True)


class _Described(Closed):
    """What a caller writes about an organisation, beside its parent."""

    code: Code
    name: Bilingual
    kind: Kind
    division_code: Annotated[Line, Field(description="GB/T 2260, six digits · 六位行政区划代码")] | None = None
    aliases: list[Line] = Field(default_factory=list, max_length=100)
    name_lost_in_source: bool = False
    synthetic: bool = False
    members: list[Code] = Field(default_factory=list, max_length=2000)
    attributes: SchoolAttributes = SchoolAttributes()


class OrganisationItem(_Described):
    """One organisation to create or change; without a parent it stands directly below the root."""

    parent: Code | None = None

    def proposal(self) -> Proposal:
        school = self.attributes.given()
        plain = self.model_dump(
            mode="json", include={"aliases", "division_code", "name_lost_in_source", "synthetic", "members"}
        )
        attributes = {name: value for name, value in plain.items() if value is not None} | school
        return Proposal(
            code=self.code,
            parent=self.parent or ROOT,
            kind=self.kind.value,
            name_zh=self.name.zh,
            name_en=self.name.en,
            division_code=self.division_code,
            members=self.members,
            school=school,
            attributes=attributes,
        )


class OrganisationsBody(Closed):
    """Organisations in any order; parents and members may stand in the same body."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    organisations: Annotated[list[OrganisationItem], Field(min_length=1, max_length=2000)]


class UpsertedItem(Shown):
    code: str
    outcome: Annotated[str, Field(description="created, updated or unchanged · 新建、更新或未变")]
    path: str


class UpsertReport(Shown):
    """`moved_below` counts organisations that were not in the body but moved along with one that was."""

    created: int
    updated: int
    unchanged: int
    moved_below: int
    items: list[UpsertedItem]


class OrganisationShown(_Described, Shown):
    """An organisation with its place in the tree."""

    parent: str | None
    path: str

    @classmethod
    def of(cls, one: Organisation) -> Self:
        plain = dict(one.attributes)
        school = {name: plain.pop(name) for name in SchoolAttributes.model_fields if name in plain}
        name = {"zh": one.name_zh, "en": one.name_en}
        return cls.model_validate(
            plain
            | {"code": one.code, "name": name, "kind": one.kind, "parent": one.parent, "path": one.path}
            | {"attributes": school}
        )
