"""A data folder for a moment."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.account import database_account, reaches
from deploy.data_folder import SHARED_DATA


@contextmanager
def temporary_data_folder() -> Iterator[Path]:
    """A new folder that the database's account can pass into, removed afterwards. Its own mode is the only one set."""
    account = database_account()
    bases = [Path(tempfile.gettempdir()), Path("/var/tmp"), SHARED_DATA]  # noqa: S108 - only where mkdtemp makes one
    base = next((base for base in bases if base.exists() and reaches(account, base)), bases[-1])
    base.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="dudao-", dir=base))
    try:
        folder.chmod(0o711 if account else 0o700)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
