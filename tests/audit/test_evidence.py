"""Files that prove something: of few kinds, what they say they are, kept once, and seen by the parties."""

from typing import Any

import pytest

from tests.audit.county import Answer, County, days_ahead
from tests.audit.test_orders import codes_of, proposed

PNG = b"\x89PNG\r\n\x1a\n" + b"synthetic picture"
ASKED = {"title": "竣工照片", "collected_on": "2022-05-18"}


async def add(
    county: County, case: str, content: bytes = PNG, *, kind: str = "image/png", by: str = "finance", **changed: Any
) -> Answer:
    headers = {"Authorization": f"Bearer {by}@{county.code}", "Content-Type": kind}
    params = {name: value for name, value in (ASKED | changed).items() if value is not None}
    answer = await county.door.post(f"/cases/{case}/evidence", content=content, headers=headers, params=params)
    return Answer(answer.status_code, answer.json())


async def test_a_stranger_adds_nothing_and_sees_nothing(county: County) -> None:
    case = await proposed(county)
    assert (await add(county, case, by="education")).status == 404
    assert (await add(county, case, by="auditor")).status == 404
    kept = (await add(county, case)).body["sha256"]
    for path in (f"/cases/{case}/evidence", f"/cases/{case}/evidence/{kept}"):
        assert (await county.get(path, by="education")).status == 404
        assert (await county.get("/cases/ord_none/evidence")).status == 404


@pytest.mark.parametrize(
    ("content", "kind", "code"),
    [
        (b"", "image/png", "file_size"),
        (PNG + bytes(5 * 1024 * 1024), "image/png", "file_size"),
        (b"<html><script>alert(1)</script>", "image/png", "file_is_another"),
        (PNG, "application/pdf", "file_is_another"),
    ],
)
async def test_a_file_is_of_a_size_and_what_it_says(county: County, content: bytes, kind: str, code: str) -> None:
    answer = await add(county, await proposed(county), content, kind=kind)
    assert answer.status in (413, 422), answer.body
    assert answer.status == 413 or await codes_of(answer) == {code}


async def test_other_kinds_are_not_taken(county: County) -> None:
    assert (await add(county, await proposed(county), b"MZ", kind="application/octet-stream")).status == 415


async def test_evidence_is_dated_and_holds_as_long_as_it_says(county: County) -> None:
    case = await proposed(county)
    assert await codes_of(await add(county, case, collected_on=days_ahead(2))) == {"in_the_future"}
    assert await codes_of(await add(county, case, valid_until="2022-05-17")) == {"never_valid"}
    old = await add(county, case, valid_until="2022-12-31")
    assert (old.status, old.body["holds"], old.body["added_by"]["name"]) == (201, False, "finance")
    assert (await add(county, case, PNG + b"2", valid_until=days_ahead(10))).body["holds"] is True


async def test_the_same_bytes_are_kept_once_and_come_back_as_they_were(county: County) -> None:
    case = await proposed(county)
    first, again = await add(county, case), await add(county, case, title="again")
    assert (first.status, again.status, again.body["title"]) == (201, 200, "竣工照片")
    (listed,) = (await county.get(f"/cases/{case}/evidence", by="supervisor")).body["items"]
    headers = {"Authorization": f"Bearer auditor@{county.code}"}
    answer = await county.door.get(f"/cases/{case}/evidence/{listed['sha256']}", headers=headers)
    assert (answer.content, answer.headers["x-content-type-options"]) == (PNG, "nosniff")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert (await county.get(f"/cases/{case}/evidence/{'0' * 64}")).status == 404


async def test_a_case_holds_so_many_files_and_no_more(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.audit.use_cases.add_evidence.MOST_FILES", 2)
    case = await proposed(county)
    assert [(await add(county, case, PNG + bytes([n]))).status for n in range(2)] == [201, 201]
    assert await codes_of(await add(county, case, PNG + b"x")) == {"too_many_files"}
    assert (await add(county, case, PNG + bytes([1]))).status == 200, "one that is there already"
