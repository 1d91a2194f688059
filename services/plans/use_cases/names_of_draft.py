"""The organisations that the names of a draft mean, as the register has them."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from services.kernel.routes import Session
from services.plans.domain.name_resolution import How, Resolution
from services.plans.schemas.draft_plan import DraftPlan
from services.plans.schemas.name_resolution import ResolutionShown
from services.plans.schemas.plan_imports import NameInDraft
from services.plans.use_cases.resolve_names import resolve_names

CERTAIN = {How.EXACT, How.ALIAS, How.PREFIX_INHERITED}


@dataclass(frozen=True)
class Named:
    """A place in the draft that names a unit: the name, or None where it is lost, and the code somebody gave."""

    pointer: str
    name: str | None
    code: str | None


async def read_names(session: Session, draft: DraftPlan, on: date | None) -> dict[str, Resolution]:
    """By the pointer of each name that nobody gave a code how it was read; names of one list complete one another."""
    found: dict[str, Resolution] = {}
    for names in _lists(draft):
        asked = [each for each in names if each.code is None and each.name is not None]
        printed = [each.name[:100] for each in asked if each.name is not None]
        if printed:
            read = await resolve_names(session, draft.jurisdiction, printed, on)
            found |= {each.pointer: one for each, one in zip(asked, read, strict=True)}
    return found


def all_names(draft: DraftPlan) -> list[Named]:
    return [each for names in _lists(draft) for each in names]


def _lists(draft: DraftPlan) -> Iterator[list[Named]]:
    """The names of each list of units in the order of the document."""
    for at, measure in draft.measures_with_pointers():
        yield [
            Named(f"{at}/assignments/{place}", one.name_in_source, one.organisation)
            for place, one in enumerate(measure.assignments)
        ]
    yield [Named(f"/units/{place}", one.name_in_source, one.organisation) for place, one in enumerate(draft.units)]
    yield [Named("/document", draft.document.issuer_in_source, draft.issued_by)]


def distinct(read: dict[str, Resolution]) -> list[NameInDraft]:
    """Each name once by what it was read as, the unread first."""
    times = Counter((one.name, one.how, one.organisation.code if one.organisation else None) for one in read.values())
    seen: dict[tuple[str, How, str | None], NameInDraft] = {}
    for one in read.values():
        key = (one.name, one.how, one.organisation.code if one.organisation else None)
        if key not in seen:
            seen[key] = NameInDraft(**dict(ResolutionShown.of(one)), times=times[key])
    return sorted(seen.values(), key=lambda one: one.how in CERTAIN)
