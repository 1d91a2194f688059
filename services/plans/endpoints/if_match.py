"""`If-Match`: the versions of a plan that the caller has seen."""

import re
from typing import Annotated

from fastapi import Depends, Header

from services.kernel.errors import BodyInvalid, Fault

ANY = re.compile(r"\s*\*\s*")
TAG = re.compile(r'\s*(?:W/)?"(\d{1,18})"\s*')


def _versions(
    if_match: Annotated[str | None, Header(description='the ETag you have seen, such as "3" · 您读到的 ETag')] = None,
) -> set[int] | None:
    """None when nothing was said, or `*`; a tag that no plan ever had is refused rather than never matched."""
    if if_match is None or ANY.fullmatch(if_match):
        return None
    tags = [TAG.fullmatch(part) for part in if_match.split(",")]
    if not all(tags):
        raise BodyInvalid(
            faults=[Fault("if_match_invalid", "?if-match", 'a version in quotes, such as "3"', if_match[:80])]
        )
    return {int(tag.group(1)) for tag in tags if tag}


SeenVersions = Annotated[set[int] | None, Depends(_versions)]


def tag_of(version: int) -> str:
    return f'"{version}"'
