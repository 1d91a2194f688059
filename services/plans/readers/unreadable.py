"""Why a document cannot be read, in stable words that a caller turns into a refusal with its own sentences."""

from enum import StrEnum


class Reason(StrEnum):
    """What stands in the way; each says by itself who can mend it and how."""

    MEDIA_TYPE_UNKNOWN = "media_type_unknown"  # no reader for it
    NOT_WHAT_IT_SAYS = "not_what_it_says"  # the content is of another type than stated
    OLD_WORD_FORMAT = "old_word_format"  # .doc: save as .docx
    ENCODING_UNKNOWN = "encoding_unknown"  # no known encoding makes words of it: save as UTF-8
    ENCRYPTED = "encrypted"  # needs a password: save without
    PDF_WITHOUT_TEXT = "pdf_without_text"  # a scan: send the text or the Word file
    EXPANDS_TOO_FAR = "expands_too_far"  # far larger unpacked than it looks
    TOO_MANY_PARTS = "too_many_parts"  # more pages, members or elements than a document has
    ENTITIES_DECLARED = "entities_declared"  # a document type declaration, which no office program writes
    DAMAGED = "damaged"  # cut off or broken
    EMPTY = "empty"  # no words in it
    READING_TOOK_TOO_LONG = "reading_took_too_long"
    READING_FAILED = "reading_failed"  # the reading process died


class Unreadable(Exception):  # noqa: N818 - named for what is the case, like every refusal here
    """A document that gives no `Source`; `expected` and `given` are short and for people."""

    def __init__(self, reason: Reason, expected: str | None = None, given: str | None = None) -> None:
        super().__init__(reason.value)
        self.reason = reason
        self.expected = expected
        self.given = given
