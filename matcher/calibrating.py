"""What do ordinary lines and ordinary CVs look like, here and in general?

In:  the encoder, the people of a base
Out: an `Ordinary`, and the name by which everything that was centred with it is known
Why: means and samples need a few thousand people, not a million: of a large base those with the
     smallest hashes of their ids are looked at, the same ones whoever asks. A bare title is no
     line: a base of profile exports would else call every sentence extraordinary
"""

import hashlib
from collections.abc import Iterable, Sequence

import numpy as np

from matcher import resources
from matcher.protocols import Encoder
from matcher.records import Setting
from matcher.store import Person
from matcher.vectors import Ordinary, background_of, grams, spread

MOST_PEOPLE = 5_000  # looked at; 2,000 lines a language are kept of them
_LETTERS = 600  # lines of one language kept to judge what is ordinary in letters
_MIXED = 12  # shipped lines that stand for one ordinary CV


def looked_at(ids: Sequence[str]) -> list[str]:
    """Return the people whom a calibration looks at."""
    if len(ids) <= MOST_PEOPLE:
        return list(ids)
    return sorted(sorted(ids, key=lambda id_: _digest(id_.encode()))[:MOST_PEOPLE])


def ordinary_of(encoder: Encoder, people: Iterable[Person]) -> Ordinary:
    """Return what is ordinary among the shipped lines and these people."""
    spoken, texts = _shipped()
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
    languages = np.array(spoken, dtype=np.str_)
    kept = spread(languages, _LETTERS)
    return Ordinary(
        lines=background_of(np.concatenate(rows), spoken),
        wholes=background_of(np.concatenate(wholes), whole_spoken),
        letters=grams([texts[place] for place in kept]),
        letter_languages=languages[kept],
    )


def shipped_texts() -> list[str]:
    """Return the texts that every calibration encodes, whoever is in the base."""
    _, texts = _shipped()
    return [*texts, *_mixed(texts)]


def _shipped() -> tuple[list[str], list[str]]:
    """Return the languages of the shipped lines, and the lines."""
    shipped = [line.split("\t", 1) for line in resources.text("background.txt").splitlines()]
    return [code for code, _ in shipped], [text for _, text in shipped]


def _mixed(texts: Sequence[str]) -> list[str]:
    """Return shipped lines joined so that each text stands for one ordinary CV."""
    return ["\n".join(texts[i : i + _MIXED]) for i in range(0, len(texts), _MIXED)]


def name_of(ordinary: bytes, as_of: int) -> str:
    """Return the name of a calibration: the same content, the same name."""
    return _digest(as_of.to_bytes(4, "big") + ordinary)[:16]


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
