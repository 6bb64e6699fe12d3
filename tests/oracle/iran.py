#!/usr/bin/env python3
"""Independent oracle for the rulebook `iran-best-cooperatives-1405`.

    python3 iran.py STAGE ENTRIES.csv [MARKS.csv] > oracle.json

Written from the regulation (criteria/iran-best-cooperatives-1405/RULES.md), article by article, with Fractions; it shares no
code with bartar and reads none of the rulebook's TOML. It knows the Persian headers of the files. STAGE is `provincial` or
`national`, which begins with the provincial one.

Output: the comparable part of "bartar/ranking/1" (`no_winner` is a boolean here); `outcomes`, {id: {outcome, reasons}} of every
entry; and of every ranked one `values` (2 decimals, or null without a value), `points` (2 decimals, or null when left out),
`axes` and `totals` (4 decimals; `system`, `general` and `panel` are among the axes). Names of gates and indicators are those of
the rulebook.
"""
import csv
import json
import sys
from bisect import bisect_left, bisect_right
from collections import Counter
from fractions import Fraction as F

sys.dont_write_bytecode = True
import iran_panel as panel  # noqa: E402
from iran_indicators import AXES, GENERAL, PROVINCES, REFERENCE, SECTORS, SPECIFIC  # noqa: E402
from iran_indicators import Absent, Entry, Unreadable, half_up, text  # noqa: E402

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
    ("national_id", lambda e: e.status("شناسهٔ ملی") is None),
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


# Article 5(8): two days, the first of which is not after the second.
DAYS = [
    ("registered", "تاریخ ثبت", None),
    ("operating_by_reference", "تاریخ آغاز بهره‌برداری", None),
    ("operating_after_registration", "تاریخ ثبت", "تاریخ آغاز بهره‌برداری"),
    ("assembly", "تاریخ مجمع عمومی عادی", None),
]


def late(e, first, second):
    """A check without its data is not made."""
    if e.status(first) is not None or second and e.status(second) is not None:
        return False
    return e.date(first) > (e.date(second) if second else REFERENCE)


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
    undecided += [code for code, first, second in DAYS if late(e, first, second)]
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

def score(pool, marks=None):
    """Values, points, axes and totals of the entries of one pool; with marks of judges in the national stage."""
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
    axes, totals = {}, {}
    for e in pool:
        own, axis = points[e.id], {}
        for a, top in AXES.items():
            there = [i for i in GENERAL if i.axis == a and own[i.name] != "left out"]
            axis[a] = half_up(sum(own[i.name] for i in there) * top / sum(i.top for i in there), 4)
        axis["general"] = half_up(sum(axis[a] for a in AXES), 4)
        axis["specific"] = half_up(sum(own[i.name] for i in SPECIFIC[e.sector]), 4)
        own["rulings"] = -min(50 * e("رأی‌های اداری قطعی در سه سال"), F(50))
        axis["system"] = half_up(F(8, 10) * axis["general"] + axis["specific"] + own["rulings"], 4)
        axes[e.id], totals[e.id] = axis, axis["system"]
        if marks is not None:                                                           # article 6(5)
            values[e.id]["p_panel"], own["p_panel"] = panel.value_and_points(marks[e.id])
            axis["panel"] = half_up(own["p_panel"], 4)
            totals[e.id] = half_up(F(7, 10) * axis["system"] + F(3, 10) * axis["panel"], 4)
    return values, points, axes, totals


PROVINCIAL = [("provincial", 1, 650)]                                                   # article 28: id, rank, points
NATIONAL = [("winner", 1, 700), ("commended", None, 600)]


def rank(entries, points, axes, totals, honours):
    """Articles 27 and 28."""
    def key(e):
        axis = axes[e.id]
        registered = (9999,) if e.status("تاریخ ثبت") else e.date("تاریخ ثبت")
        return (-half_up(totals[e.id], 2), -axis["members"], -axis["governance"], -axis["employment"],
                -points[e.id]["rulings"], registered)
    keys = {e.id: key(e) for e in entries}
    ordered, out = sorted(keys.values()), []
    for n in sorted(keys, key=lambda n: (keys[n], n)):
        place, total = 1 + bisect_left(ordered, keys[n]), -keys[n][0]
        honour = next((h for h, last, least in honours if (last is None or place <= last) and total >= least), None)
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


