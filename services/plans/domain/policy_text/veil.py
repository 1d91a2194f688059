"""What of a text says no target: names in quotation marks, titles, numbers of documents, who answers, list numbers."""

import re
from collections.abc import Iterator

BLANK = "\ue000"
_KEPT = re.compile(r"百分百|百分之百|100%|[两三]个增长|^.零[^,]{2}.$")
_NAMES = re.compile(r"《[^《》]{0,80}》|[“‘][^“”‘’。;!?\"]{0,40}[”’\"]|\"[^“”‘’。;,!?\"]{0,20}[\"”]")
_NUMBERED = re.compile(
    r"\((?:19|20)\d{2}\) ?第? ?\d{0,5} ?号?|\(\d{1,9} ?号|https?://[\x21-\x7e]{0,300}"
    r"|第[〇零一二三四五六七八九十百\d]{1,6}[条款项章节期届批次类轮]"
    r"|(?:19|20)\d{2}-\d{1,2}-\d{1,2}(?: \d{1,2}:\d{2}(?::\d{2})?)?"
)
_LABELS = re.compile(
    r"(?:^|(?<=[。;:!? ]))(?:\([一二三四五六七八九十百\d]{1,4}\)"
    r"|(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:、|\.(?!\d)))"
)
_ANSWERING = re.compile(r"责任单位|责任部门|责任主体|牵头|配合单位|配合部门|参与单位|负责\)")


def veiled(text: str) -> str:
    """The text at the same length, with a blank for every character that can belong to no target."""
    shown = list(text)
    for pattern in (_NAMES, _NUMBERED, _LABELS):
        for found in pattern.finditer(text):
            if pattern is _NAMES and _KEPT.search(found[0]):
                continue
            shown[found.start() : found.end()] = BLANK * (found.end() - found.start())
    for start, end in _brackets(text):
        if _ANSWERING.search(text, start, end):
            shown[start:end] = BLANK * (end - start)
    return "".join(shown)


def _brackets(text: str) -> Iterator[tuple[int, int]]:
    """The outermost pairs of round brackets."""
    open_at, depth = 0, 0
    for found in re.finditer(r"[()]", text):
        if found[0] == "(":
            depth += 1
            open_at = found.start() if depth == 1 else open_at
        elif depth:
            depth -= 1
            if not depth:
                yield open_at, found.end()
