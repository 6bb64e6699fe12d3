#!/usr/bin/env python3
"""Independent oracle for 23 published score cells of Indonesian cooperatives, and three disputed rows.

    python3 koperasi.py DIR             # JSON {case_id: {"ratio", "nilai", "score"}}, from DIR/koperasi/cases.csv
    python3 koperasi.py DIR --compare   # against the published nilai, score and ratio; exit 1 if a nilai or score differs

ratio = 100 * numerator / denominator, exact (the published ratio where there is no numerator); nilai by the rule; score =
nilai * weight / 100, exact. `ratio` is printed half-up at 10 decimals, `nilai` and `score` exactly; a disputed row has no rule
and no weight, so its nilai and score are null. The reading of each rule is at its function. Read from the exact ratio or from
the published one, the 23 cells come out the same.
"""
import csv
import json
import sys
from fractions import Fraction as F
from math import ceil, floor


def nearest(r):
    """Half-up to an integer."""
    return floor(r + F(1, 2))


def car_steps(r):
    """Lower bounds included: [-inf,4) 0; [4,6) 50; [6,8) 75; [8,inf) 100, flat beyond."""
    return 100 if r >= 8 else 75 if r >= 6 else 50 if r >= 4 else 0


def badloan_table(r):
    """Upper bounds included, no rounding of r: 0 -> 100; (0,10] 80; (10,20] 60; (20,30] 40; (30,40] 20; (40,45] 10; above 0."""
    return next((n for top, n in ((0, 100), (10, 80), (20, 60), (30, 40), (40, 20), (45, 10)) if r <= top), 0)


def badloan_linear_text(r):
    """Continuous: 2 * (45 - r), capped to 0..100; 90 at r = 0, so the upper cap never binds. No published cell uses it."""
    return max(F(0), min(F(100), 2 * (45 - r)))


def badloan_linear_100_minus_2r(r):
    """100 - 2 * (r half-up to an integer); 1.56 -> 96 excludes floor, 4.19 -> 92 excludes ceiling. Below 0 taken as 0."""
    return max(0, 100 - 2 * nearest(r))


def reserve_table(r):
    """Upper bounds included: 0 -> 0, then ten points for each ten begun: (0,10] 10; ... (90,100] 100; 100 beyond."""
    return max(0, min(100, 10 * ceil(r / 10)))


def reserve_linear_1_per_pct(r):
    """r half-up to an integer (80.90 -> 81, so not floor; 31.24 -> 31, so not ceiling), at most 100 (197.12 -> 100)."""
    return max(0, min(100, nearest(r)))


def eqrisk_1_per_pct(r):
    """Whole percents reached: floor(r), at most 100. Every published cell is above 100, so only the cap is proved."""
    return max(0, min(100, floor(r)))


def eqassets_old_5x(r):
    """[20,inf) 100, else 5 * r, continuous. Every published cell is above 79, so only the flat end is proved."""
    return F(100) if r >= 20 else max(F(0), 5 * r)


def memberloan_steps(r):
    """Upper bounds included: (-inf,25] 0; (25,50] 50; (50,75] 75; (75,inf) 100."""
    return 0 if r <= 25 else 50 if r <= 50 else 75 if r <= 75 else 100


def koperasi_berprestasi_2018_I1(r):
    """Lower bounds included: below 50 0; [50,60) 25; [60,80) 50; [80,100) 75; 100 -> 100, taken to hold above too. No cell."""
    return 100 if r >= 100 else 75 if r >= 80 else 50 if r >= 60 else 25 if r >= 50 else 0


RULES = {f.__name__: f for f in (
    car_steps, badloan_table, badloan_linear_text, badloan_linear_100_minus_2r, reserve_table, reserve_linear_1_per_pct,
    eqrisk_1_per_pct, eqassets_old_5x, memberloan_steps, koperasi_berprestasi_2018_I1)}


def text(x, digits=10):
    """Plain decimal, half-up at `digits`, without trailing zeros; x is not negative."""
    n = floor(F(x) * 10 ** digits + F(1, 2))
    return f"{n // 10 ** digits}.{n % 10 ** digits:0{digits}d}".rstrip("0").rstrip(".")


def cases(folder):
    """(case, exact ratio, nilai, score); nilai and score are None where the case has no rule."""
    with open(f"{folder}/koperasi/cases.csv", encoding="utf-8", newline="") as f:
        for c in csv.DictReader(f):
            ratio = 100 * F(c["numerator"]) / F(c["denominator"]) if c["numerator"] else F(c["published_ratio"])
            rule = RULES.get(c["rule_id"])
            nilai = None if rule is None else F(rule(ratio))
            yield c, ratio, nilai, None if rule is None else nilai * F(c["weight"]) / 100


def compare(folder):
    """Lines to print and the number of nilai or score cells that differ."""
    lines, same, wrong = [], 0, 0
    for c, ratio, nilai, score in cases(folder):
        if nilai is None:
            lines.append(f"{c['case_id']}: disputed, ratio {text(ratio, 4)}, published {c['published_ratio']}")
            continue
        stated = RULES[c["rule_id"]](F(c["published_ratio"]))
        good = nilai == F(c["published_nilai"]) == stated and score == F(c["published_score"])
        same, wrong = same + good, wrong + (not good)
        if not good:
            lines.append(f"{c['case_id']}: nilai {text(nilai)} score {text(score)}, published {c['published_nilai']} {c['published_score']}")
        digits = len(c["published_ratio"].partition(".")[2])
        if F(text(ratio, digits)) != F(c["published_ratio"]):
            lines.append(f"{c['case_id']}: ratio {text(ratio, 6)} is {text(ratio, digits)} half-up, published {c['published_ratio']}")
    return lines + [f"{same} cells reproduce, {wrong} do not"], wrong


if __name__ == "__main__":
    if "--compare" in sys.argv:
        said, bad = compare(sys.argv[1])
        print("\n".join(said))
        sys.exit(1 if bad else 0)
    show = lambda x: None if x is None else text(x)
    json.dump({c["case_id"]: {"ratio": text(r), "nilai": show(n), "score": show(s)} for c, r, n, s in cases(sys.argv[1])},
              sys.stdout, indent=1)
    print()
