"""A client's own codes, as they are given and shown."""

from typing import Annotated

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from services.kernel.fields import Closed, Code, Shown
from services.metrics.domain.own_codes import MappedKind

_EXAMPLE: JsonDict = {
    "mappings": [
        {"kind": "organisation", "own_code": "SCH-0001", "code": "640221-s001"},
        {"kind": "indicator", "own_code": "dmt_js", "code": "multimedia_rooms"},
    ]
}


def _storable(text: str) -> str:
    if "\0" in text:
        raise ValueError("text must not contain NUL")
    return text


OwnCode = Annotated[
    str, StringConstraints(min_length=1, max_length=200, strip_whitespace=True), AfterValidator(_storable)
]


class MappingGiven(Closed):
    kind: MappedKind
    own_code: OwnCode = Field(description="as your system writes it · 贵方系统使用的代码")
    code: Code | None = Field(description="of this system; null removes the mapping · 本系统代码；null 表示删除该对照")


class MappingsGiven(Closed):
    """What is named here is written, changed or removed; what is not named stays."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE]})

    mappings: Annotated[list[MappingGiven], Field(min_length=1, max_length=10_000)]


class MappingShown(Shown):
    kind: MappedKind
    own_code: str
    code: str


class MappingsReport(Shown):
    created: int
    updated: int
    unchanged: int = Field(description="stood so before, or was to be removed and was not there · 与原有一致")
    removed: int
