"""Kill after kill: work is begun, killed, looked at, perhaps killed again, finished and compared.

In:  scenes, a number of kills, a seed
Out: a `Tally` of what was found
Why: every kill is judged twice. What it left behind must hold everybody who was acknowledged, once
     and whole; and work that is begun again must end where a twin ended that nobody killed, down
     to the last byte of its rankings
"""

import json
import random
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.faults import people
from benchmarks.faults.controls import CONTROLS
from benchmarks.faults.nursery import Ended, Moment, Nursery

_MOST_KILLS = 3  # of the same work, before it may come to its end
_ANYWHERE = 0.25  # of the kills: at any time of the child's life; the others soon after a step
_SOON_S = 0.02


@dataclass(frozen=True, slots=True)
class Scene:
    """Work that is killed, and the people before and after it (number -> version)."""

    work: str
    before: Mapping[int, int]
    after: Mapping[int, int]
    rest: Sequence[int] = ()  # people who stay as they are, and whose CVs are not in the folder
    old: bool = False  # whether the base to begin with is one of the first version


@dataclass(slots=True)
class Tally:
    """What came of the kills."""

    kills: Counter[str] = field(default_factory=Counter)  # by work
    too_late: int = 0  # children that had ended before their kill
    cut: int = 0  # kills that left a change half done on the disk
    acknowledged: int = 0  # changes that children had been told were kept
    faults: Counter[str] = field(default_factory=Counter)  # by kind
    before_kills: int = 0  # faults that were there before anybody was killed
    examples: list[str] = field(default_factory=list)

    def row(self) -> dict[str, Any]:
        """Return the numbers as JSON can hold them."""
        return {
            "kills": self.kills.total(),
            "by_work": dict(self.kills),
            "too_late": self.too_late,
            "cut": self.cut,
            "acknowledged": self.acknowledged,
            "faults": dict(self.faults),
            "before_kills": self.before_kills,
        }

    def fault(self, kind: str, text: str) -> None:
        """Count a fault, and keep it as an example while there are few."""
        self.faults[kind] += 1
        if len(self.examples) < 20:
            self.examples.append(f"{kind}: {text[-300:]}")


class Stage:
    """The files of one scene: its CVs, the base to begin with, and the twin's answers."""

    def __init__(self, scene: Scene, folder: Path, nursery: Nursery) -> None:
        self.scene = scene
        self._folder, self._nursery = folder, nursery
        self._cvs, self._start = folder / "cvs", folder / "start"
        folder.mkdir(parents=True)
        if scene.before:
            people.write(self._cvs, scene.before)
            self._work(self._start, do="import")
            shutil.rmtree(self._cvs)
        if scene.old:
            nursery.run("make_old", {"base": str(self._start)})
        todo = {number: v for number, v in scene.after.items() if number not in scene.rest}
        people.write(self._cvs, todo)
        twin = self.begin("twin")
        self.life = self._work(twin, do=scene.work)
        self.twin = self.look(twin, settled=True)
        if self.twin["wrong"] or self.twin["left"]:
            raise RuntimeError(f"the twin that nobody killed is not well: {self.twin}")

    def begin(self, name: str = "base") -> Path:
        """Return a fresh copy of the base to begin with, and nothing yet acknowledged."""
        base = self._folder / name
        shutil.rmtree(base, ignore_errors=True)
        if self._start.exists():
            shutil.copytree(self._start, base)
        self._said.unlink(missing_ok=True)
        return base

    def work(self, base: Path, *, kill: Moment | None = None, **options: Any) -> Ended:
        """Let a child do the scene's work."""
        given = {"do": self.scene.work, "base": str(base), "cvs": str(self._cvs)}
        given |= {"said": str(self._said), **options}
        return self._nursery.run("work", given, kill=kill)

    def _work(self, base: Path, do: str) -> Ended:
        ended = self.work(base, do=do)
        if ended.error:
            raise RuntimeError(f"work that nobody killed failed: {ended.error}")
        return ended

    def look(self, base: Path, *, settled: bool = False) -> dict[str, Any]:
        """Return what a fresh process sees of the base; see `children.look`."""
        out = self._folder / "seen.json"
        ended = self._nursery.run("look", {"base": str(base), "out": str(out), "settled": settled})
        if ended.error:
            return {"people": {}, "rankings": [], "left": [], "wrong": [ended.error]}
        seen: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return seen

    def said(self) -> dict[str, list[int] | None]:
        """Return what the base has acknowledged: id -> number and version, None once removed.

        The last line may be cut off; nobody was told what it was about to say.
        """
        if not self._said.is_file():
            return {}
        kept: dict[str, list[int] | None] = {}
        for line in self._said.read_text(encoding="utf-8").splitlines(keepends=True):
            if line.endswith("\n"):
                kept |= json.loads(line)
        return kept

    @property
    def _said(self) -> Path:
        return self._folder / "said.jsonl"


