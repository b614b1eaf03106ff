"""A sentence of a vacancy -> what can be seen of it, as numbers of features.

In:  the sentences and headings of a vacancy, in order
Out: for each the features of its own (cues and words), of its neighbours, and of its place
Why: the patterns of the rules are cues here, not verdicts; what they do not know is told by words,
     by the part of the vacancy, and by the sentences around it
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matcher.profiles import cues
from matcher.profiles.blocks import PAY, Block
from matcher.profiles.contact import EMAIL, LINK, PHONE
from matcher.profiles.hashed import LONG, TOKEN, Features, features

_CUES = tuple(
    (name.lower(), getattr(cues, name))
    for name in (
        "ANNOUNCES", "ASKS", "CERTIFICATE", "COMPANY", "DEMANDS", "DOES", "EDUCATION", "EQUAL",
        "EXPLAINS", "INVITES", "MUST", "NICE", "NOT_MUST", "OFFERS", "OURSELVES", "PREFERENCE",
        "STRONG", "TEAM", "WAIVED", "YOURSELF",
    )
)  # fmt: skip
_MORE = (
    ("pay", PAY), ("email", EMAIL), ("link", LINK), ("phone", PHONE),
    ("digits", re.compile(r"\d")), ("starred", re.compile(r"\*{2,}")),
    ("year", re.compile(r"(?i)\b(?:years?|jaar|jahre?n?|ans|années)\b")),
    ("percent", re.compile("%")),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence or a heading of a vacancy, and the block that it stands in."""

    text: str
    block: Block


def features_of(sentences: Sequence[Sentence]) -> Features:
    """Return the features of the sentences; as many as there are, also for none."""
    return features(
        [tuple(_cues(one)) for one in sentences],
        [one.text for one in sentences],
        list(_places(sentences)),
        [one.block.line.gap for one in sentences],
    )


def _cues(sentence: Sentence) -> Iterator[str]:
    text, block = sentence.text[:LONG], sentence.block
    yield "any"
    if block.heading:
        yield "heading"
    if block.line.bullet:
        yield "bullet"
    tokens = TOKEN.findall(text)
    words = [token for token in tokens if token[0].isalpha()]
    yield f"words {min(len(words), 6) if len(words) < 6 else 6 + min(len(words) // 6, 6)}"
    yield f"capitals {5 * sum(w[0].isupper() for w in words) // len(words) if words else 'none'}"
    yield f"ends {text[-1:] if text[-1:] in '.,:;?!)' else 'open'}"
    yield f"begins {'A' if text[:1].isupper() else 'a' if text[:1].islower() else 'other'}"
    if words:
        yield f"first {words[0].casefold()}"
    for name, pattern in (*_CUES, *_MORE):
        if pattern.search(text):
            yield name


def _places(sentences: Sequence[Sentence]) -> Iterator[list[str]]:
    """Yield where each sentence stands: in which part, under which heading, how far down."""
    count = len(sentences)
    headings = sum(one.block.heading for one in sentences)
    mark: tuple[str, ...] = ("mark top",)
    since = 0
    for index, one in enumerate(sentences):
        part = one.block.part.value if one.block.part else "none"
        yield [
            f"part {part}",
            f"part {part} {'bullet' if one.block.line.bullet else ''}",
            f"part {part} since {min(since, 8)}",
            f"from top {min(index, 6)}",
            f"from end {min(count - index, 6)}",
            f"tenth {10 * index // count}",
            f"headings {min(headings, 5)} {part}",
            *mark,
        ]
        since += 1
        if one.block.heading:
            tokens = [token.casefold() for token in TOKEN.findall(one.text[:60])]
            mark = tuple(m for token in tokens for m in (f"mark {token}", f"mark {token[:5]}-"))
            since = 0
