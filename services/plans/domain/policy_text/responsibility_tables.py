"""Tables that say which unit does what."""

from services.plans.domain.policy_text.draft import DraftMeasure
from services.plans.domain.policy_text.source import Source, Table


def read_responsibility_table(source: Source, table: Table) -> tuple[DraftMeasure, ...]:
    """The measures of a table whose header names tasks and units; of every other table nothing."""
    return ()
