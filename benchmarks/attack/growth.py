"""By how much does the CPU time grow where a hostile text doubles?

In:  readers (a CV, a vacancy, the finder, each room's functions, every compiled pattern), kinds of
     text, sizes
Out: a row for each reader and kind: seconds by size, growth per doubling at the large end
Why: CPU time of this process, so that load matters little; growth is the square root of that over
     the last two doublings, and is asked of what takes long enough to be measured
"""

import contextlib
import importlib
import pkgutil
import re
import signal
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from types import FrameType, ModuleType

import matcher.profiles
import matcher.skills
from benchmarks.attack.texts import text_of
from benchmarks.rows import Row
from matcher.documents import read_text
from matcher.errors import InvalidInput
from matcher.profiles import line_account, understand_candidate, understand_vacancy
from matcher.profiles import lines as lines_room
from matcher.profiles.clauses import items_of
from matcher.profiles.contact import divided, without_contact
from matcher.profiles.degrees import least_level_of
from matcher.profiles.identity import kind_of_piece, name_in
from matcher.profiles.languages import language_of, tongues
from matcher.profiles.lines import Line
from matcher.profiles.neutral import name_pattern, neutral
from matcher.profiles.periods import listed, ranges, single
from matcher.profiles.personal import personal_in
from matcher.profiles.places import city_in, country_in
from matcher.profiles.polarity import clauses
from matcher.profiles.requirements import years_of
from matcher.profiles.titles import without_titles
from matcher.reading import shipped_finder

MOST_GROWTH = 2.3  # per doubling; a linear reader's is 2
MEASURABLE_S = 0.1  # what takes less is not judged
ROUNDS = 4  # what seems to grow is measured again, and the least times count
TOO_LONG_S = 60.0  # a text that takes longer is not doubled any more
Reader = Callable[[str], object]


def sizes(least: int, most: int) -> list[int]:
    """Return `most` halved again and again down to `least`, smallest first."""
    found = [most]
    while found[0] // 2 >= least:
        found.insert(0, found[0] // 2)
    return found


def whole() -> dict[str, tuple[Reader, str]]:
    """Return the readers of whole documents, each with what the text is wrapped in."""
    finder = shipped_finder()

    def cv(text: str) -> object:
        document = read_text(text, id="x", source="x")
        with contextlib.suppress(InvalidInput):
            understand_candidate(document, finder)
        with contextlib.suppress(InvalidInput):
            return line_account(document, finder)

    def vacancy(text: str) -> object:
        with contextlib.suppress(InvalidInput):
            return understand_vacancy(read_text(text, id="x", source="x"), finder)

    return {
        "cv": (cv, "in a CV"),
        "cv alone": (cv, "alone"),
        "vacancy": (vacancy, "in a vacancy"),
        "vacancy alone": (vacancy, "alone"),
        "finder": (finder.find, "alone"),
        "lines": (lines_room.lines_of, "alone"),
        "sentences": (lambda t: list(lines_room.sentences(t, 0, len(t))), "alone"),
        "language": (language_of, "alone"),
    }


def of_a_line() -> dict[str, tuple[Reader, str]]:
    """Return the functions that read one line; a longer one is cut before they see it."""
    readers: dict[str, Reader] = {
        "ranges": ranges,
        "listed": listed,
        "single": single,
        "tongues": tongues,
        "degree": least_level_of,
        "years": years_of,
        "contact": without_contact,
        "pieces": lambda t: list(divided(Line(t, 0, len(t)))),
        "kind": kind_of_piece,
        "name": lambda t: name_in([Line(t, 0, len(t))], shipped_finder()),
        "neutral": lambda t: neutral(t, name_pattern("Aa Bb")),
        "personal": personal_in,
        "town": lambda t: city_in([Line(t, 0, len(t))]),
        "country": lambda t: country_in([Line(t, 0, len(t))], "Goes"),
    }
    return {name: (reader, "alone") for name, reader in readers.items()}


def of_a_sentence() -> dict[str, tuple[Reader, str]]:
    """Return the functions that read one sentence; a longer one is cut before they see it."""
    readers: dict[str, Reader] = {
        "items": lambda t: items_of(t, 0, len(t), prose=True),
        "polarity": lambda t: list(clauses(t, 0, len(t))),
        "titles": without_titles,
    }
    return {name: (reader, "alone") for name, reader in readers.items()}


def patterns() -> dict[str, tuple[Reader, str]]:
    """Return every pattern that a module of the rooms holds, as a reader of one line."""
    found: dict[str, tuple[Reader, str]] = {}
    for module in _modules(matcher.profiles, matcher.skills):
        for name, value in vars(module).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                named = f"{module.__name__.removeprefix('matcher.')}.{name}"
                found[named] = (_finding(value), "alone")
    return found


def measure(
    readers: dict[str, tuple[Reader, str]], kinds: Sequence[str], of_sizes: Sequence[int]
) -> Iterator[Row]:
    """Yield a row for each reader and kind."""
    for name, (reader, wrap) in readers.items():
        for kind in kinds:
            row = _row(name, kind, of_sizes, _once(reader, kind, of_sizes, wrap))
            for _ in range(ROUNDS - 1):
                if row["linear"] or len(row["cpu_s"]) < len(of_sizes):
                    break
                again = _once(reader, kind, of_sizes, wrap)
                least = [min(pair) for pair in zip(row["cpu_s"], again, strict=False)]
                row = _row(name, kind, of_sizes, least)
            yield row


def _once(reader: Reader, kind: str, of_sizes: Sequence[int], wrap: str) -> list[float]:
    return list(_times(reader, (text_of(kind, size, wrap) for size in of_sizes)))


def _row(name: str, kind: str, of_sizes: Sequence[int], times: Sequence[float]) -> Row:
    growth = _growth(times)
    cut = len(times) < len(of_sizes) or times[-1] >= TOO_LONG_S
    bad = cut or (times[-1] >= MEASURABLE_S and growth > MOST_GROWTH)
    return {
        "question": "growth",
        "reader": name,
        "kind": kind,
        "characters": of_sizes[len(times) - 1],
        "cpu_s": [round(t, 4) for t in times],
        "growth": round(growth, 2),
        "linear": not bad,
    }


def _growth(times: Sequence[float]) -> float:
    """Return the growth per doubling over the last two."""
    if len(times) < 3:
        return 0.0
    return float((times[-1] / max(times[-3], 1e-6)) ** 0.5)


def _times(reader: Reader, texts: Iterable[str]) -> Iterator[float]:
    reader("Ik kookte van 2016 tot 2019.")  # what is loaded once
    for text in texts:
        begun = time.process_time()
        with _stopping(TOO_LONG_S):
            reader(text)
        spent = time.process_time() - begun
        yield spent
        if spent >= TOO_LONG_S:
            return


class _TooLong(BaseException):
    """No `except Exception` may keep it."""


@contextlib.contextmanager
def _stopping(cpu_s: float) -> Iterator[None]:
    """Leave the block after so much CPU time."""

    def stop(signal_: int, frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, cpu_s)
    try:
        yield
    except _TooLong:
        pass
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def _finding(pattern: re.Pattern[str]) -> Reader:
    def read(text: str) -> object:
        return sum(1 for _ in pattern.finditer(text)), pattern.match(text), pattern.fullmatch(text)

    return read


def _modules(*rooms: ModuleType) -> Iterator[ModuleType]:
    for room in rooms:
        for found in pkgutil.walk_packages(room.__path__, f"{room.__name__}."):
            yield importlib.import_module(found.name)
