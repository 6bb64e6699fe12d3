"""The 41 general indicators and the specific ones of `iran-best-cooperatives-1405`, for the oracle iran.py.

Written from the regulation (criteria/iran-best-cooperatives-1405/RULES.md, articles 7 to 25), with Fractions. An indicator says
how its value follows from an entry, and its points from the rounded value. Names are those of the rulebook.
"""
from fractions import Fraction as F
from math import floor

INFLATION = F(40)                                                                       # article 25(6)
REFERENCE = (1405, 6, 13)                                                               # article 1(3)
DIGITS = str.maketrans("۰۱۲۳۴۵۶۷۸۹٫", "0123456789.", "٬")
WORDS = {"": "not-submitted", "نامربوط": "not-applicable", "رد شد": "rejected", "در دست بررسی": "pending"}

SECTORS = {"کشاورزی": "agri", "صنعتی": "industry", "معدنی": "mining", "عمرانی": "construct", "مسکن": "housing",
           "تأمین نیاز تولیدکنندگان": "producers", "تأمین نیاز مصرف‌کنندگان": "consumers", "خدماتی": "services",
           "اعتبار": "credit", "حمل‌ونقل": "transport", "فرش دستباف و صنایع دستی": "carpet",
           "اتحادیه و تعاونی فراگیر": "union"}
# Article 2(3): names, numbers of ISO 3166-2 (edition 2020), ids of the rulebook.
PROVINCES = dict(zip(
    "مرکزی|گیلان|مازندران|آذربایجان شرقی|آذربایجان غربی|کرمانشاه|خوزستان|فارس|کرمان|خراسان رضوی|اصفهان|سیستان و بلوچستان|"
    "کردستان|همدان|چهارمحال و بختیاری|لرستان|ایلام|کهگیلویه و بویراحمد|بوشهر|زنجان|سمنان|یزد|هرمزگان|تهران|اردبیل|قم|قزوین|"
    "گلستان|خراسان شمالی|خراسان جنوبی|البرز".split("|"),
    "markazi gilan mazandaran east-azerbaijan west-azerbaijan kermanshah khuzestan fars kerman razavi-khorasan isfahan "
    "sistan-baluchestan kurdistan hamadan chaharmahal-bakhtiari lorestan ilam kohgiluyeh-boyer-ahmad bushehr zanjan semnan yazd "
    "hormozgan tehran ardabil qom qazvin golestan north-khorasan south-khorasan alborz".split()))
PROVINCE_SPELLINGS = {f"IR-{n:02d}": province for n, province in enumerate(PROVINCES.values())}
PROVINCE_SPELLINGS |= {name.replace(" ", ""): province for name, province in PROVINCES.items()}
PROVINCE_SPELLINGS |= {"چهارمحال": "chaharmahal-bakhtiari", "کهگیلوییهوبویراحمد": "kohgiluyeh-boyer-ahmad"}
GRAVITY = ("pending", "rejected", "not-submitted", "not-applicable")                     # article 25(3)


class Absent(Exception):
    """A datum is missing; its status says why."""


class Unreadable(Exception):
    """A cell is no number, no date, no yes or no."""


def half_up(x, digits):
    """Nearest multiple of 10**-digits; halves go away from zero."""
    n = (2 * abs(x.numerator) * 10 ** digits + x.denominator) // (2 * x.denominator)
    return F(n if x >= 0 else -n, 10 ** digits)


def text(x, digits):
    """A plain decimal with exactly `digits` fraction digits; x must be exact at that precision."""
    n = F(x) * 10 ** digits
    assert n.denominator == 1, (x, digits)
    sign, n = ("-" if n < 0 else ""), abs(n.numerator)
    return f"{sign}{n // 10 ** digits}.{n % 10 ** digits:0{digits}d}"


