"""`articles/ID.txt`: the raw text of an article, verbatim, where the rights allow it."""

from collections.abc import Iterator

from briefgen.exporters.export import Export
from briefgen.model import Article
from briefgen.resolve import Site


def raw_texts(site: Site) -> Iterator[Export]:
    """The text of each article that is not shown in excerpts, in UTF-8: newlines as `\\n`, no byte order mark."""
    for key in site.article_order:
        article = site.content.articles[key]
        if not is_excerpt(site, article):
            yield Export(text_path(key), article.text.encode)


def is_excerpt(site: Site, article: Article) -> bool:
    """Whether no file of the site may hold more of the text than its quotes and 60 characters around each."""
    return (article.raw_text or site.content.briefing.raw_text) == "excerpts"


def text_path(article: str) -> str:
    """The output path of a raw text."""
    return f"articles/{article}.txt"
