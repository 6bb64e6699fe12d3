"""The judges' marks of `iran-best-cooperatives-1405`, for the oracle iran.py.

Written from the regulation (criteria/iran-best-cooperatives-1405/RULES.md, article 29(4) to (7)), with Fractions.
"""
import csv
from collections import Counter
from fractions import Fraction as F

from iran_indicators import DIGITS, half_up

FEWEST, SPREAD = 3, 25


def read_marks(name):
    """The valid marks of each entry, by id: 29(6)."""
    with open(name, encoding="utf-8-sig", newline="") as f:
        lines = list(csv.DictReader(f))
    aside = {(line["داور"], line["پرونده"]) for line in lines if line["کناره‌گیری"]}
    given = [line for line in lines if line["نمره"]]
    times = Counter((line["داور"], line["پرونده"]) for line in given)
    marks = {}
    for line in given:
        who = line["داور"], line["پرونده"]
        mark = F(line["نمره"].translate(DIGITS))
        if who not in aside and times[who] == 1 and 0 <= mark <= 100 and mark % 5 == 0:
            marks.setdefault(line["پرونده"], []).append(mark)
    return marks


def is_open(marks):
    """Too few marks, or three that are too far apart: 29(4), (5) and (7)."""
    return len(marks) < FEWEST or len(marks) == FEWEST and max(marks) - min(marks) > SPREAD


def value_and_points(marks):
    """The mean, and ten times the mean."""
    mean = half_up(sum(marks) / F(len(marks)), 2)
    return mean, half_up(10 * mean, 2)
