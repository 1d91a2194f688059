"""text/html: what a page shows of a document, as lines and tables."""

import re

from lxml import etree, html

from services.plans.domain.policy_text.source import Source
from services.plans.readers.characters import share_of_unprintable, tidy
from services.plans.readers.encodings import decoded
from services.plans.readers.html_lines import HtmlLines
from services.plans.readers.items import compose
from services.plans.readers.line_tables import with_tables
from services.plans.readers.unreadable import Reason, Unreadable

_META = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([a-z0-9_-]{2,20})", re.IGNORECASE)
_LOOKED_THROUGH = 4096  # bytes; a browser looks through a quarter of that for the charset
_TAG = re.compile(r"<[!/?A-Za-z]")
_BINARY = 0.2


def read_html(body: bytes, charset: str | None = None) -> Source:
    """The page without menus, scripts and what is hidden. Nothing is fetched, no entity of the page's own counts."""
    named = _META.search(body[:_LOOKED_THROUGH])
    text, notes = decoded(body, charset or (named[1].decode() if named else None))
    if share_of_unprintable(text) > _BINARY:
        raise Unreadable(Reason.NOT_WHAT_IT_SAYS, "text/html", "bytes that are no text")
    if not _TAG.search(text):
        raise Unreadable(Reason.NOT_WHAT_IT_SAYS, "text/html", "text without a tag")
    lines = HtmlLines(_shown(tidy(text)))
    return compose(with_tables(lines.items), (*notes, *lines.notes))


def _shown(text: str) -> etree._Element:
    """The body. `huge_tree` because without it the parser drops what lies deep or is long, and says nothing."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        root = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(Reason.EMPTY, "text/html", str(error)) from error
    if any(entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for entry in parser.error_log):
        raise Unreadable(Reason.TOO_MANY_PARTS, "elements nested less than 2048 deep")
    body = root.find("body")
    return root if body is None else body
