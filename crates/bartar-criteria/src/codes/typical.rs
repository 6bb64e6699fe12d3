//! What is typical of fields, for made-up entries.

use super::{Code, CodeInfo};

codes! {
    TYPICAL_VALUE: Error {
        name: "typical-value",
        title: ["دادهٔ نوعی قلم معنا ندارد", "What is said to be typical of a field makes no sense"],
        meaning: [
            "جدول `typical` می‌گوید پرونده‌های ساختگی این قلم را چگونه بنویسند. یکی از کلیدهایش با نوع قلم \
             نمی‌خواند، دو راه با هم آمده‌اند، `from` از `to` بزرگ‌تر است، یا عددی ناممکن است، مانند سهمی \
             بیش از یک. از چنین جدولی پرونده‌ای ساخته نمی‌شود. امتیازها به این جدول بستگی ندارند.",
            "The table `typical` says how made-up entries state this field. One of its keys does not suit \
             the type of the field, two ways stand side by side, `from` is above `to`, or a number is \
             impossible, like a share above one. No entry can be made from such a table. No score depends \
             on it.",
        ],
        mend: [
            "یک راه را نگه دارید: `median` و `spread`، یا `from` و `to`، یا `formula`، یا برای بله و خیر \
             `yes`؛ و عددهای آن را از کوچک به بزرگ بنویسید. اگر چیزی دربارهٔ قلم نمی‌دانید، جدول را حذف \
             کنید.",
            "Keep one way: `median` and `spread`, or `from` and `to`, or `formula`, or `yes` for yes and \
             no; and write its numbers in rising order. If nothing is known of the field, remove the table.",
        ],
        example: r#"[field.sales]
type = "amount"
typical = { from = 90000, to = 1500 }
"#,
    }
    TYPICAL_CIRCULAR: Error {
        name: "typical-circular",
        title: ["داده‌های نوعی به یکدیگر بازمی‌گردند", "Typical data lead back to themselves"],
        meaning: [
            "در پرونده‌های ساختگی، این قلم از روی قلم‌های دیگر به دست می‌آید و آن قلم‌ها، یک‌راست یا با \
             واسطه، از روی همین قلم. پس هیچ‌کدام را نمی‌توان نخست ساخت. امتیازها به این جدول بستگی ندارند.",
            "In made-up entries this field follows from other fields, and these follow, directly or by way \
             of others, from this one. So none of them can be made first. No score depends on it.",
        ],
        mend: [
            "برای یکی از قلم‌های این دور عدد بنویسید، مانند `median` یا `from` و `to`، و فرمول آن را \
             بردارید.",
            "Give one field of the circle numbers, such as `median` or `from` and `to`, in place of its \
             formula.",
        ],
        example: r#"[field.equity]
type = "amount"
typical = { formula = "total_assets - debt" }

[field.debt]
type = "amount"
typical = { formula = "total_assets - equity" }
"#,
    }
    TYPICAL_OUTSIDE: Warning {
        name: "typical-outside",
        title: [
            "دادهٔ نوعی بیرون از بازهٔ خود قلم است",
            "Typical data lie outside the field's own limits",
        ],
        meaning: [
            "عددهایی که برای پرونده‌های ساختگی نوعی شمرده شده‌اند، بیرون از `range` یا `plausible` همان \
             قلم‌اند. چنان عددی پرونده را به قرنطینه یا به نگاه دوباره می‌برد و پرونده‌های ساختگی باید \
             بی‌خطا باشند؛ پس یا عدد نوعی نادرست است یا بازه. امتیازها به این جدول بستگی ندارند.",
            "The numbers given as typical for made-up entries lie outside the `range` or `plausible` of \
             the same field. Such a number puts an entry into quarantine or asks for a second look, while \
             made-up entries are to be free of faults; so either the typical number or the limit is wrong. \
             No score depends on it.",
        ],
        mend: [
            "عدد نوعی را با واحد قلم تطبیق دهید، یا اگر درست است بازهٔ قلم را بازنگری کنید.",
            "Compare the typical number with the unit of the field, or, if it is right, revise the limits.",
        ],
        example: r#"[field.capacity_used]
type = "percent"
range = "[0, 100]"
typical = { from = 30, to = 120 }
"#,
    }
}
