"""What must agree about the date of a document that does not print it whole."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from services.kernel.errors import Fault
from services.plans.domain.words import DateCertainty

AT = "/document"


class Dated(Protocol):
    """A date and how it is known; `inferred_from` is None where nothing was inferred."""

    @property
    def dated(self) -> date | None: ...
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
    """A draft does not confirm a date: it may only keep the one that the newest revision, `before`, has confirmed."""
    if document.date_certainty is not DateCertainty.CONFIRMED:
        return
    if before is None or (before.date_certainty, before.dated) != (DateCertainty.CONFIRMED, document.dated):
        expected = "printed or inferred; a published date is confirmed by date-confirmation"
        yield Fault("date_not_confirmed", f"{AT}/date_certainty", expected, document.date_certainty.value)
