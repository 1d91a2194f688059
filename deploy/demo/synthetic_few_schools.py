"""A few fictitious schools and kindergartens in every county, for figures that schools report.

Every name carries the mark 虚构 / Fictitious, and every code a letter no register gives.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from deploy.demo.synthetic_items import inside
from deploy.demo.synthetic_names import NAMES
from services.yardsticks.membership import level_of
from services.yardsticks.words import Level

# school kind: (name, name, stages, place)
KINDS: dict[str, tuple[str, str, tuple[str, ...], str]] = {
    "kindergarten": ("幼儿园", "Kindergarten", ("preschool",), "town"),
    "primary": ("小学", "Primary School", ("primary",), "urban"),
    "junior_secondary": ("初级中学", "Junior Secondary School", ("junior_secondary",), "town"),
    "nine_year": ("九年制学校", "Nine-Year School", ("primary", "junior_secondary"), "rural"),
    "senior_secondary": ("高级中学", "Senior Secondary School", ("senior_secondary",), "urban"),
    "vocational": ("职业学校", "Vocational School", ("senior_secondary",), "urban"),
    "special": ("特殊教育学校", "Special School", ("special",), "urban"),
}
USUAL = ("kindergarten", "primary", "junior_secondary")


def counties_of(organisations: Iterable[dict[str, Any]], jurisdiction: str) -> list[dict[str, Any]]:
    """The county governments of a jurisdiction, in the order of their codes."""
    found = [
        each
        for each in organisations
        if each["kind"] == "government"
        and inside(each, jurisdiction)
        and level_of(each["division_code"]) is Level.COUNTY
    ]
    return sorted(found, key=lambda each: str(each["code"]))


def few_schools(counties: Sequence[dict[str, Any]], kinds: Sequence[str] = USUAL) -> list[dict[str, Any]]:
    """One school of each kind a county, in the shape of the organisations API."""
    return [
        _school(county, kind, number, NAMES[(place * len(kinds) + number) % len(NAMES)])
        for place, county in enumerate(counties)
        for number, kind in enumerate(kinds)
    ]


def _school(county: dict[str, Any], kind: str, number: int, name: tuple[str, str]) -> dict[str, Any]:
    zh, en, stages, place = KINDS[kind]
    code = county["code"]
    return {
        "code": f"{code}-f{number + 1:02d}",
        "name": {"zh": f"虚构·{name[0]}{zh}（{code}）", "en": f"Fictitious {name[1]} {en} ({code})"},
        "kind": "school",
        "parent": code,
        "division_code": code,
        "synthetic": True,
        "attributes": {"school_kind": kind, "stages": list(stages), "place": place, "boarding": "day"},
    }
