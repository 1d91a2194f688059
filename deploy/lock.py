"""One owner of a folder at a time."""

import fcntl
import os
from pathlib import Path
from types import TracebackType

from deploy.errors import CannotStart


class FolderLock:
    """An exclusive lock on a file; the kernel gives it back when the holder dies, however it dies."""

    def __init__(self, file: Path, taken: str) -> None:
        """`taken` is the sentence for whoever comes second; `{pid}` in it becomes the holder's process id."""
        self._file, self._taken = file, taken
        self._descriptor = -1

    def __enter__(self) -> None:
        try:
            self._descriptor = os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise CannotStart(f"{self._file} cannot be written ({error.strerror}): set DUDAO_DATA.") from error
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(self._descriptor)
            raise CannotStart(self._taken.format(pid=holder(self._file) or "unknown")) from None
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, str(os.getpid()).encode())

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        os.close(self._descriptor)


def holder(file: Path) -> int | None:
    """The process that holds the lock; None if there is none, or none that can be told."""
    try:
        pid = int(file.read_text(encoding="ascii"))
        return pid if os.path.realpath(file) in map(_target, Path(f"/proc/{pid}/fd").iterdir()) else None
    except (OSError, ValueError):
        return None


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # closed in this moment
        return ""
