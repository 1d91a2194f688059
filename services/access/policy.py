"""Who may do what: one table, role × operation × relation of the caller's organisation to the one concerned.

An operation is the `operation_id` of a route. A role not named in a row may not call it at all; a relation not named
may not be touched. `hidden` rows answer 404 instead of 403, because the caller may not learn that the thing exists.
`anywhere` rows concern no single organisation. The documentation page and the tests are made from this table.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

ROOT_ORGANISATION = "000000"


class Role(StrEnum):
    """What a person or a machine is for an organisation."""

    SCHOOL = "school"
    SENDER = "sender"
    UNIT = "unit"
    REVIEWER = "reviewer"
    SUPERVISOR = "supervisor"
    DECIDER = "decider"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    DASHBOARD = "dashboard"
    SERVICE = "service"


class Relation(StrEnum):
    """Where the organisation concerned stands, seen from the organisation of the caller's grant."""

    OWN = "own"
    BELOW = "below"
    SIBLING = "sibling"
    ABOVE = "above"
    NONE = "none"


OWN = frozenset({Relation.OWN})
BELOW = frozenset({Relation.BELOW})
TREE = OWN | BELOW
EVERY = frozenset(Relation)


@dataclass(frozen=True)
class Row:
    """One operation: which role may touch organisations in which relations."""

    operation: str
    roles: Mapping[Role, frozenset[Relation]] = field(default_factory=dict)
    hidden: bool = False
    anywhere: bool = False
    public: bool = False


def _public(operation: str) -> Row:
    return Row(operation, public=True, anywhere=True)


def _anyone_signed_in(operation: str) -> Row:
    return Row(operation, dict.fromkeys(Role, EVERY), anywhere=True)


def _services(operation: str) -> Row:
    return Row(operation, {Role.SERVICE: EVERY}, hidden=True, anywhere=True)


_WATCHING = dict.fromkeys((Role.REVIEWER, Role.SUPERVISOR, Role.DECIDER, Role.ADMINISTRATOR, Role.AUDITOR), TREE)
_REPORTING = {Role.SCHOOL: OWN, Role.UNIT: OWN, Role.SENDER: TREE}
_JUDGED = {Role.SCHOOL: OWN, Role.UNIT: OWN}

