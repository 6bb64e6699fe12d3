//! Findings in the data of entries.

use super::{Code, CodeInfo};

codes! {
    UNREADABLE_NUMBER: Error {
        name: "unreadable-number",
        title: ["یک خانه با شیوهٔ اعلام‌شده عدد نیست", "A cell is not a number in the declared dialect"],
        meaning: [
            "بخش `[data]` شیوه‌نامه اعلام کرده است که عددها در فایل‌ها چگونه نوشته می‌شوند و این نوشته با \
             آن شیوه عدد نیست: ممیز دیگری دارد، واحد یا واژه‌ای همراه آن است، یا نوشته‌ای مانند `2/5` است \
             که می‌تواند عدد یا تاریخ باشد. هیچ عددی حدس زده نمی‌شود و به‌جای آن صفر هم گذاشته نمی‌شود. \
             پرونده تا اصلاح در قرنطینه می‌ماند و پرونده‌های دیگر ادامه می‌یابند.",
            "The `[data]` part of the rulebook declares how numbers are written in files, and this text is \
             not a number in that way: it has another decimal sign, a unit or a word beside it, or is \
             something like `2/5`, which may be a number or a date. No number is guessed, and no zero is \
             put in its place. The entry is quarantined until it is mended, and the others go on.",
        ],
        mend: [
            "عدد درست را از مستندات پرونده بردارید و در همان ردیف و ستون تنها با رقم و ممیز بنویسید. اگر \
             داده ارسال نشده است، خانه را خالی بگذارید.",
            "Take the right number from the evidence of the entry and write it in that row and column with \
             digits and the decimal sign only. If nothing was submitted, leave the cell empty.",
        ],
        secretariat: [
            "اگر نوشته‌ای مانند `N/A` در فایل‌ها رایج است، آن را در `not-applicable` بخش `[data]` \
             اعلام کنید. اگر فایل‌ها هزارگان را با ویرگول جدا می‌کنند، آن را نیز در `[data]` بنویسید.",
            "If a word such as `N/A` is common in the files, declare it in `not-applicable` of `[data]`. If \
             the files part thousands with commas, state that in `[data]` too.",
        ],
        example: r"id,sales
1001,12500
1002,12 million
",
    }
    NUMBER_TOO_LONG: Error {
        name: "number-too-long",
        title: ["عدد رقم‌هایی بیش از گنجایش دقیق دارد", "A number has more digits than can be kept exactly"],
        meaning: [
            "هر عدد دست‌بالا با ۳۶ رقم و بی هیچ تقریبی نگه داشته می‌شود. عدد این خانه بلندتر است و کوتاه \
             کردن آن یعنی تغییر دادن آنچه متقاضی اظهار کرده است. در عمل چنین عددی از چسبیدن دو عدد یا از \
             فرمول یک کاربرگ پدید می‌آید. پرونده در قرنطینه می‌ماند.",
            "Every number is kept with up to 36 digits and without any approximation. The one in this cell \
             is longer, and shortening it would change what the applicant stated. In practice such a \
             number comes from two numbers run together, or from a formula in a worksheet. The entry is \
             quarantined.",
        ],
        mend: [
            "عدد را با مستندات پرونده مقایسه کنید و آن را با رقم‌های واقعی‌اش بنویسید.",
            "Compare the number with the evidence of the entry and write it with the digits it really has.",
        ],
        example: r"id,net_margin
1001,0.3333333333333333333333333333333333333333
",
    }
    NUMBER_OVERFLOW: Error {
        name: "number-overflow",
        title: ["حاصل محاسبه از گنجایش عددهای دقیق بیرون است", "A result leaves the range of exact numbers"],
        meaning: [
            "مقدار یا امتیازی که برای این پرونده محاسبه شد بزرگ‌تر یا ریزتر از آن است که دقیق نگه داشته \
             شود. نرم‌افزار به‌جای آن‌که عدد نادرستی بسازد، آن را یافته‌ای اعلام می‌کند و پرونده را در \
             قرنطینه می‌گذارد. معمولاً داده‌ای با واحد اشتباه وارد شده است، مانند ریال در ستون میلیون \
             ریال.",
            "A value or the points computed for this entry are larger or finer than can be kept exactly. \
             Instead of making a wrong number, the program reports it and puts the entry into quarantine. \
             Usually a datum was entered in the wrong unit, like rials in a column of million rials.",
        ],
        mend: [
            "داده‌های یادشده را از نظر واحد و شمار رقم‌ها با مستندات مقایسه کنید و در همان خانه‌ها اصلاح کنید. \
             اگر درست‌اند، به دبیرخانه خبر دهید.",
            "Compare the data named with the evidence, looking at unit and number of digits, and correct them \
             in their cells. If they are right, tell the secretariat.",
        ],
        secretariat: [
            "اگر داده‌ها درست‌اند، در شاخص با `round` رقم‌های کمتری نگه دارید.",
            "If the data are right, have the indicator keep fewer digits with `round`.",
        ],
        example: "",
    }
    NOT_WHOLE: Error {
        name: "not-whole",
        title: ["شماری که باید عدد صحیح باشد اعشار دارد", "A count with a fraction"],
        meaning: [
            "این قلم چیزی را می‌شمارد، مانند عضو یا کارکنان، و نمی‌تواند کسری باشد. معمولاً میانگین سال \
             به‌جای شمار پایان سال نوشته شده یا عدد ستون دیگری در این ستون آمده است. عدد گرد نمی‌شود، زیرا \
             یک نفر می‌تواند شرط ورود را برآورده کند یا نکند.",
            "The field counts something, like members or employees, and cannot have a fraction. Usually a \
             yearly mean was written in place of the number at the end of the year, or the number belongs \
             to another column. It is not rounded, since one person may decide whether a gate is passed.",
        ],
        mend: [
            "شمار واقعی را از دفتر اعضا یا سند همان قلم بردارید و به‌صورت عدد صحیح بنویسید.",
            "Take the real count from the members' register, or whatever document the field asks for, and \
             write it as a whole number.",
        ],
        example: r"id,members
1001,42.5
",
    }
    TOO_MANY_DECIMALS: Error {
        name: "too-many-decimals",
        title: ["رقم‌های اعشار بیش از حد مجاز قلم است", "More decimals than the field allows"],
        meaning: [
            "شیوه‌نامه برای این قلم تعداد معینی رقم اعشار پذیرفته است و عدد این خانه بیش از آن دارد. گرد \
             کردن دادهٔ متقاضی به عهدهٔ نرم‌افزار نیست؛ همان رقم‌های آخر ممکن است تعاونی را از مرز یک بازه \
             بگذراند.",
            "The rulebook accepts a certain number of decimals for this field, and the number in the cell \
             has more. Rounding an applicant's datum is not for the program to do; the last digits may be \
             the ones that carry it over the bound of a band.",
        ],
        mend: [
            "عدد را با رقم‌های اعشاری که پیام مجاز می‌داند در همان خانه بنویسید؛ اگر معلوم نیست چگونه باید گرد \
             شود، از متقاضی بپرسید. اگر بیشتر پرونده‌ها چنین‌اند، به دبیرخانه خبر دهید.",
            "Write the number into that cell with no more decimals than the message allows; where it is not \
             clear how to round it, ask the applicant. If most entries are like this, tell the secretariat.",
        ],
        secretariat: [
            "اگر همهٔ پرونده‌ها چنین‌اند، `decimals` آن قلم را با آیین‌نامه تطبیق دهید.",
            "If all entries are like this, compare `decimals` of the field with the regulation.",
        ],
        example: r#"[field.attendance]
type = "percent"
decimals = 1

id,attendance
1001,63.257
"#,
    }
    UNREADABLE_DATE: Error {
        name: "unreadable-date",
        title: ["یک خانه تاریخی از گاه‌شماری قلم نیست", "A cell is not a date of the field's calendar"],
        meaning: [
            "نوشتهٔ این خانه تاریخی معتبر در گاه‌شماری این قلم (شمسی یا میلادی) نیست: روزی است که وجود \
             ندارد، مانند ۳۰ اسفند سال غیرکبیسه، یا سال آن دو رقمی است، یا ترتیب روز و ماه و سال وارونه \
             است. تاریخ‌ها مهلت‌ها و سن تعاونی و گاه رفع تساوی را تعیین می‌کنند و حدس زده نمی‌شوند. پرونده \
             در قرنطینه می‌ماند؛ اگر تاریخ در خود شیوه‌نامه است، تا اصلاح آن نتیجه‌ای تولید نمی‌شود.",
            "The text is not a valid date in the calendar of this field (solar Hijri or Gregorian): the \
             day does not exist, like 30 Esfand of a common year, the year has two digits, or day, month \
             and year are reversed. Dates decide deadlines, ages and sometimes ties, so they are not \
             guessed. The entry is quarantined; where the date stands in the rulebook itself, no result is \
             made until it is mended.",
        ],
        mend: [
            "سال را نخست و چهاررقمی بنویسید، مانند `1404-06-13`، `1404/6/13` یا `14040613`، یا روز را با نام ماه \
             شمسی: `۱۳ شهریور ۱۴۰۴`. ساعت را ننویسید.",
            "Write the year first and with four digits, like `1404-06-13`, `1404/6/13` or `14040613`, or the day \
             with the name of a Jalali month: `۱۳ شهریور ۱۴۰۴`. Write no time.",
        ],
        example: r"id,registered_on
1001,1404-12-30
1002,13-06-99
",
    }
    UNREADABLE_CHOICE: Error {
        name: "unreadable-choice",
        title: ["یک خانه هیچ‌یک از گزینه‌های قلم نیست", "A cell is not one of the field's choices"],
        meaning: [
            "این قلم تنها گزینه‌های معینی دارد و نوشتهٔ خانه شناسه، عنوان یا املای پذیرفته‌شدهٔ هیچ‌یک از \
             آن‌ها نیست. همان واژه با کدگذاری دیگر («ی» و «ک» عربی، فاصله به‌جای نیم‌فاصله، رقم فارسی یا \
             لاتین) پذیرفته است، مگر آن‌که دو گزینه تنها در همین تفاوت داشته باشند. اگر نزدیک‌ترین گزینه \
             خودبه‌خود برگزیده می‌شد، تعاونی ممکن بود در رشته یا سطحی دیگر داوری شود. پرونده در قرنطینه \
             می‌ماند.",
            "The field has certain choices only, and the text of the cell is neither the id, nor the \
             title, nor an accepted spelling of any of them. The same word in another encoding (Arabic yeh \
             and kaf, a blank for the non-joiner, Persian or Latin digits, capital letters) is accepted, \
             unless two choices differ in nothing else. If the nearest were taken by itself, a cooperative \
             might be judged in another sector or at another level. The entry is quarantined.",
        ],
        mend: [
            "اگر پیام گزینه‌ای پیشنهاد می‌کند و همان منظور است، آن را در خانه بنویسید؛ وگرنه یکی از گزینه‌های \
             فهرست را. اگر هیچ‌یک درست نیست، از دبیرخانه بپرسید.",
            "If the message suggests a choice and that is meant, write it into the cell; otherwise write one \
             of the list. If none is right, ask the secretariat.",
        ],
        secretariat: [
            "اگر این املا رایج و بی‌ابهام است، آن را به `spellings` همان گزینه بیفزایید.",
            "If the spelling is common and unambiguous, add it to `spellings` of that choice.",
        ],
        example: r#"[field.audit_opinion]
type = "choice"

[field.audit_opinion.choices]
unqualified = { title = { fa = "مقبول", en = "Unqualified" } }
qualified = { title = { fa = "مشروط", en = "Qualified" } }

id,audit_opinion
1001,fairly good
"#,
    }
    UNREADABLE_YES_NO: Error {
        name: "unreadable-yes-no",
        title: ["پاسخ خانه نه بله است و نه خیر", "A cell is neither yes nor no"],
        meaning: [
            "این قلم پاسخ بله یا خیر می‌خواهد و نوشتهٔ خانه هیچ‌کدام نیست. نوشته‌هایی مانند «تا حدی» یا \
             «در حال انجام» پاسخ نیستند و نمی‌توان آن‌ها را به سود یا زیان متقاضی تعبیر کرد. پرونده در \
             قرنطینه می‌ماند.",
            "The field asks for yes or no, and the text of the cell is neither. Answers like “partly” or \
             “under way” are none, and cannot be read in the applicant's favour or against it. The entry \
             is quarantined.",
        ],
        mend: [
            "پاسخ را با مستندات پرونده تطبیق دهید و «بله» یا «خیر» بنویسید. اگر پاسخی نرسیده است، خانه را \
             خالی بگذارید.",
            "Compare the answer with the evidence of the entry and write “yes” or “no”. If none was given, \
             leave the cell empty.",
        ],
        example: r"id,board_valid
1001,partly
",
    }
    OUT_OF_RANGE: Error {
        name: "out-of-range",
        title: ["مقداری بیرون از بازهٔ مجاز قلم", "A value outside the field's allowed range"],
        meaning: [
            "شیوه‌نامه بازه‌ای برای این قلم تعیین کرده است که بیرون از آن ممکن نیست، مانند حضور بیش از \
             صددرصد اعضا در مجمع. مقدار این خانه بیرون از آن است، پس قطعاً اشتباهی در کار است، ولی معلوم \
             نیست مقدار درست چیست. پرونده در قرنطینه می‌ماند تا مقدار درست روشن شود.",
            "The rulebook gives this field a range outside of which nothing is possible, like an \
             attendance above one hundred per cent of the members. The value lies outside, so something is \
             certainly wrong, but the right value is not known. The entry is quarantined until it is.",
        ],
        mend: [
            "مقدار را با مستندات پرونده مقایسه و در همان خانه اصلاح کنید؛ واحد، ممیز و جابه‌جایی ستون‌ها را هم \
             ببینید. اگر مقدار درست است، به دبیرخانه خبر دهید.",
            "Compare the value with the evidence and correct it in that cell, looking at unit, decimal sign \
             and swapped columns too. If the value is right, tell the secretariat.",
        ],
        secretariat: [
            "اگر چنین مقداری واقعاً ممکن است، `range` آن قلم را بازنگری کنید.",
            "If such a value is really possible, revise `range` of the field.",
        ],
        example: r#"[field.attendance]
type = "percent"
range = "[0, 100]"

id,attendance
1001,630
"#,
    }
    MISSING_ID: Error {
        name: "missing-id",
        title: ["ردیفی بدون شناسه", "A row without an id"],
        meaning: [
            "پرونده را شناسه‌اش معرفی می‌کند؛ امتیاز، دلیل، اعتراض و رسید همه با آن پیدا می‌شوند. این ردیف \
             شناسه ندارد و نمی‌توان آن را به تعاونی معینی نسبت داد، حتی اگر نام داشته باشد، زیرا نام‌ها \
             تکرار می‌شوند. ردیف در قرنطینه می‌ماند و در شمارش‌ها دیده می‌شود.",
            "An entry is known by its id; points, reasons, objections and receipts are all found by it. \
             This row has none and cannot be assigned to a cooperative, even if it has a name, since names \
             recur. The row is quarantined and appears in the counts.",
        ],
        mend: [
            "شناسهٔ تعاونی را در ستون شناسه بنویسید. اگر ردیف جمع ستون‌ها یا توضیح است، آن را از فایل حذف \
             کنید.",
            "Write the cooperative's id into the id column. If the row holds column totals or a remark, \
             delete it from the file.",
        ],
        example: r"id,name,sales
1001,Kavir,12500
,Sahand,9800
",
    }
    DUPLICATE_ID: Error {
        name: "duplicate-id",
        title: ["چند ردیف یک شناسه دارند", "Several rows carry the same id"],
        meaning: [
            "یک شناسه در چند ردیف یا چند فایل آمده است و معلوم نیست کدام پروندهٔ واقعی تعاونی است. اگر \
             آخرین یا نخستین ردیف خودبه‌خود برگزیده می‌شد، نتیجه به ترتیب فایل‌ها بستگی می‌داشت. پس همهٔ \
             آن ردیف‌ها در قرنطینه می‌مانند، حتی اگر یکسان باشند.",
            "One id stands in several rows or files, and it is not known which is the cooperative's real \
             entry. If the last or the first were taken by itself, the result would depend on the order of \
             files. So all of these rows are quarantined, even if they are alike.",
        ],
        mend: [
            "با متقاضی روشن کنید کدام ردیف معتبر است و ردیف‌های دیگر را حذف کنید؛ اگر دو تعاونی‌اند، \
             شناسهٔ نادرست را اصلاح کنید. تصمیم را با تاریخ ثبت کنید.",
            "Settle with the applicant which row is valid and delete the others; if they are two \
             cooperatives, correct the wrong id. Record the decision with its date.",
        ],
        example: r"id,name,sales
1001,Kavir,12500
1001,Kavir,12900
",
    }
    SIMILAR_IDS: Notice {
        name: "similar-ids",
        title: [
            "دو شناسه تنها در شیوهٔ نوشتن تفاوت دارند",
            "Two ids differ only in how they are written",
        ],
        meaning: [
            "شناسه‌ها بایت به بایت با هم مقایسه می‌شوند؛ پس `C-15` و `C-۱۵` دو شناسه‌اند و هر دو پرونده \
             رتبه‌بندی می‌شوند. ولی این دو پس از یکی کردن رقم‌های فارسی و لاتین، حروف بزرگ و کوچک، «ی» و «ک» \
             فارسی و عربی، فاصله و نیم‌فاصله و نویسه‌های نادیدنی یکسان‌اند؛ شاید یک تعاونی دو بار ثبت شده \
             باشد. یکی بودن دو تعاونی را نرم‌افزار حدس نمی‌زند، چون حدس نادرست پروندهٔ کسی را از رتبه‌بندی \
             بیرون می‌برد؛ این تصمیم با انسان است.",
            "Ids are compared byte by byte, so `C-15` and `C-۱۵` are two ids and both entries are ranked. \
             But with Persian and Latin digits, capital and small letters, Persian and Arabic yeh and kaf, \
             blanks, non-joiners and invisible characters made one, the two are equal; perhaps one \
             cooperative was entered twice. Whether two are the same cooperative is not guessed, since a \
             wrong guess would take somebody's entry out of the ranking; a person decides.",
        ],
        mend: [
            "نام و داده‌های پرونده‌های یادشده را کنار هم ببینید. اگر یک تعاونی‌اند، ردیف معتبر را با متقاضی \
             روشن و دیگری را حذف کنید؛ اگر دو تعاونی‌اند، به یکی شناسه‌ای بدهید که با دیگری اشتباه نشود.",
            "Look at the names and data of the entries named, side by side. If they are one cooperative, \
             settle with the applicant which row is valid and delete the other; if they are two, give one \
             of them an id that cannot be mistaken for the other.",
        ],
        example: r"id,name,sales
C-15,Kavir,12500
C-۱۵,Kavir,12900
",
    }
    STATED_DIFFERS: Error {
        name: "stated-differs",
        title: ["داده‌های پرونده با هم نمی‌خوانند", "The data of an entry contradict one another"],
        meaning: [
            "کنترل جمع شیوه‌نامه نشان می‌دهد که مقدار اظهارشده با حاصل اجزایش، بیش از رواداری، تفاوت دارد. \
             در یک کاربرگ منتشرشده جمع اجزا ۱۵۵٬۲۰۶٬۶۶۸ بود و محاسبه با ۱۱۵٬۲۰۶٬۶۶۸ انجام شده بود؛ همین یک \
             رقم بازه و امتیاز را تغییر داد. نرم‌افزار نمی‌داند جمع نادرست است یا جزء، و پرونده، آن‌گونه \
             که کنترل می‌گوید، قرنطینه می‌شود یا به فهرست بررسی می‌رود. کنترل می‌تواند به جای جمع شرطی باشد (`require`)، مانند \
             این‌که تاریخی پس از روز مبنا نباشد؛ آنگاه پیام دلیل (`reason`) آن را می‌گوید. مقدار تأییدشده به جای مقدار اظهارشده به \
             حساب می‌آید. اگر جمع یا یکی از اجزا در دست نباشد چیزی برای مقایسه نیست، مگر آن‌که خود کنترل آن را \
             صفر بشمارد: `coalesce(reserves, 0)`.",
            "A cross-foot check of the rulebook shows that a stated value differs from the result of its \
             parts by more than the tolerance. In a published worksheet the parts added up to 155,206,668 \
             and the computation used 115,206,668; that single digit changed the band and the points. \
             Whether the total or a part is wrong cannot be known here, so the entry is quarantined or \
             goes to review, as the check says. In place of a sum a check may have a condition (`require`), such as \
             that a day is not after the reference date; the message then tells its `reason`. A verified value counts in place of the claim. Where the total \
             or a part is missing there is nothing to compare, unless the check counts it as zero: \
             `coalesce(reserves, 0)`.",
        ],
        mend: [
            "داده‌هایی را که پیام از آن‌ها می‌گوید با مستندات پرونده (مانند صورت‌های مالی، گواهی‌ها یا دفتر اعضا) تطبیق \
             دهید و آن را که نادرست است در خانهٔ خود اصلاح کنید. دلیل اصلاح را با مستندات آن نگه دارید.",
            "Compare the data of the message with the evidence of the entry (financial statements, certificates, \
             register of members) and correct the wrong one in its cell. Keep the reason of the correction \
             with its evidence.",
        ],
        example: r#"[check.equity]
stated = "equity"
parts = "paid_up + reserves"
tolerance = 0
effect = "quarantine"

id,equity,paid_up,reserves
1001,115206668,100000000,55206668
"#,
    }
    STATED_DIFFERS_NOTE: Warning {
        name: "stated-differs-note",
        title: [
            "داده‌های پرونده با هم نمی‌خوانند و شیوه‌نامه تنها یادداشت آن را خواسته است",
            "The data of an entry contradict one another, and the rulebook asks only for a note",
        ],
        meaning: [
            "مقدار اظهارشده با حاصل اجزایش، بیش از رواداری، تفاوت دارد، یا شرط کنترل برقرار نیست. شیوه‌نامه این کنترل را تنها \
             برای یادداشت گذاشته است (`effect = \"note\"`)، پس پرونده رتبه‌بندی می‌شود و تفاوت در گزارش \
             می‌ماند. اگر پرونده به رتبه‌های بالا برسد، دیگران همین تفاوت را خواهند دید.",
            "A stated value differs from the result of its parts by more than the tolerance, or the condition of the check \
             does not hold. The rulebook keeps this check for a note only (`effect = \"note\"`), so the entry is ranked and \
             the difference stays in the report. Should the entry reach a high rank, others will see that \
             difference too.",
        ],
        mend: [
            "تفاوت را پیش از انتشار نتیجه با متقاضی روشن کنید و عدد نادرست را در خانهٔ خود اصلاح کنید. اگر هر \
             دو عدد درست‌اند، به دبیرخانه خبر دهید.",
            "Settle the difference with the applicant before the result is published, and correct the wrong \
             number in its cell. If both numbers are right, tell the secretariat.",
        ],
        secretariat: [
            "اگر این تفاوت امتیاز را تغییر می‌دهد، `effect = \"review\"` مناسب‌تر است.",
            "If the difference can change points, `effect = \"review\"` fits better.",
        ],
        example: r#"[check.equity]
stated = "equity"
parts = "paid_up + reserves"
tolerance = 0
effect = "note"

id,equity,paid_up,reserves
1001,115206668,100000000,55206668
"#,
    }
    IMPLAUSIBLE: Warning {
        name: "implausible",
        title: ["مقداری بیرون از حدود معقول قلم", "A value outside the field's plausible limits"],
        meaning: [
            "مقدار ممکن است، ولی بیرون از حدودی است که شیوه‌نامه معقول می‌داند. در یک جدول رسمی ستون‌های \
             سرمایه و شاغلان یک سال جابه‌جا چاپ شده بود و میانگین اعضا از ۱۸ هزار به ۷۹۸ هزار پریده بود. \
             پرونده همچنان رتبه‌بندی می‌شود، ولی این مقدار نگاه دوباره می‌خواهد.",
            "The value is possible, but outside the limits that the rulebook calls plausible. In an \
             official table the columns of capital and employees were swapped for one year, and the mean \
             of members jumped from 18 thousand to 798 thousand. The entry is still ranked, but the value \
             deserves a second look.",
        ],
        mend: [
            "واحد، جای ممیز و جابه‌جایی ستون‌ها را در مستندات ببینید. اگر مقدار نادرست است، آن را پیش از \
             انتشار نتیجه در همان خانه اصلاح کنید؛ اگر درست است، کاری لازم نیست.",
            "Look at unit, decimal sign and swapped columns in the evidence. If the value is wrong, correct it \
             in that cell before the result is published; if it is right, nothing needs doing.",
        ],
        secretariat: [
            "اگر مقدارهای درست بارها بیرون از حدود می‌افتند، `plausible` آن قلم را بازنگری کنید.",
            "If right values keep falling outside of the limits, revise `plausible` of the field.",
        ],
        example: r#"[field.members]
type = "count"
plausible = "[7, 200000]"

id,members
1001,798416
"#,
    }
    VALUE_OUTSIDE_RULE: Error {
        name: "value-outside-rule",
        title: [
            "مقدار محاسبه‌شده در هیچ بخشی از قاعدهٔ امتیاز نیست",
            "A computed value lies outside what the points rule covers",
        ],
        meaning: [
            "مقدار شاخص برای این پرونده محاسبه شد، ولی قاعدهٔ امتیاز دربارهٔ چنین مقداری چیزی نمی‌گوید؛ \
             برای نمونه مقدار منفی است و بازه‌ها، یا مقدارهای ممکن شاخص (`domain`)، از صفر آغاز می‌شوند. \
             نه صفر و نه امتیاز نزدیک‌ترین بازه حکم آیین‌نامه است، پس پرونده در قرنطینه می‌ماند.",
            "The indicator's value was computed for this entry, but the points rule says nothing about \
             such a value: it is negative, say, and the bands, or the indicator's possible values \
             (`domain`), begin at zero. Neither zero nor the points of the nearest band is what the \
             regulation rules, so the entry is quarantined.",
        ],
        mend: [
            "داده‌های یادشده را با مستندات مقایسه کنید؛ معمولاً یکی از آن‌ها بزرگ‌تر از آن است که می‌تواند \
             باشد، مانند اعضای فعال بیش از همهٔ اعضا. عدد نادرست را اصلاح کنید. اگر همه درست‌اند، به دبیرخانه \
             خبر دهید.",
            "Compare the data named with the evidence; usually one of them is larger than it can be, such as \
             more active members than members. Correct the wrong number. If all are right, tell the \
             secretariat.",
        ],
        secretariat: [
            "اگر داده‌ها درست‌اند، از هیئت داوری بخواهید حکم این بخش را تعیین کند و آن را، مانند بازهٔ \
             `\"(-inf, 0)\"`، در ویرایش تازهٔ شیوه‌نامه بیاورید.",
            "If the data are right, have the jury decide what holds there, and put the band, like `\"(-inf, \
             0)\"`, into a new edition of the rulebook.",
        ],
        example: "",
    }
    DIVISION_BY_ZERO: Error {
        name: "division-by-zero",
        title: [
            "قاعده‌ای بر صفر تقسیم می‌کند و حکم آن نوشته نشده است",
            "A rule divides by zero where nothing is stated",
        ],
        meaning: [
            "مخرج یکی از فرمول‌ها با داده‌های این پرونده صفر شد و شیوه‌نامه نگفته است در این جایگاه چه \
             حکمی دارد. نسبتی که مخرج آن صفر است عدد نیست، و هر عددی به‌جای آن گذاشته شود تصمیمی است که \
             کسی نگرفته است. پرونده در قرنطینه می‌ماند.",
            "The denominator of a formula became zero with the data of this entry, and the rulebook does \
             not say what holds at that place. A ratio with a zero denominator is no number, and any \
             number put in its place would be a decision that nobody took. The entry is quarantined.",
        ],
        mend: [
            "ببینید صفر بودن عددی که بر آن تقسیم می‌شود درست است یا داده‌ای جا افتاده است، و خانهٔ نادرست را \
             اصلاح کنید. اگر صفر درست است، به دبیرخانه خبر دهید.",
            "See whether the number that is divided by really is zero or a datum was left out, and correct the \
             cell that is wrong. If the zero is right, tell the secretariat.",
        ],
        secretariat: [
            "اگر صفر درست است، حکم آن را بنویسید: در شاخص با کلید `zero` و در جاهای دیگر درون خود فرمول.",
            "If the zero is right, say what holds: at an indicator with the key `zero`, elsewhere within the \
             formula itself.",
        ],
        example: r#"[gate.debt]
require = "debt / equity <= 2"

id,debt,equity
1001,500,0
"#,
    }
    NO_POOL_FOR_ENTRY: Error {
        name: "no-pool-for-entry",
        title: [
            "پرونده در هیچ گروه رقابت اصلی جا نمی‌گیرد",
            "The entry belongs to no main pool",
        ],
        meaning: [
            "گروه رقابت پرونده از قلمی مانند رشته یا استان به دست می‌آید. پیام می‌گوید کدام‌یک از این‌هاست: پرونده آن داده \
             را ندارد، مقدار آن بیرون از همهٔ رده‌هاست، یا شرط هیچ گروهی برای آن برقرار نیست. در هر حال معلوم نیست \
             تعاونی با چه کسانی سنجیده شود، و افزودنش به گروهی دیگر رتبهٔ همهٔ آن گروه را تغییر می‌دهد. پرونده در \
             قرنطینه می‌ماند.",
            "An entry's pool follows from a field such as sector or province. The message says which it is: the \
             entry lacks that datum, its value lies outside all classes, or the condition of no pool holds for \
             it. In each case nobody knows with whom the cooperative is to be compared, and adding it to some \
             pool would change the ranks of all in there. The entry is quarantined.",
        ],
        mend: [
            "اگر داده نیامده است، آن را از متقاضی بخواهید و در همان ردیف بنویسید؛ اگر نادرست است، اصلاحش کنید. \
             اگر درست است و هیچ گروهی پرونده را نمی‌پذیرد، به دبیرخانه خبر دهید.",
            "If the datum is missing, ask the applicant for it and write it into that row; if it is wrong, \
             correct it. If it is right and no pool takes the entry, tell the secretariat.",
        ],
        secretariat: [
            "اگر هیچ گروهی پرونده را نمی‌پذیرد، گروهی برای آن بنویسید یا کسانی را که نباید رتبه بگیرند با شرط \
             ورود کنار بگذارید.",
            "If no pool takes the entry, write a pool for it, or keep those that are not to be ranked out by a \
             gate.",
        ],
        example: r"id,sector,sales
1001,,12500
",
    }
    ORIENTATION_UNDECIDED: Warning {
        name: "orientation-undecided",
        title: [
            "معلوم نیست پرونده در گرایشی جا دارد یا نه",
            "It cannot be told whether an entry belongs to an orientation",
        ],
        meaning: [
            "شرط گرایش به داده‌ای نیاز دارد که این پرونده ندارد. پرونده در گروه رقابت خود رتبه می‌گیرد، ولی \
             در رتبه‌بندی این گرایش نمی‌آید، و این نباید بی‌صدا باشد.",
            "The condition of the orientation needs a datum that this entry lacks. The entry is ranked in \
             its own pool but not in this orientation, and that must not happen silently.",
        ],
        mend: [
            "داده را از تعاونی بخواهید، در همان ردیف بنویسید و رتبه‌بندی را دوباره اجرا کنید.",
            "Ask the cooperative for the datum, write it into that row, and run the ranking again.",
        ],
        example: "",
    }
    CHECK_NOT_MADE: Notice {
        name: "check-not-made",
        title: [
            "کنترلی که انجام نشد",
            "A check that could not be made",
        ],
        meaning: [
            "داده‌ای که کنترل می‌سنجد، مانند مقدار اظهارشده یا یکی از اجزای آن، در این پرونده نیست، یا عددی است که دقیق نگه داشته نمی‌شود؛ پس معلوم \
             نشد که با هم می‌خوانند یا نه. این یافته می‌گوید که کنترل انجام نشده است، نه این‌که درست بوده است: با خالی \
             گذاشتن یک خانه نمی‌توان بی‌صدا از کنترل گریخت.",
            "A datum that the check compares, such as the stated value or one of its parts, is not there in this entry, or a number is too long to be \
             exact; so it is not known whether they agree. The finding says that the check was not made, not \
             that it was passed: nobody escapes a check in silence by leaving a cell blank.",
        ],
        mend: [
            "دادهٔ یادشده را از متقاضی بخواهید و در همان ردیف بنویسید. اگر متقاضی آن را ندارد، کاری لازم نیست: \
             پرونده بی این کنترل رتبه می‌گیرد، مگر آن‌که در فهرست بررسی یا قرنطینه آمده باشد.",
            "Ask the applicant for the datum named and write it into that row. If the applicant has none, \
             nothing needs doing: the entry is ranked without this check, unless it is listed for review or \
             quarantined.",
        ],
        secretariat: [
            "اگر پرونده بی این کنترل نباید رتبه بگیرد، در همان کنترل `missing = \"review\"` یا `missing = \
             \"quarantine\"` بنویسید.",
            "If no entry may be ranked without this check, write `missing = \"review\"` or `missing = \
             \"quarantine\"` in the check.",
        ],
        example: r#"[check.equity]
stated = "equity"
parts = "paid_up + reserves"
effect = "quarantine"
missing = "note"

id,equity,paid_up,reserves
1001,115206668,,55206668
"#,
    }
    DATUM_NOT_SUBMITTED: Notice {
        name: "datum-not-submitted",
        title: [
            "داده‌ای ارسال نشده است و امتیازی به آن وابسته است",
            "A datum was not submitted, and points depend on it",
        ],
        meaning: [
            "این داده در پرونده نیست و شیوه‌نامه برای شاخص‌هایی که به آن نیاز دارند، در نبود آن، هیچ امتیازی \
             نمی‌دهد. پرونده رتبه می‌گیرد، ولی بی این امتیازها. پیام می‌گوید کدام شاخص‌ها و هر یک دست‌بالا چند \
             امتیاز؛ اگر داده بیاید، شاید کمتر از آن به دست آید. این یافته تنها در فهرست یافته‌ها \
             (`--findings`) پرونده به پرونده می‌آید؛ رتبه‌بندی تنها شمار آن را می‌گوید.",
            "This datum is not in the entry, and the rulebook gives no points without it for the indicators \
             that need it. The entry is ranked, but without these points. The message says which indicators \
             and at most how many points each; with the datum there it may earn less. This finding stands \
             entry by entry in the list of findings alone (`--findings`); the ranking tells only how many \
             there are.",
        ],
        mend: [
            "اگر متقاضی این داده را دارد، آن را از او بخواهید و پیش از پایان مهلت در همان ردیف بنویسید. اگر \
             ندارد، کاری لازم نیست.",
            "If the applicant has this datum, ask for it and write it into that row before the deadline. If \
             there is none, nothing needs doing.",
        ],
        example: r#"[indicator.safety]
value = "accidents / hours_worked"
missing = "zero-points"

id,accidents,hours_worked
1001,2,
"#,
    }
    BEST_NOT_POSITIVE: Notice {
        name: "best-not-positive",
        title: [
            "بهترین مقدار یک شاخص در یک گروه رقابت مثبت نیست",
            "The best value of an indicator inside a pool is not above zero",
        ],
        meaning: [
            "قاعدهٔ سهم از بهترین هر مقدار را بر بهترین مقدار گروه تقسیم می‌کند و این بهترین مقدار صفر یا منفی است؛ پس \
             سهمی در کار نیست، هر چند مقدارها برابر نباشند. امتیاز همان است که شیوه‌نامه با `zero-range` برای این حالت \
             نوشته است.",
            "Share-of-best takes each value's share of the best of the pool, and that best is zero or negative; \
             so there is nothing to take a share of, though the values may differ. The points are those that \
             the rulebook states for the case with `zero-range`.",
        ],
        mend: [
            "داده‌های این شاخص را در پرونده‌های گروه با مستندات مقایسه کنید. اگر درست‌اند، کاری لازم نیست.",
            "Compare the data of this indicator in the entries of the pool with their evidence. If they are \
             right, nothing needs doing.",
        ],
        secretariat: [
            "اگر مقدارهای منفی طبیعی‌اند، قاعدهٔ دیگری مانند صدک یا کمینه–بیشینه بهتر است.",
            "If negative values are natural here, another rule such as percentile or min-max fits better.",
        ],
        example: r#"[indicator.return]
value = "net_profit / equity"
better = "higher"
points = { max = 30, relative = "share-of-best", zero-range = "zero-points" }
"#,
    }
    SAMPLE_OF_ONE: Notice {
        name: "sample-of-one",
        title: [
            "انحراف معیار نمونه‌ای با یک مقدار",
            "The sample deviation of a single value",
        ],
        meaning: [
            "تنها یک پروندهٔ این گروه رقابت مقدار این شاخص را دارد و انحراف معیار نمونه بر شمار مقدارها منهای یک، یعنی \
             بر صفر، تقسیم می‌شود؛ پس نمرهٔ معیاری در کار نیست. امتیاز همان است که شیوه‌نامه با `zero-range` برای این \
             حالت نوشته است.",
            "Only one entry of this pool has a value of this indicator, and the deviation of a sample divides by \
             the number of values less one, which is zero; so there is no z-score. The points are those that \
             the rulebook states for the case with `zero-range`.",
        ],
        mend: [
            "کاری لازم نیست.",
            "Nothing needs doing.",
        ],
        secretariat: [
            "اگر گروه‌های کوچک چشم‌داشتنی‌اند، `deviation = \"population\"` یا حداقل اندازهٔ گروه را در نظر \
             بگیرید.",
            "Where small pools are to be expected, think of `deviation = \"population\"` or of a minimum size \
             of pools.",
        ],
        example: "",
    }
    ZERO_RANGE: Notice {
        name: "zero-range",
        title: [
            "همهٔ مقدارهای یک شاخص در یک گروه رقابت برابرند",
            "All values of an indicator are equal inside a pool",
        ],
        meaning: [
            "در این گروه رقابت همهٔ پرونده‌ها در این شاخص نسبی مقدار یکسانی دارند، پس این شاخص میان آن‌ها \
             تفاوتی نمی‌گذارد. امتیاز همان است که شیوه‌نامه برای این حالت نوشته است. در گروه‌های کوچک \
             طبیعی است؛ در گروه بزرگ شاید همه مقدار پیش‌فرضی را نوشته باشند.",
            "In this pool all entries have the same value of this relative indicator, so it makes no \
             difference among them. The points are those that the rulebook states for the case. In a small \
             pool this is natural; in a large one, perhaps everyone left a default value in place.",
        ],
        mend: [
            "کاری لازم نیست. اگر گروه بزرگ است، چند پرونده را نمونه بردارید و ببینید مقدار واقعی است.",
            "Nothing needs doing. If the pool is large, take a few entries as a sample and see whether the \
             value is real.",
        ],
        example: "",
    }
    CELL_ERROR: Error {
        name: "cell-error",
        title: ["فرمول یک خانه خطا دارد", "The formula of a cell fails"],
        meaning: [
            "به‌جای داده، برنامهٔ صفحه‌گسترده در این خانه خطا نشان می‌دهد، مانند `#DIV/0!` (تقسیم بر صفر) یا \
             `#REF!` (خانه‌ای که دیگر نیست). خطا نه صفر است و نه خانهٔ خالی، و معلوم نیست متقاضی چه عددی \
             می‌خواسته است. پرونده در قرنطینه می‌ماند.",
            "In place of a datum the spreadsheet program shows an error in this cell, like `#DIV/0!` (division \
             by zero) or `#REF!` (a cell that is gone). An error is neither zero nor an empty cell, and which \
             number the applicant meant is not known. The entry is quarantined.",
        ],
        mend: [
            "فرمول را درست کنید یا مقدار درست را به‌جای آن بنویسید و فایل را ذخیره کنید. اگر داده‌ای نیست، خانه \
             را خالی کنید.",
            "Mend the formula, or write the right value in its place, and save the file. If there is no datum, \
             clear the cell.",
        ],
        example: "",
    }
    FORMULA_WITHOUT_VALUE: Error {
        name: "formula-without-value",
        title: ["حاصل فرمول یک خانه در فایل نیست", "The result of a cell's formula is not in the file"],
        meaning: [
            "این خانه فرمول دارد، ولی برنامه‌ای که فایل را ساخته آن را محاسبه نکرده است. فرمول‌های کاربرگ اینجا \
             محاسبه نمی‌شوند، زیرا هر برنامه‌ای ممکن است حاصل دیگری بدهد. پرونده در قرنطینه می‌ماند.",
            "This cell has a formula, but the program that made the file did not compute it. Formulas of sheets \
             are not computed here, since each program may give another result. The entry is quarantined.",
        ],
        mend: [
            "فایل را در برنامهٔ صفحه‌گسترده باز کنید تا محاسبه شود و دوباره ذخیره کنید، یا مقدار را بنویسید.",
            "Open the file in a spreadsheet program, which computes it, and save it again, or write the value.",
        ],
        example: "",
    }
    INEXACT_NUMBER: Error {
        name: "inexact-number",
        title: [
            "عدد کاربرگ بیش از پانزده رقم دارد",
            "A number of a worksheet has more than fifteen digits",
        ],
        meaning: [
            "برنامه‌های صفحه‌گسترده هر عدد را به شکل دودویی و با حدود پانزده رقم نگه می‌دارند و رقم‌های پس از آن \
             دیگر آن نیست که نوشته شده است. معمولاً حاصل تقسیم در یک فرمول است، مانند یک‌سوم، یا شناسه‌ای بلند \
             که عدد شمرده شده است. هیچ رقمی حدس زده نمی‌شود و پرونده در قرنطینه می‌ماند.",
            "Spreadsheet programs keep every number in binary and to about fifteen digits, and further digits \
             are not what was written. Usually it is the result of a division in a formula, like one third, or \
             a long id that was taken for a number. No digit is guessed, and the entry is quarantined.",
        ],
        mend: [
            "در کاربرگ حاصل را با ROUND به رقم‌هایی گرد کنید که قلم می‌خواهد. شناسه‌های بلند را با قالب متن \
             دوباره بنویسید.",
            "Round the result in the sheet with ROUND, to the decimals that the field asks for. Write long ids \
             again in cells formatted as text.",
        ],
        example: "",
    }
    ID_IS_DATE: Error {
        name: "id-is-date",
        title: ["خانهٔ شناسه تاریخ است", "The cell of an id is a date"],
        meaning: [
            "برنامه‌های صفحه‌گسترده نوشته‌هایی مانند `4-9` یا `1404/06` را خودبه‌خود تاریخ می‌کنند و نوشتهٔ اصلی از \
             میان می‌رود. این خانه تاریخ است، پس شناسه‌ای که نوشته شده بود دیگر دانسته نیست. پرونده در قرنطینه \
             می‌ماند.",
            "Spreadsheet programs turn what looks like `4-9` or `1404/06` into a date by themselves, and what \
             was written is lost. This cell is a date, so the id that was meant is no longer known. The entry \
             is quarantined.",
        ],
        mend: [
            "قالب ستون شناسه را «متن» کنید و شناسه را از اصل پرونده دوباره بنویسید.",
            "Format the id column as text and write the id again from the entry itself.",
        ],
        example: "",
    }
}
