"""The five policy documents, where they are at hand: nothing is lost, and no table seen where there is none."""

from pathlib import Path

import pytest

from services.plans.readers.sources import read_source
from tests.plans.readers.shown import kept, lines, tables

SEEDS = Path(__file__).parents[3].parent / "shared" / "seeds"


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the documents are not at hand")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gb18030"])
def test_every_line_is_a_paragraph_in_every_encoding(encoding: str) -> None:
    for path in sorted(SEEDS.glob("*.txt")):
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
        source = kept(read_source("text/plain", text.encode(encoding)))
        assert (source.text, source.notes, tables(source)) == (text, (), [])
        assert lines(source) == [line.strip() for line in text.split("\n") if line.strip()]
