"""No school is judged, compared or sampled by pupils' marks."""

from collections.abc import Sequence

from services.audit.domain.never_judged import never_judged
from services.audit.errors import MarksRefused
from services.audit.repository.snapshots import indicator_names
from services.kernel.errors import Fault
from services.kernel.routes import Session


async def refuse_marks(session: Session, items: Sequence[tuple[str, str]], snapshot: int) -> None:
    """`items` are those asked for, each behind the pointer that names it; raises MarksRefused with all faults."""
    names = await indicator_names(session, snapshot=snapshot, codes=[code for _, code in items])
    titles = {code: named["title"].values() for code, named in names.items()}
    banned = set(never_judged((code, titles.get(code, ())) for _, code in items))
    faults = [
        Fault("marks_refused", pointer, "an item that is no mark, rank or promotion of pupils", code)
        for pointer, code in items
        if code in banned
    ]
    if faults:
        raise MarksRefused(faults=faults)
