"""What must hold of a package beside its documents, and what follows from them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from services.kernel.errors import Fault
from services.plans.domain.organisation import Organisation
from services.plans.domain.words import DateCertainty, LegalStatus


class Published(Protocol):
    """A revision by its number and day."""

    @property
    def revision(self) -> int: ...
    @property
    def published_on(self) -> date: ...


def order_faults(revisions: Sequence[Published]) -> Iterator[Fault]:
    """Numbers count from 1, days never go back."""
    last: date | None = None
    for place, one in enumerate(revisions):
        at = f"/revisions/{place}"
        if one.revision != place + 1:
            yield Fault("revision_missing", f"{at}/revision", str(place + 1), str(one.revision))
        if last is not None and one.published_on < last:
            yield Fault("published_earlier", f"{at}/published_on", f"{last} or later", str(one.published_on))
        last = one.published_on


def ending_faults(revisions: Sequence[tuple[LegalStatus, date | None]], ended_on: date) -> Iterator[Fault]:
    """Only what was in force ends, after it came into force by the first revision that says so."""
    since = [day for status, day in revisions if status is LegalStatus.IN_FORCE and day is not None]
    if not since:
        yield Fault("never_in_force", "/ending", "null: no revision of the plan was ever in force")
    elif ended_on <= min(since):
        expected = f"a day after {min(since)}, when the plan came into force"
        yield Fault("ended_before_force", "/ending/takes_effect_on", expected, ended_on.isoformat())


class Named(Protocol):
    """An organisation as a package names it."""

    @property
    def code(self) -> str: ...
    @property
    def division_code(self) -> str | None: ...


def organisation_faults(named: Sequence[tuple[Named, str]], known: Mapping[str, Organisation]) -> Iterator[Fault]:
    """Those that are missing here, each with the name it has there, and those that are another place here."""
    for number, (one, name) in enumerate(named):
        at, here = f"/organisations/{number}", known.get(one.code)
        if here is None:
            place = f", division code {one.division_code}" if one.division_code else ""
            yield Fault("organisation_unknown", f"{at}/code", f"an organisation that exists: {name}{place}", one.code)
            continue
        division = here.attributes.get("division_code")
        if one.division_code and division and one.division_code != division:
            expected = f"{division}, as {one.code} has here ({here.name_zh})"
            yield Fault("organisation_differs", f"{at}/division_code", expected, one.division_code)


class Dated(Protocol):
    """The date of a document and how it is known."""

    @property
    def dated(self) -> date | None: ...
    @property
    def date_certainty(self) -> DateCertainty: ...


@dataclass(frozen=True)
class Confirmation:
    """The place of the revision, from 0, by which the date was confirmed, and that date."""

    place: int
    dated: date


def confirmations(documents: Sequence[Dated]) -> Iterator[Confirmation]:
    """Where a date became a confirmed one, or another one was confirmed."""
    before: Dated | None = None
    for place, one in enumerate(documents):
        again = before is not None and before.date_certainty is DateCertainty.CONFIRMED and before.dated == one.dated
        if one.date_certainty is DateCertainty.CONFIRMED and one.dated is not None and not again:
            yield Confirmation(place, one.dated)
        before = one
