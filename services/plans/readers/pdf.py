"""application/pdf: the text layer in reading order, without what repeats on every page."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from services.plans.domain.policy_text.source import Source
from services.plans.readers.items import compose
from services.plans.readers.line_tables import with_tables
from services.plans.readers.pdf_furniture import without_furniture
from services.plans.readers.pdf_lines import PrintedPage
from services.plans.readers.pdf_pages import printed_page
from services.plans.readers.pdf_paragraphs import joined
from services.plans.readers.unreadable import Reason, Unreadable

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of every font of every page
_MOST_PAGES = 500
_MAPPED = 0.5  # of the characters at least; below that the file shows letters but does not say which


def read_pdf(body: bytes, progress: Callable[[float], None]) -> Source:
    """Paragraphs and ruled tables. A file that opens without a password is read, whatever else it forbids."""
    pages: list[PrintedPage] = []
    with _opened(body) as pdf:
        if len(pdf.pages) > _MOST_PAGES:
            raise Unreadable(Reason.TOO_MANY_PARTS, f"at most {_MOST_PAGES} pages", str(len(pdf.pages)))
        for page in pdf.pages:
            pages.append(printed_page(page))
            page.close()
            progress(len(pages) / len(pdf.pages))
    notes = {note for page in pages for note in page.notes}
    _refuse_pictures(pages)
    pages, repeated = without_furniture(pages)
    return compose(with_tables(joined(pages)), notes | repeated)


@contextmanager
def _opened(body: bytes) -> Iterator[PDF]:
    """The file, and anything its parser raises as `Unreadable`: it raises whatever a broken file leads it to."""
    try:
        with pdfplumber.open(BytesIO(body)) as pdf:
            yield pdf
    except (Unreadable, MemoryError):
        raise
    except PdfminerException as error:
        locked = any(isinstance(cause, PDFPasswordIncorrect) for cause in error.args)
        raise Unreadable(Reason.ENCRYPTED if locked else Reason.DAMAGED, "a PDF", str(error)[:200]) from error
    except Exception as error:
        raise Unreadable(Reason.DAMAGED, "a PDF", f"{type(error).__name__}: {error}"[:200]) from error


def _refuse_pictures(pages: list[PrintedPage]) -> None:
    characters = sum(page.characters for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if characters == 0 or unmapped > (1 - _MAPPED) * characters:
        given = "no text" if characters == 0 else "characters without their meaning"
        raise Unreadable(Reason.PDF_WITHOUT_TEXT, "a PDF with a text layer", given)
