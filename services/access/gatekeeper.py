"""Lets callers in: verifies the token, judges by this process's own copy of the policy."""

from collections.abc import Hashable

from fastapi import Request
from sqlmodel.ext.asyncio.session import AsyncSession

from services.access.caller import Caller, Guard, load_caller
from services.access.policy import POLICY
from services.kernel.errors import NotAllowed, NotFound, TokenInvalid
from services.kernel.follower import Follower
from services.kernel.routes import ANONYMOUS
from services.kernel.tokens import TokenVerifier

COPY_WAIT_SECONDS = 3.0
MOST_KNOWN = 10_000


class PolicyGatekeeper:
    """`policy_copy` is the follower of the gateway's policy feed; None in the gateway, which owns the policy.

    A token names the policy version its registration is part of. A process whose copy is older waits a moment for
    the feed rather than asking the gateway, so that no request here depends on another process's answer.
    """

    def __init__(self, verifier: TokenVerifier, policy_copy: Follower | None) -> None:
        self._verifier, self._copy = verifier, policy_copy
        self._known: dict[str, Caller] = {}
        self._known_at = -1

    async def admit(self, request: Request, session: AsyncSession, operation: str) -> str:
        row = POLICY.get(operation)
        if row is None:
            raise LookupError(f"no row in the policy table for {operation}")
        if row.public:
            return ANONYMOUS
        claims = await self._verifier.verify(request.headers.get("authorization"))
        if self._copy is not None and self._copy.version < claims.policy_version:
            await self._copy.reached(claims.policy_version, COPY_WAIT_SECONDS)
        caller = await self._caller(session, claims.subject)
        if not any(grant.role in row.roles for grant in caller.grants):
            raise NotFound() if row.hidden else NotAllowed()
        request.state.guard = Guard(caller, row, session)
        return caller.id

    async def _caller(self, session: AsyncSession, subject: str) -> Caller:
        """Remembered for as long as the copy of the policy stands still; what was read may be newer, never older."""
        version = -1 if self._copy is None else self._copy.version
        if version != self._known_at or len(self._known) > MOST_KNOWN:
            self._known, self._known_at = {}, version
        known = self._known.get(subject)
        if known is not None:
            return known
        caller = await load_caller(session, subject)
        if caller is None:
            raise TokenInvalid()
        if version >= 0:
            self._known[subject] = caller
        return caller

    def sees(self, request: Request) -> Hashable:
        guard = getattr(request.state, "guard", None)
        return None if guard is None else (guard.caller.id, guard.caller.grants)

    def settle(self, request: Request) -> None:
        guard = getattr(request.state, "guard", None)
        if guard is not None and not guard.asked:
            raise AssertionError(f"{guard.row.operation} is about to commit without asking for whom it may act")
