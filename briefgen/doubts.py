"""Warnings about what holds together and is doubtful all the same: dates that do not fit their words, and judgments
that rest on little.

They point at what a careful reader would look at twice, so each keeps silent where the words can be read another way.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from briefgen.chronology import is_impossible
from briefgen.diagnostics import Diagnostic, Label, warning
from briefgen.edtf import Edtf, Precision, days, has_time, is_exact
from briefgen.markup import plain_text
from briefgen.model import LIKELIHOODS, Annotation, Article, Judgment, Ref
from briefgen.resolve import Site, Tracker
from briefgen.saiddates import WEEKDAYS, SaidDay, day_or_none, said_days, weekdays_in
from briefgen.source import Span
from briefgen.timespan import day_end

_NEAR_DAYS: Final = 31
"""So near to its publication an article tells of a day without meaning that of another year."""

# Dates


def done_too_early(site: Site, tracker: Tracker) -> Iterator[Diagnostic]:
    """An event told as done, whose date is still to come then; a report that dates it itself is told elsewhere."""
    for key, history in site.histories.items():
        dated, told = history.dated, history.status_by
        if history.status != "done" or dated is None or dated.span.first is None:
            continue
        if any(is_impossible(step.report) for step in history.steps):
            continue
        end = told.published.last if told else day_end(tracker.as_of.day, site.zone)
        if end is None or dated.span.first <= end:
            continue
        event = site.content.events[key]
        place = site.annotations[told.article, told.annotation] if told else event
        since = "the article that says so" if told else f"the day of this briefing ({tracker.as_of.day})"
        yield warning(
            "done-before-its-date",
            place.place("status"),
            f"`{key}` is told as done, but its date ({dated.edtf.text}) lies after {since}",
            secondary=[Label(span=_date_place(site, key), text="the date")],
            hint="report the date on which it was done, or check the status",
        )


def weekday_differs(site: Site, _: Tracker) -> Iterator[Diagnostic]:
    """A weekday in a quote that is not that of its date."""
    for annotation in _annotations(site):
        words = _quoted(site, annotation)
        published = _first_day(site.content.articles[annotation.article].published)
        wrong = next((said for said in said_days(words) if _is_wrong_day(said, annotation.date, published)), None)
        if wrong is not None:
            fits = _nearest_fit(wrong, annotation.date, published)
            yield _weekday_fault(annotation, f"“{words[wrong.start : wrong.end].strip()}”", fits)
        elif (day := _bare_weekday(words, annotation.date)) is not None:
            yield _weekday_fault(annotation, "the weekday in the quote", day)


def _weekday_fault(annotation: Annotation, what: str, day: date | None) -> Diagnostic:
    right = f": {day} is a {WEEKDAYS[day.weekday()]}" if day else ""
    has_date = annotation.date is not None
    return warning(
        "weekday-differs",
        annotation.place("quote"),
        f"{what} does not fit the date{right}",
        secondary=[Label(span=annotation.place("date"), text="its date")] if has_date else (),
        hint="check the date; if the article is wrong, annotate it as a `correction`",
    )


def _is_wrong_day(said: SaidDay, dated: Edtf | None, published: date | None) -> bool:
    if said.weekday is None:
        return False
    possible = _possible_days(said, dated, published)
    return bool(possible) and all(day.weekday() != said.weekday for day in possible)


def _nearest_fit(said: SaidDay, dated: Edtf | None, published: date | None) -> date | None:
    """The day that was meant, if that is certain."""
    possible = _possible_days(said, dated, published)
    return possible[0] if len(set(possible)) == 1 else None


def _possible_days(said: SaidDay, dated: Edtf | None, published: date | None) -> list[date]:
    """The days that words can mean: those of the year that they name, else of the date's years or nearest to the
    article's publication."""
    if said.day is None:
        return []
    ends = [end for point in (dated.start, dated.end) if point for end in days(point)] if dated else []
    if said.year is not None:
        pairs = {(said.year, said.month or 0)}
    elif said.month is not None:
        pairs = {(end.year, said.month) for end in ends} | _nearest(said.month, said.day, published)
    else:
        pairs = {(end.year, end.month) for end in ends} | _months_around(published)
    return _with_days(sorted(pairs), said.day)


def _nearest(month: int, day: int, published: date | None) -> set[tuple[int, int]]:
    """The year and month of the day of this name that is nearest to another."""
    if published is None:
        return set()
    around = _with_days(((published.year + step, month) for step in (-1, 0, 1)), day)
    around.sort(key=lambda one: abs((one - published).days))
    return {(one.year, one.month) for one in around[:1]}


