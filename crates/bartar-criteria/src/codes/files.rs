//! Findings in the files of entries.

use super::{Code, CodeInfo};

codes! {
    UNKNOWN_COLUMN: Notice {
        name: "unknown-column",
        title: ["ستونی که شیوه‌نامه نمی‌شناسد", "A column that the rulebook does not know"],
        meaning: [
            "این ستون نه شناسه یا نام است و نه ستون یکی از قلم‌ها، و خوانده نمی‌شود. اگر ستون توضیح است \
             اشکالی ندارد. ولی اگر سرستون یکی از قلم‌ها با املای دیگری نوشته شده باشد، دادهٔ آن قلم \
             ناموجود به شمار می‌آید و متقاضیان امتیازش را از دست می‌دهند.",
            "The column is neither the id nor the name, nor the column of a field, and it is not read. For \
             a column of remarks this is fine. But if it is the header of a field in another spelling, the \
             datum of that field counts as missing, and applicants lose its points.",
        ],
        mend: [
            "سرستون را با پیشنهاد پیام مقایسه کنید و اگر اشتباه است اصلاحش کنید، یا آن را در شیوه‌نامه به \
             `columns` همان قلم بیفزایید.",
            "Compare the header with the suggestion of the message and correct it if it is wrong, or add \
             it to `columns` of the field in the rulebook.",
        ],
        example: r"id,slaes,remark
1001,12500,by post
",
    }
    MISSING_COLUMN: Error {
        name: "missing-column",
        title: [
            "ستونی که شیوه‌نامه لازم دارد در فایل نیست",
            "A column that the rulebook needs is not in the file",
        ],
        meaning: [
            "قلمی در شیوه‌نامه هست که ستون آن در این فایل نیست و نبودنش مجاز شمرده نشده است. اگر اجرا \
             ادامه می‌یافت، همهٔ تعاونی‌های فایل در آن قلم دادهٔ ناموجود می‌داشتند، بی‌آن‌که تقصیری داشته \
             باشند. پس اجرا بدون نتیجه متوقف می‌شود.",
            "The rulebook has a field whose column is not in this file, and files are not allowed to lack \
             it. If the run went on, every cooperative of the file would have a missing datum there \
             through no fault of its own. So the run stops without a result.",
        ],
        mend: [
            "ستون را با سرستونی که پیام می‌گوید بیفزایید یا سرستون موجود را اصلاح کنید. اگر نبود ستون \
             پذیرفتنی است، در شیوه‌نامه `optional = true` را به آن قلم بیفزایید.",
            "Add the column under the header that the message names, or correct the header there is. If \
             files may lack it, add `optional = true` to the field in the rulebook.",
        ],
        example: r#"[field.sales]
type = "amount"
unit = "IRR"

id,name
1001,Kavir
"#,
    }
    DUPLICATE_COLUMN: Error {
        name: "duplicate-column",
        title: ["یک سرستون دو بار آمده است", "A column stands twice in the header"],
        meaning: [
            "دو ستون فایل به یک قلم برمی‌گردند و معلوم نیست کدام معتبر است. گاهی ستون سال پیش بدون نشانهٔ \
             سال رونوشت شده است. برگزیدن یکی از آن دو می‌تواند دادهٔ همهٔ پرونده‌های فایل را تغییر دهد، پس \
             اجرا بدون نتیجه متوقف می‌شود.",
            "Two columns of the file belong to the same field, and it is not known which is valid. \
             Sometimes the column of the year before was copied without its mark. Choosing one of them \
             could change the data of every entry in the file, so the run stops without a result.",
        ],
        mend: [
            "ستون اضافه را حذف کنید، یا اگر سال پیش است سرستون آن را مانند `sales@prev` بنویسید.",
            "Delete the column that is too many, or, if it is the year before, write its header like \
             `sales@prev`.",
        ],
        example: r"id,sales,sales
1001,12500,11800
",
    }
    BLANK_ROWS: Notice {
        name: "blank-rows",
        title: ["ردیف‌هایی که همهٔ خانه‌هایشان خالی است", "Rows in which every cell is empty"],
        meaning: [
            "این ردیف‌ها هیچ داده‌ای ندارند و پرونده به شمار نمی‌آیند. تعداد آن‌ها گفته می‌شود تا جمع \
             ردیف‌های فایل با جمع فهرست‌ها بخواند و کسی گمان نکند پرونده‌ای گم شده است. معمولاً از پایان \
             کاربرگ می‌آیند.",
            "These rows hold no data and do not count as entries. Their number is told so that the rows of \
             the file and the sum of the lists agree, and nobody believes an entry was lost. They usually \
             come from the end of a worksheet.",
        ],
        mend: [
            "کاری لازم نیست. اگر انتظار داشتید در آن ردیف‌ها پرونده‌ای باشد، فایل را دوباره از کاربرگ اصلی \
             ذخیره کنید.",
            "Nothing needs doing. If you expected entries in those rows, save the file again from the \
             original worksheet.",
        ],
        example: r"id,sales
1001,12500
,
",
    }
    NO_ENTRIES: Notice {
        name: "no-entries",
        title: ["فایل سرستون دارد و هیچ پرونده‌ای ندارد", "The file has headers and no entry"],
        meaning: [
            "سرستون‌های فایل درست است، ولی زیر آن‌ها هیچ ردیفی با داده نیست. شاید واقعاً کسی شرکت نکرده \
             باشد؛ شاید هم پالایهٔ یک کاربرگ یا گزارش همهٔ ردیف‌ها را کنار گذاشته و تعاونی‌های یک استان یا \
             رشته جا مانده باشند. اجرا با فایل‌های دیگر ادامه می‌یابد.",
            "The headers of the file are right, but no row with data stands below them. Perhaps nobody took \
             part; perhaps a filter in a worksheet or report dropped every row, and the cooperatives of a \
             province or sector were left out. The run goes on with the other files.",
        ],
        mend: [
            "ببینید این فایل باید پرونده‌ای داشته باشد یا نه. اگر باید، آن را دوباره و بی پالایه از سامانه \
             دریافت کنید؛ اگر نه، آن را از فهرست فایل‌ها بردارید.",
            "See whether the file should hold entries. If so, obtain it again from its system, without a \
             filter; if not, take it off the list of files.",
        ],
        example: r"id,sales
",
    }
    NO_LINE_END: Notice {
        name: "no-line-end",
        title: ["سطر پایانی فایل با پایان سطر بسته نشده است", "The last line of the file has no line end"],
        meaning: [
            "فایل CSV درست پس از نویسهٔ پایانی خود تمام می‌شود و نشانهٔ پایان سطر ندارد. بسیاری از برنامه‌ها \
             چنین فایلی می‌سازند و چیزی از آن کم نیست. ولی فایلی که درون خانهٔ پایانی‌اش بریده شده نیز همین \
             شکل را دارد: از `98000` شاید تنها `980` مانده باشد و هیچ نشانهٔ دیگری نیست. پرونده‌ها \
             رتبه‌بندی می‌شوند، پروندهٔ ردیف پایانی هم، و کد خروج تغییر نمی‌کند.",
            "The CSV file stops right after its last character, without the sign that ends a line. Many \
             programs write files like this, and nothing is missing. But a file that was cut inside its \
             very last cell looks just the same: of `98000` perhaps only `980` is left, and there is no \
             other sign of it. The entries are ranked, the one of the last row too, and the exit code \
             does not change.",
        ],
        mend: [
            "ببینید خانهٔ پایانی فایل با همان خانه در سامانه یا کاربرگ اصلی یکی است و اندازهٔ فایل درست \
             است. اگر نیست، فایل را دوباره دریافت کنید. با افزودن یک پایان سطر، یادآوری دیگر نمی‌آید.",
            "See whether the last cell of the file is the same in the system or worksheet that it came \
             from, and whether the size of the file is right. If not, obtain the file again. With a line \
             end added, the notice does not come back.",
        ],
        example: "",
    }
    RAGGED_ROW: Error {
        name: "ragged-row",
        title: [
            "خانه‌های یک ردیف کمتر یا بیشتر از سرستون‌هاست",
            "A row has fewer or more cells than the header",
        ],
        meaning: [
            "شمار خانه‌های این ردیف با شمار سرستون‌ها برابر نیست، پس معلوم نیست هر خانه به کدام ستون تعلق \
             دارد. معمولاً نام یا مبلغی ویرگول دارد و میان علامت نقل‌قول نیست، یا فایل از میانهٔ ردیف بریده شده \
             است. خواندن با جابه‌جایی ستون‌ها می‌تواند فروش را به‌جای بدهی بنشاند.",
            "The number of cells in this row is not the number of headers, so it is not known which cell \
             belongs to which column. Usually a name or an amount contains a comma and is not quoted, or \
             the file was cut in the middle of a row. Read with its columns shifted, sales could take the \
             place of debt.",
        ],
        mend: [
            "خانه‌ای را که ویرگول دارد میان دو `\"` بگذارید، یا ویرگول‌های هزارگان را بردارید. اگر فایل \
             ناتمام است، آن را دوباره از سامانه دریافت کنید.",
            "Put the cell that contains a comma between two `\"`, or leave out the commas of thousands. If \
             the file is incomplete, obtain it again from its system.",
        ],
        example: r"id,name,sales
1001,Kavir,12,500
",
    }
    UNCLOSED_QUOTE: Error {
        name: "unclosed-quote",
        title: ["علامت نقل‌قول یک خانه بسته نشده است", "A quoted cell is never closed"],
        meaning: [
            "خانه‌ای با `\"` آغاز شده و پایان آن نیامده است، پس همهٔ ردیف‌های پس از آن درون همان خانه \
             خوانده می‌شوند. شاید ده‌ها تعاونی در همین یک خانه ناپدید شده باشند؛ ازاین‌رو اجرا بدون نتیجه \
             متوقف می‌شود.",
            "A cell begins with `\"` and its end never comes, so all rows after it are read as part of \
             that cell. Dozens of cooperatives may have vanished into it; therefore the run stops without \
             a result.",
        ],
        mend: [
            "در ردیفی که پیام می‌گوید `\"` پایانی را بیفزایید. علامت `\"` درون متن باید دو بار پشت سر هم \
             نوشته شود: `\"\"`.",
            "Add the closing `\"` in the row that the message names. A `\"` within the text itself must be \
             written twice: `\"\"`.",
        ],
        example: r#"id,name,sales
1001,"Kavir,12500
1002,Sahand,9800
"#,
    }
    EMPTY_FILE: Error {
        name: "empty-file",
        title: ["فایل خالی است یا سرستون ندارد", "The file is empty or has no header"],
        meaning: [
            "در این فایل حتی ردیف سرستون‌ها هم نیست. معمولاً ذخیره یا دریافت آن ناتمام مانده است. اگر \
             نادیده گرفته می‌شد، همهٔ تعاونی‌های آن استان یا رشته بی‌خبر از رقابت بیرون می‌ماندند؛ پس اجرا \
             بدون نتیجه متوقف می‌شود.",
            "The file does not even have its row of headers. Usually saving or receiving it was \
             interrupted. If it were passed over, all cooperatives of that province or sector would be \
             left out without notice; so the run stops without a result.",
        ],
        mend: [
            "فایل را دوباره بسازید یا دریافت کنید. اگر واقعاً پرونده‌ای ندارد، آن را از فهرست فایل‌ها \
             بردارید.",
            "Make or obtain the file again. If there really are no entries, take it off the list of files.",
        ],
        example: "",
    }
    FILE_NOT_UTF8: Error {
        name: "file-not-utf8",
        title: ["فایل داده‌ها با UTF-8 ذخیره نشده است", "The file is not UTF-8"],
        meaning: [
            "این فایل با کدگذاری دیگری ذخیره شده است و نام‌ها و رقم‌های آن با اطمینان خوانده نمی‌شوند. \
             کدگذاری‌های قدیمی «ی» فارسی و رقم فارسی ندارند و حدس آن‌ها نام تعاونی‌ها را نادرست می‌کند. \
             اجرا بدون نتیجه متوقف می‌شود.",
            "The file is saved in another encoding, and its names and digits cannot be read with \
             certainty. Older encodings lack the Persian “ی” and Persian digits, and guessing would garble \
             the names of cooperatives. The run stops without a result.",
        ],
        mend: [
            "فایل را با گزینهٔ «ذخیره با نام» و قالب `CSV UTF-8` دوباره ذخیره کنید و چند نام را پس از آن \
             وارسی کنید.",
            "Save the file again with “Save as” and the format `CSV UTF-8`, and look at a few names \
             afterwards.",
        ],
        example: "",
    }
    FILE_NOT_READ: Error {
        name: "file-not-read",
        title: [
            "فایل یافت نشد، پوشه است یا خواندنی نیست",
            "The file is missing, a folder, or cannot be read",
        ],
        meaning: [
            "در این نشانی فایلی نیست، یا به‌جای فایل یک پوشه هست، یا دسترسی خواندن آن را ندارید. رتبه‌بندی \
             با بخشی از فایل‌ها نتیجهٔ دیگری می‌دهد، پس اجرا بدون نتیجه متوقف می‌شود.",
            "There is no file at this path, or a folder stands there, or you are not allowed to read it. \
             Ranking with a part of the files gives another result, so the run stops without one.",
        ],
        mend: [
            "نشانی و پسوند فایل را وارسی کنید. اگر فایل در برنامهٔ دیگری باز است، آن را ببندید؛ اگر دسترسی \
             ندارید، از مسئول سامانه بخواهید.",
            "Check the path and the ending of the file's name. If another program has it open, close it \
             there; if you lack the permission, ask whoever is in charge of the system.",
        ],
        example: "",
    }
    WRONG_FILE_TYPE: Error {
        name: "wrong-file-type",
        title: ["نوع فایل با پسوند نام آن نمی‌خواند", "The file is not of the type that its name says"],
        meaning: [
            "پسوند نام فایل از یک نوع خبر می‌دهد و محتوای آن نوع دیگری است؛ برای نمونه کاربرگی که نامش به \
             `.csv` تغییر یافته یا صفحه‌ای اینترنتی که با پسوند `.xlsx` ذخیره شده است. چنین فایلی را \
             نمی‌توان با اطمینان خواند و اجرا بدون نتیجه متوقف می‌شود.",
            "The ending of the file's name tells one type and its content is another: a worksheet renamed \
             to `.csv`, for instance, or a web page saved as `.xlsx`. Such a file cannot be read with \
             certainty, and the run stops without a result.",
        ],
        mend: [
            "فایل را با برنامه‌ای که آن را ساخته است باز کنید و با «ذخیره با نام» در قالب درست ذخیره کنید؛ \
             تغییر پسوند کافی نیست.",
            "Open the file with the program that made it and save it in the right format with “Save as”; \
             changing the ending of the name is not enough.",
        ],
        example: "",
    }
    AMENDMENT_FAULT: Error {
        name: "amendment-fault",
        title: ["سطری از فایل اصلاح‌ها پذیرفتنی نیست", "A line of the file of amendments cannot be applied"],
        meaning: [
            "اصلاح‌ها، یعنی تصمیم‌های هیئت داوری دربارهٔ اعتراض‌ها و انصراف‌ها، یک‌جا اعمال می‌شوند: یا همه یا هیچ. این سطر \
             پرونده یا قلمی را نام می‌برد که نیست، مقدار پیشین آن با داده‌ها نمی‌خواند، مقدار تازه‌اش خواندنی نیست، تصمیم، \
             دلیل یا تصمیم‌گیرنده ندارد، یا دادهٔ سطر دیگری را دوباره تغییر می‌دهد.",
            "Amendments, the jury's decisions on objections and withdrawals, are applied as one set: all or none. This \
             line names an entry or a field that does not exist, its old value is not what the data have, its new value \
             cannot be read, it lacks the decision, the reason or who decided, or it amends a datum again that another \
             line amends.",
        ],
        mend: [
            "سطر را با صورت‌جلسهٔ هیئت و با فایل پرونده‌ها بسنجید و درست کنید. برای انصراف، به‌جای نام قلم «انصراف» بنویسید.",
            "Compare the line with the minutes of the jury and with the file of entries, and correct it. For a withdrawal \
             write \"withdrawal\" in place of the field.",
        ],
        example: r"entry,field,old,new,reason,decision,by
C-007,sales,12500,12050,typing error shown by the audited statement,accepted,jury 12 Mordad
C-019,withdrawal,,,request of the cooperative,accepted,secretariat
",
    }
}
