"""An uploaded file, for as long as it is read.

In:  an upload, whose name a stranger chose
Out: a file under a name of our own in a folder of our own, gone afterwards; a vacancy with the id
     and source that the command line would give it
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PureWindowsPath

from fastapi import UploadFile

from matcher.records import Vacancy

_SUFFIX = re.compile(r"\.[a-z0-9]{1,8}", re.ASCII)


@contextmanager
def on_disk(upload: UploadFile) -> Iterator[Path]:
    """Keep an upload for as long as it is read, under a name of our own, in a folder of our own."""
    suffix = PureWindowsPath(upload.filename or "").suffix.lower()
    with tempfile.TemporaryDirectory(prefix="matcher-upload-") as folder:
        path = Path(folder) / ("vacancy" + (suffix if _SUFFIX.fullmatch(suffix) else ""))
        with path.open("wb") as stream:
            shutil.copyfileobj(upload.file, stream)
        yield path


def named(vacancy: Vacancy, upload: UploadFile) -> Vacancy:
    """Return the vacancy with the id and source that the command line would give its file."""
    name = PureWindowsPath(upload.filename or "vacancy")  # parts folders at / and \ alike
    return replace(vacancy, id=name.stem, source=name.name)
