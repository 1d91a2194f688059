"""Parts of a plan in draft: as in the plan, with gaps, and with what each field was read from."""

from typing import Annotated

from pydantic import AfterValidator, Field

from services.kernel.fields import Bilingual, Closed, Code, Day, Line, Number
from services.plans.domain.words import AssignmentRole, Certainty, DeadlineCertainty, OwnRole, TargetKind
from services.plans.schemas.plan_targets import Measuring
from services.plans.schemas.plan_units import ClauseCode
from services.yardsticks.words import Comparison, Unassessable


class Words(Closed):
    """A text in Chinese and, once somebody has translated it, in English. 中文与英文，英文可待译。"""

    zh: Line
    en: Line | None = None


def _in_order(span: tuple[int, int] | None) -> tuple[int, int] | None:
    if span is not None and not 0 <= span[0] <= span[1]:
        raise ValueError("from and before which character, both from 0, the first no later than the second")
    return span


Place = Annotated[
    tuple[int, int] | None,
    AfterValidator(_in_order),
    Field(description="from and before which character of the document's text · 在文件文本中的起止位置"),
]


class FieldRead(Closed):
    """Where a field was read, how sure that is (1 printed so, 0.9 by rule, 0.8 inherited, 0.6 assumed, 0.3 doubtful),
    and by which rule; `corrected` is the rule of what a person has put there.
    """

    span: Place = None
    confidence: float = Field(ge=0, le=1)
    rule: Line


class Part(Closed):
    """What every part says about its origin."""

    span: Place = None
    read: dict[str, FieldRead] = Field(default_factory=dict, max_length=40, description="by field · 按字段")


class DraftPhase(Part):
    code: Code
    title: Words
    starts_on: Day | None = None
    ends_on: Day | None = None
    place: Line


class DraftAssignment(Part):
    """`organisation` is left to the register unless somebody names it. 机构代码可不填，由机构名称识别。"""

    name_in_source: Line
    role: AssignmentRole
    organisation: Code | None = None


class DraftMeasure(Part):
    code: Code
    title: Words
    summary: Words
    place: Line
    assignments: list[DraftAssignment] = Field(default_factory=list, max_length=200)
    open_ended_roles: list[AssignmentRole] = Field(default_factory=list, max_length=3)


class DraftProgramme(Part):
    code: Code
    title: Words
    place: Line
    measures: list[DraftMeasure] = Field(default_factory=list, max_length=500)


class DraftGuarantee(Part):
    code: Code
    title: Words
    place: Line


class DraftDuty(Part):
    code: ClauseCode
    summary: Words
    own_role: OwnRole
    mixed: bool = False
    partners: list[Line] = Field(default_factory=list, max_length=100)
    unnamed_partners: bool = False
    place: Line


class DraftUnit(Part):
    """`name_in_source` is null where the document has lost it; then somebody must name the organisation."""

    key: Code
    name_in_source: Line | None
    organisation: Code | None = None
    name_lost_in_source: bool = False
    place: Line
    duties: list[DraftDuty] = Field(default_factory=list, max_length=500)


class DraftTarget(Part):
    """`condition` is the clause that says of whom it is asked, such as 3000人以上规模的小区, as printed."""

    code: Code
    place: Line
    phase: Code | None = None
    measure: Code | None = None
    responsible_unit: Code | None = None
    statement: Words
    kind: TargetKind
    comparison: Comparison | None = None
    value: Number | None = None
    upper: Number | None = None
    unit: Line | None = None
    population: Words | None = None
    condition: Line | None = None
    deadline: Day | None = None
    deadline_text: Line | None = None
    deadline_certainty: DeadlineCertainty = DeadlineCertainty.NONE
    restates: Code | None = None
    certainty: Certainty
    yardstick: Measuring = None
    unassessable: Unassessable | None = None


class StatedRule(Part):
    """A rule that the document states once, such as first_is_lead. 文件中一次写明、通用于全文的规则。"""

    rule: Line


class DraftDefect(Part):
    """Something damaged or lost in the document; flagged, never repaired. 原文残缺处，只标出，不代为修补。"""

    code: Line
    text: str = Field(max_length=2_000)
    what: Words


class GroundCited(Closed):
    """What rules something out, and where it says so. 依据的文件和条款。"""

    code: Code
    title: Bilingual
    document_number: Line
    clause: Line
    in_force_from: Day
    confidence: Line


class DraftFinding(Closed):
    """What may not stand in a plan: a target that is forbidden. `node` is what to correct before the draft can become a
    plan; it is null where the words stand only in the document. Found anew after every correction.

    不得写入方案的内容（禁止设定的目标）。node 为须更正之处；仅见于原文而未进入草稿的为空。每次更正后重新查找。
    """

    code: Line
    node: Line | None
    span: Place = None
    text: Line
    what: Bilingual
    ground: GroundCited
