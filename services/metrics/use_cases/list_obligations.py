"""What is owed within the caller's reach, tallied by organisation and collection."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from services.kernel.fields import Bilingual
from services.metrics.domain.collection import CollectionStatus
from services.metrics.domain.obligation import Item, tally
from services.metrics.schemas.obligations import ObligationShown, ReusedShown


def shown_obligations(rows: Sequence[Any], as_of: date) -> list[ObligationShown]:
    """From rows of one indicator each, in order of organisation and collection."""
    pairs = groupby(rows, key=lambda row: (row.organisation, row.collection))
    return [_shown(list(members), as_of) for _, members in pairs]


def _shown(rows: list[Any], as_of: date) -> ObligationShown:
    """What is closed takes nothing, so nothing of it is to be sent, whatever is missing."""
    head = rows[0]
    found = tally([_item(row) for row in rows])
    open_ = head.status == CollectionStatus.OPEN
    return ObligationShown(
        organisation=head.organisation,
        name=Bilingual(zh=head.name_zh, en=head.name_en),
        collection=head.collection,
        collection_status=head.status,
        period=head.period,
        due_on=head.due_on,
        state=found.state(head.due_on, as_of),
        owed=found.owed,
        reported=found.reported,
        approved=found.approved,
        returned=found.returned,
        missing=found.missing,
        unknown=list(found.unknown),
        to_send=list(found.to_send) if open_ else [],
        to_correct=list(found.to_correct) if open_ else [],
        reused=[ReusedShown(indicator=indicator, reused_from=other) for indicator, other in found.reused],
        late=found.late,
        days_late=found.days_late,
    )


def _item(row: Any) -> Item:
    return Item(
        row.indicator,
        row.reported,
        row.unknown,
        row.approved,
        row.returned,
        through=row.through,
        days_late=row.days_late or 0,
        corrected=bool(row.corrected),
    )
