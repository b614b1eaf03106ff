"""What do ordinary lines and ordinary CVs look like: in general, or in one base?

In:  the encoder; for a base's own calibration its people
Out: a `Calibration`: an `Ordinary`, as bytes, and the name by which every answer calls it
Why: a score must mean the same tomorrow. Worked out from whoever was in the base, what is ordinary
     moved with each CV added: 20 of 20 scores, by up to 1.25, for 30 other people. So bases begin
     with the shipped one, made of CVs that were written for this project (none of them in the
     sample or in a base), and a base's own is made on request only. Of a large base those with the
     smallest hashes of their ids are looked at, the same ones whoever asks. A bare title is no
     line: a base of profile exports would else call every sentence extraordinary

`python data/ordinary/build.py` makes the shipped lines from the project's texts, and their rows for
the default encoder, which stand beside this file. With another encoder the lines are encoded when
a base is begun.
"""

import csv
import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np

from matcher import resources
from matcher.errors import StorageError
from matcher.protocols import Encoder
from matcher.records import Setting
from matcher.store import Person
from matcher.vectors import Ordinary, background_of, grams, pieces, spread, unit

SHIPPED = "shipped-1"  # another number with every change of its texts or of how they are read
OWN = "base"  # what the names of a base's own calibrations begin with
MOST_PEOPLE = 5_000  # looked at; 2,000 lines a language are kept of them
LINES = "ordinary/lines.tsv"  # shipped: cv, language, part, line
WORK = "work"  # the part of a CV that stands for the whole; the rest are lines only
ROWS = Path(__file__).with_name("ordinary.safetensors")  # of the default encoder

_ABOUT = "calibration"  # one key, since safetensors writes several in an order that changes
_LETTERS = 600  # lines of one language kept to judge what is ordinary in letters
_MIXED = 12  # shipped lines that stand for one ordinary CV
_DIGITS = 12
_OTHERS = 2  # shipped calibrations of other encoders that a process remembers

_remembered: dict[tuple[type, str, str], bytes] = {}


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is ordinary, under a name that changes whenever the content does."""

    name: str  # "shipped-1@..." or "base-3@..."
    block: bytes  # of an `Ordinary`

    @property
    def digest(self) -> str:
        """The part of the name that tells the content."""
        return self.name.partition("@")[2]


def shipped(encoder: Encoder) -> Calibration:
    """Return the calibration that comes with the program; no base and nobody in one changes it.

    For the default encoder it is read, for another one worked out from the same lines.

    Raises
    ------
    StorageError : the file beside this module is damaged
    """
    lines = shipped_lines()
    block = _read(encoder.name, lines)
    if block is None:
        # Behind a cache rows are rounded, and the name is that of the encoder without one.
        key = type(encoder), encoder.name, lines.digest
        if key not in _remembered:
            block = shipped_ordinary(encoder, lines).to_bytes()
            while len(_remembered) >= _OTHERS:
                _remembered.pop(next(iter(_remembered)))
            _remembered[key] = block
        block = _remembered[key]
    return _named(SHIPPED, block)


def of_people(encoder: Encoder, people: Iterable[Person], number: int) -> Calibration:
    """Return a base's own calibration, its `number`-th."""
    return _named(f"{OWN}-{number}", ordinary_of(encoder, people).to_bytes())


def holds_people(name: str) -> bool:
    """Return whether a calibration was made of people: by request, or by an earlier version."""
    return not name.startswith("shipped-")


def looked_at(ids: Sequence[str]) -> list[str]:
    """Return the people whom a base's own calibration looks at."""
    if len(ids) <= MOST_PEOPLE:
        return list(ids)
    return sorted(sorted(ids, key=lambda id_: _digest(id_.encode()))[:MOST_PEOPLE])


def ordinary_of(encoder: Encoder, people: Iterable[Person]) -> Ordinary:
    """Return what is ordinary among the background's lines and these people."""
    spoken, texts = _background()
    rows = [encoder.encode(texts)]
    mixed = _mixed(texts)
    wholes, whole_spoken = [encoder.encode(mixed)], spoken[::_MIXED]
    for person in people:
        candidate = person.candidate
        statements = candidate.profile.statements
        lines = [i for i, s in enumerate(statements) if s.setting is not Setting.TITLE]
        rows.append(person.vectors[lines])
        wholes.append(person.context[None])
        texts += [statements[i].text for i in lines]
        spoken += [candidate.language] * len(lines)
        whole_spoken.append(candidate.language)
    return _with_letters(
        Ordinary(
            lines=background_of(np.concatenate(rows), spoken),
            wholes=background_of(np.concatenate(wholes), whole_spoken),
            letters=grams([]),
            letter_languages=np.array([], dtype=np.str_),
        ),
        texts,
        spoken,
    )


