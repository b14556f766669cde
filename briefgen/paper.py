"""From the brief's HTML to a PDF, by WeasyPrint (the extra `pdf`). Nothing is fetched, from nowhere.

The PDF is tagged after PDF/UA-1 (ISO 14289-1), has bookmarks from its headings, and no time but that of its metadata.
"""

import logging
import re

from briefgen.extras import extra_package
from briefgen.problems import Problem

VARIANT = "pdf/ua-1"

_TAG = re.compile(r'(<(?:"[^"]*"|[^>"])*>)')
_LETTER = r"(?:[^\s<>&]|&\w+;|&#\w+;)"
_HANGUL = re.compile(rf"{_LETTER}*[\uac00-\ud7a3]{_LETTER}*")
_LONGEST_WORD = 24


def print_pdf(html: str) -> bytes:
    """A PDF of a whole HTML document that has all that it needs within it; the same bytes for the same text."""
    weasyprint = extra_package("weasyprint", "pdf")
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)

    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=("data",))
    document = weasyprint.HTML(string=with_whole_words(html), base_url=None, url_fetcher=fetcher)
    made: bytes | None = document.write_pdf(pdf_variant=VARIANT, pdf_tags=True)
    if not made:
        raise Problem("no PDF came of it", "try --format html")
    return made


def with_whole_words(html: str) -> str:
    """A document whose Korean words are not broken: WeasyPrint does not know `word-break: keep-all`."""
    head, body, rest = html.partition("<body>")
    pieces = _TAG.split(rest)
    pieces[::2] = (_HANGUL.sub(_whole, piece) for piece in pieces[::2])
    return head + body + "".join(pieces)


def _whole(word: re.Match[str]) -> str:
    return word[0] if len(word[0]) > _LONGEST_WORD else f'<span class="whole">{word[0]}</span>'
