"""The part of a WHERE that keeps a list within the caller's reach; `o` is the organisation."""

from services.access.caller import Reach

_REACHED = "(o.code = any(:codes) or o.path like any(:patterns))"
_AT_OR_BELOW = """exists (select from {schema}.organisation top where top.code = :top
    and (o.code = top.code or starts_with(o.path, top.path || '/')))"""


def reaching(statement: str) -> str:
    """The statement with `{reached}` (values: `reach_values`) and `{at_or_below}` (value: `top`) written out."""
    return statement.replace("{reached}", _REACHED).replace("{at_or_below}", _AT_OR_BELOW)


def reach_values(reach: Reach) -> dict[str, list[str]]:
    """The values of `{reached}`."""
    return {"codes": list(reach.codes), "patterns": reach.patterns}
