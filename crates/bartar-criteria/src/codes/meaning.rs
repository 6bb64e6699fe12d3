//! Findings in what headers and rows mean: units, years, verified values, national ids.

use super::{Code, CodeInfo};

codes! {
    UNKNOWN_UNIT: Error {
        name: "unknown-unit",
        title: ["سرستون واحدی را نام می‌برد که شناخته نیست", "A header names a unit that is not known"],
        meaning: [
            "سرستون پس از نام قلم، در پرانتز یا قلاب، واحدی دارد که نه واحد همان قلم است و نه می‌توان آن را دقیق \
             به آن تبدیل کرد. برای مبلغ‌ها ریال، تومان و هزار، میلیون و میلیارد آن‌ها شناخته‌اند. اگر واحد نادیده \
             گرفته می‌شد، همهٔ مبلغ‌های فایل ده یا هزار برابر می‌شدند؛ پس اجرا بدون نتیجه متوقف می‌شود.",
            "After the name of a field the header gives a unit, in parentheses or brackets, that is neither the \
             unit of the field nor converts to it exactly. For amounts, rial and toman and their thousands, \
             millions and billions are known. If the unit were passed over, every amount of the file could be \
             off by ten or by a thousand; so the run stops without a result.",
        ],
        mend: [
            "یکی از واحدهایی را که پیام برمی‌شمارد در سرستون بنویسید، یا اگر مبلغ‌ها به واحد خود قلم است، \
             پرانتز را بردارید. اگر واحد درست شناخته نیست، به دبیرخانه خبر دهید.",
            "Write one of the units that the message lists into the header, or, if the amounts are in the \
             field's own unit, remove the parentheses. If the right unit is not known, tell the secretariat.",
        ],
        secretariat: [
            "اگر نوشتهٔ پرانتز نام دیگر واحد همان قلم است، آن را در بخش `[data]` به `units` بیفزایید؛ اگر واحد \
             نیست، سرستون را در `columns` همان قلم بیاورید.",
            "If the text in parentheses is another word for the field's own unit, add it to `units` of \
             `[data]`; if it is no unit, put the whole header into `columns` of the field.",
        ],
        example: r#"[field.sales]
type = "amount"
unit = "million rial"

id,sales (dollar)
1001,12500
"#,
    }
    UNIT_CONVERTED: Notice {
        name: "unit-converted",
        title: ["مبلغ‌های یک ستون به واحد قلم تبدیل شد", "The amounts of a column were converted"],
        meaning: [
            "سرستون واحدی دارد که با واحد قلم یکی نیست، ولی شناخته است؛ مبلغ‌های ستون دقیق و بی گرد کردن به واحد \
             قلم تبدیل شدند: هر تومان ده ریال است و هزار و میلیون تنها جای ممیز را تغییر می‌دهند. ریال همان ریال \
             پیش از حذف صفرهاست؛ واحد پول تازه را باید ویرایشی تازه با نام دیگری اعلام کند. فایلی که واحدی در \
             سرستون ندارد به واحد خود قلم خوانده می‌شود.",
            "The header names a unit that is not the field's but is known, and the amounts of the column were \
             converted to the field's unit exactly, without rounding: a toman is ten rials, and thousands and \
             millions only move the decimal point. The rial is the one before the removal of zeros; a new \
             currency unit needs a new edition and a name of its own. A file that names no unit is read in the \
             unit of the field.",
        ],
        mend: [
            "ببینید واحد سرستون همان است که در مبلغ‌ها به کار رفته است. اگر سرستون نادرست است، آن را اصلاح کنید.",
            "See that the unit of the header is the one that the amounts are in. If the header is wrong, correct \
             it.",
        ],
        example: r#"[field.sales]
type = "amount"
unit = "million rial"

id,sales (toman)
1001,1250000000
"#,
    }
    POINT_OR_THOUSANDS: Notice {
        name: "point-or-thousands",
        title: ["نقطهٔ عددها شاید میان هزارگان باشد", "The points of numbers may stand between thousands"],
        meaning: [
            "عددهای اعشاری یک ستون مبلغ یا شمار همه چون 12.700 است: یک تا سه رقم پیش از نقطه و سه رقم پس از آن. نقطه، \
             چنان‌که شیوه‌نامه می‌گوید، ممیز است و عدد ۱۲٫۷ خوانده شد؛ ولی کسی که با دست چنین می‌نویسد شاید ۱۲٬۷۰۰ را در \
             نظر داشته است. حدسی زده نمی‌شود، و برای هر ستون هر فایل یک بار گفته می‌شود.",
            "All numbers with decimals of a column of amounts or counts are like 12.700: one to three digits before the \
             point and three after it. The point is the decimal sign, as the rulebook says, and 12.7 was read; but \
             whoever writes so by hand may have meant 12,700. Nothing is guessed, and it is told once for each column \
             of a file.",
        ],
        mend: [
            "یکی از این عددها را با مستندات مقایسه کنید. اگر هزارگان منظور است، نقطه‌ها را بردارید و رقم‌ها را \
             پیوسته بنویسید: ۱۲۷۰۰.",
            "Compare one of these numbers with the evidence. If thousands are meant, remove the points and \
             write the digits together: 12700.",
        ],
        example: r#"[field.sales]
type = "amount"

id,sales
1001,12.700
1002,850
"#,
    }
    UNIT_DOUBTFUL: Error {
        name: "unit-doubtful",
        title: ["مبلغ‌های یک ستون شاید به واحد دیگری باشد", "The amounts of a column may be in another unit"],
        meaning: [
            "بیشتر مبلغ‌های این ستون فایل بیرون از حدود معقول قلم است، و اگر به واحد دیگری، مانند ریال به‌جای \
             میلیون ریال، خوانده شود معقول است. عددها همان‌گونه که نوشته شده‌اند به کار رفته‌اند و هیچ عددی \
             حدس زده نشده است؛ ولی اگر واحد اشتباه باشد، امتیازهای همهٔ پرونده‌های فایل نادرست است. برای هر \
             ستون هر فایل یک بار گفته می‌شود و کد خروج ۱ است، زیرا کسی باید نگاه کند.",
            "Most amounts of this column of the file lie outside the field's plausible limits, and inside them \
             if they are read in another unit, such as rial in place of million rial. The numbers were used as \
             they are written and none was guessed; but if the unit is wrong, the points of all entries of the \
             file are. It is told once for each column of a file, and the exit code is 1, since a person must \
             look.",
        ],
        mend: [
            "چند عدد این ستون را با مستندات مقایسه کنید. اگر به واحد دیگری است، همان واحد را در پرانتز به \
             سرستون بیفزایید، چنان‌که پیام نشان می‌دهد؛ آنگاه مبلغ‌ها دقیق تبدیل می‌شوند. اگر واحد درست است، \
             عددهای نادرست را اصلاح کنید.",
            "Compare a few numbers of this column with the evidence. If they are in another unit, add that \
             unit to the header in parentheses, as the message shows; the amounts are then converted exactly. \
             If the unit is right, correct the numbers that are wrong.",
        ],
        example: r#"[field.sales]
type = "amount"
unit = "million rial"
plausible = "[0, 1000000000]"

id,sales
1001,12500000000000
1002,9800000000000
1003,11200000000000
"#,
    }
    TWO_LAYOUTS: Error {
        name: "two-layouts",
        title: ["فایل یک داده را در دو شکل می‌آورد", "A file carries the same data in two layouts"],
        meaning: [
            "سال‌های پیش یا در ستون‌های خود می‌آیند، مانند `sales@prev`، یا در ردیف‌های خود با ستون سال، یا هر داده \
             ردیفی از آن خود دارد. این فایل دو تا از این شکل‌ها را با هم دارد و یک داده می‌توانست در دو جا باشد و \
             نرم‌افزار نمی‌داند کدام معتبر است؛ پس اجرا بدون نتیجه متوقف می‌شود.",
            "Earlier years stand in columns of their own, like `sales@prev`, or in rows of their own with a \
             column for the year, or each datum has a row of its own. This file has two of these at once, so \
             one datum could stand in two places, and it is not known which would be valid; the run stops \
             without a result.",
        ],
        mend: [
            "یکی از دو شکل را نگه دارید: ستون سال را بردارید، یا ستون‌های سال‌های پیش را.",
            "Keep one of the two: remove the column of years, or the columns of earlier years.",
        ],
        example: r#"[data]
current-year = 1404
year-column = "year"

id,year,sales,sales@prev
1001,1404,12500,11800
"#,
    }
    ROWS_JOINED: Notice {
        name: "rows-joined",
        title: ["ردیف‌های سال‌ها و داده‌ها به پرونده‌ها پیوستند", "Rows of years or data were joined into entries"],
        meaning: [
            "در این فایل هر پرونده چند ردیف دارد، یکی برای هر سال یا هر داده. ردیف‌های یک شناسه یک پرونده شدند و \
             هر داده جای خود را، با ردیفش، نگه می‌دارد. شمار ردیف‌ها و پرونده‌ها گفته می‌شود تا کسی گمان نکند \
             پرونده‌ای گم شده است.",
            "In this file each entry has several rows, one for each year or each datum. The rows of an id became \
             one entry, and each datum keeps its place with its row. The numbers of rows and entries are told \
             so that nobody believes an entry was lost.",
        ],
        mend: ["کاری لازم نیست.", "Nothing needs doing."],
        example: r"id,year,sales
1001,1404,12500
1001,1403,11800
",
    }
    UNREADABLE_YEAR: Error {
        name: "unreadable-year",
        title: ["سال یک ردیف خوانده نشد یا بیرون از سال‌های خواسته است", "The year of a row is none that is asked for"],
        meaning: [
            "ستون سال می‌گوید داده‌های ردیف از کدام سال است. سال این ردیف چهار رقم ندارد، یا از سال جاری شیوه‌نامه \
             تازه‌تر یا از سابقه‌ای که قلم‌ها می‌خواهند کهنه‌تر است. داده‌های ردیف را نمی‌توان به سالی نسبت داد و \
             ردیف‌های آن شناسه تا اصلاح در قرنطینه می‌مانند.",
            "The column of years tells from which year the data of a row are. The year of this row is not four \
             digits, or later than the current year of the rulebook, or earlier than the history that fields \
             ask for. Its data cannot be put to a year, and the rows of the id are quarantined until it is \
             mended.",
        ],
        mend: [
            "سال را چهاررقمی بنویسید. اگر ردیف از سالی است که خواسته نشده، آن را حذف کنید.",
            "Write the year with four digits. If the row is from a year that is not asked for, delete it.",
        ],
        example: r"id,year,sales
1001,1404,12500
1001,03,11800
",
    }
    NO_CURRENT_YEAR: Error {
        name: "no-current-year",
        title: ["شناسه‌ای تنها ردیف سال‌های پیش را دارد", "An id has rows of earlier years only"],
        meaning: [
            "ردیف‌های یک شناسه به پرونده‌ای می‌پیوندند که ردیف سال جاری آن را می‌سازد. این شناسه چنین ردیفی ندارد؛ \
             شاید ردیف جا افتاده یا سال آن نادرست باشد. سال پیش به‌جای سال جاری گذاشته نمی‌شود.",
            "The rows of an id join into the entry that the row of the current year makes. This id has no such \
             row; perhaps it was left out, or its year is wrong. An earlier year is not put in its place.",
        ],
        mend: [
            "ردیف سال جاری را بیفزایید یا سال ردیف‌ها را اصلاح کنید.",
            "Add the row of the current year, or correct the years of the rows.",
        ],
        example: r"id,year,sales
1001,1403,11800
",
    }
    YEARS_DISAGREE: Error {
        name: "years-disagree",
        title: ["ردیف‌های سال‌ها دربارهٔ یک قلم بی‌سابقه یکی نیستند", "Rows of years disagree on a field without history"],
        meaning: [
            "قلمی که سابقه ندارد، مانند رشته یا استان، در همهٔ ردیف‌های یک شناسه باید یکی باشد یا در ردیف‌های \
             سال‌های پیش خالی. اینجا دو ردیف دو چیز می‌گویند و معلوم نیست کدام درست است. پرونده در قرنطینه \
             می‌ماند.",
            "A field without history, such as sector or province, must be the same in all rows of an id, or \
             empty in those of earlier years. Here two rows say two things, and it is not known which is right. \
             The entry is quarantined.",
        ],
        mend: [
            "دادهٔ درست را در ردیف‌ها یکی کنید، یا آن را تنها در ردیف سال جاری بنویسید.",
            "Make the rows say the same, or write the datum in the row of the current year only.",
        ],
        example: r"id,year,sector,sales
1001,1404,housing,12500
1001,1403,credit,11800
",
    }
    DATUM_TWICE: Error {
        name: "datum-twice",
        title: ["یک داده در دو ردیف آمده است", "A datum stands in two rows"],
        meaning: [
            "در فایلی که هر ردیف یک داده دارد، یک قلم از یک سال برای یک شناسه بیش از یک بار آمده است و معلوم نیست \
             کدام معتبر است. هیچ‌کدام برگزیده نمی‌شود، حتی اگر یکسان باشند، و پرونده در قرنطینه می‌ماند.",
            "In a file with one datum in each row, a field of one year stands more than once for the same id, \
             and it is not known which is valid. None is taken, even if they are alike, and the entry is \
             quarantined.",
        ],
        mend: [
            "ردیف نادرست را حذف کنید یا سال آن را اصلاح کنید.",
            "Delete the row that is wrong, or correct its year.",
        ],
        example: r"id,field,value
1001,sales,12500
1001,sales,12900
",
    }
    UNREADABLE_EVIDENCE: Error {
        name: "unreadable-evidence",
        title: ["وضعیت مستندات یک داده روشن نیست", "The status of a datum's evidence is not known"],
        meaning: [
            "ستون مستندات هر قلم می‌گوید مستندات آن پذیرفته، رد یا هنوز در دست بررسی است. نوشتهٔ این خانه هیچ‌یک از \
             این واژه‌ها نیست و نمی‌توان آن را به سود یا زیان متقاضی تعبیر کرد. پرونده در قرنطینه می‌ماند.",
            "The column of a field's evidence says that it was accepted, rejected or is still being examined. \
             The text of this cell is none of these words, and cannot be read in the applicant's favour or \
             against it. The entry is quarantined.",
        ],
        mend: [
            "یکی از واژه‌هایی را که پیام برمی‌شمارد در همان خانه بنویسید.",
            "Write one of the words that the message lists into that cell.",
        ],
        secretariat: [
            "واژه‌های رایج دیگر را در بخش `[data]` به `accepted`، `rejected`، `pending` یا `not-applicable` \
             بیفزایید.",
            "Add other words in common use to `accepted`, `rejected`, `pending` or `not-applicable` of \
             `[data]`.",
        ],
        example: r"id,sales,sales:evidence
1001,12500,almost
",
    }
    EVIDENCE_CONTRADICTS: Error {
        name: "evidence-contradicts",
        title: ["مقدار تأییدشده با وضعیت مستندات نمی‌خواند", "A verified value contradicts the status of its evidence"],
        meaning: [
            "برای این داده مقداری تأییدشده آمده است، ولی وضعیت مستندات آن رد، در دست بررسی یا نامربوط است. هر دو با \
             هم درست نیست و معلوم نیست کدام اشتباه است. پرونده در قرنطینه می‌ماند.",
            "A verified value stands for this datum, but its evidence is said to be rejected, still being \
             examined or not applicable. Both cannot be right, and it is not known which is wrong. The entry is \
             quarantined.",
        ],
        mend: [
            "از کارشناس بپرسید. اگر مقدار تأیید شده است، وضعیت را پذیرفته بنویسید؛ اگر نه، خانهٔ مقدار تأییدشده را \
             خالی کنید.",
            "Ask the expert. If the value was verified, write that the evidence is accepted; if not, empty the \
             cell of the verified value.",
        ],
        example: r"id,sales,sales:verified,sales:evidence
1001,12500,11900,rejected
",
    }
    NOT_NATIONAL_ID: Error {
        name: "not-national-id",
        title: ["یک خانه شناسهٔ ملی نیست", "A cell is not a national id"],
        meaning: [
            "شناسهٔ ملی شخص حقوقی درست ۱۱ رقم دارد و رقم آخر آن از رقم‌های دیگر به دست می‌آید. این خانه چنین نیست: \
             رقمی کم یا زیاد دارد، نویسهٔ دیگری در آن است یا رقم کنترلش نادرست است. کاربرگ‌ها صفرهای آغاز شناسه را \
             می‌اندازند؛ جای آن‌ها پر نمی‌شود، چون رقم گمشده شاید رقم دیگری بوده است. پرونده در قرنطینه می‌ماند.",
            "The national id of a legal person has exactly 11 digits, and the last follows from the others. This \
             cell is not like that: it has a digit too few or too many, another character, or a wrong check \
             digit. Spreadsheets drop the zeros an id begins with; they are not filled in, since the digit that \
             is lost may have been another. The entry is quarantined.",
        ],
        mend: [
            "شناسه را از روی آگهی ثبت یا سامانه بردارید. پیش از ذخیره، قالب ستون را در کاربرگ «متن» کنید.",
            "Take the id from the notice of registration or the registry. Before saving, make the column text in \
             the worksheet.",
        ],
        example: r#"[field.national_id]
type = "national-id"

id,national_id
1001,1038028479
"#,
    }
    SAME_COOPERATIVE: Error {
        name: "same-cooperative",
        title: ["دو پرونده از یک تعاونی‌اند", "Two entries are of the same cooperative"],
        meaning: [
            "قلمی که شیوه‌نامه آن را یکتا خوانده است (`unique = true`)، مانند شناسهٔ ملی، در چند پرونده با شناسه‌های \
             گوناگون یک مقدار دارد: یک تعاونی دو بار ثبت شده یا مقدار یکی از آن‌ها نادرست است. معلوم نیست کدام \
             پرونده معتبر است، پس همهٔ آن‌ها در قرنطینه می‌مانند.",
            "A field that the rulebook calls unique (`unique = true`), such as the national id, has the same value \
             in several entries with different ids: a cooperative was entered twice, or one of the values is \
             wrong. It is not known which entry is valid, so all of them are quarantined.",
        ],
        mend: [
            "پرونده‌هایی را که پیام نام می‌برد کنار هم ببینید، پروندهٔ معتبر را با متقاضی روشن و دیگری را حذف کنید.",
            "Look at the entries that the message names side by side, settle with the applicant which is valid, \
             and delete the other.",
        ],
        example: r#"[field.national_id]
type = "national-id"
unique = true

id,national_id
1001,10380284790
1002,10380284790
"#,
    }
}
