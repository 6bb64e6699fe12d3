"""The arithmetic of the benchmark's rulebook in polars: binary floating point, no checks, no trace."""

import json
import sys

import polars as pl


def rank(path, weights):
    """Min-max per pool, weighted sum, rank; writes all standings to standard output."""
    frame = pl.read_parquet(path) if path.endswith(".parquet") else pl.read_csv(path)
    columns = [f"x{n}" for n in range(len(weights))]
    low = {name: pl.col(name).min().over("group") for name in columns}
    high = {name: pl.col(name).max().over("group") for name in columns}
    total = sum(
        (pl.col(name) - low[name]) / (high[name] - low[name]) * 10 * weight for name, weight in zip(columns, weights)
    )
    scored = frame.select("id", "name", "group", total.round(4).alias("score"))
    ranked = scored.with_columns(pl.col("score").rank("min", descending=True).over("group").alias("rank"))
    ranked.sort("group", "rank", "id").write_csv(sys.stdout.buffer)


def main():
    if sys.argv[1] == "convert":
        pl.read_csv(sys.argv[2]).write_parquet(sys.argv[3])
    else:
        rank(sys.argv[2], json.loads(sys.argv[3]))


main()
