#!/usr/bin/env python3
"""Independent oracle for the rulebook `pearls-credit-unions`.

    python3 pearls.py DIR > oracle.json        # --facts: counts for people, instead of JSON

Reads DIR/ncua-2025q4/applications.csv and ranks it again from the written rulebook alone, with integers and Fractions; it
shares no code with bartar. Output: the comparable part of "bartar/ranking/1" (`no_winner` is a boolean here), and `points`,
`values` (4 decimals, or null where the denominator is 0) and `totals` of every eligible id.

What the written rulebook leaves open, and how it is read here (`--facts` counts the cases):
* it states no rule for `total_assets` 0, which no row has (this script would stop), nor for a negative denominator, which
  only the ineligible row 2796 has, in r7 (this script would divide by it);
* a value that is missing (denominator 0) leaves the percentile's pool: n counts only the members that have a value;
* p1 with denominator 0 earns full points whatever the numerator is, even 0 or negative;
* `year_opened` 0 (the file has it) is a number at most 2022, and the earliest of all;
* no rank is shared and every main pool has a winner, so 1-2-2-4, joint winners and `no_winner` stay unproved by these data;
* the orientation rankings have no honours, so they have no `no_winner` either (false).
"""
import csv
import json
import sys
from collections import Counter
from fractions import Fraction as F

AXES = {"protection": ("p1", "p4"), "structure": ("e1", "e5", "e6", "e9"), "assets": ("a1", "a2"),
        "returns": ("r9", "r12", "r7"), "liquidity": ("l1",), "members": ("s1", "s2")}
INDICATORS = [i for ids in AXES.values() for i in ids]
PERCENTILES = {"s1": 5, "s2": 5}
AT_ZERO = {"p1": F(10), "p4": F(0), "a1": F(0), "r7": F(0), "l1": F(0), "s1": F(0), "s2": F(0)}   # points at denominator 0


def half_up(x, digits):
    """Nearest multiple of 10**-digits; halves go away from zero."""
    scaled = abs(F(x)) * 10 ** digits
    n = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return F(n if x >= 0 else -n, 10 ** digits)


def text(x, digits):
    """A plain decimal with exactly `digits` fraction digits; x must be exact at that precision."""
    n = x * 10 ** digits
    assert n.denominator == 1, (x, digits)
    sign, n = ("-" if n < 0 else ""), abs(n.numerator)
    return f"{sign}{n // 10 ** digits}.{n % 10 ** digits:0{digits}d}"


def ratios(r):
    """indicator -> (numerator, denominator), as percentages; s2 alone is a plain ratio."""
    assets, loans, shares = r["total_assets"], r["total_loans"], r["total_shares_and_deposits"]
    out = {
        "p1": (r["allowance_for_loan_losses"] + r["cecl_allowance"], r["delinquent_loans"]),
        "p4": (r["charge_offs"] - r["recoveries"], loans),
        "e1": (loans, assets),
        "e5": (shares, assets),
        "e6": (r["borrowings"], assets),
        "e9": (r["net_worth"], assets),
        "a1": (r["delinquent_loans"], loans),
        "a2": (r["land_and_building"] + r["foreclosed_assets"], assets),
        "r9": (r["non_interest_expense"], assets),
        "r12": (r["net_income"], assets),
        "r7": (r["net_income"], r["total_interest_income"] + r["non_interest_income"]),
        "l1": (r["cash_and_deposits"], shares),
        "s1": (r["members"], r["potential_members"]),
    }
    out = {k: (F(100 * n), F(d)) for k, (n, d) in out.items()}
    out["s2"] = (F(r["members"]), r["employees_full_time"] + F(r["employees_part_time"], 2))
    return out


def linear(v, x0, y0, x1, y1):
    """Straight line through (x0, y0) and (x1, y1), capped at both ends; x0 < x1."""
    return y0 + (min(max(v, x0), x1) - x0) * F(y1 - y0) / F(x1 - x0)


def upto(v, steps, last):
    """Points of the first (bound, points) with v <= bound, else `last`: intervals open below, closed above."""
    return F(next((p for bound, p in steps if v <= F(bound)), last))


def within(v, bands, other):
    """Points of the first closed band that holds v, from the best outwards; else `other`."""
    return F(next((p for lo, hi, p in bands if lo <= v <= hi), other))


