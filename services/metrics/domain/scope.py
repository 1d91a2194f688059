"""What a body claims to tell all of: what stands there and is not in the body is withdrawn."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Scope:
    """Everything of these organisations for one period; of all indicators where `indicators` is None."""

    organisations: tuple[str, ...]
    period: str
    indicators: tuple[str, ...] | None = None
