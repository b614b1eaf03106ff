"""The worker: understands documents, each within limits of its own.

In:  a first JSON line with the taxonomies of the base; then a line a request: documents, and what
     they are to be read as
Out: for each document a record or a refusal, in order
Why: see `matcher.limited`. The vocabulary is loaded once, before any document is looked at
"""

import base64
import gc
import json
import resource
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from matcher.codec import from_json, to_json
from matcher.limited import Answer, Job, Limits, Refused, Request, allow, refusal, serve
from matcher.protocols import SkillFinder
from matcher.records import Document
from matcher.skills import Finder, Taxonomy, Vocabulary, joined
from matcher.understanding.within import DAMAGED, KINDS, outcome_of

# Touches what is loaded on first use, so that it is loaded here and not in every child.
_FIRST = """Robin de Vries
Kerkstraat 1, 3511 AB Utrecht, Nederland
robin@example.com, 06 12345678
Geboren op 1 mei 1980, rijbewijs B

Profiel
Ik ben per direct beschikbaar en werk graag met Python; geen ervaring met Java.

Work experience
2016 - present, Nurse, Hospital of Utrecht
- Cared for 20 patients a day and trained new colleagues in wound care.
- Gewerkt met SQL, Excel en Power BI aan rapportages.

Opleiding
2010 - 2014 HBO Verpleegkunde, Hogeschool Utrecht
BIG-registratie, certificate BHV

Talen
Nederlands (moedertaal), Engels C1, German: fluent
"""


def main() -> None:
    """Serve requests until standard input closes."""
    hello = json.loads(sys.stdin.buffer.readline() or b'{"taxonomies": []}')
    finder = _finder([base64.b64decode(one) for one in hello["taxonomies"]])
    for kind in KINDS:
        outcome_of(kind, Document("x", "x", "txt", "", _FIRST), finder)
    gc.freeze()  # a child's collections would copy all of the vocabulary

    def answers(request: Request, limits: Limits) -> Iterator[Answer]:
        return _answers(request, limits, finder)

    serve(Job(answers, doing="understanding it", damaged=DAMAGED, held_bytes=_address_space()))


def _answers(request: Request, limits: Limits, finder: SkillFinder) -> Iterator[Answer]:
    job = Job(lambda *_: iter(()), doing="understanding it", damaged=DAMAGED)
    for text in request["documents"][request["skip"] :]:
        yield {"begun": ""}
        before = _spent_s()
        try:
            found = to_json(outcome_of(request["kind"], from_json(Document, text), finder))
            part: Answer = {"found": found}
        except Refused as refused:
            part = {"refused": refusal(refused)}
        except MemoryError:
            part = {"refused": refusal(job.out_of_memory(limits))}
        except Exception:  # a mistake in a rule costs the text that it is about, not the others
            part = {"refused": refusal(DAMAGED)}
        yield {"part": part | {"cpu_s": _spent_s() - before}}
        allow(limits.cpu_s)
    yield {"end": {}}


def _finder(taxonomies: Sequence[bytes]) -> SkillFinder:
    shipped = Vocabulary.shipped()
    added = [Taxonomy.from_bytes(one) for one in taxonomies]
    return Finder(joined(shipped, added).vocabulary if added else shipped)


def _spent_s() -> float:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def _address_space() -> int:
    """Return the bytes that this process has reserved; 0 where the system does not tell."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except OSError:  # macOS, which enforces no limit on it either
        return 0
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
