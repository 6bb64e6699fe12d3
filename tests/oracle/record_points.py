"""From points to totals and scores, in exact arithmetic: what record.py verifies a sealed record with.

It follows "From points to totals" and "Text" of docs/record-format.md, with none of the program's code.
"""

import re
from fractions import Fraction
from functools import reduce
from math import gcd, lcm

NUMBER = re.compile(r"(?!-0$)-?(0|[1-9][0-9]*)(\.[0-9]*[1-9])?")
MISSING = ("", "!not-applicable", "!rejected", "!pending")


class Unreadable(Exception):
    """The record cannot be read any further."""


# ---- Numbers ----


def fixed(value, digits):
    """A number with exactly so many decimals; it must have no more."""
    scaled = abs(value) * 10**digits
    if scaled.denominator != 1:
        return str(value)
    text = str(int(scaled)).rjust(digits + 1, "0")
    return ("-" if value < 0 else "") + (f"{text[:-digits]}.{text[-digits:]}" if digits else text)


def plain(value):
    """The one spelling of a number; a value without an end as a decimal has none."""
    digits = 0
    while digits < 1000 and (value * 10**digits).denominator != 1:
        digits += 1
    return fixed(value, digits) if digits < 1000 else str(value)


def step(whole, half, mode, negative):
    """Rounds a magnitude above the integer `whole`, below the next; `half` is the sign of what is left, less one half."""
    if mode == "half-up":
        return whole + (half >= 0)
    if mode == "half-even":
        return whole + (half > 0 or half == 0 and whole % 2 == 1)
    if mode in ("floor", "ceiling"):
        return whole + ((mode == "floor") == negative)
    if mode == "truncate":
        return whole
    raise Unreadable(f"a number with more decimals than {mode} admits")


def rounded(value, rule):
    scale = 10 ** rule["digits"]
    whole, left = divmod(abs(value) * scale, 1)
    if left:
        whole = step(whole, (left > Fraction(1, 2)) - (left < Fraction(1, 2)), rule["mode"], value < 0)
    return Fraction(whole if value >= 0 else -whole, scale)


def root(value, degree):
    """The largest integer whose power of `degree` is not above `value`: Newton from above, in integers."""
    guess = 1 << -(-value.bit_length() // degree)
    while value > 1 and degree > 1:
        better = ((degree - 1) * guess + value // guess ** (degree - 1)) // degree
        if better >= guess:
            return guess
        guess = better
    return value


def geometric(parts, rule):
    """The weighted geometric mean, rounded exactly: instead of roots, powers of integers are compared."""
    unit = reduce(lcm, (weight.denominator for weight, _ in parts))
    common = reduce(gcd, (int(weight * unit) for weight, _ in parts))
    powers = [int(weight * unit) // common for weight, _ in parts]
    degree, scale, product = sum(powers), 10 ** rule["digits"], Fraction(1)
    if degree > 100_000:
        raise Unreadable("weights of a geometric mean that are too fine for exact roots")
    for power, (_, points) in zip(powers, parts):
        product *= points**power
    above, below = product.numerator * scale**degree, product.denominator
    whole = root(above // below, degree)
    if whole**degree * below != above:
        middle, doubled = (2 * whole + 1) ** degree * below, above * 2**degree
        whole = step(whole, (doubled > middle) - (doubled < middle), rule["mode"], False)
    return Fraction(whole, scale)


def datum(cell):
    """What ties are decided by: a number or a date; anything else stays text, for which no order is told."""
    if cell in MISSING:
        return None
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cell):
        return Fraction(cell.replace("-", ""))
    return Fraction(cell) if NUMBER.fullmatch(cell) else cell


# ---- Nodes ----


def combined(node, children, rules):
    """Points of a node from its children: weight, maximum (None where it does not count towards that), points or None."""
    there = [(weight, points) for weight, _, points in children if points is not None]
    if not there or node["available"] and Fraction(len(there), len(children)) < Fraction(node["available"]):
        return None
    rule, total = rules["rounding"]["aggregate"], sum(weight for weight, _ in there)
    if node["combine"] == "sum":
        whole = sum(weight * most for weight, most, _ in children if most is not None)
        rest = sum(weight * most for weight, most, points in children if most is not None and points is not None)
        value = sum(weight * points for weight, most, points in children if most is not None and points is not None)
        if whole and not rest:  # bonuses and penalties alone are no sum: what they would be added to is missing
            return None
        value = value * whole / rest if rest else value
        value += sum(weight * points for weight, most, points in children if most is None and points is not None)
        value = Fraction(value) if rule is None else rounded(Fraction(value), rule)
    else:
        rule = rule or rules["rounding"]["points"]
        if node["combine"] == "arithmetic-mean":
            value = rounded(sum(weight * points for weight, points in there) / total, rule)
        elif any(points <= 0 for _, points in there):
            return Fraction(0) if node["zero"] == "zero" else None
        elif node["combine"] == "harmonic-mean":
            value = rounded(total / sum(weight / points for weight, points in there), rule)
        else:
            value = geometric(there, rule)
    return value if node["cap"] is None else min(value, Fraction(node["cap"]))


def recomputed(row, plan, rules):
    """What differs between a row of points and its plan."""
    asked, nodes, known = {i["id"]: i for i in plan["indicators"]}, {axis["id"]: axis for axis in plan["axes"]}, {}
    found = [f"{n}: not asked of its sector" for n in row if n.startswith("indicator ") and row[n] and n[10:] not in asked]
    for name, item in asked.items():
        cell = row[f"indicator {name}"]
        if cell and not Fraction(item["min"]) <= Fraction(cell) <= Fraction(item["max"]):
            found.append(f"{name}: {cell} is not from {item['min']} to {item['max']}")

    def value(node):
        children = []
        for child in node["children"]:
            name, weight = child["id"], Fraction(child["weight"])
            if child["kind"] == "axis":
                if name not in known:
                    known[name] = value(nodes[name])
                children.append((weight, Fraction(nodes[name]["max"]), known[name]))
            else:
                cell, counts = row[f"indicator {name}"], asked[name]["role"] not in ("bonus", "penalty")
                children.append((weight, Fraction(asked[name]["max"]) if counts else None, Fraction(cell) if cell else None))
        return combined(node, children, rules)

    total = value(plan["total"])
    ours = {f"axis {n}": value(node) if n not in known else known[n] for n, node in nodes.items()}
    ours = {n: "" if v is None else plain(v) for n, v in (ours | {"total": total}).items()}
    ours["score"] = "" if total is None else fixed(rounded(total, rules["precision"]), rules["precision"]["digits"])
    names = [n for n in row if n[:5] == "axis " or n in ("total", "score")]
    return found + [f"{n}: {row[n]!r}, ours {ours.get(n, '')!r}" for n in names if row[n] != ours.get(n, "")]
