"""A small client of the gateway, such as a vendor or an administrator's script would write with httpx."""

import base64
import hashlib
import secrets
import time
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import partial
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

import httpx

IDENTITY = "/api/v1/identity"
DOCS_CLIENT = "dudao-docs"
RETRY_SECONDS = 5.0


class UnexpectedAnswer(Exception):  # noqa: N818 - an answer, not an error of the program
    """The gateway answered otherwise than the caller can use; says what it said."""

    def __init__(self, answer: httpx.Response) -> None:
        request = answer.request
        super().__init__(f"{request.method} {request.url.path} answered {answer.status_code}: {answer.text[:1500]}")
        self.answer = answer


@dataclass
class Door:
    """Speaks to the gateway with one token, and asks for the next one at half of its life."""

    http: httpx.AsyncClient
    sign_in: Callable[[httpx.AsyncClient], Awaitable[httpx.Response]] | None = None
    renew_at: float = float("inf")

    @classmethod
    def stranger(cls, url: str) -> Self:
        return cls(httpx.AsyncClient(base_url=url, timeout=60, trust_env=False))

    @classmethod
    async def machine(cls, url: str, client_id: str, secret: str) -> Self:
        """A machine: OAuth2 client credentials."""
        return await cls._signed_in(url, partial(_machine_token, client_id, secret))

    @classmethod
    async def person(cls, url: str, username: str, password: str) -> Self:
        """A person: authorization code with PKCE, the sign-in page filled in by program."""
        return await cls._signed_in(url, partial(_person_token, username, password))

    @classmethod
    async def _signed_in(cls, url: str, sign_in: Callable[[httpx.AsyncClient], Awaitable[httpx.Response]]) -> Self:
        door = cls.stranger(url)
        try:
            door.carry(await sign_in(door.http))
        except (httpx.HTTPError, UnexpectedAnswer):
            await door.close()
            raise
        door.sign_in = sign_in
        door.http.event_hooks["request"].append(door.renew)
        return door

    def carry(self, answer: httpx.Response) -> None:
        """Take the token of an answer of the token endpoint."""
        if answer.status_code != 200:
            raise UnexpectedAnswer(answer)
        token = answer.json()
        self.http.headers["Authorization"] = f"Bearer {token['access_token']}"
        self.renew_at = time.monotonic() + token["expires_in"] / 2

    async def renew(self, request: httpx.Request) -> None:
        """Those who ask meanwhile go with the old token, which still has its other half; so does who is refused."""
        if self.sign_in is None or time.monotonic() < self.renew_at:
            return
        self.renew_at = float("inf")
        old = self.http.headers["Authorization"]
        try:
            self.carry(await self.sign_in(self.http))
        except (httpx.TransportError, UnexpectedAnswer):
            self.renew_at = time.monotonic() + RETRY_SECONDS
        if request.headers.get("Authorization") == old:
            request.headers["Authorization"] = self.http.headers["Authorization"]

    async def get(self, path: str, **params: Any) -> Any:
        """The JSON of a 200 answer."""
        given = {name: value for name, value in params.items() if value is not None}
        return _json(await self.http.get(path, params=given), {200})

    async def everything(self, path: str, **params: Any) -> list[Any]:
        """All items of a list, page by page."""
        items: list[Any] = []
        page = await self.get(path, limit=1000, **params)
        items += page["items"]
        while page["next"]:
            page = await self.get(path, limit=1000, cursor=page["next"], **params)
            items += page["items"]
        return items

    async def post(self, path: str, body: Any, *, expect: Collection[int] = (200, 201, 204), **params: Any) -> Any:
        return _json(await self.http.post(path, json=body, params=params), expect)

    async def put(self, path: str, body: Any, *, expect: Collection[int] = (200, 201)) -> Any:
        return _json(await self.http.put(path, json=body), expect)

    async def close(self) -> None:
        await self.http.aclose()


def _json(answer: httpx.Response, expect: Collection[int]) -> Any:
    if answer.status_code not in expect:
        raise UnexpectedAnswer(answer)
    return answer.json() if answer.content else None


async def _machine_token(client_id: str, secret: str, http: httpx.AsyncClient) -> httpx.Response:
    form = {"grant_type": "client_credentials"}
    return await http.post(f"{IDENTITY}/token", data=form, auth=(client_id, secret))


async def _person_token(username: str, password: str, http: httpx.AsyncClient) -> httpx.Response:
    verifier = secrets.token_urlsafe(48)
    digest = hashlib.sha256(verifier.encode()).digest()
    redirect = f"{str(http.base_url).rstrip('/')}/docs/oauth2-redirect"
    form = {
        "response_type": "code",
        "client_id": DOCS_CLIENT,
        "redirect_uri": redirect,
        "code_challenge": base64.urlsafe_b64encode(digest).decode().rstrip("="),
        "code_challenge_method": "S256",
        "state": secrets.token_urlsafe(8),
    }
    signed = await http.post(f"{IDENTITY}/sign-in", data={**form, "username": username, "password": password})
    if signed.status_code != 303:
        raise UnexpectedAnswer(signed)
    code = parse_qs(urlsplit(signed.headers["location"]).query)["code"][0]
    form = {
        "grant_type": "authorization_code",
        "code": code,
        "client_id": DOCS_CLIENT,
        "redirect_uri": redirect,
        "code_verifier": verifier,
    }
    return await http.post(f"{IDENTITY}/token", data=form)
