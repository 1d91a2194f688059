"""The schema of a model in one piece, for operations that read their bodies themselves."""

from typing import Any

from pydantic import BaseModel


def inline_schema(model: type[BaseModel]) -> dict[str, Any]:
    """Without references: what a document of the API refers to, FastAPI puts there for its own bodies only.

    Of models that do not contain themselves.
    """
    schema = model.model_json_schema()
    definitions = schema.pop("$defs", {})
    found: dict[str, Any] = _written_out(schema, definitions)
    return found


def _written_out(part: Any, definitions: dict[str, Any]) -> Any:
    if isinstance(part, list):
        return [_written_out(each, definitions) for each in part]
    if not isinstance(part, dict):
        return part
    if "$ref" in part:
        beside = {name: value for name, value in part.items() if name != "$ref"}
        return _written_out({**definitions[part["$ref"].rpartition("/")[2]], **beside}, definitions)
    return {name: _written_out(value, definitions) for name, value in part.items()}
