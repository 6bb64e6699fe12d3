#!/usr/bin/env python3
"""Made-up entries that come to every number of the regulation, for `iran-best-cooperatives-1405`.

    python3 iran_sweep.py ENTRIES.csv > sweep.csv

Takes the first entry of each sector of ENTRIES.csv and changes one thing at a time: each ratio to each bound of the bands, a
little beside it and half-way to the next; each word, each yes and no; each datum to missing, in each of the four ways. Then oracle and
program are compared on the result: a bound that differs by a hundredth of a per cent shows.
"""
import csv
import sys
from fractions import Fraction as F

sys.dont_write_bytecode = True
from iran_indicators import DIGITS, SECTORS, WORDS, text  # noqa: E402

COUNTS = range(8)

# Ratios in per cent: what is changed, what it is divided by, and the bounds of the regulation.
RATIOS = {
    "agri": [
        ("اعضای حاضر در مجمع", "شمار اعضا", "10 60 100"), ("بدهی معوق بیمه", "هزینهٔ بیمه", "0 10 30"),
        ("حق تعاون و آموزش پرداخت‌شده", "حق تعاون و آموزش مقرر", "0 100"), ("سود خالص", "فروش", "0 5 10 15"),
        ("سود خالص", "جمع دارایی‌ها", "0 5 7.5 10"), ("سود خالص", "حقوق صاحبان سهام", "0 5 7.5 10"),
        ("حقوق صاحبان سهام", "جمع دارایی‌ها", "0 10 20 30"), ("فروش", "فروش@prev", "100 140 141 159 160"),
        ("سرمایه‌گذاری جدید", "دارایی ثابت", "0 25"), ("فروش صادراتی", "فروش", "0 5 20 40 100"),
        ("مطالبات سررسید گذشته", "مطالبات", "5 10 15 20 25 100"), ("شمار اعضا", "شمار اعضا@prev", "100 101 124 125"),
        ("معامله با اعضا", "فروش", "0 25 50 75"), ("مازاد برگشتی", "مازاد قابل تقسیم", "5 10 15 25 30 100"),
        ("اعضای فعال", "شمار اعضا", "20 90 100"), ("سرمایهٔ پرداخت‌شده", "سرمایهٔ تعهدشده", "50 60 80 100"),
        ("شاغلان بیمه‌شده", "شاغلان بیمه‌شده@prev", "100 101 114 115"),
        ("شاغلان زن، جوان، توان‌یاب یا دانش‌آموخته", "شاغلان بیمه‌شده", "0 50 100"),
        ("هزینهٔ مسئولیت اجتماعی", "سود خالص", "0 1 3 5"), ("پسماند بازیافت‌شده", "پسماند", "0 80 100"),
        ("عملکرد در هکتار", "میانگین عملکرد استان", "60 130"), ("اعضای زن", "شمار اعضا", "50"),
        ("اعضای جوان", "شمار اعضا", "50"), ("اعضای توان‌یاب", "شمار اعضا", "50"), ("اعضای دانش‌آموخته", "شمار اعضا", "50")],
    "industry": [("محصولات دارای نشان استاندارد", "شمار محصولات", "0 100"), ("فروش صادراتی", "فروش", "0 50 100")],
    "mining": [("استخراج سالانه", "استخراج مجاز پروانه", "50 75 90 100"), ("زمین بازسازی‌شده", "زمین دست‌خورده", "0 80 100")],
    "construct": [("طرح‌های تحویل‌شده در مهلت", "طرح‌های تحویل‌شده", "50 100"),
                  ("ضمانت‌نامه‌های ضبط‌شده", "ضمانت‌نامه‌های سپرده‌شده", "0 5 100")],
    "housing": [("واحدهای تحویل‌شده در مهلت", "واحدهای موعدرسیده", "40 100"),
                ("سندهای صادرشده", "همهٔ واحدهای تحویل‌شده", "0 100")],
    "services": [("قراردادهای تکراری", "قراردادها", "0 60 100")],
    "credit": [("تسهیلات معوق", "تسهیلات", "2 5 10 15 100"), ("حقوق صاحبان سهام", "دارایی‌های موزون به ریسک", "4 12"),
               ("سپرده‌های اعضا", "تسهیلات", "40 60 80 110 140 180"), ("نقد و بانک", "سپرده‌های اعضا", "5 10 20 30")],
    "transport": [("پیمایش خالی", "پیمایش ناوگان", "10 50 100")],
    "carpet": [("بافندگان و صنعتگران بیمه‌شده", "بافندگان و صنعتگران", "0 100"), ("فروش صادراتی", "فروش", "0 60 100")],
    "union": [("تعاونی‌های عضو", "تعاونی‌های مشمول عضویت", "10 80 100")],
}
# The same, the ratio being the bound itself.
TIMES = {
    "agri": [("دارایی جاری", "بدهی جاری", "1 1.2 1.5 3 4 6"), ("ساعت آموزش اعضا", "شمار اعضا", "0 16"),
             ("ساعت آموزش شاغلان", "شاغلان بیمه‌شده", "0 24"), ("آب مصرفی", "فروش", "5 30")],
    "consumers": [("بهای تمام‌شدهٔ کالای فروش‌رفته", "میانگین موجودی کالا", "2 12"), ("فروش", "شمار اعضا", "1 2")],
}
# Percentages and numbers that are points' values as they stand.
PLAIN = {
    "agri": [("تکمیل اطلاعات سامانه", "70 85 95"), ("بهره‌برداری از ظرفیت", "30 90"), ("ضایعات محصول", "5 30")],
    "industry": [("بهره‌برداری از ظرفیت", "40 60 75 90")],
    "housing": [("میانگین ماه‌های تأخیر", "0 24"), ("افزایش هزینه نسبت به برآورد", "0 10 25 50")],
    "producers": [("نیازهای اعضا که از تعاونی تأمین می‌شود", "10 80"), ("برتری قیمت نسبت به بازار", "0 2 5 10")],
    "consumers": [("برتری قیمت نسبت به بازار", "0 10")], "services": [("رضایت مشتریان", "50 90")],
    "transport": [("میانگین سن ناوگان", "3 10 20")],
}
COUNTED = {
    "agri": ["سال‌های مالی بسته", "صورت‌های مالی ارائه‌شده در سه سال", "اظهارنامه‌های به‌موقع در سه سال",
             "رأی‌های اداری قطعی در سه سال", "گواهی‌نامه‌های کیفیت", "نمایشگاه‌های داخلی", "نمایشگاه‌های بین‌المللی",
             "حادثه‌های کار", "اختراع‌های ثبت‌شده", "نشان‌های ملی", "لوح‌های استانی", "کسب‌وکارهای خانگی و خرد پیوندخورده"],
    "industry": ["کسب‌وکارهای خانگی و خرد پیوندخورده"], "mining": ["حادثه‌های کار"],
    "producers": ["کسب‌وکارهای خانگی و خرد پیوندخورده"], "carpet": ["کسب‌وکارهای خانگی و خرد پیوندخورده"],
    "union": ["کسب‌وکارهای خانگی و خرد پیوندخورده"],
}
WHOLE = {"agri": [6, 7, 8], "producers": [29, 30, 31], "consumers": [29, 30, 31], "credit": [49, 50, 51]}    # members
SAID = {
    "agri": {"اظهارنظر حسابرس": ["مقبول", "مشروط", "عدم اظهارنظر", "مردود", "بدون حسابرسی"],
             "رتبهٔ اعتباری": ["A", "B", "C", "D", "بدون رتبه"],
             "تاریخ مجمع عمومی عادی": ["1404-12-28", "1404-12-29", "1405-03-28", "1405-03-29", "1405-04-27", "1405-04-28",
                                       "1405-05-26", "1405-05-27", "1405-06-13", "1405-06-14"],
             "تاریخ آغاز بهره‌برداری": ["1405-06-14", "1405-06-13", "1404-06-14", "1404-06-13", "1391-01-01", "1390-06-13"],
             "تاریخ ثبت": ["1380-01-01", "1399-12-30", "1405-06-13", "1405-06-14"]},
    "construct": {"پایهٔ پیمانکاری": ["پایهٔ ۱", "پایهٔ ۲", "پایهٔ ۳", "پایهٔ ۴", "پایهٔ ۵", "بدون پایه"]},
    "services": {"نتیجهٔ نظارت": ["بدون ایراد", "ایراد رفع‌شده", "نظارت‌نشده", "ایراد باز"]},
    "union": {"نتیجهٔ نظارت": ["بدون ایراد", "ایراد رفع‌شده", "نظارت‌نشده", "ایراد باز"], "استان": ["تهران", "IR-00", "البرز"]},
}
# Checks that would fail when one of their parts is changed alone; without this part they are not made (article 5(3)).
UNCHECKED = ("بدهی غیرجاری", "سود انباشته", "اعضای تازه")
# How headers of counted things begin: they take whole numbers only.
COUNT_WORDS = ("شمار ", "اعضا", "شاغلان", "محصولات", "طرح", "واحدهای", "سند", "قرارداد", "بافندگان", "تعاونی", "همه")