_ROWS = (
    # identity
    _public("identity_token"),
    _public("identity_authorize"),
    _public("identity_sign_in"),
    _public("identity_keys"),
    _public("identity_policy"),
    _anyone_signed_in("identity_me"),
    _services("identity_changes"),
    Row("identity_register_client", {Role.ADMINISTRATOR: TREE}),
    Row("identity_list_clients", {Role.ADMINISTRATOR: TREE, Role.AUDITOR: TREE}),
    Row("identity_revoke_client", {Role.ADMINISTRATOR: TREE}, hidden=True),
    Row("identity_create_account", {Role.ADMINISTRATOR: TREE}),
    Row("identity_list_accounts", {Role.ADMINISTRATOR: TREE, Role.AUDITOR: TREE}),
    Row("identity_revoke_account", {Role.ADMINISTRATOR: TREE}, hidden=True),
    # plans
    Row("plans_upsert_organisations", {Role.ADMINISTRATOR: TREE}),
    _anyone_signed_in("plans_list_organisations"),
    _anyone_signed_in("plans_get_organisation"),
    _anyone_signed_in("plans_list_members"),
    _anyone_signed_in("plans_resolve_names"),
    Row("plans_record_event", {Role.ADMINISTRATOR: TREE}),
    Row("plans_withdraw_event", {Role.ADMINISTRATOR: TREE}),
    _anyone_signed_in("plans_list_events"),
    Row("plans_put_plan", {Role.ADMINISTRATOR: TREE}),
    Row("plans_publish_plan", {Role.ADMINISTRATOR: TREE}),
    Row("plans_confirm_date", {Role.ADMINISTRATOR: TREE}),
    Row("plans_send_document", {Role.ADMINISTRATOR: TREE}),
    Row("plans_list_imports", {Role.ADMINISTRATOR: TREE, Role.AUDITOR: TREE}, hidden=True),
    Row("plans_get_import", {Role.ADMINISTRATOR: TREE, Role.AUDITOR: TREE}, hidden=True),
    Row("plans_get_original", {Role.ADMINISTRATOR: TREE, Role.AUDITOR: TREE}, hidden=True),
    Row("plans_get_source", {Role.ADMINISTRATOR: TREE, Role.AUDITOR: TREE}, hidden=True),
    Row("plans_list_names_of_import", {Role.ADMINISTRATOR: TREE, Role.AUDITOR: TREE}, hidden=True),
    Row("plans_list_corrections", {Role.ADMINISTRATOR: TREE, Role.AUDITOR: TREE}, hidden=True),
    Row("plans_correct_draft", {Role.ADMINISTRATOR: TREE}, hidden=True),
    Row("plans_turn_into_plan", {Role.ADMINISTRATOR: TREE}, hidden=True),
    _anyone_signed_in("plans_list_plans"),
    _anyone_signed_in("plans_get_plan"),
    _anyone_signed_in("plans_get_wording"),
    Row("plans_supersede_plan", {Role.ADMINISTRATOR: TREE}),
    Row("plans_withdraw_plan", {Role.ADMINISTRATOR: TREE}),
    Row("plans_import_package", {Role.ADMINISTRATOR: TREE}),
    _anyone_signed_in("plans_plan_of_day"),
    _anyone_signed_in("plans_list_revisions"),
    _anyone_signed_in("plans_compare_revisions"),
    _anyone_signed_in("plans_export_plan"),
    _anyone_signed_in("plans_list_assignments"),
    _anyone_signed_in("plans_responsibility_matrix"),
    _anyone_signed_in("plans_list_duties"),
    _anyone_signed_in("plans_list_targets"),
    Row("plans_put_task", {Role.ADMINISTRATOR: TREE}),
    Row("plans_list_tasks", {**_WATCHING, Role.UNIT: OWN, Role.DASHBOARD: TREE}, hidden=True),
    Row("plans_get_task", {**_WATCHING, Role.UNIT: OWN, Role.DASHBOARD: TREE}, hidden=True),
    Row("plans_report_task", {Role.UNIT: OWN}, hidden=True),
    Row("plans_task_tree", {**_WATCHING, Role.UNIT: OWN, Role.DASHBOARD: TREE}, hidden=True),
    Row("plans_put_adoption", {Role.ADMINISTRATOR: TREE}),
    Row("plans_withdraw_adoption", {Role.ADMINISTRATOR: TREE}),
    _anyone_signed_in("plans_list_adoptions"),
    _anyone_signed_in("plans_get_adoption"),
    Row("plans_coverage", {**_WATCHING, Role.DASHBOARD: TREE}, hidden=True),
    _anyone_signed_in("plans_plan_calendar"),
    _anyone_signed_in("plans_unit_owed"),
    _anyone_signed_in("plans_unit_calendar"),
    Row("plans_draw_statement", {Role.ADMINISTRATOR: TREE}),
    Row("plans_list_statements", {**_WATCHING, Role.UNIT: OWN}, hidden=True),
    Row("plans_get_statement", {**_WATCHING, Role.UNIT: OWN}, hidden=True),
    Row("plans_issue_statement", {Role.ADMINISTRATOR: TREE}, hidden=True),
    Row("plans_acknowledge_statement", {Role.UNIT: OWN}, hidden=True),
    Row("plans_contest_statement", {Role.UNIT: OWN}, hidden=True),
    Row("plans_answer_statement", {Role.ADMINISTRATOR: TREE}, hidden=True),
    Row("plans_withdraw_statement", {Role.ADMINISTRATOR: TREE}, hidden=True),
    _services("plans_changes"),
    # metrics
    Row("metrics_upsert_indicators", {Role.ADMINISTRATOR: OWN}),
    _anyone_signed_in("metrics_list_indicators"),
    Row("metrics_upsert_derived", {Role.ADMINISTRATOR: OWN}),
    _anyone_signed_in("metrics_list_derived"),
    _anyone_signed_in("metrics_get_derived"),
    _anyone_signed_in("metrics_list_derived_versions"),
    Row("metrics_list_derived_moves", _WATCHING, hidden=True),
    Row("metrics_list_derived_values", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_explain_derived_value", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_upsert_rules", {Role.ADMINISTRATOR: OWN}),
    _anyone_signed_in("metrics_list_rules"),
    _anyone_signed_in("metrics_get_rule"),
    _anyone_signed_in("metrics_list_rule_versions"),
    Row("metrics_check_rules", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_put_collection", {Role.ADMINISTRATOR: TREE}),
    _anyone_signed_in("metrics_list_collections"),
    Row("metrics_get_template", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_list_obligations", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_list_completeness", {**_REPORTING, **_WATCHING, Role.DASHBOARD: TREE}, hidden=True),
    Row("metrics_list_burden", {**_REPORTING, **_WATCHING, Role.DASHBOARD: TREE}, hidden=True),
    Row("metrics_put_code_mappings", _REPORTING, hidden=True, anywhere=True),
    Row("metrics_list_code_mappings", _REPORTING, hidden=True, anywhere=True),
    Row("metrics_put_client_code_mappings", {Role.ADMINISTRATOR: TREE}, hidden=True),
    Row("metrics_list_client_code_mappings", {Role.ADMINISTRATOR: TREE, Role.AUDITOR: TREE}, hidden=True),
    Row("metrics_submit", _REPORTING, hidden=True),
    Row("metrics_submission_progress", _REPORTING, hidden=True, anywhere=True),
    Row("metrics_list_submissions", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_get_submission", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_review_submission", {Role.REVIEWER: BELOW}, hidden=True),
    Row("metrics_review_parts", {Role.REVIEWER: BELOW}, hidden=True),
    Row("metrics_put_lock", {Role.REVIEWER: TREE}),
    _anyone_signed_in("metrics_list_locks"),
    Row("metrics_list_corrections", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_list_readings", {**_REPORTING, **_WATCHING, Role.DASHBOARD: TREE}, hidden=True),
    Row("metrics_export_readings", {**_REPORTING, **_WATCHING, Role.DASHBOARD: TREE}, hidden=True),
    Row("metrics_series", {**_REPORTING, **_WATCHING, Role.DASHBOARD: TREE}, hidden=True),
    Row("metrics_pivot", {**_REPORTING, **_WATCHING, Role.DASHBOARD: TREE}, hidden=True),
    Row("metrics_publish", {Role.ADMINISTRATOR: OWN}),
    Row("metrics_list_publications", _WATCHING, anywhere=True),
    Row("metrics_reading_history", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_put_official_table", {Role.ADMINISTRATOR: TREE}),
    Row("metrics_list_official_tables", _WATCHING, hidden=True, anywhere=True),
    Row("metrics_import_official_table", {Role.ADMINISTRATOR: TREE}, hidden=True),
    Row("metrics_list_differences", {**_REPORTING, **_WATCHING}, hidden=True),
    Row("metrics_settle_differences", {Role.REVIEWER: BELOW}, hidden=True),
    _services("metrics_changes"),
    # audit
    _services("audit_changes"),
    _anyone_signed_in("audit_list_standards"),
    _anyone_signed_in("audit_get_standard"),
    _anyone_signed_in("audit_list_standard_versions"),
    _anyone_signed_in("audit_get_standard_version"),
    Row("audit_draft_standard", {Role.ADMINISTRATOR: OWN}),
    Row("audit_put_draft", {Role.ADMINISTRATOR: OWN}),
    Row("audit_list_drafts", {Role.ADMINISTRATOR: OWN, Role.DECIDER: OWN, Role.AUDITOR: OWN}),
    Row("audit_publish_standard", {Role.DECIDER: OWN}),
    Row("audit_confirm_clause", {Role.DECIDER: TREE}),
    _anyone_signed_in("audit_list_confirmations"),
    Row("audit_create_assessment", {Role.SUPERVISOR: TREE}),
    Row("audit_list_assessments", _WATCHING, hidden=True),
    Row("audit_get_assessment", _WATCHING, hidden=True),
    Row("audit_list_results", {**_WATCHING, Role.SCHOOL: OWN}, hidden=True),
    Row("audit_explain_result", {**_WATCHING, Role.SCHOOL: OWN}, hidden=True),
    Row("audit_explain_outcome", {**_WATCHING, Role.SCHOOL: OWN}, hidden=True),
    Row("audit_run_progress", _WATCHING, hidden=True),
    Row("audit_cancel_run", {Role.SUPERVISOR: TREE}, hidden=True),
    Row("audit_repeat_assessment", {Role.SUPERVISOR: TREE}, hidden=True),
    Row("audit_list_counties", _WATCHING, hidden=True),
    Row("audit_compare_assessments", _WATCHING, hidden=True),
    Row("audit_list_shortages", {**_WATCHING, Role.SCHOOL: OWN}, hidden=True),
    Row("audit_list_carriers", _WATCHING, hidden=True),
    Row("audit_list_judgements", _WATCHING, hidden=True),
    Row("audit_list_uses", _WATCHING, hidden=True),
    Row("audit_list_reruns", _WATCHING, hidden=True),
    Row("audit_list_targets", _WATCHING, hidden=True),
    Row("audit_explain_figure", _WATCHING, hidden=True),
    Row("audit_survey_jurisdiction", _WATCHING, hidden=True),
    Row("audit_value_added", _WATCHING, hidden=True),
    Row("audit_evaluate", _WATCHING, hidden=True),
    Row("audit_assess_unit", {Role.SUPERVISOR: TREE}),
    Row("audit_list_unit_assessments", {**_WATCHING, Role.UNIT: OWN}, hidden=True),
    Row("audit_get_unit_assessment", {**_WATCHING, Role.UNIT: OWN}, hidden=True),
    Row("audit_draw_sample", {Role.SUPERVISOR: TREE}),
    Row("audit_list_samples", _WATCHING, hidden=True),
    Row("audit_get_sample", _WATCHING, hidden=True),
    Row("audit_estimate", _WATCHING, hidden=True),
    Row("audit_record_binding", {Role.SUPERVISOR: TREE}),
    Row("audit_list_bindings", {**_WATCHING, Role.UNIT: OWN}, hidden=True),
    Row("audit_list_findings", {**_WATCHING, **_JUDGED}, hidden=True),
    Row("audit_propose_order", {Role.SUPERVISOR: TREE}, hidden=True),
    Row("audit_open_outcome", {Role.SUPERVISOR: TREE}, hidden=True),
    Row("audit_open_commendation", {Role.SUPERVISOR: BELOW}, hidden=True),
    _anyone_signed_in("audit_list_accountability_rules"),
    _anyone_signed_in("audit_list_publications"),
    Row("audit_enter_shortages", {Role.SUPERVISOR: TREE}, hidden=True),
    Row("audit_list_ledger", {**_WATCHING, **_JUDGED, Role.DASHBOARD: TREE}, hidden=True),
    Row("audit_sum_ledger", {**_WATCHING, Role.DASHBOARD: TREE}, hidden=True),
    _anyone_signed_in("audit_list_procedures"),
    _anyone_signed_in("audit_get_procedure"),
    Row("audit_list_cases", {**_WATCHING, **_JUDGED}, hidden=True),
    Row("audit_get_case", {**_WATCHING, **_JUDGED}, hidden=True),
    Row("audit_open_appraisal", {Role.SUPERVISOR: BELOW}, hidden=True),
    Row("audit_list_signals", {**_WATCHING, **_JUDGED}, hidden=True),
    Row("audit_draft_inspection_list", {Role.SUPERVISOR: TREE}, hidden=True),
    Row("audit_plan_inspection", {Role.SUPERVISOR: TREE}, hidden=True),
    Row("audit_sum_inspections", _WATCHING, hidden=True),
    Row("audit_add_evidence", {Role.SUPERVISOR: TREE, **_JUDGED}, hidden=True),
    Row("audit_list_evidence", {**_WATCHING, **_JUDGED}, hidden=True),
    Row("audit_get_evidence", {**_WATCHING, **_JUDGED}, hidden=True),
    Row("audit_answer_case", _JUDGED, hidden=True),
    Row("audit_request_in_case", _JUDGED, hidden=True),
    Row("audit_supervise_case", {Role.SUPERVISOR: TREE}, hidden=True),
    Row("audit_decide_case", {Role.DECIDER: TREE}, hidden=True),
)
POLICY: Mapping[str, Row] = {row.operation: row for row in _ROWS}
