"""How the operations of identity and plans are called."""

import base64
import hashlib
from collections.abc import Callable

from deploy.demo.door import DOCS_CLIENT, IDENTITY
from tests.door.access import documents
from tests.door.access.ground import Ground
from tests.door.access.recipe import DRY, Act, Call, Item, Listing, Public, Recipe
from tests.door.conftest import PASSWORD, school

PLANS = "/api/v1/plans/plans"
ORGANISATIONS = "/api/v1/plans/organisations"
LAST = {"after": str(2**62), "limit": "1"}
REVOCATION = {"reason": "A test needs it."}


def _asked(ground: Ground) -> dict[str, str]:
    """The parameters of an authorization request with PKCE."""
    challenge = base64.urlsafe_b64encode(hashlib.sha256(b"verifier").digest()).decode().rstrip("=")
    return {
        "response_type": "code",
        "client_id": DOCS_CLIENT,
        "redirect_uri": f"{ground.town.house.gateway_url}/docs/oauth2-redirect",
        "code_challenge": challenge,
        "code_challenge_method": "S256",
    }


def _token(ground: Ground) -> Call:
    secret = ground.town.house.settings["DUDAO_METRICS_CLIENT_SECRET"]
    form = {"grant_type": "client_credentials"}
    return Call("POST", f"{IDENTITY}/token", form=form, auth=("service-metrics", secret))


def _sign_in(ground: Ground) -> Call:
    person = {"username": ground.accounts[ground.town.code], "password": PASSWORD}
    return Call("POST", f"{IDENTITY}/sign-in", form={**_asked(ground), **person})


def _register(_: Ground, target: str, mark: str) -> Call:
    body = {"name": f"Test {mark}", "grants": [{"role": "sender", "organisation": target}]}
    return Call("POST", f"{IDENTITY}/clients", body)


def _open_account(ground: Ground, target: str, mark: str) -> Call:
    return Call("POST", f"{IDENTITY}/accounts", documents.account(f"new.{ground.town.code}.{mark}", target))