def run(
    scenes: Sequence[Scene],
    kills: int,
    *,
    seed: int,
    folder: Path,
    control: str = "",
    until_caught: bool = False,
) -> Tally:
    """Kill so often, in turn among the scenes; a broken writer first comes to its end unharmed.

    Parameters
    ----------
    scenes : at least one
    kills : those that came too late are not counted
    folder : an empty one, for bases and CVs
    control : name of a broken writer that the children take, in the work that it is for
    until_caught : stop at the first fault
    """
    chance, tally = random.Random(seed), Tally()
    if control:
        scenes = [scene for scene in scenes if scene.work in CONTROLS[control].work]
    with Nursery(folder) as nursery:
        stages = [Stage(s, folder / f"{n}-{s.work}", nursery) for n, s in enumerate(scenes)]
        for stage in stages if control else ():  # the engine's own did, as its twin
            finish(stage, stage.begin(), tally, control)
        tally.before_kills = tally.faults.total()
        while tally.kills.total() < kills and not (until_caught and tally.faults):
            stage = min(stages, key=lambda one: tally.kills[one.scene.work])
            _round(stage, chance, tally, kills - tally.kills.total(), control)
    return tally


def _round(stage: Stage, chance: random.Random, tally: Tally, most: int, control: str) -> None:
    """Begin anew, kill up to three times, look after each, finish, and compare with the twin."""
    base = stage.begin()
    for _ in range(min(chance.randint(1, _MOST_KILLS), most)):
        ended = stage.work(base, kill=_moment(stage.life, chance), control=control)
        if ended.error:
            tally.fault("error", ended.error)
        if not ended.killed:
            tally.too_late += 1
            break
        tally.kills[stage.scene.work] += 1
        judge(stage, stage.look(base), tally)
    tally.acknowledged += len(stage.said())
    finish(stage, base, tally, control)


def _moment(life: Ended, chance: random.Random) -> Moment:
    """Return a moment in a life like this: soon after one of its steps, or at any time."""
    if chance.random() < _ANYWHERE:
        return Moment(0, chance.uniform(0, life.seconds))
    return Moment(chance.randint(0, life.steps), chance.uniform(0, _SOON_S))


def finish(stage: Stage, base: Path, tally: Tally, control: str = "") -> None:
    """Let the work come to its end, and compare what came of it with the twin."""
    ended = stage.work(base, control=control)
    if ended.error:
        tally.fault("error", ended.error)
    seen = stage.look(base, settled=True)
    for kind, text in _wrong(stage, seen):
        tally.fault(kind, text)
    if seen["left"]:
        tally.fault("left over", ", ".join(seen["left"]))
    if seen["people"] != stage.twin["people"]:
        tally.fault("people", "others than the twin's")
    if seen["rankings"] != stage.twin["rankings"]:
        tally.fault("ranking", "not the twin's")


def judge(stage: Stage, seen: Mapping[str, Any], tally: Tally) -> None:
    """Count what a kill has done to the base."""
    tally.cut += bool(seen["left"])
    for kind, text in _wrong(stage, seen):
        tally.fault(kind, text)


def _wrong(stage: Stage, seen: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what is not as it was promised, as kind and text."""
    yield from (("damaged", text) for text in seen["wrong"])
    scene, held, said = stage.scene, seen["people"], stage.said()
    for id_, kept in said.items():
        if held.get(id_) != kept:
            kind = "lost" if kept else "not gone"
            yield kind, f"{id_} was acknowledged as {kept}, the base holds {held.get(id_)}"
    for number, version in scene.before.items():
        if f"p{number:03}" not in {*held, *said} and number in scene.after:
            yield "lost", f"p{number:03} was there in version {version}"
    for id_, mark in held.items():
        if mark and (mark[1] not in _versions(scene, mark[0]) or id_ != f"p{mark[0]:03}"):
            yield "mistaken", f"{id_} holds {mark}"
    numbers = Counter(mark[0] for mark in held.values() if mark)
    for number, times in numbers.items():
        if times > 1:
            yield "doubled", f"person {number} is there {times} times"


def _versions(scene: Scene, number: int) -> set[int | None]:
    return {scene.before.get(number), scene.after.get(number)}
