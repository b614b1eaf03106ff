"""The work that is killed: on a base that is new, filled, scattered or old."""

from benchmarks.faults.campaign import Scene

_SOME = dict.fromkeys(range(24), 0)
_MORE = {number: int(number % 4 == 1) for number in range(24)} | dict.fromkeys(range(24, 48), 0)
_CHANGED = {number: int(number % 2) for number in range(16)}
_FEWER = {number: 0 for number in range(24) if number % 3}

SCENES = (
    Scene("import", before=_SOME, after=_MORE),
    Scene("index writer", before=_SOME, after=_SOME | _CHANGED, rest=range(16, 24)),
    Scene("compaction", before=_SOME, after=_SOME | _CHANGED, rest=range(16, 24)),
    Scene("reindex", before=_SOME, after=_SOME),
    Scene("first start", before={}, after=dict.fromkeys(range(6), 0)),
    Scene("migration", before=_SOME, after=_SOME | {24: 0}, old=True),
    Scene("removal", before=_SOME, after=_FEWER),
)
