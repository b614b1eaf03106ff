"""Commands that keep a talent base well: look, check, repair, erase, back up and bring back.

In:  words of the command line
Out: what was found or done, on the screen or as JSON; exit code 3 where a base is not well
"""

from contextlib import closing
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from matcher import screen, screen_upkeep
from matcher.cli.options import EXIT_STORAGE, Base, Json, Model, open_base, print_json
from matcher.errors import InvalidInput

if TYPE_CHECKING:
    from matcher.pipeline import Matcher

Candidates = Annotated[
    list[str], typer.Argument(help="Ids of candidates, as `matcher match` shows them.")
]
# Settings that hold parts of people: they are made anew where a restore leaves somebody out.
_OF_PEOPLE = ("ordinary", "calibration", "settled")


def doctor(base: Base, as_json: Json = False) -> None:
    """Check the program, this machine and a talent base; each finding names the next step.

    Loads no encoder and changes nothing. Exit code 3 if something is wrong.

    ```
    matcher doctor --base talent
    ```
    """
    from matcher import upkeep

    checks = upkeep.doctor(base)
    if as_json:
        print_json([asdict(check) for check in checks])
    else:
        screen_upkeep.checks(checks)
    if any(check.state is upkeep.State.BAD for check in checks):
        raise typer.Exit(EXIT_STORAGE)


def verify(base: Base, as_json: Json = False) -> None:
    """Read every byte of a talent base and its index, and check that they agree.

    Exit code 3 if something is wrong. What is wrong with the index alone is repaired with
    `matcher reindex`; what is wrong with the database, by restoring a backup.

    ```
    matcher verify --base talent
    ```
    """
    from matcher import upkeep

    wrong = upkeep.verify(base)
    print_json({"wrong": wrong}) if as_json else screen_upkeep.wrong(wrong, base)
    if wrong:
        raise typer.Exit(EXIT_STORAGE)


def reindex(base: Base, model: Model = None, as_json: Json = False) -> None:
    """Rebuild the index of a talent base from its database.

    ```
    matcher reindex --base talent
    ```
    """
    matcher = _opened(base, model)
    with screen.progress("Making the index") as progress:
        matcher.reindex(progress)
    _say({"people": len(matcher.ids())}, f"The index of {base} is made anew.", as_json)


