"""The four processes and how each is called."""

import sys
from dataclasses import dataclass


@dataclass(frozen=True)
class Process:
    """`name` is also its database schema, its log's name and, in capitals, the middle of its settings' prefix."""

    name: str
    module: str

    @property
    def prefix(self) -> str:
        return f"DUDAO_{self.name.upper()}_"

    def command(self, verb: str) -> list[str]:
        return [sys.executable, "-m", self.module, verb]


PLANS = Process("plans", "services.plans")
METRICS = Process("metrics", "services.metrics")
AUDIT = Process("audit", "services.audit")
GATEWAY = Process("gateway", "gateway")
SERVICES = (PLANS, METRICS, AUDIT)
PROCESSES = (*SERVICES, GATEWAY)
