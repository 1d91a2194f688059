"""The systemd units and the example of their settings file."""

import shutil
import subprocess
from pathlib import Path
from typing import get_args

import pytest
from pydantic import SecretStr
from pydantic.fields import FieldInfo

from deploy.address import Address
from deploy.configure import derived, new_secrets
from deploy.processes import PROCESSES, Process
from gateway.settings import Settings as GatewaySettings
from services.audit.settings import Settings as AuditSettings
from services.kernel.settings import ProcessSettings
from services.metrics.settings import Settings as MetricsSettings
from services.plans.settings import Settings as PlansSettings

DEPLOY = Path(__file__).parent.parent.parent / "deploy"
UNITS = DEPLOY / "systemd"
EXAMPLE = DEPLOY / "settings.example.env"
CLASSES: dict[str, type[ProcessSettings]] = {
    "plans": PlansSettings,
    "metrics": MetricsSettings,
    "audit": AuditSettings,
    "gateway": GatewaySettings,
}
WORST_EXPOSURE = 20  # tenths; systemd calls up to 20 "OK"


def is_secret(field: FieldInfo) -> bool:
    kinds = [field.annotation, *get_args(field.annotation)]
    return SecretStr in kinds


def names_of(process: Process, *, secret: bool) -> set[str]:
    fields = CLASSES[process.name].model_fields
    return {f"{process.prefix}{name.upper()}" for name, field in fields.items() if is_secret(field) or not secret}


def expected_example() -> str:
    """What the classes make of the example; a secret has no value."""
    head = EXAMPLE.read_text().split("\n\n", 1)[0].rstrip()
    values = derived(new_secrets(), Address("/run/postgresql", 5432, "dudao", "", ""))
    parts = [head]
    for process in PROCESSES:
        lines = []
        for name, field in CLASSES[process.name].model_fields.items():
            full = f"{process.prefix}{name.upper()}"
            value = "" if is_secret(field) else values.get(full, str(field.default))
            lines += [f"# {field.description}", f"{full}={value}"]
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def directives(unit: Path, name: str) -> list[str]:
    return [line.partition("=")[2] for line in unit.read_text().splitlines() if line.startswith(f"{name}=")]


def test_the_example_names_every_setting_with_its_sentence_and_no_secret() -> None:
    assert EXAMPLE.read_text() == expected_example()


def test_every_setting_the_launcher_makes_for_a_process_is_one_the_process_knows() -> None:
    known = set().union(*(names_of(process, secret=False) for process in PROCESSES))
    secrets = new_secrets()
    made = secrets.keys() | derived(secrets, Address("/run", 5432, "dudao", "", "")).keys()
    assert made - known == {"DUDAO_ROLE_PASSWORDS"}


@pytest.mark.parametrize("process", PROCESSES, ids=lambda process: process.name)
def test_a_unit_takes_the_secrets_of_the_others_out_of_its_process(process: Process) -> None:
    unit = UNITS / f"dudao-{process.name}.service"
    others = set().union(*(names_of(other, secret=True) for other in PROCESSES if other != process))
    assert set(" ".join(directives(unit, "UnsetEnvironment")).split()) == others | {"DUDAO_ROLE_PASSWORDS"}
    assert directives(unit, "ExecStart")[0].startswith(f"/usr/bin/env --unset={process.prefix}OWNER_DATABASE_URL ")
    assert directives(unit, "ExecStart")[0].endswith(f" -m {process.module} serve")
    assert directives(unit, "ExecStartPre")[0].endswith(f" -m {process.module} migrate")


def test_the_target_wants_every_unit_there_is() -> None:
    units = {unit.name for unit in UNITS.glob("*.service")}
    assert set(" ".join(directives(UNITS / "dudao.target", "Wants")).split()) == units
    assert units == {f"dudao-{process.name}.service" for process in PROCESSES}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")
def test_systemd_understands_the_units_and_finds_them_closed(tmp_path: Path) -> None:
    for unit in UNITS.iterdir():
        text = unit.read_text().replace("/opt/dudao/.venv/bin/python", "/bin/sh")
        (tmp_path / unit.name).write_text(text)
    units = sorted(map(str, tmp_path.iterdir()))
    checked = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")
    services = [unit for unit in units if unit.endswith(".service")]
    rated = subprocess.run(
        ["systemd-analyze", "security", "--offline=yes", f"--threshold={WORST_EXPOSURE}", *services],
        capture_output=True,
        text=True,
        check=False,
    )
    assert rated.returncode == 0, rated.stdout
