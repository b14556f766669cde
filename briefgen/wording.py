"""The words of the interface: messages in the briefing's language, counted nouns, and dates by CLDR.

English stands in the code and the templates as the message ids (gettext); a catalogue translates it. Nothing here
knows a page or a record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from gettext import c2py

from babel import Locale, UnknownLocaleError
from babel.dates import parse_pattern
from babel.messages.pofile import read_po

_REGIONS = {"en": "en_GB"}
"""Day before month in plain English, as in the international press."""


def _germanic(count: int) -> int:
    return int(count != 1)


@dataclass(frozen=True, slots=True, eq=False)
class Words:
    """Messages and formats of one language. `messages` maps an English id to its translations by plural form."""

    language: str
    locale: Locale
    messages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    plural: Callable[[int], int] = _germanic

    @property
    def direction(self) -> str:
        return "rtl" if self.locale.text_direction == "rtl" else "ltr"

    def gettext(self, message: str) -> str:
        return self.messages.get(message, (message,))[0]

    def ngettext(self, singular: str, plural: str, count: int) -> str:
        found = self.messages.get(singular)
        if found:
            return found[min(self.plural(count), len(found) - 1)]
        return singular if count == 1 else plural

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


def load_words(language: str, catalogue: str = "") -> Words:
    """The words of a language (BCP 47) from the text of a gettext catalogue (`.po`); English where it has none."""
    tag = language.replace("-", "_")
    try:
        locale = Locale.parse(_REGIONS.get(tag, tag))
    except (ValueError, UnknownLocaleError):
        locale = Locale.parse("en_GB")
    if not catalogue:
        return Words(language, locale)
    parsed = read_po(catalogue.splitlines(keepends=True))
    messages = {}
    for message in parsed:
        if message.id and message.string and not message.fuzzy:
            key = message.id if isinstance(message.id, str) else message.id[0]
            strings = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            if all(strings):
                messages[key] = strings
    return Words(language, locale, messages, c2py(parsed.plural_expr))
