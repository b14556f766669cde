"""The page of an article: its raw text with every quote highlighted, and the notes beside it."""

from collections import defaultdict

from briefgen.articles import text_digest
from briefgen.datewords import day_view
from briefgen.model import Article
from briefgen.pages.citations import Citations
from briefgen.pages.citing import cited_in
from briefgen.pages.parts import Parts
from briefgen.passages import Fragment as Piece
from briefgen.passages import Stretch, common, excerpts, fragments_within, paragraphs
from briefgen.textviews import CitedIn, Fragment, Paragraph
from briefgen.viewparts import Note
from briefgen.views import ArticlePage

MOST_CITED_IN = 300
"""How many places that refer to an article are told on its page."""


def article_page(parts: Parts, key: str) -> ArticlePage:
    """The view of one article."""
    citations = Citations()
    site = parts.site
    citing = cited_in(parts, key)
    article = site.content.articles[key]
    summary = parts.markdown(article.summary, citations)
    notes = parts.notes(article.annotations, citations)
    position = parts.positions[key]
    neighbours = [parts.link("article", other) for other in site.article_order[max(0, position - 1) : position + 2]]
    is_excerpt = (article.raw_text or site.content.briefing.raw_text) == "excerpts"
    shown = _stretches(article, is_excerpt)
    return ArticlePage(
        id=key,
        passage=parts.article_passage(key),
        title=article.title,
        publisher=article.publisher,
        author=article.author,
        published=parts.published(key),
        url=article.url,
        archived=article.archived,
        accessed=day_view(article.accessed, parts.words) if article.accessed else None,
        lang=parts.foreign(article.language),
        language_name=parts.words.language_name(article.language or site.content.briefing.language),
        reliability=article.source.reliability,
        credibility=article.source.credibility,
        grade=parts.grade(article.source.reliability, article.source.credibility),
        sha256=text_digest(article.text),
        summary=summary,
        topics=parts.links("topic", article.topics),
        draft=article.draft,
        excerpts=is_excerpt,
        paragraphs=_paragraphs(article, notes, shown, is_excerpt, citing),
        cut_after=is_excerpt and bool(shown) and shown[-1][1] < len(article.text.rstrip()),
        notes=notes,
        earlier=neighbours[0] if position > 0 else None,
        later=neighbours[-1] if position < len(site.article_order) - 1 else None,
        cited_in=citing[:MOST_CITED_IN],
        more_cited=max(0, len(citing) - MOST_CITED_IN),
        footnotes=citations.footnotes(),
    )


def _stretches(article: Article, is_excerpt: bool) -> tuple[Stretch, ...]:
    """What of the raw text is shown: its paragraphs, or the quotes with a little around them."""
    whole = paragraphs(article.text)
    if not is_excerpt:
        return whole
    return common(whole, excerpts(article.text, ((a.start, a.end) for a in article.annotations)))


def _paragraphs(
    article: Article,
    notes: tuple[Note, ...],
    shown: tuple[Stretch, ...],
    is_excerpt: bool,
    citing: tuple[CitedIn, ...],
) -> tuple[Paragraph, ...]:
    by_id = {note.id.removeprefix("a-"): note for note in notes}
    by_passage: defaultdict[str, list[CitedIn]] = defaultdict(list)
    for place in citing:
        if place.passage:
            by_passage[place.passage.href].append(place)
    marked = tuple((a.start, a.end, a.id) for a in article.annotations)
    pieces = fragments_within(shown, marked)
    made, before = [], 0
    for stretch, run in zip(shown, pieces, strict=True):
        begun = [by_id[key] for piece in run for key in piece.begins]
        made.append(
            Paragraph(
                fragments=tuple(_fragment(article, piece, by_id) for piece in run),
                notes=tuple(begun),
                cited=tuple(tuple(by_passage[note.passage.href]) for note in begun),
                cut_before=is_excerpt and bool(article.text[before : stretch[0]].strip()),
            )
        )
        before = stretch[1]
    return tuple(made)


def _fragment(article: Article, piece: Piece, by_id: dict[str, Note]) -> Fragment:
    return Fragment(
        text=article.text[piece.start : piece.end],
        ids=" ".join(piece.ids),
        kinds=" ".join(dict.fromkeys(by_id[key].kind.value for key in piece.ids)),
        begins=tuple(f"a-{key}" for key in piece.begins),
        ends=tuple((by_id[key].number, f"#n-{key}") for key in piece.ends),
    )
