"""The roll of the demo's fictitious schools: who they are, where they stand, how many pupils they have.

Every name carries the mark 虚构 / Fictitious and every school code a serial from 990001 on, which no real
school of the region holds. Kinds, places and sizes are spread so that each exception of the standard occurs.
"""

import random
from dataclasses import dataclass
from typing import Any

from deploy.demo.synthetic_items import Reporter
from deploy.demo.synthetic_names import NAMES

COUNTY = "640221"
PRIMARY = "primary"
JUNIOR = "junior_secondary"

_KINDS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "primary": ("小学", "Primary School", (PRIMARY,)),
    "junior_secondary": ("初级中学", "Junior Secondary School", (JUNIOR,)),
    "nine_year": ("九年制学校", "Nine-Year School", (PRIMARY, JUNIOR)),
    "teaching_point": ("教学点", "Teaching Point", (PRIMARY,)),
    # Its pupils are counted by the stage they are taught in; the resource indicators leave the school out by kind.
    "special": ("特殊教育学校", "Special School", (PRIMARY, JUNIOR)),
}
_TOWNSHIPS: dict[str, tuple[str, ...]] = {
    "urban": ("chengguan",),
    "town": ("huangquqiao", "baofeng", "touzha", "yaofu", "chonggang", "taole"),
    "rural": ("gaozhuang", "lingsha", "qukou", "tongfu", "gaoren", "hongyazi"),
}


@dataclass(frozen=True)
class _Group:
    """So many schools of one kind and place, each with pupils drawn from these ranges, stage by stage."""

    kind: str
    place: str
    schools: int
    pupils: tuple[tuple[int, int], ...]


_ROLL = (
    _Group("primary", "urban", 3, ((1650, 1850),)),
    _Group("primary", "urban", 6, ((700, 1000),)),
    _Group("primary", "town", 9, ((300, 460),)),
    _Group("primary", "rural", 9, ((110, 220),)),
    _Group("junior_secondary", "urban", 4, ((900, 1300),)),
    _Group("junior_secondary", "town", 6, ((400, 650),)),
    _Group("junior_secondary", "rural", 4, ((200, 320),)),
    _Group("nine_year", "town", 5, ((220, 400), (160, 260))),
    _Group("nine_year", "rural", 5, ((120, 220), (90, 150))),
    _Group("teaching_point", "rural", 7, ((12, 45),)),
    _Group("teaching_point", "rural", 1, ((60, 80),)),
    _Group("special", "urban", 1, ((40, 50), (20, 30))),
)


@dataclass(frozen=True)
class School:
    """A fictitious school with its pupils of the last school year, by stage."""

    code: str
    name_zh: str
    name_en: str
    kind: str
    place: str
    township: str
    boarding: str
    school_code: str
    pupils: dict[str, int]

    @property
    def stages(self) -> tuple[str, ...]:
        """The stages taught, youngest first."""
        return _KINDS[self.kind][2]

    def as_organisation(self) -> dict[str, Any]:
        """The school in the shape of the organisations API and of `data/organisations/`."""
        return {
            "code": self.code,
            "name": {"zh": self.name_zh, "en": self.name_en},
            "kind": "school",
            "parent": self.township,
            "division_code": COUNTY,
            "aliases": [],
            "name_lost_in_source": False,
            "synthetic": True,
            "members": [],
            "attributes": {
                "school_kind": self.kind,
                "stages": list(self.stages),
                "place": self.place,
                "boarding": self.boarding,
                "school_code": self.school_code,
            },
        }

    def as_reporter(self) -> Reporter:
        """The school as populations see it."""
        attributes = {"school_kind": self.kind, "place": self.place, "division_code": COUNTY}
        return Reporter(self.code, "school", attributes)


def roll(seed: int, fixed_pupils: dict[str, dict[str, int]]) -> tuple[School, ...]:
    """All schools in the order of their codes; `fixed_pupils` replaces the drawn numbers of the schools it names."""
    places = [(group, position) for group in _ROLL for position in range(group.schools)]
    return tuple(
        _school(seed, number, group, position, fixed_pupils) for number, (group, position) in enumerate(places, start=1)
    )


def _school(seed: int, number: int, group: _Group, position: int, fixed_pupils: dict[str, dict[str, int]]) -> School:
    code = f"{COUNTY}-s{number:03d}"
    rng = random.Random(f"{seed}/{code}/roll")  # noqa: S311 - repeatable figures are the purpose, not secrecy
    kind_zh, kind_en, stages = _KINDS[group.kind]
    zh, en = NAMES[number - 1]
    townships = _TOWNSHIPS[group.place]
    drawn = {stage: rng.randint(*bounds) for stage, bounds in zip(stages, group.pupils, strict=True)}
    leading = "3" if group.kind == "junior_secondary" else "2"
    return School(
        code=code,
        name_zh=f"虚构·{zh}{kind_zh}",
        name_en=f"Fictitious {en} {kind_en}",
        kind=group.kind,
        place=group.place,
        township=f"{COUNTY}-{townships[position % len(townships)]}",
        boarding="boarding" if group.place != "urban" and JUNIOR in stages and rng.random() < 0.5 else "day",
        school_code=f"{leading}164{990000 + number}",
        pupils=fixed_pupils.get(code, drawn),
    )
