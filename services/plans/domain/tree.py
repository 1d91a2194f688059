"""Where organisations stand: the path of each from the root, or the reason why there is none."""

from collections.abc import Mapping
from enum import Enum

DEEPEST = 12  # a path is indexed; twelve codes of eighty letters stay well below what an index entry may hold


class Misplaced(Enum):
    """Why an organisation has no path."""

    CIRCULAR = "it is its own ancestor"
    HANGING = "it hangs below an organisation that has no path itself"
    TOO_DEEP = "it stands too deep"


Standing = str | Misplaced


def standings(parents: Mapping[str, str | None]) -> dict[str, Standing]:
    """The path of every code of `parents`; a parent of None is the top. Each code is looked at once."""
    found: dict[str, Standing] = {}
    for start in parents:
        chain: dict[str, None] = {}
        code: str | None = start
        while code is not None and code in parents and code not in found and code not in chain:
            chain[code] = None
            code = parents[code]
        if code is not None and code in chain:
            circle = list(chain)[list(chain).index(code) :]
            found.update(dict.fromkeys(circle, Misplaced.CIRCULAR))
        above: Standing = "" if code is None else found.get(code, Misplaced.HANGING)
        for below in reversed(chain):
            above = found.setdefault(below, _below(above, below))
    return found


def _below(above: Standing, code: str) -> Standing:
    if isinstance(above, Misplaced):
        return Misplaced.HANGING
    return Misplaced.TOO_DEEP if above.count("/") >= DEEPEST else f"{above}/{code}"
