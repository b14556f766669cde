"""Articles for reference managers: BibTeX and CSL-JSON, of each article and of all together.

A BibTeX entry serves both worlds: `year` and `month` for the classic styles, `date` (which may be EDTF) for biblatex.
Names are given as they are written: nobody knows where a family name begins in `Kim Min-ji` or `Desk and agencies`.
"""

import re
from collections.abc import Iterator, Sequence
from functools import partial

from briefgen.edtf import Edtf, Precision, days, months
from briefgen.exporters.export import Export
from briefgen.exporters.jsontext import Record, json_list, present
from briefgen.model import Article
from briefgen.resolve import Site

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_QUARTERS = range(33, 37)
_ESCAPES = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",  # not \{, whose brace BibTeX would count
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{mark: f"\\{mark}" for mark in "#$%&_"},
}
_SPECIAL = re.compile(r"[\\{}~^#$%&_]")
_NOT_IN_ADDRESSES = re.compile(r"[\\{}^`\"<>| ]")
_WIDE = (Precision.CENTURY, Precision.DECADE)
_TIME = re.compile(r"T[0-9:]+(?:Z|[+-][0-9:]+)?")


def bibliography(site: Site) -> Iterator[Export]:
    """Both forms of each article, and both of all articles, oldest first."""
    articles = tuple(site.content.articles[key] for key in site.article_order)
    language = site.content.briefing.language
    for article in articles:
        yield Export(f"articles/{article.id}.bib", partial(_bibtex, (article,)))
        yield Export(f"articles/{article.id}.csl.json", partial(_csl, (article,), language))
    yield Export("bibliography.bib", partial(_bibtex, articles))
    yield Export("bibliography.json", partial(_csl, articles, language))


def _bibtex(articles: Sequence[Article]) -> bytes:
    return "\n".join(map(bibtex_entry, articles)).encode()


def _csl(articles: Sequence[Article], language: str) -> bytes:
    return json_list([csl_item(article, language) for article in articles])


# BibTeX


def bibtex_entry(article: Article) -> str:
    """One entry, under the article's id."""
    fields = present(
        title=f"{{{_escaped(article.title)}}}",
        author=f"{{{_escaped(article.author)}}}" if article.author else "",
        howpublished=_escaped(article.publisher),
        **_bibtex_dates(article.published),
        url=_address(article.url or article.archived),
        urldate=article.accessed.isoformat() if article.accessed else "",
    )
    lines = (f"  {name} = {value if name == 'month' else f'{{{value}}}'}," for name, value in fields.items())
    return f"@misc{{{article.id},\n" + "\n".join(lines) + "\n}\n"


def _bibtex_dates(published: Edtf | None) -> dict[str, str]:
    """The year and month, where there is but one, and the date in EDTF as far as biblatex reads it: no times."""
    point = published.start if published else None
    if published is None or point is None:
        return {}
    (first_year, first_month), (last_year, last_month) = months(point)
    text = _TIME.sub("", published.text)
    if point.season in _QUARTERS:
        text = f"{first_year}-{first_month:02}/{last_year}-{last_month:02}"
    return present(
        year="" if point.precision in _WIDE else f"{point.year}",
        month=_MONTHS[point.month - 1] if point.month else "",
        date=text,
    )


def _escaped(text: str) -> str:
    """Text on one line, with the characters that TeX gives a meaning to as what they are."""
    return _SPECIAL.sub(lambda found: _ESCAPES[found[0]], " ".join(text.split()))


def _address(url: str) -> str:
    """An address is verbatim for TeX; but braces must match, and blanks are no part of one."""
    return _NOT_IN_ADDRESSES.sub(lambda found: f"%{ord(found[0]):02X}", url)


# CSL-JSON


def csl_item(article: Article, language: str) -> Record:
    """An item by the schema of the Citation Style Language 1.0.2; `language` is the briefing's."""
    return present(
        id=article.id,
        type="webpage" if article.url else "document",
        title=" ".join(article.title.split()),
        author=[{"literal": article.author}] if article.author else [],
        **{"container-title": article.publisher},
        issued=csl_date(article.published),
        URL=article.url or article.archived,
        archive_location=article.archived,
        accessed={"date-parts": [[*article.accessed.timetuple()[:3]]]} if article.accessed else {},
        language=article.language or language,
    )


def csl_date(published: Edtf | None) -> Record:
    """A date as far as it is known: a quarter, a decade or a century is a range, a season has its number."""
    point = published.start if published else None
    if point is None:
        return {}
    first, last = days(point)
    if point.precision in _WIDE:
        parts = [[first.year], [last.year]]
    elif point.season in _QUARTERS:
        parts = [[first.year, first.month], [last.year, last.month]]
    else:
        parts = [[part for part in (point.year, point.month, point.day) if part is not None]]
    season = point.season - 20 if point.season and point.season not in _QUARTERS else None
    return present(**{"date-parts": parts}, season=season, circa=bool(point.qualifier) or None)
