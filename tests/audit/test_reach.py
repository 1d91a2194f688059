"""What names a unit is shown to whoever reaches that unit, also from above it."""

from services.access.copies import apply_organisations, write_principal
from tests.audit.county import County, organisation
from tests.audit.test_orders import proposed

LISTS = ("/bindings", "/findings", "/cases")


async def oversee(county: County, *units: str) -> None:
    """`overseer` supervises a house that stands beside all schools and holds these units."""
    name, house = f"overseer@{county.code}", county.at("house")
    path = f"/000000/{county.code}/{house}"
    changes = [organisation(house, county.code, path, "department", {})]
    changes += [organisation(county.at(unit), house, f"{path}/{county.at(unit)}", "department", {}) for unit in units]
    grants = [{"role": "supervisor", "organisation": house}]
    async with county.database.transaction() as session:
        await apply_organisations(session, changes)
        await write_principal(session, name, {"kind": "person", "name": name, "active": True, "grants": grants})
        await session.commit()


async def test_lists_hide_what_names_a_unit_out_of_reach(county: County) -> None:
    await proposed(county)
    await oversee(county, "education")
    for path in LISTS:
        assert (await county.get(path, by="overseer")).body["items"] == []


async def test_lists_show_what_names_a_unit_below_the_caller(county: County) -> None:
    order, unit = await proposed(county), county.at("finance")
    await oversee(county, "finance")
    bindings, findings, orders = [(await county.get(path, by="overseer")).body["items"] for path in LISTS]
    assert [each["unit"]["code"] for each in bindings] == [unit]
    assert [[named["unit"]["code"] for named in each["units"]] for each in findings] == [[unit]] * 2
    assert [each["id"] for each in orders] == [order]
    assert (await county.get(f"/cases/{order}", by="overseer")).status == 200
