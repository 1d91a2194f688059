"""A fictitious prefecture with one county of two primary schools, the departments of both, and the root's officials."""

from typing import Any

from services.access.copies import write_principal
from services.audit.repository.copies import apply_places
from tests.audit.county import County, organisation

CITY, BELOW = "640200", "640221"
ROOT = "000000"


async def open_prefecture(county: County) -> County:
    """Beside the county of the test; its places by their names: education, a, a-education, a-s1, a-s2."""
    code = f"{county.code}-city"
    top = f"/{ROOT}/{code}"
    below = f"{top}/{code}-a"
    places = [
        organisation(code, ROOT, top, "government", {"division_code": CITY}),
        _department(f"{code}-education", code, top, CITY),
        organisation(f"{code}-a", code, below, "government", {"division_code": BELOW}),
        _department(f"{code}-a-education", f"{code}-a", below, BELOW),
        *(_school(f"{code}-a-{name}", f"{code}-a", below) for name in ("s1", "s2")),
    ]
    grants = {role: [{"role": role, "organisation": code}] for role in ("supervisor", "decider", "auditor")}
    async with county.database.transaction() as session:
        await apply_places(session, places)
        for name, held in grants.items():
            await write_principal(session, f"{name}@{code}", _person(name, held))
        await session.commit()
    return County(code, county.door, county.database, county.feeds)


async def seat_officials(county: County) -> None:
    """`administrator@root`, `decider@root` and `auditor@root`, who answer for the whole tree."""
    root = organisation(ROOT, ROOT, f"/{ROOT}", "government", {})
    root["body"]["parent"] = None
    async with county.database.transaction() as session:
        await apply_places(session, [root])
        for role in ("administrator", "decider", "auditor"):
            await write_principal(session, f"{role}@root", _person(role, [{"role": role, "organisation": ROOT}]))
        await session.commit()


def _department(code: str, parent: str, path: str, division: str) -> dict[str, Any]:
    return organisation(
        code, parent, f"{path}/{code}", "department", {"function": "education", "division_code": division}
    )


def _school(code: str, parent: str, path: str) -> dict[str, Any]:
    return organisation(code, parent, f"{path}/{code}", "school", {"school_kind": "primary", "division_code": BELOW})


def _person(name: str, grants: list[dict[str, str]]) -> dict[str, Any]:
    return {"kind": "person", "name": name, "active": True, "grants": grants}
