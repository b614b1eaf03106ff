"""The work that is killed: on a base that is new, filled, scattered or old."""

from benchmarks.faults.campaign import Scene


def scenes(count: int = 24) -> tuple[Scene, ...]:
    """Return all work that is killed, on bases of so many people; a multiple of three."""
    some = dict.fromkeys(range(count), 0)
    more = {n: int(n % 4 == 1) for n in some} | dict.fromkeys(range(count, 2 * count), 0)
    changed = {number: int(number % 2) for number in range(count * 2 // 3)}
    rest = range(count * 2 // 3, count)
    return (
        Scene("import", before=some, after=more),
        Scene("index writer", before=some, after=some | changed, rest=rest),
        Scene("compaction", before=some, after=some | changed, rest=rest),
        Scene("reindex", before=some, after=some),
        Scene("first start", before={}, after=dict.fromkeys(range(6), 0)),
        Scene("migration", before=some, after=some | {count: 0}, old=True),
        Scene("removal", before=some, after={number: 0 for number in some if number % 3}),
    )
