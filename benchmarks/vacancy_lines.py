"""Which of the things that a vacancy asks does the project understand, and understand rightly?

In:  a folder of labelled vacancies (data/vacancy_lines; its README says how they are labelled)
Out: per language and layout: asks found, found singly, precision of the requirements, and of
     importance, kind, levels, years and groups how many are right; 95 % intervals over vacancies
Why: an ask is found where a requirement's span holds at least half of its quote. The span and not
     the wording is compared, so that a requirement may say in its own words what it stands for

    python -m benchmarks.vacancy_lines data/vacancy_lines [--only even|odd] [--misses]
"""

import argparse
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matcher.errors import InvalidInput
from matcher.reading import read_vacancy
from matcher.records import Importance, Kind, Requirement

_RESAMPLES = 2_000
_LEVEL = re.compile(r"-|(?:vmbo|havo|mbo[1-4]|associate|hbo|wo|master|phd|[ABC][12]|native)"
                    r"(?:/(?:vmbo|havo|mbo[1-4]|associate|hbo|wo|master|phd))*")  # fmt: skip
_HEAD = ("form", "layout", "variety", "sector", "function")


@dataclass(frozen=True, slots=True)
class Ask:
    """One thing that a careful reader finds asked."""

    importance: str
    kind: str
    levels: tuple[str, ...]  # each is right; none where no level is told
    years: float | None
    group: str  # "" outside a group
    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Labelled:
    """A vacancy and what it asks, in the order of the text."""

    id: str
    language: str
    head: dict[str, str]
    text: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled vacancy and the requirements that were read in it."""

    labelled: Labelled
    requirements: tuple[Requirement, ...]

    def best(self, ask: Ask) -> Requirement | None:
        """Return the requirement that holds most of the ask; of equals the shortest."""
        holding = [found for found in self.requirements if _holds(found, ask)]
        return max(holding, key=lambda r: (_shared(r, ask), r.start - r.end), default=None)

    def held(self, requirement: Requirement) -> list[Ask]:
        """Return the asks that the requirement's span holds."""
        return [ask for ask in self.labelled.asks if _holds(requirement, ask)]

    def asks_something(self, requirement: Requirement) -> bool:
        """Return whether the requirement holds an ask, or is a good part of one."""
        length = max(1, requirement.end - requirement.start)
        return any(
            _holds(requirement, ask) or _shared(requirement, ask) * 2 >= length
            for ask in self.labelled.asks
        )


def load(folder: Path, only: str = "") -> list[Labelled]:
    """Return the labelled vacancies under `folder`, all or the "even" or "odd" numbers.

    Raises
    ------
    InvalidInput : there are none, or one breaks a rule of the format; all faults are told
    """
    files = sorted(folder.rglob("*.tsv"))
    kept = [
        file for file in files if not only or (int(file.stem[-3:]) % 2 == 0) == (only == "even")
    ]
    if not kept:
        raise InvalidInput(f"{folder} holds no labelled vacancies; pass data/vacancy_lines")
    read, faults = [], []
    for file in kept:
        labelled, wrong = parse(file.stem, file.read_text(encoding="utf-8"))
        read.append(labelled)
        faults += wrong
    if faults:
        raise InvalidInput("the labels have faults: " + "; ".join(faults))
    return read


def parse(id: str, content: str) -> tuple[Labelled, list[str]]:
    """Return the vacancy in the content of a file, and every fault of its labels."""
    top, _, rest = content.partition("# text\n")
    text, _, rows = rest.partition("\n# asks\n")
    head = dict(re.findall(r"(?m)^# (\w+): (.+)$", top))
    faults = [f"{id}: no {key}" for key in _HEAD if key not in head]
    if head.get("layout") not in ("flat", "laid out"):
        faults.append(f"{id}: layout is {head.get('layout')!r}, not flat or laid out")
    asks: list[Ask] = []
    at = 0
    for row in rows.splitlines():
        cells = row.split("\t")
        wrong = _wrong(cells)
        start = -1 if wrong else text.find(cells[5], at)
        if not wrong and start < 0:
            wrong = f"{cells[5]!r} does not stand in the text after the ask before it"
        if wrong:
            faults.append(f"{id}: {wrong}")
            continue
        importance, kind, level, years, group, quote = cells
        at = start + len(quote)
        asks.append(Ask(
            importance, kind, () if level == "-" else tuple(level.split("/")),
            None if years == "-" else float(years), "" if group == "-" else group,
            quote, start, at,
        ))  # fmt: skip
    alone = {a.group for a in asks if a.group and sum(b.group == a.group for b in asks) < 2}
    faults += [f"{id}: group {group} has one member" for group in sorted(alone)]
    return Labelled(id, id[:2], head, text, tuple(asks)), faults


