"""Headings without a number: short lines without a stop, each followed by a paragraph."""

from services.plans.domain.policy_text.outline import Section
from services.plans.domain.policy_text.titles import looks_like_title

_PARAGRAPH = 20
_FEWEST = 2


def with_unnumbered(section: Section) -> None:
    """Gives a section without items of its own such headings as children, where it has two of them or more."""
    start = 1 if section.mark or section.level else 0
    titles = [at for at in range(start, len(section.blocks) - 1) if _is_heading(section, at)]
    if section.children or len(titles) < _FEWEST:
        return
    for at, end in zip(titles, [*titles[1:], len(section.blocks)], strict=True):
        blocks = section.blocks[at:end]
        section.children.append(Section(None, blocks[0].span.start, blocks[-1].span.end, None, blocks))
    section.blocks = section.blocks[: titles[0]]


def _is_heading(section: Section, at: int) -> bool:
    text, after = section.blocks[at].text, section.blocks[at + 1].text
    return looks_like_title(text) and len(after) >= _PARAGRAPH and "。" in after[-_PARAGRAPH * 10 :]
