"""Bodies of identity."""

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints

from services.access.policy import Role
from services.kernel.fields import Closed, Code, Line, Reason, Shown

Username = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9._-]{2,59}$")]
Password = Annotated[str, StringConstraints(min_length=12, max_length=200)]


class GrantBody(Closed):
    """A role for an organisation; where the role allows it, also for what stands below."""

    role: Role
    organisation: Code


class GrantShown(Shown):
    role: Role
    organisation: str


class ClientBody(Closed):
    """A machine to be registered."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {"name": "School information system", "grants": [{"role": "sender", "organisation": "640221"}]}
            ]
        }
    )

    name: Line
    grants: list[GrantBody] = Field(min_length=1, max_length=500)


class ClientRegistered(Shown):
    """`client_secret` is shown this once and stored only as a keyed hash."""

    client_id: str
    client_secret: str
    name: str
    grants: list[GrantShown]


class ClientShown(Shown):
    client_id: str
    name: str
    active: bool
    grants: list[GrantShown]


class AccountBody(Closed):
    """A person's account. The person changes hands with the institution's own procedure, not by e-mail."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "username": "county.reviewer",
                    "name": "County reviewer",
                    "password": "a long pass phrase",
                    "grants": [{"role": "reviewer", "organisation": "640221"}],
                }
            ]
        }
    )

    username: Username
    name: Line
    password: Password
    grants: list[GrantBody] = Field(min_length=1, max_length=100)


class AccountShown(Shown):
    id: str
    username: str
    name: str
    active: bool
    grants: list[GrantShown]


class RevocationBody(Closed):
    model_config = ConfigDict(json_schema_extra={"examples": [{"reason": "The contract with the vendor has ended."}]})

    reason: Reason


class Me(Shown):
    """Who the token says is calling, and what the policy allows them where."""

    id: str
    kind: str
    name: str
    grants: list[GrantShown]


class TokenAnswer(Shown):
    access_token: str
    token_type: Literal["Bearer"] = "Bearer"  # noqa: S105 - a word of RFC 6749
    expires_in: int


class PolicyRow(Shown):
    """One row of the policy table; `roles` maps a role to the relations it may touch."""

    operation: str
    public: bool
    anywhere: bool
    hidden: bool
    roles: dict[str, list[str]]
