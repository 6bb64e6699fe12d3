#!/usr/bin/env python3
"""Independent oracle for the rulebook `iran-best-cooperatives-1405`.

    python3 iran.py ENTRIES.csv > oracle.json

Written from the regulation (criteria/iran-best-cooperatives-1405/RULES.md), article by article, with Fractions; it shares no
code with bartar and reads none of the rulebook's TOML. It knows the Persian headers of the file.

Output: the comparable part of "bartar/ranking/1" (`no_winner` is a boolean here); `outcomes`, {id: {outcome, reasons}} of every
entry; and of every ranked one `values` (2 decimals, or null without a value), `points` (2 decimals, or null when left out) and
`axes` (4 decimals, `system` and `general` among them). Names of gates and indicators are those of the rulebook.
"""
import csv
import json
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from fractions import Fraction as F

sys.dont_write_bytecode = True
from iran_indicators import AXES, GENERAL, SECTORS, SPECIFIC, Absent, Entry, Unreadable, half_up, text  # noqa: E402

WIDER = {"mining": "industry", "carpet": "industry", "credit": "services", "transport": "services",   # article 26(2)
         "construct": "housing", "consumers": "producers"}

# ---- Eligibility, articles 3 and 4 ------------------------------------------------------------------------------------

MINIMUM = {"credit": 50, "consumers": 30, "producers": 30}


def both(e, first, second):
    """Both hold; one that does not is enough to know that they do not."""
    answers = []
    for header in (first, second):
        try:
            answers.append(e.yes(header))
        except Absent as absent:
            answers.append(absent)
    if False in answers:
        return False
    for answer in answers:
        if isinstance(answer, Absent):
            raise answer
    return True


GATES = [
    ("closed_years", lambda e: e("سال‌های مالی بسته") >= 3),
    ("operating", lambda e: e.yes("در حال بهره‌برداری")),
    ("assembly", lambda e: e.yes("مجمع عمومی برگزار شده")),
    ("statements", lambda e: e("صورت‌های مالی ارائه‌شده در سه سال") >= 3),
    ("minimum_members", lambda e: e("شمار اعضا") >= MINIMUM.get(e.sector, 7)),
    ("conviction", lambda e: not e.yes("محکومیت قطعی در سه سال")),
    ("fraud", lambda e: not e.yes("احراز تقلب")),
    ("rulings", lambda e: e("رأی‌های اداری قطعی در سه سال") < 2),
    ("completeness", lambda e: e("تکمیل اطلاعات سامانه") >= 70),
    ("credit_rank", lambda e: e.cell("رتبهٔ اعتباری") in ("A", "B")),
    ("province", lambda e: e.sector == "union" or e.status("استان") is None),
    ("housing", lambda e: e.sector != "housing"
     or both(e, "زمین یا پروانه به نام تعاونی", "حساب جداگانهٔ پرداخت‌های اعضا")),
    ("consumers", lambda e: e.sector != "consumers" or not e.yes("رأی قطعی گران‌فروشی یا احتکار")),
    ("credit", lambda e: e.sector != "credit" or both(e, "مجوز معتبر بانک مرکزی", "دادوستد تنها با اعضا")),
]


def differ(e, stated, plus, minus, tolerance):
    """Article 5: a check without its data is not made."""
    try:
        return abs(e(stated) - sum(map(e, plus)) + sum(map(e, minus))) > tolerance
    except Absent:
        return False


