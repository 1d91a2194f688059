"""Merging the processes' documents: nothing collides, everything says who may call it."""

from typing import Any

import pytest

from gateway.openapi import merge


def document(operation: str, path: str, schema: dict[str, Any]) -> dict[str, Any]:
    reference = {"schema": {"$ref": "#/components/schemas/Page"}}
    answer = {"200": {"description": "ok", "content": {"application/json": reference}}, "422": {"description": "x"}}
    return {
        "paths": {path: {"get": {"operationId": operation, "responses": answer, "tags": ["plans.plans"]}}},
        "components": {"schemas": {"Page": schema, "HTTPValidationError": {}, "ValidationError": {}}},
    }


def test_equal_schemas_are_kept_once_and_different_ones_renamed_with_their_titles() -> None:
    one, other = {"title": "Page", "type": "object"}, {"title": "Page", "type": "array"}
    merged = merge(
        {
            "audit": document("audit_list_standards", "/a", one),
            "metrics": document("metrics_list_indicators", "/m", dict(one)),
            "plans": document("plans_list_plans", "/p", other),
        },
        "1",
    )
    schemas = merged["components"]["schemas"]
    assert set(schemas) == {"Page", "PlansPage", "Problem"}
    assert schemas["PlansPage"] == {"title": "PlansPage", "type": "array"}
    content = merged["paths"]["/p"]["get"]["responses"]["200"]["content"]
    assert content["application/json"]["schema"]["$ref"] == "#/components/schemas/PlansPage"


def test_every_operation_documents_the_one_shape_of_refusals_and_its_access() -> None:
    merged = merge(
        {"plans": document("plans_list_plans", "/p", {}), "gateway": document("identity_keys", "/k", {})}, "1"
    )
    shown, public = merged["paths"]["/p"]["get"], merged["paths"]["/k"]["get"]
    assert set(shown["responses"]) == {"200", "default"}
    assert shown["security"] == [{"people": []}, {"machines": []}]
    assert public["security"] == []
    assert shown["x-access"]["roles"]["auditor"]


def test_an_operation_without_a_row_in_the_policy_table_cannot_be_documented() -> None:
    with pytest.raises(KeyError):
        merge({"plans": document("plans_forgotten", "/p", {})}, "1")