def calibrate(
    base: Base,
    shipped: Annotated[
        bool,
        typer.Option("--shipped", help="Go back to the calibration that comes with the program."),
    ] = False,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Calibrate the scores of a talent base on its own people.

    A calibration says what ordinary lines and CVs look like. A base that begins with a hundred
    people or more has one of its own (base-1), a smaller one that of the program (shipped-1). It
    stays the same, whoever comes, changes or goes, until the next `calibrate`; only `erase`
    recomputes one of the base's own, from who is left. All scores may change with it; every answer
    names the one it used ("snapshot" in JSON). The same people give the same calibration.

    ```
    matcher calibrate --base talent
    matcher calibrate --shipped --base talent
    ```
    """
    matcher = _opened(base, model)
    with screen.progress("Making the index") as progress:
        name = matcher.calibrate(from_shipped=shipped, progress=progress)
    _say({"calibration": name}, f"The calibration of {base} is {name}.", as_json)


def upgrade(base: Base, as_json: Json = False) -> None:
    """Bring a talent base of an earlier version up to date; everybody is kept.

    ```
    matcher upgrade --base talent
    ```
    """
    from matcher.store import TalentBase

    with TalentBase.create(base, must_exist=True) as opened:
        people = opened.count()
    _say({"people": people}, f"{base} is up to date, with {people} people.", as_json)


def remove(candidates: Candidates, base: Base, model: Model = None, as_json: Json = False) -> None:
    """Remove people from a talent base; `index` adds them again when their file changes.

    ```
    matcher remove anna-de-boer --base talent
    ```
    """
    _opened(base, model).remove(*candidates)
    _say({"removed": candidates}, f"{len(candidates)} people were taken out.", as_json)


def erase(
    base: Base,
    candidates: Annotated[
        list[str] | None, typer.Argument(help="Ids of candidates, as `matcher match` shows them.")
    ] = None,
    unfinished: Annotated[
        bool, typer.Option("--unfinished", help="Finish an erasure that was interrupted.")
    ] = False,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Erase people from database, index, calibration, vectors and desk, to the last byte.

    Files are rewritten, which takes as much disk space again for a while. `index` does not add the
    same documents again; a restored backup leaves these people out. A calibration of the base's
    own people is recomputed from who is left, which changes scores; the shipped one holds nobody
    and stays. What is not erased: earlier backups, the original CVs, and in PostgreSQL the
    server's own log of changes (WAL) until it is overwritten.

    ```
    matcher erase anna-de-boer --base talent
    ```
    """
    if bool(candidates) == unfinished:
        raise InvalidInput("name the candidates to erase, or say --unfinished; not both")
    matcher, moved = _opened(base, model), False
    if candidates:
        moved = matcher.erase(*candidates)
    else:
        matcher.finish_erasing()
    _clear_desk(matcher)
    said = f"{len(candidates)} people are erased." if candidates else "Nothing is left to erase."
    if moved:
        said += " The base's own calibration was made anew without them, so scores may have moved."
    _say({"erased": candidates or [], "calibrated_anew": moved}, said, as_json)


def _clear_desk(matcher: "Matcher") -> None:
    """Let the page's desk forget who is not in the base, where there is a desk."""
    from matcher.store import DESK

    file = matcher.folder / DESK
    if file.exists():
        from service import Desk

        with closing(Desk(file)) as desk:
            desk.keep_only({desk.number(id_) for id_ in matcher.ids()})


def backup(
    file: Annotated[Path, typer.Argument(help="New file to write.")],
    base: Base,
    as_json: Json = False,
) -> None:
    """Write a talent base to one file, as of one moment; an import may go on meanwhile.

    The file holds the same for a folder and for PostgreSQL, and is as personal as the base. With
    it goes the page's desk: vacancies, shortlists, notes and the audit.

    ```
    matcher backup talent-2026-01-31.backup --base talent
    ```
    """
    from matcher.store import TalentBase

    with TalentBase.open(base) as opened:
        made = opened.backup(file)
    said = f"{file} holds {made.people} people, as of change {made.seq}."
    _say(asdict(made), said, as_json)


def restore(
    file: Annotated[Path, typer.Argument(help="File that `matcher backup` wrote.")],
    base: Base,
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Discard what the base has taken in since that backup."),
    ] = False,
    erased_in: Annotated[
        list[str] | None,
        typer.Option(
            help="Later backup of the same base, or the base itself: people erased there stay "
            "out. May be repeated."
        ),
    ] = None,
    model: Model = None,
    as_json: Json = False,
) -> None:
    """Restore a talent base from a backup to a new or empty place: a folder or PostgreSQL.

    People erased after the backup are left out, as far as that is known: over the base itself
    (--replace) its own list is used; for a new place, name a base or backup with --erased-in.
    The page's desk comes back too, without those who are left out.

    ```
    matcher restore talent-2026-01-31.backup --base talent-2
    matcher restore old.backup --base talent-2 --erased-in newer.backup
    ```
    """
    from matcher.store import TalentBase

    done = TalentBase.restore(
        file, base, replace=replace, erased_in=erased_in or (), stale=_OF_PEOPLE
    )
    matcher = _opened(base, model)
    _clear_desk(matcher)
    with screen.progress("Making the index") as progress:
        matcher.reindex(progress)
    left_out = f"; {done.left_out} erased people are left out" if done.left_out else ""
    _say(asdict(done), f"{base} holds {done.people} people{left_out}.", as_json)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (
        doctor, verify, reindex, calibrate, upgrade, remove, erase, backup, restore,
    ):  # fmt: skip
        app.command()(command)


def _opened(base: Path | str, model: str | None) -> Any:
    """Return the engine over a base that is there, for writing."""
    from matcher.store import TalentBase

    TalentBase.create(base, must_exist=True).close()
    return open_base(base, model, create=True)


def _say(report: object, said: str, as_json: bool) -> None:
    print_json(report) if as_json else screen_upkeep.done(said)
