"""python -m benchmarks.faults --kills 200: kill, look, compare; see the broken writers caught.

With --power 50 the power is cut so often instead, see `power`.
"""

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import rows
from benchmarks.faults import campaign, power
from benchmarks.faults.controls import CONTROLS
from benchmarks.faults.scenes import scenes

ENGINE = "the engine's own"
_HERE = Path(__file__).parent


def main() -> None:
    """Kill, keep the answers, and fail where a fault was found or a broken writer was not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.faults", description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=20_260)
    parser.add_argument("--writer", choices=[ENGINE, *CONTROLS], help="one of them; else all")
    parser.add_argument("--power", type=int, metavar="CUTS", help="losses of power, no kills")
    options = parser.parse_args()
    if options.power:
        sys.exit(_power(options.power))
    bad = False
    for writer in [options.writer] if options.writer else [ENGINE, *CONTROLS]:
        row, well = _ask(options.kills, options.seed, "" if writer == ENGINE else writer)
        bad |= not well
        print(json.dumps(row, ensure_ascii=False), flush=True)
        rows.append("faults", [row], data=[_HERE])
    sys.exit(bad)


def _power(cuts: int) -> bool:
    """Cut the power, keep the answer; return whether anything was wrong."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="matcher-power-") as folder:
        tally = power.run(scenes(), cuts, folder=Path(folder))
    for example in tally.examples:
        print(f"  {example}", file=sys.stderr)
    row = {"question": "losses of power", "writer": ENGINE, **tally.row()}
    row |= {"seconds": round(time.perf_counter() - started)}
    print(json.dumps(row, ensure_ascii=False), flush=True)
    rows.append("faults", [row], data=[_HERE])
    return bool(tally.faults)


def _ask(kills: int, seed: int, control: str) -> tuple[rows.Row, bool]:
    """Return the row of the engine, or of a broken writer until it is caught; and whether well."""
    started = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="matcher-faults-") as folder:
        tally = campaign.run(
            scenes(),
            kills,
            seed=seed,
            folder=Path(folder),
            control=control,
            until_caught=bool(control),
        )
    for example in tally.examples:
        print(f"  {example}", file=sys.stderr)
    row = {"question": "kills", "writer": control or ENGINE, "seed": seed, **tally.row()}
    row |= {"seconds": round(time.perf_counter() - started)}
    return row, bool(tally.faults) == bool(control) and not tally.before_kills


if __name__ == "__main__":
    main()
