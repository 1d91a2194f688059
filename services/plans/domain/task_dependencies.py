"""Tasks that wait for others: never in a circle, on no day."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from services.yardsticks.task_state import TaskFacts, version_on

Known = Mapping[str, Sequence[TaskFacts]]
"""The versions of every task that can be reached."""


def circle(code: str, depends_on: Collection[str], since: date, known: Known) -> list[str] | None:
    """The tasks on the way from `code` back to itself, if it depended on these from `since` on, else None.

    What others depend on changes with their versions, so every day on which one of them changes is looked at.
    """
    days = {since} | {each.decided_on for versions in known.values() for each in versions if each.decided_on > since}
    for day in sorted(days):
        found = _way_back(code, depends_on, day, known)
        if found is not None:
            return found
    return None


def _way_back(code: str, depends_on: Collection[str], day: date, known: Known) -> list[str] | None:
    came_from: dict[str, str] = dict.fromkeys(sorted(depends_on), code)
    waiting = list(came_from)
    while waiting:
        here = waiting.pop(0)
        if here == code:
            return list(_way(code, came_from))
        for following in sorted(_dependencies(known.get(here, ()), day)):
            if following not in came_from:
                came_from[following] = here
                waiting.append(following)
    return None


def _dependencies(versions: Sequence[TaskFacts], day: date) -> frozenset[str]:
    task = version_on(versions, day)
    return task.depends_on if task else frozenset()


def _way(code: str, came_from: Mapping[str, str]) -> Iterator[str]:
    """Backwards from `code` until it comes again: who waits for whom, last first."""
    here = came_from[code]
    yield code
    while here != code:
        yield here
        here = came_from[here]
