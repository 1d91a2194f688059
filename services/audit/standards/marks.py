"""Documents as somebody wrote them, YAML or JSON, with the line of every key: a refusal can point at it."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from services.audit.domain.grounds import StandardRefused

MOST_NODES = 200_000
"""Keys and values of one document, aliases written out: a few lines of nested aliases can stand for millions."""
MOST_DEEP = 40


class _ExactLoader(yaml.CBaseLoader):  # the one in C: ten times as fast, and the same marks
    """Every scalar stays the text that was written, and a key written twice is refused instead of overridden."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        keys: set[str] = set()
        for key, _ in node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise yaml.constructor.ConstructorError(None, None, "a key must be text", key.start_mark)
            if key.value in keys:
                raise yaml.constructor.ConstructorError(None, None, f"key {key.value!r} written twice", key.start_mark)
            keys.add(key.value)
        made: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return made


def document_from(text: str) -> Any:
    """A YAML or JSON text as mappings, lists and texts. Raises yaml.YAMLError, with the line, where it is neither."""
    return yaml.load(text, Loader=_ExactLoader)  # noqa: S506 - it makes nothing but these three


class _ShownLoader(_ExactLoader):
    """Plain scalars that are decimal numbers, yes or no become JSON's own; all else stays text."""

    def construct_scalar(self, node: yaml.ScalarNode) -> Any:
        text: str = super().construct_scalar(node)
        if node.style:
            return text
        if _NUMBER.fullmatch(text):
            return float(text) if "." in text else int(text)
        return _SAID.get(text, text)


_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,15})?", re.ASCII)
_SAID = {"yes": True, "true": True, "no": False, "false": False}


def shown_document(text: str) -> Mapping[str, Any]:
    """The document for JSON. Nothing is scored from it."""
    document: Mapping[str, Any] = yaml.load(text, Loader=_ShownLoader)  # noqa: S506 - as above
    return document


def read_document(text: str, file: str) -> Mapping[str, Any]:
    """The document of a text that comes from outside. Raises StandardRefused with file and line."""
    try:
        document = document_from(text)
        _bounded(document)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = None if mark is None else mark.line + 1
        raise StandardRefused("document", error.problem or "cannot be read", file=file, line=line) from error
    except (yaml.YAMLError, RecursionError, TooMuch) as error:
        raise StandardRefused("document", str(error) or "nested too deep", file=file, line=1) from error
    if not isinstance(document, Mapping):
        raise StandardRefused("document", "must be a mapping", file=file, line=1)
    return document


def placed(refused: StandardRefused, text: str, file: str) -> StandardRefused:
    """The same refusal with the line of its key, or of the nearest thing above it that was written."""
    lines, path = lines_of(text), refused.path
    while path and path not in lines:
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return StandardRefused(refused.path, refused.reason, file=file, line=lines.get(path, 1))


def digest_of(document: Mapping[str, Any]) -> str:
    """SHA-256 of what a document says: comments, order of keys and layout do not count."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


class TooMuch(ValueError):  # noqa: N818 - it names what there is of it
    """A document beyond MOST_NODES or MOST_DEEP."""


def _bounded(document: object) -> None:
    """Refuse what aliases make endless, or too large to be walked through."""
    waiting, seen = [(document, 0)], 0
    while waiting:
        value, deep = waiting.pop()
        seen += 1
        if seen > MOST_NODES or deep > MOST_DEEP:
            raise TooMuch(f"more than {MOST_NODES} keys and values, or nested deeper than {MOST_DEEP}")
        inner = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
        waiting.extend((each, deep + 1) for each in inner)


def lines_of(text: str) -> Mapping[str, int]:
    """The line, counted from 1, of every key and list element by its path, as StandardRefused writes paths.

    Only of a text whose document was read before: it is not bounded by itself.
    """
    top = yaml.compose(text, Loader=yaml.CBaseLoader)
    return {} if top is None else dict(_marks("", top))


def _marks(path: str, node: yaml.Node) -> Iterator[tuple[str, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            below = f"{path}.{key.value}" if path else str(key.value)
            yield below, key.start_mark.line + 1
            yield from _marks(below, value)
    elif isinstance(node, yaml.SequenceNode):
        for place, value in enumerate(node.value):
            yield f"{path}[{place}]", value.start_mark.line + 1
            yield from _marks(f"{path}[{place}]", value)
