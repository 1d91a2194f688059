"""Whom a collective such as 各乡镇 means on a day: its dated members, or whoever its rule finds below a place."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from services.plans.domain.organisation import Kind, MemberRule, Organisation, Standing
from services.yardsticks.language import Population
from services.yardsticks.membership import belongs
from services.yardsticks.words import Level


class MeantBy(StrEnum):
    """How an organisation says whom it means. `unstated`: a collective of which nobody has said it yet."""

    ITSELF = "itself"
    MEMBERS = "members"
    RULE = "rule"
    UNSTATED = "unstated"


def meant_by(one: Organisation) -> MeantBy:
    """An organisation that is no collective means itself."""
    if one.kind != Kind.COLLECTIVE:
        return MeantBy.ITSELF
    if one.attributes.get("members"):
        return MeantBy.MEMBERS
    return MeantBy.RULE if one.attributes.get("member_rule") else MeantBy.UNSTATED


def standing_on(one: Organisation, day: date) -> Standing:
    """The day of closing is the first without it; who knows no day of opening was always there."""
    opened, closed = _day(one.attributes, "opened_on"), _day(one.attributes, "closed_on")
    if opened is not None and day < opened:
        return Standing.NOT_YET_OPEN
    return Standing.CLOSED if closed is not None and closed <= day else Standing.OPEN


def exists_on(one: Organisation, day: date) -> bool:
    return standing_on(one, day) is Standing.OPEN


def listed_on(collective: Organisation, day: date) -> set[str]:
    """The codes of the listed members whose time includes the day."""
    return {
        member["organisation"]
        for member in collective.attributes.get("members", ())
        if (_day(member, "from") or date.min) <= day <= (_day(member, "until") or date.max)
    }


def rule_of(collective: Organisation) -> MemberRule | None:
    rule = collective.attributes.get("member_rule")
    return MemberRule(**rule) if rule else None


def means(collective: Organisation, one: Organisation, day: date) -> bool:
    """Whether the collective means `one` on the day."""
    if not exists_on(one, day):
        return False
    rule = rule_of(collective)
    return _follows(rule, one) if rule else one.code in listed_on(collective, day)


def _follows(rule: MemberRule, one: Organisation) -> bool:
    population = Population(
        kind=rule.kind, levels=[Level(level) for level in rule.levels], functions=list(rule.functions)
    )
    above = one.path.split("/")[1:-1]
    return rule.below in above and belongs(population, one.kind, one.attributes)


def _day(given: Mapping[str, Any], name: str) -> date | None:
    text = given.get(name)
    return date.fromisoformat(text) if text else None
