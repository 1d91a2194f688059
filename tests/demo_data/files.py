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
def plan() -> dict[str, Any]:
    found: dict[str, Any] = _load("plans/pingluo-2019.yaml")
    return found


@cache
def organisations() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _load("organisations.yaml")
    return found


@cache
def indicators() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = _load("indicators.yaml")
    return found


def gold(name: str) -> Any:
    """A file of the counts made by hand from the documents; skips where they are not at hand."""
    path = ROOT.parent / "shared" / "reference" / "gold" / name
    if not path.is_file():
        pytest.skip("the hand-made counts are not beside this repository")
    return json.loads(path.read_text(encoding="utf-8"))


def _load(name: str) -> Any:
    found = yaml.safe_load((DATA / name).read_text(encoding="utf-8"))
    assert json.loads(json.dumps(found)) == found, f"{name} does not survive the way to JSON"
    return found
