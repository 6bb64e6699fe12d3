#!/usr/bin/env python3
"""Independent oracle for the ASEM index: 51 countries, 49 indicators, a tree of 8 pillars, 2 sub-indices and 1 index.

    python3 asem.py DIR VARIANT             # JSON {country: {aggregate: "decimal" or null, ..., "Rank": int or null}}
    python3 asem.py DIR VARIANT --compare   # against expected_*.csv: each aggregate within 1e-9, ranks equal, blanks blank

VARIANT is b, c, d, g, h or i; the files are in DIR/asem. Data: COINr (c) 2022 William Becker, MIT, and the JRC.
Fractions throughout; every normalised score and every aggregate is rounded half-up to 15 decimals (a geometric mean by an
exact integer root), and the next level works on the rounded numbers.

What the published results decide where their description is silent:
* "raw" is input_indicators.csv as it stands: nothing is divided by its denominator column (dividing misses by up to 77.5).
  The group and denominator columns are not indicators; the blank denominator (LAO, Energy) therefore does not matter.
* direction: +1 scores (x - min) / (max - min), -1 scores (max - x) / (max - min); then 0..100, or 1..100 (1 + 99 t).
  min and max run over the countries that have a value, inside the own group in i.
* b, g, i at every level: weighted mean of the children that have a score, weights rescaled to those children. At the upper
  levels a child is an aggregate, with its own row's weight (all 1, except in g: input_weights_G.csv, also Conn 0.6, Sust 0.4).
* h: an aggregate is blank when (children with a score) / (all children) < 9/10, counting direct children (leaves
  would keep CHN's Sust: 16 of 17). A share by weight would be the same, all weights being 1. No parent has ten children, so
  here it means: blank unless every child is there. The test is made at each level, and a blank aggregate is a missing child
  of its parent: the index needs both Conn and Sust.
* i: TIRcon is 1 for all of Europe: zero range, so it is blank there, and Instit is the mean of its other five.
  Asia loses no column.
* Rank: 1 + how many have a greater index at 15 decimals, inside the group in i. No index is tied and the smallest gap is far above
  1e-15 (0.003), so rounded or not gives the same. h has no rank column; here a country without index gets Rank null.
"""
import csv
import json
import sys
from fractions import Fraction as F
from math import lcm

DIGITS = 15
UNIT = 10 ** DIGITS
VARIANTS = {  # input, lowest score, kind of mean, smallest share of children, expected file by group
    "b": ("indicators", 0, "arithmetic", F(0), {None: "B_raw_minmax_arith"}),
    "h": ("indicators", 0, "arithmetic", F(9, 10), {None: "H_raw_minmax_datthresh090"}),
    "i": ("indicators", 0, "arithmetic", F(0), {"Europe": "I_sector_Europe", "Asia": "I_sector_Asia"}),
    "c": ("treated", 1, "geometric", F(0), {None: "C_minmax1_100_geometric"}),
    "d": ("treated", 1, "harmonic", F(0), {None: "D_minmax1_100_harmonic"}),
    "g": ("treated", 0, "arithmetic", F(0), {None: "G_unequal_weights"}),
}


