"""A text as the reader of plain text gives it: each line a paragraph."""

from services.plans.domain.policy_text.source import Paragraph, Source, Span


def plain_source(text: str) -> Source:
    """Without tables and styles."""
    blocks, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Paragraph(Span(at, at + len(line))))
        at += len(line) + 1
    return Source(text, tuple(blocks))
