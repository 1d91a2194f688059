"""The data files under test, and the hand-made reading of the documents that they are held against.

The reading lies here without the documents' words; where those lie beside the repository, nothing of them is copied.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT / "deploy" / "demo" / "data"
HAND_MADE = Path(__file__).parent / "hand_made"


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
    """A file of the reading made by hand: numbers, units, roles and places."""
    return json.loads((HAND_MADE / name).read_text(encoding="utf-8"))


def gold_with_words(name: str) -> Any:
    """The same with the words of the documents; skips where they are not beside the repository."""
    path = ROOT.parent / "shared" / "reference" / "gold" / name
    if not path.is_file():
        pytest.skip("the documents are not beside this repository")
    return json.loads(path.read_text(encoding="utf-8"))


def _load_all(folder: str, name: str) -> list[dict[str, Any]]:
    return [item for path in sorted((DATA / folder).glob(f"{name}.yaml")) for item in _load(path)]


def _load(path: Path) -> Any:
    found = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    assert json.loads(json.dumps(found)) == found, f"{path.name} does not survive the way to JSON"
    return found
