#!/usr/bin/env python3
"""Compare `bartar rank ... --format json` with an oracle's JSON on everything they share.

    python3 check_ranking.py RANKING.json ORACLE.json

Compared: schema name, every count the oracle states, the order and kind of the pools, and per pool the entries in order (rank, id,
score as text, tied, honour) and whether `no_winner` is null; the ineligible in order with their reasons in order; that `review`
and `quarantined` are empty where the oracle counts 0. Exit 1 with the first 20 differences, 0 with one line of summary.
"""
import json
import sys

MISSING = "(missing)"


def entries(where, got, want, fields):
    """Differences of two lists of objects, place by place."""
    if len(got) != len(want):
        yield f"{where}: {len(got)} entries, oracle {len(want)}"
    for n, (g, w) in enumerate(zip(got, want)):
        for f in fields:
            if type(g.get(f, MISSING)) is not type(w[f]) or g[f] != w[f]:
                yield f"{where}[{n}] id {w['id']}: {f} is {g.get(f, MISSING)!r}, oracle {w[f]!r}"


def differences(got, want):
    if got.get("schema") != "bartar/ranking/1":
        yield f"schema is {got.get('schema', MISSING)!r}"
    for k, n in want["counts"].items():
        if got["counts"].get(k, MISSING) != n:
            yield f"counts.{k} is {got['counts'].get(k, MISSING)!r}, oracle {n!r}"
    pools = [[(p["pool"], p["kind"]) for p in x["pools"]] for x in (got, want)]
    if pools[0] != pools[1]:
        yield f"pools are {pools[0]}, oracle {pools[1]}"
    by_name = {p["pool"]: p for p in got["pools"]}
    for w in want["pools"]:
        g = by_name.get(w["pool"])
        if g is None:
            continue
        yield from entries(w["pool"], g["entries"], w["entries"], ("rank", "id", "score", "tied", "honour"))
        if (g.get("no_winner", MISSING) is not None) != w["no_winner"]:
            yield f"{w['pool']}: no_winner is {g.get('no_winner', MISSING)!r}, oracle says {'a reason' if w['no_winner'] else 'null'}"
    yield from entries("ineligible", got["ineligible"], want["ineligible"], ("id", "reasons"))
    for k in ("review", "quarantined"):
        if want["counts"].get(k) == 0 and got.get(k, MISSING) != []:
            yield f"{k} is not the empty list"


if __name__ == "__main__":
    ranking, oracle = (json.load(open(name, encoding="utf-8")) for name in sys.argv[1:3])
    found = list(differences(ranking, oracle))
    if found:
        print("\n".join(found[:20]))
        sys.exit(f"{len(found)} differences" + (", the first 20 above" if len(found) > 20 else ""))
    print(f"agrees: {len(oracle['pools'])} pools, {sum(len(p['entries']) for p in oracle['pools'])} entries, "
          f"{len(oracle['ineligible'])} ineligible")
