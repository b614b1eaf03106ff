"""The work that is killed: on a base that is new, filled, or old."""

from benchmarks.faults.campaign import Scene

_SOME = dict.fromkeys(range(24), 0)
_MORE = {number: int(number % 4 == 1) for number in range(24)} | dict.fromkeys(range(24, 48), 0)

SCENES = (
    Scene("import", before=_SOME, after=_MORE),
    Scene("first start", before={}, after=dict.fromkeys(range(6), 0)),
)
