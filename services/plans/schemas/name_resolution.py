"""Names as a document prints them, and the organisations they were read as."""

from typing import Annotated, Any, Self

from pydantic import ConfigDict, Field, StringConstraints

from services.kernel.fields import Bilingual, Closed, Code, Day, Line, Shown
from services.plans.domain.name_resolution import Found, Hint, How, Resolution

_EXAMPLE: dict[str, Any] = {"jurisdiction": "640000", "names": ["自治區民政廳", "人力資源社會保障廳"]}
Printed = Annotated[Line, StringConstraints(max_length=100)]


class NamesBody(Closed):
    """Names in the order of the document: one may take over the beginning of the one before it.

    按文件中的先后顺序给出名称；后一名称可承前省略。
    """

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    jurisdiction: Code
    names: Annotated[list[Printed], Field(min_length=1, max_length=500)]
    on: Annotated[
        Day | None, Field(description="only who existed on this day, such as the document's · 只认该日存在的机构")
    ] = None


class OrganisationNamed(Shown):
    code: str
    name: Bilingual


class ResolutionShown(Shown):
    """`label` is the name or alias of the register that was met; `candidates` are codes where several bear it.

    `hint` says that the name was given up or its bearer ended; `successors` are codes of those who followed, who may or
    may not be meant. hint 说明名称已更改或机构已不存在；successors 为承继机构，是否即所指须由人确认。
    """

    name: str
    how: Annotated[How, Field(description="原名、别名、承前省略、未找到、有多个 · how it was read")]
    organisation: OrganisationNamed | None
    found: Annotated[Found | None, Field(description="本级或上级 · in the jurisdiction or above")]
    label: str | None
    candidates: list[str]
    hint: Annotated[Hint | None, Field(description="已更名、并入、分立、撤销 · what became of the name or its bearer")]
    successors: list[str]

    @classmethod
    def of(cls, read: Resolution) -> Self:
        one = read.organisation
        return cls(
            name=read.name,
            how=read.how,
            organisation=OrganisationNamed(code=one.code, name=Bilingual(zh=one.name_zh, en=one.name_en))
            if one
            else None,
            found=read.found,
            label=read.label,
            candidates=list(read.candidates),
            hint=read.hint,
            successors=list(read.successors),
        )


class ResolutionsShown(Shown):
    """One for every name, in the order given. 每个名称一条，顺序与所给一致。"""

    items: list[ResolutionShown]
