"""Whether a text names who answers for it; who that is, `responsibilities` reads."""

import re

_NAMES = re.compile(
    "(?:责任|牵头|配合|主办|协办|承办|参与|落实|主责|实施|协同)(?:单位|部门|科室|处室|股室|主体|领导|人) ?"
    "(?:及[^:]{1,8})? ?:"
    r"|\((?:责任|牵头|配合|主办) ?:|牵头[,;、)]|(?:负责|配合|参与|落实|牵头) ?[)】]"
    r"|(?:负责|落实|牵头) ?[。;,](?=[^()。]{0,30}(?:第一|首位|首个|下同|不再))"
)


def names_units(text: str) -> bool:
    """A bracket or clause such as 责任单位:…, (…牵头,…配合), (…按职责分工负责)."""
    return bool(_NAMES.search(text))
