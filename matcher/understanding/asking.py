"""The caller's end of the workers that understand.

In:  documents, what they are to be read as, limits
Out: for each a record, or why there is none
Why: what comes back from a worker is text of ours about a stranger's text: it is read by the
     records' own types, and nothing else is taken
"""

import base64
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from matcher.codec import from_json, to_json
from matcher.limited import Limits, Refused, Worker
from matcher.records import Document, Reason
from matcher.understanding.within import DAMAGED, KINDS, Outcome

_LOST = Refused(
    Reason.UNREADABLE,
    "the process that understands it ended before it answered; free some memory and add it again",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a worker said of one document."""

    outcome: Outcome | Refused
    cpu_s: float  # that it took; 0 where it took more than it may


def maker(taxonomies: Sequence[bytes]) -> Callable[[], Worker]:
    """Return what makes a worker that knows these taxonomies."""
    hello = {"taxonomies": [base64.b64encode(one).decode("ascii") for one in taxonomies]}
    return lambda: Worker("matcher.understanding.worker", hello)


def ask(worker: Worker, kind: str, documents: Sequence[Document], limits: Limits) -> list[Found]:
    """Return what is understood of each document, in their order."""
    request = {
        "kind": kind,
        "documents": [to_json(one) for one in documents],
        "limits": limits.as_json(),
    }
    found: list[Found] = []
    left = Found(_LOST, 0.0)
    try:
        for answer in worker.ask(request):
            if "part" in answer:
                found.append(_found(kind, answer["part"]))
            elif answer["end"]:
                left = Found(_refused(answer["end"]), 0.0)
    except OSError:  # it died; what came first stands
        pass
    return found + [left] * (len(documents) - len(found))


def _found(kind: str, part: dict[str, Any]) -> Found:
    if "refused" in part:
        return Found(_refused(part["refused"]), part.get("cpu_s", 0.0))
    return Found(from_json(KINDS[kind], part["found"]), part["cpu_s"])


def _refused(said: dict[str, str]) -> Refused:
    return Refused(Reason(said["reason"]), said["message"] or DAMAGED.message)
