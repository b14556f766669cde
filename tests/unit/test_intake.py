"""Taking an article: what a page tells of it, its words in the page's own characters, encodings, PDF, Markdown."""

import json
from pathlib import Path

import pytest
from tools.pdf import pdf_of

from briefgen.diagnostics import has_errors
from briefgen.intake.extract import Raw, Taken, kind_of, take
from briefgen.intake.facts import Facts, day_of, page_facts
from briefgen.intake.located import Stretch, locate
from briefgen.intake.page import read_page
from briefgen.problems import Problem
from briefgen.textfile import decode_text

PAGES = Path(__file__).parents[1] / "cases" / "intake"


def taken(name: str, **given: str) -> Taken:
    path = PAGES / name
    return take(Raw(path.read_bytes(), "html", **given))


def text_of(name: str, **given: str) -> str:
    return taken(name, **given).text.decode("utf-8")


def visible(text: str) -> str:
    return "".join(text.split())


# Web pages


def test_a_news_page() -> None:
    found = taken("news.html", address="https://herald.example/2025/fares?utm_source=x#top")
    assert found.facts == Facts(
        title="Ferry fares rise again",
        author="Ida McMoe",
        publisher="Coast Herald",
        published="2025-03-19",
        language="en-GB",
        url="https://herald.example/2025/fares",
    )
    assert found.remarks == ()


def test_the_words_are_those_of_the_page() -> None:
    """No-break spaces, soft hyphens, joiners, decomposed letters: all as they stand there."""
    text = text_of("news.html")
    assert "from 1\u00a0May\u202f2025, its third" in text
    assert "(e\u0301) and a soft\u00adhyphen, zero\u200bwidth" in text
    assert "a family \U0001f468\u200d\U0001f469\u200d\U0001f467 stay" in text
    assert "a fifth more.\nThe council has until 20 June" in text, "a break of the line"
    assert "\n\nRefuse the rise, and pay the difference.\nAccept it.\nAsk the ministry.\n\n" in text
    assert "Route\tNow\tFrom May\nNorth\t140\t150" in text
    for foreign in ("Home", "Related", "Old fares", "All rights reserved"):
        assert foreign not in text


@pytest.mark.parametrize("name", ["news.html", "bare.html"])
def test_every_paragraph_stands_on_the_page(name: str) -> None:
    page = visible(read_page((PAGES / name).read_text("utf-8")).text)
    paragraphs = text_of(name).split("\n\n")
    assert len(paragraphs) >= 2
    assert [one for one in paragraphs if visible(one) not in page] == []


def test_a_page_that_tells_nothing() -> None:
    found = taken("bare.html", address="https://notes.example/2025/02/03/dredging")
    assert found.facts == Facts(
        title="Dredging stops for the winter",
        published="2025-02-03",
        url="https://notes.example/2025/02/03/dredging",
        guessed=(("published", "from the address"),),
    )
    assert taken("bare.html").facts.published == ""
    assert "track" not in found.text.decode()


@pytest.mark.parametrize(
    ("encoding", "charset"),
    [("cp949", ""), ("cp949", "euc-kr"), ("utf-8-sig", ""), ("utf-16", ""), ("utf-8", "UTF-8")],
)
def test_encodings(encoding: str, charset: str) -> None:
    """The page says euc-kr; a mark at its beginning, and what the server says, count for more."""
    html = (PAGES / "korean.html").read_text("utf-8")
    found = take(Raw(html.encode(encoding), "html", charset))
    assert (found.facts.title, found.facts.language) == ("연락선 운임 또 오른다", "ko")
    assert found.facts.published == "2025-03-20", "the day on the publisher's own calendar"
    assert "“다른 방법이 없다”고 말했다" in found.text.decode()
    assert found.remarks == ()


def test_an_encoding_that_nobody_names_is_not_guessed() -> None:
    html = (PAGES / "korean.html").read_text("utf-8").replace('<meta charset="euc-kr">', "").encode("cp949")
    with pytest.raises(Problem, match="not declared") as problem:
        take(Raw(html, "html"))
    assert "--encoding" in problem.value.hint
    assert "운항사는" in take(Raw(html, "html", "cp949")).text.decode()


