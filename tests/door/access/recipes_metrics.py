"""How the operations of metrics are called."""

from collections.abc import Callable, Collection

from deploy.demo.data import load
from tests.door.access import documents
from tests.door.access.ground import SUBMISSIONS, Ground
from tests.door.access.recipe import DRY, Act, Call, Item, Listing, Recipe, only_the_root, the_root_itself
from tests.door.access.recipes_identity_plans import LAST
from tests.door.reporting import PERIOD

METRICS = "/api/v1/metrics"
INDICATORS = Call("POST", f"{METRICS}/indicators", {"indicators": load("indicators/resources.yaml")[:1]}, DRY)
APPROVED = {"decision": "approved"}


def _put_collection(_: Ground, target: str, mark: str) -> Call:
    body = documents.collection(target, opens=2099)
    return Call("PUT", f"{METRICS}/collections/{documents.standing(target)}-{mark}", body)


def _take_over_collection(ground: Ground, target: str, _: str) -> Call:
    """A collection of the target that is put again as one of the caller's own organisation."""
    body = documents.collection(ground.tree.own, opens=2099)
    return Call("PUT", f"{METRICS}/collections/{documents.standing(target)}", body)


def _submit(_: Ground, target: str, __: str) -> Call:
    return Call("POST", SUBMISSIONS, documents.readings([target], documents.NEXT_PERIOD, {"pupils.primary": 7}), DRY)


def _history(_: Ground, target: str, __: str) -> Call:
    key = {"organisation": target, "indicator": "pupils.primary", "period": PERIOD}
    return Call("GET", f"{METRICS}/readings/history", params=key)


