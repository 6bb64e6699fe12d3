#!/usr/bin/env python3
"""Benchmark of the sealed record: what sealing and replaying cost beside ranking, and how large a record is.

    cargo build --release -p bartar-cli
    python3 tests/benchmark/record.py --rows 1000000

Makes up the entries of `rank.py` (60 indicators, 12 pools) and runs, in turn, `rank` alone, `rank --out` and `replay`, so
that a noisy machine disturbs all alike. Sealing is what `rank --out` takes beyond `rank`. Prints medians, and two ratios that
should not be above 1: sealing beside ranking, and replaying beside ranking and sealing; and the record's size beside that
of the CSV. Needs Python 3.9.
"""

import argparse
import shutil
import statistics
import tempfile
from pathlib import Path

from rank import measure, write_csv, write_rulebook

HERE = Path(__file__).resolve().parent


def size(path):
    """Bytes of a file, or of all files of a folder."""
    return path.stat().st_size if path.is_file() else sum(size(inside) for inside in path.iterdir())


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--rows", type=int, nargs="+", default=[1_000_000])
    arguments.add_argument("--runs", type=int, default=3)
    arguments.add_argument("--bartar", default=str(HERE.parents[1] / "target/release/bartar"))
    arguments = arguments.parse_args()
    for rows in arguments.rows:
        with tempfile.TemporaryDirectory() as folder:
            folder = Path(folder)
            rulebook, data, record = folder / "rulebook", folder / "entries.csv", folder / "record"
            secret = folder / "secret"
            secret.write_text("a secret of sixteen bytes or more")
            write_rulebook(rulebook)
            write_csv(data, rows)
            ranking = [arguments.bartar, "rank", str(rulebook), str(data), "--format", "json"]
            sealing = ranking + ["--out", str(record), "--salt-secret", str(secret)]
            figures = []
            for _ in range(arguments.runs):
                shutil.rmtree(record, ignore_errors=True)
                rank = measure(ranking)
                both = measure(sealing)
                # 3: the record is not signed.
                replay = measure([arguments.bartar, "replay", str(record)], accepted=(0, 3))
                figures.append((rank, both, replay))
            wall = [statistics.median(run[part][0] for run in figures) for part in range(3)]
            peak = [statistics.median(run[part][2] for run in figures) for part in range(3)]
            seal = statistics.median((both[0] - rank[0]) / rank[0] for rank, both, _ in figures)
            again = statistics.median(replay[0] / both[0] for _, both, replay in figures)
            print(f"{rows} entries, {arguments.runs} runs, medians")
            for name, seconds, memory in zip(["rank", "rank --out", "replay"], wall, peak):
                print(f"  {name:<11} {seconds:7.2f} s  {memory:7.0f} MiB")
            print(f"  sealing / ranking              {seal:.2f}")
            print(f"  replaying / ranking + sealing  {again:.2f}")
            print(f"  record / CSV                   {size(record) / size(data):.2f}  ({size(record):,} of {size(data):,} bytes)")


if __name__ == "__main__":
    main()
