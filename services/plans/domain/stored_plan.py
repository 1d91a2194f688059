"""A plan as it is kept: its document in work, its newest published revision."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.plans.domain.legal_standing import Ending

Document = Mapping[str, Any]


@dataclass(frozen=True)
class Revision:
    """A published revision."""

    number: int
    document: Document
    published_on: date


@dataclass(frozen=True)
class StoredPlan:
    """`draft` is None when nothing was changed since `newest`, `newest` is None before the first publication.

    `ending` says how the plan was superseded or withdrawn, None while it was not.
    """

    code: str
    jurisdiction: str
    version: int
    draft: Document | None
    newest: Revision | None
    ending: Ending | None = None

    @property
    def jurisdictions(self) -> set[str]:
        """Whom it is for: as published, and as the draft has it, which may move it elsewhere."""
        return {self.jurisdiction} | ({self.newest.document["jurisdiction"]} if self.newest else set())

    @property
    def draft_number(self) -> int:
        """The number a draft has, and gets when it is published."""
        return self.newest.number + 1 if self.newest else 1


def as_known(document: Document, newest: Document, ended: str | None) -> Document:
    """The document of a day with what is known about it now.

    What a person has confirmed about the date of a plan is knowledge, not law: it holds for every day. `ended` is how
    the plan had ended by that day, superseded or withdrawn, None where it had not.
    """
    found = document
    if newest["document"].get("date_certainty") == "confirmed":
        found = {**found, "document": newest["document"], "in_force_from": newest["in_force_from"]}
    if ended is not None and found["legal_status"] == "in_force":
        found = {**found, "legal_status": ended}
    return found


def in_present_form(document: Document) -> Document:
    """The document as it is written today; what was published never changes, so older ones keep their form.

    Once every assignment said for itself whether the source's list of its role ends in 等; now the measure does.
    """
    programmes = [
        {**programme, "measures": [_measure(each) for each in programme["measures"]]}
        for programme in document.get("programmes", ())
    ]
    return {**document, "programmes": programmes, "measures": [_measure(each) for each in document.get("measures", ())]}


def _measure(measure: Document) -> Document:
    assignments = measure.get("assignments", ())
    if not any("open_ended" in each for each in assignments):
        return measure
    return {
        **measure,
        "assignments": [{name: each[name] for name in each if name != "open_ended"} for each in assignments],
        "open_ended_roles": list(dict.fromkeys(each["role"] for each in assignments if each.get("open_ended"))),
    }


def counting_on(published: Sequence[tuple[int, date]], day: date) -> int:
    """The number of the newest revision that was published by the day, else of the first; 0 where there is none.

    A plan is often older than its entry here. `published` gives number and day of each, oldest first.
    """
    known = [number for number, published_on in published if published_on <= day]
    first = published[0][0] if published else 0
    return known[-1] if known else first
