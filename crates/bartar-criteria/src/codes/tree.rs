//! Axes, weights and totals.

use super::{Code, CodeInfo};

codes! {
    UNKNOWN_AXIS: Error {
        name: "unknown-axis",
        title: ["محور بالادست تعریف نشده است", "An indicator or axis names a parent that is not defined"],
        meaning: [
            "این شاخص یا محور خود را زیر محوری نوشته است که در شیوه‌نامه نیست. امتیاز آن به هیچ جمعی \
             افزوده نمی‌شود، در حالی که متقاضیان برای آن داده می‌دهند و آیین‌نامه برایش امتیاز اعلام کرده \
             است.",
            "The indicator or axis places itself below an axis that the rulebook does not have. Its points \
             would be added to no total, although applicants state the data for it and the regulation \
             announces points for it.",
        ],
        mend: [
            "نام محور را با نزدیک‌ترین نامی که پیام پیشنهاد می‌کند مقایسه و اصلاح کنید، یا محور را با \
             سرفصل `[axis.…]` تعریف کنید.",
            "Compare the name of the axis with the nearest one that the message suggests and correct it, \
             or define the axis under a heading `[axis.…]`.",
        ],
        example: r#"[indicator.net_margin]
axis = "finnace"

[axis.finance]
title = { fa = "عملکرد مالی", en = "Financial performance" }
"#,
    }
    AXIS_CYCLE: Error {
        name: "axis-cycle",
        title: ["محوری زیرمجموعهٔ خودش است", "An axis is its own ancestor"],
        meaning: [
            "محورها باید درختی بسازند که به جمع کل برسد. اینجا با دنبال کردن محورهای بالادست به همان محور \
             نخست بازمی‌گردیم، پس امتیاز آن‌ها به جمع کل نمی‌رسد و محاسبه پایانی ندارد.",
            "The axes must form a tree that leads up to the total. Here, following the parents leads back \
             to the axis one started from, so their points never reach the total and the computation has \
             no end.",
        ],
        mend: [
            "کلید `parent` یکی از محورهای این دور را اصلاح کنید یا بردارید تا به جمع کل راه یابد.",
            "Correct or remove the key `parent` of one axis of the circle, so that it leads to the total.",
        ],
        example: r#"[axis.finance]
parent = "growth"

[axis.growth]
parent = "finance"
"#,
    }
    EMPTY_AXIS: Error {
        name: "empty-axis",
        title: ["محوری بدون شاخص یا محور زیرمجموعه", "An axis without anything below it"],
        meaning: [
            "زیر این محور، دست‌کم برای یکی از رشته‌ها، نه شاخصی هست و نه محور دیگری. میانگین هیچ، عدد \
             نیست، و سهمی که آیین‌نامه به این محور داده است به هیچ تعاونی آن رشته نمی‌رسد. معمولاً \
             شاخص‌های اختصاصی رشته هنوز نوشته نشده‌اند یا نام محور در آن‌ها اشتباه است.",
            "Below this axis there is neither an indicator nor another axis, at least for one sector. The \
             mean of nothing is no number, and the share that the regulation gives to the axis reaches no \
             cooperative of that sector. Usually the indicators specific to the sector are not written \
             yet, or name another axis by mistake.",
        ],
        mend: [
            "شاخص‌های این محور را برای رشتهٔ یادشده بیفزایید، یا محور را برای آن رشته حذف کنید و وزن‌های \
             دیگر را متناسب با آیین‌نامه بازنویسی کنید.",
            "Add the indicators of the axis for the sector named, or take the axis out for that sector and \
             restate the other weights as the regulation has them.",
        ],
        example: "",
    }
    WEIGHTS_TOTAL: Error {
        name: "weights-total",
        title: [
            "جمع وزن‌های زیر محور با جمع اعلام‌شده نمی‌خواند",
            "The weights below an axis miss the total that it states",
        ],
        meaning: [
            "محور اعلام کرده است که وزن‌های زیرمجموعه‌اش چه جمعی دارند و جمع واقعی جز آن است. معمولاً وزنی \
             هنگام بازنگری تغییر کرده و وزن دیگری فراموش شده است؛ این اتفاق در حکم ویژهٔ رشته‌ها بیشتر رخ \
             می‌دهد. نتیجه در ظاهر درست است، ولی سهم هر شاخص با آنچه منتشر شده تفاوت دارد.",
            "The axis announces the sum of the weights below it, and their real sum is another. Usually \
             one weight was changed in a revision and another forgotten; this happens most in overrides \
             for a sector. The result looks right, but each indicator's share differs from what was \
             published.",
        ],
        mend: [
            "وزن‌ها را یک‌به‌یک با آیین‌نامه تطبیق دهید و وزن نادرست را اصلاح کنید. تنها اگر خود جمع تغییر \
             کرده است، `weights-total` را تغییر دهید.",
            "Compare the weights one by one with the regulation and correct the wrong one. Change \
             `weights-total` only if the sum itself has changed.",
        ],
        example: r#"[axis.finance]
weights-total = 100

[indicator.net_margin]
axis = "finance"
weight = 60

[indicator.equity_ratio]
axis = "finance"
weight = 30
"#,
    }
    MAXIMUM_TOTAL: Error {
        name: "maximum-total",
        title: [
            "جمع سقف‌های زیر محور با سقف اعلام‌شده نمی‌خواند",
            "The maxima below an axis miss the maximum that it states",
        ],
        meaning: [
            "محور، یا خود شیوه‌نامه برای جمع کل، سقف امتیازی اعلام کرده است که با جمع سقف‌های زیرمجموعه‌اش \
             برابر نیست. اگر جمع کمتر باشد هیچ‌کس به سقف محور نمی‌رسد، و اگر بیشتر باشد محور بیش از سهم \
             خود در جمع کل اثر دارد. جدول آیین‌نامه معمولاً همین جمع‌ها را چاپ می‌کند و اختلاف را هر \
             خواننده‌ای می‌بیند.",
            "The axis, or the rulebook for the total, states a maximum that differs from the sum of the \
             maxima below it. If the sum is smaller, nobody reaches the axis's maximum; if it is larger, \
             the axis counts for more than its share of the total. The table of a regulation usually \
             prints these sums, and any reader can see the difference.",
        ],
        mend: [
            "سقف‌ها را با جدول آیین‌نامه تطبیق دهید و سقف نادرست را، در شاخص یا در محور، اصلاح کنید.",
            "Compare the maxima with the table of the regulation and correct the wrong one, at the \
             indicator or at the axis.",
        ],
        example: r#"[axis.finance]
combine = "sum"
max = 50

[indicator.net_margin]
axis = "finance"
points = { max = 40, linear = { none-at = 0, full-at = 15 } }
"#,
    }
    WEIGHT_NOT_POSITIVE: Error {
        name: "weight-not-positive",
        title: [
            "وزنی که باید بزرگ‌تر از صفر باشد صفر یا منفی است",
            "A weight is zero or negative where it must be above zero",
        ],
        meaning: [
            "میانگین تنها با وزن‌های بزرگ‌تر از صفر معنا دارد. وزن صفر شاخص را بی‌سروصدا از رقابت بیرون \
             می‌برد، در حالی که هنوز در جدول و فرم دیده می‌شود؛ وزن منفی به تعاونی بهتر امتیاز کمتری \
             می‌دهد.",
            "A mean has a meaning only with weights above zero. A weight of zero quietly takes the \
             indicator out of the competition while it still stands in table and form; a negative weight \
             gives the better cooperative less.",
        ],
        mend: [
            "وزن را از آیین‌نامه بنویسید. اگر شاخص برای رشته‌ای به کار نمی‌رود، رشته‌های آن را با \
             `sectors` نام ببرید؛ اگر کمتر بهتر است، `better = \"lower\"` را به کار ببرید.",
            "Take the weight from the regulation. If a sector does not use the indicator, name the sectors \
             that do with `sectors`; where less is better, use `better = \"lower\"`.",
        ],
        example: r#"[indicator.net_margin]
axis = "finance"
weight = 0
"#,
    }
    ROUNDING_MISSING: Error {
        name: "rounding-missing",
        title: [
            "میانگین یا جمع کشیده به کار رفته و مرحلهٔ گرد کردن آن معلوم نیست",
            "A mean or a stretched sum is used, and the edition names no rounding point for aggregates",
        ],
        meaning: [
            "میانگین معمولاً رقم‌های اعشار بی‌پایان دارد و جایی باید گرد شود. این‌که کجا و با چند رقم گرد \
             شود، گاهی تعیین می‌کند که دو تعاونی مساوی‌اند یا نه. پس مرحلهٔ گرد کردن باید در شیوه‌نامه \
             آمده باشد تا هر ناظری به همان عدد برسد. جمعی هم که شاخصی از آن کنار می‌رود (`exclude`) به \
             تناسب کشیده می‌شود و همین حکم را دارد.",
            "A mean usually has endless decimals and must be rounded somewhere. Where that happens, and to \
             how many digits, sometimes decides whether two cooperatives are tied. The rounding point must \
             therefore stand in the rulebook, so that every auditor arrives at the same number. A sum from \
             which an indicator is left out (`exclude`) is stretched in proportion and needs one too.",
        ],
        mend: [
            "کلید `aggregate` را در `[rounding]` بنویسید، برای نمونه `aggregate = 15`، تا میانگین‌ها با ۱۵ \
             رقم اعشار گرد شوند.",
            "Write the key `aggregate` under `[rounding]`, for instance `aggregate = 15`, so that means \
             are rounded to 15 decimals.",
        ],
        example: r#"[axis.finance]
combine = "geometric-mean"

[rounding]
value = 4
points = 4
"#,
    }
    MEAN_OF_ZERO: Error {
        name: "mean-of-zero",
        title: [
            "میانگین هندسی یا هماهنگ از امتیازی که می‌تواند صفر یا منفی باشد",
            "A geometric or harmonic mean over points that can be zero or negative",
        ],
        meaning: [
            "میانگین هندسی با یک امتیاز صفر صفر می‌شود، میانگین هماهنگ بر صفر تقسیم می‌کند، و هیچ‌کدام \
             برای عدد منفی تعریف ندارد. زیر این محور امتیازی هست که می‌تواند به صفر یا زیر آن برسد و محور \
             نگفته است آنگاه چه می‌شود. یک شاخص صفر ممکن است همهٔ امتیازهای دیگر محور را از میان ببرد.",
            "A single zero turns a geometric mean into zero, a harmonic mean divides by it, and neither is \
             defined for negative numbers. Below this axis some points can reach zero or less, and the \
             axis does not say what then. One indicator at zero might wipe out all other points of the \
             axis.",
        ],
        mend: [
            "در محور بنویسید که در این حالت چه می‌شود: `zero = \"zero\"` (میانگین صفر است) یا `zero = \
             \"missing\"` (محور برای آن پرونده امتیاز ندارد). یا کف امتیاز شاخص‌ها (`min`) را بزرگ‌تر از \
             صفر بگذارید، یا `combine` را به `\"arithmetic-mean\"` یا `\"sum\"` تغییر دهید؛ آن‌گونه که \
             آیین‌نامه می‌خواهد.",
            "State in the axis what holds in that case: `zero = \"zero\"` (the mean is zero) or `zero = \
             \"missing\"` (the axis has no points for the entry). Or give the indicators a minimum (`min`) \
             above zero, or change `combine` to `\"arithmetic-mean\"` or `\"sum\"`, as the regulation \
             wants it.",
        ],
        example: r#"[axis.finance]
combine = "geometric-mean"

[indicator.net_margin]
axis = "finance"
points = { max = 40, linear = { none-at = 0, full-at = 15 } }
"#,
    }
    TOO_PRECISE: Error {
        name: "too-precise",
        title: [
            "سقف امتیاز و رقم‌های اعشار از گنجایش محاسبهٔ دقیق بیرون است",
            "The maxima, with the digits of the rounding points, leave the range of exact points",
        ],
        meaning: [
            "امتیازها به‌صورت عدد صحیح ۶۴بیتی و دقیق نگه داشته می‌شوند. حاصل‌ضرب سقف امتیازها در رقم‌های \
             اعشاری که مراحل گرد کردن نگه می‌دارند از این گنجایش بزرگ‌تر است. نرم‌افزار به‌جای آن‌که رقمی \
             را بی‌خبر از دست بدهد، از پیش آگاه می‌کند.",
            "Points are kept exactly, as 64-bit whole numbers. The maxima, multiplied out by the decimals \
             that the rounding points keep, are larger than that. Rather than losing a digit unnoticed, \
             the program says so in advance.",
        ],
        mend: [
            "شمار رقم‌ها را در `[rounding]` کاهش دهید یا سقف امتیازها را کوچک‌تر بنویسید (برای نمونه ۱۰۰۰ \
             به‌جای ۱۰۰۰۰۰۰۰۰). چهار تا شش رقم برای امتیاز بسنده است.",
            "Lower the digits under `[rounding]`, or write smaller maxima (1000 instead of 100000000, \
             say). Four to six digits are enough for points.",
        ],
        example: r"[rounding]
value = 4
points = 18
aggregate = 18
",
    }
    UNKNOWN_SECTOR: Error {
        name: "unknown-sector",
        title: [
            "رشته‌ای نام برده شده که در قلم رشته نیست",
            "An indicator or override names a sector that the sector field does not have",
        ],
        meaning: [
            "این شاخص یا حکم ویژه برای رشته‌ای نوشته شده است که در میان گزینه‌های قلم رشته نیست، پس \
             دربارهٔ هیچ تعاونی‌ای اجرا نمی‌شود. معمولاً املای شناسه اشتباه است و رشتهٔ واقعی بی‌آن‌که کسی \
             بداند با قواعد عمومی سنجیده می‌شود.",
            "The indicator or override is written for a sector that is not among the choices of the sector \
             field, so it applies to no cooperative. Usually the id is misspelt, and the real sector is \
             judged by the general rules without anyone knowing.",
        ],
        mend: [
            "شناسهٔ رشته را با گزینه‌های قلم رشته یکسان کنید، یا رشته را به آن گزینه‌ها بیفزایید.",
            "Make the id of the sector agree with the choices of the sector field, or add the sector to \
             them.",
        ],
        example: r"[sector.cerdit.indicator.f_current]
weight = 20
",
    }
    NO_INDICATOR: Error {
        name: "no-indicator",
        title: ["شیوه‌نامه یا یکی از رشته‌ها هیچ شاخصی ندارد", "The rulebook, or a sector, has no indicator"],
        meaning: [
            "بدون شاخص هیچ امتیازی به دست نمی‌آید و همهٔ تعاونی‌های آن رشته با صفر برابر می‌شوند. یا \
             شاخص‌ها هنوز نوشته نشده‌اند، یا همهٔ آن‌ها برای رشته‌های دیگر محدود شده‌اند.",
            "Without an indicator nobody earns points, and all cooperatives of that sector are equal at \
             zero. Either the indicators are not written yet, or all of them are limited to other sectors.",
        ],
        mend: [
            "دست‌کم یک شاخص با سرفصل `[indicator.…]` برای آن رشته بنویسید. اگر این رشته در رقابت نیست، آن \
             را از گزینه‌های قلم رشته حذف کنید.",
            "Write at least one indicator, under a heading `[indicator.…]`, for that sector. If the sector \
             takes no part in the competition, remove it from the choices of the sector field.",
        ],
        example: "",
    }
}