class Entry:
    """One row. Looking up a missing datum raises Absent."""

    def __init__(self, row):
        self.row = row
        self.id = row["شناسه"]
        self.sector = SECTORS[row["رشته"]]
        self.absences = None

    def gravest(self, value):
        """Why a value is missing: the gravest status of all data that it reads, or None (article 25(3))."""
        self.absences = []
        value(self)
        found, self.absences = self.absences, None
        return next((status for status in GRAVITY if status in found), None)

    def noted(self, header):
        """Whether only the statuses of data are looked at; notes that of this one."""
        if self.absences is not None:
            self.absences.append(self.status(header))
        return self.absences is not None

    def cell(self, header):
        cell = (self.row.get(header) or "").strip()
        if cell in WORDS:
            raise Absent(WORDS[cell])
        return cell

    def status(self, header):
        try:
            self.cell(header)
        except Absent as absent:
            return str(absent)
        return None

    def __call__(self, header):
        if self.noted(header):
            return F(1)
        cell = self.cell(header).translate(DIGITS)
        try:
            return F(cell)
        except ValueError:
            raise Unreadable(header) from None

    def yes(self, header):
        if self.noted(header):
            return False
        return {"بله": True, "خیر": False}[self.cell(header)]

    def province(self):
        """Its id; None where none is stated."""
        if self.status("استان"):
            return None
        return PROVINCE_SPELLINGS[self.cell("استان").replace(" ", "").replace("\u200c", "")]

    def date(self, header):
        if self.noted(header):
            return REFERENCE
        return tuple(int(part) for part in self.cell(header).translate(DIGITS).replace("/", "-").split("-"))


def day_number(date):
    """Days since a fixed day, by the 33-year rule for leap years, which holds from 1300 to 1500."""
    year, month, day = date
    leaps = sum(y % 33 in (1, 5, 9, 13, 17, 22, 26, 30) for y in range(1300, year))
    return 365 * (year - 1300) + leaps + sum(31 if m <= 6 else 30 for m in range(1, month)) + day


def whole_years(start, end):
    return end[0] - start[0] - (end[1:] < start[1:])


# ---- Points rules, article 25(2) --------------------------------------------------------------------------------------

def linear(none_at, full_at, top):
    def rule(v):
        share = (v - none_at) / F(full_at - none_at)
        return top * min(max(share, F(0)), F(1))
    return rule


def at_least(*steps, other=0):
    """Points of the first (bound, points) with v >= bound."""
    return lambda v: F(next((p for bound, p in steps if v >= F(bound)), other))


def at_most(*steps, other=0):
    """Points of the first (bound, points) with v <= bound."""
    return lambda v: F(next((p for bound, p in steps if v <= F(bound)), other))


def per_step(each, top):
    return lambda v: F(min(max(floor(v) * each, 0), top))


def above_zero(rule, least, other=0):
    """`rule`, but any value above zero earns at least `least`, and none above zero `other`."""
    return lambda v: F(other) if v <= 0 else max(rule(v), F(least))


def around(*rings):
    """Points of the first closed ring that holds v: an open end of a wider ring is covered by the one inside it."""
    return lambda v: next((F(p) for low, high, p in rings if low <= v <= high), F(0))


def word(header, points):
    return lambda e: F(points[e.cell(header)])


def ratio(part, whole, times=100):
    return lambda e: e(part) / e(whole) * times


def growth(header):
    return lambda e: (e(header) - e(header + "@prev")) / e(header + "@prev") * 100


def fleet_age(v):
    if v <= 10:
        return linear(10, 3, 35)(v) + 35
    return linear(20, 10, 35)(v)


# ---- The indicators: id, axis, maximum, value, rule; what a zero denominator earns; a share of a whole (5(5)); may be left
# ---- out when it does not apply (25(4)). A rule "percentile" is relative; a list of headers with points is a checklist.

class Indicator:
    def __init__(self, name, axis, top, value, rule, zero=0, whole=False, leaves=False):
        self.name, self.axis, self.top, self.value, self.rule = name, axis, F(top), value, rule
        self.zero, self.whole, self.leaves = zero, whole, leaves


def sales_growth(e):
    return growth("فروش")(e) - INFLATION


def intensity_change(e):
    now, before = e("مصرف انرژی یا آب") / e("فروش"), e("مصرف انرژی یا آب@prev") / e("فروش@prev")
    return now * (100 + INFLATION) / before - 100


def over_positive(part, whole, times=100):
    """A ratio to what must be above zero; otherwise it has no denominator."""
    return lambda e: e(part) / max(e(whole), F(0)) * times


RETURN = at_least((10, 30), ("7.5", "22.5"), (5, 15), (0, "7.5"))
ACCIDENTS = ratio("حادثه‌های کار", "ساعت کار", 200000)
LINKED = lambda e: e("کسب‌وکارهای خانگی و خرد پیوندخورده")
EXPORT = ratio("فروش صادراتی", "فروش")
I = Indicator

