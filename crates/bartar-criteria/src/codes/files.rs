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
            "اگر ستون توضیح است، کاری لازم نیست. اگر دادهٔ یکی از قلم‌هاست، سرستون آن را به سرستون همان قلم تغییر دهید؛ \
             سرستون درست را، اگر پیام آن را نمی‌گوید، از دبیرخانه بپرسید.",
            "For a column of remarks nothing needs doing. If it holds the data of a field, change its header to \
             that of the field; where the message does not say it, ask the secretariat for the right header.",
        ],
        secretariat: [
            "اگر فایل‌ها معمولاً این سرستون را دارند، آن را به `columns` همان قلم بیفزایید.",
            "If files usually have this header, add it to `columns` of the field.",
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
            "ستون را با سرستونی که پیام می‌گوید به فایل بیفزایید، یا سرستون موجود را اصلاح کنید. اگر داده‌ای \
             برای آن ندارید، از دبیرخانه بپرسید.",
            "Add the column to the file under the header that the message names, or correct the header there \
             is. If you have no data for it, ask the secretariat.",
        ],
        secretariat: [
            "سرستون‌های رایج دیگر را به `columns` قلم بیفزایید. اگر نبود ستون پذیرفتنی است، `optional = true` \
             را به آن قلم بیفزایید.",
            "Add other headers in common use to `columns` of the field. If files may lack the column, add \
             `optional = true` to the field.",
        ],
        example: r#"[field.sales]
type = "amount"
unit = "IRR"

