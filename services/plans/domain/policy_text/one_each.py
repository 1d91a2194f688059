"""One of a thing for each that keeps a condition, where the document leaves the number one unsaid."""

from decimal import Decimal

from services.plans.domain.policy_text import target_words as words
from services.plans.domain.policy_text.clauses import Clause
from services.plans.domain.policy_text.conditions import Condition
from services.plans.domain.policy_text.draft import ASSUMED
from services.plans.domain.policy_text.finding import Finding
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
    return Finding(
        (condition.at[0], found.end()), (max(clause.start, condition.at[0] - 8), end), TargetKind.CONDITIONAL_COUNT,
        Comparison.AT_LEAST, Certainty.NUMBER, ASSUMED, "one_each_unsaid", Decimal(1), None, f"{unit}/{condition.who[1]}",
        condition.who[0], condition.at,
    )  # fmt: skip
