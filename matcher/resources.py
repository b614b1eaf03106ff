"""Where files lie: those that come with the program, and those that it makes for a user.

In:  names of shipped files
Out: their paths, in the installed wheel or in the repository; the user's cache folder
Why: one place that knows, so that no other module asks where it was installed
"""

import os
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


def default_cache() -> Path:
    """Return the user's cache folder of this program; it need not exist.

    `MATCHER_CACHE` names it; else it is `matcher` under `XDG_CACHE_HOME`, else under `~/.cache`.
    """
    named = os.environ.get("MATCHER_CACHE")
    if named:
        return Path(named).expanduser()
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "matcher"