MAY_BE_NEGATIVE = ("سود خالص", "حقوق صاحبان سهام", "برتری قیمت نسبت به بازار", "افزایش هزینه نسبت به برآورد")


def around(bounds):
    """Each bound, a hundredth to either side, and half-way to the next."""
    bounds = [F(bound) for bound in bounds.split()]
    ways = [(low + high) / 2 for low, high in zip(bounds, bounds[1:])]
    return [bound + F(step, 100) for bound in bounds for step in (-1, 0, 1)] + [round(way, 2) for way in ways]


def number(cell):
    return F(cell.translate(DIGITS))


def written(header, x):
    """The nearest number that the field takes: whole for counts, else three decimals."""
    if header.startswith(COUNT_WORDS):
        return str(max(0, round(x)))
    return text(F(round(x * 1000), 1000), 3)


def changes(sector, base, general):
    """One change at a time: {header: cell}. Data of the `general` headers were taken away once already."""
    def scaled(part, whole, factor):
        x = number(base[whole]) * factor
        return {part: written(part, x)} if x >= 0 or part in MAY_BE_NEGATIVE else None

    for part, whole, bounds in RATIOS.get(sector, []):
        # What is counted comes to a bound only where the whole is round.
        counts = part.startswith(COUNT_WORDS) and whole.startswith(COUNT_WORDS)
        for share in around(bounds):
            if not counts:
                yield scaled(part, whole, share / 100)
            elif share >= 0:
                yield {whole: "10000", part: written(part, 100 * share)}
        yield {whole: "0"}
        yield {part: "0", whole: "0"}
        yield {part: "", whole: "در دست بررسی"}
        yield {part: "در دست بررسی", whole: ""}
    if sector == "agri":
        # Intensity at real prices.
        for change in ("-10.01", "-10", "-9.99", "-5.01", "-5", "-4.99", "-0.01", "0", "0.01"):
            yield {"فروش": "1400", "فروش@prev": "1000", "فروش صادراتی": "0", "مصرف انرژی یا آب@prev": "1000",
                   "مصرف انرژی یا آب": text(1000 + 10 * F(change), 3)}
        for rate in ("1", "1.01", "3", "3.01"):
            yield {"حادثه‌های کار": "1", "ساعت کار": str(round(200000 / F(rate)))}
        yield {"ساعت کار": "0"}
    if sector == "mining":
        yield {"ساعت کار": "0"}
        for accidents in COUNTS:
            yield {"حادثه‌های کار": str(accidents), "ساعت کار": "400000"}
    if sector == "transport":
        yield {"پیمایش ناوگان": "0"}
        for accidents in COUNTS:
            yield {"تصادف‌های ناوگان": str(accidents), "پیمایش ناوگان": "2", "پیمایش خالی": "1"}
    for part, whole, bounds in TIMES.get(sector, []):
        for times in around(bounds):
            yield scaled(part, whole, times)
        yield {whole: "0"}
    for header, bounds in PLAIN.get(sector, []):
        for value in around(bounds):
            yield {header: text(value, 2)} if value >= 0 or header in MAY_BE_NEGATIVE else None
    for header in COUNTED.get(sector, []):
        for n in [*COUNTS, 14, 15, 16, 24, 25, 26, 29, 30, 31]:
            yield {header: str(n)} if n <= 3 or "سه سال" not in header else None
    for n in WHOLE.get(sector, []):
        yield {"شمار اعضا": str(n), "اعضای فعال": "3", "اعضای حاضر در مجمع": "3"}
    for header, words in SAID.get(sector, {}).items():
        for word in words:
            yield {header: word}
    for header, cell in base.items():
        if cell in ("بله", "خیر"):
            yield {header: "خیر" if cell == "بله" else "بله"}
        if cell and header not in general:
            for status in WORDS:
                yield {header: status}


def national_id(n):
    """A made-up id with its check digit: the remainder of a weighted sum by 11, where 10 counts as 0."""
    digits = [int(digit) for digit in f"99900{10000 + n:05d}"]
    total = sum((digits[9] + 2 + digit) * (29, 27, 23, 19, 17)[i % 5] for i, digit in enumerate(digits))
    return "".join(map(str, digits)) + str(total % 11 % 10)


def main(name):
    with open(name, encoding="utf-8", newline="") as f:
        rows = list(csv.DictReader(f))
    out = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
    out.writeheader()
    n, general = 0, {"شناسه", "نام", "رشته", "شناسهٔ ملی"}
    for persian, sector in SECTORS.items():
        base = next(r for r in rows if r["رشته"] == persian)
        base.update({header: "" for header in UNCHECKED})
        for change in changes(sector, base, general):
            if change is not None:
                n += 1
                out.writerow({**base, "شناسه": f"S-{n:05d}", "نام": "", "شناسهٔ ملی": national_id(n), **change})
        general |= {header for header, cell in base.items() if cell}


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8")
    main(sys.argv[1])
