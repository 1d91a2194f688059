"""Names that were given up, and bearers that exist no more."""

from typing import Any

import httpx
import pytest

from services.plans.domain.name_resolution import Hint, How, Past, Resolver
from services.plans.domain.organisation import Organisation
from tests.plans.happenings import URL, happened, name, posted
from tests.plans.test_names_resolution import COUNTY, unit
from tests.plans.tree import Tree, organisation

AROUND = [COUNTY, unit("new", "0c", "清溪县教体局"), unit("next", "0c", "清溪县文旅局")]


async def read(http: httpx.AsyncClient, tree: Tree, printed: str, on: str | None) -> dict[str, Any]:
    body = {"jurisdiction": tree.county, "names": [printed]} | ({"on": on} if on else {})
    answer = await http.post(f"{URL}/resolutions", json=body)
    assert answer.status_code == 200, answer.text
    item: dict[str, Any] = answer.json()["items"][0]
    return item


def test_who_bears_a_name_now_comes_before_who_gave_it_up() -> None:
    def found(around: list[Organisation]) -> list[tuple[str | None, Hint | None]]:
        past = {"new": Past(["清溪县教育局", "清溪县教体局"])}
        resolver = Resolver(COUNTY, around, past=past)
        read = list(resolver.read(["清溪县教育局", "清溪县教体局"]))
        return [(one.organisation.code if one.organisation else None, one.hint) for one in read]

    assert found(AROUND) == [("new", Hint.RENAMED), ("new", None)]
    assert found([*AROUND, unit("taken", "0c", "清溪县教育局")]) == [("taken", None), ("new", None)]


def test_a_name_two_have_given_up_is_ambiguous() -> None:
    past = {code: Past(["清溪县文教局"]) for code in ("new", "next")}
    (found,) = Resolver(COUNTY, AROUND, past=past).read(["清溪县文教局"])
    assert (found.how, found.candidates) == (How.AMBIGUOUS, ["new", "next"])


@pytest.mark.parametrize("on", ["2022-09-01", None])
async def test_an_old_name_is_an_alias_with_a_hint_once_it_is_given_up(
    http: httpx.AsyncClient, tree: Tree, on: str | None
) -> None:
    await happened(http, tree.office, "renamed", "2022-09-01", name=name("新名"), aliases=[])
    old = f"虚构{tree.office}"
    before, after = await read(http, tree, old, "2022-08-31"), await read(http, tree, old, on)
    assert (before["how"], before["organisation"]["code"], before["hint"]) == ("exact", tree.office, None)
    assert (after["how"], after["organisation"]["code"], after["hint"]) == ("alias", tree.office, "renamed")
    assert after["label"] == old
    assert (await read(http, tree, f"教体局{tree.mark}", on))["hint"] == "renamed"
    assert (await read(http, tree, "新名", "2022-08-31"))["how"] == "none"
    assert (await read(http, tree, "新名", on))["how"] == "exact"


async def test_a_merged_name_leads_to_its_successor_as_a_hint_only(http: httpx.AsyncClient, tree: Tree) -> None:
    heir, last = f"{tree.mark}-heir", f"{tree.mark}-last"
    await posted(http, *(organisation(code, tree.county, "department") for code in (heir, last)))
    await happened(http, tree.office, "merged_into", "2022-09-01", successor=heir)
    await happened(http, heir, "merged_into", "2023-09-01", successor=last)
    old = f"虚构{tree.office}"
    assert (await read(http, tree, old, "2022-08-31"))["how"] == "exact"
    for on, successor in (("2022-09-01", heir), ("2023-09-01", last)):
        found = await read(http, tree, old, on)
        assert (found["how"], found["organisation"], found["label"]) == ("none", None, old)
        assert (found["hint"], found["successors"]) == ("merged", [successor])
    dateless = await read(http, tree, old, None)
    assert (dateless["how"], dateless["hint"], dateless["successors"]) == ("exact", "merged", [last])


async def test_a_closed_bearer_has_no_successors(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.office, "closed", "2022-09-01")
    found = await read(http, tree, f"虚构{tree.office}", "2022-09-01")
    assert (found["how"], found["hint"], found["successors"]) == ("none", "closed", [])


async def test_a_unit_is_found_where_it_stood_on_the_day(http: httpx.AsyncClient, tree: Tree) -> None:
    await happened(http, tree.office, "moved", "2022-09-01", parent=tree.other_county)
    found = [(await read(http, tree, f"虚构{tree.office}", on))["how"] for on in ("2022-08-31", "2022-09-01", None)]
    assert found == ["exact", "none", "none"]
