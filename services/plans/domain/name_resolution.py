"""Which organisations a document means by the names it prints.

A list such as 自治区党委办公厅、政法委、公安厅 leaves out what the name before has said already. So a name takes over
the beginning of the name before it, as much of it as gives an organisation: 政法委 takes 自治区党委, 公安厅 自治区.
Every beginning is tried, and what decides is the register: no words of any document stand here.
A name given up before finds its bearer as an alias would, with a hint; of who exists no more only the successors are
hinted at.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from services.plans.domain.membership import exists_on
from services.plans.domain.names import folded
from services.plans.domain.organisation import Organisation
from services.plans.domain.organisation_event import EventKind
from services.plans.domain.succession import Ending


class How(StrEnum):
    """How a name was read: to the letter, by an alias, completed from the name before it, or not."""

    EXACT = "exact"
    ALIAS = "alias"
    PREFIX_INHERITED = "prefix_inherited"
    NONE = "none"
    AMBIGUOUS = "ambiguous"


class Found(StrEnum):
    """Where: the jurisdiction and what lies directly below it, or an organisation above and directly below that."""

    JURISDICTION = "jurisdiction"
    ABOVE = "above"


class Hint(StrEnum):
    """What has become of the name or of its bearer: 已更名, 已并入, 已分立, 已撤销."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"
    CLOSED = "closed"


@dataclass(frozen=True)
class Past:
    """What is over by the day asked about: labels given up, and how the organisation ended, if it did."""

    labels: Sequence[str] = ()
    ending: Ending | None = None


@dataclass(frozen=True)
class Resolution:
    """One name as it was read; `label` is the name or alias of the register, `candidates` are codes.

    `successors` are those who followed its bearer: a hint, as nobody has said that they are meant.
    """

    name: str
    how: How
    organisation: Organisation | None = None
    found: Found | None = None
    label: str | None = None
    candidates: Sequence[str] = ()
    hint: Hint | None = None
    successors: Sequence[str] = ()


_ENDED = {
    EventKind.MERGED_INTO: Hint.MERGED,
    EventKind.SPLIT_INTO: Hint.SPLIT,
    EventKind.CLOSED: Hint.CLOSED,
}
_NO_PAST = Past()
_Bearers = Mapping[str, tuple[Organisation, str]]
"""Codes of those who bear a label, with the label as the register writes it."""


class _Register:
    """What one organisation and those directly below it are called."""

    def __init__(self) -> None:
        self._labels: dict[How, dict[str, dict[str, tuple[Organisation, str]]]] = {}
        self._former: dict[str, dict[str, tuple[Organisation, str]]] = {}

    def add(self, one: Organisation, past: Past) -> None:
        own = _labels(one)
        for how, labels in ((How.EXACT, own[:1]), (How.ALIAS, own[1:])):
            for label in labels:
                self._labels.setdefault(how, {}).setdefault(folded(label), {})[one.code] = (one, label)
        for label in past.labels:
            if folded(label) not in map(folded, own):
                self._former.setdefault(folded(label), {})[one.code] = (one, label)

    def bearers(self, name: str) -> tuple[How, _Bearers, Hint | None]:
        """Those of that name; where there are none, those of that alias, and then those who were called so before."""
        for how in (How.EXACT, How.ALIAS):
            if name in self._labels.get(how, {}):
                return how, self._labels[how][name], None
        return How.ALIAS, self._former.get(name, {}), Hint.RENAMED


class Resolver:
    """Reads names for one jurisdiction.

    `around` are the organisations to search: the jurisdiction, those above it, and what lies directly below each.
    With a day, a name means nobody who did not exist `on` it: a closed namesake leaves nothing open. `past` says by
    code what is over.
    """

    def __init__(
        self,
        jurisdiction: Organisation,
        around: Sequence[Organisation],
        on: date | None = None,
        past: Mapping[str, Past] = MappingProxyType({}),
    ) -> None:
        chain = jurisdiction.path.split("/")[:0:-1]
        there = [one for one in around if on is None or exists_on(one, on)]
        ended = [one for one in around if on is not None and past.get(one.code, _NO_PAST).ending]
        self._past = past
        self._tiers, self._gone = _tiers(chain, there, past), _tiers(chain, ended, past)
        labels = (label for one in around if one.code in chain for label in _labels(one))
        self._levels = {folded(label) for label in labels}

    def read(self, names: Sequence[str]) -> Iterator[Resolution]:
        """Each name in the order given, which is the order of the document."""
        before = ""
        for name in names:
            plain = folded(name)
            found, form = self._look_up(self._tiers, name, plain, before)
            if found.how is How.NONE:
                found = self._hinted(found, *self._look_up(self._gone, name, plain, before))
            if found.how is not How.NONE or self._says_its_level(plain):
                before = form
            yield found

    def _look_up(self, tiers: "_Tiers", name: str, plain: str, before: str) -> tuple[Resolution, str]:
        """The reading, and the name in full for the one after it."""
        for place, register in tiers:
            for form in self._forms(plain, before):
                how, bearers, hint = register.bearers(form)
                if len(bearers) > 1:
                    return Resolution(name, How.AMBIGUOUS, found=place, candidates=sorted(bearers)), form
                for one, label in bearers.values():
                    how = how if form == plain else How.PREFIX_INHERITED
                    return self._told(Resolution(name, how, one, place, label, hint=hint)), form
        return Resolution(name, How.NONE), plain

    def _told(self, found: Resolution) -> Resolution:
        """With what has become of its bearer."""
        ending = self._past.get(found.organisation.code, _NO_PAST).ending if found.organisation else None
        return replace(found, hint=_ENDED[ending.how], successors=ending.heirs) if ending else found

    def _hinted(self, unread: Resolution, gone: Resolution, _: str) -> Resolution:
        """Who bore the name exists no more, so it names nobody; what became of them is said."""
        if gone.organisation is None:
            return unread
        return replace(unread, label=gone.label, hint=gone.hint, successors=gone.successors)

    def _forms(self, plain: str, before: str) -> Iterator[str]:
        """What a name may stand for, the likeliest first. One that says its level needs no beginning of another."""
        completed = (before[:length] + plain for length in range(len(before) - 1, 0, -1))
        if self._says_its_level(plain):
            yield plain
            yield from completed
        else:
            yield from completed
            yield plain

    def _says_its_level(self, plain: str) -> bool:
        return any(plain.startswith(level) for level in self._levels)


_Tiers = Sequence[tuple[Found, _Register]]


def _labels(one: Organisation) -> Sequence[str]:
    return (one.name_zh, *one.attributes.get("aliases", ()))


def _tiers(chain: Sequence[str], organisations: Sequence[Organisation], past: Mapping[str, Past]) -> _Tiers:
    """A register for each organisation of the chain, the jurisdiction's own first."""
    registers = {code: _Register() for code in chain}
    for one in organisations:
        for place in (one.code, one.parent):
            if place in registers:
                registers[place].add(one, past.get(one.code, _NO_PAST))
    return [
        (Found.ABOVE if height else Found.JURISDICTION, register) for height, register in enumerate(registers.values())
    ]
