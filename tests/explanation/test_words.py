"""Every code that the engine produces has words in Dutch and in English."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import matcher
from matcher.explanation import LANGUAGES, note_in_words, status_in_words, word
from matcher.explanation.words import NOTES, STATUSES, WORDS
from matcher.records import Note, Rung, Status

PACKAGE = Path(matcher.__file__).parent


def calls(folder: Path, name: str) -> Iterator[ast.Call]:
    """Yield every call of `name` in the source below a folder."""
    for path in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=called)) if called == name:
                    yield node


def first_words(folder: Path, name: str) -> set[str]:
    """Return the first argument of each call, which has to be written out."""
    found = set()
    for call in calls(folder, name):
        first = call.args[0] if call.args else call.keywords[0].value
        assert isinstance(first, ast.Constant), f"{ast.unparse(call)}: write the code out"
        found.add(first.value)
    return found


def test_every_note_that_the_ranking_makes_has_words_and_no_words_are_left_over() -> None:
    made = first_words(PACKAGE / "ranking", "Note")
    assert {"denied", "years", "context"} <= made  # the search does find them
    assert made == set(NOTES)


@pytest.mark.parametrize("code", NOTES)
def test_both_languages_say_the_same_and_differ(code: str) -> None:
    def holes(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    dutch, english = NOTES[code]
    assert dutch != english or holes(dutch) == {"shown", "asked"}
    assert holes(dutch) == holes(english) <= {"shown", "asked"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", NOTES)
def test_a_note_is_a_phrase_with_what_is_shown_and_asked(code: str, language: str) -> None:
    text = note_in_words(Note(code, "SHOWN", "ASKED"), language)
    assert text.strip() == text != ""
    assert "{" not in text
    template = NOTES[code][LANGUAGES.index(language)]
    assert [name in text for name in ("SHOWN", "ASKED")] == [
        f"{{{name}}}" in template for name in ("shown", "asked")
    ]


def test_a_note_that_holds_braces_is_not_read_as_a_template() -> None:
    assert note_in_words(Note("education", "{shown}", "{0}"), "en") == "{shown}; asked {0}"


def test_a_note_without_words_is_a_key_error() -> None:
    with pytest.raises(KeyError, match="no such code"):
        note_in_words(Note("no such code"), "nl")


@pytest.mark.parametrize("status", list(Status))
def test_every_status_has_words_in_both_languages(status: Status) -> None:
    assert status_in_words(status, "nl") == STATUSES[status][0]
    assert status_in_words(status, "en") == STATUSES[status][1]
    assert STATUSES[status][0] != STATUSES[status][1]


def test_every_rung_and_importance_has_a_word() -> None:
    assert set(map(str, Rung)) | {"must", "nice", "task", "context"} <= set(WORDS)


def test_every_word_that_the_screen_shows_is_there() -> None:
    shown = {
        call.args[0].value
        for call in calls(PACKAGE, "word")
        if isinstance(call.args[0], ast.Constant)
    }
    assert {"score", "points"} <= shown  # the search does find them
    assert shown <= set(WORDS)


def test_a_language_without_words_gets_english() -> None:
    for language in ("fr", "und", ""):
        assert word("nice", language) == WORDS["nice"][1] == "nice"
        assert status_in_words(Status.MET, language) == "met"
        assert note_in_words(Note("denied"), language) == NOTES["denied"][1]
