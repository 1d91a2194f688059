"""Which organisations a document means by the names it prints.

A list such as 自治区党委办公厅、政法委、公安厅 leaves out what the name before has said already. So a name takes over
the beginning of the name before it, as much of it as gives an organisation: 政法委 takes 自治区党委, 公安厅 自治区.
Every beginning is tried, and what decides is the register: no words of any document stand here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from services.plans.domain.membership import exists_on
from services.plans.domain.names import folded
from services.plans.domain.organisation import Organisation


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


@dataclass(frozen=True)
class Resolution:
    """One name as it was read; `label` is the name or alias of the register, `candidates` are codes."""

    name: str
    how: How
    organisation: Organisation | None = None
    found: Found | None = None
    label: str | None = None
    candidates: Sequence[str] = ()


_Bearers = Mapping[str, tuple[Organisation, str]]
"""Codes of those who bear a label, with the label as the register writes it."""


class _Register:
    """What one organisation and those directly below it are called."""

    def __init__(self) -> None:
        self._names: dict[str, dict[str, tuple[Organisation, str]]] = {}
        self._aliases: dict[str, dict[str, tuple[Organisation, str]]] = {}

    def add(self, one: Organisation) -> None:
        self._names.setdefault(folded(one.name_zh), {})[one.code] = (one, one.name_zh)
        for alias in one.attributes.get("aliases", ()):
            self._aliases.setdefault(folded(alias), {})[one.code] = (one, alias)

    def bearers(self, name: str) -> tuple[How, _Bearers]:
        """Those of that name; where there are none, those of that alias."""
        if name in self._names:
            return How.EXACT, self._names[name]
        return How.ALIAS, self._aliases.get(name, {})


class Resolver:
    """Reads names for one jurisdiction.

    `around` are the organisations to search: the jurisdiction, those above it, and what lies directly below each.
    With a day, a name means nobody who did not exist `on` it: a closed namesake leaves nothing open.
    """

    def __init__(self, jurisdiction: Organisation, around: Sequence[Organisation], on: date | None = None) -> None:
        own, *above = reversed(jurisdiction.path.split("/")[1:])
        registers = {code: _Register() for code in (own, *above)}
        self._levels: set[str] = set()
        for one in around:
            for place in (one.code, one.parent):
                if place in registers and (on is None or exists_on(one, on)):
                    registers[place].add(one)
            if one.code in registers:
                self._levels |= {folded(label) for label in (one.name_zh, *one.attributes.get("aliases", ()))}
        self._tiers = [(Found.JURISDICTION, registers[own]), *((Found.ABOVE, registers[code]) for code in above)]

    def read(self, names: Sequence[str]) -> Iterator[Resolution]:
        """Each name in the order given, which is the order of the document."""
        before = ""
        for name in names:
            plain = folded(name)
            found, form = self._look_up(name, plain, before)
            if found.how is not How.NONE or self._says_its_level(plain):
                before = form
            yield found

    def _look_up(self, name: str, plain: str, before: str) -> tuple[Resolution, str]:
        """The reading, and the name in full for the one after it."""
        for place, register in self._tiers:
            for form in self._forms(plain, before):
                how, bearers = register.bearers(form)
                if len(bearers) > 1:
                    return Resolution(name, How.AMBIGUOUS, found=place, candidates=sorted(bearers)), form
                for one, label in bearers.values():
                    how = how if form == plain else How.PREFIX_INHERITED
                    return Resolution(name, how, one, place, label), form
        return Resolution(name, How.NONE), plain

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
