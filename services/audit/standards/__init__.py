"""The standards and local variants shipped with the product, as text an official can read, and their readers."""

from collections.abc import Iterator
from importlib.resources import files
from typing import Any

from services.audit.domain.reading_standards import standard_from
from services.audit.domain.standard import Standard
from services.audit.standards.marks import document_from

__all__ = [
    "document_from",
    "shipped_document",
    "shipped_standard",
    "shipped_texts",
]


def shipped_texts() -> Iterator[tuple[str, str]]:
    """Name and text of every standard and variant of this folder, standards first."""
    for folder in (files(__name__), files(__name__).joinpath("variants")):
        for entry in sorted(folder.iterdir(), key=lambda each: each.name):
            if entry.name.endswith(".yaml"):
                yield entry.name, entry.read_text(encoding="utf-8")


def shipped_document(name: str) -> Any:
    """A document of this folder by its name without `.yaml`, for example `examples/lines`."""
    return document_from(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def shipped_standard(code: str) -> Standard:
    """A shipped standard by its code."""
    return standard_from(shipped_document(code))
