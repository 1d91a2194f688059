"""What may not stand in a plan, told to who works on the draft: each forbidden target with its place and its ground."""

import re
from collections.abc import Sequence
from typing import Any

from services.kernel.fields import Bilingual
from services.plans.domain.forbidden_targets import Ground, Rule, every_forbidden_in
from services.plans.rules import forbidden_languages
from services.plans.schemas.draft_parts import DraftFinding, GroundCited, Part
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.use_cases.forbidden_targets import forbidden_in_plan

MOST = 1000
LONGEST = 500
_PIECES = re.compile(rf"[^\n。；;]{{1,{LONGEST}}}")
"""Sentences, and no longer than a line of a plan: a document may be one line of five megabytes."""
Span = tuple[int, int]


def findings_in(draft: DraftPlan, *, known: Sequence[DraftFinding]) -> list[DraftFinding]:
    """Those of every node of the draft, and of the known ones those that the document alone has.

    `known` say where in the document the words stand, closer than the span of the field does.
    """
    found = []
    for one in forbidden_in_plan(draft):
        span = _span(draft, one.pointer)
        found.append(_finding(one.pointer, _closer(span, one.words, known), one.words, one.rule))
    covered = [one.span for one in found if one.span]
    alone = [one for one in known if one.node is None and not any(_within(one.span, span) for span in covered)]
    return (found + alone)[:MOST]


def findings_in_text(text: str) -> list[DraftFinding]:
    """Those of the document itself, in its order."""
    found = []
    for piece in _PIECES.finditer(text):
        for match in every_forbidden_in(piece.group(), "zh", forbidden_languages(), of_target=False):
            start, end = (piece.start() + place for place in match.span)
            found.append(_finding(None, (start, end), match.words, match.rule))
        if len(found) >= MOST:
            break
    return found[:MOST]


def _span(draft: DraftPlan, pointer: str) -> Span | None:
    """Where the field was read, else its part; None where a person wrote it."""
    node: Any = draft
    span: Span | None = None
    for step in pointer.split("/")[1:]:
        if isinstance(node, list):
            node = node[int(step)]
        else:
            read = getattr(node, "read", {})
            span = read[step].span if step in read else span
            node = getattr(node, step)
        span = node.span if isinstance(node, Part) else span
    return span


def _closer(span: Span | None, words: str, known: Sequence[DraftFinding]) -> Span | None:
    found = (one.span for one in known if one.text == words and _within(one.span, span))
    return next(found, span)


def _within(inner: Span | None, outer: Span | None) -> bool:
    return inner is not None and outer is not None and outer[0] <= inner[0] and inner[1] <= outer[1]


def _finding(node: str | None, span: Span | None, words: str, rule: Rule) -> DraftFinding:
    return DraftFinding(
        code="target_forbidden",
        node=node,
        span=span,
        text=" ".join(words.split())[:LONGEST],
        what=Bilingual(zh=f"不得以{rule.what_zh}为目标。", en=f"No plan may set a target on {rule.what_en}."),
        ground=_cited(rule.ground),
    )


def _cited(ground: Ground) -> GroundCited:
    return GroundCited(
        code=ground.code,
        title=Bilingual(zh=ground.title_zh, en=ground.title_en),
        document_number=ground.document_number,
        clause=ground.clause,
        in_force_from=ground.in_force_from,
        confidence=ground.confidence,
    )