def merged(pools):
    """Article 26(2): {(province, sector): entries} with the small pools in their wider ones, of the same province."""
    out = {key: [] for key in pools}
    for (province, sector), members in pools.items():
        small = len(members) < 3 and sector in WIDER
        out[province, WIDER[sector] if small else sector] += members
    return out


class Stage:
    """Results of a stage: pools as in the output, and what was computed in them."""

    def __init__(self, pools, honours, marks=None):
        """`pools` is {id: entries}, the small ones merged."""
        self.values, self.points, self.axes, self.totals, self.pools = {}, {}, {}, {}, []
        for name, members in pools.items():
            computed = (self.values, self.points, self.axes, self.totals)
            for whole, part in zip(computed, score(members, marks)):
                whole.update(part)
            self.rank(name, "main", members, honours if len(members) >= 3 else [], honours)

    def rank(self, name, kind, members, given, honours):
        places = rank(members, self.points, self.axes, self.totals, given)
        self.pools.append({"pool": name, "kind": kind, "entries": places,
                           "no_winner": all(p["honour"] != honours[0][0] for p in places)})

    def goes_on(self):
        """Ids of those who go on, article 29(2)."""
        return {p["id"] for pool in self.pools for p in pool["entries"] if p["rank"] == 1 or F(p["score"]) >= 650}


def provincial(ranked):
    """Articles 26(1) and 29(2)."""
    pools = {(p, s): [] for p in PROVINCES.values() for s in SECTORS.values()}
    nationwide = []
    for e in ranked:
        (nationwide if e.province() is None else pools[e.province(), e.sector]).append(e)
    named = {f"{p}-{s}": members for (p, s), members in merged(pools).items()}
    return Stage({"nationwide": nationwide, **named}, PROVINCIAL)


def national(ranked, marks):
    """Articles 26(1) and 29(3)."""
    pools = {("", s): [e for e in ranked if e.sector == s] for s in SECTORS.values()}
    stage = Stage({s: members for (_, s), members in merged(pools).items()}, NATIONAL, marks)
    for name, condition in ORIENTATIONS:
        stage.rank(name, "orientation", [e for e in ranked if belongs(condition, e)], NATIONAL, NATIONAL)
    return stage


def ranking(name, entries, marks):
    outcomes = {e.id: screen(e) for e in entries}
    ranked = lambda: [e for e in entries if outcomes[e.id][0] == "ranked"]
    stage = provincial(ranked())
    if name == "national":
        going = stage.goes_on()
        for e in ranked():
            if e.id not in going:
                outcomes[e.id] = "ineligible", ["provincial"]
            elif panel.is_open(marks.get(e.id, [])):
                outcomes[e.id] = "review", ["p_panel"]                                  # article 29(7)
        stage = national(ranked(), marks)
    counts = Counter(outcome for outcome, _ in outcomes.values())
    names = ("ranked", "ineligible", "review", "withdrawn", "quarantined")
    shown = lambda x, digits: text(x, digits) if isinstance(x, (F, int)) else None
    told = lambda computed, digits: {n: {k: shown(x, digits) for k, x in own.items()} for n, own in computed.items()}
    return {
        "counts": {"rows": len(entries), **{name: counts[name] for name in names}},
        "pools": stage.pools,
        "ineligible": [{"id": n, "reasons": outcomes[n][1]} for n in sorted(outcomes) if outcomes[n][0] == "ineligible"],
        "outcomes": {n: {"outcome": outcome, "reasons": reasons} for n, (outcome, reasons) in sorted(outcomes.items())},
        "values": told(stage.values, 2), "points": told(stage.points, 2), "axes": told(stage.axes, 4),
        "totals": {n: shown(x, 4) for n, x in stage.totals.items()},
    }


# Headers whose cells are no numbers: words, and yes or no. What they say is looked at where it is needed.
TEXTS = {"شناسه", "نام", "شناسهٔ ملی", "رشته", "استان", "اظهارنظر حسابرس", "رتبهٔ اعتباری", "پایهٔ پیمانکاری", "نتیجهٔ نظارت"}


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
    stage, entries, *marks = sys.argv[1:]
    marks = panel.read_marks(marks[0]) if marks else {}
    json.dump(ranking(stage, read(entries), marks), sys.stdout, ensure_ascii=False, indent=1)
    print()
