"""The process that reads: what it gives back, how it is bounded, and that nothing of it stays."""

import asyncio
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from services.plans.readers import process
from services.plans.readers.process import read_document
from services.plans.readers.sources import read_source
from services.plans.readers.unreadable import Reason, Unreadable
from services.plans.readers.wire import as_json
from tests.plans.readers.pdf_files import Page, pdf

ROOT = Path(__file__).parents[3]


def nowhere(_: float) -> None:
    pass


async def reason(media_type: str, body: bytes, **options: float) -> Reason:
    with pytest.raises(Unreadable) as refused:
        await read_document(media_type, body, on_progress=nowhere, **options)
    return refused.value.reason


def processes() -> dict[int, tuple[int, str]]:
    """Every process with its parent and what it was started as, dead ones that nobody has buried included."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):  # it has ended meanwhile
            parent = int((folder / "stat").read_text().rpartition(")")[2].split()[1])
            found[int(folder.name)] = parent, (folder / "cmdline").read_text().replace("\0", " ").strip()
    return found


def children() -> set[int]:
    return {number for number, (parent, _) in processes().items() if parent == os.getpid()}


@pytest.fixture
def replaced(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Lets the child run other code than the reader's."""

    def replace(code: str) -> None:
        package = tmp_path / "services" / "plans" / "readers"
        package.mkdir(parents=True)
        for folder in (package, *list(package.parents)[:2]):
            (folder / "__init__.py").write_text("")
        (package / "__main__.py").write_text(f"import sys\nsys.path.append({str(ROOT)!r})\n{code}")
        monkeypatch.setattr(process, "_ROOT", tmp_path)

    return replace


async def test_the_source_and_the_draft_come_back_as_they_were_read() -> None:
    body = "云泽市方案（虚构）\n| a | 乙 |\n|---|---|\n| 1 | 2 |".encode()
    found = await read_document("text/plain", body, on_progress=nowhere)
    assert as_json(found["source"]) == as_json(read_source("text/plain", body))
    assert found["source"]["blocks"][0] == {"span": [0, 9], "heading": None}
    assert {"title", "measures", "targets", "defects"} <= set(found["draft"])


async def test_progress_arrives_page_by_page() -> None:
    page = Page()
    page.write(90, 100, "正文")
    seen: list[float] = []
    await read_document("application/pdf", pdf([page] * 4), on_progress=seen.append)
    assert seen[:4] == [0.125, 0.25, 0.375, 0.5]
    assert seen == sorted(seen)


async def test_a_refusal_comes_back_as_it_was_meant() -> None:
    assert await reason("application/pdf", pdf([Page(picture=True)])) is Reason.PDF_WITHOUT_TEXT
    assert await reason("text/x-unknown", b"x" * 5_000_000) is Reason.MEDIA_TYPE_UNKNOWN


async def test_reading_that_takes_too_long_is_ended(replaced: Any) -> None:
    replaced("import time\ntime.sleep(600)")
    before = children()
    assert await reason("text/plain", b"x", seconds=0.5) is Reason.READING_TOOK_TOO_LONG
    assert children() == before


async def test_a_busy_child_ends_by_its_own_bound() -> None:
    code = "from services.plans.readers.child import _bound\n_bound(1)\nwhile True: pass"
    ended = await asyncio.to_thread(subprocess.run, [sys.executable, "-c", code], cwd=ROOT, check=False, timeout=60)
    assert ended.returncode < 0


async def test_what_the_child_started_ends_with_it(replaced: Any) -> None:
    replaced("import subprocess\nsubprocess.run(['sleep', '601.5'])")
    assert await reason("text/plain", b"x", seconds=1.5) is Reason.READING_TOOK_TOO_LONG
    assert not any("sleep 601.5" in started for _, started in processes().values())


async def test_nobody_waiting_any_more_ends_it_too(replaced: Any) -> None:
    replaced("import time\nprint('{\"progress\": 0.1}', flush=True)\ntime.sleep(600)")
    before, begun = children(), asyncio.Event()
    reading = asyncio.create_task(read_document("text/plain", b"x", on_progress=lambda _: begun.set()))
    await begun.wait()
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert children() == before


async def test_a_child_that_dies_is_a_failed_reading(replaced: Any) -> None:
    replaced("import os\nos.abort()")
    assert await reason("text/plain", b"x") is Reason.READING_FAILED


async def test_memory_without_bound_is_a_refusal(replaced: Any) -> None:
    replaced(
        "from services.plans import readers\n"
        f"for package in (sys.modules['services'], sys.modules['services.plans'], readers):\n"
        f"    package.__path__ = [{str(ROOT)!r} + '/' + package.__name__.replace('.', '/')]\n"
        "from services.plans.readers import child\n"
        "child.read_source = lambda *_: bytearray(4 * 1024 ** 3)\n"
        "child.main(sys.argv[1:])"
    )
    assert await reason("text/plain", b"x") is Reason.EXPANDS_TOO_FAR


async def test_the_child_knows_no_secret_and_no_working_folder(replaced: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUDAO_PLANS_CLIENT_SECRET", "throw-away")
    replaced("import json, os\nprint(json.dumps({'result': sorted(os.environ)}))")
    found = await read_document("text/plain", b"x", on_progress=nowhere)
    assert set(found) <= {"LANG", "LC_CTYPE", "PATH", "PYTHONPATH"}


def test_the_child_can_write_no_file(tmp_path: Path) -> None:
    code = (
        "import sys\nfrom services.plans.readers.child import _bound\n_bound(5)\n"
        "with open(sys.argv[1], 'w') as file:\n    file.write('x')"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "x")], cwd=ROOT, check=False, capture_output=True
    )
    assert ended.returncode != 0
    assert (tmp_path / "x").read_bytes() == b""
