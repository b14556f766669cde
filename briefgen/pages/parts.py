"""The parts that pages are made of: links, people, dates, passages, notes, Markdown with its references put in.

Parts are the same on every page with the same way to the root (`""`, `"../"`), so each is made once per way. Only what
cites is made for its page, since the marks are numbered there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from html import escape

from markupsafe import Markup as Html

from briefgen.chronology import Dated, Step
from briefgen.datewords import date_view, day_view
from briefgen.edtf import MIN_YEAR, Edtf
from briefgen.labels import label, maybe_tag, tag
from briefgen.markup import Citation, Reference, join, plain_text
from briefgen.model import Annotation, Markdown, Ref
from briefgen.pages.citations import Citations, attached
from briefgen.resolve import Key, Site, Tracker
from briefgen.routes import href, page_path
from briefgen.timespan import day_end
from briefgen.viewparts import DateView, EventRow, Link, Note, Passage, Person, SideMark
from briefgen.wording import Words
from briefgen.zones import Zone

_NOTHING = Html("")
NEVER = DateView((), "", "", "", "")
"""The date of what has none, where a view must have one."""


@dataclass(slots=True)
class Parts:
    """Makes parts for pages that stand `root` away from the site's root."""

    site: Site
    tracker: Tracker
    words: Words
    root: str
    _short: dict[Key, Note] = field(default_factory=dict)
    _full: dict[Key, Note] = field(default_factory=dict)
    _passages: dict[Key, Passage] = field(default_factory=dict)
    _people: dict[str, Person] = field(default_factory=dict)
    _published: dict[str, DateView] = field(default_factory=dict)
    _dates: dict[tuple[str, str, bool], DateView] = field(default_factory=dict)
    _links: dict[tuple[str, str], Link] = field(default_factory=dict)
    _sides: dict[str, SideMark] = field(default_factory=dict)
    _numbers: dict[str, dict[str, int]] = field(default_factory=dict)
    _new: set[str] = field(default_factory=set)
    rows: dict[str, EventRow] = field(default_factory=dict)
    steps: dict[Key, Step] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for history in self.site.histories.values():
            self.steps.update({(step.report.article, step.report.annotation): step for step in history.steps})
        self.positions.update({key: position for position, key in enumerate(self.site.article_order)})
        for number, side in enumerate(self.site.content.briefing.sides, 1):
            self._sides[side.id] = SideMark(side.id, number, side.title)
        previous = self.site.content.briefing.previous
        if previous is not None:
            end = day_end(previous, self.site.zone)
            self._new |= {
                key for key, span in self.site.published.items() if span.first is not None and span.first > end
            }

    def number(self, annotation: Annotation) -> int:
        """The place of an annotation among those of its article, from 1."""
        known = self._numbers.get(annotation.article)
        if known is None:
            listed = self.site.content.articles[annotation.article].annotations
            known = self._numbers[annotation.article] = {other.id: place for place, other in enumerate(listed, 1)}
        return known[annotation.id]

    # Links and names

    def href(self, kind: str, key: str, fragment: str = "") -> str:
        return href(self.root, page_path(kind, key), fragment)

    def title(self, kind: str, key: str) -> str:
        """The title of a record."""
        content = self.site.content
        match kind:
            case "topic":
                return content.topics[key].title
            case "actor":
                return content.actors[key].name
            case "event":
                return content.events[key].title
            case "page":
                return content.pages[key].title
        return content.articles[key].title

    def link(self, kind: str, key: str) -> Link:
        known = self._links.get((kind, key))
        if known is None:
            known = self._links[kind, key] = Link(self.href(kind, key), self.title(kind, key))
        return known

    def links(self, kind: str, refs: Iterable[Ref]) -> tuple[Link, ...]:
        return tuple([self.link(kind, key) for key in dict.fromkeys([ref.id for ref in refs])])

    @property
    def sides(self) -> tuple[SideMark, ...]:
        return tuple(self._sides.values())

    def side_of(self, actor: str) -> SideMark | None:
        side = self.site.sides.get(actor)
        return self._sides[side] if side else None

    def sides_of(self, refs: Iterable[Ref]) -> tuple[SideMark, ...]:
        """The sides of some actors, each once, in the order of the actors."""
        found = [self.side_of(ref.id) for ref in refs]
        return tuple(dict.fromkeys([side for side in found if side]))

    def person(self, actor: str) -> Person:
        known = self._people.get(actor)
        if known is None:
            known = Person(self.href("actor", actor), self.title("actor", actor), self.side_of(actor))
            self._people[actor] = known
        return known

    def people(self, refs: Iterable[Ref]) -> tuple[Person, ...]:
        return tuple([self.person(key) for key in dict.fromkeys([ref.id for ref in refs])]) if refs else ()

    # Dates

    def date(self, dated: Dated | None, *, with_zone: bool = False) -> DateView | None:
        """A date in words; `with_zone` names the zone of a whole day where it is not the briefing's."""
        if dated is None:
            return None
        key = (dated.edtf.text, dated.zone.name, with_zone)
        known = self._dates.get(key)
        if known is None:
            known = self._dates[key] = date_view(dated, self.words, self.site.zone if with_zone else None)
        return known

    def article_zone(self, article: str) -> Zone:
        return self.site.content.articles[article].timezone or self.site.zone

    def published(self, article: str) -> DateView:
        known = self._published.get(article)
        if known is None:
            edtf = self.site.content.articles[article].published
            dated = Dated(edtf, self.site.published[article], self.article_zone(article)) if edtf else None
            known = self._published[article] = self.date(dated) or NEVER
        return known

    def published_day(self, article: str) -> DateView:
        """The day of publication, on the article's own calendar; what is known of it where that is no day."""
        edtf = self.site.content.articles[article].published
        point = edtf.start if edtf else None
        if point is None or point.month is None or point.day is None or point.qualifier:
            return self.published(article)
        return day_view(date(point.year, point.month, point.day), self.words)

    def month_title(self, year: int, month: int) -> str:
        """A month in words, or a year: month 0 is for what is dated more coarsely than by months."""
        day = date(year, month or 1, 1)
        return self.words.month(day) if month else self.words.pattern("y", day)

    def is_new(self, article: str) -> bool:
        """Whether an article came out after the day of the previous issue."""
        return article in self._new

    # Passages and notes

    def foreign(self, language: str) -> str:
        """A language tag if it is not the briefing's own, else nothing."""
        return language if language and language != self.site.content.briefing.language else ""

    def passage(self, annotation: Annotation) -> Passage:
        """The words of an annotation, as they stand in the raw text, with the way to them."""
        key = (annotation.article, annotation.id)
        known = self._passages.get(key)
        if known is None:
            article = self.site.content.articles[annotation.article]
            known = Passage(
                words=" ".join(article.text[annotation.start : annotation.end].split()),
                lang=self.foreign(article.language),
                translation=annotation.translation,
                href=self.href("article", annotation.article, f"a-{annotation.id}"),
                article=self.link("article", annotation.article),
                publisher=article.publisher,
                published=self.published(annotation.article),
                url=article.url,
            )
            self._passages[key] = known
        return known

    def article_passage(self, article: str) -> Passage:
        """An article cited as a whole."""
        record = self.site.content.articles[article]
        link = self.link("article", article)
        return Passage("", "", "", link.href, link, record.publisher, self.published(article), record.url)

    def note(self, annotation: Annotation, citations: Citations | None = None) -> Note:
        """An annotation with the curator's note; without it where no citations are collected.

        One whose note cites is made anew each time, since marks are numbered on the page.
        """
        key = (annotation.article, annotation.id)
        short = self._short.get(key)
        if short is None:
            short = self._short[key] = self._make_note(annotation)
        if citations is None or annotation.note is None:
            return short
        known = self._full.get(key)
        if known is None:
            known = short._replace(note=self.markdown(annotation.note, citations))
            if _stands_alone(annotation.note):
                self._full[key] = known
        return known

    def notes(self, annotations: Iterable[Annotation], citations: Citations | None = None) -> tuple[Note, ...]:
        return tuple(self.note(annotation, citations) for annotation in annotations)

    def _make_note(self, annotation: Annotation) -> Note:
        words, site = self.words, self.site
        answers = annotation.answers
        answered = site.annotations.get((answers.id, answers.annotation)) if answers else None
        sides = self.sides_of(annotation.actor)
        return Note(
            id=f"a-{annotation.id}",
            number=self.number(annotation),
            kind=tag("kind", annotation.kind, words),
            passage=self.passage(annotation),
            actors=self.people(annotation.actor),
            addressees=self.people(annotation.to),
            reporters=self.people(annotation.reported_by),
            attribution=maybe_tag("attribution", annotation.attribution, words),
            confidence=maybe_tag("confidence", annotation.confidence, words),
            topics=self.links("topic", annotation.topics),
            note=_NOTHING,
            answers=self.passage_link(answered) if answered else None,
            outcome=maybe_tag("outcome", annotation.outcome, words),
            answered_by=tuple(
                (self.passage_link(other), maybe_tag("outcome", other.outcome, words))
                for other in site.answers.get((annotation.article, annotation.id), ())
            ),
            event=self.link("event", annotation.event.id) if annotation.event else None,
            date=self.date(site.dates.get((annotation.article, annotation.id))),
            status=maybe_tag("status", annotation.status, words),
            correction=annotation.correction,
            side=sides[0] if sides else None,
            is_new=self.is_new(annotation.article),
        )

    def order(self, annotation: Annotation) -> tuple[int, int]:
        """Sort key: by date of publication, then article, then place in the file."""
        return self.positions[annotation.article], self.number(annotation)

    def passage_link(self, annotation: Annotation) -> Link:
        passage = self.passage(annotation)
        return Link(passage.href, passage.words, passage.lang)

    # Markdown

    def markdown(self, text: Markdown | None, citations: Citations | None) -> Html:
        """A Markdown field as HTML, its references as links and its citations as marks of this page.

        Nothing where no citations are collected: marks need their notes at the foot of the page.
        """
        if text is None or citations is None:
            return Html("")
        alone = _alone(text)
        if alone is not None:
            return alone
        body = join(text.markup, self._anchor, lambda citation: self._marks(citation, citations))
        return Html(citations.distinct(attached(body)))

    def plain(self, text: Markdown | None) -> str:
        """A Markdown field as one line of plain text."""
        return plain_text(text.markup, self._reference_title) if text else ""

    def cite(self, refs: Iterable[Ref], citations: Citations) -> Html:
        """The row of marks for a list of citations."""
        return Html("").join(citations.mark(self._cited(ref.id, ref.annotation)) for ref in refs)

    def _cited(self, article: str, annotation: str) -> Passage:
        found = self.site.annotations.get((article, annotation))
        return self.passage(found) if found else self.article_passage(article)

    def _marks(self, citation: Citation, citations: Citations) -> str:
        return "".join(citations.mark(self._cited(r.target, r.annotation)) for r in citation.references)

    def _reference_title(self, reference: Reference) -> str:
        if reference.kind == "asset":
            return reference.target.rpartition("/")[2]
        return self.title("article" if reference.kind == "annotation" else reference.kind, reference.target)

    def _anchor(self, reference: Reference, inner: str) -> str:
        title = f' title="{escape(reference.title)}"' if reference.title else ""
        if reference.kind == "asset":
            target = escape(href(self.root, f"assets/{reference.target}", reference.fragment))
            if reference.image:
                return f'<img src="{target}" alt="{escape(reference.alt)}"{title}>'
        elif reference.kind == "annotation":
            target = self.href("article", reference.target, f"a-{reference.annotation}")
        else:
            target = self.href(reference.kind, reference.target)
        return f'<a href="{target}"{title}>{inner or escape(self._reference_title(reference), quote=False)}</a>'

    def grade(self, reliability: str, credibility: str) -> str:
        """A grade of the Admiralty code in words."""
        pairs = (("reliability", reliability), ("credibility", credibility))
        return ", ".join(label(group, value, self.words) for group, value in pairs if value)


def _alone(text: Markdown) -> Html | None:
    """A text in which nothing is to be put in and nothing to be numbered; `None` for any other."""
    parts = text.markup.parts
    body = parts[0] if len(parts) == 1 else None
    return Html(body) if isinstance(body, str) and "<sup" not in body and ' id="' not in body else None


def _stands_alone(text: Markdown) -> bool:
    """Whether a text is the same wherever it stands: it has neither citations nor footnotes."""
    parts = text.markup.parts
    return not any(isinstance(part, Citation) or (isinstance(part, str) and "footnote" in part) for part in parts)


def month_anchor(year: int, month: int) -> str:
    """The id of a month (or, for month 0, of a year) in a list by months."""
    return f"m-{year}-{month:02}" if month else f"m-{year}"


def month_of(edtf: Edtf | None) -> tuple[int, int]:
    """Year and month in which a date begins, as written; month 0 if it is coarser. Without a beginning: its end."""
    point = edtf.start or edtf.end if edtf else None
    return (point.year, point.month or 0) if point else (MIN_YEAR, 0)
