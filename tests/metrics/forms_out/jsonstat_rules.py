"""The rules of JSON-stat 2.0 for a dataset, as far as its format can be checked without knowing what it is about."""

from collections.abc import Mapping
from math import prod
from typing import Any

_ROLES = {"time", "geo", "metric"}
_DATASET = {"version", "class", "label", "updated", "source", "id", "size", "role", "dimension", "value", "status"}
_FREE = {"note", "extension", "link", "href", "error"}
_DIMENSION = {"label", "category", "note", "extension", "link", "href", "class"}
_CATEGORY = {"index", "label", "child", "coordinates", "unit", "note"}


def faults(data: Mapping[str, Any]) -> list[str]:
    """What the format forbids, in words; none for a dataset that holds to it."""
    found = [f"unknown member {name}" for name in data.keys() - _DATASET - _FREE]
    if (data.get("version"), data.get("class")) != ("2.0", "dataset"):
        found.append("not a dataset of version 2.0")
    names, size = data.get("id", []), data.get("size", [])
    if len(set(names)) != len(names) or len(names) != len(size) or set(names) != data["dimension"].keys():
        found.append("id, size and dimension do not name the same dimensions")
    for role, of in data.get("role", {}).items():
        if role not in _ROLES or not set(of) <= set(names):
            found.append(f"role {role} is none or names no dimension")
    for name, length in zip(names, size, strict=False):
        found += [f"{name}: {each}" for each in _dimension(data["dimension"][name], length)]
        metric = name in data.get("role", {}).get("metric", [])
        if "unit" in data["dimension"][name]["category"] and not metric:
            found.append(f"{name} has units and is no metric")
    cells = prod(size)
    found += _values(data["value"], cells, "value", (int, float, str, type(None)))
    return found + _values(data.get("status", {}), cells, "status", (str, type(None)))


def _dimension(dimension: Mapping[str, Any], length: int) -> list[str]:
    category = dimension["category"]
    found = [f"unknown member {name}" for name in (dimension.keys() - _DIMENSION) | (category.keys() - _CATEGORY)]
    index = category.get("index", list(category.get("label", {})))
    codes = index if isinstance(index, list) else sorted(index, key=index.__getitem__)
    if len(codes) != length or len(set(codes)) != length:
        found.append("not as many categories as its size says")
    if isinstance(index, dict) and sorted(index.values()) != list(range(length)):
        found.append("index does not number the categories from nought")
    if not isinstance(dimension.get("label", ""), str):
        found.append("the label is no text")
    members = ("label", "unit", "child", "coordinates")
    found += [
        f"{name} names what is no category" for name in members if not category.get(name, {}).keys() <= set(codes)
    ]
    if not all(isinstance(label, str) for label in category.get("label", {}).values()):
        found.append("a label is no text")
    for unit in category.get("unit", {}).values():
        decimals = unit.get("decimals", 0)
        if not isinstance(decimals, int) or decimals < 0:
            found.append("decimals is no number of digits")
    return found


def _values(values: Any, cells: int, name: str, kinds: tuple[type, ...]) -> list[str]:
    if isinstance(values, str) and name == "status":
        return []
    listed = isinstance(values, list)
    if listed and len(values) not in ({cells, 1} if name == "status" else {cells}):
        return [f"{name} has {len(values)} entries for {cells} cells"]
    if not listed and not all(key == str(int(key)) and 0 <= int(key) < cells for key in values):
        return [f"{name} names a position that is none"]
    inside = values if listed else values.values()
    return (
        [] if all(isinstance(each, kinds) and not isinstance(each, bool) for each in inside) else [f"{name} of a kind"]
    )
