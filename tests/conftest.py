"""The house the door tests knock at: the real processes on a real PostgreSQL, started once for the whole run."""

import os
import shutil
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath
from typing import Any

import pytest
import pytest_asyncio
import structlog
from hypothesis import HealthCheck, settings
from xdist.scheduler import LoadScopeScheduling

from deploy.ports import free_ports
from deploy.supervisor import House
from deploy.throwaway import temporary_data_folder

PROCESSES = ("plans", "metrics", "audit", "gateway")
ONE_GROUND = {"deploy", "five", "kill"}
HOUSES_OF_THEIR_OWN = {"tests/door/five", "tests/door/test_postgres15.py"}
ON_THE_HOUSE = {"tests/door", "tests/kernel/test_gatekeeper.py"}
POSTGRES15 = Path("/usr/lib/postgresql/15/bin")

# Outside the processes structlog would draw the locals of every frame of a fault: half a minute for one of ours.
structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()])

# A busy machine is slow, which is no fault of what is tested: no example is timed.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


@pytest_asyncio.fixture(scope="session")
async def house() -> AsyncIterator[House]:
    with temporary_data_folder() as data:
        async with House(data=data, ports=free_ports(*PROCESSES), durable=False) as running:
            yield running


class Grounds(LoadScopeScheduling):  # type: ignore[misc]
    """What one of the two workers takes at a time: a file, or all the files that stand on one ground."""

    def _split_scope(self, nodeid: str) -> str:
        path = PurePosixPath(nodeid.split("::", maxsplit=1)[0])
        if _is_in(path, ON_THE_HOUSE) and not _is_in(path, HOUSES_OF_THEIR_OWN):
            return "the house"
        return str(path.parent if path.parent.name in ONE_GROUND else path)


def _is_in(path: PurePosixPath, places: set[str]) -> bool:
    return any(path.is_relative_to(place) for place in places)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Grounds:
    return Grounds(config, log)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip with a hint what this machine cannot do, unless CI requires it."""
    if item.get_closest_marker("browser") and not chromium():
        _skip("DUDAO_REQUIRE_BROWSER", "needs Chromium: apt-get install chromium fonts-noto-cjk")
    if item.get_closest_marker("postgres15") and not (POSTGRES15 / "initdb").exists():
        _skip("DUDAO_REQUIRE_POSTGRES15", "needs PostgreSQL 15: apt-get install postgresql-15")


def chromium() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


def _skip(required_by: str, hint: str) -> None:
    if os.environ.get(required_by):
        pytest.fail(f"{required_by} is set, and this test {hint}")
    pytest.skip(hint)
