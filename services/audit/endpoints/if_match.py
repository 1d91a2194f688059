"""`If-Match`: the writing of a draft that the caller has seen."""

import re
from typing import Annotated

from fastapi import Depends, Header

from services.kernel.errors import BodyInvalid, Fault, VersionMismatch

_TAG = re.compile(r'\s*(?:W/)?"(\d{1,9})"\s*', re.ASCII)


def _revision(
    if_match: Annotated[str | None, Header(description='the ETag you have seen, such as "3" · 您读到的 ETag')] = None,
) -> int | None:
    if if_match is None or if_match.strip() == "*":
        return None
    tag = _TAG.fullmatch(if_match)
    if tag is None:
        fault = Fault("if_match_invalid", "?if-match", 'a number in quotes, such as "3"', if_match[:80])
        raise BodyInvalid(faults=[fault])
    return int(tag.group(1))


SeenRevision = Annotated[int | None, Depends(_revision)]


def refuse_unseen(seen: int | None, revision: int) -> None:
    """Refuse whoever has seen another writing than the one that stands."""
    if seen is not None and seen != revision:
        raise VersionMismatch()


def tag_of(revision: int) -> str:
    return f'"{revision}"'
