"""How the operations of audit are called."""

from collections.abc import Collection

from services.access.policy import Relation
from tests.door.access import documents
from tests.door.access.documents import AS_OF, CRITERION, FIRST, TARGET
from tests.door.access.ground import Ground
from tests.door.access.recipe import DRY, Act, Call, Item, Listing, Recipe, only_the_root, the_root_itself
from tests.door.access.recipes_identity_plans import LAST
from tests.door.access.tree import office
from tests.door.reporting import PERIOD, STANDARD

AUDIT = "/api/v1/audit"


def _draft(_: Ground, __: str, mark: str) -> Call:
    return Call("POST", f"{AUDIT}/standards", documents.standard(f"drafted-{mark}"), DRY)


def _rewrite(ground: Ground, _: str, __: str) -> Call:
    code = documents.drafted(ground.town.code)
    return Call("PUT", f"{AUDIT}/standards/{code}/versions/1", documents.standard(code), DRY)


def _publish(ground: Ground, _: str, __: str) -> Call:
    path = f"{AUDIT}/standards/{documents.drafted(ground.town.code)}/versions/1/publish"
    return Call("POST", path, documents.STANDARD_PUBLISHED, DRY)


def _drafts(ground: Ground, _: str, __: str) -> Call:
    return Call("GET", f"{AUDIT}/standards/{documents.drafted(ground.town.code)}/drafts")


def _confirm(_: Ground, target: str, __: str) -> Call:
    body = {"clause": "splits", "organisation": target, "reason": "A test needs it.", "confirmed_on": "2021-11-20"}
    return Call("POST", f"{AUDIT}/standards/{STANDARD}/confirmations", body, DRY)


