"""Where a formula or a rule comes from."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Reference:
    """A document and the clause in it."""

    document: str
    clause: str
