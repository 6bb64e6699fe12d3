//! Formulas and what they refer to.

use super::{Code, CodeInfo};

codes! {
    FORMULA_SYNTAX: Error {
        name: "formula-syntax",
        title: ["فرمول خواندنی نیست", "A formula cannot be read"],
        meaning: [
            "متن فرمول در نقطهٔ نشان‌داده‌شده با دستور زبان فرمول‌ها سازگار نیست؛ برای نمونه پرانتزی باز \
             مانده، عملگری جا افتاده یا دو عدد کنار هم آمده است. فرمول را باید همه، از نرم‌افزار تا ناظر، \
             به یک شکل بخوانند؛ پس نرم‌افزار بخش نادرست را حدس نمی‌زند.",
            "At the marked place the text of the formula leaves the grammar of formulas: a parenthesis is \
             not closed, an operator is missing, or two numbers stand side by side. Everyone, from the \
             program to the auditor, must read a formula in the same way, so the faulty part is not \
             guessed.",
        ],
        mend: [
            "نقطهٔ نشان‌داده‌شده را ببینید: پرانتزها را جفت کنید و عملگرها را از میان `+ - * /`، مقایسه‌ها \
             و `and`، `or`، `not` بنویسید. برای ممیز نقطه به کار ببرید.",
            "Look at the marked place: pair the parentheses, and write operators from `+ - * /`, \
             comparisons and `and`, `or`, `not`. The decimal sign is a point.",
        ],
        example: r#"[indicator.net_margin]
value = "net_profit / (sales * 100"
"#,
    }
    UNKNOWN_NAME: Error {
        name: "unknown-name",
        title: ["فرمول نامی را می‌آورد که تعریف نشده است", "A formula names something that is not defined"],
        meaning: [
            "این نام نه قلم اطلاعاتی است، نه عدد ثابت و نه چیز دیگری که فرمول در اینجا می‌تواند بخواند. \
             معمولاً املای نام اشتباه است یا تعریف آن حذف شده است. فرمول با نام نامعلوم هیچ مقداری ندارد و \
             هیچ پرونده‌ای را نمی‌توان با آن سنجید.",
            "The name is no field, no constant, and nothing else that a formula may read here. Usually it \
             is misspelt, or its definition was removed. A formula with an unknown name has no value, and \
             no entry can be judged by it.",
        ],
        mend: [
            "نام را با نزدیک‌ترین نامی که پیام پیشنهاد می‌کند مقایسه و اصلاح کنید، یا آن را با سرفصل \
             `[field.…]` یا `[constant.…]` تعریف کنید.",
            "Compare the name with the nearest one that the message suggests and correct it, or define it \
             under a heading `[field.…]` or `[constant.…]`.",
        ],
        example: r#"[indicator.net_margin]
value = "net_profit / slaes * 100"
"#,
    }
    TYPE_MISMATCH: Error {
        name: "type-mismatch",
        title: [
            "نوع یک مقدار با جای آن در فرمول سازگار نیست",
            "A value is of the wrong type for its place in the formula",
        ],
        meaning: [
            "فرمول عدد، بله/خیر، تاریخ و گزینه را از هم جدا نگه می‌دارد. اینجا یکی به‌جای دیگری آمده است: \
             عدد در جایی که پاسخ بله یا خیر لازم است، یا مقایسهٔ یک گزینه با واژه‌ای که در میان گزینه‌های \
             آن قلم نیست. چنین شرطی معنای روشنی ندارد و ممکن است همیشه برقرار یا هرگز برقرار نباشد.",
            "Formulas keep numbers, yes/no, dates and choices apart. Here one stands in the place of \
             another: a number where yes or no is needed, or a choice compared with a word that is not \
             among the choices of its field. Such a condition has no clear meaning, and may hold always or \
             never.",
        ],
        mend: [
            "فرمول را کامل کنید؛ برای نمونه به‌جای `members` بنویسید `members >= 7`. در مقایسهٔ گزینه، \
             شناسهٔ یکی از گزینه‌های همان قلم را بیاورید.",
            "Complete the formula; write `members >= 7` instead of `members`, for instance. When comparing \
             a choice, use the id of one of the choices of that field.",
        ],
        example: r#"[gate.members]
require = "members"
"#,
    }
    UNIT_MISMATCH: Error {
        name: "unit-mismatch",
        title: ["واحدها با هم سازگار نیستند", "The units do not agree"],
        meaning: [
            "مقدارهایی با واحدهای متفاوت با هم جمع یا مقایسه شده‌اند، یا حاصل فرمول در واحدی نیست که برای \
             شاخص نوشته شده است. ریال با میلیون ریال، یا ریال با نفر، هر دو عددند و حاصل ظاهر درستی دارد، \
             ولی امتیاز آن بی‌معناست. چنین خطایی معمولاً همهٔ پرونده‌ها را به یک اندازه گمراه می‌کند و با \
             نگاه کردن به نتیجه دیده نمی‌شود.",
            "Quantities of different units are added or compared, or the result is not in the unit stated \
             for the indicator. Rials and millions of rials, or rials and persons, are all numbers, and \
             the result looks right, but the points it earns mean nothing. Such a fault usually misleads \
             all entries alike and cannot be seen by looking at the result.",
        ],
        mend: [
            "پیش از جمع یا مقایسه، مقدارها را به یک واحد برگردانید (برای نمونه ضرب در ۱۰۰۰۰۰۰)، یا کلید \
             `unit` قلم یا شاخص را اصلاح کنید.",
            "Bring the quantities to one unit before adding or comparing (multiply by 1000000, say), or \
             correct the key `unit` of the field or of the indicator.",
        ],
        example: r#"[field.sales]
type = "amount"
unit = "IRR"

[field.members]
type = "count"
unit = "person"

[indicator.size]
value = "sales + members"
"#,
    }
    UNIT_WITHOUT_TITLE: Warning {
        name: "unit-without-title",
        title: ["واحدی عنوان دوزبانه ندارد", "A unit has no title in the two languages"],
        meaning: [
            "واحدها در شرح امتیازها کنار هر عدد می‌آیند، در هر زبان به همان زبان. واحدهای رایج، مانند نفر، \
             ریال، درصد و روز، شناخته‌اند؛ این یکی نیست و هر دو خواننده آن را همان‌گونه که در شیوه‌نامه نوشته \
             شده است می‌بینند، پس یکی از آن دو واژه‌ای می‌بیند که زبان او نیست.",
            "Units stand beside each number in explanations, to each reader in the reader's language. Common \
             units such as persons, rials, percent and days are known; this one is not, and both readers see \
             it as the rulebook writes it, so that one of them sees a word of the other language.",
        ],
        mend: [
            "برای واحد پایه جدولی با عنوان بنویسید، مانند `[unit.bale]` و زیر آن `title`، یا یکی از واحدهای \
             رایج را به کار ببرید. واحد مرکب عنوان جدا نمی‌خواهد: از عنوان واحدهای پایهٔ خود ساخته می‌شود. \
             واحدهای هزار، میلیون و میلیارد هم از واحد خود ساخته می‌شوند.",
            "Write a table with a title for the base unit, such as `[unit.bale]` and below it `title`, or use \
             one of the common units. A compound unit needs none of its own: it is put together from its base \
             units. So are thousands, millions and billions of a unit.",
        ],
        example: r#"[field.output]
title = { fa = "تولید", en = "Output" }
type = "number"
unit = "bale/year"
"#,
    }
    ZERO_UNSTATED: Error {
        name: "zero-unstated",
        title: [
            "مخرج می‌تواند صفر باشد و حکم آن نوشته نشده است",
            "The denominator can be zero, and the indicator does not state what then",
        ],
        meaning: [
            "این فرمول تقسیمی دارد که مخرج آن در پروندهٔ بعضی تعاونی‌ها می‌تواند صفر باشد، مانند تعاونی \
             نوپایی که هنوز فروش ندارد. در این حال نسبتی در کار نیست و شیوه‌نامه نگفته است امتیاز چه \
             می‌شود. اگر این حکم پس از رسیدن پرونده‌ها تعیین شود، گویی برای تعاونی معینی تعیین شده است.",
            "The formula divides by something that can be zero in some entries, as with a young \
             cooperative that has no sales yet. There is no ratio then, and the rulebook does not say what \
             the points are. If that is decided after the entries are in, it looks decided for one \
             particular cooperative.",
        ],
        mend: [
            "کلید `zero` را به شاخص بیفزایید: `\"zero-points\"` (بدون امتیاز)، `\"full-points\"` (امتیاز \
             کامل، مانند وقتی که نبود بدهی بهترین حالت است) یا `\"missing\"` (مانند دادهٔ ناموجود). اگر \
             صفر واقعاً ممکن نیست، آن را با `range` از بازهٔ مجاز قلم بیرون بگذارید.",
            "Add the key `zero` to the indicator: `\"zero-points\"`, `\"full-points\"` (where having no \
             debt is the best case, say) or `\"missing\"` (as for a missing datum). If zero really cannot \
             occur, keep it out of the field's `range`.",
        ],
        example: r#"[indicator.net_margin]
value = "net_profit / sales * 100"
missing = "zero-points"
"#,
    }
    NEGATIVE_UNSTATED: Error {
        name: "negative-unstated",
        title: [
            "مخرج می‌تواند منفی باشد و حکم آن نوشته نشده است",
            "The denominator can be negative, and the indicator does not state what then",
        ],
        meaning: [
            "نسبتی که مخرج آن منفی است معنای معمول خود را ندارد: رشد سود از زیان ۱۰ به زیان ۵۰ با فرمول \
             `(profit - profit@prev) / profit@prev * 100` برابر ۴۰۰+ درصد می‌شود، و نسبت بدهی به حقوق صاحبان \
             سهام منفی از هر سقفی کمتر است. شیوه‌نامه باید پیش از رسیدن پرونده‌ها بگوید آنگاه چه می‌شود.",
            "A ratio to something negative does not mean what it usually means: by the formula \
             `(profit - profit@prev) / profit@prev * 100`, a loss that grows from 10 to 50 is a growth of \
             +400 %, and debt to a negative equity stays below every limit. The rulebook must say what then, \
             before the entries are in.",
        ],
        mend: [
            "کلید `negative` را به شاخص بیفزایید: `\"zero-points\"` (بدون امتیاز)، `\"full-points\"` (امتیاز \
             کامل)، `\"missing\"` (مانند دادهٔ نامربوط) یا، اگر نسبت با مخرج منفی هم معنا دارد، \
             `\"as-computed\"` (همان که محاسبه می‌شود). اگر مقدار منفی ممکن نیست، آن را با `range` از بازهٔ \
             مجاز قلم بیرون بگذارید. در شرط‌ها، رده‌ها و کنترل‌ها در خود فرمول بگویید، مانند \
             `equity > 0 and debt / equity <= 2`.",
            "Add the key `negative` to the indicator: `\"zero-points\"`, `\"full-points\"`, `\"missing\"` (as \
             for a datum that does not apply) or, where the ratio means something even so, `\"as-computed\"`. \
             If a negative value cannot occur, keep it out of the field's `range`. In conditions, classes and \
             checks say it in the formula, such as `equity > 0 and debt / equity <= 2`.",
        ],
        example: r#"[indicator.profit_growth]
value = "(net_profit - net_profit@prev) / net_profit@prev * 100"
zero = "zero-points"
"#,
    }
    DOMAIN_UNSTATED: Error {
        name: "domain-unstated",
        title: [
            "ورودی ریشه یا لگاریتم می‌تواند بیرون از دامنهٔ آن باشد",
            "The operand of a root or logarithm can fall outside its domain",
        ],
        meaning: [
            "ریشهٔ زوج تنها برای عدد نامنفی و لگاریتم تنها برای عدد مثبت معنا دارد. مقداری که اینجا به \
             آن‌ها داده شده است در بعضی پرونده‌ها می‌تواند صفر یا منفی باشد، مانند سود سالی که با زیان \
             بسته شده است. حکم چنین پرونده‌ای باید پیش از رقابت روشن باشد.",
            "An even root exists only for numbers that are not negative, a logarithm only for numbers \
             above zero. What is given to them here can be zero or negative in some entries, like the \
             profit of a year that closed with a loss. What holds for such an entry must be clear before \
             the competition.",
        ],
        mend: [
            "بازهٔ مجاز قلم را با کلید `range` چنان بنویسید که مقدار نامعتبر نپذیرد، یا در خود فرمول با \
             `if` یا `max` بگویید زیر مرز چه می‌شود.",
            "Write the allowed `range` of the field so that it admits no such value, or say within the \
             formula, by `if` or `max`, what holds below the limit.",
        ],
        example: r#"[indicator.profit_size]
value = "ln(net_profit, 6)"
"#,
    }
    NO_HISTORY: Error {
        name: "no-history",
        title: [
            "فرمول سالی را می‌خواهد که برای آن قلم گردآوری نمی‌شود",
            "A formula asks for an earlier year than its field has",
        ],
        meaning: [
            "نام‌هایی مانند `sales@prev` مقدار سال پیش را می‌خوانند و تعداد سال‌های پیشین هر قلم را کلید \
             `history` تعیین می‌کند. این فرمول سالی دورتر از آن را می‌خواهد، پس آن داده هرگز از متقاضیان \
             خواسته نمی‌شود و شاخص برای هیچ‌کس محاسبه‌شدنی نیست.",
            "Names like `sales@prev` read the value of the year before, and the key `history` says how \
             many earlier years a field has. This formula asks for a year beyond that, so the datum is \
             never requested from applicants, and the indicator could be computed for nobody.",
        ],
        mend: [
            "عدد `history` آن قلم را افزایش دهید، و در این صورت فرم و ستون‌های فایل هم یک سال بیشتر \
             می‌خواهند؛ یا فرمول را به سال‌های موجود محدود کنید.",
            "Raise `history` of the field, in which case the form and the files need a year more as well; \
             or keep the formula within the years there are.",
        ],
        example: r#"[field.sales]
type = "amount"
unit = "IRR"
history = 1

[indicator.sales_growth]
value = "(sales - sales@prev2) / sales@prev2 * 100"
"#,
    }
    UNUSED_FIELD: Warning {
        name: "unused-field",
        title: ["قلمی که هیچ قاعده‌ای آن را نمی‌خواند", "A field that no rule reads"],
        meaning: [
            "متقاضیان باید این قلم را پر کنند، ولی هیچ فرمول، شرط ورود، کنترل یا گروه رقابتی آن را به \
             کار نمی‌برد. یا قاعده‌ای از آیین‌نامه جا افتاده است، یا متقاضیان بی‌دلیل به زحمت می‌افتند و \
             اطلاعاتی می‌دهند که لازم نیست.",
            "Applicants have to fill in this field, but no formula, gate, check or pool uses it. Either a \
             rule of the regulation was forgotten, or applicants are put to trouble, and give information, \
             for nothing.",
        ],
        mend: [
            "قاعده‌ای را که باید این قلم را بخواند بیفزایید، یا قلم را حذف کنید.",
            "Add the rule that should read the field, or remove the field.",
        ],
        example: "",
    }
    UNUSED_CONSTANT: Warning {
        name: "unused-constant",
        title: ["عدد ثابتی که هیچ فرمولی آن را نمی‌خواند", "A constant that no formula reads"],
        meaning: [
            "این عدد ثابت، برای نمونه نرخ تورم، تعریف شده است ولی در هیچ فرمولی نیامده است. شاید در فرمولی \
             عدد آن مستقیم نوشته شده باشد؛ در این صورت با تغییر عدد ثابت در ویرایش بعدی، امتیازها تغییر \
             نمی‌کنند.",
            "The constant, an inflation rate for instance, is defined but stands in no formula. Perhaps a \
             formula carries the bare number instead; changing the constant in the next edition would then \
             change no points.",
        ],
        mend: [
            "در فرمول‌ها به‌جای عدد، نام عدد ثابت را بنویسید، یا تعریف آن را حذف کنید.",
            "Write the name of the constant in the formulas instead of the number, or remove its \
             definition.",
        ],
        example: r#"[constant.inflation]
value = 40
unit = "%"
"#,
    }
}