# --- what is shipped ------------------------------------------------------------------------------
@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of the CVs that the shipped calibration is made of, one CV after another."""

    texts: tuple[str, ...]
    languages: tuple[str, ...]  # of each line
    wholes: tuple[tuple[str, ...], ...]  # of each CV the pieces that stand for the whole
    whole_languages: tuple[str, ...]
    digest: str  # of the file


@cache
def shipped_lines() -> Lines:
    """Return the shipped lines."""
    content = resources.text(LINES)
    rows = list(csv.DictReader(content.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE))
    work: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        mine = work.setdefault((row["cv"], row["language"]), [])
        if row["part"] == WORK:
            mine.append(row["line"])
    return Lines(
        texts=tuple(row["line"] for row in rows),
        languages=tuple(row["language"] for row in rows),
        wholes=tuple(tuple(pieces(dict.fromkeys(lines))) for lines in work.values()),
        whole_languages=tuple(language for _, language in work),
        digest=_digest(content.encode()),
    )


def shipped_texts() -> Iterator[str]:
    """Yield the texts that calibrations encode, whoever is in the base."""
    lines = shipped_lines()
    yield from lines.texts
    for whole in lines.wholes:
        yield from whole
    _, texts = _background()
    yield from texts
    yield from _mixed(texts)


def shipped_ordinary(encoder: Encoder, lines: Lines) -> Ordinary:
    """Return what is ordinary among the shipped lines, worked out anew."""
    rows = encoder.encode(lines.texts)
    parts = encoder.encode([piece for whole in lines.wholes for piece in whole])
    ends = np.cumsum([len(whole) for whole in lines.wholes])[:-1]
    wholes = [part.sum(axis=0, keepdims=True) for part in np.split(parts, ends)]
    found = Ordinary(
        lines=background_of(rows, lines.languages),
        wholes=background_of(unit(np.concatenate(wholes)), lines.whole_languages),
        letters=grams([]),
        letter_languages=np.array([], dtype=np.str_),
    )
    return _with_letters(found, lines.texts, lines.languages)


def write_rows(encoder: Encoder, path: Path = ROWS) -> None:
    """Write what is ordinary to an encoder among the shipped lines, without what letters tell.

    Letters are worked out from the lines when the file is read, since they need no encoder and
    would take more room than all else.
    """
    lines = shipped_lines()
    bare = _bare(shipped_ordinary(encoder, lines))
    about = {
        "encoder": encoder.name, "lines": lines.digest, "sha256": _digest(bare.to_bytes())
    }  # fmt: skip
    path.write_bytes(bare.to_bytes({_ABOUT: json.dumps(about, sort_keys=True)}))


def _read(encoder: str, lines: Lines) -> bytes | None:
    """Return the shipped calibration where its rows are of this encoder and of these lines."""
    from safetensors import SafetensorError, safe_open

    try:
        with safe_open(ROWS, framework="numpy") as file:
            about = json.loads((file.metadata() or {})[_ABOUT])
        if (about["encoder"], about["lines"]) != (encoder, lines.digest):
            return None
        bare = Ordinary.from_bytes(ROWS.read_bytes())
    except (OSError, SafetensorError, KeyError, TypeError, ValueError) as error:
        raise _damaged(str(error)) from error
    if _digest(bare.to_bytes()) != about["sha256"]:
        raise _damaged("its content does not fit its checksum")
    return _with_letters(bare, lines.texts, lines.languages).to_bytes()


def _damaged(why: str) -> StorageError:
    return StorageError(f"{ROWS} cannot be read as a calibration ({why}); install the program anew")


def _bare(ordinary: Ordinary) -> Ordinary:
    none = np.array([], dtype=np.str_)
    return replace(ordinary, letters=grams([]), letter_languages=none)


def _with_letters(ordinary: Ordinary, texts: Sequence[str], spoken: Sequence[str]) -> Ordinary:
    languages = np.array(spoken, dtype=np.str_)
    kept = spread(languages, _LETTERS)
    letters = grams([texts[place] for place in kept])
    return replace(ordinary, letters=letters, letter_languages=languages[kept])


# --- the background of a base's own ---------------------------------------------------------------
def _background() -> tuple[list[str], list[str]]:
    """Return the languages of the background's lines, and the lines."""
    lines = [line.split("\t", 1) for line in resources.text("background.txt").splitlines()]
    return [code for code, _ in lines], [text for _, text in lines]


def _mixed(texts: Sequence[str]) -> list[str]:
    """Return shipped lines joined so that each text stands for one ordinary CV."""
    return ["\n".join(texts[i : i + _MIXED]) for i in range(0, len(texts), _MIXED)]


def _named(kind: str, block: bytes) -> Calibration:
    return Calibration(f"{kind}@{_digest(block)[:_DIGITS]}", block)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
