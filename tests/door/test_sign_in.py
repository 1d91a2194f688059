"""People sign in by authorization code with PKCE; every way to use a code or the page that is not meant is shut."""

import asyncio
import base64
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
import pytest_asyncio

from deploy.demo.door import DOCS_CLIENT, IDENTITY, Door
from gateway.domain.attempts import ALLOWED
from tests.door.conftest import PASSWORD, Town
from tests.door.patience import until, until_known

ELSEWHERE = "https://elsewhere.example/docs/oauth2-redirect"
VERIFIER = secrets.token_urlsafe(48)
CHALLENGE = base64.urlsafe_b64encode(hashlib.sha256(VERIFIER.encode()).digest()).decode().rstrip("=")


@dataclass(frozen=True)
class Person:
    """An account and the browser of whom it belongs to; `asked` is what the docs page asks of the sign-in page."""

    door: Door
    username: str
    asked: dict[str, str]

    async def signs_in(
        self, password: str = PASSWORD, changes: Mapping[str, str | None] | None = None
    ) -> httpx.Response:
        """The answer to the filled-in page; a change of None leaves the field out."""
        form = {**self.asked, "username": self.username, "password": password, **(changes or {})}
        given = {name: value for name, value in form.items() if value is not None}
        return await self.door.http.post(f"{IDENTITY}/sign-in", data=given)

    async def code(self) -> str:
        signed = await self.signs_in()
        assert signed.status_code == 303, signed.text
        assert signed.headers["location"].startswith(self.asked["redirect_uri"] + "?")
        return parse_qs(urlsplit(signed.headers["location"]).query)["code"][0]

    async def redeems(self, code: str, **changes: str) -> httpx.Response:
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "client_id": DOCS_CLIENT,
            "redirect_uri": self.asked["redirect_uri"],
            "code_verifier": VERIFIER,
        }
        return await self.door.http.post(f"{IDENTITY}/token", data=form | changes)


@pytest_asyncio.fixture
async def person(town: Town, stranger: Door) -> Person:
    """Somebody of this county, not signed in yet."""
    username = f"p{secrets.token_hex(6)}"
    grants = [{"role": "reviewer", "organisation": town.code}]
    body = {"username": username, "name": "Test person", "password": PASSWORD, "grants": grants}
    await until_known(town.admin, f"{IDENTITY}/accounts", body)
    asked = {
        "response_type": "code",
        "client_id": DOCS_CLIENT,
        "redirect_uri": f"{town.house.gateway_url}/docs/oauth2-redirect",
        "code_challenge": CHALLENGE,
        "code_challenge_method": "S256",
        "state": "a state",
    }
    return Person(stranger, username, asked)


def assert_refused_code(answer: httpx.Response) -> None:
    assert (answer.status_code, answer.json()["code"]) == (400, "authorization_code_invalid"), answer.text
    assert answer.json()["error"] == "invalid_grant"
    assert "access_token" not in answer.text


@pytest.mark.parametrize(
    "wrong",
    [
        {"code_verifier": secrets.token_urlsafe(48)},
        {"code_verifier": CHALLENGE},
        {"code_verifier": ""},
        {"redirect_uri": ELSEWHERE},
        {"redirect_uri": ""},
        {"client_id": "another-client"},
        {"client_id": ""},
        {"code": secrets.token_urlsafe(32)},
    ],
    ids="_".join,
)
async def test_a_code_with_one_thing_wrong_is_refused(person: Person, wrong: dict[str, str]) -> None:
    assert_refused_code(await person.redeems(**{"code": await person.code()} | wrong))
    control = await person.redeems(await person.code())
    assert control.status_code == 200, "a code with nothing wrong works"


async def test_a_code_works_once_and_its_token_is_not_to_be_kept(person: Person) -> None:
    code = await person.code()
    first = await person.redeems(code)
    assert first.status_code == 200, first.text
    assert first.headers["cache-control"] == "no-store"
    assert_refused_code(await person.redeems(code))
    person.door.carry(first)
    assert (await person.door.get(f"{IDENTITY}/me"))["kind"] == "person"


