"""What cannot be true of the members of a proposed collective."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date

from services.kernel.errors import Fault
from services.plans.domain.organisation import Kind, Membership, Proposal
from services.yardsticks.language import FILTERS


def member_faults(one: Proposal, at: str, kinds: Mapping[str, str]) -> Iterator[Fault]:
    """`at` is the JSON pointer of the proposal, `kinds` are the kinds of all organisations there are and will be."""
    if one.kind != Kind.COLLECTIVE:
        for name, given in (("members", one.members), ("member_rule", one.member_rule)):
            if given:
                yield Fault("not_a_collective", f"{at}/{name}", "only an organisation of kind collective has members")
    if one.members and one.member_rule:
        yield Fault("members_and_rule", f"{at}/member_rule", "either a list of members or a rule")
    yield from _rule_faults(one, f"{at}/member_rule", kinds)
    earlier: dict[str, list[Membership]] = {}
    for position, member in enumerate(one.members):
        yield from _listed_faults(member, f"{at}/members/{position}", kinds)
        same = earlier.setdefault(member.organisation, [])
        if any(_meet(member, other) for other in same):
            pointer = f"{at}/members/{position}/organisation"
            yield Fault("member_repeated", pointer, "each member once at a time", member.organisation)
        same.append(member)


def listed_faults(one: Proposal, at: str, listed_by: Collection[str]) -> Iterator[Fault]:
    """Who is a member of a collective cannot become one itself; `listed_by` are the collectives that list it."""
    if one.kind == Kind.COLLECTIVE and listed_by:
        expected = f"a kind that is no collective, as it is a listed member of {', '.join(sorted(listed_by))}"
        yield Fault("member_is_collective", f"{at}/kind", expected, one.kind)


def _rule_faults(one: Proposal, at: str, kinds: Mapping[str, str]) -> Iterator[Fault]:
    rule = one.member_rule
    if rule is None:
        return
    if rule.below not in kinds:
        yield Fault("member_unknown", f"{at}/below", "an organisation that exists or stands in this body", rule.below)
    if rule.kind == Kind.COLLECTIVE:
        yield Fault("member_is_collective", f"{at}/kind", "a kind of organisation that is no collective", rule.kind)
    for name, given in (("levels", rule.levels), ("functions", rule.functions)):
        if given and rule.kind not in FILTERS[name]:
            expected = f"none, as it says nothing of a {rule.kind}, only of a {' or '.join(FILTERS[name])}"
            yield Fault("filter_out_of_place", f"{at}/{name}", expected)


def _listed_faults(member: Membership, at: str, kinds: Mapping[str, str]) -> Iterator[Fault]:
    code, pointer = member.organisation, f"{at}/organisation"
    if code not in kinds:
        yield Fault("member_unknown", pointer, "an organisation that exists or stands in this body", code)
    elif kinds[code] == Kind.COLLECTIVE:
        yield Fault("member_is_collective", pointer, "an organisation that is no collective itself", code)
    if member.since and member.until and member.until < member.since:
        yield Fault("member_left_before", f"{at}/until", f"{member.since} or a later day", str(member.until))


def _meet(one: Membership, other: Membership) -> bool:
    """Whether the two times of one member have a day in common."""
    return (one.since or date.min) <= (other.until or date.max) and (other.since or date.min) <= (one.until or date.max)