id,name
1001,Kavir
"#,
    }
    MISSING_OPTIONAL_COLUMN: Notice {
        name: "missing-optional-column",
        title: ["ستونی اختیاری در فایل نیست", "An optional column is not in the file"],
        meaning: [
            "شیوه‌نامه اجازه داده است که فایل‌ها این ستون را نداشته باشند، و این فایل آن را ندارد. دادهٔ آن \
             برای همهٔ پرونده‌های فایل «ارسال‌نشده» به شمار می‌آید. اگر سرستون آن با املای دیگری در فایل باشد، \
             آن ستون خوانده نشده و شاید امتیازی از دست رفته است.",
            "The rulebook allows files to lack this column, and this file lacks it. Its datum counts as “not \
             submitted” for all entries of the file. If the header is in the file in another spelling, that \
             column was not read, and points may have been lost.",
        ],
        mend: [
            "اگر این داده را ندارید، کاری لازم نیست. اگر دارید، ستون را با همین سرستون به فایل بیفزایید یا \
             سرستون موجود را اصلاح کنید.",
            "If you do not have this datum, nothing needs doing. If you do, add the column under this header, \
             or correct the header there is.",
        ],
        example: r#"[field.exports]
type = "amount"
unit = "IRR"
optional = true

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
            "ستون اضافه را حذف کنید، یا اگر از سال پیش است، سال را در سرستون آن بنویسید، مانند «فروش سال \
             ۱۴۰۳».",
            "Delete the column that is too many, or, if it is of the year before, write the year into its \
             header, like “sales 1403”.",
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
        title: ["متن فایل UTF-8 نیست", "The text of the file is not UTF-8"],
        meaning: [
            "این فایل با کدگذاری دیگری ذخیره شده است و نام‌ها و رقم‌های آن با اطمینان خوانده نمی‌شوند. \
             کدگذاری‌های قدیمی «ی» فارسی و رقم فارسی ندارند و حدس آن‌ها نام تعاونی‌ها را نادرست می‌کند. \
             اجرا بدون نتیجه متوقف می‌شود.",
            "The file is saved in another encoding, and its names and digits cannot be read with \
             certainty. Older encodings lack the Persian “ی” and Persian digits, and guessing would garble \
             the names of cooperatives. The run stops without a result.",
        ],
        mend: [
            "فایل را با گزینهٔ «ذخیره با نام» و قالب `CSV UTF-8` دوباره ذخیره کنید و چند نام را پس از آن وارسی \
             کنید. اگر فایل از برنامه‌ای قدیمی می‌آید که چنین قالبی ندارد، به دبیرخانه خبر دهید.",
            "Save the file again with “Save as” and the format `CSV UTF-8`, and look at a few names \
             afterwards. If it comes from an old program that has no such format, tell the secretariat.",
        ],
        secretariat: [
            "اگر می‌دانید که فایل‌ها از برنامه‌ای قدیمی و با کدگذاری Windows-1256 می‌آیند، آن را در `[data]` \
             با `legacy-encoding` یا در فرمان با `--legacy-encoding` اعلام کنید.",
            "If you know that the files come from an old program and are Windows-1256, declare it with \
             `legacy-encoding` in `[data]`, or with `--legacy-encoding` in the command.",
        ],
        example: r#"[data]
legacy-encoding = "windows-1256"
"#,
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
    LEGACY_ENCODING: Notice {
        name: "legacy-encoding",
        title: [
            "فایل UTF-8 نیست و با کدگذاری قدیمی اعلام‌شده خوانده شد",
            "The file is not UTF-8 and was read in the old encoding that was declared",
        ],
        meaning: [
            "شیوه‌نامه یا فرمان اعلام کرده است که فایل‌های قدیمی چه کدگذاری دارند و این فایل با همان خوانده \
             شد. در چنین کدگذاری‌ای هر بایتی نویسه‌ای است، پس اگر فایل در اصل کدگذاری دیگری داشته باشد، \
             نام‌ها نادرست می‌شوند بی‌آن‌که خطایی پدید آید. نشانهٔ آن نام‌هایی است که واژهٔ هیچ زبانی نیستند.",
            "The rulebook or the command declares which encoding old files have, and this file was read in \
             it. In such an encoding every byte is some character, so if the file really had another one, \
             names come out wrong without any error. The sign of it is names that are words of no language.",
        ],
        mend: [
            "چند نام این فایل را با اصل آن‌ها مقایسه کنید. بهتر است فرستنده فایل را با قالب `CSV UTF-8` ذخیره \
             کند.",
            "Compare a few names of this file with the originals. It is better still if the sender saves it \
             as `CSV UTF-8`.",
        ],
        example: r#"[data]
legacy-encoding = "windows-1256"
"#,
    }
    SHEET_NOT_FOUND: Error {
        name: "sheet-not-found",
        title: ["کاربرگ پرونده‌ها در کارپوشه نیست", "The workbook has no sheet with the entries"],
        meaning: [
            "کارپوشه کاربرگی به نام خواسته‌شده ندارد؛ یا اگر نامی خواسته نشده است، هیچ کاربرگی در بیست ردیف \
             نخست خود سرستون شناسه ندارد. اگر کاربرگی خودبه‌خود برگزیده می‌شد، شاید راهنما یا جدول سال پیش \
             به‌جای پرونده‌ها خوانده می‌شد. پس اجرا بدون نتیجه متوقف می‌شود.",
            "The workbook has no sheet of the name wanted; or, where no name is wanted, none of its sheets \
             has a header of the id column among its first twenty rows. If some sheet were taken by itself, \
             instructions or last year's table might be read in place of the entries. So the run stops \
             without a result.",
        ],
        mend: [
            "سرستون شناسه را در کاربرگ پرونده‌ها بنویسید، یا نام کاربرگ را همان کنید که پیام می‌خواهد. اگر \
             کاربرگ دیگری منظور است، نام آن را با `--sheet` بدهید.",
            "Write the header of the id column in the sheet with the entries, or give that sheet the name that \
             the message wants. If another sheet is meant, name it with `--sheet`.",
        ],
        secretariat: [
            "اگر همهٔ فایل‌ها چنین‌اند، نام کاربرگ را در `[data]` با `sheets` بنویسید.",
            "If all files are like this, state the name of the sheet with `sheets` in `[data]`.",
        ],
        example: r#"[data]
sheets = ["پرونده‌ها", "entries"]
"#,
    }
    SHEET_UNCLEAR: Error {
        name: "sheet-unclear",
        title: [
            "چند کاربرگ کارپوشه می‌تواند کاربرگ پرونده‌ها باشد",
            "Several sheets of the workbook may be the one with the entries",
        ],
        meaning: [
            "بیش از یک کاربرگ سرستون شناسه دارد، یا نام بیش از یک کاربرگ با نام خواسته‌شده می‌خواند. شاید یکی \
             پیش‌نویس یا داده‌های سال دیگر باشد. از هر فایل یک کاربرگ خوانده می‌شود و کدام بودن آن حدس زده \
             نمی‌شود؛ اجرا بدون نتیجه متوقف می‌شود.",
            "More than one sheet has a header of the id column, or the names of several fit the name wanted. \
             One of them may be a draft, or the data of another year. One sheet of each file is read, and \
             which one is not guessed; the run stops without a result.",
        ],
        mend: [
            "کاربرگ‌های دیگر را از فایل بردارید، یا کاربرگ درست را با `--sheet` نام ببرید.",
            "Take the other sheets out of the file, or name the right one with `--sheet`.",
        ],
        secretariat: [
            "اگر همهٔ فایل‌ها چنین‌اند، نام کاربرگ را در `[data]` با `sheets` بنویسید.",
            "If all files are like this, state the name of the sheet with `sheets` in `[data]`.",
        ],
        example: "",
    }
    WORKBOOK_TOO_LARGE: Error {
        name: "workbook-too-large",
        title: ["کارپوشه از اندازهٔ پذیرفته بزرگ‌تر است", "The workbook is larger than what is accepted"],
        meaning: [
            "کارپوشه فایلی فشرده است و چند کیلوبایت آن می‌تواند هنگام باز شدن حافظهٔ رایانه را پر کند. پیش از \
             باز کردن، اندازهٔ بخش‌ها و شمار خانه‌ها، متن‌ها و قالب‌ها سنجیده می‌شود و این فایل از حد گذشته است. \
             معمولاً قالب‌بندی تا پایان کاربرگ کشیده شده است؛ گاه نیز فایل به قصد خرابکاری ساخته شده است. اجرا \
             بدون نتیجه متوقف می‌شود.",
            "A workbook is a compressed file, and a few kilobytes of it can fill a computer's memory when it \
             is opened. So the sizes of its parts and the number of cells, texts and formats are looked at \
             first, and this file is beyond what is accepted. Usually formatting was drawn to the end of the \
             sheet; sometimes the file was made to do harm. The run stops without a result.",
        ],
        mend: [
            "ردیف‌ها و ستون‌های خالی و کاربرگ‌های زاید را حذف کنید و دوباره ذخیره کنید. اگر داده‌ها واقعاً چنین \
             زیادند، کاربرگ را با قالب `CSV UTF-8` ذخیره کنید که چنین حدی ندارد.",
            "Delete empty rows and columns and sheets that are not needed, and save again. If there really are \
             so many data, save the sheet as `CSV UTF-8`, which has no such limit.",
        ],
        example: "",
    }
    ROWS_ABOVE_HEADER: Notice {
        name: "rows-above-header",
        title: ["ردیف‌هایی بالای سرستون‌ها خوانده نشد", "Rows above the headers are not read"],
        meaning: [
            "سرستون‌های فایل CSV یا کاربرگ نخستین ردیفی است که سرستون شناسه دارد. بالای آن چیزی نوشته شده است، مانند \
             عنوان جدول یا نام استان، که پرونده نیست و خوانده نمی‌شود. اگر پرونده‌ای آنجا باشد، در رتبه‌بندی \
             نمی‌آید.",
            "The headers of a CSV file or a sheet are the first row that has a header of the id column. Something stands \
             above it, like a title or the name of a province, which is no entry and is not read. If an entry \
             stood there, it would not be ranked.",
        ],
        mend: [
            "ردیف‌های بالای سرستون‌ها را نگاه کنید. اگر عنوان است، کاری لازم نیست؛ اگر پرونده است، آن را به زیر \
             سرستون‌ها ببرید.",
            "Look at the rows above the headers. If they are titles, nothing needs doing; if an entry is \
             there, move it below the headers.",
        ],
        example: "",
    }
    FORMULA_CELLS: Notice {
        name: "formula-cells",
        title: ["داده‌هایی که حاصل فرمول کاربرگ‌اند", "Data that are results of formulas in the sheet"],
        meaning: [
            "این خانه‌ها فرمول دارند و آنچه خوانده شد حاصلی است که برنامهٔ صفحه‌گسترده هنگام ذخیره در فایل \
             گذاشته است. فرمول دوباره محاسبه نمی‌شود. اگر فایل با برنامه‌ای دیگر تغییر یافته باشد، حاصل‌ها شاید \
             کهنه باشند.",
            "These cells have formulas, and what was read is the result that the spreadsheet program left in \
             the file when it saved it. Formulas are not computed again. If another program changed the file, \
             the results may be stale.",
        ],
        mend: [
            "کاری لازم نیست. برای اطمینان، فایل را در برنامهٔ صفحه‌گسترده باز کنید، محاسبهٔ دوباره را بخواهید و \
             ذخیره کنید.",
            "Nothing needs doing. To be sure, open the file in a spreadsheet program, have it recalculate, and \
             save it.",
        ],
        example: "",
    }
    MERGED_CELLS: Notice {
        name: "merged-cells",
        title: ["میان داده‌ها خانه‌های ادغام‌شده هست", "Cells among the data are merged"],
        meaning: [
            "خانهٔ ادغام‌شده تنها در گوشهٔ نخست خود داده دارد و خانه‌های دیگرش در فایل خالی‌اند، هرچند در چشم \
             بیننده داده به همهٔ آن‌ها تعلق دارد؛ مانند نام استانی که یک بار برای چند ردیف نوشته شده است. \
             خانه‌های خالی «ارسال‌نشده» خوانده می‌شوند.",
            "A merged cell holds a datum in its first corner alone, and its other cells are empty in the file, \
             though to the eye the datum belongs to all of them: a province written once beside several rows, \
             say. The empty ones are read as “not submitted”.",
        ],
        mend: [
            "ادغام خانه‌ها را بردارید و داده را در هر ردیف بنویسید.",
            "Unmerge the cells and write the datum into each row.",
        ],
        example: "",
    }
    COPIED_ROWS: Error {
        name: "copied-rows",
        title: [
            "ردیفی که هزاران بار پشت سر هم آمده است",
            "A row that stands thousands of times in succession",
        ],
        meaning: [
            "برنامهٔ صفحه‌گسترده یک ردیف را با همهٔ داده‌هایش بیش از هزار بار پشت سر هم نگه داشته است. چنین چیزی \
             معمولاً از پر کردن ستون‌ها تا پایان کاربرگ می‌آید و هیچ‌یک از رونوشت‌ها پرونده نیست. اگر اجرا ادامه \
             می‌یافت، فهرست‌ها از پرونده‌های تکراری پر می‌شد و پرونده‌های دیگر در میانشان گم می‌شدند. پس اجرا بدون \
             نتیجه متوقف می‌شود. تا هزار رونوشت تک‌تک گفته می‌شود.",
            "The spreadsheet program keeps one row, with all its data, more than a thousand times in succession. \
             This usually comes from filling columns down to the end of the sheet, and none of the copies is an \
             entry. If the run went on, the lists would be full of repeated entries, and the others would be lost \
             among them. So the run stops without a result. Up to a thousand copies are told one by one.",
        ],
        mend: [
            "در برنامهٔ صفحه‌گسترده نخستین رونوشت اضافه را برگزینید، با Ctrl+Shift+End تا پایان کاربرگ بروید، ردیف‌ها \
             را حذف کنید و فایل را ذخیره کنید.",
            "In the spreadsheet program select the first copy that is too many, extend the selection to the end of \
             the sheet with Ctrl+Shift+End, delete the rows and save the file.",
        ],
        example: "",
    }
    MERGED_HEADER: Error {
        name: "merged-header",
        title: ["سرستونی روی چند ستون یا ردیف ادغام شده است", "A header is merged over several columns or rows"],
        meaning: [
            "سرستونی که روی چند ستون ادغام شده است، مانند «فروش» بالای سال‌های ۱۴۰۴ و ۱۴۰۳، در فایل تنها سرستون نخستین \
             ستون است و ستون‌های دیگر بی‌نام می‌مانند؛ سرستونی که تا ردیف بعد ادغام شده است نشان می‌دهد که سرستون‌ها دو \
             ردیف دارند. خواندن چنین کاربرگی حدس است؛ پس اجرا بدون نتیجه متوقف می‌شود.",
            "A header that is merged over several columns, such as \"sales\" above the years 1404 and 1403, is in the \
             file the header of the first column alone, and the others are left without a name; one that reaches into \
             the next row shows that the headers have two rows. To read such a sheet is to guess; so the run stops \
             without a result.",
        ],
        mend: [
            "ادغام را بردارید و در یک ردیف برای هر ستون سرستون خودش را بنویسید، مانند «فروش ۱۴۰۴» و «فروش ۱۴۰۳».",
            "Unmerge the cells, and in one row give each column a header of its own, such as \"sales 1404\" and \"sales \
             1403\".",
        ],
        example: "",
    }
    HIDDEN_CELLS: Notice {
        name: "hidden-cells",
        title: [
            "ردیف‌ها یا ستون‌های پنهان نیز خوانده شد",
            "Rows or columns that are hidden were read too",
        ],
        meaning: [
            "ردیف یا ستونی پنهان یا پالایش شده است، یا خود کاربرگ پنهان است. آنچه بیننده نمی‌بیند همچنان در فایل \
             است و مانند دیگر ردیف‌ها پرونده شمرده می‌شود، تا هیچ ردیفی بی‌صدا از قلم نیفتد.",
            "A row or column is hidden or filtered away, or the sheet itself is hidden. What a person does not \
             see is still in the file and counts as an entry like other rows, so that no row is lost silently.",
        ],
        mend: [
            "آن‌ها را نمایان کنید و ببینید باید در رقابت باشند یا نه؛ آنچه نباید باشد حذف شود، نه پنهان.",
            "Unhide them and see whether they belong to the competition; what does not should be deleted, not \
             hidden.",
        ],
        example: "",
    }
}