GENERAL = [
    # Article 7
    I("g_agm_days", "governance", 40,
      lambda e: F(-day_number(e.date("پایان سال مالی")) + day_number(e.date("تاریخ مجمع عمومی عادی"))),
      at_most((90, 40), (120, 32), (150, 16)), whole="not negative"),
    I("g_agm_attend", "governance", 30, ratio("اعضای حاضر در مجمع", "شمار اعضا"), linear(10, 60, 30), whole=True),
    I("g_audit", "governance", 30, None,
      word("اظهارنظر حسابرس", {"مقبول": 30, "مشروط": 18, "عدم اظهارنظر": 6, "مردود": 0, "بدون حسابرسی": 0})),
    I("g_tax", "governance", 20, lambda e: e("اظهارنامه‌های به‌موقع در سه سال"), at_least((3, 20), (2, 12), (1, 5))),
    I("g_insurance", "governance", 20, ratio("بدهی معوق بیمه", "هزینهٔ بیمه"), at_most((0, 20), (10, 12), (30, 5))),
    I("g_edu_fund", "governance", 20, ratio("حق تعاون و آموزش پرداخت‌شده", "حق تعاون و آموزش مقرر"),
      linear(0, 100, 20), zero=20),
    I("g_board", "governance", 20, None,
      [(h, 5) for h in ("اعتبار هیئت‌مدیره", "اعتبار بازرس", "دفاتر قانونی", "منشور اخلاقی و اعلام منافع")]),
    I("g_data", "governance", 20, lambda e: e("تکمیل اطلاعات سامانه"), at_least((95, 20), (85, 14), (70, 7))),
    # Article 8
    I("f_npm", "finance", 40, ratio("سود خالص", "فروش"), at_least((15, 40), (10, 30), (5, 20), (0, 10))),
    I("f_roa", "finance", 30, ratio("سود خالص", "جمع دارایی‌ها"), RETURN),
    I("f_roe", "finance", 30, over_positive("سود خالص", "حقوق صاحبان سهام"), RETURN),
    I("f_current", "finance", 30, ratio("دارایی جاری", "بدهی جاری", 1),
      around((F(3, 2), 3, 30), (F(6, 5), 4, 20), (1, 6, 10))),
    I("f_equity", "finance", 30, ratio("حقوق صاحبان سهام", "جمع دارایی‌ها"),
      above_zero(at_least((30, 30), (20, "22.5"), (10, 15)), "7.5")),
    I("f_growth", "finance", 40, sales_growth, per_step(2, 40)),
    I("f_invest", "finance", 20, ratio("سرمایه‌گذاری جدید", "دارایی ثابت"), linear(0, 25, 20)),
    # Article 9
    I("o_sales", "market", 40, lambda e: e("فروش"), "percentile"),
    I("o_capacity", "market", 30, lambda e: e("بهره‌برداری از ظرفیت"), linear(30, 90, 30), leaves=True),
    I("o_export", "market", 30, EXPORT, above_zero(at_least((40, 30), (20, 22), (5, 12)), 5), whole=True, leaves=True),
    I("o_quality", "market", 15, lambda e: e("گواهی‌نامه‌های کیفیت"), per_step(5, 15)),
    I("o_fairs", "market", 10, lambda e: e("نمایشگاه‌های داخلی") + 3 * e("نمایشگاه‌های بین‌المللی"), per_step(1, 10)),
    I("o_age", "market", 15, lambda e: F(max(whole_years(e.date("تاریخ آغاز بهره‌برداری"), REFERENCE), 0)), per_step(1, 15)),
    I("o_prod", "market", 25, ratio("ارزش افزوده", "شاغلان بیمه‌شده", 1), "percentile"),
    I("o_receiv", "market", 15, ratio("مطالبات سررسید گذشته", "مطالبات"),
      at_most((5, 15), (10, 12), (15, 9), (20, 6), (25, 3)), zero=15, whole=True),
    # Article 10
    I("m_growth", "members", 25, growth("شمار اعضا"), per_step(1, 25)),
    I("m_trade", "members", 40, ratio("معامله با اعضا", "فروش"), at_least((75, 40), (50, 30), (25, 20), other=10)),
    I("m_refund", "members", 30, ratio("مازاد برگشتی", "مازاد قابل تقسیم"),
      at_least((30, 30), (25, 24), (15, 18), (10, 12), (5, 6)), whole=True),
    I("m_active", "members", 25, ratio("اعضای فعال", "شمار اعضا"), linear(20, 90, 25), whole=True),
    I("m_paidup", "members", 20, ratio("سرمایهٔ پرداخت‌شده", "سرمایهٔ تعهدشده"),
      at_least((100, 20), (80, 15), (60, 10), (50, 5)), whole=True),
    I("m_train", "members", 20, ratio("ساعت آموزش اعضا", "شمار اعضا", 1), linear(0, 16, 20)),
    I("m_coop", "members", 20, None, [(h, 5) for h in (
        "عضویت در اتحادیه", "عضویت در اتاق تعاون", "طرح مشترک با تعاونی‌ها", "خرید از تعاونی‌ها")]),
    # Article 11
    I("e_jobs", "employment", 40, lambda e: e("شاغلان بیمه‌شده"), "percentile"),
    I("e_jobgrow", "employment", 30, growth("شاغلان بیمه‌شده"), per_step(2, 30)),
    I("e_incl", "employment", 20, ratio("شاغلان زن، جوان، توان‌یاب یا دانش‌آموخته", "شاغلان بیمه‌شده"),
      linear(0, 50, 20), whole=True),
    I("e_acc", "employment", 15, ACCIDENTS, at_most((0, 15), (1, 10), (3, 5))),
    I("e_train", "employment", 15, ratio("ساعت آموزش شاغلان", "شاغلان بیمه‌شده", 1), linear(0, 24, 15)),
    # Article 12
    I("s_csr", "community", 20, over_positive("هزینهٔ مسئولیت اجتماعی", "سود خالص"),
      above_zero(at_least((5, 20), (3, 15), (1, 10)), 5)),
    I("s_energy", "community", 20, intensity_change, at_most((-10, 20), (-5, 14), (0, 8)), leaves=True),
    I("s_waste", "community", 10, ratio("پسماند بازیافت‌شده", "پسماند"), linear(0, 80, 10), zero=None, whole=True, leaves=True),
    I("s_innov", "community", 20, lambda e: 10 * e.yes("دانش‌بنیان") + 5 * e("اختراع‌های ثبت‌شده"), per_step(1, 20)),
    I("s_award", "community", 15, lambda e: 5 * e("نشان‌های ملی") + 2 * e("لوح‌های استانی"), per_step(1, 15)),
    I("s_open", "community", 15, None, [(h, 3) for h in (
        "گزارش سالانه به اعضا", "دسترسی اعضا به صورت‌های مالی", "دسترسی اعضا به صورت‌جلسه‌ها",
        "مجمع یا رأی‌گیری مجازی", "اعلام نتیجهٔ نظارت به اعضا")]),
]


