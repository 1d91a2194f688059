"""A fact as it is asked: of which case, by whom, for which step."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from services.access.caller import Guard
from services.audit.domain.procedures.life import Life
from services.audit.domain.procedures.procedure import Ask
from services.audit.repository.cases import KeptCase
from services.kernel.routes import Session


@dataclass(frozen=True)
class Asked:
    """`life` is the case as it stands before the step, `said` what the step says beside words, `on` its day."""

    session: Session
    guard: Guard
    kept: KeptCase
    life: Life
    said: Mapping[Ask, Any]
    on: date
