"""text/plain: lines, and the tables drawn among them."""

from services.plans.domain.policy_text.source import Source
from services.plans.readers.characters import share_of_unprintable, tidy
from services.plans.readers.encodings import decoded
from services.plans.readers.items import MOST_LINES, Line, compose
from services.plans.readers.line_tables import with_tables
from services.plans.readers.markdown import without_marks
from services.plans.readers.unreadable import Reason, Unreadable

_BINARY = 0.2


def read_plain(body: bytes, charset: str | None = None) -> Source:
    """The text as it stands, without marks of Markdown; a table drawn over several lines a cell is laid out anew."""
    text, notes = decoded(body, charset)
    if share_of_unprintable(text) > _BINARY:
        raise Unreadable(Reason.NOT_WHAT_IT_SAYS, "text/plain", "bytes that are no text")
    text = tidy(text)
    if text.count("\n") > MOST_LINES:
        raise Unreadable(Reason.TOO_MANY_PARTS, f"at most {MOST_LINES} lines")
    lines, marked = without_marks([Line(line) for line in text.split("\n")])
    return compose(with_tables(lines), {*notes, *marked})
