"""What a step asks beside words, and what was said to it."""

from collections.abc import Collection, Mapping
from typing import Any

from services.audit.domain.procedures.procedure import Ask
from services.kernel.errors import Fault


def ask_faults(step: str, asks: Collection[Ask], said: Mapping[Ask, Any]) -> list[Fault]:
    """Every ask is answered, and nothing else is said; `step` is what asks, in words."""
    faults = [Fault("missing", f"/{each}", f"{step} asks it") for each in asks if said.get(each) is None]
    return faults + [
        Fault("not_asked", f"/{each}", f"nothing: {step} does not ask it") for each in said if each not in asks
    ]


def named(said: Mapping[Ask, Any]) -> dict[str, Any]:
    """As a log keeps it."""
    return {each.value: value for each, value in said.items()}
