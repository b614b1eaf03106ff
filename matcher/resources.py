"""Where the files that come with the program lie: in the installed wheel, or in the repository."""

from pathlib import Path

from matcher.errors import NotFound

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Return the path of the file or folder `name` that comes with the program.

    Raises
    ------
    NotFound : neither the wheel (`matcher/_shipped`) nor the repository (`data`) holds it
    """
    places = (_PACKAGE / "_shipped" / name, _PACKAGE.parent / "data" / name)
    for path in places:
        if path.exists():
            return path
    raise NotFound(
        f"{name!r} does not come with this program (looked at {places[0]} and {places[1]}); "
        "install the program again, or name a file of your own"
    )


def text(name: str) -> str:
    """Return the text of a shipped file."""
    return shipped(name).read_text(encoding="utf-8")
