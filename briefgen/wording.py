"""The words of the interface: messages in the briefing's language, counted nouns, and dates by CLDR.

English stands in the code and the templates as the message ids (gettext); a catalogue translates it. Nothing here
knows a page or a record.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from importlib import import_module

from babel import Locale, UnknownLocaleError
from babel.core import get_global
from babel.dates import parse_pattern

from briefgen.diagnostics import Checked, Diagnostic
from briefgen.pofile import Translation, read_catalogue
from briefgen.source import SourceFile

_GROUPED = 1000
_NUMBER = re.compile(r"%\(num\)[sd]")

_REGIONS = {"en": "en_GB"}
"""Day before month in plain English, as in the international press."""


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Messages and formats of one language. `messages` maps an English id, the singular, to its translation."""

    language: str
    locale: Locale
    messages: Mapping[str, Translation] = field(default_factory=dict)

    @property
    def direction(self) -> str:
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    @property
    def place(self) -> str:
        """The language with a region, such as `ko_KR`: its own, else the likeliest one; empty where none is known."""
        language, known = self.locale.language, get_global("likely_subtags")
        likely = str(known.get(str(self.locale)) or known.get(language, ""))
        region = self.locale.territory or likely.rpartition("_")[2]
        return f"{language}_{region}" if region.isalpha() else ""

    def gettext(self, message: str) -> str:
        found = self.messages.get(message)
        return found.forms[0] if found else message

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        """The form for a number; one of more than three digits stands in it already, grouped as the language does."""
        found = self.messages.get(singular)
        if found:
            form = found.forms[min(found.plural(count), len(found.forms) - 1)]
        else:
            form = singular if count == 1 else plural
        return form if count < _GROUPED else _NUMBER.sub(self.number(count), form)

    def number(self, number: int) -> str:
        """A number from 0 on, with its digits grouped."""
        if number < _GROUPED:
            return str(number)
        # Few pages have such numbers, and the module takes a while to import.
        return str(import_module("babel.numbers").format_decimal(number, locale=self.locale))

    def count(self, singular: str, plural: str, count: int) -> str:
        """A message with `%(num)s` in it, for a number."""
        return self.ngettext(singular, plural, count) % {"num": count}

    def language_name(self, tag: str) -> str:
        """A language's name in this one; the tag itself where CLDR has none."""
        try:
            return Locale.parse(tag.replace("-", "_")).get_display_name(self.locale) or tag
        except (ValueError, UnknownLocaleError):
            return tag

    def pattern(self, skeleton: str, day: date) -> str:
        """A date by a CLDR skeleton such as `yMMMM`."""
        pattern = self.locale.datetime_skeletons[skeleton]
        return str(pattern.apply(day, self.locale))

    def day(self, day: date) -> str:
        return str(self.locale.date_formats["long"].apply(day, self.locale))

    def month(self, day: date) -> str:
        return self.pattern("yMMMM", day)

    def clock(self, moment: time) -> str:
        """A time of day on the 24-hour clock, with seconds where it is not a whole minute."""
        return f"{moment:%H:%M:%S}" if moment.second else f"{moment:%H:%M}"

    def day_and_time(self, day: str, moment: time) -> str:
        """A day in words with a time of that day."""
        return str(self.locale.datetime_formats["medium"]).format(self.clock(moment), day)

    def range(self, first: date, last: date, *, days: bool) -> tuple[str, str] | None:
        """Two days (or months) of one year as one phrase, in two pieces; `None` where CLDR has no shorter form."""
        skeleton = "yMMMd" if days else "yMMM"
        letter = "M" if first.month != last.month else "d"
        if first.year != last.year or (letter == "d" and not days):
            return None
        patterns = self.locale.interval_formats.get(skeleton, {}).get(letter)
        if not patterns or len(patterns) != 2:
            return None
        # The long month name, where the interval has the short one.
        wide = [str(pattern).replace("MMM", "MMMM") for pattern in patterns]
        left, right = (
            str(parse_pattern(p).apply(day, self.locale)) for p, day in zip(wide, (first, last), strict=True)
        )
        return left, right


def fallbacks(language: str) -> Iterator[str]:
    """Whose catalogues serve a language, in lower case: `zh-hant-tw`, `zh-hant`, `zh` (RFC 4647, lookup)."""
    tag = language.lower()
    while tag:
        yield tag
        tag = tag.rpartition("-")[0]


def read_words(language: str, catalogues: Iterable[SourceFile] = ()) -> Checked[Words]:
    """The words of a language (BCP 47). A message is taken from the first catalogue that has it, else it is English."""
    messages: dict[str, Translation] = {}
    faults: list[Diagnostic] = []
    for source in catalogues:
        read = read_catalogue(source)
        messages = {**read.value, **messages}
        faults.extend(read.diagnostics)
    return Checked(Words(language, _locale(language), messages), tuple(faults))


def load_words(language: str, catalogue: str = "") -> Words:
    """The same from the text of one catalogue, without its faults."""
    return read_words(language, [SourceFile(path="", text=catalogue)]).value


def _locale(language: str) -> Locale:
    tag = language.replace("-", "_")
    try:
        return Locale.parse(_REGIONS.get(tag, tag))
    except (ValueError, UnknownLocaleError):
        return Locale.parse("en_GB")
