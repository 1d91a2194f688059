"""The launcher's command line as a person uses it, watched from outside."""

import asyncio
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from deploy.ports import free_ports

PATIENCE = 40.0
PROCESSES = ("gateway", "plans", "metrics", "audit")


def environment(**extra: str) -> dict[str, str]:
    """Ports that are free now, and nothing of the developer's own settings."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("DUDAO_")}
    ports = {f"DUDAO_{name.upper()}_PORT": str(port) for name, port in free_ports(*PROCESSES).items()}
    return {**own, **ports, "NO_PROXY": "*", **extra}


def as_nobody(command: list[str]) -> list[str]:
    """The shell in between matters: setpriv itself still starts what only root can reach."""
    become = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"]
    return [*become, "/bin/sh", "-c", 'exec "$0" "$@"', *command]


def python_for_nobody() -> str | None:
    """An interpreter of the running version that an account without rights can start, if this machine has one."""
    if os.geteuid() != 0 or shutil.which("setpriv") is None:
        return None
    name = f"python{sys.version_info.major}.{sys.version_info.minor}"
    for candidate in (sys.executable, f"/usr/bin/{name}", f"/usr/local/bin/{name}"):
        with contextlib.suppress(OSError):
            if (
                subprocess.run(as_nobody([candidate, "-c", ""]), cwd="/", capture_output=True, check=False).returncode
                == 0
            ):
                return candidate
    return None


def packages() -> str:
    return sysconfig.get_paths()["purelib"]


@dataclass
class Run:
    """One run of `python -m deploy up`."""

    process: subprocess.Popen[bytes]
    output: Path
    environment: dict[str, str]

    @property
    def said(self) -> str:
        return self.output.read_text()

    def until(self, text: str) -> "Run":
        """Wait until it has said this."""
        deadline = time.monotonic() + PATIENCE
        while text not in self.said:
            assert self.process.poll() is None, f"ended with {self.process.returncode}:\n{self.said}"
            assert time.monotonic() < deadline, f"never said {text!r}:\n{self.said}"
            time.sleep(0.05)
        return self

    def ask(self, process: str) -> dict[str, Any]:
        """What the stand-in tells of itself."""
        url = f"http://127.0.0.1:{self.environment[f'DUDAO_{process.upper()}_PORT']}/"
        with urllib.request.urlopen(url, timeout=5) as answer:
            found: dict[str, Any] = json.load(answer)
            return found

    def family(self) -> set[int]:
        """All processes that descend from it."""
        return {pid for pid, parents in _ancestors().items() if self.process.pid in parents}

    def end(self, number: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(number)
        return self.process.wait(PATIENCE)


@contextlib.contextmanager
def running(tree: Path, verb: str = "up", *, command: Sequence[str] = (sys.executable,), **extra: str) -> Iterator[Run]:
    """Run the launcher of a tree; whatever happens in the test, its end takes every process along."""
    output, settings = tree.parent / f"{tree.name}-said.txt", environment(**extra)
    with output.open("wb") as stream:
        process = subprocess.Popen(
            [*command, "-m", "deploy", verb],
            cwd=tree,
            env=settings,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Run(process, output, settings)
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def refusal(tree: Path, *, verb: str = "up", command: Sequence[str] = (sys.executable,), **extra: str) -> str:
    """What the launcher answers where it cannot do what it is told: one sentence, and status 1."""
    with running(tree, verb, command=command, **extra) as run:
        assert run.process.wait(PATIENCE) == 1, run.said
        assert "Traceback" not in run.said
        return run.said.strip().splitlines()[-1]


async def until(holds: Callable[[], object]) -> None:
    """Wait without blocking until this holds."""
    async with asyncio.timeout(PATIENCE):
        while True:
            if holds():
                return
            await asyncio.sleep(0.01)


def gone(pids: set[int], seconds: float = 10.0) -> bool:
    """Whether all these processes end within the time; a zombie has ended."""
    deadline = time.monotonic() + seconds
    while any(_state(pid) not in ("", "Z") for pid in pids):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def _state(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return ""


def _ancestors() -> dict[int, list[int]]:
    parents: dict[int, int] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            parents[int(stat.parent.name)] = int(stat.read_text().rpartition(")")[2].split()[1])
    return {pid: _chain(pid, parents) for pid in parents}


def _chain(pid: int, parents: dict[int, int]) -> list[int]:
    above = parents.get(pid)
    return [] if above is None else [above, *_chain(above, parents)]
