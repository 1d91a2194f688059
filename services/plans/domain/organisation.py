"""Organisations: what somebody proposes about one, and what is known of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from services.access.policy import ROOT_ORGANISATION

ROOT = ROOT_ORGANISATION


class Kind(StrEnum):
    """机构类别. An institution is a university, association or enterprise; a collective stands for its members."""

    GOVERNMENT = "government"
    DEPARTMENT = "department"
    TOWNSHIP = "township"
    SCHOOL = "school"
    INSTITUTION = "institution"
    COLLECTIVE = "collective"


class SchoolKind(StrEnum):
    """办学类型."""

    KINDERGARTEN = "kindergarten"
    PRIMARY = "primary"
    JUNIOR_SECONDARY = "junior_secondary"
    NINE_YEAR = "nine_year"
    COMPLETE_SECONDARY = "complete_secondary"
    TWELVE_YEAR = "twelve_year"
    SENIOR_SECONDARY = "senior_secondary"
    VOCATIONAL = "vocational"
    TEACHING_POINT = "teaching_point"
    SPECIAL = "special"


class Stage(StrEnum):
    """学段."""

    PRESCHOOL = "preschool"
    PRIMARY = "primary"
    JUNIOR_SECONDARY = "junior_secondary"
    SENIOR_SECONDARY = "senior_secondary"
    SPECIAL = "special"


class Surroundings(StrEnum):
    """城乡分类: where a school stands."""

    URBAN = "urban"
    TOWN = "town"
    RURAL = "rural"


class Boarding(StrEnum):
    """寄宿情况: 走读, 部分学生寄宿, 寄宿制学校."""

    DAY = "day"
    SOME_BOARDERS = "some_boarders"
    BOARDING = "boarding"


class Standing(StrEnum):
    """存续状态 on a day: the day of closing is the first without it."""

    NOT_YET_OPEN = "not_yet_open"
    OPEN = "open"
    CLOSED = "closed"


class Ownership(StrEnum):
    """办学性质: 公办 or 民办."""

    PUBLIC = "public"
    PRIVATE = "private"


@dataclass(frozen=True)
class Membership:
    """A member of a collective from `since` to `until`, both days included; None leaves that end open."""

    organisation: str
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True)
class MemberRule:
    """A collective means everybody of `kind` below an organisation; empty `levels` and `functions` leave open."""

    below: str
    kind: str
    levels: Sequence[str] = ()
    functions: Sequence[str] = ()


@dataclass(frozen=True)
class Proposal:
    """An organisation as somebody wants it to be; where it stands in the tree follows from its parent.

    `function` is what a department is for, `school` holds what only a school has, `attributes` everything that is
    published beside name and kind. It exists from `opened_on`, and from `closed_on` no more.
    """

    code: str
    parent: str
    kind: str
    name_zh: str
    name_en: str
    division_code: str | None = None
    function: str | None = None
    opened_on: date | None = None
    closed_on: date | None = None
    members: Sequence[Membership] = ()
    member_rule: MemberRule | None = None
    school: Mapping[str, Any] = field(default_factory=dict)
    attributes: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Organisation:
    """An organisation as it is known; `path` is the chain of codes from the root, each preceded by a slash."""

    code: str
    parent: str | None
    path: str
    kind: str
    name_zh: str
    name_en: str
    attributes: Mapping[str, Any]
