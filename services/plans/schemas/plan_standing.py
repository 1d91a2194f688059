"""How a plan stands on a day, and how it ended."""

from datetime import date, datetime
from typing import Self

from pydantic import ConfigDict, Field

from services.kernel.fields import Closed, Code, Day, Reason, Shown
from services.plans.domain.legal_standing import EndingStatus, Force, StandingWord, standing_on, standing_since


class EndingShown(Shown):
    """How the plan was superseded or withdrawn; `takes_effect_on` is the first day on which it is no longer in force.

    方案如何被替代或撤回；takes_effect_on 为不再有效的第一天。
    """

    status: EndingStatus
    takes_effect_on: Day
    superseded_by: str | None
    reason: str
    recorded_by: str
    recorded_at: datetime
    imported_by: str | None


class StandingShown(Shown):
    """What the plan is on the day `as_of`, and since when; `since` is null where no day says so.

    方案在所问日期的效力状态及起始日。
    """

    as_of: Day
    word: StandingWord
    since: Day | None
    superseded_by: str | None

    @classmethod
    def of(cls, force: Force, day: date) -> Self:
        word = standing_on(force, day)
        by = force.ending.superseded_by if force.ending and word is StandingWord.SUPERSEDED else None
        return cls(as_of=day, word=word, since=standing_since(force, day), superseded_by=by)


TAKES_EFFECT_ON = Field(description="the first day on which the plan is no longer in force · 不再有效的第一天")


class SupersessionBody(Closed):
    """By which plan, from which day, and why. 由哪个方案替代、自何日起、理由。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "superseded_by": "example-plan-2026",
                    "takes_effect_on": "2026-01-01",
                    "reason": "Article 12 of the new plan ends the old one · 新方案第十二条规定旧方案同时废止",
                }
            ]
        }
    )

    superseded_by: Code
    takes_effect_on: Day = TAKES_EFFECT_ON
    reason: Reason


class WithdrawalBody(Closed):
    """From which day, and why. 自何日起撤回及理由。"""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"takes_effect_on": "2026-01-01", "reason": "Repealed by the county · 县政府宣布废止"}]
        }
    )

    takes_effect_on: Day = TAKES_EFFECT_ON
    reason: Reason
