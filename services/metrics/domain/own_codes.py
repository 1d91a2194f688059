"""What a sender calls organisations and indicators, and a body put into the codes of this system."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np

from services.metrics.domain.columns import Coded, Columns


class MappedKind(StrEnum):
    ORGANISATION = "organisation"
    INDICATOR = "indicator"


Codes = Mapping[str, str]


@dataclass(frozen=True)
class OwnCodes:
    """A client's own codes, each with the code of this system that it stands for."""

    organisations: Codes = field(default_factory=dict)
    indicators: Codes = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.organisations) + len(self.indicators)


def meant_by(codes: Collection[str], own: Codes) -> set[str]:
    """The codes themselves, and what they stand for if they are the sender's own."""
    return {*codes, *(own[code] for code in codes if code in own)} if own else set(codes)


@dataclass(frozen=True)
class Translation:
    """By code as it was sent: the code of this system. What is not in it is taken as it stands, and what is `ambiguous`
    is taken for nothing."""

    codes: Codes = field(default_factory=dict)
    ambiguous: frozenset[str] = frozenset()

    @classmethod
    def of(cls, sent: Collection[str], own: Codes, usable: Collection[str]) -> "Translation":
        """`usable`: what the sender may report for. A code that stands for nothing usable is not translated: it is as
        unknown as any other, and the answer does not name what it stands for."""
        mine = {code: own[code] for code in sent if code in own and own[code] != code} if own else {}
        ambiguous = frozenset(code for code in mine if code in usable)
        return cls({code: its for code, its in mine.items() if its in usable and code not in ambiguous}, ambiguous)

    def one(self, code: str) -> str:
        return self.codes.get(code, code)

    def column(self, coded: Coded) -> Coded:
        """Two codes that stand for one thing become one."""
        if not self.codes:
            return coded
        known: dict[str, int] = {}
        places = [known.setdefault(self.one(code), len(known)) for code in coded.codes]
        return Coded(list(known), np.array(places, np.int64)[coded.at])

    @property
    def back(self) -> Codes:
        """By code of this system the one that the sender uses; the first, where it has several."""
        found: dict[str, str] = {}
        for own, code in self.codes.items():
            found.setdefault(code, own)
        return found


def in_our_codes(columns: Columns, organisations: Translation, indicators: Translation) -> Columns:
    if not organisations.codes and not indicators.codes:
        return columns
    return replace(
        columns,
        organisations=organisations.column(columns.organisations),
        indicators=indicators.column(columns.indicators),
    )
