"""The document's own words beside what was read from them."""

from collections.abc import Iterator
from typing import Any

from services.kernel.routes import Session
from services.plans.domain.imported import Imported
from services.plans.repository import imports
from services.plans.schemas.plan_imports import PartBeside, SourceBlock, SourceShown

LISTS = ("phases", "programmes", "measures", "guarantees", "units", "targets", "rules", "defects", "findings", "duties")


async def source_beside(session: Session, one: Imported) -> SourceShown:
    text, blocks = await imports.text_of(session, one.id)
    return SourceShown(
        id=one.id,
        sha256=one.sha256,
        media_type=one.media_type,
        text=text,
        blocks=[_block(each, text) for each in blocks],
        parts=[
            PartBeside(
                node=node,
                code=part.get("code") or part.get("key"),
                title=_title(part),
                span=(part["span"][0], part["span"][1]),
                words=text[part["span"][0] : part["span"][1]],
            )
            for node, part in _parts(one.draft or {}, "")
            if part.get("span")
        ],
    )


def _parts(node: Any, at: str) -> Iterator[tuple[str, Any]]:
    """Every part of the draft with the pointer where it stands."""
    for name in LISTS:
        for place, part in enumerate(node.get(name, ())):
            where = f"{at}/{name}/{place}"
            yield where, part
            yield from _parts(part, where)


def _title(part: Any) -> str | None:
    for name in ("title", "statement", "summary", "what"):
        if part.get(name):
            title: str = part[name]["zh"]
            return title
    named: str | None = part.get("name_in_source") or part.get("rule")
    return named


def _block(each: Any, text: str) -> SourceBlock:
    start, end = each["span"]
    cells = each.get("cells")
    return SourceBlock(
        kind="paragraph" if cells is None else "table",
        text=text[start:end],
        span=(start, end),
        heading=each.get("heading"),
        cells=[{**cell, "text": text[cell["span"][0] : cell["span"][1]]} for cell in cells or ()],
    )
