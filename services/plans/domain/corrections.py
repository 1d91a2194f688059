"""JSON Merge Patch (RFC 7396) on any node of a document, and what a correction leaves of how a field was read."""

from collections.abc import Collection, Mapping
from typing import Any

from services.kernel.errors import Fault

CORRECTED = {"span": None, "confidence": 1, "rule": "corrected"}
_APPEND = "-"
_TOLD = {"read", "findings"}  # about the draft: no part of it


class NodeMissing(Exception):  # noqa: N818 - said to the caller as a fault
    """A pointer that leads nowhere."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.expected)
        self.fault = fault


def corrected(document: Any, pointer: str, patch: Any, at: str) -> tuple[Any, Any]:
    """The document with the patch applied to the node at a JSON pointer, and the node as it was before.

    A patch of null takes an element out of its list; `/-` after a list adds one. `at` is the pointer of the correction
    itself, for the fault. Raises NodeMissing.
    """
    steps = [step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/")[1:]]
    if pointer and not pointer.startswith("/"):
        raise NodeMissing(Fault("node_unknown", at, "a JSON pointer such as /targets/0, or empty for all", pointer))
    return _walk(document, steps, patch, pointer, at)


def _walk(node: Any, steps: list[str], patch: Any, pointer: str, at: str) -> tuple[Any, Any]:
    if not steps:
        return merged(node, patch), node
    step, *rest = steps
    if isinstance(node, list):
        return _in_list(node, step, rest, patch, pointer, at)
    if isinstance(node, dict) and step in node and step not in _TOLD:
        if not rest and not isinstance(node[step], dict):
            return _with_read(node, {step: patch}), node[step]
        inner, before = _walk(node[step], rest, patch, pointer, at)
        found = {**node, step: inner}
        return (_marked(found, {step}) if _changed(node[step], inner) and _is_field(inner) else found), before
    raise NodeMissing(Fault("node_unknown", at, "a node of the draft", pointer))


def _in_list(nodes: list[Any], step: str, rest: list[str], patch: Any, pointer: str, at: str) -> tuple[Any, Any]:
    if step == _APPEND and not rest and patch is not None:
        return [*nodes, merged({}, patch)], None
    if not step.isascii() or not step.isdigit() or len(step) > 6 or int(step) >= len(nodes):
        raise NodeMissing(Fault("node_unknown", at, f"a number below {len(nodes)}, or - to add one", pointer))
    place = int(step)
    if not rest and patch is None:
        return [*nodes[:place], *nodes[place + 1 :]], nodes[place]
    inner, before = _walk(nodes[place], rest, patch, pointer, at)
    return [*nodes[:place], inner, *nodes[place + 1 :]], before


def merged(node: Any, patch: Any) -> Any:
    """RFC 7396; where a part says how its fields were read, those of the patch are read no more: somebody said them."""
    if not isinstance(patch, Mapping):
        return patch
    if isinstance(node, dict):
        return _with_read(node, patch)
    return {name: merged({}, each) for name, each in patch.items() if each is not None}


def _with_read(node: dict[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    found = dict(node)
    for name, each in patch.items():
        if name in _TOLD and name in node:
            continue  # whoever sends a whole node back means the rest of it
        if each is None:
            found.pop(name, None)
        else:
            found[name] = merged(node.get(name), each)
    return _marked(found, {name for name in patch if name not in _TOLD and _changed(node.get(name), found.get(name))})


def _marked(node: dict[str, Any], changed: Collection[str]) -> dict[str, Any]:
    if not isinstance(node.get("read"), dict):
        return node
    return {**node, "read": {**node["read"], **dict.fromkeys(changed, CORRECTED)}}


def _changed(before: Any, after: Any) -> bool:
    """A translation changes nothing of what was read in Chinese."""
    if isinstance(before, dict) and isinstance(after, dict) and "zh" in before:
        before, after = before["zh"], after.get("zh")
    changed: bool = before != after
    return changed


def _is_field(node: Any) -> bool:
    """Whether it is of the part above: neither a part, which says itself how it was read, nor a list of parts."""
    parts = node if isinstance(node, list) else [node]
    return not any(isinstance(part, dict) and ("read" in part or isinstance(node, list)) for part in parts)
