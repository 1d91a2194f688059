"""Who came after whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from services.plans.domain.organisation_event import EventKind


@dataclass(frozen=True)
class Link:
    """One organisation became, or gave rise to, another; `continues`: it went on to exist beside it."""

    predecessor: str
    successor: str
    kind: EventKind
    on: date
    continues: bool = False


@dataclass(frozen=True)
class Ending:
    """How an organisation ended, and who stands where it stood: the last of every chain of successors."""

    how: EventKind
    heirs: Sequence[str] = ()


def ending_of(code: str, links: Iterable[Link], day: date) -> Ending:
    """Of one that exists no more on the day; where nobody followed it was closed."""
    ended = [link for link in links if link.on <= day and not link.continues]
    following: dict[str, list[Link]] = {}
    for link in ended:
        following.setdefault(link.predecessor, []).append(link)
    if code not in following:
        return Ending(EventKind.CLOSED)
    heirs, waiting, seen = set[str](), [code], set[str]()
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        after = [link.successor for link in following.get(one, ())]
        waiting += after
        if not after:
            heirs.add(one)
    return Ending(following[code][0].kind, sorted(heirs))


def came_from(code: str, links: Sequence[Link], day: date) -> dict[str, EventKind]:
    """Everybody who ended in this organisation by the day, directly or by others, and how; never itself."""
    found: dict[str, EventKind] = {}
    waiting = [code]
    while waiting:
        one = waiting.pop()
        for link in links:
            if link.successor == one and link.on <= day and not link.continues and link.predecessor not in found:
                found[link.predecessor] = link.kind
                waiting.append(link.predecessor)
    found.pop(code, None)
    return found
