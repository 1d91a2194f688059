"""A small tree of organisations for a test, and callers in it."""

from dataclasses import dataclass
from typing import Any


def named(role: str, organisation: str) -> dict[str, str]:
    return {"x-grant": f"{role}@{organisation}"}


def organisation(code: str, parent: str | None, kind: str = "government", **more: Any) -> dict[str, Any]:
    """An item as a client posts it."""
    name = {"zh": f"虚构{code}", "en": f"Fictitious {code}"}
    return {"code": code, "name": name, "kind": kind, "parent": parent, "synthetic": True, **more}


@dataclass(frozen=True)
class Tree:
    """Codes of one test's organisations; `mark` is in all of them."""

    mark: str

    @property
    def province(self) -> str:
        return f"{self.mark}-p"

    @property
    def county(self) -> str:
        return f"{self.mark}-a"

    @property
    def other_county(self) -> str:
        return f"{self.mark}-b"

    @property
    def office(self) -> str:
        return f"{self.mark}-a-office"

    @property
    def school(self) -> str:
        return f"{self.mark}-a-school"

    @property
    def school_code(self) -> str:
        """Of this test alone: no two schools bear one code on the same day."""
        return f"2164{int(self.mark[1:], 16) % 10**6:06d}"

    def organisations(self) -> list[dict[str, Any]]:
        """Children first, so that the order of a body is seen not to matter."""
        school = {
            "school_kind": "nine_year",
            "stages": ["primary", "junior_secondary"],
            "school_code": self.school_code,
        }
        return [
            organisation(self.school, self.office, "school", attributes=school),
            organisation(self.office, self.county, "department", aliases=[f"教体局{self.mark}"]),
            organisation(self.county, self.province, division_code="640221"),
            organisation(self.other_county, self.province),
            organisation(self.province, None),
        ]
