"""What the schools of an assessment lack, in the unit that people act on."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.access.caller import Reach
from services.audit.domain.kept_parts import judged_part
from services.audit.domain.school_lack import SchoolLack, school_lack
from services.audit.domain.standard import Criterion, Standard
from services.audit.repository.lacking import Lacking, lacking_in
from services.kernel.routes import Session

AT_ONCE = 1000


@dataclass(frozen=True)
class Shortage:
    """What one school lacks of one criterion; `kept` says where it was read."""

    kept: Lacking
    criterion: Criterion
    lack: SchoolLack


async def list_shortages(
    session: Session,
    standard: Standard,
    assessment: str,
    reach: Reach,
    *,
    organisation: str | None = None,
    criterion: str | None = None,
    after: int = 0,
    limit: int = AT_ONCE,
) -> list[Shortage]:
    """In the order of the assessment, from behind the row `after`."""
    found = await lacking_in(
        session, assessment, reach, organisation=organisation, criterion=criterion, after=after, limit=limit
    )
    criteria = {each.code: each for each in standard.criteria if each.lines}
    return [_shortage(criteria[each.criterion], each) for each in found if each.criterion in criteria]


async def every_shortage(
    session: Session,
    standard: Standard,
    assessment: str,
    reach: Reach,
    *,
    organisation: str | None,
    criterion: str | None,
) -> Sequence[Shortage]:
    """All of them, read a thousand at a time."""
    every: list[Shortage] = []
    after = 0
    while True:
        page = await list_shortages(
            session, standard, assessment, reach, organisation=organisation, criterion=criterion, after=after
        )
        every += page
        if len(page) < AT_ONCE:
            return every
        after = page[-1].kept.first


def _shortage(criterion: Criterion, kept: Lacking) -> Shortage:
    parts = [judged_part(criterion, part["stage"], part["verdict"], part["detail"]) for part in kept.parts]
    return Shortage(kept, criterion, school_lack(criterion, parts))