def screen(e):
    """Outcome and reasons, articles 3 to 5."""
    for header in e.row:
        if header not in TEXTS and e.status(header) is None and "تاریخ" not in header and header != "پایان سال مالی":
            try:
                e(header)
            except Unreadable:
                return "quarantined", ["unreadable-number"]
    if differ(e, "جمع دارایی‌ها", ("بدهی جاری", "بدهی غیرجاری", "حقوق صاحبان سهام"), (), 1):
        return "quarantined", ["stated-differs"]
    if e.status("انصراف") is None and e.yes("انصراف"):
        return "withdrawn", ["withdrawn"]
    failed, undecided = [], []
    if differ(e, "شمار اعضا", ("شمار اعضا@prev", "اعضای تازه"), ("اعضای خارج‌شده",), 0):
        undecided.append("member_flow")
    for code, holds in GATES:
        try:
            if not holds(e):
                failed.append(code)
        except Absent:
            undecided.append(code)
    if failed:
        return "ineligible", failed
    if undecided:
        return "review", undecided
    impossible, pending = [], []
    for i in GENERAL + SPECIFIC[e.sector]:
        try:
            v, _ = value_and_points(i, e)
            if i.whole and v is not None and (v < 0 or i.whole is True and v > 100):
                impossible.append("value-outside-rule")
        except Absent as absent:
            if str(absent) == "pending":
                pending.append(i.name)
    return ("quarantined", impossible) if impossible else ("review", pending) if pending else ("ranked", [])


def value_and_points(i, e):
    """Value (None without one) and points by the entry alone (None: by the pool). Raises Absent."""
    if isinstance(i.rule, list):
        points = F(0)
        for header, earned in i.rule:
            status = e.status(header)
            if status == "pending":
                raise Absent(status)
            points += earned if status is None and e.yes(header) else 0
        return None, points
    if i.value is None:
        return None, i.rule(e)
    if status := e.gravest(i.value):
        raise Absent(status)
    try:
        v = half_up(i.value(e), 2)
    except ZeroDivisionError:
        if i.zero is None:
            raise Absent("not-applicable") from None
        return None, F(i.zero)
    if i.rule == "percentile":
        return v, None
    return v, half_up(min(max(i.rule(v), F(0)), i.top), 2)


# ---- Scores, articles 6, 25 and 26 ------------------------------------------------------------------------------------

def score(pool):
    """Values, points and axes of the entries of one pool."""
    values, points = {e.id: {} for e in pool}, {e.id: {} for e in pool}
    for e in pool:
        for i in GENERAL + SPECIFIC[e.sector]:
            try:
                values[e.id][i.name], points[e.id][i.name] = value_and_points(i, e)
            except Absent as absent:
                left_out = i.leaves and str(absent) == "not-applicable"
                values[e.id][i.name], points[e.id][i.name] = None, "left out" if left_out else F(0)
    for i in GENERAL + [i for own in SPECIFIC.values() for i in own]:
        if i.rule == "percentile":
            known = {n: v[i.name] for n, v in values.items() if v.get(i.name) is not None}
            ordered, others = sorted(known.values()), len(known) - 1
            for n, v in known.items():
                worse = bisect_left(ordered, v)
                equal = bisect_right(ordered, v) - worse - 1
                share = (worse + F(equal, 2)) / others if others else 1
                points[n][i.name] = half_up(i.top * share, 2)
    axes = {}
    for e in pool:
        own, axis = points[e.id], {}
        for a, top in AXES.items():
            there = [i for i in GENERAL if i.axis == a and own[i.name] != "left out"]
            axis[a] = half_up(sum(own[i.name] for i in there) * top / sum(i.top for i in there), 4)
        axis["general"] = half_up(sum(axis[a] for a in AXES), 4)
        axis["specific"] = half_up(sum(own[i.name] for i in SPECIFIC[e.sector]), 4)
        own["rulings"] = -min(50 * e("رأی‌های اداری قطعی در سه سال"), F(50))
        axis["system"] = half_up(F(8, 10) * axis["general"] + axis["specific"] + own["rulings"], 4)
        axes[e.id] = axis
    return values, points, axes


def rank(entries, points, axes, honours):
    """Articles 27 and 28."""
    def key(e):
        axis = axes[e.id]
        registered = (9999,) if e.status("تاریخ ثبت") else e.date("تاریخ ثبت")
        return (-half_up(axis["system"], 2), -axis["members"], -axis["governance"], -axis["employment"],
                -points[e.id]["rulings"], registered)
    keys = {e.id: key(e) for e in entries}
    ordered, out = sorted(keys.values()), []
    for n in sorted(keys, key=lambda n: (keys[n], n)):
        place, total = 1 + bisect_left(ordered, keys[n]), -keys[n][0]
        honour = None
        if honours:
            honour = "winner" if place == 1 and total >= 700 else "commended" if total >= 600 else None
        out.append({"rank": place, "id": n, "score": text(total, 2),
                    "tied": bisect_right(ordered, keys[n]) > place, "honour": honour})
    return out


