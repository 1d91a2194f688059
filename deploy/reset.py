"""Removing what the product keeps."""

import asyncio
import os
import shutil
import signal
import sys
import time
from pathlib import Path

from deploy.data_folder import DataFolder
from deploy.errors import CannotStart
from deploy.ground import Ground
from deploy.leftovers import clear_leftovers
from deploy.lock import FolderLock, holder
from deploy.report import Report

PATIENCE_SECONDS = 100.0  # a supervisor gives its processes 25 s and its database 60 s


async def reset(ground: Ground, report: Report, *, sure: bool) -> None:
    """Stop what runs on the data folder and remove the product's own entries; anything else in it stays."""
    folder = ground.folder
    entries = _entries(folder)
    if not entries:
        report.say(f"Nothing to remove in {folder.path}.")
        return
    if not sure:
        _ask(f"This removes settings, database and logs in {folder.path} for good. Type yes to go on: ")
    await _stop(folder, report)
    with FolderLock(folder.lock_file, f"Dudao was started again on {folder.path}: stop it first."):
        await clear_leftovers(folder.cluster, report)
        for path in (*entries, *ground.outside()):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink(missing_ok=True)
    if not any(folder.path.iterdir()):
        folder.path.rmdir()
    report.say(f"Removed from {folder.path}.")
    if ground.options.database_url:
        report.say("Your own database keeps its schemas and roles: drop them there if nobody needs them.")


def _entries(folder: DataFolder) -> list[Path]:
    own = [folder.postgres, folder.logs, folder.demo, folder.settings_file, folder.server_lock, folder.lock_file]
    return [path for path in own if os.path.lexists(path)]


def _ask(question: str) -> None:
    if not sys.stdin.isatty():
        raise CannotStart("Nobody can be asked here: say `python -m deploy reset --yes`.")
    if input(question).strip().lower() != "yes":
        raise CannotStart("Nothing was removed.")


async def _stop(folder: DataFolder, report: Report) -> None:
    pid = holder(folder.lock_file)
    if pid is None:
        return
    os.kill(pid, signal.SIGTERM)
    deadline = time.monotonic() + PATIENCE_SECONDS
    async with report.waiting(f"stopping Dudao (process {pid})"):
        while holder(folder.lock_file) == pid:
            if time.monotonic() > deadline:
                raise CannotStart(f"Process {pid} does not stop: end it, then say `make reset` again.")
            await asyncio.sleep(0.1)