def half_up(x):
    """Nearest multiple of 10**-15; halves go away from zero. No score here is negative."""
    assert x >= 0
    return F((2 * UNIT * x.numerator + x.denominator) // (2 * x.denominator), UNIT)


def text(x):
    """A plain decimal with exactly 15 fraction digits."""
    n = int(x * UNIT)
    return f"{n // UNIT}.{n % UNIT:0{DIGITS}d}"


def floor_root(n, k):
    """The greatest integer whose k-th power is at most n (bisection)."""
    low, high = 0, 1 << (n.bit_length() // k + 1)
    while high - low > 1:
        mid = (low + high) // 2
        low, high = (mid, high) if mid ** k <= n else (low, mid)
    return low


def geometric(pairs):
    """(product of x**w) ** (1 / sum of w), rounded half-up exactly: the x are multiples of 10**-15, the w made integers."""
    scale = lcm(*(w.denominator for _, w in pairs))
    powers = [(int(x * UNIT), int(w * scale)) for x, w in pairs]
    k, product = sum(w for _, w in powers), 1
    for x, w in powers:
        product *= x ** w
    root = floor_root(product, k)
    return F(root + ((2 * root + 1) ** k <= 2 ** k * product), UNIT)


def mean(kind, pairs):
    """Weighted mean of (score, weight) pairs, rounded half-up."""
    total = sum(w for _, w in pairs)
    if kind == "arithmetic":
        return half_up(sum(x * w for x, w in pairs) / total)
    if kind == "harmonic":
        return half_up(total / sum(w / x for x, w in pairs))
    return geometric(pairs)


def table(folder, name):
    with open(f"{folder}/asem/{name}.csv", encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def normalise(rows, indicator, lowest):
    """country -> score on lowest..100 of those that have a value; nothing where the column has zero range."""
    code = indicator["iCode"]
    column = {r["uCode"]: F(r[code]) for r in rows if r[code] != ""}
    low, high = min(column.values()), max(column.values())
    if low == high:
        return {}
    up = indicator["Direction"] == "1"
    return {u: half_up(lowest + (100 - lowest) * (x - low if up else high - x) / (high - low)) for u, x in column.items()}


def compute(folder, variant):
    """group -> country -> aggregate -> Fraction or None, with "Rank"."""
    source, lowest, kind, threshold, groups = VARIANTS[variant]
    meta = table(folder, "input_metadata")
    weights = table(folder, "input_weights_G") if variant == "g" else meta
    weight = {w["iCode"]: F(w["Weight"]) for w in weights if w["Weight"]}
    indicators = [m for m in meta if m["Type"] == "Indicator"]
    aggregates = sorted((m for m in meta if m["Type"] == "Aggregate"), key=lambda m: int(m["Level"]))
    rows, out = table(folder, f"input_{source}"), {}
    for group in groups:
        members = [r for r in rows if group in (None, r.get("EurAsia_group"))]
        scores = {m["iCode"]: normalise(members, m, lowest) for m in indicators}
        for a in aggregates:
            children, own = [m["iCode"] for m in meta if m["Parent"] == a["iCode"]], {}
            for r in members:
                pairs = [(scores[c][r["uCode"]], weight[c]) for c in children if r["uCode"] in scores[c]]
                if pairs and F(len(pairs), len(children)) >= threshold:
                    own[r["uCode"]] = mean(kind, pairs)
            scores[a["iCode"]] = own
        out[group] = {r["uCode"]: {a["iCode"]: scores[a["iCode"]].get(r["uCode"]) for a in reversed(aggregates)} for r in members}
        indexes = list(scores["Index"].values())
        for one in out[group].values():
            one["Rank"] = None if one["Index"] is None else 1 + sum(x > one["Index"] for x in indexes)
    return out


def compare(folder, variant, result):
    """Differences from the expected files, and the largest distance of an aggregate."""
    differences, worst, cells = [], F(0), 0
    for group, name in VARIANTS[variant][4].items():
        expected = {r["uCode"]: r for r in table(folder, f"expected_{name}")}
        if set(expected) != set(result[group]):
            differences.append(f"{name}: the countries differ")
        for country, row in expected.items():
            for column in row.keys() - {"uCode"}:
                got, want = result[group][country][column], F(row[column]) if row[column] != "" else None
                cells += 1
                if got is None or want is None or column == "Rank":
                    if got != want:
                        differences.append(f"{name} {country} {column}: {got}, expected {want}")
                    continue
                worst = max(worst, abs(got - want))
                if abs(got - want) > F(1, 10 ** 9):
                    differences.append(f"{name} {country} {column}: {float(got)}, expected {float(want)}")
    return differences, worst, cells


if __name__ == "__main__":
    DIR, VARIANT = sys.argv[1], sys.argv[2].lower()
    computed = compute(DIR, VARIANT)
    if "--compare" in sys.argv:
        found, distance, compared = compare(DIR, VARIANT, computed)
        print("\n".join(found[:20] + [f"{VARIANT}: {compared} cells, {len(found)} differences, largest distance {float(distance):.1e}"]))
        sys.exit(1 if found else 0)
    countries = {u: one for group in computed.values() for u, one in sorted(group.items())}
    json.dump({u: {k: text(v) if isinstance(v, F) else v for k, v in one.items()} for u, one in countries.items()},
              sys.stdout, indent=1)
    print()
