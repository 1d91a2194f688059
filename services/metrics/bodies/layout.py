"""Which column of a table says what: long, a row a reading; wide, a row an organisation, a column an indicator."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.kernel.errors import BodyInvalid, Fault
from services.kernel.faults import FAULTS_SHOWN

ORGANISATION, INDICATOR, PERIOD, VALUE = "organisation", "indicator", "period", "value"
REASON, EVIDENCE, UNIT, IGNORED = "unknown_reason", "evidence", "unit", "name"
MOST_COLUMNS, MOST_CELLS = 2_500, 10_000_000
_LONGEST_CODE = 200
_NAMES = {
    ORGANISATION: ("organisation", "organisation_code", "机构代码"),
    INDICATOR: ("indicator", "indicator_code", "指标代码"),
    PERIOD: ("period", "期间"),
    VALUE: ("value", "数值"),
    REASON: ("unknown_reason", "未知原因"),
    EVIDENCE: ("evidence", "依据"),
    UNIT: ("unit", "计量单位"),
    IGNORED: ("name", "organisation_name", "名称", "机构名称", "学校名称", "indicator_name", "指标名称"),
}
_ROLES = {name: role for role, names in _NAMES.items() for name in names}
_PARTS = re.compile(r"[\s·/|]+")
_OF_INDICATOR = re.compile(r"(?:evidence|依据)\s*[:：]\s*(.+)", re.DOTALL)
_LONG = (INDICATOR, VALUE)
_ONCE = (ORGANISATION, INDICATOR, PERIOD, VALUE, REASON, EVIDENCE, UNIT)


@dataclass(frozen=True)
class Long:
    """The places of the columns by what they say."""

    at: Mapping[str, int]


@dataclass(frozen=True)
class Wide:
    """Places of the columns; `evidence` is by the indicator that it is for."""

    organisation: int
    period: int | None
    indicators: Mapping[str, int]
    evidence: Mapping[str, int]


Layout = Long | Wide


def role_of(name: str) -> str | None:
    """What a column of this heading says; a heading may name it in both languages."""
    folded = name.strip().casefold()
    if folded in _ROLES:
        return _ROLES[folded]
    roles = {_ROLES.get(part) for part in _PARTS.split(folded) if part}
    return roles.pop() if len(roles) == 1 else None


def is_heading(cells: Sequence[str]) -> bool:
    """Whether a row of a table is the one that names its columns."""
    return any(role_of(cell) == ORGANISATION for cell in cells)


def layout_of(headings: Sequence[str]) -> Layout:
    """The layout that the headings tell, or everything that is wrong with them. A column without one is left out."""
    if len(headings) > MOST_COLUMNS:
        raise _invalid([Fault("too_many_columns", "columns", f"at most {MOST_COLUMNS} columns", str(len(headings)))])
    roles = {place: role_of(heading) for place, heading in enumerate(headings) if heading.strip()}
    if any(role in _LONG for role in roles.values()):
        return _long(headings, roles)
    return _wide(headings, roles)


def _long(headings: Sequence[str], roles: Mapping[int, str | None]) -> Long:
    faults = [
        Fault("unknown_column", f"column {headings[place].strip()[:80]}", "one of " + ", ".join(_ONCE))
        for place, role in roles.items()
        if role is None
    ]
    at = {role: place for place, role in roles.items() if role in _ONCE}
    faults += [
        Fault("column_missing", f"column {role}", f"a column {role} · {_NAMES[role][-1]}")
        for role in (ORGANISATION, INDICATOR, VALUE)
        if role not in at
    ]
    _refuse([*faults, *_twice([role for role in roles.values() if role in _ONCE])])
    return Long(at)


def _wide(headings: Sequence[str], roles: Mapping[int, str | None]) -> Wide:
    indicators: dict[str, int] = {}
    evidence: dict[str, int] = {}
    names: list[str] = []
    before = None
    for place, role in roles.items():
        name = headings[place].strip()
        of = _OF_INDICATOR.fullmatch(name)
        if of is not None or role == EVIDENCE:
            code = of[1].strip() if of is not None else before or ""
            evidence[code] = place
            names.append(f"evidence:{code}")
        elif role is None:
            indicators[name], before = place, name
            names.append(name)
    faults = _twice([*names, *(role for role in roles.values() if role in (ORGANISATION, PERIOD))])
    faults += _misplaced(roles, indicators, evidence)
    _refuse(faults)
    at = {role: place for place, role in roles.items()}
    return Wide(at[ORGANISATION], at.get(PERIOD), indicators, evidence)


def _misplaced(
    roles: Mapping[int, str | None], indicators: Mapping[str, int], evidence: Mapping[str, int]
) -> list[Fault]:
    faults = []
    if ORGANISATION not in roles.values():
        faults.append(Fault("column_missing", "column organisation", "a column organisation · 机构代码"))
    if not indicators:
        expected = "a column for each indicator, headed by its code; or the columns indicator and value"
        faults.append(Fault("column_missing", "columns", expected))
    if REASON in roles.values():
        expected = "in a wide table an unknown is written into its cell, as ?reason"
        faults.append(Fault("unknown_column", "column unknown_reason", expected))
    if UNIT in roles.values():
        expected = "a column unit belongs to a long table, where it is said of each reading"
        faults.append(Fault("unknown_column", "column unit", expected))
    strangers = (code for code in evidence if code not in indicators)
    faults += [
        Fault("unknown_column", f"column evidence:{code[:80]}", "an indicator of the table") for code in strangers
    ]
    long = (code for code in indicators if len(code) > _LONGEST_CODE)
    faults += [Fault("string_too_long", f"column {code[:80]}", f"at most {_LONGEST_CODE} characters") for code in long]
    return faults


def _twice(names: Sequence[str | None]) -> list[Fault]:
    counted = ((name, count) for name, count in Counter(names).items() if count > 1 and name)
    return [Fault("column_twice", f"column {name[:80]}", "each column once", str(count)) for name, count in counted]


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise _invalid(faults)


def _invalid(faults: list[Fault]) -> BodyInvalid:
    return BodyInvalid("the headings of the table do not say what its columns are", faults=faults[:FAULTS_SHOWN])
