//! Points rules.

use super::{Code, CodeInfo};

codes! {
    POINTS_RULE: Error {
        name: "points-rule",
        title: [
            "شاخص قاعدهٔ امتیاز ندارد یا بیش از یکی دارد",
            "An indicator has no points rule, or more than one",
        ],
        meaning: [
            "هر شاخص باید درست یک قاعدهٔ امتیاز داشته باشد: بازه‌ها، خطی، چندتکه‌ای، گام، سطح‌ها، فهرست \
             وارسی، روند یا قاعدهٔ نسبی. اینجا یا هیچ‌کدام نوشته نشده، یا دو قاعده کنار هم آمده است، یا \
             کلیدی از یک قاعده همراه قاعده‌ای دیگر است. در شیوه‌نامه‌ای منتشرشده، متن از کاهش پله‌ای \
             امتیاز می‌گفت و جدول بازه‌های دیگری داشت؛ یک مقدار، بسته به خواننده، ۸۸ یا ۸۰ امتیاز می‌گرفت.",
            "Every indicator must have exactly one points rule: bands, linear, piecewise, step, levels, \
             checklist, trend, or relative. Here there is none, or two stand side by side, or a key of one \
             rule stands with another. One published scheme described a fall of points by steps in its \
             prose and printed other bands in its table; the same value earned 88 or 80 points, depending \
             on the reader.",
        ],
        mend: [
            "تنها قاعده‌ای را که در آیین‌نامه آمده است نگه دارید. اگر آیین‌نامه خود دو روایت دارد، از هیئت \
             داوری بخواهید یکی را برگزیند و تصمیم را ثبت کند.",
            "Keep only the rule that the regulation states. Where the regulation itself tells it in two \
             ways, have the jury choose one and put the decision on record.",
        ],
        example: r"[indicator.net_margin]
points = { max = 40, linear = { none-at = 0, full-at = 15 }, piecewise = [[0, 0], [15, 40]] }
",
    }
    BAD_INTERVAL: Error {
        name: "bad-interval",
        title: ["بازه خواندنی نیست یا هیچ عددی در آن نیست", "An interval cannot be read, or is empty"],
        meaning: [
            "بازه باید نشان دهد که کران‌های آن جزو بازه هستند یا نه: کروشه یعنی خود عدد جزو بازه است و \
             پرانتز یعنی نیست. این نوشته یا چنین شکلی ندارد، یا کران پایین آن از کران بالا بزرگ‌تر است و \
             هیچ عددی در آن جا نمی‌گیرد. نوشته‌هایی مانند «۶ تا ۱۰» پذیرفته نمی‌شوند، زیرا دربارهٔ ۵٫۴ و \
             خود ۱۰ چیزی نمی‌گویند.",
            "An interval must show whether its ends belong to it: a square bracket means that the number \
             itself belongs, a parenthesis that it does not. This text has no such form, or its lower end \
             lies above the upper one, so that no number fits. Writings such as “6–10” are not accepted, \
             since they say nothing about 5.4 or about 10 itself.",
        ],
        mend: [
            "بازه را به شکل `\"[10, 15)\"` بنویسید، یعنی از ۱۰ تا کمتر از ۱۵. برای بازهٔ بی‌پایان `inf` یا \
             `-inf` را با پرانتز به کار ببرید و برای یک عدد تنها `{5}` بنویسید.",
            "Write the interval like `\"[10, 15)\"`, which means from 10 to below 15. For an end without \
             limit use `inf` or `-inf` with a parenthesis, and for a single number write `{5}`.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["[15, inf)", 40], ["[15, 0)", 20], ["(-inf, 0)", 0]] }
"#,
    }
    BAND_HOLE: Error {
        name: "band-hole",
        title: ["مقدارهای میان دو بازه بدون امتیاز می‌مانند", "Values between two bands get no points"],
        meaning: [
            "میان دو بازهٔ پیاپی جایی خالی مانده است و مقداری که در آن بیفتد در هیچ بازه‌ای نیست. بازه‌های \
             «۱ تا ۵» و «۶ تا ۱۰» در چند شیوه‌نامهٔ رسمی منتشر شده‌اند و تعاونی دارای نسبت ۵٫۴ درصد از \
             آن‌ها امتیازی نمی‌گیرد. چنین مقداری تقریباً همیشه در میان پرونده‌ها پیدا می‌شود و حکم آن را \
             باید پیش از رقابت نوشت.",
            "Between two neighbouring bands a stretch is left out, and a value that falls there lies in no \
             band. Bands “1–5” and “6–10” stand in several officially published schemes, and a cooperative \
             with a ratio of 5.4 % gets nothing from them. Among many entries such a value almost always \
             occurs, and what it earns must be written before the competition.",
        ],
        mend: [
            "بازه‌ها را پیوسته بنویسید، یعنی هر بازه از همان عددی آغاز شود که بازهٔ پیشین در آن پایان \
             می‌یابد: `\"[0, 6)\"` و `\"[6, 10]\"`. اگر آیین‌نامه عدد گردشده را می‌سنجد، آن را با کلید \
             `round` بنویسید؛ اگر برای بقیهٔ مقدارها یک امتیاز دارد، با `otherwise`.",
            "Let each band begin at the very number where the one before it ends: `\"[0, 6)\"` and `\"[6, \
             10]\"`. Where the regulation judges a rounded number, say so with the key `round`; where it \
             gives one number of points to all other values, with `otherwise`.",
        ],
        example: r#"[indicator.overdue]
points = { max = 15, bands = [["[0, 5]", 15], ["[6, 10]", 12], ["(10, inf)", 0]] }
"#,
    }
    BAND_OVERLAP: Error {
        name: "band-overlap",
        title: ["بخشی از مقدارها در دو بازه است", "A stretch of values lies in two bands"],
        meaning: [
            "دو بازه روی هم افتاده‌اند و مقدارهای مشترک آن‌ها دو امتیاز متفاوت دارند. در یک طبقه‌بندی \
             منتشرشدهٔ تعاونی‌ها، دو طبقهٔ «متوسط» و «بزرگ» هر دو «بیش از پنج میلیون» تعریف شده بودند و \
             جای بسیاری از تعاونی‌ها روشن نبود. نرم‌افزار میان دو امتیاز انتخاب نمی‌کند، زیرا هر انتخابی \
             به سود یکی و زیان دیگری است.",
            "Two bands lie over each other, and the values they share have two different points. In one \
             published classification of cooperatives the classes “medium” and “large” were both defined \
             as “above five million”, and nobody could say where many cooperatives belonged. The program \
             does not choose between two points, since any choice favours one side.",
        ],
        mend: [
            "کران درست را از آیین‌نامه بردارید و یکی از دو بازه را کوتاه کنید تا هر مقدار تنها در یک بازه \
             باشد.",
            "Take the right bound from the regulation and shorten one of the two bands, so that each value \
             lies in one only.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["[10, inf)", 40], ["[0, 12)", 20], ["(-inf, 0)", 0]] }
"#,
    }
    BAND_SHARED_END: Error {
        name: "band-shared-end",
        title: ["یک کران به دو بازه تعلق دارد", "An end point belongs to two bands"],
        meaning: [
            "دو بازهٔ همسایه هر دو کران میانی را جزو خود می‌دانند، مانند «۵ تا ۱۰» و «۱۰ تا ۱۵»، پس \
             تعاونی‌ای که درست ۱۰ آورده است دو امتیاز متفاوت دارد. در یک جایزهٔ منتشرشده، «۶۵ تا ۸۰» و «۸۰ \
             تا ۹۰» دو سطح جداگانه بودند و سطح نمرهٔ ۸۰ معلوم نبود. عددهای گِرد از پرتکرارترین مقدارها \
             هستند.",
            "Two neighbouring bands both claim the number between them, like “5 to 10” and “10 to 15”, so \
             a cooperative with exactly 10 has two different points. In a published award “65–80” and \
             “80–90” were two levels, and the level of a score of 80 was unknown. Round numbers are among \
             the most frequent values.",
        ],
        mend: [
            "در یکی از دو بازه کروشه را به پرانتز تبدیل کنید؛ برای نمونه `\"[5, 10)\"` و `\"[10, 15)\"` \
             عدد ۱۰ را به بازهٔ بالاتر می‌دهد.",
            "In one of the two bands turn the square bracket into a parenthesis; `\"[5, 10)\"` and `\"[10, \
             15)\"` give 10 to the upper band.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["(-inf, 5)", 0], ["[5, 10]", 20], ["[10, inf)", 40]] }
"#,
    }
    BAND_ORDER: Error {
        name: "band-order",
        title: [
            "بازه‌ها به ترتیب صعودی یا نزولی نیستند",
            "The bands are in neither rising nor falling order",
        ],
        meaning: [
            "بازه‌ها باید یا از کوچک به بزرگ یا از بزرگ به کوچک نوشته شوند و اینجا ترتیب به هم خورده است. \
             امتیازها شاید درست باشند، ولی جدول نامرتب خواندنی نیست و جابه‌جایی یک سطر در آن به چشم \
             نمی‌آید. معمولاً عدد یکی از کران‌ها اشتباه تایپ شده است.",
            "Bands are written from low to high or from high to low, and here the order is broken. The \
             points may still be right, but a table out of order cannot be read well, and a misplaced line \
             in it goes unnoticed. Often one of the bounds is mistyped.",
        ],
        mend: [
            "بازه‌ها را به ترتیب بنویسید و هر امتیاز را همراه بازهٔ خودش جابه‌جا کنید. پیش از آن کران‌ها \
             را با آیین‌نامه تطبیق دهید.",
            "Write the bands in order, moving each points value together with its band. Compare the bounds \
             with the regulation first.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["[0, 15)", 20], ["[15, inf)", 40], ["(-inf, 0)", 0]] }
"#,
    }
    BAND_DUPLICATE: Error {
        name: "band-duplicate",
        title: ["یک بازه دو بار نوشته شده است", "The same interval stands twice"],
        meaning: [
            "یک بازه در دو سطر آمده است. اگر امتیاز دو سطر یکی نباشد، معلوم نیست کدام درست است؛ اگر یکی \
             باشد، احتمالاً کران یکی از آن دو هنگام رونویسی تغییر نکرده است و بازهٔ دیگری جا افتاده است.",
            "One interval stands in two lines. If their points differ, nobody knows which is right; if \
             they agree, a bound was probably left unchanged when the line was copied, and another band is \
             missing.",
        ],
        mend: [
            "جدول آیین‌نامه را کنار آن بگذارید، کران سطر رونویسی‌شده را اصلاح کنید یا سطر اضافه را حذف \
             کنید.",
            "Lay the table of the regulation beside it; correct the bounds of the copied line, or delete \
             the line that is too many.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["[15, inf)", 40], ["[0, 15)", 20], ["[0, 15)", 10], ["(-inf, 0)", 0]] }
"#,
    }
    BAND_NOT_MONOTONE: Error {
        name: "band-not-monotone",
        title: [
            "امتیازها در طول بازه‌ها هم بالا و هم پایین می‌روند",
            "Points rise and fall along the bands, and the indicator does not say that it has a target",
        ],
        meaning: [
            "با بزرگ‌تر شدن مقدار، امتیاز نخست بیشتر و سپس کمتر می‌شود (یا برعکس)، و شاخص نگفته است که \
             چنین می‌خواهد. گاهی این خواست آیین‌نامه است: در شیوه‌نامه‌ای منتشرشده سهم سرمایهٔ خودی بهترین \
             امتیاز را در بازهٔ ۴۰ تا ۶۰ درصد دارد. ولی بیشتر وقت‌ها دو امتیاز جابه‌جا شده‌اند و تعاونی \
             بهتر امتیاز کمتری می‌گیرد.",
            "As the value grows, the points first rise and then fall, or the other way round, and the \
             indicator does not say that this is meant. Sometimes it is: in a published scheme the share \
             of own capital earns most between 40 and 60 per cent. More often two points are swapped, and \
             the better cooperative gets less.",
        ],
        mend: [
            "اگر آیین‌نامه مقدار هدف دارد، `better = \"target\"` را به شاخص بیفزایید. وگرنه امتیاز بازه‌ها \
             را با آیین‌نامه تطبیق دهید و جابه‌جایی را اصلاح کنید.",
            "If the regulation aims at a target, add `better = \"target\"` to the indicator. Otherwise \
             compare the points of the bands with the regulation and correct the swap.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["[15, inf)", 20], ["[0, 15)", 40], ["(-inf, 0)", 0]] }
"#,
    }
    BAND_TYPO: Warning {
        name: "band-typo",
        title: ["یکی از کران‌ها به اشتباه تایپی می‌ماند", "A bound looks like a slip of the pen"],
        meaning: [
            "یکی از کران‌ها با همسایگانش نمی‌خواند: چند برابر آن‌هاست، یا جهت بازه وارونه است. در \
             شیوه‌نامه‌ای منتشرشده چاپ شده بود «۱۰ درصد تا کمتر از ۱ درصد» و منظور «۱۰ تا کمتر از ۱۵» بود. \
             نوشته شاید درست باشد، ولی یک رقم اشتباه می‌تواند بازهٔ بسیاری از پرونده‌ها را تغییر دهد.",
            "One of the bounds does not go with its neighbours: it is several times as large, or the \
             direction of the band is reversed. A published scheme printed “10 % to below 1 %” where it \
             meant “10 to below 15”. The text may be right, but one wrong digit can move many entries into \
             another band.",
        ],
        mend: [
            "این کران را رقم‌به‌رقم با آیین‌نامه مقایسه کنید و اگر اشتباه است اصلاحش کنید. اگر درست است، \
             این هشدار مانع ادامهٔ کار نیست.",
            "Compare the bound with the regulation digit by digit and correct it if it is wrong. If it is \
             right, this warning does not stop the work.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["(-inf, 5)", 0], ["[5, 10)", 10], ["[10, 150)", 20], ["[150, inf)", 40]] }
"#,
    }
    POINTS_ABOVE_MAXIMUM: Error {
        name: "points-above-maximum",
        title: ["قاعده بیش از سقف امتیاز می‌دهد", "A rule gives more points than the stated maximum"],
        meaning: [
            "یکی از امتیازهای این قاعده از سقف امتیاز شاخص بزرگ‌تر است. آنگاه وزن واقعی شاخص بیش از چیزی \
             است که در آیین‌نامه اعلام شده است و جمع امتیازها می‌تواند از ۱۰۰ یا ۱۰۰۰ بگذرد. نرم‌افزار \
             امتیاز اضافه را بی‌خبر کم نمی‌کند، زیرا معلوم نیست سقف اشتباه است یا امتیاز.",
            "One of the points of this rule is larger than the indicator's maximum. The indicator then \
             weighs more than the regulation announces, and a total may pass 100 or 1000. The program does \
             not silently cut the surplus, since either the maximum or the points may be the mistake.",
        ],
        mend: [
            "سقف امتیاز (`max`) و امتیازهای قاعده را با آیین‌نامه تطبیق دهید و عدد نادرست را اصلاح کنید.",
            "Compare the maximum (`max`) and the points of the rule with the regulation, and correct the \
             wrong number.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["[15, inf)", 45], ["[0, 15)", 20], ["(-inf, 0)", 0]] }
"#,
    }
    POINTS_BELOW_MINIMUM: Error {
        name: "points-below-minimum",
        title: ["قاعده کمتر از کف امتیاز می‌دهد", "A rule gives fewer points than the stated minimum"],
        meaning: [
            "یکی از امتیازهای این قاعده از کف امتیاز شاخص کوچک‌تر است؛ برای نمونه امتیاز منفی، در جایی که \
             شاخص جریمه ندارد. امتیاز منفی امتیازهای محورهای دیگر را هم می‌کاهد و باید در آیین‌نامه آشکارا \
             آمده باشد.",
            "One of the points of this rule lies below the indicator's minimum: negative points, for \
             instance, where the indicator has no penalty. Negative points eat into what an entry earned \
             elsewhere, so the regulation must provide for them openly.",
        ],
        mend: [
            "اگر آیین‌نامه جریمه پیش‌بینی کرده است، کف امتیاز (`min`) را متناسب با آن بنویسید، مانند `min \
             = -10`؛ وگرنه امتیاز را اصلاح کنید.",
            "If the regulation provides for a penalty, state the minimum (`min`) accordingly, like `min = \
             -10`; otherwise correct the points.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["[0, inf)", 40], ["(-inf, 0)", -10]] }
"#,
    }
    MAXIMUM_UNREACHABLE: Warning {
        name: "maximum-unreachable",
        title: ["هیچ مقداری به سقف امتیاز نمی‌رسد", "No value gets the stated maximum"],
        meaning: [
            "سقف امتیاز این شاخص از بیشترین امتیازی که قاعدهٔ آن می‌دهد بزرگ‌تر است. هیچ تعاونی‌ای، هر \
             اندازه خوب، امتیاز کامل نمی‌گیرد و وزن اعلام‌شدهٔ شاخص با وزن واقعی آن یکی نیست. در \
             شیوه‌نامه‌ای منتشرشده سقف ۱۰۰ بود، ولی قاعدهٔ متن برای بهترین مقدار ممکن تنها ۹۰ می‌داد.",
            "The indicator's maximum is larger than the most its rule can give. No cooperative, however \
             good, gets full points, and the announced weight of the indicator is not its real one. In a \
             published scheme the maximum was 100, while the rule in the text gave the best possible value \
             only 90.",
        ],
        mend: [
            "سقف امتیاز را به بیشترین امتیاز قاعده برگردانید، یا امتیاز بهترین بازه را تا سقف بالا ببرید؛ \
             هر کدام که با آیین‌نامه می‌خواند.",
            "Bring the maximum down to the most the rule gives, or raise the best band to the maximum, \
             whichever agrees with the regulation.",
        ],
        example: r#"[indicator.net_margin]
points = { max = 40, bands = [["[15, inf)", 35], ["[0, 15)", 20], ["(-inf, 0)", 0]] }
"#,
    }
    GOALPOSTS: Error {
        name: "goalposts",
        title: [
            "نقطه‌های مرجع برابر، نامرتب یا خلاف جهت شاخص‌اند",
            "The goalposts are equal, out of order, or contradict the stated direction",
        ],
        meaning: [
            "قاعدهٔ خطی امتیاز را میان دو نقطهٔ مرجع پخش می‌کند: `none-at` که امتیاز از آن آغاز می‌شود و \
             `full-at` که امتیاز در آن کامل است؛ قاعدهٔ چندتکه‌ای نقطه‌های بیشتری دارد. اینجا دو نقطه \
             برابرند، ترتیب ندارند، یا جهت آن‌ها با `better` نمی‌خواند. آنگاه امتیاز محاسبه‌شدنی نیست یا \
             به تعاونی ضعیف‌تر بیشتر می‌رسد.",
            "A linear rule spreads the points between two goalposts: `none-at`, where they begin, and \
             `full-at`, where they are complete; a piecewise rule has more of them. Here two are equal, \
             out of order, or at odds with `better`. Points then cannot be computed, or the weaker \
             cooperative gets more.",
        ],
        mend: [
            "دو نقطه را از آیین‌نامه دوباره بنویسید. اگر کمتر بهتر است، `full-at` باید کوچک‌تر از \
             `none-at` باشد و `better = \"lower\"` با آن سازگار است؛ در قاعدهٔ چندتکه‌ای نقطه‌ها را از \
             کوچک به بزرگ بنویسید.",
            "Write the two points again from the regulation. Where less is better, `full-at` is smaller \
             than `none-at`, and `better = \"lower\"` agrees with it; in a piecewise rule, write the \
             points from low to high.",
        ],
        example: r"[indicator.equity_ratio]
points = { max = 8, linear = { none-at = 12, full-at = 12 } }
",
    }
    STEP_ZERO: Error {
        name: "step-zero",
        title: ["اندازهٔ گام یا امتیاز هر گام صفر است", "A step, or the points for a step, is zero"],
        meaning: [
            "قاعدهٔ گام به هر مقدار معین (`per`) چند امتیاز (`points`) می‌دهد؛ مانند «برای هر یک درصد \
             افزایش، یک امتیاز». اگر اندازهٔ گام صفر باشد شمار گام‌ها بی‌معناست و اگر امتیاز آن صفر باشد \
             همه صفر می‌گیرند. در هر دو حال شاخص نمی‌تواند تعاونی‌ها را از هم متمایز کند.",
            "A step rule gives some `points` for each amount `per`, like “one mark for every one per cent \
             of growth”. If the step is zero, the number of steps has no meaning; if its points are zero, \
             everyone gets nothing. Either way the indicator cannot tell cooperatives apart.",
        ],
        mend: [
            "`per` و `points` را عددی جز صفر بنویسید، همان‌گونه که در آیین‌نامه آمده است. گام منفی رو به \
             پایین می‌شمارد.",
            "Write `per` and `points` as numbers other than zero, as the regulation has them. A negative \
             step counts downwards.",
        ],
        example: r"[indicator.sales_growth]
points = { max = 10, step = { from = 0, per = 0, points = 1 } }
",
    }
    LEVELS_INCOMPLETE: Error {
        name: "levels-incomplete",
        title: ["یکی از گزینه‌ها امتیاز ندارد", "A choice gets no points"],
        meaning: [
            "متقاضی می‌تواند این گزینه را در فرم برگزیند، ولی قاعدهٔ سطح‌ها برای آن امتیازی ننوشته است. \
             «صفر» و «نوشته‌نشده» یکی نیستند: صفر حکم آیین‌نامه است و نوشته‌نشده جای خالی آن. نخستین \
             پرونده‌ای که این گزینه را داشته باشد محاسبه را متوقف می‌کند.",
            "Applicants can select this choice in the form, but the levels give it no points. “Zero” and \
             “not written” are not the same: zero is a ruling of the regulation, not written is a gap in \
             it. The first entry with this choice could not be scored.",
        ],
        mend: [
            "سطری برای این گزینه بیفزایید، حتی اگر امتیازش صفر است؛ یا اگر گزینه منسوخ شده است، آن را از \
             گزینه‌های قلم حذف کنید.",
            "Add a line for the choice, even if its points are zero; or remove it from the choices of the \
             field, if it has gone out of use.",
        ],
        example: r#"[indicator.audit]
value = "audit_opinion"
points = { max = 30, levels = [["unqualified", 30], ["qualified", 18]] }
"#,
    }
    LEVELS_UNKNOWN: Error {
        name: "levels-unknown",
        title: [
            "به گزینه‌ای امتیاز داده شده که در قلم نیست",
            "Points are given to a choice that the field does not have",
        ],
        meaning: [
            "قاعدهٔ سطح‌ها گزینه‌ای را نام می‌برد که در فهرست گزینه‌های قلم نیست، پس هیچ متقاضی‌ای \
             نمی‌تواند به آن برسد. معمولاً املای شناسه اشتباه است و گزینهٔ واقعی بدون امتیاز مانده است. \
             گزینه‌ای که دو بار با دو امتیاز آمده باشد همین حکم را دارد، زیرا یکی از آن دو به کار نمی‌رود.",
            "The levels name a choice that is not in the list of the field's choices, so no applicant can \
             ever have it. Usually its id is misspelt, and the real choice is left without points. A \
             choice that stands twice is reported too, since one of its two points would never be used.",
        ],
        mend: [
            "شناسه را با گزینه‌های همان قلم یکسان کنید، یا گزینه را به آن قلم بیفزایید.",
            "Make the id agree with the choices of the field, or add the choice to the field.",
        ],
        example: r#"[indicator.audit]
value = "audit_opinion"
points = { max = 30, levels = [["unqualifed", 30], ["qualified", 18], ["adverse", 0]] }
"#,
    }
    BETTER_UNSTATED: Error {
        name: "better-unstated",
        title: [
            "قاعدهٔ نسبی نمی‌گوید بیشتر بهتر است یا کمتر",
            "A rule relative to the pool does not say whether higher or lower is better",
        ],
        meaning: [
            "قاعدهٔ نسبی هر تعاونی را با هم‌گروه‌هایش می‌سنجد و باید بداند کدام سو بهتر است. برای سود، \
             بیشتر بهتر است و برای بدهی معوق، کمتر. اگر جهت نوشته نشود، ممکن است بدترین تعاونی بالاترین \
             امتیاز را بگیرد و از ظاهر نتیجه چیزی پیدا نباشد.",
            "A relative rule compares each cooperative with its peers, and needs to know which way is \
             better. For profit it is more, for overdue debt it is less. Left unstated, the worst \
             cooperative might get the highest points, and the result would not look odd.",
        ],
        mend: [
            "به شاخص `better = \"higher\"` یا `better = \"lower\"` بیفزایید.",
            "Add `better = \"higher\"` or `better = \"lower\"` to the indicator.",
        ],
        example: r#"[indicator.overdue]
value = "overdue_debt / loans * 100"
points = { max = 20, relative = "percentile" }
"#,
    }
    ZERO_RANGE_UNSTATED: Error {
        name: "zero-range-unstated",
        title: [
            "قاعدهٔ نسبی نمی‌گوید اگر همهٔ مقدارها برابر باشند یا بهترین آن‌ها مثبت نباشد چه می‌شود",
            "A relative rule does not say what happens when all values are equal or the best is not above zero",
        ],
        meaning: [
            "قاعده‌های کمینه–بیشینه و نمرهٔ معیار بر پراکندگی مقدارها تقسیم می‌کنند و سهم از بهترین بر \
             بهترین مقدار. اگر همهٔ اعضای یک گروه رقابت مقدار یکسانی داشته باشند، یا بهترین مقدار مثبت \
             نباشد، این تقسیم ممکن نیست. در گروه‌های کوچک چنین حالتی رخ می‌دهد و حکم آن باید از پیش روشن \
             باشد.",
            "Min-max and z-score divide by the spread of the values, share-of-best by the best of them. If \
             all members of a pool have the same value, or if the best is zero or below, that division \
             is impossible. In small pools this does happen, and what it means must be clear beforehand.",
        ],
        mend: [
            "کلید `zero-range` را به قاعدهٔ امتیاز بیفزایید: `\"full-points\"` (امتیاز کامل به همه)، \
             `\"half-points\"` (نیمی از آن)، `\"zero-points\"` (صفر) یا `\"exclude\"` (کنار گذاشتن شاخص در \
             آن گروه).",
            "Add the key `zero-range` to the points rule: `\"full-points\"` to all, `\"half-points\"`, \
             `\"zero-points\"`, or `\"exclude\"` (leave the indicator out in that pool).",
        ],
        example: r#"[indicator.net_margin]
better = "higher"
points = { max = 40, relative = "min-max" }
"#,
    }
    VALUE_UNROUNDED: Error {
        name: "value-unrounded",
        title: [
            "نمرهٔ معیار از نسبت‌هایی گرفته می‌شود که گرد نشده‌اند",
            "A z-score is taken over ratios that are not rounded",
        ],
        meaning: [
            "میانگین و انحراف معیار همهٔ مقدارهای گروه را با هم جمع می‌کنند. اگر مقدارها نسبت‌هایی گردنشده \
             باشند، مخرج مشترک آن‌ها با هر پرونده بزرگ‌تر می‌شود: محاسبه پایان روشنی ندارد و هیچ ناظری \
             نمی‌تواند آن عددها را بنویسد.",
            "Mean and standard deviation add up all values of the pool. If these are ratios that are not \
             rounded, their common denominator grows with every entry: the computation has no bound in time, \
             and no auditor can write those numbers down.",
        ],
        mend: [
            "مرحلهٔ گرد کردن مقدار را بنویسید: کلید `round` در شاخص، مانند `round = 4`، یا کلید `value` در \
             `[rounding]`.",
            "State the rounding point of the value: the key `round` of the indicator, such as `round = 4`, or \
             the key `value` under `[rounding]`.",
        ],
        example: r#"[indicator.net_margin]
value = "net_profit / sales * 100"
better = "higher"
[indicator.net_margin.points]
max = 40
relative = "z-score"
zero-range = "half-points"
z-score = { at-mean = 20, per-deviation = 5, digits = 4, deviation = "population" }
"#,
    }
    MISSING_UNSTATED: Error {
        name: "missing-unstated",
        title: [
            "شاخص نمی‌گوید دادهٔ ناموجود چه حکمی دارد",
            "An indicator does not say what a missing datum means",
        ],
        meaning: [
            "همیشه پرونده‌هایی می‌رسند که داده‌ای در آن‌ها ارسال‌نشده، نامربوط، ردشده یا در دست بررسی است. \
             این‌که چنین پرونده‌ای صفر بگیرد، شاخص دربارهٔ آن کنار برود، یا فاقد شرایط شود، رتبه را تغییر \
             می‌دهد. اگر این حکم پس از دیدن پرونده‌ها تعیین شود، به سود یا زیان کسی تعیین شده است.",
            "There are always entries in which a datum is not submitted, not applicable, rejected or \
             pending. Whether such an entry gets zero, is judged without the indicator, or becomes \
             ineligible changes the ranks. If that is decided after the entries have been seen, it is \
             decided for or against somebody.",
        ],
        mend: [
            "کلید `missing` را بیفزایید: `\"zero-points\"` (صفر)، `\"exclude\"` (کنار گذاشتن شاخص)، \
             `\"ineligible\"` (فاقد شرایط) یا `\"review\"` (نیازمند بررسی)؛ یک حکم برای همه یا برای هر \
             وضعیت یکی.",
            "Add the key `missing`: `\"zero-points\"`, `\"exclude\"` (leave the indicator out), \
             `\"ineligible\"` or `\"review\"`; one for all, or one for each status.",
        ],
        example: r#"[indicator.board]
points = { max = 5, checklist = [["board_valid", 5]] }
"#,
    }
}
