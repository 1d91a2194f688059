"""Every way to send a document as nobody should, once, the large ones in little; `python -m tests.acceptance documents`
takes a thousand, the large ones in full."""

from deploy.demo.door import Door
from tests.door.conftest import Town
from tests.hostile.documents import LARGE, QUICK
from tests.hostile.sending import send_all

WAYS = len(QUICK) + len(LARGE)


async def test_no_document_breaks_or_blocks_the_import(town: Town, admin: Door) -> None:
    ends = await send_all(admin, town.code, 20261126, WAYS, lambda _: None, share=50)
    assert sum(ends.values()) == WAYS
    assert ends["draft"] >= 5
    assert ends["pdf_without_text"] >= 1
    assert ends["expands_too_far"] >= 1
