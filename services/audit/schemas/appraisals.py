"""Bodies of appraisals of units."""

from fractions import Fraction
from typing import Annotated

from pydantic import ConfigDict, Field

from services.audit.domain.appraising import Condition, Consequence, GradeLine
from services.audit.schemas.common import example
from services.audit.use_cases.appraise import WantedAppraisal
from services.kernel.fields import Closed, Code, Day, Line, Number, Passage


class GradeGiven(Closed):
    """Reached by a share of at least so much of what the unit leads; the last grade by 0."""

    code: Code
    title: Line
    at_least: Annotated[Number, Field(ge=0, le=1)]


class ConsequenceGiven(Closed):
    """Where it happened so often in the year: one grade lower, or with `not_above` no grade above that one."""

    condition: Condition
    at_least: Annotated[int, Field(ge=1, le=1_000)] = 1
    not_above: Code | None = None


class AppraisalGiven(Closed):
    """A unit, by an assessment of it as of a day of the year, under the rules of the jurisdiction. Grades from the
    best."""

    unit: Code
    year: Annotated[int, Field(ge=2000, le=2200)]
    assessment: Code
    authority: Line
    grades: Annotated[list[GradeGiven], Field(min_length=1, max_length=20)]
    consequences: Annotated[list[ConsequenceGiven], Field(max_length=20, default_factory=list)]
    hearing_until: Day
    text: Passage
    on: Day

    model_config = ConfigDict(
        json_schema_extra=example(
            {
                "unit": "640221-finance",
                "year": 2022,
                "assessment": "uas_0123456789abcdef",
                "authority": "县效能目标管理考核办法 · The county's rules of appraisal",
                "grades": [
                    {"code": "excellent", "title": "优秀", "at_least": 0.9},
                    {"code": "good", "title": "良好", "at_least": 0.8},
                    {"code": "qualified", "title": "合格", "at_least": 0.65},
                    {"code": "unqualified", "title": "不合格", "at_least": 0},
                ],
                "consequences": [
                    {"condition": "order_overdue"},
                    {"condition": "held_to_account", "not_above": "qualified"},
                ],
                "hearing_until": "2023-01-20",
                "text": "年度考核建议 · Proposal of the year",
                "on": "2023-01-10",
            }
        )
    )

    def wanted(self) -> WantedAppraisal:
        return WantedAppraisal(
            **dict(self)
            | {
                "grades": [GradeLine(each.code, each.title, Fraction(each.at_least)) for each in self.grades],
                "consequences": [Consequence(**dict(each)) for each in self.consequences],
            }
        )
