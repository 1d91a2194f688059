"""Units that see to it that others do something: 督办单位:…, …监督, …考核. A plan has no role for them."""

import re
from collections.abc import Iterator, Sequence

from services.plans.domain.policy_text.unit_words import is_unit

_WORD = "督办|督导|督查|督促|监督|考核|监管|验收"
_LABELLED = re.compile(f"(?:{_WORD})(?:单位|部门|科室|机构)? {{0,4}}[:为] {{0,4}}(?P<unit>[^,、;。:() ]{{2,30}})")
_SAID = re.compile(f"(?P<unit>[^,、;。:() ]{{2,30}}?)(?:负责)?(?:{_WORD})(?=[,;。)]|$)")


def supervisors_in(text: str, places: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where one is named within the brackets and clauses of a folded text that say who answers."""
    for start, end in places:
        for form in (_LABELLED, _SAID):
            yield from (found.span() for found in form.finditer(text, start, end) if is_unit(found["unit"]))
