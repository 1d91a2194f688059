"""Tries the cells of a recipe and says which of them differ from the policy table."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import httpx

from deploy.demo.door import Door
from services.access.policy import POLICY, Row
from tests.door.access.callers import Caller
from tests.door.access.ground import Ground
from tests.door.access.recipe import Act, Call, Item, Listing


@dataclass(frozen=True)
class Cell:
    """One caller, one organisation, and what was wrong with the answer; None where it was as the table says."""

    caller: str
    target: str
    allowed: bool
    fault: str | None


def allowed(ground: Ground, row: Row, caller: Caller, concerned: Iterable[str]) -> bool:
    """What the table says of a caller and the organisations that something concerns."""
    relations = row.roles.get(caller.role, frozenset())
    if row.anywhere:
        return caller.role in row.roles
    return any(ground.tree.standing(code, seen_from=caller.place) in relations for code in concerned)


async def ask(door: Door, call: Call) -> httpx.Response:
    if call.text is not None:
        headers = {"Content-Type": call.media}
        return await door.http.request(
            call.method, call.path, content=call.text.encode(), params=call.params, headers=headers
        )
    return await door.http.request(
        call.method, call.path, json=call.body, params=call.params, data=call.form, auth=call.auth
    )


async def act_cells(ground: Ground, act: Act) -> list[Cell]:
    """Every role, every organisation the act may be tried for."""
    callers = ground.at_root if act.from_root else ground.callers
    targets = act.targets(ground.tree)
    jobs = [
        _act(ground, act, caller, relation, targets[relation]) for caller in callers.values() for relation in targets
    ]
    return await ground.each(jobs)


async def _act(ground: Ground, act: Act, caller: Caller, relation: str, target: str) -> Cell:
    row = POLICY[act.operation]
    may = allowed(ground, row, caller, act.concerns(ground, target))
    answer = await ask(caller.door, act.call(ground, target, f"{caller.role}-{relation}"))
    if may:
        fault = None if answer.is_success else f"should do it, got {answer.status_code} {answer.text[:300]}"
    else:
        in_role = caller.role in row.roles
        fault = _not_refused(answer, (act.outside if in_role else None) or _refusal(row))
    return Cell(caller.role, relation, may, fault)


def _refusal(row: Row) -> int:
    return 404 if row.hidden else 403


def _not_refused(answer: httpx.Response, status: int) -> str | None:
    if answer.status_code != status:
        return f"should be refused with {status}, got {answer.status_code} {answer.text[:300]}"
    if status == 404 and answer.json()["code"] != "not_found":
        return f"should be hidden, got {answer.json()['code']}"
    return None


async def list_cells(ground: Ground, listing: Listing) -> list[Cell]:
    """Every role: the whole list, then narrowed to every school."""
    questions: list[tuple[str, dict[str, str]]] = [("everything", {})] * listing.whole + [
        (f"{name}={school}", {name: school}) for name in listing.filters for school in ground.tree.schools
    ]
    cells = []
    for label, narrowed in questions:
        params = {**listing.params, **narrowed}
        universe = await _items(ground.chief, ground, listing, params)
        concerns = {
            listing.key(item): narrowed.values() if narrowed and listing.of_parts else listing.concerns(ground, item)
            for item in universe
        }
        cells += await ground.each(
            _list(ground, listing, caller, label, params, concerns) for caller in ground.callers.values()
        )
    return cells


async def _items(door: Door, ground: Ground, listing: Listing, params: dict[str, str]) -> list[Item]:
    if not listing.lines:
        path = listing.path(ground)
        found: list[Item] = (
            await door.everything(path, **params) if listing.paged else (await door.get(path, **params))["items"]
        )
        return found
    answer = await door.http.get(listing.path(ground), params=params, headers={"Accept": "application/x-ndjson"})
    assert answer.status_code == 200, answer.text
    return [json.loads(line) for line in answer.text.splitlines()]


async def _list(
    ground: Ground,
    listing: Listing,
    caller: Caller,
    label: str,
    params: dict[str, str],
    concerns: dict[object, Collection[str]],
) -> Cell:
    row = POLICY[listing.operation]
    if caller.role not in row.roles:
        answer = await caller.door.http.get(listing.path(ground), params=params)
        return Cell(caller.role, label, allowed=False, fault=_not_refused(answer, _refusal(row)))
    shown = {listing.key(item) for item in await _items(caller.door, ground, listing, params)}
    expected = {key for key, codes in concerns.items() if allowed(ground, row, caller, codes)}
    extra, missing = shown - expected, expected - shown
    fault = f"shows too much {_few(extra)}, too little {_few(missing)}" if extra or missing else None
    return Cell(caller.role, label, bool(expected), fault)


def _few(keys: Collection[object]) -> str:
    return f"({len(keys)}: {', '.join(sorted(map(str, keys))[:4])})"
