"""What must agree about the dates of a plan: of its document, and of its coming into force."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from services.kernel.errors import Fault
from services.plans.domain.words import DateCertainty, LegalStatus

AT = "/document"
_NOT_ISSUED = frozenset({LegalStatus.DRAFT_FOR_COMMENT, LegalStatus.REPORTED_IN_PRESS})


class Dated(Protocol):
    """A date and how it is known; `inferred_from` is None where nothing was inferred."""

    @property
    def dated(self) -> date | None: ...
    @property
    def dated_as_printed(self) -> str | None: ...
    @property
    def date_certainty(self) -> DateCertainty: ...
    @property
    def inferred_from(self) -> object | None: ...


def date_faults(document: Dated) -> Iterator[Fault]:
    """An inferred date says from what, and no other does."""
    inferred = document.date_certainty is DateCertainty.INFERRED
    if document.date_certainty is not DateCertainty.PRINTED and document.dated is None:
        yield Fault("date_missing", f"{AT}/dated", f"the day that was {document.date_certainty.value}")
    if inferred and document.inferred_from is None:
        yield Fault("inference_missing", f"{AT}/inferred_from", "what in the source the date is inferred from")
    if not inferred and document.inferred_from is not None:
        yield Fault("nothing_inferred", f"{AT}/inferred_from", "null unless date_certainty is `inferred`")


def confirmation_faults(document: Dated, before: Dated | None) -> Iterator[Fault]:
    """A draft neither confirms a date nor takes a confirmation back: it keeps what the newest revision, `before`, has.

    Only where another date is printed than before has nobody confirmed it yet.
    """
    at, said = f"{AT}/date_certainty", document.date_certainty
    confirmed = before if before is not None and before.date_certainty is DateCertainty.CONFIRMED else None
    if said is DateCertainty.CONFIRMED:
        if confirmed is None or confirmed.dated != document.dated:
            expected = "printed or inferred; a published date is confirmed by date-confirmation"
            yield Fault("date_not_confirmed", at, expected, said.value)
    elif confirmed is not None and confirmed.dated_as_printed == document.dated_as_printed:
        expected = f"confirmed, with `dated` {confirmed.dated}: somebody confirmed that date of this document"
        yield Fault("date_was_confirmed", at, expected, said.value)


def force_faults(status: LegalStatus, in_force_from: date | None) -> Iterator[Fault]:
    """What is in force is so from a day; what was never issued is not, from no day."""
    at = "/in_force_from"
    if status is LegalStatus.IN_FORCE and in_force_from is None:
        yield Fault("force_undated", at, "the day from which the plan is in force")
    if status in _NOT_ISSUED and in_force_from is not None:
        yield Fault("never_in_force", at, f"null, as the plan is `{status.value}`", str(in_force_from))