RULES = {
    "p1": lambda v: linear(v, 0, 0, 100, 10),
    "p4": lambda v: upto(v, [("0.25", 10), ("0.5", 8), ("0.75", 6), (1, 4), (2, 2)], 0),
    "e1": lambda v: within(v, [(70, 80, 8), (60, 90, 5), (50, 95, 2)], 0),
    "e5": lambda v: within(v, [(70, 80, 5), (60, 90, 4)], 1),
    "e6": lambda v: upto(v, [(5, 4), (10, 2)], 0),
    "e9": lambda v: linear(v, 6, 0, 12, 8),
    "a1": lambda v: upto(v, [("0.5", 12), (1, 9), (2, 6), (5, 3)], 0),
    "a2": lambda v: linear(v, 0, 8, 5, 0),
    "r9": lambda v: linear(v, 3, 8, 5, 0),
    "r12": lambda v: linear(v, 0, 0, F(3, 2), 8),
    "r7": lambda v: F(4 if v >= 15 else 3 if v >= 10 else 2 if v >= 5 else 1 if v >= 0 else 0),
    "l1": lambda v: within(v, [(5, 15, 5), (2, 25, 3)], 1),
}


def mid_ranks(values):
    """value -> (lower + (equal - 1) / 2) / (n - 1); 1 when n = 1."""
    counts, n, lower, out = Counter(values), len(values), 0, {}
    for v in sorted(counts):
        out[v] = F(2 * lower + counts[v] - 1, 2 * (n - 1)) if n > 1 else F(1)
        lower += counts[v]
    return out


def gates(r):
    failed = [("opened", r["year_opened"] > 2022), ("net-worth", r["net_worth"] <= 0), ("members", r["members"] < 100),
              ("charter", r["charter"] not in ("federal", "state-insured"))]
    return [code for code, bad in failed if bad]


def read(folder):
    """Every row, its numbers as integers; a blank or malformed number stops the oracle."""
    words = ("id", "name", "city", "state", "charter", "low_income_designated", "minority_depository", "peer_group")
    with open(f"{folder}/ncua-2025q4/applications.csv", encoding="utf-8", newline="") as f:
        rows = [{k: v if k in words else int(v) for k, v in r.items()} for r in csv.DictReader(f)]
    assert len({r["id"] for r in rows}) == len(rows)
    return rows


def score(rows):
    """id -> values and id -> points, for eligible rows; the percentiles run inside each peer group."""
    values, points = {}, {}
    for r in rows:
        v = {k: None if d == 0 else half_up(n / d, 4) for k, (n, d) in ratios(r).items()}
        values[r["id"]] = v
        points[r["id"]] = {k: AT_ZERO[k] if v[k] is None else half_up(RULES[k](v[k]), 4) for k in RULES}
    for group in sorted({r["peer_group"] for r in rows}):
        ids = [r["id"] for r in rows if r["peer_group"] == group]
        for k, top in PERCENTILES.items():
            place = mid_ranks([values[i][k] for i in ids if values[i][k] is not None])
            for i in ids:
                points[i][k] = AT_ZERO[k] if values[i][k] is None else half_up(top * place[values[i][k]], 4)
    return values, points


def rank(rows, points, honours):
    """Entries by competition rank, then id. Key: total at 2 decimals, axis assets, axis protection, earlier year."""
    keys = {}
    for r in rows:
        p = points[r["id"]]
        axis = {a: sum(p[k] for k in ids) for a, ids in AXES.items()}
        keys[r["id"]] = (-half_up(sum(p.values()), 2), -axis["assets"], -axis["protection"], r["year_opened"])
    entries, place = [], {}
    for n, i in enumerate(sorted(keys, key=lambda i: (keys[i], i)), 1):
        rank_, total = place.setdefault(keys[i], n), -keys[i][0]
        honour = None
        if honours and rank_ == 1 and total >= 70:
            honour = "winner"
        elif honours and rank_ <= 10 and total >= 60:
            honour = "commended"
        entries.append({"rank": rank_, "id": i, "score": text(total, 2), "tied": False, "honour": honour})
    shared = Counter(e["rank"] for e in entries)
    for e in entries:
        e["tied"] = shared[e["rank"]] > 1
    return entries


