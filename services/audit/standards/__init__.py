"""The standards shipped with the product, as text an official can read, and the reader of that text."""

from importlib.resources import files
from typing import Any

import yaml

from services.audit.domain.reading_standards import standard_from
from services.audit.domain.standard import Standard


class _ExactLoader(yaml.BaseLoader):
    """Every scalar stays the text that was written, and a key written twice is refused instead of overridden."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys: set[str] = set()
        for key, _ in node.value:
            if key.value in keys:
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value!r} written twice", key.start_mark)
            keys.add(key.value)
        return super().construct_mapping(node, deep=deep)


def document_from(text: str) -> Any:
    """A YAML text as mappings, lists and texts. Raises yaml.YAMLError, with the line, where it is no such thing."""
    return yaml.load(text, Loader=_ExactLoader)  # noqa: S506 - a BaseLoader makes nothing but these three


def shipped_document(name: str) -> Any:
    """A document of this folder by its name without `.yaml`, for example `examples/lines`."""
    return document_from(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def shipped_standard(code: str) -> Standard:
    """A shipped standard by its code."""
    return standard_from(shipped_document(code))
