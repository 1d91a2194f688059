"""Division codes after GB/T 2260: two digits each for province, prefecture and county.

Only the form is judged. The register of counties changes every year, and a plan may name one that is no longer in it.
"""

import re

_PROVINCES = frozenset(
    str(number)
    for region in (range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55), range(61, 66))
    for number in region
) | {"71", "81", "82"}


def is_division_code(text: str) -> bool:
    """Whether `text` can be the code of a province, a prefecture or a county."""
    if not re.fullmatch(r"[0-9]{6}", text) or text[:2] not in _PROVINCES:
        return False
    return text[2:4] != "00" or text[4:] == "00"
