"""A document that was sent, and how far its reading has come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class ImportState(StrEnum):
    """排队、已读、不能读: a queued document is being read or waits for it."""

    QUEUED = "queued"
    READ = "read"
    REFUSED = "refused"


@dataclass(frozen=True)
class Imported:
    """An import without its original; `draft` is None until it is read, `refusal` says in a word why it cannot be."""

    id: str
    jurisdiction: str
    media_type: str
    sha256: str
    size: int
    state: ImportState
    progress: float
    refusal: str | None
    notes: Sequence[str]
    draft: Mapping[str, Any] | None
    version: int
    plan: str | None
    recorded_at: datetime


@dataclass(frozen=True)
class Reading:
    """What a reader made of a document: its text, what lies where in it, what was left out, and the draft."""

    text: str
    blocks: Sequence[Any]
    notes: Sequence[str]
    draft: Mapping[str, Any]
