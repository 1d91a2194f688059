"""The demo's data files, as a client would send them."""

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


def load(name: str) -> Any:
    """The content of one file, such as `plans/pingluo-2019.yaml`."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), yaml.CSafeLoader)


def load_all(folder: str) -> list[dict[str, Any]]:
    """The lists of every file of a folder, such as `organisations`, one after the other by file name."""
    names = sorted(path.name for path in (FOLDER / folder).glob("*.yaml"))
    return [item for name in names for item in load(f"{folder}/{name}")]
