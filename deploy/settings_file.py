"""The file that holds a house's settings: readable by this program, by systemd and by a shell."""

import contextlib
import os
import re
from collections.abc import Mapping
from pathlib import Path

from deploy.errors import CannotStart

HEAD = """\
# Settings of this Dudao. Secret: who reads this file can act as every process.
# The lines above the rule are kept; change them or add to them.
"""
RULE = "# ---- worked out at every start from the lines above; to set one of these yourself, write it above ----"
LINE = re.compile(r"([A-Z][A-Z0-9_]*)=(.*)")


def read_kept(file: Path) -> dict[str, str]:
    """The lines above the rule."""
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise CannotStart(f"{file} cannot be read ({error.strerror}): run as its owner or set DUDAO_DATA.") from error
    kept: dict[str, str] = {}
    for number, line in enumerate(text.split(RULE, 1)[0].splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        match = LINE.fullmatch(line.strip())
        if match is None:
            raise CannotStart(f"Line {number} of {file} is not NAME=VALUE: correct it.")
        kept[match[1]] = _unquoted(match[2])
    return kept


def write_settings(file: Path, kept: Mapping[str, str], derived: Mapping[str, str]) -> None:
    """Replace the file as a whole, readable by nobody else; a reader never finds half of it."""
    text = f"{HEAD}{_lines(kept)}{RULE}\n{_lines(derived)}"
    with contextlib.suppress(OSError):
        if file.read_text(encoding="utf-8") == text:
            return
    fresh = file.with_suffix(".new")
    fresh.unlink(missing_ok=True)
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        stream.write(text)
        stream.flush()
        os.fsync(stream.fileno())
    fresh.replace(file)


def _lines(values: Mapping[str, str]) -> str:
    for name, value in values.items():
        if "'" in value or "\n" in value:
            raise CannotStart(f"{name} must not hold an apostrophe or a line break: change it.")
    return "".join(f"{name}='{value}'\n" for name, value in values.items())


def _unquoted(value: str) -> str:
    quoted = len(value) >= 2 and value[0] == value[-1] and value[0] in "'\""
    return value[1:-1] if quoted else value
