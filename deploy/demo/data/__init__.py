"""The demo's data files, as a client would send them."""

from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent


def load(name: str) -> Any:
    """The content of one file, such as `organisations.yaml`."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
