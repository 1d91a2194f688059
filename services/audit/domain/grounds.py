"""What every rule of a standard has: words in two languages, the clause it stands on, and how sure that is."""

from dataclasses import dataclass
from enum import StrEnum


class StandardRefused(ValueError):  # noqa: N818 - refusing is what it reports
    """A document that is no standard: `path` names the offending key, `reason` says what is wrong with it.

    `file` and `line` are known once somebody has looked the path up in the text; the line is that of the key, or of
    what should hold it.
    """

    def __init__(self, path: str, reason: str, *, file: str | None = None, line: int | None = None) -> None:
        place = "" if file is None else f"{file}, line {line}: "
        super().__init__(f"{place}{path}: {reason}")
        self.path, self.reason, self.file, self.line = path, reason, file, line


class Confidence(StrEnum):
    """Unverified rules are scored; no outcome rests on one until an authorised person has confirmed its text."""

    VERIFIED = "verified"
    UNVERIFIED = "unverified"


@dataclass(frozen=True)
class Text:
    """The same words in Chinese and English."""

    zh: str
    en: str


@dataclass(frozen=True)
class Ground:
    """What a rule stands on. `source` is a key of Standard.sources."""

    clause: str
    source: str
    confidence: Confidence
