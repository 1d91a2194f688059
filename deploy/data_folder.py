"""Where the product keeps what must stay: settings, database, logs."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path

from deploy.account import database_account, reaches
from deploy.errors import CannotStart

SHARED_DATA = Path("/var/lib/dudao")
LARGEST_LOG = 10 * 1024 * 1024


@dataclass(frozen=True)
class DataFolder:
    """The folder and the names in it; nothing else in it belongs to the product."""

    path: Path

    @property
    def settings_file(self) -> Path:
        return self.path / "settings.env"

    @property
    def lock_file(self) -> Path:
        return self.path / "house.lock"

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def server_lock(self) -> Path:
        return self.path / "postgres.lock"

    @property
    def cluster(self) -> Path:
        return self.postgres / "data"

    @property
    def demo(self) -> Path:
        return self.path / "demo"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    def create(self) -> None:
        """Make the folder, and set a log aside that has grown large.

        Under root others may pass through it, not list it: the database's account lives inside.
        """
        mode = 0o711 if os.geteuid() == 0 else 0o700
        missing = [folder for folder in (self.path, *self.path.parents) if not folder.exists()]
        try:
            for folder in reversed(missing):
                folder.mkdir(mode=0o700)
                folder.chmod(mode)  # apart, since a umask takes from the mode of mkdir
        except OSError as error:
            reason = f"{self.path} cannot be made ({error.strerror})"
            raise CannotStart(f"{reason}: set DUDAO_DATA to a folder of yours.") from error
        if not os.access(self.path, os.R_OK | os.W_OK | os.X_OK):
            raise CannotStart(f"The data folder {self.path} cannot be written: set DUDAO_DATA to a folder of yours.")
        self.logs.mkdir(mode=0o700, exist_ok=True)
        for log in self.logs.glob("*.log"):
            if log.stat().st_size > LARGEST_LOG:
                log.replace(log.with_suffix(".log.1"))

    def log(self, name: str) -> Path:
        return self.logs / f"{name}.log"


def choose_data_folder(root: Path, wanted: Path | None) -> DataFolder:
    """The folder wanted, else `.dudao` in the repository, or one below /var/lib if the database cannot live there."""
    local = DataFolder(root / ".dudao")
    shared = DataFolder(SHARED_DATA / hashlib.sha256(os.fsencode(root)).hexdigest()[:10])
    for folder in [DataFolder(wanted.absolute())] if wanted else [local, shared]:
        if _is_file(folder.settings_file):
            _require_own(folder)
            return folder
    if wanted:
        return DataFolder(wanted.absolute())
    return local if reaches(database_account(local.cluster), root) else shared


def _require_own(folder: DataFolder) -> None:
    if folder.settings_file.stat().st_uid != os.geteuid():
        raise CannotStart(f"The data in {folder.path} belongs to another user: run as that user or set DUDAO_DATA.")


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except OSError:
        return False
