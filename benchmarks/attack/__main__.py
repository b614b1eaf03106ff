"""python -m benchmarks.attack --only growth: hostile texts of doubling size; fails where one grows.

With --readers and --kinds some of them are asked; --most-kb is the largest text of a whole reader.
"""

import argparse
import json
import sys
from pathlib import Path

from benchmarks import rows
from benchmarks.attack import growth
from benchmarks.attack.texts import UNITS
from matcher.profiles.lines import LONGEST_LINE, LONGEST_SENTENCE

_HERE = Path(__file__).parent


def main() -> None:
    """Measure, print a row for each, keep them where all was asked, and fail where one is bad."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.attack", description=__doc__)
    parser.add_argument("--only", choices=["growth"], default="growth")
    parser.add_argument("--readers", nargs="*", help="names, or parts of names")
    parser.add_argument("--kinds", nargs="*", choices=list(UNITS))
    parser.add_argument("--least-kb", type=float, default=1)
    parser.add_argument("--most-kb", type=float, default=400)
    options = parser.parse_args()
    least, most = round(options.least_kb * 1000), round(options.most_kb * 1000)
    asked = (
        (growth.whole(), growth.sizes(least, most)),
        (growth.of_a_line(), growth.sizes(1000, LONGEST_LINE)),
        (growth.of_a_sentence(), growth.sizes(500, LONGEST_SENTENCE)),
        (growth.patterns(), growth.sizes(1000, LONGEST_LINE)),
    )
    found: list[rows.Row] = []
    for readers, sizes in asked:
        wanted = {n: r for n, r in readers.items() if _is_asked(n, options.readers)}
        for row in growth.measure(wanted, options.kinds or list(UNITS), sizes):
            found.append(row)
            print(json.dumps(row, ensure_ascii=False), flush=True)
    if not (options.readers or options.kinds):
        rows.append("attack", found, data=[_HERE])
    bad = [row for row in found if not row["linear"]]
    print(f"{len(found)} asked, {len(bad)} not linear", file=sys.stderr)
    sys.exit(bool(bad))


def _is_asked(name: str, parts: list[str] | None) -> bool:
    return not parts or any(part in name for part in parts)


if __name__ == "__main__":
    main()
