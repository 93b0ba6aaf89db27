"""A page to PDF bytes, with our own stylesheet and fonts and nothing else.

It knows no patient and no database, and takes a string and gives bytes: this call is the place
for a confined process of its own.
"""

from functools import cache
from pathlib import Path
from threading import Lock

import font_source_sans_pro
from django.conf import settings
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

SCHEME = "asset:"
_FONTS = Path(font_source_sans_pro.font_directory)
ASSETS = {
    "paper.css": (settings.BASE_DIR / "static" / "paper.css", "text/css"),
    "paper-fonts.css": (settings.BASE_DIR / "static" / "paper-fonts.css", "text/css"),
    "blank-form.css": (settings.BASE_DIR / "static" / "blank-form.css", "text/css"),
    "SourceSansPro-Regular.ttf": (_FONTS / "SourceSansPro-Regular.ttf", "font/ttf"),
    "SourceSansPro-Bold.ttf": (_FONTS / "SourceSansPro-Bold.ttf", "font/ttf"),
}


# The shared font configuration is C underneath and not made for two threads at once.
_one_at_a_time = Lock()


class AssetMissing(RuntimeError):
    """The page asks for something that is not ours, or that is not there."""


class OurAssets(URLFetcher):
    """Answers `asset:NAME` for the names above; never opens a connection or another file."""

    def __init__(self) -> None:
        super().__init__(fail_on_errors=True)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        path, kind = ASSETS[url.removeprefix(SCHEME)]
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})


@cache
def _fonts() -> FontConfiguration:
    """One for the life of the process: a new one for each page would let memory grow."""
    return FontConfiguration()


def to_pdf(page: str) -> bytes:
    """The page as a tagged PDF."""
    try:
        document = HTML(string=page, url_fetcher=OurAssets(), base_url=SCHEME)
        with _one_at_a_time:
            return document.write_pdf(font_config=_fonts(), pdf_tags=True)
    except FatalURLFetchingError as error:  # a BaseException: nobody else would catch it
        raise AssetMissing(str(error)) from error
