"""Catalogues: what is read of them, and what is said of those that are not as they should be."""

import pytest

from briefgen.pofile import read_catalogue
from briefgen.source import SourceFile

HEADER = 'msgid ""\nmsgstr "Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n'
BROKEN_RULE = "this rule for plurals cannot be used: "
NOT_READ = "this line of the catalogue cannot be read"


def forms(text: str) -> dict[str, tuple[str, ...]]:
    read = read_catalogue(SourceFile(path="de.po", text=HEADER + text))
    assert read.diagnostics == ()
    return {key: translation.forms for key, translation in read.value.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('msgid "a"\nmsgstr "b"', {"a": ("b",)}),
        ('\n  msgid   "a"  \n\tmsgstr\t"b"\r\n\n', {"a": ("b",)}),
        ('msgid ""\n"a "\n"long one"\nmsgstr "b"\n"c"', {"a long one": ("bc",)}),
        (r'msgid "\"a\" \\ \n\t"' + '\nmsgstr "b"', {'"a" \\ \n\t': ("b",)}),
        ('msgid "a"\nmsgstr "one\u2028two\u0085three\x0bfour"', {"a": ("one\u2028two\u0085three\x0bfour",)}),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "bs"', {"a": ("b", "bs")}),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] ""', {}),
        ('msgid "a"\nmsgstr ""', {}),
        ('#, python-format, fuzzy\nmsgid "a"\nmsgstr "b"\n#: x.py\nmsgid "c"\nmsgstr "d"', {"c": ("d",)}),
        ('#, fuzzy\n#~ msgid "old"\n#~ msgstr "alt"\n', {}),
        ('msgctxt "menu"\nmsgid "a"\nmsgstr "b"\n\nmsgid "a"\nmsgstr "c"', {"a": ("c",)}),
        ('msgid "%(n)d %(a)s"\nmsgstr "%(a)s: %(n)d, %(n)s %%"', {"%(n)d %(a)s": ("%(a)s: %(n)d, %(n)s %%",)}),
        ('msgid "a"\nmsgstr "b"\n# the end', {"a": ("b",)}),
    ],
)  # fmt: skip
def test_what_is_read(text: str, expected: dict[str, tuple[str, ...]]) -> None:
    assert forms(text) == expected


@pytest.mark.parametrize(
    ("text", "faults"),
    [
        ("nonsense", [(3, "translation-syntax", NOT_READ)]),
        ('msgid "a"\nmsgstr "b', [(4, "translation-syntax", NOT_READ), (3, "translation-syntax", "msgstr must stand")]),
        ('msgid "a"\nmsgstr "b "c""', [(4, "translation-syntax", NOT_READ), (3, "translation-syntax", "must stand")]),
        ('msgid "a"\nmsgstr "b\\x41"', [(4, "translation-syntax", NOT_READ), (3, "translation-syntax", "must stand")]),
        ('# a comment\n"loose"', [(4, "translation-syntax", NOT_READ)]),
        ('# a comment\nmsgstr "b"', [(4, "translation-syntax", "this belongs to no msgid")]),
        ('msgid "a"\nmsgstr "b"\nmsgstr "c"', [(5, "translation-syntax", "this belongs to no msgid")]),
        ('msgid "a"\nmsgstr "b"\nmsgid "a"\nmsgstr "c"', [(5, "translation-syntax", "translated twice")]),
        ('msgid "a"\n# nothing\nmsgid "b"\nmsgstr "c"', [(3, "translation-syntax", "msgstr must stand")]),
        ('msgid "a"\nmsgstr[0] "b"', [(3, "translation-syntax", "msgstr must stand")]),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr "b"', [(3, "translation-syntax", "msgstr[0], msgstr[1] must stand")]),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"', [(3, "translation-syntax", "msgstr[0], msgstr[1]")]),
        ('msgid "a"\nmsgid_plural "as"\nmsgstr[x] "b"', [(5, "translation-syntax", ""), (3, "translation-syntax", "")]),
        ('msgid "%(num)d as"\nmsgstr "%(nun)d bs"', [(4, "translation-placeholder", "no placeholder %(nun)d")]),
        ('msgid "%(a)s"\nmsgstr "%(a)d"', [(4, "translation-placeholder", "no placeholder %(a)d")]),
        ('msgid "a"\nmsgstr "100 % b"', [(4, "translation-placeholder", "no placeholder % ")]),
        ('msgid "a"\nmsgstr "b %"', [(4, "translation-placeholder", "no placeholder %")]),
    ],
)  # fmt: skip
def test_faults_name_their_line(text: str, faults: list[tuple[int, str, str]]) -> None:
    source = SourceFile(path="de.po", text=HEADER + text)
    found = read_catalogue(source).diagnostics
    assert [(source.position(fault.primary.span.start).line, fault.code) for fault in found] == [
        (line, code) for line, code, _ in faults
    ]
    for fault, (_, _, words) in zip(found, faults, strict=True):
        assert words in fault.message
        assert fault.hint


@pytest.mark.parametrize(
    "rule",
    [
        "nplurals=2; plural=(n <> 1);",
        "nplurals=2; plural=n;",
        "nplurals=2; plural=(n > 1) ? 0 : 2;",
        "nplurals=2; plural=n % 0;",
        "nplurals=2; plural=1 % (n - 100);",
        "nplurals=2; plural=__import__('os');",
        "nplurals=two; plural=0;",
        "nplurals=0; plural=0;",
        "nplurals=1",
        "plural=0",
        "",
        f"nplurals=1; plural={'(' * 600}n{')' * 600};",
    ],
)
def test_a_rule_for_plurals_must_work(rule: str) -> None:
    """One fault, at the header; the words are still usable."""
    text = f'msgid ""\nmsgstr "Plural-Forms: {rule}\\n"\nmsgid "a"\nmsgid_plural "as"\nmsgstr[0] "b"\nmsgstr[1] "c"\n'
    read = read_catalogue(SourceFile(path="de.po", text=text))
    assert [fault.code for fault in read.diagnostics] == ["translation-plurals"]
    assert read.diagnostics[0].message.startswith(BROKEN_RULE)


def test_plurals_need_a_rule() -> None:
    text = "".join(f'msgid "{n}"\nmsgid_plural "{n}s"\nmsgstr[0] "a"\nmsgstr[1] "b"\n' for n in "xyz")
    read = read_catalogue(SourceFile(path="de.po", text=text))
    assert [fault.code for fault in read.diagnostics] == ["translation-plurals"]
    assert forms('msgid "no plural, no rule"\nmsgstr "b"') == {"no plural, no rule": ("b",)}


@pytest.mark.parametrize(
    ("rule", "count"),
    [
        ("nplurals=1; plural=0;", 1),
        ("nplurals=2; plural=n>1", 2),
        ("nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5;", 6),
    ],
)
def test_rules_of_languages(rule: str, count: int) -> None:
    strings = "".join(f'msgstr[{n}] "{n}"\n' for n in range(count))
    header = f'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n"Plural-Forms: {rule}\\n"\n'
    read = read_catalogue(SourceFile(path="xx.po", text=f'{header}msgid "a"\nmsgid_plural "as"\n{strings}'))
    assert read.diagnostics == ()
    translation = read.value["a"]
    assert {translation.forms[translation.plural(n)] for n in range(200)} == {str(n) for n in range(count)}
