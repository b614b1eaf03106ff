"""What is worked out of a line once while its document is understood, and forgotten after it.

In:  a function of a text alone
Out: the same function, which remembers its answers until the document is done
Why: sections, roles, identity and statements ask the same of the same line, several times each.
     Nothing of a document may stay in memory when it is done, nor may a long import grow
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import TypeVar, cast

Asked = TypeVar("Asked", bound=Callable[..., object])
_MOST = 4096  # answers of one function; a long document has fewer lines
_forget: list[Callable[[], None]] = []


def once_a_document(function: Asked) -> Asked:
    """Let a function of hashable arguments remember its answers; these must not be changed."""
    remembering = lru_cache(maxsize=_MOST)(function)
    _forget.append(remembering.cache_clear)
    return cast("Asked", remembering)


@contextmanager
def one_document() -> Iterator[None]:
    """Forget at the end; another thread's document is then only asked about anew."""
    try:
        yield
    finally:
        for forget in _forget:
            forget()