def ranking(rows):
    ok = [r for r in rows if not gates(r)]
    values, points = score(ok)
    pools = []
    for g in "123456":
        entries = rank([r for r in ok if r["peer_group"] == g], points, True)
        pools.append({"pool": f"peer-group-{g}", "kind": "main", "entries": entries,
                      "no_winner": all(e["honour"] != "winner" for e in entries)})
    for pool, field, word in (("low-income", "low_income_designated", "1"), ("minority", "minority_depository", "True")):
        entries = rank([r for r in ok if r[field] == word], points, False)
        pools.append({"pool": pool, "kind": "orientation", "entries": entries, "no_winner": False})
    bad = sorted((r["id"], gates(r)) for r in rows if gates(r))
    return {
        "counts": {"rows": len(rows), "ranked": len(ok), "ineligible": len(bad), "review": 0, "withdrawn": 0, "quarantined": 0},
        "pools": pools,
        "ineligible": [{"id": i, "reasons": codes} for i, codes in bad],
        "points": {i: {k: text(p[k], 4) for k in INDICATORS} for i, p in points.items()},
        "values": {i: {k: None if v[k] is None else text(v[k], 4) for k in INDICATORS} for i, v in values.items()},
        "totals": {i: text(sum(p.values()), 4) for i, p in points.items()},
    }


def facts(rows):
    """What people want to know about the data before they trust the agreement."""
    out, ok = ranking(rows), [r for r in rows if not gates(r)]
    axis = lambda i, a: sum(F(out["points"][i][k]) for k in AXES[a])
    chain = {r["id"]: (axis(r["id"], "assets"), axis(r["id"], "protection"), r["year_opened"]) for r in ok}
    yield f"counts {out['counts']}"
    equal = sum(half_up(F(100 * r["net_worth"], r["total_assets"]), 2) * 100 == r["published_net_worth_ratio_bp"] for r in rows)
    yield f"net_worth/total_assets equals the published basis points: {equal} of {len(rows)}"
    yield f"reasons {dict(Counter(' '.join(e['reasons']) for e in out['ineligible']))}"
    for p in out["pools"]:
        es = p["entries"]
        honour, tied = Counter(e["honour"] for e in es), [e["rank"] for e in es if e["tied"]]
        yield (f"{p['pool']}: {len(es)} entries, first {es[0]['score']} ({es[0]['id']}), winner {honour['winner']}, "
               f"commended {honour['commended']}, no_winner {p['no_winner']}, {len(tied)} entries share {len(set(tied))} ranks"
               f"{' ' + str(sorted(set(tied))[:8]) if tied else ''}; {len(es) - len({e['score'] for e in es})} score repeats")
        deciders = Counter()
        for a, b in zip(es, es[1:]):
            if a["score"] == b["score"]:
                ka, kb = chain[a["id"]], chain[b["id"]]
                deciders[next((n for n, x, y in zip(("assets", "protection", "year_opened"), ka, kb) if x != y), "none")] += 1
        yield f"    neighbours with one score, by what separates them: {dict(deciders)}"
    p1 = [ratios(r)["p1"] for r in ok]
    yield f"p1 with denominator 0, by the numerator's sign: {dict(Counter((n > 0) - (n < 0) for n, d in p1 if d == 0))}"
    yield f"year_opened below 1800: {[(r['id'], r['year_opened'], gates(r)) for r in rows if r['year_opened'] < 1800]}"
    for what in ("points", "values", "totals"):
        digits = max(len(x.rstrip("0").split(".")[1]) for v in out[what].values()
                     for x in (v.values() if isinstance(v, dict) else [v]) if x)
        yield f"fraction digits needed, {what}: {digits}"
    low = lambda test: {k: n for k in INDICATORS if (n := sum(test(ratios(r)[k]) for r in ok))}
    yield f"denominator 0 among eligible: {low(lambda nd: nd[1] == 0)}"
    yield f"denominator below 0 among eligible: {low(lambda nd: nd[1] < 0)}"
    yield f"numerator below 0 among eligible: {low(lambda nd: nd[0] < 0)}"
    moved = {k: sum(d != 0 and RULES[k](half_up(n / d, 4)) != RULES[k](n / d) for r in ok for n, d in [ratios(r)[k]])
             for k in ("p4", "e1", "e5", "e6", "a1", "r7", "l1")}
    yield f"band points that the 4-decimal value rounding changes: {moved}"


if __name__ == "__main__":
    data = read(sys.argv[1])
    if "--facts" in sys.argv:
        print("\n".join(facts(data)))
    else:
        json.dump(ranking(data), sys.stdout, ensure_ascii=False, indent=1)
        print()
