"""What a column headed 单位 holds: measures (%, 所, 万人), or offices."""

import re
from collections.abc import Iterable

from services.plans.domain.policy_text.target_units import UNIT

MEASURE = re.compile(f"%|‰|百分点|[十百千]?[万亿]?(?:{UNIT})(?:/[\u4e00-\u9fff]{{1,3}})?|[十百千]?[万亿]")
_NOTHING = re.compile("[-/]*")


def are_measures(cells: Iterable[str]) -> bool:
    """Most of the cells that say anything; of none it is not known."""
    said = [text for text in cells if not _NOTHING.fullmatch(text)]
    return 2 * sum(1 for text in said if MEASURE.fullmatch(text)) > len(said)
