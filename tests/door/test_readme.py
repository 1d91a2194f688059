"""What the README says happens does happen: its transcript, its commands, in both languages."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from deploy.demo.people import SYSTEM
from tests.door.walked import Walked

ROOT = Path(__file__).resolve().parents[2]
READMES = ("README.md", "README.zh.md")
# What differs from run to run: ids, seconds, the port, where the data lie, today's date.
VARYING = (
    (r"(sub|ord|asm|fnd|out|ext|rev|gap)_[0-9a-f]+", r"\1_…"),
    (r"Walked in [0-9.]+ s", "Walked in … s"),
    (r"http://127\.0\.0\.1:\d+", "http://…"),
    (r"passwords: \S+", "passwords: …"),
    (r"(?<!\d)20(2[6-9]|[3-9]\d)-\d\d-\d\d", "…"),
)


def between(name: str, tag: str) -> str:
    text = (ROOT / name).read_text(encoding="utf-8")
    return text.split(f"<!-- {tag} -->")[1].split(f"<!-- /{tag} -->")[0]


def steady(text: str) -> list[str]:
    for pattern, replacement in VARYING:
        text = re.sub(pattern, replacement, text)
    return [line.rstrip() for line in text.splitlines()]


def answers_of(script: str, environment: dict[str, str], folder: Path) -> list[Any]:
    """What the commands print, one JSON after the other."""
    command = ["bash", "-euo", "pipefail", "-c", script]
    ran = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert ran.returncode == 0, ran.stderr + ran.stdout
    decoder, answers, rest = json.JSONDecoder(), [], ran.stdout.strip()
    while rest:
        found, end = decoder.raw_decode(rest)
        answers.append(found)
        rest = rest[end:].strip()
    return answers


def in_the_house(walked: Walked, script: str) -> tuple[str, dict[str, str]]:
    """The commands as they are for this house, and the environment in which they find its people."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "DUDAO_DATA": str(walked.house.ground.folder.path),
        "DUDAO_PORT": walked.house.gateway_url.rpartition(":")[2],
    }
    at_home = script.replace("http://127.0.0.1:8000", walked.house.gateway_url)
    return at_home.replace(".venv/bin/python", sys.executable), environment


@pytest.mark.parametrize("name", READMES)
async def test_the_transcript_is_what_the_demo_tells(walked: Walked, name: str) -> None:
    shown = steady(between(name, "transcript"))
    told = steady(walked.told)
    start = shown.index(told[0])
    assert shown[start : start + len(told)] == told


@pytest.mark.parametrize("name", READMES)
def test_the_first_reading_with_curl_works_as_it_stands(walked: Walked, name: str, tmp_path: Path) -> None:
    block = re.findall(r"```sh\n(.*?)```", between(name, "curl"), re.DOTALL)[0]
    script = block.replace("http://127.0.0.1:8000", walked.house.gateway_url)
    known = walked.keys.known[SYSTEM]
    environment = {**os.environ, "CLIENT_ID": known["client_id"], "CLIENT_SECRET": known["client_secret"]}
    owed, report, from_table, sums = answers_of(script, environment, tmp_path)
    assert len(owed["items"]) == 3
    for each in (report, from_table):
        assert (each["dry_run"], each["conflicts"]) == (True, [])
        assert each["counts"]["updated"] + each["counts"]["unchanged"] == 1
    assert b"640221-s001,multimedia_rooms," in (tmp_path / "readings.csv").read_bytes()
    assert sums["items"][0]["reported"] > 0


@pytest.mark.parametrize("name", READMES)
def test_a_policy_text_becomes_duties_by_the_commands_as_they_stand(walked: Walked, name: str, tmp_path: Path) -> None:
    block = re.findall(r"```sh\n(.*?)```", between(name, "import"), re.DOTALL)[0]
    script = block.replace("qinghe-books", f"qinghe-books-{len(name)}")
    plan, published, task, report, issued, taken = answers_of(*in_the_house(walked, script), tmp_path)[1:]
    assert [each["name_in_source"] for each in plan["measures"][0]["assignments"]] == ["县教育局", "县财政局"]
    assert (published["state"]["status"], task["state"], report["number"]) == ("published", "not_started", 1)
    assert (issued["state"], taken["state"], len(taken["content"]["assignments"])) == ("issued", "acknowledged", 1)
    assert (tmp_path / "matrix.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize("name", READMES)
def test_a_verdict_is_followed_to_its_reasons_and_back_by_the_commands(
    walked: Walked, name: str, tmp_path: Path
) -> None:
    script = re.findall(r"```sh\n(.*?)```", between(name, "why"), re.DOTALL)[0]
    answers = answers_of(*in_the_house(walked, script), tmp_path)
    why, figure, outcome, carriers, uses, reruns, evaluation, sample, unit = answers
    assert (why["verdict"], why["readings"][0]["used"]["reviewer"]["name"]) == ("not_met", "Demo county reviewer")
    assert "第六条" in why["paragraph"]["zh"]
    assert figure["formula"]["text"] in figure["paragraph"]["zh"]
    assert (outcome["verdict"], outcome["recognition"]) == ("not_met", "not_met")
    assert (tmp_path / "shortages.csv").read_text(encoding="utf-8-sig").count("640221-s") > 3
    assert carriers["coefficient"] > carriers["limit"]
    assert {each["criterion"] for each in uses["items"][0]["results"]} == {None, "R5"}
    assert reruns["items"] == []
    assert evaluation["band"] == "attention"
    assert len(sample["members"]) >= sample["frame"] * 0.1
    assert unit["unit"]["code"] == "640221-education"


@pytest.mark.parametrize("name", READMES)
def test_every_make_target_named_exists(name: str) -> None:
    named = set(re.findall(r"(?:`|^|\d )make ([a-z]+)", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE))
    assert {"demo", "test", "help", "run", "reset"} <= named
    for target in named:
        subprocess.run(["make", "-n", target], cwd=ROOT, check=True, capture_output=True)


def test_both_languages_have_the_same_parts() -> None:
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in READMES]
    assert len({len(re.findall(r"^## ", text, re.MULTILINE)) for text in texts}) == 1
    assert between("README.md", "transcript") == between("README.zh.md", "transcript")
    links = [sorted(set(re.findall(r"\]\(([^)]+)\)", text)) - set(READMES)) for text in texts]
    assert links[0] == links[1]
    assert all((ROOT / link).exists() for link in links[0])


@pytest.mark.parametrize("name", READMES)
def test_cases_and_the_ledger_with_curl_work_as_they_stand(walked: Walked, name: str, tmp_path: Path) -> None:
    script = re.findall(r"```sh\n(.*?)```", between(name, "cases"), re.DOTALL)[0]
    answers = answers_of(*in_the_house(walked, script), tmp_path)
    listed, case, rules, published, sums, planned = answers
    assert {each["state"] for each in listed["items"]} == {"under_way", "escalated"}
    assert "reported" in [each["step"] for each in case["possible"]]
    assert rules[0]["code"] == "accountability-2021"
    assert [each["outcomes"] for each in published["items"]] == [["interview"]]
    assert sum(each["open"] for each in sums["items"]) == 22
    assert planned["state"] == "planned"
    assert (tmp_path / "ledger.csv").read_text(encoding="utf-8-sig").count("640221-s") >= 22