async def test_of_four_that_redeem_one_code_at_once_one_gets_a_token(person: Person) -> None:
    code = await person.code()
    answers = await asyncio.gather(*(person.redeems(code) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 400, 400, 400]


async def test_the_token_of_a_machine_is_not_to_be_kept_either(town: Town, stranger: Door) -> None:
    _, made = await town.machine("sender")
    credentials = (made["client_id"], made["client_secret"])
    answer = await stranger.http.post(f"{IDENTITY}/token", data={"grant_type": "client_credentials"}, auth=credentials)
    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize(
    ("field", "value", "status"),
    [
        ("redirect_uri", ELSEWHERE, 400),
        ("redirect_uri", "{}/", 400),
        ("redirect_uri", "{}?next=/", 400),
        ("redirect_uri", "//elsewhere.example", 400),
        ("redirect_uri", None, 422),
        ("code_challenge_method", "plain", 400),
        ("code_challenge_method", None, 422),
        ("code_challenge", "too-short", 400),
        ("code_challenge", None, 422),
        ("client_id", "another-client", 400),
        ("response_type", "token", 400),
    ],
)
async def test_a_sign_in_that_the_docs_page_would_not_ask_for_is_refused_and_sent_nowhere(
    person: Person, field: str, value: str | None, status: int
) -> None:
    """`{}` stands for the docs page's own address."""
    changed = None if value is None else value.replace("{}", person.asked["redirect_uri"])
    asked = {name: given for name, given in {**person.asked, field: changed}.items() if given is not None}
    page = await person.door.http.get(f"{IDENTITY}/authorize", params=asked)
    signed = await person.signs_in(changes={field: changed})
    for answer in (page, signed):
        assert answer.status_code == status, answer.text
        assert "location" not in answer.headers
        assert answer.headers["content-type"] == "application/problem+json"
        assert any(fault["pointer"].strip("?/") == field for fault in answer.json()["errors"])
    control = await person.door.http.get(f"{IDENTITY}/authorize", params=person.asked)
    assert control.status_code == 200
    assert "<form" in control.text
    assert (await person.signs_in()).status_code == 303


async def test_a_wrong_password_and_an_unknown_name_get_the_same_page(person: Person) -> None:
    nobody = replace(person, username=f"n{secrets.token_hex(6)}")
    wrong, unknown = await person.signs_in("a wrong pass phrase"), await nobody.signs_in()
    assert (wrong.status_code, unknown.status_code) == (401, 401)
    assert wrong.text == unknown.text
    assert 'role="alert"' in wrong.text
    own = {"x-request-id", "date", "traceparent"}
    assert {k: v for k, v in wrong.headers.items() if k not in own} == {
        k: v for k, v in unknown.headers.items() if k not in own
    }
    assert "location" not in wrong.headers
    assert (await person.signs_in()).status_code == 303


async def test_after_eight_failures_a_name_must_wait_even_with_the_right_password(person: Person, town: Town) -> None:
    assert ALLOWED == 8
    for _ in range(ALLOWED):
        assert (await person.signs_in("a wrong pass phrase")).status_code == 401
    for password in ("a wrong pass phrase", PASSWORD):
        answer = await person.signs_in(password)
        assert answer.status_code == 429
        assert int(answer.headers["retry-after"]) > 0
        assert "location" not in answer.headers
    await town.person("reviewer")  # the control: other names still come in


async def test_a_success_forgives_the_failures_before_it(person: Person) -> None:
    for _ in range(2):
        for _ in range(ALLOWED - 1):
            assert (await person.signs_in("a wrong pass phrase")).status_code == 401
        assert (await person.signs_in()).status_code == 303


async def test_the_young_token_the_code_and_the_password_of_a_closed_account_are_refused(
    town: Town, person: Person
) -> None:
    person.door.carry(await person.redeems(await person.code()))
    paths = [f"{IDENTITY}/me", "/api/v1/plans/plans", "/api/v1/metrics/indicators", "/api/v1/audit/standards"]
    for path in paths:
        await person.door.get(path)
    code = await person.code()
    await town.admin.post(f"{IDENTITY}/accounts/{person.username}/revocation", {"reason": "left the office"})
    assert (await person.door.http.get(paths[0])).status_code == 401
    for path in paths[1:]:

        async def refused(path: str = path) -> bool:
            return (await person.door.http.get(path)).status_code == 401

        await until(refused)
    assert (await person.signs_in()).status_code == 401
    late = (await person.redeems(code)).json()  # whether or not it yields a token, nobody comes in by it
    bearer = {"Authorization": f"Bearer {late.get('access_token', 'none')}"}
    assert (await person.door.http.get(paths[0], headers=bearer)).status_code == 401


async def test_at_half_of_its_life_a_program_takes_a_new_token(town: Town) -> None:
    door, _ = await town.machine("sender")
    first, due = door.http.headers["Authorization"], door.renew_at
    await door.get(f"{IDENTITY}/me")
    assert door.http.headers["Authorization"] == first, "the control: the first half"
    door.renew_at = 0
    await door.get(f"{IDENTITY}/me")
    assert door.http.headers["Authorization"] != first
    assert door.renew_at > due
