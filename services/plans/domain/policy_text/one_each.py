"""One of a thing for each that keeps a condition, where the document leaves the number one unsaid."""

from decimal import Decimal

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.clauses import Clause
from services.plans.domain.policy_text.draft import ASSUMED
from services.plans.domain.policy_text.finding import Finding
from services.plans.domain.policy_text.sight import Condition
from services.plans.domain.policy_text.target_units import OF_NOUNS
from services.plans.domain.words import Certainty, TargetKind
from services.yardsticks.words import Comparison


def one_each(text: str, clause: Clause, condition: Condition) -> Finding | None:
    """接收5名以上…的学校设立专门资源教室: one room a school, assumed and said to be."""
    end = min(clause.end, condition.at[1] + 60)
    found = words.ONE_EACH.search(text, condition.at[1], end)
    if found is None:
        return None
    unit = next((unit for noun, unit in OF_NOUNS if noun in found["what"]), None)
    if unit is None:
        return None
    printed, short = condition.who
    return Finding(
        at=(condition.at[0], found.end()),
        statement=(max(clause.start, condition.at[0] - 8), end),
        kind=TargetKind.CONDITIONAL_COUNT,
        comparison=Comparison.AT_LEAST,
        certainty=Certainty.NUMBER,
        confidence=ASSUMED,
        rule="one_each_unsaid",
        value=Decimal(1),
        unit=f"{unit}/{short}",
        population=printed,
        condition=condition.at,
    )
