"""Every way to send a document as nobody should, once; `python -m tests.acceptance documents` takes a thousand."""

from deploy.demo.door import Door
from tests.door.conftest import Town
from tests.hostile.documents import WAYS
from tests.hostile.sending import send_all


async def test_no_document_breaks_or_blocks_the_import(town: Town, admin: Door) -> None:
    ends = await send_all(admin, town.code, 20261126, len(WAYS), lambda _: None)
    assert sum(ends.values()) == len(WAYS)
    assert ends["draft"] >= 5
    assert ends["pdf_without_text"] >= 1
    assert ends["expands_too_far"] >= 1