def _review(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{SUBMISSIONS}/{ground.pending[target]}/reviews", APPROVED)


def _review_part(ground: Ground, target: str, _: str) -> Call:
    path = f"{SUBMISSIONS}/{ground.together['named']}/reviews"
    return Call("POST", path, {**APPROVED, "organisations": [target]})


MAPPINGS = f"{METRICS}/code-mappings"
NO_CODE = {"mappings": [{"kind": "indicator", "own_code": "of no meaning", "code": None}]}
TABLES = f"{METRICS}/official-tables"


def _template(ground: Ground, target: str, _: str) -> Call:
    params = {"organisation": target, "format": "csv"}
    return Call("GET", f"{METRICS}/collections/c-{ground.town.code}-{PERIOD}/template", params=params)


def _client_mappings(method: str, body: object = None) -> Callable[[Ground, str, str], Call]:
    def call(ground: Ground, target: str, _: str) -> Call:
        return Call(method, f"{MAPPINGS}/{ground.lasting_clients[target]}", body)

    return call


def _put_table(_: Ground, target: str, mark: str) -> Call:
    return Call("PUT", f"{TABLES}/{documents.official(target)}-{mark}", documents.official_table(target))


def _take_over_table(ground: Ground, target: str, _: str) -> Call:
    body = documents.official_table(ground.tree.own)
    return Call("PUT", f"{TABLES}/{documents.official(target)}", body, DRY)


def _import_table(_: Ground, target: str, __: str) -> Call:
    path = f"{TABLES}/{documents.official(target)}/imports"
    return Call("POST", path, params=DRY, text=documents.official_file(target), media="text/csv")


def _settle(ground: Ground, target: str, _: str) -> Call:
    names = ("organisation", "indicator", "reading_version", "official_version")
    seen = {name: ground.differences[target][name] for name in names}
    body = {"period": PERIOD, "decision": "reported_stands", "reason": "A test needs it.", "differences": [seen]}
    return Call("POST", f"{METRICS}/differences/settlements", body, DRY)


def _review_many(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{METRICS}/reviews", {**APPROVED, "below": target}, DRY)


def _lock(_: Ground, target: str, __: str) -> Call:
    return Call("PUT", f"{METRICS}/locks/{target}/2098-2099", {"locked": True, "reason": "年报已定稿"}, DRY)


def _derived(ground: Ground, what: str = "") -> str:
    return f"{METRICS}/derived/{documents.doubled(ground.tree.town)}{what}"


def _rule(ground: Ground, what: str = "") -> str:
    return f"{METRICS}/rules/{documents.too_low(ground.tree.town)}{what}"


def _define_derived(ground: Ground, _: str, __: str) -> Call:
    town = ground.tree.town
    body = {"derived": [documents.derived_from_tally(town, f"4 * {documents.tally(town)}")]}
    return Call("POST", f"{METRICS}/derived", body, DRY)


def _define_rule(ground: Ground, _: str, __: str) -> Call:
    return Call("POST", f"{METRICS}/rules", {"rules": [documents.rule_of_tally(ground.tree.town)]}, DRY)


def _explain(ground: Ground, target: str, _: str) -> Call:
    key = {"organisation": target, "indicator": documents.doubled(ground.tree.town), "period": PERIOD}
    return Call("GET", f"{METRICS}/derived-values/explanation", params=key)


def _publish(*_: object) -> Call:
    body = {"reason": "A test needs it.", "periods": [PERIOD]}
    return Call("POST", f"{METRICS}/publications", body, DRY)


def _progress(ground: Ground, _: str, mark: str) -> Call:
    """Of what the caller sent, and of another's where he may send nothing."""
    mine = ground.held.get(mark.partition("-")[0]) or next(iter(ground.held.values()))
    return Call("GET", f"{SUBMISSIONS}/{mine}/progress")


def _organisation(_: Ground, item: Item) -> Collection[str]:
    return (item["organisation"],)


def _parts(ground: Ground, item: Item) -> Collection[str]:
    return ground.parts[item["id"]]


RECIPES: tuple[Recipe, ...] = (
    Act("metrics_upsert_indicators", lambda *_: INDICATORS, targets=only_the_root),
    Act("metrics_upsert_indicators", lambda *_: INDICATORS, "at the root", targets=the_root_itself, from_root=True),
    Act("metrics_list_indicators", lambda *_: Call("GET", f"{METRICS}/indicators")),
    Act("metrics_upsert_derived", _define_derived, targets=only_the_root),
    Act("metrics_upsert_derived", _define_derived, "at the root", targets=the_root_itself, from_root=True),
    Act("metrics_list_derived", lambda *_: Call("GET", f"{METRICS}/derived")),
    Act("metrics_get_derived", lambda ground, *_: Call("GET", _derived(ground))),
    Act("metrics_list_derived_versions", lambda ground, *_: Call("GET", _derived(ground, "/versions"))),
    Listing(
        "metrics_list_derived_moves",
        lambda ground: _derived(ground, "/moves"),
        lambda item: (item["organisation"], item["indicator"], item["period"]),
        _organisation,
        params={"version": "2"},
    ),
    Listing(
        "metrics_list_derived_values",
        lambda _: f"{METRICS}/derived-values",
        lambda item: (item["organisation"], item["indicator"], item["period"]),
        _organisation,
        filters=("organisation", "below"),
        params={"period": PERIOD},
    ),
    Act("metrics_explain_derived_value", _explain),
    Act("metrics_upsert_rules", _define_rule, targets=only_the_root),
    Act("metrics_upsert_rules", _define_rule, "at the root", targets=the_root_itself, from_root=True),
    Act("metrics_list_rules", lambda *_: Call("GET", f"{METRICS}/rules")),
    Act("metrics_get_rule", lambda ground, *_: Call("GET", _rule(ground))),
    Act("metrics_list_rule_versions", lambda ground, *_: Call("GET", _rule(ground, "/versions"))),
    Listing(
        "metrics_check_rules",
        lambda _: f"{METRICS}/rules/checks",
        lambda item: (item["organisation"], item["rule"], item["period"]),
        _organisation,
        filters=("organisation", "below"),
        params={"period": PERIOD},
    ),
    Act("metrics_put_collection", _put_collection),
    Act("metrics_put_collection", _take_over_collection, "take over"),
    Act("metrics_list_collections", lambda *_: Call("GET", f"{METRICS}/collections")),
    Listing(
        "metrics_list_obligations",
        lambda _: f"{METRICS}/obligations",
        lambda item: (item["organisation"], item["collection"]),
        _organisation,
        filters=("organisation",),
        params={"as_of": "2023-01-01"},
    ),
    Listing(
        "metrics_list_completeness",
        lambda _: f"{METRICS}/completeness",
        lambda item: item["code"],
        lambda _, item: (item["code"],),
        filters=("organisation",),
        params={"as_of": "2023-01-01", "by": "unit"},
    ),
    Act("metrics_get_template", _template),
    Listing(
        "metrics_list_burden",
        lambda _: f"{METRICS}/burden",
        lambda item: item["code"],
        lambda _, item: (item["code"],),
        filters=("organisation",),
        params={"year": "2021", "over": "unit"},
    ),
    Act("metrics_put_code_mappings", lambda *_: Call("PUT", MAPPINGS, NO_CODE)),
    Act("metrics_list_code_mappings", lambda *_: Call("GET", MAPPINGS)),
    Act("metrics_put_client_code_mappings", _client_mappings("PUT", NO_CODE)),
    Act("metrics_list_client_code_mappings", _client_mappings("GET")),
    Act("metrics_put_official_table", _put_table),
    Act("metrics_put_official_table", _take_over_table, "take over"),
    Act("metrics_list_official_tables", lambda *_: Call("GET", TABLES)),
    Act("metrics_import_official_table", _import_table),
    Listing(
        "metrics_list_differences",
        lambda _: f"{METRICS}/differences",
        lambda item: (item["organisation"], item["indicator"]),
        _organisation,
        filters=("organisation",),
        params={"period": PERIOD},
    ),
    Act("metrics_settle_differences", _settle),
    # who may not report for a school is told the same as of a school that does not exist: 422, row by row
    Act("metrics_submit", _submit, outside=422),
    Listing(
        "metrics_list_submissions",
        lambda _: SUBMISSIONS,
        lambda item: item["id"],
        _parts,
        filters=("organisation",),
        of_parts=True,
    ),
    Act("metrics_get_submission", lambda ground, target, _: Call("GET", f"{SUBMISSIONS}/{ground.reported[target]}")),
    Act("metrics_submission_progress", _progress),
    Act("metrics_review_submission", _review),
    Act("metrics_review_submission", _review_part, "one part"),
    # what lies elsewhere is not there: nothing is reviewed, and nobody learns why
    Act("metrics_review_parts", _review_many, outside=200),
    Act("metrics_put_lock", _lock),
    Act("metrics_list_locks", lambda *_: Call("GET", f"{METRICS}/locks")),
    Listing(
        "metrics_list_corrections",
        lambda _: f"{METRICS}/corrections",
        lambda item: (item["organisation"], item["indicator"], item["period"], item["version"]),
        _organisation,
        filters=("organisation", "below"),
    ),
    Listing(
        "metrics_list_readings",
        lambda _: f"{METRICS}/readings",
        lambda item: (item["organisation"], item["indicator"], item["period"]),
        _organisation,
        filters=("organisation", "below"),
    ),
    Listing(
        "metrics_export_readings",
        lambda _: f"{METRICS}/files/readings",
        lambda item: (item["organisation"], item["indicator"], item["period"]),
        _organisation,
        filters=("below",),
        lines=True,
    ),
    Listing(
        "metrics_series",
        lambda _: f"{METRICS}/series",
        lambda item: (item["organisation"], item["indicator"]),
        _organisation,
        filters=("organisation",),
        whole=False,
        paged=False,
    ),
    Listing(
        "metrics_pivot",
        lambda _: f"{METRICS}/pivots",
        lambda item: item["row"],
        lambda _, item: (item["row"],),
        filters=("below",),
        params={"period": PERIOD, "indicator": "pupils.primary", "by": "unit"},
        paged=False,
    ),
    Act("metrics_publish", _publish, targets=only_the_root),
    Act("metrics_publish", _publish, "at the root", targets=the_root_itself, from_root=True),
    Act("metrics_list_publications", lambda *_: Call("GET", f"{METRICS}/publications")),
    Act("metrics_reading_history", _history),
    Act("metrics_changes", lambda *_: Call("GET", f"{METRICS}/changes", params=LAST)),
)
