"""The acts of review on parts, in the order in which they were done."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from services.kernel.driver import fetch
from services.kernel.routes import Session

Part = tuple[int, int]
"""The numbers of a submission and an organisation."""


async def acts_on(session: Session, parts: Sequence[Part]) -> Mapping[Part, list[Any]]:
    """Of each part what was decided from where, by whom, why and when."""
    found = await fetch(
        session,
        """select e.submission, e.organisation, v.decision, v.reason, v.reviewer_id, v.reviewer_name, v.reviewed_at,
             seat.code as seat, e.level, e.state
           from unnest($1::bigint[], $2::integer[]) as asked (submission, organisation)
           join {schema}.review_part e using (submission, organisation)
           join {schema}.review v on v.number = e.review
           left join {schema}.organisation seat on seat.number = e.seat order by e.review""",
        [submission for submission, _ in parts],
        [organisation for _, organisation in parts],
    )
    acts: dict[Part, list[Any]] = defaultdict(list)
    for row in found:
        acts[row["submission"], row["organisation"]].append(row)
    return acts
