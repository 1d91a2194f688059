"""The one door to neighbouring processes: httpx2 with time-outs, the request id passed on, and a machine token.

httpx 0.28's pool dies for good once enough requests were cancelled; httpx2 is its maintained line.
"""

import asyncio
import time
from typing import Any, Protocol

import httpx2
import msgspec
import structlog

from services.kernel.errors import Unavailable

TIMEOUT = httpx2.Timeout(connect=3, read=40, write=20, pool=5)


class MachineToken:
    """This process's own access token, fetched by client credentials and renewed before it ends."""

    def __init__(self, gateway_url: str, client_id: str, client_secret: str) -> None:
        self._url = f"{gateway_url}/api/v1/identity/token"
        self._credentials = (client_id, client_secret)
        self._token, self._ends = "", 0.0
        self._renewing = asyncio.Lock()

    async def __call__(self) -> str:
        async with self._renewing:
            if time.monotonic() > self._ends:
                await self._renew()
        return self._token

    def drop(self) -> None:
        """Fetch a new token next time: the present one was refused."""
        self._ends = 0.0

    async def _renew(self) -> None:
        form = {"grant_type": "client_credentials"}
        try:
            async with httpx2.AsyncClient(timeout=TIMEOUT, trust_env=False) as http:
                response = await http.post(self._url, data=form, auth=self._credentials)
                response.raise_for_status()
        except httpx2.HTTPError as error:
            raise Unavailable(f"no token for this process: {type(error).__name__}") from error
        answer = response.json()
        self._token = answer["access_token"]
        self._ends = time.monotonic() + answer["expires_in"] * 0.8


class Bearer(Protocol):
    """Yields this process's present token."""

    async def __call__(self) -> str: ...

    def drop(self) -> None: ...


class NeighbourClient:
    """Calls neighbours as this process."""

    def __init__(self, bearer: Bearer) -> None:
        self._bearer = bearer
        self._http = httpx2.AsyncClient(timeout=TIMEOUT, trust_env=False)

    async def get(self, url: str, params: dict[str, Any] | None = None) -> Any:
        """The JSON of a neighbour's 200 answer; `Unavailable` for anything else."""
        return await self._json(url, params, {"Authorization": f"Bearer {await self._bearer()}"})

    async def public(self, url: str) -> Any:
        """The JSON of an answer that needs no token."""
        return await self._json(url, None, {})

    async def _json(self, url: str, params: dict[str, Any] | None, headers: dict[str, str]) -> Any:
        request_id = structlog.contextvars.get_contextvars().get("request_id")
        if request_id:
            headers["X-Request-ID"] = request_id
        try:
            response = await self._http.get(url, params=params, headers=headers)
        except httpx2.HTTPError as error:
            raise Unavailable(f"no answer from a neighbour: {type(error).__name__}") from error
        if response.status_code == 401:
            self._bearer.drop()
        if response.status_code != 200:
            raise Unavailable(f"a neighbour answered {response.status_code}")
        return msgspec.json.decode(response.content)  # of a long page of a feed json takes twice as long

    async def close(self) -> None:
        await self._http.aclose()
