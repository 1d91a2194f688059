"""What stands of a datum, as aggregates over its readings `r` and their parts `p`.

Of one key the higher version is the later truth, so the highest version of a value held against that of a null, or
of a withdrawal (infinity), says what stands; grouped by key this needs no order.
"""

_NEWEST = "coalesce(max(r.version) filter (where p.state {} and {}), 0)"
_IS_VALUE, _IS_NULL, _IS_OTHER = "r.value < 'infinity'", "r.value is null", "(r.value is null or r.value = 'infinity')"
_STANDS, _APPROVED = "<> 'returned'", "= 'approved'"
_VALUE, _NULL = _NEWEST.format(_STANDS, _IS_VALUE), _NEWEST.format(_STANDS, _IS_NULL)
_OTHER, _NO_NULL = _NEWEST.format(_STANDS, _IS_OTHER), _NEWEST.format(_STANDS, "r.value is not null")
_APPROVED_VALUE, _APPROVED_OTHER = _NEWEST.format(_APPROVED, _IS_VALUE), _NEWEST.format(_APPROVED, _IS_OTHER)
# A county's day: a reading that came at one in the morning came on that day, whatever the day was in Greenwich.
_ARRIVED = f"""cast(min(s.received_at) filter (where p.state {_STANDS} and (r.value is null or {_IS_VALUE}))
    at time zone 'Asia/Shanghai' as date)"""
_ANSWERED = f"""{_VALUE} > {_OTHER} as reported, {_NULL} > {_NO_NULL} as unknown,
    {_VALUE} > {_OTHER} and {_APPROVED_VALUE} > {_APPROVED_OTHER} as approved"""


def answering(statement: str) -> str:
    """The statement with `{answered}` written out: the columns `reported`, `unknown` and `approved`.

    The newest reading that was not returned is a value, or it is null; neither, where there is none. Approved is what
    is reported and has a value for its newest approved reading. `{arrived}` is the day on which the earliest answer
    came that was not returned, by its submission `s`: what was corrected later was answered then.
    """
    return statement.replace("{answered}", _ANSWERED).replace("{arrived}", _ARRIVED)
