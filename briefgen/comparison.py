"""What changed between two issues of a briefing: demands, answers, dates, statuses, judgments, records.

`compare` goes from one resolved `Site` to another. It tells what a reader has to know, once each: an article that does
nothing but carry a new demand is no change of its own, and a date that moved twice is told from where it was to where
it is. Ids that the new issue redirects are the same records.
"""

from collections.abc import Iterator, Mapping, Sequence

from rapidfuzz import fuzz

from briefgen.changes import KINDS, Change, Difference, differing, ids_of, plain, records_of, role, sides_of, words_of
from briefgen.chronology import Effect, contains
from briefgen.model import Annotation, Event, Judgment
from briefgen.resolve import Key, Site
from briefgen.source import Span

_LIKE = 60
"""From this likeness on, of 100, two judgments are the same one in other words."""


def compare(old: Site, new: Site) -> tuple[Change, ...]:
    """Every change, ordered by topic, then side, then kind, then date of publication."""
    pair = _Pair(old, new)
    events = tuple(pair.events())
    told = {(c.annotation.article, c.annotation.id): c.kind for c in events if c.annotation and not c.is_gone}
    passages = tuple(pair.passages(told))
    carried = {(c.is_gone, c.annotation.article) for c in (*events, *passages) if c.annotation}
    found = (
        *pair.bottom_line(),
        *pair.judgments(),
        *passages,
        *events,
        *pair.questions(),
        *pair.records("topic"),
        *pair.records("actor"),
        *(c for c in pair.records("article") if (c.is_gone, _article_of(c)) not in carried),
    )
    return tuple(sorted(found, key=pair.order))


def _article_of(change: Change) -> str:
    return change.place.path.rpartition("/")[2].rpartition(".")[0]


