"""What no school is ever judged, compared or sampled by: pupils' marks, ranks among them, and promotion.

The ban is that of the reform of educational evaluation (2020-10-13) and of the guide to quality evaluation (2021): no
marks or ranks are published, no promotion rates are targets. Governance items that speak of examinations (whether a
school admits by examination) are none of these.
"""

import re
from collections.abc import Iterable

_CODES = re.compile(r"(^|[._-])(marks?|scores?|grades?_point|rank(ing)?s?|promotion_rate|admission_rate)($|[._-])")
_TITLES = re.compile(
    "成绩|分数|平均分|高分|及格率|优秀率|优分率|升学|录取率|上线率|一本率|状元|排名|名次|中考|高考"
    r"|\b(test|exam|examination) (scores?|marks?|results?)\b|\b(promotion|admission|pass) rates?\b|\btop scorers?\b",
    re.IGNORECASE,
)


def never_judged(items: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    """Those of the items, each with its titles, that must not be used."""
    return [
        code for code, titles in items if _CODES.search(code.lower()) or any(_TITLES.search(title) for title in titles)
    ]
