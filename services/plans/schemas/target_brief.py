"""A target as views show it: what is asked, of whom and by when, without the yardstick."""

from typing import Any, Self

from services.kernel.fields import Bilingual, Day, Number, Shown
from services.plans.domain.target_words import line_words
from services.plans.domain.words import Certainty, DeadlineCertainty, TargetKind
from services.plans.schemas.plan_targets import PlanTarget
from services.yardsticks.words import Comparison


class TargetBrief(Shown):
    """`line` says in words what `comparison`, `value`, `upper` and `unit` say."""

    code: str
    place: str
    phase: str | None
    measure: str | None
    responsible_unit: str | None
    statement: Bilingual
    kind: TargetKind
    comparison: Comparison | None
    value: Number | None
    upper: Number | None
    unit: str | None
    line: Bilingual
    population: Bilingual | None
    deadline: Day | None
    deadline_text: str | None
    deadline_certainty: DeadlineCertainty
    certainty: Certainty
    restates: str | None

    @classmethod
    def of(cls, target: PlanTarget, **more: Any) -> Self:
        words = line_words(target)
        own = {name: getattr(target, name) for name in TargetBrief.model_fields if name != "line"}
        return cls(**own, line=Bilingual(zh=words.zh, en=words.en), **more)
