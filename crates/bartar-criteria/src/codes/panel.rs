//! Findings in the marks of judges.

use super::{Code, CodeInfo};

codes! {
    MARK_UNKNOWN_ENTRY: Error {
        name: "mark-unknown-entry",
        title: ["نمره برای پرونده‌ای است که در داده‌ها نیست", "A mark for an entry that is not in the data"],
        meaning: [
            "شناسه‌ای که در این سطر از فایل نمره‌ها آمده است از آنِ هیچ پرونده‌ای نیست، یا چند ردیف همان شناسه را \
             دارند و روشن نیست که نمره از آنِ کدام است. شناسه‌ها بایت‌به‌بایت مقایسه می‌شوند. این نمره شمرده نمی‌شود \
             و نمره‌های دیگر ادامه می‌یابند.",
            "The id in this line of the file of marks is no entry's, or several rows carry it and nobody can \
             tell whose mark it is. Ids are compared byte by byte. The mark is not counted; the others go on.",
        ],
        mend: [
            "شناسهٔ پرونده را در فایل نمره‌ها درست همان‌گونه بنویسید که در فایل پرونده‌هاست؛ اگر پرونده حذف شده است، \
             سطر آن را از فایل نمره‌ها بردارید.",
            "Write the id in the file of marks exactly as the file of entries has it; if the entry was removed, \
             remove its line from the file of marks.",
        ],
        example: r"judge,entry,criterion,mark
D-1,C-9999,impact,80
",
    }
    MARK_UNKNOWN_CRITERION: Error {
        name: "mark-unknown-criterion",
        title: ["نمره برای معیاری است که شیوه‌نامه ندارد", "A mark for a criterion that the rulebook does not have"],
        meaning: [
            "داوران تنها به معیارهایی نمره می‌دهند که در جدول‌های `[panel]` شیوه‌نامه آمده‌اند. این سطر معیار دیگری \
             را نام می‌برد و نمره‌اش شمرده نمی‌شود.",
            "Judges mark the criteria that the rulebook defines in its `[panel]` tables. This line names \
             another one, and its mark is not counted.",
        ],
        mend: [
            "نام یا شناسهٔ یکی از معیارهایی را که پیام برمی‌شمارد در همان سطر بنویسید. اگر معیاری به‌راستی کم \
             است، به دبیرخانه خبر دهید.",
            "Write the title or id of one of the criteria that the message lists into that line. If a \
             criterion is really lacking, tell the secretariat.",
        ],
        secretariat: [
            "اگر معیار به‌راستی کم است، آن را پیش از داوری به ویرایش تازه‌ای از شیوه‌نامه بیفزایید.",
            "If a criterion is really lacking, add it to a new edition of the rulebook before the panel meets.",
        ],
        example: r"judge,entry,criterion,mark
D-1,C-001,impcat,80
",
    }
    MARK_OFF_SCALE: Error {
        name: "mark-off-scale",
        title: ["نمره بیرون از مقیاس است", "A mark that is not on the scale"],
        meaning: [
            "مقیاس هر معیار در شیوه‌نامه آمده است: پایین‌ترین و بالاترین نمره و گام میان آن‌ها. این نمره از آن‌ها نیست؛ \
             به نزدیک‌ترین نمره هم گرد نمی‌شود، زیرا داور باید بگوید منظورش چه بوده است. نمره شمرده نمی‌شود.",
            "The rulebook states the scale of each criterion: the lowest and the highest mark, and the step \
             between them. This mark is not one of them. It is not rounded to the nearest either, since only the \
             judge can say what was meant. It is not counted.",
        ],
        mend: [
            "نمرهٔ درست را از داور بگیرید و در همان سطر بنویسید.",
            "Ask the judge for the right mark and write it in that line.",
        ],
        example: r"judge,entry,criterion,mark
D-1,C-001,impact,83
",
    }
    MARK_REPEATED: Error {
        name: "mark-repeated",
        title: ["یک داور به یک معیار یک پرونده چند بار نمره داده است", "One judge marked one criterion of one entry several times"],
        meaning: [
            "هر داور به هر معیار هر پرونده یک نمره می‌دهد. اینجا چند سطر همان داور، پرونده و معیار را دارند و روشن نیست \
             که کدام معتبر است؛ پس هیچ‌یک شمرده نمی‌شود.",
            "Each judge gives one mark to each criterion of each entry. Here several lines have the same judge, \
             entry and criterion, and nobody can tell which one holds; so none is counted.",
        ],
        mend: [
            "سطر معتبر را با برگهٔ داوری مقایسه کنید و سطرهای دیگر را بردارید.",
            "Compare the lines with the judge's sheet, keep the one that holds, and remove the others.",
        ],
        example: r"judge,entry,criterion,mark
D-1,C-001,impact,80
D-1,C-001,impact,85
",
    }
    MARK_OF_RECUSED: Error {
        name: "mark-of-recused",
        title: ["داوری که کنار رفته نمره داده است", "A mark of a judge who is recused"],
        meaning: [
            "همین داور برای این پرونده (یا این معیار آن) با دلیل از داوری کنار رفته است، و با این همه نمره‌ای از او \
             آمده است. نمرهٔ کسی که تعارض منافع دارد شمرده نمی‌شود.",
            "This judge is recused from the entry (or from this criterion of it), with a reason, and there is a \
             mark of theirs all the same. The mark of somebody with a conflict of interest is not counted.",
        ],
        mend: [
            "اگر داور به‌راستی کنار رفته است، نمره را بردارید و داور دیگری بگمارید؛ اگر سطر کناره‌گیری اشتباه است، آن را \
             بردارید.",
            "If the judge is really recused, remove the mark and ask another judge; if the recusal is a mistake, \
             remove its line.",
        ],
        example: r"judge,entry,criterion,mark,recusal
D-1,C-001,,,member of this cooperative
D-1,C-001,impact,80,
",
    }
    MARK_UNSIGNED: Error {
        name: "mark-unsigned",
        title: ["نمره‌ای بدون داور", "A mark without a judge"],
        meaning: [
            "این سطر نمی‌گوید نمره از کدام داور است. بدون آن نه تکرار نمره دیده می‌شود و نه تعارض منافع؛ پس نمره شمرده \
             نمی‌شود.",
            "This line does not say whose mark it is. Without that, neither a repeated mark nor a conflict of \
             interest can be seen; so the mark is not counted.",
        ],
        mend: [
            "کد داور را در همان سطر بنویسید.",
            "Write the judge's code in that line.",
        ],
        example: r"judge,entry,criterion,mark
,C-001,impact,80
",
    }
    JUDGE_WITHOUT_MARKS: Warning {
        name: "judge-without-marks",
        title: ["داوری که هیچ نمره‌ای نداده است", "A judge who has given no mark"],
        meaning: [
            "نام این داور در فایل نمره‌ها هست، ولی همهٔ خانه‌های نمرهٔ او خالی است. شاید برگهٔ او هنوز نرسیده است. نمره‌ای \
             به‌جای او گذاشته نمی‌شود.",
            "This judge is named in the file of marks, but every mark is blank. Perhaps the sheet has not arrived \
             yet. No mark is put in its place.",
        ],
        mend: [
            "برگهٔ این داور را بخواهید، یا سطرهایش را بردارید و داور دیگری بگمارید.",
            "Ask for this judge's sheet, or remove the lines and ask another judge.",
        ],
        example: r"judge,entry,criterion,mark
D-4,C-001,impact,
D-4,C-002,impact,
",
    }
    JUDGE_SPELLINGS: Notice {
        name: "judge-spellings",
        title: ["کد یک داور به چند شکل نوشته شده است", "A judge's code is written in several ways"],
        meaning: [
            "این کدها تنها در شیوهٔ نوشتن تفاوت دارند: حروف بزرگ و کوچک، «ی» و «ک» فارسی و عربی، رقم‌های فارسی و لاتین، \
             فاصله و نیم‌فاصله. همهٔ آن‌ها یک داور شمرده شدند تا نمره‌های یک نفر به‌جای نمره‌های دو داور ننشیند.",
            "These codes differ only in how they are written: capital and small letters, Persian and Arabic yeh \
             and kaf, Persian and Latin digits, blanks and non-joiners. They are counted as one judge, so that \
             the marks of one person do not pass for those of two.",
        ],
        mend: [
            "کد هر داور را در همهٔ سطرها به یک شکل بنویسید. اگر به‌راستی دو داورند، به یکی کدی بدهید که با دیگری اشتباه \
             نشود.",
            "Write each judge's code in one way in all lines. If these really are two judges, give one of them a \
             code that cannot be mistaken for the other.",
        ],
        example: r"judge,entry,criterion,mark
J1,C-001,impact,80
j1,C-002,impact,75
",
    }
    MARKS_WITHOUT_EFFECT: Notice {
        name: "marks-without-effect",
        title: ["نمره‌هایی که در نتیجه اثری ندارند", "Marks that change nothing"],
        meaning: [
            "داوران به پرونده‌ای نمره داده‌اند که در این داوری شرکت ندارد: انصراف داده است، فاقد شرایط است، یا به مرحله‌ای که \
             در آن داوری می‌شود راه نیافته است. این نمره‌ها نگه داشته می‌شوند و در هیچ امتیاز و رتبه‌ای اثر ندارند.",
            "The judges marked an entry that takes no part where they are asked: it is withdrawn, it is ineligible, \
             or it did not go on to the stage in which the panel marks. The marks are kept, and no score or rank \
             depends on them.",
        ],
        mend: [
            "کاری لازم نیست. اگر گمان می‌کنید پرونده باید داوری می‌شد، با bartar explain ببینید چرا شرکت ندارد؛ و ببینید \
             شناسهٔ پروندهٔ دیگری به‌اشتباه در سطر نمره نوشته نشده باشد.",
            "Nothing needs doing. If you think that the entry should have been judged, see with bartar explain why it \
             takes no part; and see that it is not another entry's id that should stand in the line.",
        ],
        example: r"judge,entry,criterion,mark
D-1,C-099,impact,80
",
    }
    MARKS_STILL_APART: Notice {
        name: "marks-still-apart",
        title: [
            "با نمرهٔ داور دیگر هم اختلاف نمره‌ها از حد مجاز بیشتر است",
            "The marks lie further apart than allowed, with a further judge too",
        ],
        meaning: [
            "اختلاف بالاترین و پایین‌ترین نمره از `spread` بیشتر بود و داور دیگری هم نمره داد. با نمرهٔ او حد اختلاف \
             برداشته می‌شود و نتیجه از همهٔ نمره‌ها به دست می‌آید؛ ولی اختلاف همچنان برجاست و خوب است هیئت داوری آن را \
             بداند.",
            "The highest and the lowest mark lay further apart than `spread` allows, and a further judge has \
             marked. That mark lifts the limit, and the result follows from all marks; but the difference is \
             still there, and the jury should know of it.",
        ],
        mend: [
            "کاری لازم نیست. اگر آیین‌نامه در این حال گفت‌وگوی داوران را می‌خواهد، پیش از انتشار نتیجه آن را برگزار کنید.",
            "Nothing needs doing. Where the regulation asks the judges to confer in such a case, let them do so \
             before the result is published.",
        ],
        example: r"judge,entry,criterion,mark
D-1,C-001,impact,80
D-2,C-001,impact,30
D-3,C-001,impact,75
D-4,C-001,impact,70
",
    }
}
