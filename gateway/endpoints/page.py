"""What every page for people has: its templates, and headers by which the browser loads nothing from outside."""

from pathlib import Path

from fastapi.templating import Jinja2Templates

PAGES = Path(__file__).parent.parent / "pages"
PAGE_HEADERS = {
    "Content-Security-Policy": "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:;"
    " frame-ancestors 'none'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
pages = Jinja2Templates(directory=PAGES)