def supervision(clean, remedied, not_inspected):
    return word("نتیجهٔ نظارت", {"بدون ایراد": clean, "ایراد رفع‌شده": remedied, "نظارت‌نشده": not_inspected, "ایراد باز": 0})


def specific(name, top, value, rule, **more):
    return Indicator(name, "specific", top, value, rule, **more)


S = specific
SPECIFIC = {
    "agri": [  # Article 13
        S("agri_yield_share", 70, ratio("عملکرد در هکتار", "میانگین عملکرد استان"), linear(60, 130, 70)),
        S("agri_water_use", 50, ratio("آب مصرفی", "فروش", 1), linear(30, 5, 50)),
        S("agri_loss_share", 50, lambda e: e("ضایعات محصول"), linear(30, 5, 50)),
        S("agri_linked", 30, LINKED, per_step(2, 30))],
    "industry": [  # Article 14
        S("industry_capacity", 60, lambda e: e("بهره‌برداری از ظرفیت"), at_least((90, 60), (75, 45), (60, 30), (40, 15))),
        S("industry_export", 60, EXPORT, linear(0, 50, 60), whole=True),
        S("industry_standard", 50, ratio("محصولات دارای نشان استاندارد", "شمار محصولات"), linear(0, 100, 50), whole=True),
        S("industry_linked", 30, LINKED, per_step(2, 30))],
    "mining": [  # Article 15
        S("mining_extraction", 80, ratio("استخراج سالانه", "استخراج مجاز پروانه"),
          lambda v: F(0) if v > 100 else at_least((90, 80), (75, 60), (50, 30))(v)),
        S("mining_accidents", 60, ACCIDENTS, linear(3, 0, 60)),
        S("mining_reclamation", 60, ratio("زمین بازسازی‌شده", "زمین دست‌خورده"), linear(0, 80, 60), whole=True)],
    "construct": [  # Article 16
        S("construct_on_time", 80, ratio("طرح‌های تحویل‌شده در مهلت", "طرح‌های تحویل‌شده"), linear(50, 100, 80), whole=True),
        S("construct_grade", 60, None, word("پایهٔ پیمانکاری", {
            "پایهٔ ۱": 60, "پایهٔ ۲": 48, "پایهٔ ۳": 36, "پایهٔ ۴": 24, "پایهٔ ۵": 12, "بدون پایه": 0})),
        S("construct_guarantees", 60, ratio("ضمانت‌نامه‌های ضبط‌شده", "ضمانت‌نامه‌های سپرده‌شده"),
          at_most((0, 60), (5, 30)), whole=True)],
    "housing": [  # Article 17
        S("housing_on_time", 60, ratio("واحدهای تحویل‌شده در مهلت", "واحدهای موعدرسیده"), linear(40, 100, 60), whole=True),
        S("housing_delay", 40, lambda e: e("میانگین ماه‌های تأخیر"), linear(24, 0, 40)),
        S("housing_overrun", 50, lambda e: e("افزایش هزینه نسبت به برآورد"), at_most((0, 50), (10, 38), (25, 20), (50, 8))),
        S("housing_deeds", 50, ratio("سندهای صادرشده", "همهٔ واحدهای تحویل‌شده"), linear(0, 100, 50), whole=True)],
    "producers": [  # Article 18
        S("producers_needs", 80, lambda e: e("نیازهای اعضا که از تعاونی تأمین می‌شود"), linear(10, 80, 80)),
        S("producers_price", 70, lambda e: e("برتری قیمت نسبت به بازار"), at_least((10, 70), (5, 50), (2, 25), (0, 10))),
        S("producers_linked", 50, LINKED, per_step(2, 50))],
    "consumers": [  # Article 19
        S("consumers_sales", 70, ratio("فروش", "شمار اعضا", 1), "percentile"),
        S("consumers_turnover", 60, ratio("بهای تمام‌شدهٔ کالای فروش‌رفته", "میانگین موجودی کالا", 1), linear(2, 12, 60)),
        S("consumers_price", 70, lambda e: e("برتری قیمت نسبت به بازار"), linear(0, 10, 70))],
    "services": [  # Article 20
        S("services_satisfaction", 80, lambda e: e("رضایت مشتریان"), linear(50, 90, 80)),
        S("services_repeat", 60, ratio("قراردادهای تکراری", "قراردادها"), linear(0, 60, 60), whole=True),
        S("services_supervision", 60, None, supervision(60, 40, 20))],
    "credit": [  # Article 21
        S("credit_overdue", 60, ratio("تسهیلات معوق", "تسهیلات"), at_most((2, 60), (5, 45), (10, 25), (15, 10)), whole=True),
        S("credit_capital", 50, ratio("حقوق صاحبان سهام", "دارایی‌های موزون به ریسک"), linear(4, 12, 50)),
        S("credit_deposits", 50, ratio("سپرده‌های اعضا", "تسهیلات"), around((80, 110, 50), (60, 140, 30), (40, 180, 10))),
        S("credit_cash", 40, ratio("نقد و بانک", "سپرده‌های اعضا"), around((10, 20, 40), (5, 30, 20)))],
    "transport": [  # Article 22
        S("transport_fleet", 70, lambda e: e("میانگین سن ناوگان"), fleet_age),
        S("transport_empty", 70, ratio("پیمایش خالی", "پیمایش ناوگان"), linear(50, 10, 70), whole=True),
        S("transport_accidents", 60, ratio("تصادف‌های ناوگان", "پیمایش ناوگان", 1), at_most((0, 60), ("0.5", 40), (2, 15)))],
    "carpet": [  # Article 23
        S("carpet_insured", 80, ratio("بافندگان و صنعتگران بیمه‌شده", "بافندگان و صنعتگران"), linear(0, 100, 80), whole=True),
        S("carpet_export", 50, EXPORT, linear(0, 60, 50), whole=True),
        S("carpet_brand", 40, None, [("برند خود", 20), ("شناسنامه یا نشان جغرافیایی", 20)]),
        S("carpet_linked", 30, LINKED, per_step(1, 30))],
    "union": [  # Article 24
        S("union_coverage", 70, ratio("تعاونی‌های عضو", "تعاونی‌های مشمول عضویت"), linear(10, 80, 70), whole=True),
        S("union_services", 60, None, [(h, 12) for h in (
            "خرید مشترک برای اعضا", "فروش یا صادرات مشترک", "حسابرسی و مشاوره برای اعضا", "آموزش برای اعضا",
            "بیمه یا تأمین مالی برای اعضا")]),
        S("union_linked", 30, LINKED, per_step(1, 30)),
        S("union_supervision", 40, None, supervision(40, 27, 13))],
}
AXES = {"governance": 200, "finance": 220, "market": 180, "members": 180, "employment": 120, "community": 100}
assert len(GENERAL) == 41
assert AXES == {a: sum(i.top for i in GENERAL if i.axis == a) for a in AXES}
assert all(sum(i.top for i in own) == 200 for own in SPECIFIC.values())
