#!/usr/bin/env python3
"""Benchmark of `bartar rank`: rows per second and peak memory, beside the same arithmetic in polars from Python.

    cargo build --release -p bartar-cli
    python3 tests/benchmark/rank.py --rows 100000 1000000

Makes up entries with 60 indicators in 12 pools (and a rulebook for them) in a temporary folder, as CSV and as Parquet,
then runs both programs in turn, so that a noisy machine disturbs both alike, and prints the median of each figure and
of the ratios, pair by pair. The baseline does in binary floating point what the rulebook asks for: min-max per pool,
weighted sum, rank; without checks, trace or exactness. Both write all standings.

Needs Python 3.9 and the package `polars`; without it only bartar is measured, on CSV.
"""

import argparse
import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
INDICATORS = 60
POOLS = 12


def write_rulebook(folder):
    """A rulebook of 60 min-max indicators in six axes and 12 pools."""
    folder.mkdir(parents=True, exist_ok=True)
    both = lambda text: f'{{ fa = "{text}", en = "{text}" }}'
    lines = [
        "[rulebook]", 'id = "benchmark"', 'edition = "1"', f"title = {both('benchmark')}", f"basis = {both('none')}",
        "[rounding]", "points = 6",
        "[data]", 'id = "id"', 'name = "name"',
        "[ranking]", "precision = 4", 'ties = ["axis.a0 desc"]',
        "[pool.group]", f"title = {both('pool {group}')}", 'by = ["group"]',
        "[field.group]", f"title = {both('group')}", 'type = "choice"',
    ]
    for pool in range(POOLS):
        lines += [f"[field.group.choices.g{pool}]", f"title = {both(f'group {pool}')}"]
    for axis in range(6):
        lines += [f"[axis.a{axis}]", f"title = {both(f'axis {axis}')}", 'clause = "1"']
    for n in range(INDICATORS):
        lines += [
            f"[field.x{n}]", f"title = {both(f'field {n}')}", 'type = "number"',
            f"[indicator.i{n}]", f"title = {both(f'indicator {n}')}", f'clause = "{n + 1}"', f'axis = "a{n % 6}"',
            f'value = "x{n}"', 'missing = "zero-points"', 'better = "higher"', f'weight = "{weight(n)}"',
            'points = { max = 10, relative = "min-max", zero-range = "zero-points" }',
        ]
    (folder / "rulebook.toml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def weight(n):
    """Weight of an indicator: 0.5, 1, 1.5, 2 in turn."""
    return 0.5 * (n % 4 + 1)


def write_csv(path, rows, seed=1):
    """Entries: an id, a name, a pool of very unequal size, 60 numbers of up to eight digits and two decimals."""
    rng = random.Random(seed)
    values = [f"{rng.lognormvariate(8, 2):.2f}" for _ in range(1 << 16)]
    pools = [f"g{n}" for n in range(POOLS)]
    shares = [1 / (n + 1) for n in range(POOLS)]
    with open(path, "w", encoding="utf-8", newline="") as out:
        out.write(",".join(["id", "name", "group"] + [f"x{n}" for n in range(INDICATORS)]) + "\n")
        for start in range(0, rows, 10_000):
            block = range(start, min(start + 10_000, rows))
            groups = rng.choices(pools, shares, k=len(block))
            out.writelines(
                f"C{row:07},cooperative {row},{group},{','.join(rng.choices(values, k=INDICATORS))}\n"
                for row, group in zip(block, groups)
            )


def measure(command, accepted=(0,)):
    """Wall seconds, processor seconds and peak resident memory (MiB) of one run."""
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if os.waitstatus_to_exitcode(status) not in accepted:
        sys.exit(f"failed: {' '.join(map(str, command))}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def report(name, rows, runs):
    wall, cpu, memory = (statistics.median(run[n] for run in runs) for n in range(3))
    columns = rows * INDICATORS * 8 / 2**20
    print(f"  {name:<24} {wall:8.2f} s wall {cpu:8.2f} s cpu {rows / wall:12,.0f} rows/s"
          f" {memory:8.0f} MiB peak = {memory / columns:.2f} x the columns in 64 bits", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--bartar", default=str(HERE.parent.parent / "target" / "release" / "bartar"))
    parser.add_argument("--keep", type=Path, help="folder for the data, kept for the next time")
    arguments = parser.parse_args()
    try:
        import polars  # noqa: F401
        baseline = True
    except ImportError:
        baseline = False
        print("polars is not installed: no baseline, no Parquet")
    with tempfile.TemporaryDirectory() as temporary:
        folder = arguments.keep or Path(temporary)
        write_rulebook(folder / "rulebook")
        for rows in arguments.rows:
            source = folder / f"entries-{rows}.csv"
            if not source.exists():
                write_csv(source, rows)
            files = [source]
            if baseline:
                parquet = source.with_suffix(".parquet")
                if not parquet.exists():
                    subprocess.run([sys.executable, HERE / "baseline.py", "convert", source, parquet], check=True)
                files.append(parquet)
            for file in files:
                print(f"{rows:,} entries, {file.suffix[1:]}, {file.stat().st_size / 2**20:.0f} MiB")
                ours = [arguments.bartar, "rank", folder / "rulebook", file, "--format", "json"]
                theirs = [sys.executable, HERE / "baseline.py", "rank", file, json.dumps([weight(n) for n in range(INDICATORS)])]
                pairs = []
                for run in range(arguments.runs + 1):
                    pair = (measure(ours), measure(theirs) if baseline else None)
                    if run > 0:  # the first warms the file cache
                        pairs.append(pair)
                report("bartar", rows, [pair[0] for pair in pairs])
                if baseline:
                    report("polars, floats, no trace", rows, [pair[1] for pair in pairs])
                    ratio = statistics.median(pair[0][0] / pair[1][0] for pair in pairs)
                    print(f"  bartar / polars, wall: {ratio:.2f}", flush=True)


if __name__ == "__main__":
    main()
