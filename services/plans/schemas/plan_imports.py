"""Bodies of imports: the document's state, its draft, its corrections."""

from datetime import datetime
from typing import Annotated, Any

from pydantic import ConfigDict, Field

from services.kernel.fields import Bilingual, Closed, Code, Day, Line, Reason, Shown
from services.plans.domain.imported import ImportState
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.schemas.name_resolution import ResolutionShown


class ImportSummary(Shown):
    """A document that was sent. `refusal` says in a word why it cannot be read, `plan` which plan its draft became."""

    id: str
    jurisdiction: str
    media_type: str
    sha256: str
    size: int
    state: ImportState
    progress: float = Field(description="from 0 to 1 · 读取进度")
    refusal: str | None
    refusal_text: Bilingual | None
    notes: list[str] = Field(description="what the reader left out, such as macros · 读取时略去的内容")
    plan: str | None
    version: int
    recorded_at: datetime


class DraftCounts(Shown):
    """What was found in the document, and how many fields a person should look at (confidence below 0.8); `findings`
    are what may not stand in a plan.
    """

    programmes: int
    measures: int
    assignments: int
    units: int
    duties: int
    phases: int
    guarantees: int
    targets: int
    defects: int
    findings: int
    doubtful: int


class ImportShown(ImportSummary):
    """With the draft, once it is read. 读取完成后附草稿。"""

    counts: DraftCounts | None
    draft: DraftPlan | None


class NodeCorrection(Closed):
    """A JSON Merge Patch (RFC 7396) on one node: `/programmes/0/measures/2`, `/targets/7`, empty for the whole draft;
    null takes an element out of its list, `/targets/-` adds one.
    """

    node: Annotated[str, Field(max_length=300)]
    patch: Any


class CorrectionsBody(Closed):
    """Corrections of a draft, with their reason; all of them or none.

    对草稿的更正须说明理由；一次提交的更正要么全部生效，要么全部不生效。
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "reason": "The official gazette prints the year · 政府公报载明年份",
                    "corrections": [
                        {"node": "/document", "patch": {"dated": "2020-12-22"}},
                        {"node": "/title", "patch": {"en": "Plan for balanced schools"}},
                    ],
                }
            ]
        }
    )

    reason: Reason
    corrections: Annotated[list[NodeCorrection], Field(min_length=1, max_length=2_000)]


class CorrectionShown(Shown):
    """One correction; `before` is the node as it was."""

    position: int
    node: str
    patch: Any
    before: Any
    reason: str
    actor: str
    recorded_at: datetime


class NamesShown(Shown):
    """Each distinct name of the draft with its reading, and how often it stands there. 草稿中的机构名称及识别结果。"""

    items: list["NameInDraft"]


class NameInDraft(ResolutionShown):
    times: int


class SourceBlock(Shown):
    """A paragraph or a table of the document; the cells of a table carry row and column."""

    kind: Line
    text: str
    span: tuple[int, int]
    heading: int | None = None
    cells: list[dict[str, Any]] = Field(default_factory=list)


class SourceShown(Shown):
    """The document's text beside what was read from it: for every part of the draft its place and its words.

    文件原文与识别结果对照：草稿各部分在原文中的位置和原话。
    """

    id: str
    sha256: str
    media_type: str
    text: str
    blocks: list[SourceBlock]
    parts: list["PartBeside"]


class PartBeside(Shown):
    """A part of the draft (JSON pointer), its code and title, and the words of the document it was read from."""

    node: str
    code: str | None
    title: str | None
    span: tuple[int, int]
    words: str


class ToPlanBody(Closed):
    """The code of the plan that the draft becomes. 草稿所成方案的代码。"""

    model_config = ConfigDict(json_schema_extra={"examples": [{"code": "qinghe-2024"}]})

    code: Code
    in_force_from: Day | None = None


NamesShown.model_rebuild()
SourceShown.model_rebuild()