def _wrong(cells: Sequence[str]) -> str:
    if len(cells) != 6 or not cells[5]:
        return f"a row of {len(cells)} cells, not six: {cells}"
    importance, kind, level, years, group, quote = cells
    if importance not in ("must", "nice", "task"):
        return f"importance {importance!r} of {quote!r}"
    if kind not in list(Kind):
        return f"kind {kind!r} of {quote!r}"
    if not _LEVEL.fullmatch(level):
        return f"level {level!r} of {quote!r}"
    if not re.fullmatch(r"-|\d+(\.\d+)?", years):
        return f"years {years!r} of {quote!r}"
    return "" if re.fullmatch(r"-|[a-z]\d?", group) else f"group {group!r} of {quote!r}"


def understand(labelled: Labelled) -> Read:
    """Return what the project reads in the vacancy; a text it refuses asks for nothing.

    Raises
    ------
    InvalidInput : the spans of what was read do not belong to the text as it is labelled
    """
    try:
        vacancy = read_vacancy(labelled.text)
    except InvalidInput:
        return Read(labelled, ())
    counted = tuple(r for r in vacancy.requirements if r.importance is not Importance.OFF)
    if vacancy.text == labelled.text:
        return Read(labelled, counted)
    moved, faults = parse(labelled.id, _with_text(labelled, vacancy.text))
    if faults:
        raise InvalidInput("the text was changed while it was read: " + "; ".join(faults))
    return Read(moved, counted)


def _with_text(labelled: Labelled, text: str) -> str:
    head = "".join(f"# {key}: {value}\n" for key, value in labelled.head.items())
    rows = "".join(
        "\t".join((
            ask.importance, ask.kind, "/".join(ask.levels) or "-",
            "-" if ask.years is None else f"{ask.years:g}", ask.group or "-", ask.quote,
        )) + "\n"
        for ask in labelled.asks
    )  # fmt: skip
    return f"{head}# text\n{text}\n# asks\n{rows}"


def _shared(requirement: Requirement, ask: Ask) -> int:
    return max(0, min(requirement.end, ask.end) - max(requirement.start, ask.start))


def _holds(requirement: Requirement, ask: Ask) -> bool:
    return 2 * _shared(requirement, ask) >= ask.end - ask.start


# --- figures: each is (how many are right, of how many) of one vacancy ----------------------
Count = tuple[int, int]


def _of_found(right: Callable[[Ask, Requirement], bool], read: Read) -> Count:
    pairs = [(ask, best) for ask in read.labelled.asks if (best := read.best(ask))]
    return sum(right(ask, best) for ask, best in pairs), len(pairs)


def _of_all(
    counted: Callable[[Ask], bool], right: Callable[[Ask, Requirement], bool], read: Read
) -> Count:
    asks = [ask for ask in read.labelled.asks if counted(ask)]
    told = [(ask, best) for ask in asks if (best := read.best(ask))]
    return sum(right(ask, best) for ask, best in told), len(asks)


def _precision(read: Read) -> Count:
    return sum(map(read.asks_something, read.requirements)), len(read.requirements)


def _groups(read: Read) -> Count:
    """Count the groups whose members stand in one requirement that asks for any of them.

    That the requirement asks for any is seen by its concepts: at most one group of them, since
    every group must be met. A requirement without concepts is compared as a whole.
    """
    groups: dict[str, list[Ask]] = {}
    for ask in read.labelled.asks:
        if ask.group:
            groups.setdefault(ask.group, []).append(ask)
    right = 0
    for members in groups.values():
        best = [read.best(ask) for ask in members]
        one = best[0]
        if one and all(b is one for b in best) and len(read.held(one)) == len(members):
            right += len(one.concepts) <= 1
    return right, len(groups)


def figures() -> dict[str, Callable[[Read], Count]]:
    """Return the figures by name, each a count of right ones in one vacancy."""

    def at_most(most: int) -> Callable[[Read], Count]:
        def counted(read: Read) -> Count:
            few = [
                ask for ask in read.labelled.asks
                if (best := read.best(ask)) and _asks_of(read, best) <= most
            ]  # fmt: skip
            return len(few), len(read.labelled.asks)

        return counted

    return {
        "found": lambda r: _of_all(lambda a: True, lambda a, b: True, r),
        "musts": lambda r: _of_all(lambda a: a.importance == "must", lambda a, b: True, r),
        "singly": at_most(1),
        "in <= 3": at_most(3),
        "precision": _precision,
        "importance": lambda r: _of_found(lambda a, b: a.importance == b.importance, r),
        "kind": lambda r: _of_found(lambda a, b: a.kind == b.kind, r),
        "levels": lambda r: _of_all(lambda a: bool(a.levels), lambda a, b: b.level in a.levels, r),
        "years": lambda r: _of_all(
            lambda a: a.years is not None, lambda a, b: b.years == a.years, r
        ),
        "groups": _groups,
    }


