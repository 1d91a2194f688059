"""What the first bytes of a file say it is."""

_BEGINNINGS = (
    (b"PK\x03\x04", "a zip file"),
    (b"PK\x05\x06", "a zip file"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/msword"),
    (b"{\\rtf", "application/rtf"),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
ZIP, OLE, PDF, HTML = "a zip file", "application/msword", "application/pdf", "text/html"
_PDF_WITHIN = 1024  # bytes that viewers allow before the mark


def kind_of(body: bytes) -> str | None:
    """The type that a file shows by its beginning; None for text and what nobody knows."""
    if b"%PDF-" in body[:_PDF_WITHIN] and body.lstrip()[:1] != b"<":
        return PDF
    for beginning, kind in _BEGINNINGS:
        if body.startswith(beginning):
            return kind
    start = body.lstrip(b"\xef\xbb\xbf \t\r\n")[:20].lower()
    return HTML if start.startswith((b"<!doctype html", b"<html", b"<?xml")) else None