def _assess(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{AUDIT}/assessments", documents.assessment(target, documents.published(target)), DRY)


def _assess_targets(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{AUDIT}/assessments", documents.assessment_of_targets(target), DRY)


def _uses(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"{AUDIT}/uses", params={"organisation": target, "indicator": "teaching_area", "period": PERIOD})


def _targets(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/assessments/{ground.targets_assessed[target]}/targets")


def _figure(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/assessments/{ground.targets_assessed[target]}/figures/{TARGET}")


def _survey(_: Ground, target: str, __: str) -> Call:
    return Call("GET", f"{AUDIT}/jurisdictions/{target}", params={"as_of": AS_OF})


def _results(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/assessments/{ground.assessments[target]}/results")


def _explain(ground: Ground, target: str, _: str) -> Call:
    path = f"{AUDIT}/assessments/{ground.assessments[ground.tree.town]}/explanation"
    return Call("GET", path, params={"organisation": target, "criterion": FIRST})


def _explain_outcome(ground: Ground, target: str, _: str) -> Call:
    path = f"{AUDIT}/assessments/{ground.assessments[ground.tree.town]}/outcome"
    return Call("GET", path, params={"organisation": target})


def _progress(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/assessments/{ground.runs[target]}/progress")


def _cancel(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{AUDIT}/assessments/{ground.runs[target]}/cancel", {}, DRY)


def _repeat(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{AUDIT}/assessments/{ground.assessments[target]}/repetitions", {}, DRY)


def _counties(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/assessments/{ground.runs[target]}/counties")


def _compare(ground: Ground, target: str, _: str) -> Call:
    one = ground.assessments[target]
    return Call("GET", f"{AUDIT}/assessments/{one}/comparison", params={"with": one})


def _bind(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{AUDIT}/bindings", documents.binding(documents.published(target), "R7", office(target)), DRY)


def _propose(ground: Ground, target: str, _: str) -> Call:
    """To the target, on a finding about one below the caller that names the target and that no order rests on yet."""
    relation = ground.tree.standing(target, ground.tree.own)
    below = ground.tree.at(Relation.BELOW)
    finding = ground.findings[ground.assessments[ground.tree.town], below, CRITERION[relation]]
    return Call("POST", f"{AUDIT}/orders", documents.order(finding, target), DRY)


def _order_about(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/cases/{ground.orders_about[target]}")


def _order_to(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/cases/{ground.orders_to[target]}")


def _answer(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{AUDIT}/cases/{ground.orders_to[target]}/answers", documents.ACCEPTED, DRY)


def _request(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{AUDIT}/cases/{ground.orders_to[target]}/requests", documents.EXTENSION, DRY)


def _supervise(ground: Ground, target: str, _: str) -> Call:
    return Call(
        "POST", f"{AUDIT}/cases/{ground.orders_failed[target]}/steps", documents.escalated(ground.tree.town), DRY
    )


def _decide(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{AUDIT}/cases/{ground.orders_about[target]}/decisions", documents.DROPPED, DRY)


def _hold_to_account(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{AUDIT}/outcomes", documents.outcome(ground.orders_failed[target], office(target)), DRY)


def _organisation_named(_: Ground, item: Item) -> Collection[str]:
    return (item["organisation"]["code"],)


def _finding(_: Ground, item: Item) -> Collection[str]:
    """Whom it is about, and whom bindings name."""
    return [item["organisation"]["code"], *(each["unit"]["code"] for each in item["units"])]


def _binding(_: Ground, item: Item) -> Collection[str]:
    """The jurisdiction of its plan, and the unit it names."""
    return [item["plan"].removeprefix("plan-"), item["unit"]["code"]]


def _order(_: Ground, item: Item) -> Collection[str]:
    return [item["organisation"]["code"], item["unit"]["code"], item["about"]]


def _appraise(ground: Ground, target: str, _: str) -> Call:
    body = documents.appraisal(target, ground.units_assessed[target])
    return Call("POST", f"{AUDIT}/appraisals", body, DRY)


def _signalled(ground: Ground, item: Item) -> Collection[str]:
    """Whoever reaches the unit, or the place its cases are about."""
    unit = item["unit"]["code"]
    about = [code for code in ground.tree.schools if office(code) == unit]
    return [unit, *about, *([ground.tree.town] if unit in ground.tree.schools else [])]


def _commend(ground: Ground, target: str, _: str) -> Call:
    body = {"unit": target, "reward": "commendation", "cases": [ground.closed[target]]}
    return Call("POST", f"{AUDIT}/commendations", {**body, "text": "A test needs it.", "on": "2022-03-01"}, DRY)


def _draft_list(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{AUDIT}/inspection-lists", documents.inspection_list(target, 2023), DRY)


def _plan_inspection(ground: Ground, target: str, _: str) -> Call:
    body = documents.inspection(ground.lists[target], target, ground.team)
    return Call("POST", f"{AUDIT}/inspections", body, DRY)


def _sum_inspections(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/inspection-lists/{ground.lists[target]}/sums")


def _add_evidence(ground: Ground, target: str, mark: str) -> Call:
    params = {**DRY, "title": "test", "collected_on": "2022-01-01"}
    path = f"{AUDIT}/cases/{ground.orders_to[target]}/evidence"
    return Call("POST", path, params=params, text=f"%PDF-{mark}", media="application/pdf")


def _list_evidence(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/cases/{ground.orders_about[target]}/evidence")


def _get_evidence(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/cases/{ground.orders_about[target]}/evidence/{documents.PROOF_SHA256}")


def _enter(ground: Ground, target: str, _: str) -> Call:
    return Call("POST", f"{AUDIT}/ledger/entries", documents.ledger_entry(ground.assessments[target]), DRY)


def _ledger_row(_: Ground, item: Item) -> Collection[str]:
    return [item["school"]["code"], item["county"]]


def _schools_assessed(ground: Ground, target: str) -> Collection[str]:
    return ground.tree.within(target) & set(ground.tree.schools)


def _shortages(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/assessments/{ground.assessments[target]}/shortages")


def _shortages_of_the_town(ground: Ground) -> str:
    return f"{AUDIT}/assessments/{ground.assessments[ground.tree.town]}/shortages"


def _carriers(ground: Ground, target: str, _: str) -> Call:
    path = f"{AUDIT}/assessments/{ground.assessments[target]}/carriers"
    return Call("GET", path, params={"criterion": FIRST})


def _judgements(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/assessments/{ground.assessments[target]}/judgements")


def _value_added(_: Ground, target: str, __: str) -> Call:
    asked = {"organisation": target, "period": PERIOD, "criterion": FIRST}
    return Call("GET", f"{AUDIT}/value-added", params=asked)


def _evaluate(_: Ground, target: str, __: str) -> Call:
    body = {"organisation": target, "period": PERIOD, "as_of": AS_OF}
    return Call("POST", f"{AUDIT}/evaluations", body, DRY)


def _assess_unit(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{AUDIT}/unit-assessments", documents.unit_assessment(target), DRY)


def _unit_assessment(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/unit-assessments/{ground.units_assessed[target]}")


def _draw(_: Ground, target: str, __: str) -> Call:
    return Call("POST", f"{AUDIT}/samples", documents.sample(target), DRY)


def _sample(ground: Ground, target: str, _: str) -> Call:
    return Call("GET", f"{AUDIT}/samples/{ground.samples[target]}")


def _estimate(ground: Ground, target: str, _: str) -> Call:
    asked = {"asked": "mean", "item": documents.COUNTED, "period": PERIOD, "as_of": AS_OF}
    return Call("GET", f"{AUDIT}/samples/{ground.samples[target]}/estimates", params=asked)


def _assessment_of_the_town(ground: Ground) -> str:
    return f"{AUDIT}/assessments/{ground.assessments[ground.tree.town]}/results"


RECIPES: tuple[Recipe, ...] = (
    Act("audit_changes", lambda *_: Call("GET", f"{AUDIT}/changes", params=LAST)),
    Act("audit_list_standards", lambda *_: Call("GET", f"{AUDIT}/standards")),
    Act("audit_get_standard", lambda *_: Call("GET", f"{AUDIT}/standards/{STANDARD}")),
    Act("audit_list_standard_versions", lambda *_: Call("GET", f"{AUDIT}/standards/{STANDARD}/versions")),
    Act("audit_get_standard_version", lambda *_: Call("GET", f"{AUDIT}/standards/{STANDARD}/versions/2017.2")),
    Act("audit_draft_standard", _draft, targets=only_the_root),
    Act("audit_draft_standard", _draft, "at the root", targets=the_root_itself, from_root=True),
    Act("audit_put_draft", _rewrite, targets=only_the_root),
    Act("audit_put_draft", _rewrite, "at the root", targets=the_root_itself, from_root=True),
    Act("audit_publish_standard", _publish, targets=only_the_root),
    Act("audit_publish_standard", _publish, "at the root", targets=the_root_itself, from_root=True),
    Act("audit_list_drafts", _drafts, targets=only_the_root),
    Act("audit_list_drafts", _drafts, "at the root", targets=the_root_itself, from_root=True),
    Act("audit_confirm_clause", _confirm),
    Act("audit_list_confirmations", lambda *_: Call("GET", f"{AUDIT}/standards/{STANDARD}/confirmations")),
    Act("audit_create_assessment", _assess),
    Act("audit_create_assessment", _assess_targets, "the targets of a plan"),
    Listing(
        "audit_list_assessments",
        lambda _: f"{AUDIT}/assessments",
        lambda item: item["id"],
        _organisation_named,
        filters=("organisation",),
    ),
    Act("audit_get_assessment", lambda ground, code, _: Call("GET", f"{AUDIT}/assessments/{ground.assessments[code]}")),
    Listing(
        "audit_list_results",
        _assessment_of_the_town,
        lambda item: item["id"],
        _organisation_named,
        filters=("organisation",),
    ),
    Act("audit_list_results", _results, "of one assessment", concerns=_schools_assessed),
    Act("audit_explain_result", _explain),
    Act("audit_explain_outcome", _explain_outcome),
    Act("audit_run_progress", _progress),
    Act("audit_cancel_run", _cancel),
    Act("audit_repeat_assessment", _repeat),
    Act("audit_list_counties", _counties),
    Act("audit_compare_assessments", _compare),
    Listing(
        "audit_list_shortages",
        _shortages_of_the_town,
        lambda item: (item["organisation"]["code"], item["criterion"]),
        _organisation_named,
        filters=("organisation",),
    ),
    Act("audit_list_shortages", _shortages, "of one assessment", concerns=_schools_assessed),
    Act("audit_list_carriers", _carriers),
    Act("audit_list_judgements", _judgements),
    Act("audit_list_uses", _uses),
    Listing(
        "audit_list_reruns",
        lambda _: f"{AUDIT}/reruns",
        lambda item: item["assessment"]["id"],
        lambda _, item: (item["assessment"]["organisation"]["code"],),
        filters=("organisation",),
        params={"as_of": AS_OF},
    ),
    Act("audit_list_targets", _targets),
    Act("audit_explain_figure", _figure),
    Act("audit_survey_jurisdiction", _survey),
    Act("audit_value_added", _value_added),
    Act("audit_evaluate", _evaluate),
    Act("audit_assess_unit", _assess_unit),
    Listing(
        "audit_list_unit_assessments",
        lambda _: f"{AUDIT}/unit-assessments",
        lambda item: item["id"],
        lambda _, item: (item["unit"]["code"],),
        filters=("unit",),
    ),
    Act("audit_get_unit_assessment", _unit_assessment),
    Act("audit_draw_sample", _draw),
    Listing(
        "audit_list_samples",
        lambda _: f"{AUDIT}/samples",
        lambda item: item["id"],
        _organisation_named,
        filters=("organisation",),
    ),
    Act("audit_get_sample", _sample),
    Act("audit_estimate", _estimate),
    Act("audit_record_binding", _bind),
    Listing(
        "audit_list_bindings",
        lambda _: f"{AUDIT}/bindings",
        lambda item: (item["plan"], item["criterion"], item["unit"]["code"]),
        _binding,
        filters=("unit",),
    ),
    Listing(
        "audit_list_findings",
        lambda _: f"{AUDIT}/findings",
        lambda item: item["id"],
        _finding,
        filters=("organisation", "unit"),
    ),
    Act("audit_propose_order", _propose),
    Act("audit_open_outcome", _hold_to_account),
    Act("audit_list_accountability_rules", lambda *_: Call("GET", f"{AUDIT}/accountability-rules")),
    Act("audit_enter_shortages", _enter),
    Listing(
        "audit_list_ledger",
        lambda _: f"{AUDIT}/ledger",
        lambda item: item["case"],
        _ledger_row,
        filters=("school",),
    ),
    Listing(
        "audit_sum_ledger",
        lambda _: f"{AUDIT}/ledger/sums",
        lambda item: item["key"],
        lambda ground, item: (item["key"], ground.tree.town),
        filters=("school",),
        params={"by": "school"},
        paged=False,
    ),
    Act("audit_list_publications", lambda *_: Call("GET", f"{AUDIT}/publications")),
    Act("audit_list_procedures", lambda *_: Call("GET", f"{AUDIT}/procedures")),
    Act("audit_get_procedure", lambda *_: Call("GET", f"{AUDIT}/procedures/rectification-2021")),
    Listing(
        "audit_list_cases",
        lambda _: f"{AUDIT}/cases",
        lambda item: item["id"],
        _order,
        filters=("organisation", "unit"),
    ),
    Act("audit_get_case", _order_about, "about", concerns=lambda _, target: (target, office(target))),
    Act("audit_get_case", _order_to, "to", concerns=lambda ground, target: (target, ground.tree.town)),
    Act("audit_open_commendation", _commend),
    Act("audit_open_appraisal", _appraise),
    Listing(
        "audit_list_signals",
        lambda _: f"{AUDIT}/signals",
        lambda item: item["unit"]["code"],
        _signalled,
        params={"organisation": "000000"},
        paged=False,
    ),
    Act("audit_draft_inspection_list", _draft_list),
    Act("audit_plan_inspection", _plan_inspection),
    Act("audit_sum_inspections", _sum_inspections),
    Act("audit_add_evidence", _add_evidence, concerns=lambda ground, target: (target, ground.tree.town)),
    Act("audit_list_evidence", _list_evidence, concerns=lambda _, target: (target, office(target))),
    Act("audit_get_evidence", _get_evidence, concerns=lambda _, target: (target, office(target))),
    Act("audit_answer_case", _answer),
    Act("audit_request_in_case", _request),
    Act("audit_supervise_case", _supervise),
    Act("audit_decide_case", _decide),
)
