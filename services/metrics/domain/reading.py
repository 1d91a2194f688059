"""A reading as it was given and as it is known."""

from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple


class Key(NamedTuple):
    """What a reading is a value of; nothing else makes two readings the same."""

    organisation: str
    indicator: str
    period: str


@dataclass(frozen=True)
class Given:
    """One reading as it stands in a body; `value` is whatever JSON the sender put there. `index` None: it is not there,
    and that is what is objected to."""

    index: int | None
    key: Key
    value: object
    unknown_reason: str | None
    evidence: str | None = None
    unit: str | None = None


@dataclass(frozen=True)
class Amount:
    """An exact value, or none and the reason why it is unknown; and the document it rests on, where one is named."""

    value: Decimal | None
    unknown_reason: str | None
    evidence: str | None = None

    def repeats(self, known: "Amount") -> bool:
        """Whether it says nothing that `known` did not say. To name no document again withdraws none."""
        same = (self.value, self.unknown_reason) == (known.value, known.unknown_reason)
        return same and self.evidence in (None, known.evidence)


@dataclass(frozen=True)
class Sound:
    """A reading that nothing speaks against by itself, and the amount it states."""

    given: Given
    amount: Amount
