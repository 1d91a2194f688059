"""Where the database's socket lies."""

import hashlib
import os
import re
import stat
import tempfile
from pathlib import Path

from deploy.account import Account
from deploy.cluster import Cluster
from deploy.errors import CannotStart

PORT = 5432  # only part of the socket's name: nothing listens on the network
LONGEST_PATH = 107  # bytes; the kernel's limit for the name of a socket
PLAIN = re.compile(r"[A-Za-z0-9/._-]+")  # the server reads a list of folders, where commas and quotes mean something


def socket_folder(cluster: Cluster) -> Path:
    """The folder for the socket, closed to others: in the server's area, or a short one if that path is too long."""
    beside = cluster.area / "socket"
    if fits(beside):
        return beside
    name = f"dudao-{hashlib.sha256(os.fsencode(cluster.area)).hexdigest()[:10]}"
    for base in _bases(cluster.account):
        if fits(base / name) and os.access(base, os.W_OK | os.X_OK):
            return base / name
    raise CannotStart(f"The path {cluster.area} is too long for a socket: set DUDAO_DATA to a shorter one.")


def make_socket_folder(folder: Path, cluster: Cluster) -> None:
    """Make it ours, or find it ours: in a shared place somebody else may have been quicker."""
    owner = cluster.account.uid if cluster.account else os.geteuid()
    try:
        folder.mkdir(mode=0o700)
        cluster.give(folder)
    except FileExistsError:
        found = folder.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner or found.st_mode & 0o077:
            raise CannotStart(f"{folder} is not the database's own: remove it or set DUDAO_DATA.") from None


def fits(folder: Path) -> bool:
    path = str(folder / f".s.PGSQL.{PORT}")
    return len(os.fsencode(path)) <= LONGEST_PATH and PLAIN.fullmatch(path) is not None


def _bases(account: Account | None) -> list[Path]:
    own = [Path("/run")] if account else [Path(text) for text in [os.environ.get("XDG_RUNTIME_DIR", "")] if text]
    return [*own, Path(tempfile.gettempdir())]
