"""The readings that a result was scored from, with all that was sent and decided about each."""

from collections.abc import Mapping

from services.audit.domain.grounds import Text
from services.audit.repository.snapshots import Version
from services.audit.schemas.common import Actor, Words
from services.audit.schemas.explanations import DatumShown, VersionShown
from services.audit.use_cases.explain_result import Explained
from services.kernel.fields import shown_number


def used_readings(told: Explained) -> Mapping[str, int | None]:
    """The reading each data item was taken from, in the order of the formula."""
    if not told.of_school:
        return {}
    detail = told.result.detail
    share = detail["share"]
    entries = [*detail["terms"], detail["pupils"], *(share["stages"] if share else [])]
    return {entry["item"]: entry["reading"] for entry in entries}


def shown_readings(told: Explained) -> list[DatumShown]:
    shown = []
    for item, used in used_readings(told).items():
        versions = [version for version in told.versions if version.indicator == item]
        title, unit = item_name(told, item)
        shown.append(
            DatumShown(
                indicator=item,
                title=Words.model_validate(title),
                unit=unit,
                used=next((shown_version(each) for each in versions if each.id == used), None),
                history=[shown_version(each) for each in versions if each.id != used],
            )
        )
    return shown


def item_name(told: Explained, item: str) -> tuple[Text, str]:
    known = told.names.get(item)
    if known is None:
        return Text(item, item), ""
    return Text(known["title"]["zh"], known["title"]["en"]), str(known["unit"])


def shown_version(version: Version) -> VersionShown:
    """One reading with its way in."""
    reviewed = version.reviewer_id is not None
    return VersionShown(
        reading=version.id,
        value=None if version.value is None else shown_number(version.value),
        unknown_reason=version.unknown_reason,
        correction_reason=version.correction_reason,
        state=version.decision or "pending",
        submission=version.submission,
        sender=Actor(id=version.sender_id, name=version.sender_name),
        received_at=version.received_at,
        reviewer=Actor(id=version.reviewer_id or "", name=version.reviewer_name or "") if reviewed else None,
        reviewed_at=version.reviewed_at,
        review_reason=version.reason,
    )
