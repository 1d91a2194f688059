"""Which account the database runs as, and where that account can go.

PostgreSQL refuses to run as root. Then an existing unprivileged account takes it; none is created, and no folder
that is not the product's own has its mode or owner changed. What the account cannot reach is put elsewhere.
"""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.errors import CannotStart

CANDIDATES = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """A user of this machine other than the one running."""

    name: str
    uid: int
    gid: int


def database_account(cluster: Path | None = None) -> Account | None:
    """Who runs the database: nobody else (None) for an ordinary user, for root the owner of an existing cluster."""
    if os.geteuid() != 0:
        return None
    owner = cluster.stat().st_uid if cluster and cluster.exists() else 0
    for key in [owner] if owner else CANDIDATES:
        try:
            entry = pwd.getpwuid(key) if isinstance(key, int) else pwd.getpwnam(key)
        except KeyError:
            continue
        return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise CannotStart(
        "PostgreSQL does not run as root and there is no account `postgres` or `nobody`: start as a user."
    )


def run_as(account: Account | None, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run a short command as the account, in the root folder since another may be closed to it."""
    who: dict[str, Any] = {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}
    return subprocess.run(  # noqa: S603 - programs of this machine and of the wheel, no shell text from outside
        ["/bin/sh", "-c", 'exec "$0" "$@"', *command],  # the shell turns what cannot be started into a status
        cwd="/",
        env={"PATH": os.defpath, "LC_ALL": "C"},
        **who,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def reaches(account: Account | None, folder: Path) -> bool:
    """Whether the account can pass into `folder`, or into the nearest folder above it that exists.

    Tried rather than computed from mode bits, which know nothing of access lists and mount options.
    """
    while not os.path.lexists(folder) and folder != folder.parent:
        folder = folder.parent
    return run_as(account, ["/bin/sh", "-c", 'cd -- "$0"', str(folder)]).returncode == 0
