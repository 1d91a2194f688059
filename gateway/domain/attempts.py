"""Counts failed sign-ins per name, so that passwords cannot be guessed at leisure.

Kept in memory: a restart forgives, which costs an attacker more than it gives.
"""

from collections import OrderedDict, deque

ALLOWED = 8
WINDOW_SECONDS = 300.0
NAMES_KEPT = 10_000


class Attempts:
    """Failures per name within the window; `now` is any monotonic clock in seconds."""

    def __init__(self) -> None:
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def blocked(self, name: str, now: float) -> bool:
        recent = self._failures.get(name)
        while recent and now - recent[0] > WINDOW_SECONDS:
            recent.popleft()
        return recent is not None and len(recent) >= ALLOWED

    def failed(self, name: str, now: float) -> None:
        self._failures.setdefault(name, deque(maxlen=ALLOWED)).append(now)
        self._failures.move_to_end(name)
        while len(self._failures) > NAMES_KEPT:
            self._failures.popitem(last=False)

    def succeeded(self, name: str) -> None:
        self._failures.pop(name, None)
