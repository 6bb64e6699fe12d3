//! What rulebooks define, and what they say of it, in words.

use bartar_criteria::{Text, text};
use serde::Serialize;

/// What kind of thing a rulebook defines.
#[derive(Copy, Clone, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// The edition as a whole.
    Edition,
    /// The rounding points.
    Rounding,
    /// A named number.
    Constant,
    /// A datum that entries state.
    Field,
    /// A choice derived from a number.
    Class,
    /// A cross-foot check.
    Check,
    /// An eligibility gate.
    Gate,
    /// What judges mark.
    Criterion,
    /// An axis.
    Axis,
    /// The total.
    Total,
    /// An indicator.
    Indicator,
    /// A family of pools.
    Pool,
    /// A further ranking.
    Orientation,
    /// Precision and ties.
    Ranking,
    /// An honour.
    Honour,
    /// A stage.
    Stage,
}

impl Kind {
    /// The word for programs.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Edition => "edition",
            Self::Rounding => "rounding",
            Self::Constant => "constant",
            Self::Field => "field",
            Self::Class => "class",
            Self::Check => "check",
            Self::Gate => "gate",
            Self::Criterion => "criterion",
            Self::Axis => "axis",
            Self::Total => "total",
            Self::Indicator => "indicator",
            Self::Pool => "pool",
            Self::Orientation => "orientation",
            Self::Ranking => "ranking",
            Self::Honour => "honour",
            Self::Stage => "stage",
        }
    }

    /// The word people read.
    #[must_use]
    pub fn title(self) -> Text {
        let fa = match self {
            Self::Edition => "ویرایش",
            Self::Rounding => "مرحلهٔ گرد کردن",
            Self::Constant => "عدد ثابت",
            Self::Field => "قلم",
            Self::Class => "دسته",
            Self::Check => "کنترل جمع",
            Self::Gate => "شرط ورود",
            Self::Criterion => "معیار داوری",
            Self::Axis => "محور",
            Self::Total => "جمع کل",
            Self::Indicator => "شاخص",
            Self::Pool => "گروه رقابت",
            Self::Orientation => "گرایش",
            Self::Ranking => "رتبه‌بندی",
            Self::Honour => "نشان",
            Self::Stage => "مرحله",
        };
        Text::new(fa, self.word())
    }

    /// Whether points, axes, totals or scores rest on it.
    #[must_use]
    pub fn is_of_scores(self) -> bool {
        matches!(
            self,
            Self::Edition
                | Self::Rounding
                | Self::Constant
                | Self::Field
                | Self::Class
                | Self::Criterion
                | Self::Axis
                | Self::Total
                | Self::Indicator
                | Self::Ranking
                | Self::Stage
        )
    }
}

/// What is said of a thing, as people read it.
#[must_use]
pub fn fact_title(name: &str) -> Text {
    let fa = match name {
        "title" => "عنوان",
        "id" => "شناسه",
        "edition" => "ویرایش",
        "reference-date" => "تاریخ مرجع",
        "money" => "واحد پول",
        "max" => "سقف امتیاز",
        "min" => "کف امتیاز",
        "sector" => "قلم رشته",
        "withdrawn" => "شرط انصراف",
        "value" => "مقدار",
        "points" => "امتیاز",
        "rule" => "قاعدهٔ امتیاز",
        "aggregate" => "محورها و جمع کل",
        "unit" => "واحد",
        "bands" => "بازه‌ها",
        "stated" => "اظهارشده",
        "parts" => "اجزا",
        "tolerance" => "رواداری",
        "effect" => "اثر",
        "missing" => "حکم دادهٔ ناموجود",
        "require" => "شرط",
        "reason" => "دلیل",
        "scale" => "مقیاس",
        "step" => "گام",
        "judges" => "کمترین شمار داوران",
        "mean" => "میانگین",
        "spread" => "اختلاف نمره‌ها",
        "type" => "نوع",
        "choices" => "گزینه‌ها",
        "range" => "بازهٔ مجاز",
        "plausible" => "حد معقول",
        "decimals" => "رقم‌های اعشار",
        "history" => "سال‌های پیشین",
        "confidential" => "محرمانه",
        "unique" => "یکتا",
        "axis" => "محور",
        "parent" => "محور بالادست",
        "role" => "نقش",
        "weight" => "وزن",
        "round" => "گرد کردن مقدار",
        "domain" => "دامنه",
        "zero" => "حکم صفر",
        "negative" => "حکم منفی",
        "better" => "بهتر",
        "combine" => "شیوهٔ ترکیب",
        "available" => "کمترین سهم موجود",
        "cap" => "حد برش",
        "by" => "بر پایهٔ",
        "when" => "شرط عضویت",
        "minimum" => "کمترین شمار پرونده",
        "fallback" => "حکم گروه کوچک",
        "stages" => "مرحله‌ها",
        "honours" => "نشان می‌دهد",
        "precision" => "دقت رتبه‌بندی",
        "ties" => "زنجیرهٔ رفع تساوی",
        "several-honours" => "چند نشان برای یک پرونده",
        "population" => "جمعیت مرجع",
        "order" => "جایگاه",
        "rank" => "رتبه",
        "from" => "از امتیاز",
        "score" => "امتیازی که رتبه‌بندی می‌شود",
        "promote" => "راهیابی",
        "quota" => "سهمیه",
        _ => name,
    };
    text!(fa: "{fa}", en: "{name}")
}