def majority(header):
    return lambda e: e(header) * 2 > e("شمار اعضا")


def certified(header):
    return lambda e: e.yes(header)


ORIENTATIONS = [  # article 2(2)
    ("women", majority("اعضای زن")), ("youth", majority("اعضای جوان")), ("border", certified("تعاونی مرزنشینان")),
    ("rural-municipalities", certified("تعاونی دهیاری‌ها")), ("knowledge-based", certified("دانش‌بنیان")),
    ("public-stock", certified("سهامی عام")), ("county-development", certified("توسعه و عمران شهرستان")),
    ("disabilities", majority("اعضای توان‌یاب")), ("graduates", majority("اعضای دانش‌آموخته")),
    ("rural", certified("روستاتعاون"))]


def belongs(condition, e):
    try:
        return condition(e)
    except Absent:
        return False


def ranking(entries):
    outcomes = {e.id: screen(e) for e in entries}
    ranked = [e for e in entries if outcomes[e.id][0] == "ranked"]
    own = {s: [e for e in ranked if e.sector == s] for s in SECTORS.values()}
    pools = {s: [] for s in own}
    for s, members in own.items():
        pools[WIDER[s] if len(members) < 3 and s in WIDER else s] += members
    values, points, axes, out = {}, {}, {}, []
    for s, members in pools.items():
        for whole, part in zip((values, points, axes), score(members)):
            whole.update(part)
        places = rank(members, points, axes, honours=len(members) >= 3)
        out.append({"pool": s, "kind": "main", "entries": places,
                    "no_winner": all(p["honour"] != "winner" for p in places)})
    for name, condition in ORIENTATIONS:
        places = rank([e for e in ranked if belongs(condition, e)], points, axes, honours=True)
        out.append({"pool": name, "kind": "orientation", "entries": places,
                    "no_winner": all(p["honour"] != "winner" for p in places)})
    counts = Counter(outcome for outcome, _ in outcomes.values())
    names = ("ranked", "ineligible", "review", "withdrawn", "quarantined")
    shown = lambda x, digits: text(x, digits) if isinstance(x, (F, int)) else None
    return {
        "counts": {"rows": len(entries), **{name: counts[name] for name in names}},
        "pools": out,
        "ineligible": [{"id": n, "reasons": outcomes[n][1]} for n in sorted(outcomes) if outcomes[n][0] == "ineligible"],
        "outcomes": {n: {"outcome": outcome, "reasons": reasons} for n, (outcome, reasons) in sorted(outcomes.items())},
        "values": {n: {k: shown(v, 2) for k, v in own.items()} for n, own in values.items()},
        "points": {n: {k: shown(p, 2) for k, p in own.items()} for n, own in points.items()},
        "axes": {n: {k: shown(p, 4) for k, p in own.items()} for n, own in axes.items()},
    }


# Headers whose cells are no numbers: words, and yes or no. What they say is looked at where it is needed.
TEXTS = {"شناسه", "نام", "رشته", "استان", "اظهارنظر حسابرس", "رتبهٔ اعتباری", "پایهٔ پیمانکاری", "نتیجهٔ نظارت"}


def read(name):
    with open(name, encoding="utf-8-sig", newline="") as f:
        rows = list(csv.DictReader(f))
    # A column in which somebody says yes or no is no column of numbers.
    TEXTS.update(h for r in rows for h, cell in r.items() if cell in ("بله", "خیر"))
    entries = [Entry(r) for r in rows]
    assert len({e.id for e in entries}) == len(entries)
    return entries


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    json.dump(ranking(read(sys.argv[1])), sys.stdout, ensure_ascii=False, indent=1)
    print()
