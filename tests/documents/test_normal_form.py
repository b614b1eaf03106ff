"""The one normal form of every text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.documents import read_text
from matcher.documents.normal import tidy, tidy_pages


@pytest.mark.parametrize(
    ("raw", "tidied"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a  \n\n\n\nb\n\n", "a\n\nb"),
        ("e\u0301e\u0301n", "één"),
        ("oﬃce ﬁt", "office fit"),
        ("zie\u00adken\u200bhuis\ufeff", "ziekenhuis"),
        (
            "• een\n▪ twee\n– drie\n* vier\n\uf0b7 vijf\n- zes",
            "- een\n- twee\n- drie\n- vier\n- vijf\n- zes",
        ),
        ("•\neen", "- een"),
        ("•\n\nKOP", "KOP"),
        ("Verpleegkundige\t2019 - heden", "Verpleegkundige | 2019 - heden"),
        ("Naam:\tJan", "Naam: Jan"),
        ("C++   en C#", "C++ en C#"),
        ("-5 graden", "-5 graden"),
        ("2019 – 2021", "2019 – 2021"),
        ("m² ½ ™", "m² ½ ™"),
        ("a\x00b\x07c", "abc"),
    ],
)
def test_a_text_is_brought_to_the_normal_form(raw: str, tidied: str) -> None:
    assert tidy(raw) == tidied


@given(st.text(alphabet=st.sampled_from("ab é•-\t\n\r \u00ad\u200b|:*§Ø\uf0b7\f"), max_size=40))
def test_the_normal_form_of_a_normal_form_is_itself(raw: str) -> None:
    assert tidy(tidy(raw)) == tidy(raw)


@given(st.text(max_size=60))
def test_the_normal_form_is_nfc_without_double_empty_lines_or_loose_ends(raw: str) -> None:
    text = tidy(raw)
    assert text == unicodedata.normalize("NFC", text)
    assert "\n\n\n" not in text
    assert all(line == line.strip() for line in text.split("\n"))


def test_pages_start_where_their_text_starts() -> None:
    text, starts = tidy_pages(["one", "", "two"])
    assert text == "one\n\ntwo"
    assert starts == (0, len("one\n\n") - 2, len("one\n\n"))


UNENDED = "De monteur werkt zelfstandig en houdt ook bij grote drukte de rust, in het team"


@pytest.mark.parametrize(
    ("last", "following", "between"),
    [
        (UNENDED, "pakt hij mee aan.", " "),
        (f"{UNENDED}.", "pakt graag mee aan", "\n\n"),
        (UNENDED, "Opleiding", "\n\n"),
        ("Ervaring", "pakt graag aan", "\n\n"),
    ],
)
def test_a_sentence_runs_on_over_the_end_of_a_page(last: str, following: str, between: str) -> None:
    text, starts = tidy_pages([last, following])
    assert text == last + between + following
    assert text[starts[1] :] == following


def test_a_pasted_text_is_a_document_in_the_normal_form() -> None:
    document = read_text("Wij vragen:\r\n• Python", id="v1", source="pasted")
    assert (document.id, document.source, document.media) == ("v1", "pasted", "txt")
    assert document.text == "Wij vragen:\n- Python"


def test_pasted_html_is_read_as_a_page() -> None:
    document = read_text("<p>Wij vragen</p><ul><li>Python</li></ul>", id="v1", source="pasted")
    assert document.text == "Wij vragen\n\n- Python"


def test_a_less_than_sign_does_not_make_a_pasted_text_html() -> None:
    assert read_text("ervaring < 2 jaar", id="v", source="p").text == "ervaring < 2 jaar"
