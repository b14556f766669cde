"""Sentences, and who is said to say them."""

import pytest

from briefgen.speech import sentences, speaker_of

CUT = {
    "One. Two! Three?": ["One.", "Two!", "Three?"],
    "Mr. Moe met Gen. Lee on Oct. 16. They spoke.": ["Mr. Moe met Gen. Lee on Oct. 16.", "They spoke."],
    "Talks in the U.S. on Monday failed.": ["Talks in the U.S. on Monday failed."],
    "Talks failed in the U.S. The minister left.": ["Talks failed in the U.S.", "The minister left."],
    "At 5 p.m. the vote ended. J. Moe won.": ["At 5 p.m. the vote ended.", "J. Moe won."],
    '“We agree.” She left.': ["“We agree.”", "She left."],
    "First line\nsame.\n\nSecond.": ["First line\nsame.", "Second."],
    "회의가 열렸다. 결과는 없었다.": ["회의가 열렸다.", "결과는 없었다."],
    "": [],
}  # fmt: skip


@pytest.mark.parametrize("text", CUT)
def test_cut(text: str) -> None:
    assert [text[one.start : one.end] for one in sentences(text)] == CUT[text]


SPOKEN = {
    'Ada Lindqvist said: "We cannot run the boats at that price."': "Ada Lindqvist",
    '"We cannot run the boats at that price," its director, Ada Lindqvist, said on Tuesday.': "Ada Lindqvist",
    '"We cannot run the boats at that price," said Ada Lindqvist.': "Ada Lindqvist",
    "“We cannot run the boats at that price,” said the Northbank Council.": "Northbank Council",
    'Ada Lindqvist, who runs the boats, told reporters on Monday that fares must rise.': "Ada Lindqvist",
    'He said, "We cannot run the boats at that price."': "",
    "The boats run at night.": "",
    "Ada Lindqvist runs the boats.": "",
    "에이다 린드크비스트는 26일 “그 값으로는 배를 띄울 수 없다”고 말했다.": "",
}  # fmt: skip


@pytest.mark.parametrize("text", SPOKEN)
def test_a_name_at_the_verb_is_the_speaker(text: str) -> None:
    place = speaker_of(text, sentences(text)[0], ())
    found = text[slice(*place)] if place else ""
    assert SPOKEN[text] in found if SPOKEN[text] else not found


def test_of_known_actors_the_subject_is_the_speaker() -> None:
    text = 'Minister Ahn of the Trade Ministry said, "We told Greer what we need from them," in Seoul.'
    known = [(text.index(name), text.index(name) + len(name)) for name in ("Ahn", "Trade Ministry", "Greer", "Seoul")]
    assert speaker_of(text, sentences(text)[0], known) == known[0]


def test_in_korean_the_subject_stands_before_the_quotation() -> None:
    text = "통상 당국자는 26일 “그 값으로는 배를 띄울 수가 없다”고 말했다."
    assert speaker_of(text, sentences(text)[0], [(0, 6)]) == (0, 6)


def test_speech_that_goes_on_is_speech() -> None:
    first, second, third = sentences('She said, "We will not pay. We have no money left." Nobody answered.')
    assert (first.is_speech, second.is_speech, second.goes_on, third.is_speech) == (True, True, True, False)


def test_terms_and_titles_in_quotation_marks_are_no_speech() -> None:
    (sentence,) = sentences('The "National Trade Estimate Report on Barriers" lists a "form of talks" as one.')
    assert sentence.quoted == ()
