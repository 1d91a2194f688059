"""The data files under test, and the hand-made counts that may lie beside the repository."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "deploy" / "demo" / "data"


@cache
def plan(code: str = "pingluo-2019") -> dict[str, Any]:
    found: dict[str, Any] = _load(DATA / "plans" / f"{code}.yaml")
    return found


@cache
def organisations(jurisdiction: str = "*") -> list[dict[str, Any]]:
    """Every organisation, or those of one file of the folder, such as `ningxia`."""
    return _load_all("organisations", jurisdiction)


@cache
def indicators(name: str = "*") -> list[dict[str, Any]]:
    """Every data item, or those of one file of the folder, such as `shared`."""
    return _load_all("indicators", name)


def gold(name: str) -> Any:
    """A file of the counts made by hand from the documents; skips where they are not at hand."""
    path = ROOT.parent / "shared" / "reference" / "gold" / name
    if not path.is_file():
        pytest.skip("the hand-made counts are not beside this repository")
    return json.loads(path.read_text(encoding="utf-8"))


def _load_all(folder: str, name: str) -> list[dict[str, Any]]:
    return [item for path in sorted((DATA / folder).glob(f"{name}.yaml")) for item in _load(path)]


def _load(path: Path) -> Any:
    found = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert json.loads(json.dumps(found)) == found, f"{path.name} does not survive the way to JSON"
    return found