class _Pair:
    """Two issues, and what of the one is what of the other."""

    def __init__(self, old: Site, new: Site) -> None:
        self.old = old
        self.new = new
        self.redirects = {(r.kind, r.id): r.to.id for r in new.content.briefing.redirects}
        self.topics = {key: at for at, key in enumerate((*new.content.topics, *old.content.topics))}
        self.sides = {side.id: at for at, side in enumerate(new.content.briefing.sides)}

    def renamed(self, kind: str, key: str) -> str:
        """The id that an old record has in the new issue."""
        return self.redirects.get((kind, key), key)

    def order(self, change: Change) -> tuple[int, int, int, int, str, int]:
        last = len(self.topics)
        at_head = not change.topics and change.kind in ("bottom-line", "judgment")
        topic = -1 if at_head else min((self.topics.get(key, last) for key in change.topics[:1]), default=last)
        unsided = -1 if change.kind == "judgment" else len(self.sides) + 1
        side = min((self.sides.get(key, len(self.sides)) for key in change.sides), default=unsided)
        published = 0
        if change.annotation:
            span = (self.old if change.is_gone else self.new).published.get(change.annotation.article)
            published = (span.first if span else 0) or 0
        return (topic, side, KINDS.index(change.kind), published, change.place.path, change.place.start)

    # What is said

    def bottom_line(self) -> Iterator[Change]:
        old, new = self.old.content.briefing, self.new.content.briefing
        before, after = plain(self.old, old.bottom_line), plain(self.new, new.bottom_line)
        if before != after:
            act = "changed" if before and after else "new" if after else "removed"
            place = new.place("bottom_line") if after else old.place("bottom_line")
            difference = Difference("text", before, after)
            yield Change(
                kind="bottom-line", act=act, title="", place=place, differences=(difference,), is_gone=not after
            )

    def judgments(self) -> Iterator[Change]:
        old, new = self.old.content.briefing.judgments, self.new.content.briefing.judgments
        pairs = _matched(
            [(plain(self.old, j.text), self._cites(j, is_old=True)) for j in old],
            [(plain(self.new, j.text), self._cites(j)) for j in new],
        )
        for before, after in pairs.items():
            differences = self._judgment_differences(old[before], new[after])
            if differences:
                yield self._judgment(new[after], "changed", differences)
        for at, judgment in enumerate(new):
            if at not in pairs.values():
                yield self._judgment(judgment, "new", self._judgment_differences(None, judgment))
        for at, judgment in enumerate(old):
            if at not in pairs:
                yield self._judgment(judgment, "removed", self._judgment_differences(judgment, None), is_gone=True)

    def _judgment(
        self, judgment: Judgment, act: str, differences: tuple[Difference, ...], *, is_gone: bool = False
    ) -> Change:
        site = self.old if is_gone else self.new
        cites = [site.annotations.get((ref.id, ref.annotation)) for ref in judgment.cites]
        found = [annotation for annotation in cites if annotation is not None]
        known = {(self.renamed("article", article), key) for article, key in self.old.annotations}
        fresh = [annotation for annotation in found if (annotation.article, annotation.id) not in known]
        return Change(
            kind="judgment",
            act=act,
            title=plain(site, judgment.text),
            place=judgment.place("text"),
            topics=ids_of(judgment.topics),
            differences=differences,
            annotation=next(iter((*fresh, *found)), None),
            is_gone=is_gone,
        )

    def _judgment_differences(self, old: Judgment | None, new: Judgment | None) -> tuple[Difference, ...]:
        fields = (
            ("text", plain(self.old, old.text) if old else "", plain(self.new, new.text) if new else ""),
            ("likelihood", old.likelihood if old else "", new.likelihood if new else ""),
            ("confidence", old.confidence if old else "", new.confidence if new else ""),
            (
                "cites",
                ", ".join(self._cites(old, is_old=True)) if old else "",
                ", ".join(self._cites(new)) if new else "",
            ),
        )
        return differing(fields)

    def _cites(self, judgment: Judgment, *, is_old: bool = False) -> tuple[str, ...]:
        """What a judgment cites, in its list or its text, sorted: `ARTICLE` or `ARTICLE#ANNOTATION`."""
        refs = (*judgment.cites, *(judgment.text.refs if judgment.text else ()))
        cited = {
            f"{self.renamed('article', ref.id) if is_old else ref.id}{'#' if ref.annotation else ''}{ref.annotation}"
            for ref in refs
            if ref.kind in ("annotation", "article")
        }
        return tuple(sorted(cited))

    def passages(self, told: Mapping[Key, str]) -> Iterator[Change]:
        """Demands, answers and the like. One that is told already as a change of an event is not told again, unless it
        demands, offers or answers something, too."""
        before = self._before()
        for key, annotation in self.new.annotations.items():
            old = before.pop(key, None)
            is_told = key in told and role(annotation) not in ("demand", "offer", "answer")
            if not role(annotation) or is_told:
                if old and role(old) and not role(annotation):
                    yield self._passage(old, "removed", is_gone=True)
                continue
            if old is None or not role(old):
                yield self._passage(annotation, "new", self._passage_differences(None, annotation))
            elif differences := self._passage_differences(old, annotation):
                yield self._passage(annotation, "changed", differences)
        for old in before.values():
            if role(old):
                yield self._passage(old, "removed", is_gone=True)

    def _before(self) -> dict[Key, Annotation]:
        """The old annotations by the keys of the new ones that they became; those that are gone by their own.

        One without an id of its own is named after its words: if those were drawn wider or narrower, it is the same.
        """
        found: dict[Key, Annotation] = {}
        for (article, key), old in self.old.annotations.items():
            now = (self.renamed("article", article), key)
            if now not in self.new.annotations and not old.own_id:
                same = self.new.content.articles.get(now[0])
                others = same.annotations if same and same.text == self.old.content.articles[article].text else ()
                heir = next((a for a in others if _is_heir(a, old) and (now[0], a.id) not in found), None)
                now = (now[0], heir.id) if heir else now
            found[now] = old
        return found

    def _passage(
        self, annotation: Annotation, act: str, differences: tuple[Difference, ...] = (), *, is_gone: bool = False
    ) -> Change:
        site = self.old if is_gone else self.new
        topics = ids_of(annotation.topics) or ids_of(site.content.articles[annotation.article].topics)
        return Change(
            kind=role(annotation),
            act=act,
            title=site.content.articles[annotation.article].title,
            place=annotation.place("quote"),
            topics=topics,
            sides=sides_of(site, annotation.actor),
            differences=differences,
            annotation=annotation,
            is_gone=is_gone,
        )

    def _passage_differences(self, old: Annotation | None, new: Annotation) -> tuple[Difference, ...]:
        fields = (
            ("kind", role(old) if old else role(new), role(new)),
            ("quote", words_of(self.old, old) if old else words_of(self.new, new), words_of(self.new, new)),
            ("outcome", old.outcome if old else "", new.outcome),
            ("correction", old.correction if old else "", new.correction),
        )
        return differing(fields)

    # What is watched

    def events(self) -> Iterator[Change]:
        before = {self.renamed("event", key): event for key, event in self.old.content.events.items()}
        for key, event in self.new.content.events.items():
            old = before.pop(key, None)
            change = self._event_change(old, event) if old else self._new_event(event)
            if change is not None:
                yield change
        for key, event in before.items():
            if self.renamed("event", event.id) == key:
                topics = ids_of(event.topics)
                place = event.span
                yield Change(kind="event", act="removed", title=event.title, place=place, topics=topics, is_gone=True)

    def _new_event(self, event: Event) -> Change:
        history = self.new.histories[event.id]
        dated = history.dated.edtf.text if history.dated else ""
        differences = differing((("date", "", dated), ("status", "", history.status)))
        report = history.dated_by or history.status_by
        annotation = self.new.annotations[report.article, report.annotation] if report else None
        return self._of_event(event, "event", "new", differences, annotation, event.span)

    def _event_change(self, old: Event, event: Event) -> Change | None:
        """What became of the date and the status of an event: one change, however many reports there were."""
        was, now = self.old.histories[old.id], self.new.histories[event.id]
        dates = (was.dated.span if was.dated else None, now.dated.span if now.dated else None)
        texts = (was.dated.edtf.text if was.dated else "", now.dated.edtf.text if now.dated else "")
        has_moved = dates[0] != dates[1]
        differences = differing((("date", *(texts if has_moved else ("", ""))), ("status", was.status, now.status)))
        if not differences:
            return None
        report = now.dated_by if has_moved else now.status_by
        annotation = self.new.annotations[report.article, report.annotation] if report else None
        place = annotation.place("date" if has_moved else "status") if annotation else event.span
        if annotation is None:
            place = event.place("date" if has_moved else "status")
        if not has_moved:
            return self._of_event(event, "status", "changed", differences, annotation, place)
        effect = next((s.effect for s in now.steps if report is not None and s.report == report), None)
        kind, act = "date", "moved"
        if dates[0] is None or dates[1] is None:
            act = "new" if dates[0] is None else "withdrawn"
        elif effect is Effect.CORRECTION:
            kind, act = "correction", "corrected"
        elif effect is Effect.CONFLICT:
            act = "conflicting"
        elif contains(dates[0], dates[1]):
            act = "refined"
        return self._of_event(event, kind, act, differences, annotation, place)

    def _of_event(
        self,
        event: Event,
        kind: str,
        act: str,
        differences: tuple[Difference, ...],
        annotation: Annotation | None,
        place: Span,
    ) -> Change:
        who = (annotation.actor or annotation.reported_by) if annotation else ()
        set_by = (event.set_by,) if event.set_by else ()
        return Change(
            kind=kind,
            act=act,
            title=event.title,
            place=place,
            topics=ids_of(event.topics) or (ids_of(annotation.topics) if annotation else ()),
            sides=sides_of(self.new, who) or sides_of(self.new, set_by),
            differences=differences,
            annotation=annotation,
        )

    # Records

    def questions(self) -> Iterator[Change]:
        """Open questions of topics that are in both issues."""
        for key, topic in self.old.content.topics.items():
            now = self.renamed("topic", key)
            if now not in self.new.content.topics:
                continue
            heir = self.new.content.topics[now]
            old = {plain(self.old, text): None for text in topic.questions}
            new = {plain(self.new, text): None for text in heir.questions}
            for text in new:
                if text not in old:
                    place = heir.place("questions")
                    yield Change(kind="question", act="new", title=text, place=place, topics=(now,))
            for text in old:
                if text not in new:
                    place = topic.place("questions")
                    yield Change(kind="question", act="removed", title=text, place=place, topics=(now,), is_gone=True)

    def records(self, kind: str) -> Iterator[Change]:
        """Topics, actors or articles that are new or gone."""
        old, new = records_of(self.old, kind), records_of(self.new, kind)
        kept = {self.renamed(kind, key) for key in old}
        for key, (title, place, topics, sides) in new.items():
            if key not in kept:
                yield Change(kind=kind, act="new", title=title, place=place, topics=topics, sides=sides)
        for key, (title, place, topics, sides) in old.items():
            if self.renamed(kind, key) not in new:
                yield Change(
                    kind=kind, act="removed", title=title, place=place, topics=topics, sides=sides, is_gone=True
                )


def _is_heir(new: Annotation, old: Annotation) -> bool:
    return not new.own_id and new.kind == old.kind and new.start < old.end and old.start < new.end


def _matched(old: Sequence[tuple[str, tuple[str, ...]]], new: Sequence[tuple[str, tuple[str, ...]]]) -> dict[int, int]:
    """Which old judgment is which new one, by index: equal texts first, then the likest words and evidence."""
    pairs: dict[int, int] = {}
    for at, (text, _) in enumerate(new):
        same = next((i for i, (before, _) in enumerate(old) if before == text and i not in pairs), None)
        if same is not None:
            pairs[same] = at
    taken = set(pairs.values())
    scored = [
        (-(fuzz.ratio(old[i][0], new[at][0]) + 100 * _overlap(old[i][1], new[at][1])), i, at)
        for i in range(len(old))
        for at in range(len(new))
        if i not in pairs and at not in taken
    ]
    for score, i, at in sorted(scored):
        if -score >= _LIKE and i not in pairs and at not in taken:
            pairs[i] = at
            taken.add(at)
    return pairs


def _overlap(first: tuple[str, ...], second: tuple[str, ...]) -> float:
    both = set(first) | set(second)
    return len(set(first) & set(second)) / len(both) if both else 0.0
