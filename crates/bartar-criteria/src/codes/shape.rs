//! The shape of a rulebook's files.

use super::{Code, CodeInfo};

codes! {
    TOML_SYNTAX: Error {
        name: "toml-syntax",
        title: ["این فایل TOML معتبر نیست", "The file is not valid TOML"],
        meaning: [
            "شیوه‌نامه به زبان TOML نوشته می‌شود: سطرهایی به شکل `key = value` زیر سرفصل‌هایی میان دو \
             کروشه. متن در این نقطه از آن شکل بیرون می‌رود؛ برای نمونه علامت نقل‌قول، کروشه یا ویرگولی جا افتاده \
             یا کلیدی دو بار آمده است. آنچه پس از این خطا می‌آید با اطمینان خواندنی نیست و تا رفع آن \
             نتیجه‌ای تولید نمی‌شود، زیرا شیوه‌نامهٔ نیمه‌خوانده پرونده‌ها را با نیمی از قواعد رتبه‌بندی \
             می‌کند.",
            "A rulebook is written in TOML: lines of the form `key = value` under headings in square \
             brackets. Here the text leaves that form; a quotation mark, a bracket or a comma is missing, \
             for instance, or a key stands twice. What follows the fault cannot be read with certainty, \
             and no result is made until it is mended: a rulebook read by half would rank entries by half \
             of its rules.",
        ],
        mend: [
            "سطر نشان‌داده‌شده و سطر پیش از آن را ببینید: هر علامت نقل‌قول ساده `\"` و هر کروشه و آکولاد را \
             ببندید، متن را میان دو `\"` بگذارید و هر کلید را یک بار بنویسید. نشانه‌های TOML لاتین‌اند: \
             ویرگول `,` نه «،» و «؛»، علامت نقل‌قول ساده `\"` نه « » و “ ”. عدد بدون علامت نقل‌قول رقم لاتین می‌خواهد \
             (`40`)؛ میان دو علامت نقل‌قول رقم فارسی هم پذیرفته است. نیم‌فاصله و فاصلهٔ نشکن تنها درون علامت نقل‌قول \
             جا دارد. راهنمای هر خطا می‌گوید در آن سطر کدام یک پیش آمده است. سپس دوباره وارسی کنید.",
            "Look at the marked line and the one before it: close every straight quotation mark `\"`, \
             bracket and brace, put text between two `\"`, and keep each key once. The signs of TOML are \
             Latin: the comma `,` and the straight mark `\"`, not the Persian comma or semicolon, nor \
             guillemets or curly quotation marks. A number without quotes takes Latin digits (`40`); in \
             quotes Persian ones are read too. Joiners and no-break spaces have a place only inside \
             quotes. The help of each finding says which of these its line has. Then check again.",
        ],
        example: r#"[indicator.net_margin]
title = { fa = "حاشیهٔ سود خالص", en = "Net profit margin }
"#,
    }
    NOT_UTF8: Error {
        name: "not-utf8",
        title: ["فایلی از شیوه‌نامه با UTF-8 ذخیره نشده است", "A file of the rulebook is not UTF-8"],
        meaning: [
            "متن‌های شیوه‌نامه باید با کدگذاری UTF-8 ذخیره شوند. این فایل با کدگذاری دیگری ذخیره شده است و \
             حروف فارسی آن را نمی‌توان با اطمینان خواند؛ کدگذاری‌های قدیمی حتی «ی» فارسی و رقم فارسی \
             ندارند. حدس زدن حروف، عنوان‌ها و متن رسمی قواعد را تغییر می‌دهد.",
            "The texts of a rulebook must be saved in UTF-8. This file is in another encoding, and its \
             Persian letters cannot be read with certainty; older encodings do not even have the Persian \
             “ی” or Persian digits. Guessing the letters would change titles and the official wording of \
             the rules.",
        ],
        mend: [
            "فایل را در ویرایشگر متن باز کنید، مطمئن شوید که حروف درست دیده می‌شوند، و با گزینهٔ «ذخیره با \
             نام» و کدگذاری UTF-8 ذخیره کنید.",
            "Open the file in a text editor, make sure that its letters look right, and save it with “Save \
             as”, choosing the encoding UTF-8.",
        ],
        example: "",
    }
    MISSING_RULEBOOK_FILE: Error {
        name: "missing-rulebook-file",
        title: ["در این پوشه فایل rulebook.toml نیست", "The folder holds no rulebook.toml"],
        meaning: [
            "شیوه‌نامه یک پوشه است و فایل اصلی آن `rulebook.toml` نام دارد؛ شناسه، ویرایش و مبنای قانونی \
             قواعد در آن نوشته می‌شود. بدون آن روشن نیست که نتیجه بر کدام ویرایش از قواعد استوار است، پس \
             نتیجه‌ای هم تولید نمی‌شود. بیشتر وقت‌ها نشانی داده‌شده یک پوشه بالاتر یا پایین‌تر از پوشهٔ \
             درست است.",
            "A rulebook is a folder, and its main file is called `rulebook.toml`; the id, edition and \
             legal basis of the rules stand there. Without it nobody could say on which edition of the \
             rules a result rests, so no result is made. Most often the path given is one folder above or \
             below the right one.",
        ],
        mend: [
            "نشانی پوشه‌ای را بدهید که `rulebook.toml` در خود آن است. اگر فایل نام دیگری دارد، نامش را با \
             همین حروف کوچک اصلاح کنید.",
            "Give the path of the very folder that holds `rulebook.toml`. If the file has another name, \
             rename it, in small letters as written here.",
        ],
        example: "",
    }
    RULEBOOK_TOO_LARGE: Error {
        name: "rulebook-too-large",
        title: ["شیوه‌نامه بیش از اندازه بزرگ است", "The rulebook is too large"],
        meaning: [
            "اندازهٔ فایل، شمار فایل‌ها یا شمار جدول‌های یک نوع از حد گذشته است. این حدها بسیار بالاتر \
             از هر آیین‌نامه‌ای است که انسان می‌نویسد و تنها برای آن است که فایلی خراب یا ساختگی رایانه \
             را از کار نیندازد. معمولاً فایلی که شیوه‌نامه نیست در پوشه مانده است.",
            "A file, the number of files, or the number of tables of one kind is beyond the limit. The \
             limits are far above any regulation that people write, and only keep a broken or forged \
             file from bringing the computer to a halt. Most often a file that is no rulebook was left \
             in the folder.",
        ],
        mend: [
            "فایلی را که جزو شیوه‌نامه نیست از پوشه بردارید، یا شیوه‌نامه را به چند شیوه‌نامه بخش کنید.",
            "Take the file that does not belong to the rulebook out of its folder, or split the rulebook \
             in several.",
        ],
        example: "",
    }
    INHERIT_FAILED: Error {
        name: "inherit-failed",
        title: [
            "شیوه‌نامهٔ پایه خوانده نمی‌شود یا خود بر همین شیوه‌نامه استوار است",
            "The rulebook that this one inherits from cannot be read, or inherits from this one",
        ],
        meaning: [
            "شیوه‌نامه می‌تواند بر شیوه‌نامه‌ای دیگر استوار باشد و تنها تفاوت‌ها را بنویسد. اینجا \
             شیوه‌نامهٔ پایه یافت نشد، خوانده نشد، یا دو شیوه‌نامه در یک دور به هم ارجاع می‌دهند. در این \
             حال بخشی از قواعد نامعلوم است و هیچ امتیازی را نمی‌توان به بندی از آیین‌نامه مستند کرد.",
            "A rulebook may build on another one and state only what differs. Here the base rulebook is \
             not found, cannot be read, or the two refer to each other in a circle. Part of the rules is \
             then unknown, and no point could be traced to a clause of the regulation.",
        ],
        mend: [
            "نشانی شیوه‌نامهٔ پایه را در کلید `inherits` درست کنید (نسبت به پوشهٔ همین شیوه‌نامه)، یا نخست \
             خطاهای خود آن را رفع کنید. اگر ارجاع‌ها دور می‌سازند، یکی از آن‌ها را بردارید.",
            "Correct the path of the base rulebook in the key `inherits` (it counts from the folder of \
             this rulebook), or mend its own errors first. Where the references form a circle, remove one \
             of them.",
        ],
        example: r#"[rulebook]
id = "best-cooperatives"
inherits = "../best-cooperatives"
"#,
    }
    UNKNOWN_KEY: Error {
        name: "unknown-key",
        title: ["کلیدی که در قالب شیوه‌نامه تعریف نشده است", "A key that the format does not have"],
        meaning: [
            "هر کلید شیوه‌نامه نام معینی دارد و این نام در میان آن‌ها نیست؛ معمولاً یک حرف جابه‌جا یا کم \
             شده است. اگر چنین کلیدی نادیده گرفته می‌شد، قاعده‌ای که در آیین‌نامه آمده بی‌صدا اجرا نمی‌شد \
             و کسی تا زمان اعتراض متوجه آن نمی‌شد.",
            "The keys of a rulebook have fixed names, and this is not one of them; usually a letter is \
             missing or misplaced. If such a key were passed over, a rule of the regulation would silently \
             not be applied, and nobody would notice before the first objection.",
        ],
        mend: [
            "نام کلید را با نزدیک‌ترین نامی که پیام پیشنهاد می‌کند مقایسه و اصلاح کنید. اگر این کلید لازم \
             نیست، سطر آن را حذف کنید یا با `#` به یادداشت تبدیل کنید.",
            "Compare the key with the nearest name that the message suggests, and correct it. If the key \
             is not needed, delete its line or turn it into a remark with `#`.",
        ],
        example: r#"[indicator.net_margin]
mising = "zero-points"
"#,
    }
    MISSING_KEY: Error {
        name: "missing-key",
        title: ["کلیدی که باید نوشته شود نوشته نشده است", "A key that must be there is missing"],
        meaning: [
            "این بخش از شیوه‌نامه بدون کلید یادشده کامل نیست. بعضی پرسش‌ها پاسخ پیش‌فرض ندارند، زیرا پاسخ \
             آن‌ها رتبهٔ تعاونی‌ها را تعیین می‌کند و تصمیم آن با هیئت داوری است، نه با نرم‌افزار.",
            "This part of the rulebook is not complete without the key named. Some questions have no \
             default answer, because the answer decides ranks, and that decision belongs to the jury and \
             not to a program.",
        ],
        mend: [
            "کلید یادشده را بیفزایید و مقدار آن را از متن آیین‌نامه بنویسید. اگر آیین‌نامه در این باره \
             ساکت است، تصمیم هیئت داوری را ثبت کنید و همان را بنویسید.",
            "Add the key named and take its value from the text of the regulation. Where the regulation is \
             silent, have the jury decide, put the decision on record, and write it here.",
        ],
        example: r#"[indicator.net_margin]
title = { fa = "حاشیهٔ سود خالص", en = "Net profit margin" }
axis = "finance"
"#,
    }
    WRONG_TYPE: Error {
        name: "wrong-type",
        title: ["نوع مقدار با کلید سازگار نیست", "A value is of another type than its key asks for"],
        meaning: [
            "هر کلید نوع معینی از مقدار می‌پذیرد: متن، عدد، بله/خیر، فهرست یا جدول. اینجا نوع دیگری نوشته \
             شده است؛ برای نمونه یک متن تنها به‌جای فهرستی از متن‌ها. نرم‌افزار منظور نویسنده را حدس \
             نمی‌زند، زیرا حدس نادرست قاعده‌ای دیگر می‌سازد.",
            "Each key takes one type of value: a text, a number, yes or no, a list, or a table. Here \
             another type is written, a single text in place of a list of texts, for instance. The program \
             does not guess what was meant, since a wrong guess makes another rule.",
        ],
        mend: [
            "مقدار را به نوعی که پیام می‌گوید بنویسید: متن میان دو `\"`، فهرست میان `[` و `]`، جدول میان \
             `{` و `}`، و بله/خیر به شکل `true` یا `false`.",
            "Write the value as the type that the message names: text between two `\"`, a list between `[` \
             and `]`, a table between `{` and `}`, yes and no as `true` and `false`.",
        ],
        example: r#"[ranking]
precision = 2
ties = "registered_on asc"
"#,
    }
    BAD_NUMBER: Error {
        name: "bad-number",
        title: [
            "عددی در شیوه‌نامه به‌طور دقیق خوانده نمی‌شود",
            "A number of the rulebook cannot be read exactly",
        ],
        meaning: [
            "وزن‌ها، مرزها و امتیازها همان‌گونه که نوشته شده‌اند و بدون هیچ تقریبی به کار می‌روند. این \
             نوشته یا عدد نیست، یا به دو شکل خوانده می‌شود (مانند ویرگول به‌جای ممیز)، یا بیش از اندازهٔ \
             مجاز رقم دارد، یا جایی که عدد صحیح لازم است اعشار دارد. در رقابتی که گاه یک‌صدم امتیاز رتبه \
             را تعیین می‌کند، مقدار تقریبی پذیرفتنی نیست.",
            "Weights, bounds and points are used exactly as written, without any approximation. This text \
             is no number, or can be read in two ways (a comma for the decimal point, say), or has more \
             digits than are possible here, or has decimals where a whole number is needed. In a \
             competition where a hundredth of a point may decide a rank, an approximate value will not do.",
        ],
        mend: [
            "عدد را با رقم و نقطهٔ اعشار بنویسید، مانند `40.5` یا `\"40.5\"`. جداکنندهٔ هزارگان و واحد را \
             بردارید؛ جای واحد کلید `unit` است. عدد دست‌بالا ۳۶ رقم و مرحلهٔ گرد کردن دست‌بالا ۱۸ رقم \
             اعشار دارد.",
            "Write the number with digits and a decimal point, like `40.5` or `\"40.5\"`. Leave out \
             thousands separators and units; the unit belongs into the key `unit`. A number has at most 36 \
             digits, a rounding point at most 18 decimals.",
        ],
        example: r#"[constant.inflation]
value = "40,5"
unit = "%"
"#,
    }
    BAD_VALUE: Error {
        name: "bad-value",
        title: ["واژه‌ای بیرون از فهرست مجاز", "A word that is not among the allowed ones"],
        meaning: [
            "این کلید تنها چند واژهٔ معین را می‌پذیرد و واژهٔ نوشته‌شده در میان آن‌ها نیست. هر یک از آن \
             واژه‌ها معنای دقیقی دارد، برای نمونه این‌که نبود داده امتیاز صفر می‌آورد یا شاخص را کنار \
             می‌گذارد؛ واژه‌ای نزدیک به آن می‌تواند حکم دیگری باشد.",
            "This key takes only certain words, and the one written is not among them. Each of the words \
             has an exact meaning, such as whether a missing datum gives no points or leaves the indicator \
             out; a word that is merely close might be another rule.",
        ],
        mend: [
            "یکی از واژه‌هایی را که پیام برمی‌شمارد برگزینید و بی‌کم‌وکاست بنویسید.",
            "Choose one of the words that the message lists and write it exactly so.",
        ],
        example: r#"[indicator.net_margin]
missing = "zero"
"#,
    }
    BAD_ID: Error {
        name: "bad-id",
        title: ["شناسه نویسه‌ای دارد که در شناسه مجاز نیست", "An id with characters that ids may not have"],
        meaning: [
            "شناسه نام کوتاهی است که در فرمول‌ها، فایل‌ها و نتیجه‌ها به کار می‌رود و باید همه‌جا یکسان \
             بماند. فاصله، نقطه و نشانه‌های دیگر در شناسه پذیرفته نیستند، زیرا در فرمول و در نام فایل \
             معنای دیگری دارند. نام خواندنی جای دیگری دارد: کلید `title`.",
            "An id is the short name used in formulas, files and results, and must stay the same \
             everywhere. Blanks, points and other signs are not accepted in it, since they mean something \
             else in a formula or in the name of a file. The readable name has its own place, the key \
             `title`.",
        ],
        mend: [
            "شناسه را تنها با حرف، رقم، `_` و `-` بنویسید؛ حروف کوچک لاتین و `_`، مانند `net_margin`، در \
             همهٔ برنامه‌ها خواناست. هر جای دیگری را هم که این شناسه آمده است اصلاح کنید.",
            "Write the id with letters, digits, `_` and `-` only; small Latin letters and `_`, like \
             `net_margin`, can be read by every program. Correct it wherever else it is used.",
        ],
        example: r#"[indicator."net margin"]
title = { fa = "حاشیهٔ سود خالص", en = "Net profit margin" }
"#,
    }
    DUPLICATE_NAME: Error {
        name: "duplicate-name",
        title: ["دو چیز یک نام دارند", "Two things carry the same name"],
        meaning: [
            "قلم اطلاعاتی، عدد ثابت، رده و هر چیز دیگری که فرمول‌ها می‌خوانند باید نام جداگانه داشته باشد. \
             اینجا یک نام به دو چیز داده شده است و از متن فرمول روشن نیست کدام منظور است. دو خواننده ممکن \
             است از یک قاعده دو امتیاز متفاوت به دست آورند. جدولی هم که در دو فایل شیوه‌نامه آمده باشد \
             همین حکم را دارد، و دو گروه رقابت یا گرایش با یک شناسه نیز.",
            "A field, a constant, a class and anything else that formulas read must each have a name of \
             its own. Here one name is given to two things, and a formula does not show which is meant. \
             Two readers could compute two different points from the same rule. A table that stands in two \
             files of the rulebook is the same fault, and so are two pools or orientations with one id.",
        ],
        mend: [
            "یکی از دو نام را تغییر دهید، برای نمونه `inflation` و `stated_inflation`، و فرمول‌هایی را که \
             منظورشان همان است اصلاح کنید.",
            "Rename one of the two, `inflation` and `stated_inflation` for instance, and correct the \
             formulas that mean it.",
        ],
        example: r#"[field.inflation]
type = "percent"

[constant.inflation]
value = 40
unit = "%"
"#,
    }
    MISSING_TRANSLATION: Error {
        name: "missing-translation",
        title: [
            "عنوان، راهنما، بند یا دلیل، متن فارسی یا انگلیسی ندارد",
            "A title, help, clause or reason lacks its Persian or English text",
        ],
        meaning: [
            "هر متنی که متقاضی، هیئت داوری یا ناظر می‌خواند به هر دو زبان منتشر می‌شود. در این متن یکی از \
             دو زبان نوشته نشده یا خالی است. متقاضی باید قاعده‌ای را که بر پایهٔ آن سنجیده یا رد می‌شود به \
             زبان خود بخواند.",
            "Every text that an applicant, the jury or an auditor reads is published in both languages. \
             Here one of the two is missing or empty. Applicants must be able to read in their own \
             language the rule by which they are judged or excluded.",
        ],
        mend: [
            "هر دو متن را با محتوای برابر بنویسید: `{ fa = \"…\", en = \"…\" }`.",
            "Write both texts, equal in content: `{ fa = \"…\", en = \"…\" }`.",
        ],
        example: r#"[indicator.net_margin]
title = { fa = "حاشیهٔ سود خالص" }
"#,
    }
    MISSING_CLAUSE: Error {
        name: "missing-clause",
        title: [
            "قاعده‌ای بدون بند آیین‌نامه",
            "A rule without the clause of the regulation that it implements",
        ],
        meaning: [
            "هر شرط ورود، کنترل، رده، محور و شاخص باید بگوید کدام بند آیین‌نامه را اجرا می‌کند. این \
             بند کنار امتیاز یا دلیل رد چاپ می‌شود. قاعده‌ای که بندی پشت آن نباشد، نخستین قاعده‌ای است که \
             در اعتراض کنار گذاشته می‌شود.",
            "Every gate, check, class, axis and indicator must say which clause of the regulation it \
             carries out. The clause is printed beside the points or the reason for exclusion. A rule with \
             no clause behind it is the first to fall when an objection is heard.",
        ],
        mend: [
            "کلید `clause` را بیفزایید: یک متن برای هر دو زبان، مانند `clause = \"art. 12(3)\"`، یا متنی در \
             هر زبان، `clause = { fa = \"…\", en = \"…\" }`. اگر چنین بندی در آیین‌نامه نیست، قاعده را حذف \
             کنید یا تصویب آن را بخواهید.",
            "Add the key `clause`: one text for both languages, such as `clause = \"art. 12(3)\"`, or one in \
             each, `clause = { fa = \"…\", en = \"…\" }`. If the regulation has no such clause, remove the \
             rule or have it adopted.",
        ],
        example: r#"[gate.members]
title = { fa = "حداقل اعضا", en = "Minimum membership" }
require = "members >= 7"
reason = { fa = "کمتر از هفت عضو دارد", en = "It has fewer than seven members" }
"#,
    }
    VALIDITY_ORDER: Error {
        name: "validity-order",
        title: ["پایان اعتبار این ویرایش پیش از آغاز آن است", "The edition's validity ends before it begins"],
        meaning: [
            "تاریخ پایان اعتبار این ویرایش از تاریخ آغاز آن پیش‌تر است، پس این ویرایش هیچ روزی معتبر نیست. \
             معمولاً دو تاریخ جابه‌جا شده‌اند یا سال یکی از آن‌ها اشتباه تایپ شده است. نتیجه‌ای که بر \
             شیوه‌نامه‌ای نامعتبر استوار باشد به‌آسانی باطل می‌شود.",
            "The day on which this edition ceases to be valid lies before the day on which it begins, so \
             it is valid on no day at all. Usually the two dates are swapped, or a year is mistyped. A \
             result that rests on a rulebook out of force is easily set aside.",
        ],
        mend: [
            "هر دو تاریخ را با متن ابلاغ‌شده تطبیق دهید و ترتیب یا سال را اصلاح کنید.",
            "Compare both dates with the text as promulgated, and correct their order or the year.",
        ],
        example: r#"[rulebook]
valid = { from = "1405-01-01", to = "1404-12-29" }
"#,
    }
}
