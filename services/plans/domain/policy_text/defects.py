"""What is damaged or lost in a document, found by its form; nothing is repaired."""

from collections.abc import Sequence

from services.plans.domain.policy_text.damage import damaged_lines, damaged_text
from services.plans.domain.policy_text.draft import Defect
from services.plans.domain.policy_text.layout import Layout
from services.plans.domain.policy_text.lines import Line
from services.plans.domain.policy_text.outline import Section
from services.plans.domain.policy_text.source import Source
from services.plans.domain.policy_text.structure_defects import structure_defects


def defects_of(source: Source, lines: Sequence[Line], root: Section, layout: Layout) -> list[Defect]:
    """All of them; at most a few hundred of one code, for a text that is damaged everywhere."""
    return [*damaged_text(source), *damaged_lines(lines), *structure_defects(lines, root, layout)]
