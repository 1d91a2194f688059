"""Division codes after GB/T 2260: two digits each for province, prefecture and county.

Only the form is judged. The register of counties changes every year, and a plan may name one that is no longer in it.
"""

import re

_PROVINCES = frozenset(
    "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82".split()
)


def is_division_code(text: str) -> bool:
    """Whether `text` can be the code of a province, a prefecture or a county."""
    if not re.fullmatch(r"[0-9]{6}", text) or text[:2] not in _PROVINCES:
        return False
    return text[2:4] != "00" or text[4:] == "00"