def test_bytes_that_cannot_be_read_are_told() -> None:
    html = (PAGES / "korean.html").read_text("utf-8").encode("cp949").replace("운항사".encode("cp949"), b"\xff\xff", 1)
    (remark,) = take(Raw(html, "html")).remarks
    assert "could not be read as cp949" in remark


def test_a_page_without_an_article() -> None:
    with pytest.raises(Problem, match="no article") as problem:
        taken("consent.html")
    assert problem.value.hint


def linked(data: object) -> str:
    return f'<script type="application/ld+json">{data if isinstance(data, str) else json.dumps(data)}</script>'


GRAPH = {
    "@graph": [
        {"@type": "WebPage", "headline": "x"},
        {"@type": ["Article"], "headline": "H", "author": ["A", {"name": "B"}], "publisher": "P"},
    ]
}
TIMES = "<time datetime=2025-03-01>1 March</time>"
FIRST = (("published", "the first date on the page"),)


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        ("<title>A — Site</title>", Facts(title="A — Site")),
        ("<title>A &amp; B</title><meta property=og:title content='A &amp;amp; B'>", Facts(title="A & B")),
        ("<meta name=author content=https://x.example/ida><meta name=dc.creator content=Ida>", Facts(author="Ida")),
        ("<meta name=date content=2025/3/9>", Facts(published="2025-03-09")),
        ("<meta itemprop=datePublished content=2025-03-19T23:30:00Z>", Facts(published="2025-03-19T23:30Z")),
        ("<meta name=date content='next week'>", Facts()),
        ("<meta property=og:locale content=pt_BR>", Facts(language="pt-BR")),
        ("<link rel=canonical href='javascript:x'>", Facts()),
        ("<link rel=canonical href=https://x.example/a?b=1>", Facts(url="https://x.example/a?b=1")),
        (TIMES, Facts(published="2025-03-01", guessed=FIRST)),
        (f"{TIMES}<time itemprop=datePublished datetime=2025-03-02></time>", Facts(published="2025-03-02")),
        (linked(GRAPH), Facts(title="H", author="A, B", publisher="P")),
        (linked('{"@type": "NewsArticle", "headline": ["not closed"') + "<title>T</title>", Facts(title="T")),
        (linked("[" * 100_000) + "<h1>T</h1>", Facts(title="T")),
    ],
)
def test_facts(head: str, facts: Facts) -> None:
    assert page_facts(read_page(head), "") == facts


@pytest.mark.parametrize(
    ("reached", "canonical", "url"),
    [
        ("https://a.example/x?s=1#c", "", "https://a.example/x?s=1"),
        ("https://a.example/x?s=1", "/x", "https://a.example/x"),
        ("https://a.example/x", "https://b.example/x", "https://a.example/x"),
        ("https://a.example/x", "https://a.example/", "https://a.example/x"),
        ("", "https://b.example/x", "https://b.example/x"),
    ],
)
def test_the_address(reached: str, canonical: str, url: str) -> None:
    page = read_page(f'<link rel="canonical" href="{canonical}">' if canonical else "")
    assert page_facts(page, reached).url == url


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("2025-03-19", "2025-03-19"),
        ("2025-03-19T07:30:00+01:00", "2025-03-19"),
        ("2025-03-19T07:30:00", "2025-03-19"),
        ("2025-03-19T07:30:12.345Z", "2025-03-19T07:30Z"),
        ("2025-03-19 07:30 +0000", "2025-03-19T07:30Z"),
        ("2025.3.9", "2025-03-09"),
        ("2025-03", "2025-03"),
        ("2025-02-30", ""),
        ("19 March 2025", ""),
        ("2025-03-01/2025-03-02", ""),
        ("", ""),
    ],
)
def test_days(written: str, day: str) -> None:
    assert day_of(written) == day


# Finding the words again


