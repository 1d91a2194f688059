"""The one way in: a document of any known type to a `Source`."""

from collections.abc import Callable
from contextlib import suppress

from services.plans.domain.policy_text.source import Source
from services.plans.readers import kinds
from services.plans.readers.unreadable import Reason, Unreadable

Progress = Callable[[float], None]
Reader = Callable[[bytes, str | None, Progress], Source]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
WORD_WITH_MACROS = "application/vnd.ms-word.document.macroenabled.12"
MEDIA_TYPES = ("text/plain", "text/html", "application/xhtml+xml", WORD, WORD_WITH_MACROS, kinds.PDF)


def _nowhere(_: float) -> None:
    """For callers who do not wait for it."""


def read_source(media_type: str, body: bytes, progress: Progress = _nowhere) -> Source:
    """The text of a document with its paragraphs and tables, the same for the same bytes; else `Unreadable`.

    `media_type` may carry a charset.
    """
    kind, charset = _parsed(media_type)
    if not body.strip():
        raise Unreadable(Reason.EMPTY)
    _refuse_others(kind, kinds.kind_of(body), body)
    return _reader(kind)(body, charset, progress)


def prepare(media_type: str) -> None:
    """Imports what reading this type takes; nothing for a type that nobody reads."""
    with suppress(Unreadable):
        _reader(_parsed(media_type)[0])


def _reader(kind: str) -> Reader:
    """A library is imported only for the type that needs it: that takes longer than reading most documents."""
    if kind == "text/plain":
        from services.plans.readers.plain import read_plain

        return lambda body, charset, _: read_plain(body, charset)
    if kind in ("text/html", "application/xhtml+xml"):
        from services.plans.readers.html import read_html

        return lambda body, charset, _: read_html(body, charset)
    if kind == kinds.PDF:
        from services.plans.readers.pdf import read_pdf

        return lambda body, _, progress: read_pdf(body, progress)
    from services.plans.readers.word import read_word

    return lambda body, *_: read_word(body)


def _parsed(media_type: str) -> tuple[str, str | None]:
    kind, *parameters = (part.strip() for part in media_type.split(";"))
    pairs = (parameter.partition("=") for parameter in parameters)
    charset = next((value for name, _, value in pairs if name.strip().lower() == "charset"), None)
    if kind.lower() == kinds.OLE:
        raise Unreadable(Reason.OLD_WORD_FORMAT, WORD, kind)
    if kind.lower() not in MEDIA_TYPES:
        raise Unreadable(Reason.MEDIA_TYPE_UNKNOWN, ", ".join(MEDIA_TYPES), kind[:100])
    return kind.lower(), charset


def _refuse_others(kind: str, shown: str | None, body: bytes) -> None:
    """What the bytes show must be what the sender stated; text that shows nothing is looked at by its reader."""
    wanted = {kinds.PDF: kinds.PDF, WORD: kinds.ZIP, WORD_WITH_MACROS: kinds.ZIP}.get(kind)
    if wanted is None and kind != "text/plain" and shown == kinds.HTML:
        return
    if wanted == kinds.ZIP and shown == kinds.OLE:
        locked = "EncryptedPackage".encode("utf-16-le") in body
        raise Unreadable(Reason.ENCRYPTED if locked else Reason.OLD_WORD_FORMAT, WORD, shown)
    if shown != wanted:
        raise Unreadable(Reason.NOT_WHAT_IT_SAYS, kind, shown or "something else")
