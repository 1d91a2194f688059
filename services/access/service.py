"""What every process behind the gateway shares: its client, its copies of policy and organisations, its gatekeeper."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from services.access.copies import ORGANISATION_TOPIC, POLICY_TOPIC, apply_organisations, apply_policy
from services.access.gatekeeper import PolicyGatekeeper
from services.kernel.client import MachineToken, NeighbourClient
from services.kernel.database import Database
from services.kernel.feed import Feed, Unpack
from services.kernel.follower import Apply, Follower
from services.kernel.routes import Ground
from services.kernel.settings import ServiceSettings
from services.kernel.tokens import TokenVerifier


@dataclass(frozen=True)
class Service:
    """The ground of one service and the followers that keep its copies."""

    ground: Ground
    client: NeighbourClient
    policy: Follower
    organisations: Follower | None
    tokens: TokenVerifier


def stand_up(
    name: str,
    settings: ServiceSettings,
    plans_url: str | None,
    keep: Apply = apply_organisations,
    unpack: Mapping[str, Unpack] | None = None,
) -> Service:
    """`plans_url` is None in plans itself, which owns the organisations; `keep` takes in their changes elsewhere.

    `unpack`: how packed changes of its own feed become words, by topic.
    """
    database = Database(settings.database_url.get_secret_value(), name, settings.pool_size)
    secret = settings.client_secret.get_secret_value()
    client = NeighbourClient(MachineToken(settings.gateway_url, f"service-{name}", secret))
    identity = f"{settings.gateway_url}/api/v1/identity"
    policy = Follower("policy", f"{identity}/changes", [POLICY_TOPIC], database, client, apply_policy)
    organisations = None
    if plans_url is not None:
        url = f"{plans_url}/api/v1/plans/changes"
        organisations = Follower("organisations", url, [ORGANISATION_TOPIC], database, client, keep)
    verifier = TokenVerifier(partial(client.public, f"{identity}/keys"))
    ground = Ground(database, Feed(database, unpack), PolicyGatekeeper(verifier, policy))
    return Service(ground, client, policy, organisations, verifier)