def _asks_of(read: Read, requirement: Requirement) -> int:
    """Return how many asks the requirement holds; the members of a group are one."""
    held = read.held(requirement)
    return len({ask.group or index for index, ask in enumerate(held)})


def interval(counts: Sequence[Count]) -> tuple[float, float, float] | None:
    """Return the share of right ones with the 95 % interval of a bootstrap over vacancies.

    None where there is nothing to count. Percentiles of 2,000 draws, seed 0 (Efron 1979).
    """
    right, all_ = np.asarray(counts, dtype=float).reshape(-1, 2).T
    if not all_.sum():
        return None
    drawn = np.random.default_rng(0).integers(len(all_), size=(_RESAMPLES, len(all_)))
    totals = all_[drawn].sum(axis=1)
    shares = right[drawn].sum(axis=1)[totals > 0] / totals[totals > 0]
    low, high = np.percentile(shares, (2.5, 97.5))
    return float(right.sum() / all_.sum()), float(low), float(high)


def slices(reads: Sequence[Read]) -> Iterator[tuple[str, list[Read]]]:
    """Yield all vacancies, and those of each layout and language that there are."""
    yield "all", list(reads)
    for layout in ("flat", "laid out"):
        yield layout, [r for r in reads if r.labelled.head["layout"] == layout]
    for language in dict.fromkeys(r.labelled.language for r in reads):
        of_one = [r for r in reads if r.labelled.language == language]
        yield language, of_one
        for layout in ("flat", "laid out"):
            yield f"{language} {layout}", [r for r in of_one if r.labelled.head["layout"] == layout]


def report(reads: Sequence[Read]) -> str:
    """Return the table: a row per slice, a column per figure, .dd [low, high]."""
    named = figures()
    lines = [
        "| set | vacancies | asks | " + " | ".join(named) + " |",
        "|---" * (3 + len(named)) + "|",
    ]
    for name, some in slices(reads):
        if not some:
            continue
        asks = sum(len(r.labelled.asks) for r in some)
        told = [_told(interval([figure(r) for r in some])) for figure in named.values()]
        lines.append(f"| {name} | {len(some)} | {asks} | " + " | ".join(told) + " |")
    return "\n".join(lines)


def _told(found: tuple[float, float, float] | None) -> str:
    return "-" if found is None else f"{found[0]:.3f} [{found[1]:.2f}, {found[2]:.2f}]"


def misses(reads: Iterable[Read]) -> Iterator[str]:
    """Yield what went wrong, a line each: missed, glued, no ask, and wrong marks."""
    for read in reads:
        yield f"== {read.labelled.id} ({read.labelled.head['form']})"
        for ask in read.labelled.asks:
            best = read.best(ask)
            if best is None:
                yield f"  missed ({ask.importance}, {ask.kind}): {ask.quote}"
                continue
            wrong = [
                f"{told} for {meant}"
                for told, meant in ((best.importance, ask.importance), (best.kind, ask.kind))
                if told != meant
            ]
            if ask.levels and best.level not in ask.levels:
                wrong.append(f"level {best.level} for {'/'.join(ask.levels)}")
            if ask.years is not None and best.years != ask.years:
                wrong.append(f"years {best.years} for {ask.years:g}")
            if wrong:
                yield f"  {', '.join(wrong)}: {ask.quote}"
        for requirement in read.requirements:
            told = " ".join(requirement.text.split())
            if (held := _asks_of(read, requirement)) > 1:
                yield f"  {held} in one ({requirement.importance}): {told}"
            elif not read.asks_something(requirement):
                yield f"  asks nothing ({requirement.importance}): {told}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the table, or with --misses what went wrong in each vacancy."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.vacancy_lines", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", choices=("even", "odd"), default="")
    parser.add_argument("--misses", action="store_true", help="list them; look at odd ones only")
    options = parser.parse_args(arguments)
    try:
        reads = [understand(labelled) for labelled in load(options.folder, options.only)]
    except InvalidInput as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(misses(reads)) if options.misses else report(reads))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