def _revoke_client(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{IDENTITY}/clients/{ground.clients[target]}/revocation", REVOCATION)


def _revoke_account(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{IDENTITY}/accounts/{ground.accounts[target]}/revocation", REVOCATION)


def _granted_at(_: Ground, item: Item) -> list[str]:
    return [grant["organisation"] for grant in item["grants"]]


def _rename(ground: Ground, target: str, _: str) -> Call:
    renamed = school(target, ground.tree.parents[target], "nine_year")
    return Call("POST", ORGANISATIONS, {"organisations": [renamed]}, DRY)


def _found_below(_: Ground, target: str, mark: str) -> Call:
    return Call("POST", ORGANISATIONS, {"organisations": [school(f"{target}-{mark}", target, "primary")]}, DRY)


def _close(_: Ground, target: str, __: str) -> Call:
    body = {"kind": "closed", "on": documents.AS_OF, "reason": "A test needs it."}
    return Call("POST", f"{ORGANISATIONS}/{target}/events", body, DRY)


def _withdraw_event(ground: Ground, target: str, _: str) -> Call:
    address = f"{ORGANISATIONS}/{target}/events/{ground.entries[target]}/withdrawal"
    return Call("POST", address, {"reason": "A test needs it."}, DRY)


def _put_plan(_: Ground, target: str, mark: str) -> Call:
    code = f"new-{target}-{mark}"
    return Call("PUT", f"{PLANS}/{code}", documents.plan(code, target, []), DRY)


def _take_over_plan(ground: Ground, target: str, _: str) -> Call:
    """A plan of the target that is put again as one of the caller's own organisation."""
    code = documents.published(target)
    return Call("PUT", f"{PLANS}/{code}", documents.plan(code, ground.tree.own, []), DRY)


def _publish(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{PLANS}/{documents.published(target)}/publication", documents.PUBLICATION, DRY)


def _confirm_date(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{PLANS}/{documents.undated(target)}/date-confirmation", documents.CONFIRMATION, DRY)


def _withdraw(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{PLANS}/{documents.published(target)}/withdrawal", documents.WITHDRAWAL, DRY)


def _supersede(ground: Ground, target: str, _: str) -> Call:
    body = documents.WITHDRAWAL | {"superseded_by": documents.published(ground.tree.town)}
    return Call("POST", f"{PLANS}/{documents.published(target)}/supersession", body, DRY)


def _take_in(_: Ground, target: str, mark: str) -> Call:
    return Call("POST", "/api/v1/plans/packages", documents.package(f"taken-{target}-{mark}", target), DRY)


def _of_plan(part: str, **params: str) -> Callable[[Ground, str, str], Call]:
    """A part of a published plan of the target."""
    return lambda _, target, __: Call("GET", f"{PLANS}/{documents.published(target)}/{part}", params=params)


def _members(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"{ORGANISATIONS}/{target}/members", params={"on": documents.AS_OF})


def _resolve(ground: Ground, target: str, _: str) -> Call:
    body = {"jurisdiction": ground.tree.town, "names": [f"虚构·学校 {target}"]}
    return Call("POST", f"{ORGANISATIONS}/resolutions", body)


def _assigned(_: Ground, target: str, __: str) -> Call:
    return Call("GET", "/api/v1/plans/assignments", params={"organisation": target, "on": documents.AS_OF})


def _matrix(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"{PLANS}/{documents.published(target)}/responsibilities")


RECIPES: tuple[Recipe, ...] = (
    Public("identity_token", _token),
    Public("identity_authorize", lambda ground: Call("GET", f"{IDENTITY}/authorize", params=_asked(ground))),
    Public("identity_sign_in", _sign_in, status=303),
    Public("identity_keys", lambda _: Call("GET", f"{IDENTITY}/keys")),
    Public("identity_policy", lambda _: Call("GET", f"{IDENTITY}/policy")),
    Act("identity_me", lambda *_: Call("GET", f"{IDENTITY}/me")),
    Act("identity_changes", lambda *_: Call("GET", f"{IDENTITY}/changes", params=LAST)),
    Act("identity_register_client", _register),
    Listing("identity_list_clients", lambda _: f"{IDENTITY}/clients", lambda item: item["client_id"], _granted_at),
    Act("identity_revoke_client", _revoke_client),
    Act("identity_create_account", _open_account),
    Listing("identity_list_accounts", lambda _: f"{IDENTITY}/accounts", lambda item: item["id"], _granted_at),
    Act("identity_revoke_account", _revoke_account),
    Act("plans_upsert_organisations", _rename, "change"),
    Act("plans_upsert_organisations", _found_below, "found below"),
    Act("plans_list_organisations", lambda _, target, __: Call("GET", ORGANISATIONS, params={"below": target})),
    Act("plans_get_organisation", lambda _, target, __: Call("GET", f"{ORGANISATIONS}/{target}")),
    Act("plans_list_members", _members),
    Act("plans_resolve_names", _resolve),
    Act("plans_record_event", _close),
    Act("plans_withdraw_event", _withdraw_event),
    Act("plans_list_events", lambda _, target, __: Call("GET", f"{ORGANISATIONS}/{target}/events")),
    Act("plans_put_plan", _put_plan),
    Act("plans_put_plan", _take_over_plan, "take over"),
    Act("plans_publish_plan", _publish),
    Act("plans_confirm_date", _confirm_date),
    Act("plans_supersede_plan", _supersede),
    Act("plans_withdraw_plan", _withdraw),
    Act("plans_import_package", _take_in),
    Act("plans_plan_of_day", _of_plan("state", as_of=documents.AS_OF)),
    Act("plans_list_revisions", _of_plan("revisions")),
    Act("plans_compare_revisions", _of_plan("comparison", **{"from": "1", "to": "1"})),
    Act("plans_export_plan", _of_plan("export")),
    Act("plans_list_plans", lambda _, target, __: Call("GET", PLANS, params={"jurisdiction": target})),
    Act("plans_get_plan", lambda _, target, __: Call("GET", f"{PLANS}/{documents.published(target)}")),
    Act("plans_list_assignments", _assigned),
    Act("plans_responsibility_matrix", _matrix),
    Act(
        "plans_list_duties", lambda _, target, __: Call("GET", "/api/v1/plans/duties", params={"organisation": target})
    ),
    Act("plans_list_targets", lambda _, target, __: Call("GET", f"{PLANS}/{documents.published(target)}/targets")),
    Act("plans_changes", lambda *_: Call("GET", "/api/v1/plans/changes", params=LAST)),
)
