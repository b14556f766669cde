"""The parts that pages are made of: links, people, dates, passages, notes, Markdown with its references put in.

Parts are the same on every page with the same way to the root (`""`, `"../"`), so each is made once per way. Only what
cites is made for its page, since the marks are numbered there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

from markupsafe import Markup as Html

from briefgen.chronology import Dated, Step
from briefgen.datewords import date_view
from briefgen.labels import label, maybe_tag, tag
from briefgen.markup import Citation, Reference, join, plain_text
from briefgen.model import Annotation, Markdown, Ref
from briefgen.pages.citations import Citations
from briefgen.resolve import Key, Site, Tracker
from briefgen.routes import href, page_path
from briefgen.timespan import TimeSpan, day_end
from briefgen.viewparts import DateView, Link, Note, Passage, Person, SideMark
from briefgen.wording import Words
from briefgen.zones import Zone

NEVER = DateView((), "", "", "", "")
"""The date of what has none, where a view must have one."""


@dataclass(slots=True)
class Parts:
    """Makes parts for pages that stand `root` away from the site's root."""

    site: Site
    tracker: Tracker
    words: Words
    root: str
    _notes: dict[Key, Note] = field(default_factory=dict)
    _passages: dict[Key, Passage] = field(default_factory=dict)
    _people: dict[str, Person] = field(default_factory=dict)
    _published: dict[str, DateView] = field(default_factory=dict)
    _sides: dict[str, SideMark] = field(default_factory=dict)
    _numbers: dict[Key, int] = field(default_factory=dict)
    steps: dict[Key, Step] = field(default_factory=dict)
    positions: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for article in self.site.content.articles.values():
            self._numbers.update({(article.id, a.id): n for n, a in enumerate(article.annotations, 1)})
        for history in self.site.histories.values():
            self.steps.update({(step.report.article, step.report.annotation): step for step in history.steps})
        self.positions.update({key: position for position, key in enumerate(self.site.article_order)})
        for number, side in enumerate(self.site.content.briefing.sides, 1):
            self._sides[side.id] = SideMark(side.id, number, side.title)

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
        return Link(self.href(kind, key), self.title(kind, key))

    def links(self, kind: str, refs: Iterable[Ref]) -> tuple[Link, ...]:
        return tuple(self.link(kind, key) for key in dict.fromkeys(ref.id for ref in refs))

    @property
    def sides(self) -> tuple[SideMark, ...]:
        return tuple(self._sides.values())

    def side_of(self, actor: str) -> SideMark | None:
        side = self.site.sides.get(actor)
        return self._sides[side] if side else None

    def sides_of(self, refs: Iterable[Ref]) -> tuple[SideMark, ...]:
        """The sides of some actors, each once, in the order of the actors."""
        found = (self.side_of(ref.id) for ref in refs)
        return tuple(dict.fromkeys(side for side in found if side))

    def person(self, actor: str) -> Person:
        known = self._people.get(actor)
        if known is None:
            known = Person(self.href("actor", actor), self.title("actor", actor), self.side_of(actor))
            self._people[actor] = known
        return known

    def people(self, refs: Iterable[Ref]) -> tuple[Person, ...]:
        return tuple(self.person(key) for key in dict.fromkeys(ref.id for ref in refs))

    # Dates

    def date(self, dated: Dated | None) -> DateView | None:
        return date_view(dated, self.words) if dated else None

    def article_zone(self, article: str) -> Zone:
        return self.site.content.articles[article].timezone or self.site.zone

    def published(self, article: str) -> DateView:
        known = self._published.get(article)
        if known is None:
            edtf = self.site.content.articles[article].published
            span = self.site.published[article]
            known = NEVER if edtf is None else date_view(Dated(edtf, span, self.article_zone(article)), self.words)
            self._published[article] = known
        return known

    def is_new(self, article: str) -> bool:
        """Whether an article came out after the day of the previous issue."""
        previous = self.site.content.briefing.previous
        span: TimeSpan = self.site.published[article]
        return previous is not None and span.first is not None and span.first > day_end(previous, self.site.zone)

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
            )
            self._passages[key] = known
        return known

    def article_passage(self, article: str) -> Passage:
        """An article cited as a whole."""
        record = self.site.content.articles[article]
        link = self.link("article", article)
        return Passage("", "", "", link.href, link, record.publisher, self.published(article))

    def note(self, annotation: Annotation, citations: Citations) -> Note:
        """An annotation in full. One whose note cites is made anew for each page, since marks are numbered there."""
        key = (annotation.article, annotation.id)
        known = self._notes.get(key)
        if known is None:
            known = self._make_note(annotation, citations)
            if annotation.note is None or not _cites(annotation.note):
                self._notes[key] = known
        return known

    def notes(self, annotations: Iterable[Annotation], citations: Citations) -> tuple[Note, ...]:
        return tuple(self.note(annotation, citations) for annotation in annotations)

    def _make_note(self, annotation: Annotation, citations: Citations) -> Note:
        words, site = self.words, self.site
        answers = annotation.answers
        answered = site.annotations.get((answers.id, answers.annotation)) if answers else None
        sides = self.sides_of(annotation.actor)
        return Note(
            id=f"a-{annotation.id}",
            number=self._numbers[annotation.article, annotation.id],
            kind=tag("kind", annotation.kind, words),
            passage=self.passage(annotation),
            actors=self.people(annotation.actor),
            addressees=self.people(annotation.to),
            reporters=self.people(annotation.reported_by),
            attribution=maybe_tag("attribution", annotation.attribution, words),
            confidence=maybe_tag("confidence", annotation.confidence, words),
            topics=self.links("topic", annotation.topics),
            note=self.markdown(annotation.note, citations),
            answers=self.passage_link(answered) if answered else None,
            outcome=maybe_tag("outcome", annotation.outcome, words),
            answered_by=tuple(
                (self.passage_link(other), maybe_tag("outcome", other.outcome, words))
                for other in site.answers.get((annotation.article, annotation.id), ())
            ),
            event=self.link("event", annotation.event.id) if annotation.event else None,
            date=self.date(step.report.dated)
            if (step := self.steps.get((annotation.article, annotation.id)))
            else None,
            status=maybe_tag("status", annotation.status, words),
            correction=annotation.correction,
            side=sides[0] if sides else None,
            is_new=self.is_new(annotation.article),
        )

    def passage_link(self, annotation: Annotation) -> Link:
        passage = self.passage(annotation)
        return Link(passage.href, passage.words)

    # Markdown

    def markdown(self, text: Markdown | None, citations: Citations) -> Html:
        """A Markdown field as HTML, its references as links and its citations as marks of this page."""
        if text is None:
            return Html("")
        return Html(join(text.markup, self._anchor, lambda citation: self._marks(citation, citations)))

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
            target = escape(href(self.root, reference.target))
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


def _cites(text: Markdown) -> bool:
    return any(isinstance(part, Citation) for part in text.markup.parts)
