"""Who is not let in learns nothing more than that."""

import asyncio
import base64
import json
import time
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from deploy.demo.door import IDENTITY, Door
from deploy.supervisor import House
from services.kernel.tokens import AUDIENCE, ISSUER
from tests.door.conftest import Town
from tests.door.patience import until, until_known

SHAPE = {"type", "title", "status", "code", "detail", "action_owner", "errors", "request_id"}


async def operations(door: Door) -> list[tuple[str, str, dict[str, Any]]]:
    document = await door.get("/openapi.json")
    return [
        (method.upper(), path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


async def test_every_guarded_operation_answers_401_to_a_stranger_in_the_one_shape(stranger: Door) -> None:
    found = await operations(stranger)
    assert len(found) > 40
    for method, path, operation in found:
        if operation["x-access"]["public"]:
            continue
        answer = await stranger.http.request(method, path.replace("{", "").replace("}", ""), json={})
        assert (answer.status_code, answer.json()["code"]) == (401, "token_missing"), path
        assert set(answer.json()) >= SHAPE
        assert answer.headers["www-authenticate"].startswith("Bearer")


async def test_every_operation_refuses_unknown_parameters_and_other_methods_in_the_one_shape(admin: Door) -> None:
    for method, path, operation in await operations(admin):
        if operation["x-access"]["public"]:
            continue
        address = path.replace("{", "").replace("}", "")
        answer = await admin.http.request(method, address, params={"no_such_parameter": 1}, json={})
        assert 400 <= answer.status_code < 500, f"{method} {path}: {answer.text}"
        assert answer.headers["content-type"] == "application/problem+json"
        assert set(answer.json()) >= SHAPE
        other = await admin.http.request("DELETE", address)  # no operation deletes: everything outlives its subject
        assert (other.status_code, other.json()["code"]) == (405, "method_not_allowed"), path


def forged(house: House, **changes: Any) -> str:
    """A token signed with the house's own key, or one like it, with something wrong."""
    key = changes.pop("key", None) or ECKey.import_key(_key(house))
    header: dict[str, Any] = {"alg": "ES256", "typ": "at+jwt", "kid": str(key.kid), **changes.pop("header", {})}
    now = int(time.time())
    claims = {"iss": ISSUER, "aud": AUDIENCE, "sub": "service-audit", "iat": now, "exp": now + 600, "policy_version": 0}
    return jwt.encode(header, claims | changes, key, algorithms=["ES256"])


def _key(house: House) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(house.settings["DUDAO_GATEWAY_SIGNING_KEY"])
    return found


@pytest.mark.parametrize("service", ["plans/plans", "metrics/indicators", "audit/standards", "identity/me"])
async def test_tokens_that_are_expired_foreign_or_forged_are_refused_by_every_process(
    house: House, stranger: Door, service: str
) -> None:
    now, foreign = int(time.time()), ECKey.generate_key("P-256")
    right = ECKey.import_key(_key(house))
    foreign_with_our_name = ECKey.import_key({**foreign.as_dict(private=True), "kid": str(right.kid)})
    wrong = [
        forged(house, exp=now - 61),
        forged(house, iss="somebody"),
        forged(house, aud="elsewhere"),
        forged(house, sub="nobody"),
        forged(house, header={"typ": "JWT"}),
        forged(house, key=foreign_with_our_name),
        forged(house)[:-6] + "AAAAAA",
        "eyJhbGciOiJub25lIiwidHlwIjoiYXQrand0In0.e30.",
        "x" * 9000,
        base64.urlsafe_b64encode(b"[" * 5000).decode() + ".x.y",
        "not a token",
    ]
    for token in wrong:
        answer = await stranger.http.get(f"/api/v1/{service}", headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 401, token
        assert answer.json()["code"] in ("token_invalid", "token_missing")
    good = await stranger.http.get("/api/v1/identity/me", headers={"Authorization": f"Bearer {forged(house)}"})
    assert good.status_code == 200, "the control: a token with nothing wrong is let in"


async def test_a_revoked_client_is_refused_everywhere_within_seconds_although_its_token_is_young(town: Town) -> None:
    door, made = await town.machine("sender")
    for path in ("plans/plans", "metrics/indicators", "audit/standards"):
        await door.get(f"/api/v1/{path}")
    await town.admin.post(f"{IDENTITY}/clients/{made['client_id']}/revocation", {"reason": "contract ended"})
    assert (await door.http.get(f"{IDENTITY}/me")).status_code == 401
    for path in ("plans/plans", "metrics/indicators", "audit/standards"):

        async def refused(path: str = path) -> bool:
            return (await door.http.get(f"/api/v1/{path}")).status_code == 401

        await until(refused)
    credentials = (made["client_id"], made["client_secret"])
    again = await door.http.post(f"{IDENTITY}/token", data={"grant_type": "client_credentials"}, auth=credentials)
    assert (again.status_code, again.json()["error"]) == (401, "invalid_client")


async def test_a_client_registered_this_moment_is_known_to_every_process(town: Town) -> None:
    doors = await asyncio.gather(*(town.machine("sender") for _ in range(5)))
    for door, _ in doors:
        for path in ("plans/plans", "metrics/indicators", "audit/standards"):
            await door.get(f"/api/v1/{path}")


async def test_wrong_credentials_say_nothing_about_which_part_is_wrong(town: Town, stranger: Door) -> None:
    _, made = await town.machine("sender")
    answers = [
        await stranger.http.post(f"{IDENTITY}/token", data={"grant_type": "client_credentials"}, auth=credentials)
        for credentials in ((made["client_id"], "wrong"), ("cli_unknown", made["client_secret"]))
    ]
    bodies = [{k: v for k, v in answer.json().items() if k != "request_id"} for answer in answers]
    assert bodies[0] == bodies[1]
    assert [answer.status_code for answer in answers] == [401, 401]


async def test_the_password_grant_does_not_exist(stranger: Door) -> None:
    form = {"grant_type": "password", "username": "a", "password": "b"}
    answer = await stranger.http.post(f"{IDENTITY}/token", data=form)
    assert (answer.status_code, answer.json()["error"]) == (400, "unsupported_grant_type")


async def test_an_administrator_grants_only_below_and_only_roles_of_the_kind(town: Town) -> None:
    county_admin = await town.person("administrator")
    above = {"name": "x", "grants": [{"role": "sender", "organisation": "000000"}]}
    answer = await county_admin.http.post(f"{IDENTITY}/clients", json=above)
    assert (answer.status_code, answer.json()["code"]) == (403, "grant_not_allowed")
    decider = {"name": "x", "grants": [{"role": "decider", "organisation": town.code}]}
    answer = await county_admin.http.post(f"{IDENTITY}/clients", json=decider)
    assert (answer.status_code, answer.json()["code"]) == (422, "role_not_for_kind")
    service = {"username": "some.body", "name": "x", "password": "a" * 12, "grants": [_service()]}
    assert (await town.admin.http.post(f"{IDENTITY}/accounts", json=service)).status_code == 422


def _service() -> dict[str, str]:
    return {"role": "service", "organisation": "000000"}


async def test_a_secret_is_never_stored_with_the_answer_of_an_idempotency_key(town: Town) -> None:
    body = {"name": "x", "grants": [{"role": "sender", "organisation": town.code}]}
    await until_first(town, body)
    headers = {"Idempotency-Key": f"key-{town.code}"}
    first = await town.admin.http.post(f"{IDENTITY}/clients", json=body, headers=headers)
    again = await town.admin.http.post(f"{IDENTITY}/clients", json=body, headers=headers)
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json()["client_secret"] != again.json()["client_secret"]


async def until_first(town: Town, body: dict[str, Any]) -> None:
    async def attempt() -> bool:
        return (await town.admin.http.post(f"{IDENTITY}/clients", json=body)).status_code == 201

    await until(attempt)


async def test_the_processes_themselves_are_no_clients_that_an_administrator_could_revoke(town: Town) -> None:
    for principal in ("service-metrics", "service-gateway"):
        path = f"{IDENTITY}/clients/{principal}/revocation"
        answer = await town.admin.http.post(path, json={"reason": "only a test of refusal"})
        assert answer.status_code == 404
    assert (await town.admin.get("/ready/all"))["status"] == "ready"


async def test_what_a_client_may_do_elsewhere_is_not_shown_here(town: Town) -> None:
    other = f"{town.code}-elsewhere"
    await town.organisations({"code": other, "name": {"zh": "外县", "en": "Elsewhere"}, "kind": "government"})
    grants = [{"role": "sender", "organisation": code} for code in (town.code, other)]
    made = await until_known(town.admin, f"{IDENTITY}/clients", {"name": "Test machine", "grants": grants})
    county_admin = await town.person("administrator")
    listed = {each["client_id"]: each for each in await county_admin.everything(f"{IDENTITY}/clients")}
    assert listed[made["client_id"]]["grants"] == grants[:1]


async def test_whatever_host_a_caller_names_the_gateway_calls_only_its_own_processes(stranger: Door) -> None:
    called = asyncio.Event()
    server = await asyncio.start_server(lambda *_: called.set(), "127.0.0.1", 0)
    host = f"127.0.0.1:{server.sockets[0].getsockname()[1]}"
    await asyncio.sleep(1.1)  # what is known of the processes is good for a second
    answer = await stranger.http.get("/ready/all", headers={"Host": host})
    assert answer.json()["processes"]["gateway"]["status"] == "ready"
    assert not called.is_set()
    server.close()
    await server.wait_closed()


async def test_a_password_leaves_no_trace_among_the_kept_answers(town: Town) -> None:
    username = f"kept.{town.code}"
    body = {"username": username, "name": "x", "password": "a long pass phrase", "grants": [_service()]}
    body["grants"] = [{"role": "reviewer", "organisation": town.code}]

    async def made() -> bool:
        answer = await town.admin.http.post(f"{IDENTITY}/accounts", json=body, headers={"Idempotency-Key": username})
        return answer.status_code == 201

    await until(made)
    again = await town.admin.http.post(f"{IDENTITY}/accounts", json=body, headers={"Idempotency-Key": username})
    assert (again.status_code, again.json()["code"]) == (409, "username_taken"), "judged anew, not replayed"
