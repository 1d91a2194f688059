"""What stands of a datum, as aggregates over its readings `r` and their parts `p`.

Of one key the higher version is the later truth, so the highest version of a value held against that of a null says
which of the two stands; grouped by key this needs no order.
"""

_NEWEST = "coalesce(max(r.version) filter (where p.state {} and r.value is {}), 0)"
_VALUE = _NEWEST.format("<> 'returned'", "not null")
_NULL = _NEWEST.format("<> 'returned'", "null")
_APPROVED_VALUE = _NEWEST.format("= 'approved'", "not null")
_APPROVED_NULL = _NEWEST.format("= 'approved'", "null")
_ANSWERED = f"""{_VALUE} > {_NULL} as reported, {_NULL} > {_VALUE} as unknown,
    {_VALUE} > {_NULL} and {_APPROVED_VALUE} > {_APPROVED_NULL} as approved"""


def answering(statement: str) -> str:
    """The statement with `{answered}` written out: the columns `reported`, `unknown` and `approved`.

    The newest reading that was not returned is a value, or it is null; neither, where there is none. Approved is what
    is reported and has a value for its newest approved reading.
    """
    return statement.replace("{answered}", _ANSWERED)
