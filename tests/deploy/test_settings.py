"""The settings of a house: what is made at random, what is kept, what follows, who sees what."""

import json
import stat
import subprocess
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from joserfc import jwt
from joserfc.jwk import ECKey

from deploy.address import Address, parse_address
from deploy.configure import environment_of, load_or_create, new_secrets, overrides_of, ports_of, url_of
from deploy.errors import CannotStart
from deploy.processes import GATEWAY, PLANS, PROCESSES

SOCKET = Address("/run/somewhere", 5432, "dudao", "postgres", "")


def test_a_database_url_without_a_user_is_refused() -> None:
    with pytest.raises(CannotStart, match="must look like"):
        parse_address("postgresql://db.example:5432/dudao")


def test_an_unknown_part_of_a_database_url_is_refused_rather_than_dropped() -> None:
    with pytest.raises(CannotStart, match="only sslmode, host and port are known, not target_session_attrs"):
        parse_address("postgresql://admin:pw@db.example/dudao?target_session_attrs=read-write")


def test_a_settings_file_with_a_line_that_is_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("DUDAO_GATEWAY_SECRET_KEY\n")
    with pytest.raises(CannotStart, match=r"Line 1 of .* is not NAME=VALUE"):
        load_or_create(tmp_path / "settings.env", SOCKET, {})


def test_settings_without_role_passwords_are_refused(tmp_path: Path) -> None:
    (tmp_path / "settings.env").write_text("DUDAO_PORT='8000'\n")
    with pytest.raises(CannotStart, match="DUDAO_ROLE_PASSWORDS is missing"):
        load_or_create(tmp_path / "settings.env", SOCKET, {})


def test_every_secret_differs_from_house_to_house() -> None:
    one, other = new_secrets(), new_secrets()
    assert one.keys() == other.keys()
    assert all(one[name] != other[name] for name in one)


def test_a_value_that_the_file_cannot_hold_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    load_or_create(file, SOCKET, {})
    file.write_text(f"DUDAO_GATEWAY_PUBLIC_URL=it's\n{file.read_text()}")
    with pytest.raises(CannotStart, match="DUDAO_GATEWAY_PUBLIC_URL must not hold an apostrophe"):
        load_or_create(file, SOCKET, {})


def test_the_file_is_closed_to_others_and_read_again_as_it_was(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    first = load_or_create(file, SOCKET, {})
    written = file.read_text()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert load_or_create(file, SOCKET, {}) == first
    assert file.read_text() == written


def test_a_shell_reads_from_the_file_what_the_processes_get(tmp_path: Path) -> None:
    settings = load_or_create(tmp_path / "settings.env", SOCKET, {})
    command = "set -a; . ./settings.env; exec env -0"
    printed = subprocess.run(["sh", "-c", command], cwd=tmp_path, env={}, capture_output=True, text=True, check=True)
    read = dict(item.split("=", 1) for item in printed.stdout.split("\0") if item.startswith("DUDAO_"))
    assert read == settings


def test_the_environment_wins_for_one_run_and_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    moved = load_or_create(file, SOCKET, overrides_of({"DUDAO_PORT": "9000", "HOME": "/nowhere", "DUDAO_DATA": "/x"}))
    assert moved["DUDAO_GATEWAY_PUBLIC_URL"] == moved["DUDAO_PLANS_GATEWAY_URL"] == "http://127.0.0.1:9000"
    assert ports_of(moved) == {"gateway": 9000, "plans": 9001, "metrics": 9002, "audit": 9003}
    assert ports_of(load_or_create(file, SOCKET, {}))["gateway"] == 8000


def test_a_line_of_the_operators_above_the_rule_is_kept_and_wins(tmp_path: Path) -> None:
    file = tmp_path / "settings.env"
    load_or_create(file, SOCKET, {})
    file.write_text('DUDAO_GATEWAY_PUBLIC_URL="https://dudao.example"\nDUDAO_PLANS_POOL_SIZE=20\n' + file.read_text())
    for _ in range(2):
        settings = load_or_create(file, SOCKET, {})
        assert settings["DUDAO_GATEWAY_PUBLIC_URL"] == "https://dudao.example"
        assert environment_of(PLANS, settings, owner=False)["DUDAO_PLANS_POOL_SIZE"] == "20"


def test_a_gateway_open_to_all_is_found_by_the_others_on_loopback() -> None:
    assert url_of(GATEWAY, {"DUDAO_GATEWAY_HOST": str(IPv4Address(0))}) == "http://127.0.0.1:8000"
    assert url_of(GATEWAY, {"DUDAO_GATEWAY_HOST": "::"}) == "http://[::1]:8000"
    assert url_of(GATEWAY, {"DUDAO_GATEWAY_HOST": "10.0.0.1"}) == "http://10.0.0.1:8000"


def test_a_process_is_given_nothing_of_another_and_the_owner_login_only_to_migrate(tmp_path: Path) -> None:
    settings = load_or_create(tmp_path / "settings.env", SOCKET, {})
    for process in PROCESSES:
        serving = environment_of(process, settings, owner=False)
        assert all(name.startswith(process.prefix) for name in serving)
        migrating = environment_of(process, settings, owner=True)
        assert migrating.keys() - serving == {f"{process.prefix}OWNER_DATABASE_URL"}


def test_the_gateway_knows_the_secrets_of_the_three_and_signs_with_its_key(tmp_path: Path) -> None:
    settings = load_or_create(tmp_path / "settings.env", SOCKET, {})
    shared = json.loads(settings["DUDAO_GATEWAY_SERVICE_SECRETS"])
    assert shared == {name: settings[f"DUDAO_{name.upper()}_CLIENT_SECRET"] for name in ("plans", "metrics", "audit")}
    assert len(bytes.fromhex(settings["DUDAO_GATEWAY_SECRET_KEY"])) == 32
    key = ECKey.import_key(json.loads(settings["DUDAO_GATEWAY_SIGNING_KEY"]))
    assert key.kid
    token = jwt.encode({"alg": "ES256", "kid": key.kid}, {"sub": "plans"}, key)
    assert jwt.decode(token, key, algorithms=["ES256"]).claims == {"sub": "plans"}


@pytest.mark.parametrize(
    ("url", "sqlalchemy_url"),
    [
        ("postgresql://a:p%40w@db.example/dudao", "postgresql+asyncpg://a:p%40w@db.example:5432/dudao"),
        ("postgres://a:b@[::1]:6000/d?sslmode=require", "postgresql+asyncpg://a:b@[::1]:6000/d?ssl=require"),
        ("postgresql://a:b@/d?host=/run/pg&port=1", "postgresql+asyncpg://a:b@/d?host=/run/pg&port=1"),
    ],
)
def test_a_database_url_becomes_the_form_sqlalchemy_reads(url: str, sqlalchemy_url: str) -> None:
    assert parse_address(url).sqlalchemy_url() == sqlalchemy_url
    assert parse_address(parse_address(url).url()) == parse_address(url)
