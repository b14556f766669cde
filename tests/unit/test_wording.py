from datetime import date, time

import pytest

from briefgen.source import SourceFile
from briefgen.wording import Words, fallbacks, load_words, read_words

POLISH = """
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2);\\n"

msgid "Deadlines"
msgstr "Terminy"

msgid "%(num)s day"
msgid_plural "%(num)s days"
msgstr[0] "%(num)s dzień"
msgstr[1] "%(num)s dni"
msgstr[2] "%(num)s dni!"

#, fuzzy
msgid "Topics"
msgstr "Tematy?"

msgid "Actors"
msgstr ""

msgid "%(num)s week"
msgid_plural "%(num)s weeks"
msgstr[0] "%(num)s tydzień"
msgstr[1] ""
msgstr[2] ""
"""


def test_english_is_what_the_messages_say() -> None:
    words = load_words("en")
    assert words.gettext("Deadlines") == "Deadlines"
    assert [words.count("%(num)s day", "%(num)s days", n) for n in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


def test_a_catalogue_translates() -> None:
    words = load_words("pl", POLISH)
    assert words.gettext("Deadlines") == "Terminy"
    assert [words.count("%(num)s day", "%(num)s days", n) for n in (1, 2, 5, 12, 22)] == [
        "1 dzień",
        "2 dni",
        "5 dni!",
        "12 dni!",
        "22 dni",
    ]


@pytest.mark.parametrize(
    ("language", "grouped"),
    [
        ("en", ["999 days", "1,000 days", "1,234,567 days"]),
        ("ko", ["999 days", "1,000 days", "1,234,567 days"]),
        ("de", ["999 days", "1.000 days", "1.234.567 days"]),
        ("fr", ["999 days", "1\u202f000 days", "1\u202f234\u202f567 days"]),
        ("hi", ["999 days", "1,000 days", "12,34,567 days"]),
        ("pl", ["999 dni!", "1\u00a0000 dni!", "1\u00a0234\u00a0567 dni!"]),
    ],
)
def test_numbers_are_grouped_as_the_language_does(language: str, grouped: list[str]) -> None:
    words = load_words(language, POLISH if language == "pl" else "")
    assert [words.count("%(num)s day", "%(num)s days", n) for n in (999, 1000, 1234567)] == grouped


@pytest.mark.parametrize("message", ["Topics", "Actors", "Unknown"])
def test_what_is_missing_empty_or_fuzzy_stays_english(message: str) -> None:
    assert load_words("pl", POLISH).gettext(message) == message


def test_half_a_plural_stays_english() -> None:
    assert load_words("pl", POLISH).count("%(num)s week", "%(num)s weeks", 5) == "5 weeks"


@pytest.mark.parametrize(
    ("language", "day", "month"),
    [
        ("en", "9 July 2025", "July 2025"),
        ("en-US", "July 9, 2025", "July 2025"),
        ("ko", "2025년 7월 9일", "2025년 7월"),
        ("de", "9. Juli 2025", "Juli 2025"),
        ("fr", "9 juillet 2025", "juillet 2025"),
        ("zh-Hant", "2025年7月9日", "2025年7月"),
        ("tlh", "9 July 2025", "July 2025"),
        ("not a language", "9 July 2025", "July 2025"),
    ],
)
def test_dates_by_language(language: str, day: str, month: str) -> None:
    words = load_words(language)
    assert (words.day(date(2025, 7, 9)), words.month(date(2025, 7, 9))) == (day, month)


@pytest.mark.parametrize(
    ("language", "first", "last", "days", "phrase"),
    [
        ("en", date(2025, 6, 9), date(2025, 6, 15), True, "9–15 June 2025"),
        ("en", date(2025, 6, 9), date(2025, 7, 15), True, "9 June – 15 July 2025"),
        ("en", date(2025, 6, 1), date(2025, 7, 1), False, "June – July 2025"),
        ("ko", date(2025, 6, 9), date(2025, 6, 15), True, "2025년 6월 9일~15일"),
        ("en", date(2025, 6, 9), date(2026, 6, 9), True, None),
        ("en", date(2025, 6, 1), date(2025, 6, 30), False, None),
    ],
)
def test_ranges(language: str, first: date, last: date, days: bool, phrase: str | None) -> None:
    pieces = load_words(language).range(first, last, days=days)
    assert (pieces and "".join(pieces).replace("\u2009", " ")) == phrase


@pytest.mark.parametrize(("moment", "text"), [(time(0, 1), "00:01"), (time(23, 59, 59), "23:59:59")])
def test_clock(moment: time, text: str) -> None:
    assert load_words("ko").clock(moment) == text


@pytest.mark.parametrize(
    ("language", "tag", "name"),
    [
        ("en", "ko", "Korean"),
        ("ko", "en", "영어"),
        ("en", "zh-Hant", "Chinese (Traditional)"),
        ("en", "xx-nowhere", "xx-nowhere"),
        ("en", "tlh", "tlh"),
        ("en", "", ""),
    ],
)
def test_language_names(language: str, tag: str, name: str) -> None:
    assert load_words(language).language_name(tag) == name


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl"), ("he", "rtl"), ("ko", "ltr")])
def test_direction(language: str, direction: str) -> None:
    assert load_words(language).direction == direction


@pytest.mark.parametrize(
    ("language", "tags"),
    [("ko", ["ko"]), ("pt-BR", ["pt-br", "pt"]), ("zh-Hant-TW", ["zh-hant-tw", "zh-hant", "zh"]), ("", [])],
)
def test_whose_catalogues_serve_a_language(language: str, tags: list[str]) -> None:
    assert list(fallbacks(language)) == tags


def test_the_first_catalogue_wins_and_the_others_fill_in() -> None:
    own = SourceFile(path="own.po", text='msgid "Deadlines"\nmsgstr "Daty"\n')
    read = read_words("pl", [own, SourceFile(path="pl.po", text=POLISH)])
    assert read.diagnostics == ()
    words = read.value
    assert (words.gettext("Deadlines"), words.count("%(num)s day", "%(num)s days", 3)) == ("Daty", "3 dni")


def test_each_catalogue_counts_by_its_own_rule() -> None:
    text = """
msgid ""
msgstr "Plural-Forms: nplurals=1; plural=0;\\n"

msgid "%(num)s week"
msgid_plural "%(num)s weeks"
msgstr[0] "%(num)s tyg."
"""
    words = read_words("pl", [SourceFile(path="own.po", text=text), SourceFile(path="pl.po", text=POLISH)]).value
    assert words.count("%(num)s week", "%(num)s weeks", 5) == "5 tyg."
    assert words.count("%(num)s day", "%(num)s days", 2) == "2 dni"


def test_faults_of_all_catalogues_are_told_and_the_words_are_usable() -> None:
    broken = [SourceFile(path=f"{name}.po", text="msgid oops\n") for name in ("own", "pl")]
    read = read_words("pl", broken)
    assert [fault.primary.span.path for fault in read.diagnostics] == ["own.po", "pl.po"]
    assert read.value.gettext("Deadlines") == "Deadlines"


def test_words_are_not_shared() -> None:
    assert load_words("pl", POLISH).messages != load_words("pl").messages
    assert isinstance(load_words("pl"), Words)
