"""The lines of a cell that lists units: a break after the name of one parts it from the next."""

import re
from array import array

from services.plans.domain.policy_text.passage import Passage
from services.plans.domain.policy_text.source import Source, Span

_LONGEST = 8
NAME_ENDS = re.compile(
    "(?:局|厅|办|院|处|中心|政府|公司|委员会|管委会|协会|联合会|总会|学会|部|(?<![市县省区州旗党工纪])委|妇联|残联|文联|工会"
    "|银行|大学|学校|乡镇|街道|等|\\))$"
)
_GOES_ON = frozenset("、,;:)(。及和与等门")


def units_by_line(source: Source, span: Span) -> Passage:
    """As `Passage.of`, with a 、 where a line ends with the name of a unit. Other breaks cut a name and are joined."""
    plain = Passage.of(source, [span])
    text: list[str] = []
    places = array("I")
    before = None
    for character, place in zip(plain.text, plain.places, strict=True):
        broken = before is not None and place > before + 1 and "\n" in source.text[before + 1 : place]
        if broken and character not in _GOES_ON and NAME_ENDS.search("".join(text[-_LONGEST:]).rstrip()):
            text.append("、")
            places.append(place - 1)
        text.append(character)
        places.append(place)
        before = place
    return Passage("".join(text), places)