def test_stretches_are_found_in_order_then_anywhere() -> None:
    page = "Late\n Fares\u00a0 rise.\tFares rise.\nA so\u00adft end"
    found = locate(page, [Stretch(text, False) for text in ("Fares rise.", "Fares rise.", "soft end", "Late", "gone")])
    assert found.text == "Fares\u00a0 rise.\n\nFares rise.\n\nso\u00adft end\n\nLate\n\ngone\n"
    assert found.strays == ("gone",)


# Other kinds


def test_plain_text_is_kept_byte_for_byte() -> None:
    data = "One  line\r\n\r\n\tand “another”\u00a0\u200d\f\n\n\nend".encode()
    assert take(Raw(data, "text")).text == data


def test_control_characters_are_left_out_and_told() -> None:
    found = take(Raw(b"a\x00b\x07c", "text"))
    assert found.text == b"abc"
    assert found.remarks == ("2 control characters left out: no page can hold them",)
    assert not has_errors(decode_text("x", found.text, raw=True).diagnostics)


def test_characters_that_turn_a_text_are_kept_and_told() -> None:
    (remark,) = take(Raw("a \u202eb".encode(), "text")).remarks
    assert "U+202E" in remark


@pytest.mark.parametrize("data", [b"", b" \n\t\n", b"\x00"])
def test_nothing_is_no_article(data: bytes) -> None:
    with pytest.raises(Problem, match="no text"):
        take(Raw(data, "text"))


def test_text_in_an_unknown_encoding() -> None:
    with pytest.raises(Problem, match="not UTF-8"):
        take(Raw("관세".encode("cp949"), "text"))
    assert take(Raw("관세".encode("cp949"), "text", "euc-kr")).text == "관세".encode()
    assert take(Raw("관세".encode("utf-16"), "text")).text == "관세".encode()


def test_a_text_too_large() -> None:
    with pytest.raises(Problem, match="8 MiB"):
        take(Raw(b"a " * (5 << 20), "text"))


def test_markdown_from_a_clipper() -> None:
    head = '---\ntitle: "Fares: again"\nsource: https://x.example/a\nauthor:\n  - "[[Ida Moe]]"\n'
    head += "published: 2025-03-19\ntags: []\n---\n"
    found = take(Raw(f"{head}\n# Fares\n\nThey *rise*.\n".encode(), "markdown"))
    assert found.text == b"# Fares\n\nThey *rise*.\n"
    assert found.facts == Facts(
        title="Fares: again", author="Ida Moe", published="2025-03-19", url="https://x.example/a"
    )


@pytest.mark.parametrize(
    ("text", "title"),
    [("# Fares #\r\nx", "Fares"), ("Fares\n=====\nx", "Fares"), ("no heading", ""), ("---\nno head", "")],
)
def test_the_title_of_markdown(text: str, title: str) -> None:
    found = take(Raw(text.encode(), "markdown"))
    assert (found.facts.title, found.text) == (title, text.encode())


def test_pdf() -> None:
    data = pdf_of(
        "<p>Fares rise by seven per cent.</p><p style='break-before: page'>The council votes.</p>",
        title="Fares",
        lang="en",
    )
    found = take(Raw(data, "pdf"))
    assert found.text == b"Fares rise by seven per cent.\n\nThe council votes.\n"
    assert (found.facts.title, found.facts.language, found.facts.published) == ("Fares", "en", "")


def test_a_pdf_of_pictures() -> None:
    with pytest.raises(Problem, match="no text") as problem:
        take(Raw(pdf_of(""), "pdf"))
    assert "picture" in problem.value.hint


def test_a_broken_pdf() -> None:
    with pytest.raises(Problem, match="cannot be read"):
        take(Raw(b"%PDF-1.7\nnot really", "pdf"))


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7", "pdf"),
        (b"\xef\xbb\xbf  <!DOCTYPE html>", "html"),
        (b"<div></div><BODY>", "html"),
        (b"The <b>vote</b>", "text"),
    ],
)
def test_what_bytes_look_like(data: bytes, kind: str) -> None:
    assert kind_of(data) == kind