def _months_around(published: date | None) -> set[tuple[int, int]]:
    if published is None:
        return set()
    at = published.year * 12 + published.month - 1
    return {(month // 12, month % 12 + 1) for month in (at - 1, at, at + 1)}


def _with_days(months: Iterable[tuple[int, int]], day: int) -> list[date]:
    return [found for year, month in months if (found := day_or_none(year, month, day))]


_RELATIVE = re.compile(
    r"\b(?:before|after|by|until|till|since|later|earlier|following|next day|day after|said|says|told|added|announced"
    r"|reported|wrote|stated|except)\b|(?<!오)[전후]|까지|부터|뒤|이튿날|다음 날|말했|밝혔|전했",
    re.IGNORECASE,
)


def _bare_weekday(words: str, dated: Edtf | None) -> date | None:
    """The day that an annotation gives, if its words name no other day, and one weekday, which is not that day's."""
    if dated is None or dated.is_interval or not is_exact(dated) or has_time(dated):
        return None
    named = set(weekdays_in(words))
    if len(named) != 1 or said_days(words) or _RELATIVE.search(words):
        return None
    day = _first_day(dated)
    return day if day is not None and day.weekday() not in named else None


def year_differs(site: Site, _: Tracker) -> Iterator[Diagnostic]:
    """A year in a quote that is not that of its date, or of the days around its article's publication."""
    for annotation in _annotations(site):
        article = site.content.articles[annotation.article]
        words = _quoted(site, annotation)
        said = [one for one in said_days(words) if one.year is not None and one.month is not None]
        if not said:
            continue
        dated, place = _date_meant(site, annotation)
        if dated is not None:
            wrong = None if any(_names(dated, one) for one in said) else _same_day_of_another_year(dated, said)
            other, what = place, f"the date is {dated.text}"
        else:
            wrong = _near_but_for_the_year(article, said) if annotation.event else None
            other, what = article.place("published"), f"the article is of {_text(article.published)}"
        if wrong is not None:
            yield warning(
                "year-differs",
                annotation.place("quote"),
                f"“{words[wrong.start : wrong.end].strip()}” has another year than one would expect: {what}",
                secondary=[Label(span=other, text="does not fit")],
                hint="check the year; if the article is wrong, annotate it as a `correction`",
            )


def _date_meant(site: Site, annotation: Annotation) -> tuple[Edtf | None, Span]:
    """The date of an annotation, else the current one of the event that it speaks of, and where it stands."""
    if annotation.date is not None or annotation.event is None or annotation.event.id not in site.histories:
        return annotation.date, annotation.place("date")
    dated = site.histories[annotation.event.id].dated
    return (dated.edtf if dated else None), _date_place(site, annotation.event.id)


def _date_place(site: Site, event: str) -> Span:
    by = site.histories[event].dated_by
    return site.annotations[by.article, by.annotation].place("date") if by else site.content.events[event].place("date")


def _names(dated: Edtf, said: SaidDay) -> bool:
    """Whether the words name a year that the date touches."""
    years = [day.year for point in (dated.start, dated.end) if point for day in days(point)]
    return bool(years) and said.year is not None and min(years) <= said.year <= max(years)


def _same_day_of_another_year(dated: Edtf, said: list[SaidDay]) -> SaidDay | None:
    for point in (dated.start, dated.end):
        for one in said:
            if point is not None and (point.month, point.day) == (one.month, one.day):
                return one
    return None


def _near_but_for_the_year(article: Article, said: list[SaidDay]) -> SaidDay | None:
    """A day that lies near the publication in the article's year, and is said to be of the one before or after it."""
    published = _first_day(article.published)
    if published is None or article.published is None or article.published.text[:4] != str(published.year):
        return None
    for one in said:
        if one.day is None or one.month is None or one.year is None or abs(one.year - published.year) != 1:
            continue
        as_said, meant = (day_or_none(year, one.month, one.day) for year in (one.year, published.year))
        if as_said and meant and abs(meant - published).days <= _NEAR_DAYS < abs(as_said - published).days:
            return one
    return None


def _annotations(site: Site) -> Iterator[Annotation]:
    """Those that are held to their words: a correction quotes what is wrong, on purpose."""
    for annotation in site.annotations.values():
        if annotation.kind != "correction" and f"article:{annotation.article}" not in site.content.incomplete:
            yield annotation


def _quoted(site: Site, annotation: Annotation) -> str:
    """The words of the article itself, on one line."""
    text = site.content.articles[annotation.article].text
    return " ".join((text[annotation.start : annotation.end] or annotation.quote.exact).split())


def _first_day(dated: Edtf | None) -> date | None:
    """The day of a date that is exact to the day."""
    exact = (Precision.DAY, Precision.MINUTE, Precision.SECOND)
    point = dated.start if dated else None
    return days(point)[0] if point is not None and point.precision in exact else None


def _text(dated: Edtf | None) -> str:
    return dated.text if dated else ""


# Judgments


def sources_of(judgment: Judgment) -> tuple[str, ...]:
    """The articles that a judgment cites, in its list or in its text, each once."""
    return tuple(dict.fromkeys(ref.id for ref in _cited(judgment)))


def _cited(judgment: Judgment) -> tuple[Ref, ...]:
    refs = (*judgment.cites, *(judgment.text.refs if judgment.text else ()))
    return tuple(ref for ref in refs if ref.kind in ("annotation", "article"))


def _judgments(site: Site) -> tuple[Judgment, ...]:
    """Those that could be read whole."""
    return () if "judgment" in site.content.incomplete else site.content.briefing.judgments


def judgment_sources(site: Site, _: Tracker) -> Iterator[Diagnostic]:
    """A judgment that cites nothing, one article alone, or only what officials said who are not named."""
    for judgment in _judgments(site):
        cited, sources = _cited(judgment), sources_of(judgment)
        place = judgment.place("cites" if judgment.cites else "text")
        if not cited:
            hint = "name what it rests on: `cites: [ARTICLE#ANNOTATION, …]`"
            yield warning("judgment-cites-nothing", place, "this judgment cites no source", hint=hint)
        elif len(sources) == 1 and sources[0] in site.content.articles:
            message = f"this judgment rests on one source, `{sources[0]}`"
            hint = (
                "cite another article that bears it out; if there is none, this warning says what readers should know"
            )
            yield warning("judgment-single-source", place, message, hint=hint)
        found = [site.annotations.get((ref.id, ref.annotation)) for ref in cited]
        if found and all(one is not None and one.attribution == "unnamed-official" for one in found):
            yield warning(
                "judgment-unnamed-only",
                place,
                "this judgment rests on officials alone who are not named",
                hint="cite a document, or somebody on the record; or lower its confidence and say why",
            )


_CHANCE = r"(?= (?:chance|chances|possibility|prospect|likelihood)\b)"
_TERMS: Final = (
    (rf"almost no chance|remote{_CHANCE}", 0),
    (r"very unlikely|highly (?:unlikely|improbable)|very improbable", 1),
    (r"unlikely|improbabl[ey]|not (?:likely|probable)", 2),
    (r"roughly (?:an )?even (?:chance|odds)|even (?:chance|odds)", 3),
    (r"very likely|highly (?:likely|probable)|very probabl[ey]", 5),
    (r"almost certain(?:ly)?|nearly certain(?:ly)?", 6),
    (r"likely|probabl[ey]", 4),
)
"""The terms of ICD 203 and its synonyms, longer ones before those within them, with the step that each names."""

_LIKELIHOOD = re.compile(
    r"(?<!more )(?<!less )(?<!most )(?<!least )(?<!how )(?<!as )(?<!not )(?<!very )(?<!highly )\b(?:"
    + "|".join(f"({pattern})" for pattern, _ in _TERMS)
    + r")\b",
    re.IGNORECASE,
)
_CONFIDENCE = re.compile(
    r"\b(?:low|moderate|medium|high|limited|full|great|little|some)(?:[ -]to[ -]\w+)?[ -](?:level of |degree of )?"
    r"confidence\b(?!-)|\bconfidence (?:level|is|in (?:this|our|the) (?:judg|assess))|\bwe are (?:\w+ )?confident\b"
    r"|(?:신뢰도|확신도)",
    re.IGNORECASE,
)
_IN_KOREAN = re.compile("가능성|개연성")
_SENTENCE = re.compile(r"(?<=[.!?。])\s+")


def judgment_words(site: Site, _: Tracker) -> Iterator[Diagnostic]:
    """A text that names another likelihood than the field, or likelihood and confidence in one sentence (ICD 203)."""
    for judgment in _judgments(site):
        text = plain_text(judgment.text.markup, lambda _: "") if judgment.text else ""
        named = [_TERMS[(match.lastindex or 1) - 1][1] for match in _LIKELIHOOD.finditer(text)]
        if judgment.likelihood and named and LIKELIHOODS.index(judgment.likelihood) not in named:
            yield warning(
                "judgment-likelihood-differs",
                judgment.place("likelihood"),
                f"`likelihood` says {judgment.likelihood}, the text says {LIKELIHOODS[named[0]]}",
                secondary=[Label(span=judgment.place("text"), text="the text")],
                hint="use one term for both: the page shows them side by side",
            )
        if any(_is_mixed(sentence) for sentence in _SENTENCE.split(text)):
            yield warning(
                "judgment-mixes-confidence",
                judgment.place("text"),
                "likelihood and confidence stand in one sentence, where one is easily taken for the other",
                hint="keep the likelihood in the sentence, and give the other as `confidence: …`",
            )


def _is_mixed(sentence: str) -> bool:
    likely = _LIKELIHOOD.search(sentence) or _IN_KOREAN.search(sentence)
    return bool(likely and _CONFIDENCE.search(sentence))


DOUBTS = (done_too_early, weekday_differs, year_differs, judgment_sources, judgment_words)
