"""A small tree with one school in every relation to the caller's own, and where anything stands in it.

    town (government) > above > own > below
                        above > sibling
           town       > none

All five are schools, the way a central school stands above its teaching points: so each of them reports, is assessed,
has a plan and can be named by one. Each has an office, the unit that the plans and orders about it name.
"""

from dataclasses import dataclass
from typing import Any

from services.access.policy import ROOT_ORGANISATION, Relation
from tests.door.conftest import county, school


@dataclass(frozen=True)
class Tree:
    """The tree below one town."""

    town: str

    def at(self, relation: Relation) -> str:
        """The school in this relation to the caller's."""
        return f"{self.town}-{relation}"

    @property
    def own(self) -> str:
        return self.at(Relation.OWN)

    @property
    def schools(self) -> list[str]:
        return [self.at(relation) for relation in Relation]

    @property
    def parents(self) -> dict[str, str]:
        above = self.at(Relation.ABOVE)
        schools = {
            above: self.town,
            self.own: above,
            self.at(Relation.SIBLING): above,
            self.at(Relation.BELOW): self.own,
            self.at(Relation.NONE): self.town,
        }
        return {self.town: ROOT_ORGANISATION, **schools, **{office(code): code for code in schools}}

    def bodies(self) -> list[dict[str, Any]]:
        """The organisations as a client posts them."""
        parents = self.parents
        schools = [school(code, parents[code], "primary") for code in self.schools]
        return [county(self.town), *schools, *(_office(code) for code in self.schools)]

    def standing(self, target: str, seen_from: str) -> Relation:
        """The relation of an organisation of this tree, or the root, to another, walked up parent by parent."""
        parents = self.parents
        if target == seen_from:
            return Relation.OWN
        if seen_from in _ancestors(target, parents):
            return Relation.BELOW
        if target in _ancestors(seen_from, parents):
            return Relation.ABOVE
        return Relation.SIBLING if parents.get(target) == parents.get(seen_from) else Relation.NONE

    def within(self, code: str) -> set[str]:
        """The organisation and everything below it."""
        return {code} | {each for each in self.parents if code in _ancestors(each, self.parents)}


def office(code: str) -> str:
    return f"{code}-office"


def _office(code: str) -> dict[str, Any]:
    name = {"zh": f"虚构·办公室 {code}", "en": f"Fictitious office of {code}"}
    return {"code": office(code), "name": name, "kind": "department", "parent": code, "synthetic": True}


def _ancestors(code: str, parents: dict[str, str]) -> list[str]:
    chain = []
    while code in parents:
        code = parents[code]
        chain.append(code)
    return chain
