"""The county in which an organisation lies, and who lies there with it."""

from collections.abc import Collection, Iterable

from services.kernel.database import run_sql
from services.kernel.routes import Session
from services.metrics.repository.directory import Directory, Kin, learn


async def know_counties(session: Session, directory: Directory, places: Iterable[int]) -> None:
    """Of each kin: the nearest government above with a division code, else the nearest government, else nothing."""
    new = [place for place in set(places) if place not in directory.counties]
    if new:
        await learn(
            session, directory, {code for place in new for code in directory.kin[place].above.split("/") if code}
        )
        directory.counties.update({place: _county(directory, directory.kin[place]) for place in new})


def _county(directory: Directory, kin: Kin) -> str:
    above = [(code, directory.kin[directory.desks[code][1]].member) for code in reversed(kin.above.split("/")) if code]
    governments = [(code, member) for code, member in above if member.kind == "government"]
    coded = [code for code, member in governments if member.attributes.get("division_code")]
    return (coded or [code for code, _ in governments] or [""])[0]


async def know_neighbours(session: Session, directory: Directory, counties: Collection[str], kind: str) -> None:
    """All organisations of a kind at any depth below each of the counties."""
    new = [county for county in counties if (county, kind) not in directory.neighbours]
    if not new:
        return
    found = await run_sql(
        session,
        """select g.code as county, o.code from {schema}.organisation g
           join {schema}.organisation o on o.path ~>=~ (g.path || '/') and o.path ~<~ (g.path || '0') and o.kind = :kind
           where g.code = any(:counties)""",
        counties=sorted(new),
        kind=kind,
    )
    below: dict[str, list[str]] = {county: [] for county in new}
    for row in found:
        below[row.county].append(row.code)
    await learn(session, directory, [code for codes in below.values() for code in codes])
    directory.neighbours.update({(county, kind): codes for county, codes in below.items()})
