//! Pools, ranking and honours.

use super::{Code, CodeInfo};

codes! {
    NO_POOL: Error {
        name: "no-pool",
        title: ["هیچ گروه رقابت اصلی تعریف نشده است", "No main pool is defined"],
        meaning: [
            "رتبه همیشه در میان گروهی معین معنا دارد: تعاونی‌های یک رشته، یک استان یا کل کشور. این \
             شیوه‌نامه، یا یکی از مرحله‌های آن، هیچ گروه رقابت اصلی‌ای ندارد، پس نه امتیاز نسبی جامعهٔ \
             مرجعی دارد و نه رتبه‌ای به دست می‌آید.",
            "A rank has a meaning only within a named group: the cooperatives of one sector, of one \
             province, or of the whole country. This rulebook, or one of its stages, has no main pool, so \
             relative points have no reference population, and there are no ranks.",
        ],
        mend: [
            "یک گروه رقابت با سرفصل `[pool.…]` بیفزایید؛ با `by = [\"sector\"]`، یک `minimum` و یک \
             `fallback`، هر رشته جداگانه رتبه‌بندی می‌شود.",
            "Add a pool under a heading `[pool.…]`; with `by = [\"sector\"]`, a `minimum` and a \
             `fallback`, each sector is ranked by itself.",
        ],
        example: "",
    }
    POOL_TEMPLATE: Error {
        name: "pool-template",
        title: [
            "شناسه یا عنوان گروه رقابت با قلم‌های سازندهٔ آن سازگار نیست",
            "A pool's id or title does not name each field it is made by, or names another",
        ],
        meaning: [
            "گروه‌های رقابت از روی قلم‌هایی ساخته می‌شوند که `by` نام می‌برد، و شناسه و عنوان آن‌ها باید \
             همان قلم‌ها را میان آکولاد داشته باشند. اگر یکی جا بیفتد، دو گروه متفاوت شناسه یا عنوان \
             یکسانی پیدا می‌کنند و خواننده نمی‌داند برگزیدهٔ کدام گروه را می‌بیند. همین کد هنگامی می‌آید \
             که قلم‌ها با هم بیش از ۱۰٬۰۰۰ گروه بسازند.",
            "Pools are made by the fields that `by` names, and their id and title must carry the same \
             fields in braces. If one is left out, two different pools get the same id or title, and a \
             reader cannot tell whose winner is shown. The same code appears where the fields together \
             make more than 10,000 pools.",
        ],
        mend: [
            "برای هر قلمِ `by` نام آن را میان آکولاد در شناسه و در هر دو عنوان بیاورید، و نام‌های دیگر را \
             بردارید: `id = \"{province}/{sector}\"`.",
            "For each field of `by`, put its name in braces into the id and into both titles, and take out \
             any other: `id = \"{province}/{sector}\"`.",
        ],
        example: r#"[pool.local]
id = "{sector}"
title = { fa = "رشتهٔ {sector}", en = "{sector}" }
by = ["province", "sector"]
"#,
    }
    POOL_UNFILLABLE: Error {
        name: "pool-unfillable",
        title: ["هیچ پرونده‌ای نمی‌تواند در این گروه رقابت باشد", "No entry can ever be in this pool"],
        meaning: [
            "شرط این گروه رقابت یا گرایش هرگز برقرار نمی‌شود، یا با شرط‌های ورود ناسازگار است. این گروه در \
             نتیجه‌ها همیشه خالی می‌ماند و تعاونی‌هایی که برای آن فراخوان شده‌اند در آن رتبه‌ای نمی‌گیرند.",
            "The condition of this pool or orientation can never hold, or contradicts the eligibility \
             gates. The pool would always be empty in the results, and the cooperatives called to it would \
             get no rank there.",
        ],
        mend: [
            "شرط `when` و بازهٔ مجاز قلم‌های آن را کنار شرط‌های ورود بگذارید و هر کدام را که با آیین‌نامه \
             نمی‌خواند اصلاح کنید، یا گروه را حذف کنید.",
            "Lay the condition `when` and the ranges of its fields beside the gates, and correct whichever \
             disagrees with the regulation; or remove the pool.",
        ],
        example: r#"[field.members]
type = "count"
range = "[0, inf)"

[orientation.small]
when = "members < 0"
"#,
    }
    POOL_HOLE: Warning {
        name: "pool-hole",
        title: [
            "شرط‌های گروه‌ها همهٔ پرونده‌ها را نمی‌پوشانند",
            "The conditions of the pools do not cover all entries",
        ],
        meaning: [
            "هر گروه رقابت شرطی (`when`) دارد و پرونده‌ای که شرط‌های ورود را دارد می‌تواند در هیچ‌یک از آن‌ها نگنجد. چنین \
             پرونده‌ای قرنطینه می‌شود، زیرا معلوم نیست با چه کسانی سنجیده شود؛ و این حکم یک تعاونی معین خواهد بود.",
            "Every pool has a condition (`when`), and an entry that meets the gates can fit none of them. Such \
             an entry is quarantined, since nobody knows with whom it is to be compared; and what becomes of it \
             would be decided for one particular cooperative.",
        ],
        mend: [
            "گروه آخر را بدون `when` بنویسید تا بقیه را بپذیرد، یا کسانی را که نباید رتبه بگیرند با شرط ورود کنار بگذارید.",
            "Write the last pool without `when`, so that it takes the rest, or keep those that are not to be \
             ranked out by a gate.",
        ],
        example: r#"[pool.large]
title = { fa = "بزرگ", en = "Large" }
when = "members > 500"

[pool.middle]
title = { fa = "متوسط", en = "Middle" }
when = "members > 50 and members <= 500"
"#,
    }
    POOL_FALLBACK: Error {
        name: "pool-fallback",
        title: [
            "راه جایگزین گروه کوچک نوشته نشده است یا به جایی نمی‌رسد",
            "The fallback of a small pool is not stated, or leads nowhere",
        ],
        meaning: [
            "گروهی که اعضای آن به حداقل نرسد، راه جایگزین می‌خواهد: یا به گروهی بزرگ‌تر می‌پیوندد که \
             گزینهٔ آن نام برده است، یا بدون برگزیده می‌ماند. اینجا راه جایگزین نوشته نشده، هیچ گزینه‌ای \
             گروه بزرگ‌تر ندارد، یا گروه بزرگ‌تر خودش هم به گروه دیگری می‌پیوندد. آنگاه تعاونی‌های آن رشته \
             در جایی که همه از پیش می‌دانند رتبه‌بندی نمی‌شوند.",
            "A pool with fewer members than its minimum needs a fallback: it joins a larger one, which its \
             choice names, or it has no winner. Here the fallback is not stated, no choice names a larger \
             group, or the larger one itself falls back to another. The cooperatives of that sector would \
             then not be ranked in a place that everybody knows beforehand.",
        ],
        mend: [
            "کلید `fallback` را بنویسید. برای `fallback = \"group\"`، در `group` هر گزینه، گزینهٔ دیگری از \
             همان قلم را نام ببرید که خود `group` ندارد؛ وگرنه `fallback = \"no-winner\"` را برگزینید تا \
             گروه کوچک بدون برگزیده بماند.",
            "Write the key `fallback`. For `fallback = \"group\"`, name in the `group` of each choice \
             another choice of the same field that has no `group` itself; otherwise choose `fallback = \
             \"no-winner\"`, so that a small pool has no winner.",
        ],
        example: r#"[pool.sector]
by = ["sector"]
minimum = 3
"#,
    }
    TIE_USELESS: Error {
        name: "tie-useless",
        title: [
            "قاعده‌ای از زنجیرهٔ رفع تساوی هرگز چیزی را جدا نمی‌کند",
            "A rule of the tie chain can never separate anything",
        ],
        meaning: [
            "زنجیرهٔ رفع تساوی قاعده‌به‌قاعده پیش می‌رود تا دو پروندهٔ مساوی از هم جدا شوند. این قاعده \
             دربارهٔ پرونده‌هایی که قاعده‌های پیشین آن‌ها را برابر گذاشته‌اند همیشه برابر است، برای نمونه \
             چون همان قاعده یک بار آمده است. آیین‌نامه گویی چاره‌ای بیشتر دارد، ولی در عمل ندارد.",
            "The tie chain is applied rule by rule until two equal entries are told apart. This rule is \
             always equal for entries that the rules before it leave equal, since the same rule stands \
             there already, for instance. The regulation seems to have one more remedy, and has none.",
        ],
        mend: [
            "قاعدهٔ تکراری را بردارید یا به‌جای آن معیاری بنویسید که در آیین‌نامه آمده و هنوز به کار نرفته \
             است. اگر معیاری نمانده است، رتبهٔ مشترک نتیجهٔ درستی است.",
            "Remove the repeated rule, or put a criterion of the regulation in its place that is not used \
             yet. If none is left, a shared rank is the right result.",
        ],
        example: r#"[ranking]
precision = 2
ties = ["axis.members desc", "registered_on asc", "axis.members asc"]
"#,
    }
    TIE_CHAIN_MISSING: Warning {
        name: "tie-chain-missing",
        title: ["زنجیرهٔ رفع تساوی نوشته نشده است", "The ranking has no tie chain"],
        meaning: [
            "در رقابت‌های بزرگ همیشه چند تعاونی امتیاز برابر می‌آورند. بدون زنجیرهٔ رفع تساوی همهٔ آن‌ها \
             رتبهٔ مشترک می‌گیرند و ممکن است یک گروه چند برگزیده داشته باشد؛ این در جایزه‌های منتشرشده رخ \
             داده است. نرم‌افزار هرگز با ترتیب ورود یا الفبا میان آن‌ها داوری نمی‌کند.",
            "In large competitions some cooperatives always have equal scores. Without a tie chain all of \
             them share the rank, and a pool may have several winners; published awards have had that. The \
             program never decides between them by order of arrival or by the alphabet.",
        ],
        mend: [
            "اگر رتبهٔ مشترک خواست آیین‌نامه است، این هشدار مانع کار نیست. وگرنه کلید `ties` را بیفزایید، \
             مانند `ties = [\"axis.members desc\", \"registered_on asc\"]`.",
            "If the regulation wants shared ranks, this warning does not stop the work. Otherwise add the \
             key `ties`, like `ties = [\"axis.members desc\", \"registered_on asc\"]`.",
        ],
        example: r"[ranking]
precision = 2
",
    }
    PRECISION_FINER: Warning {
        name: "precision-finer",
        title: [
            "دقت رتبه‌بندی از رقم‌های هر جمع ممکن بیشتر است",
            "The ranking precision has more digits than any total can have",
        ],
        meaning: [
            "امتیازها پیش از رتبه‌بندی با رقم‌های کمتری گرد می‌شوند، پس رقم‌های آخر همیشه صفرند و چیزی را \
             از هم جدا نمی‌کنند. زیانی به نتیجه نمی‌رسد، ولی خواننده گمان می‌کند رقابت با دقتی بیش از واقع \
             سنجیده شده است.",
            "Points are rounded to fewer digits before ranking, so the last digits are always zero and \
             separate nobody. The result is not harmed, but readers will believe the competition was \
             measured more finely than it was.",
        ],
        mend: [
            "`precision` را به شمار رقم‌هایی که امتیاز واقعاً دارد کاهش دهید، یا اگر دقت بیشتری خواسته شده \
             است رقم‌های `[rounding]` را افزایش دهید.",
            "Lower `precision` to the digits that points really have, or, where more is wanted, raise the \
             digits under `[rounding]`.",
        ],
        example: r"[rounding]
points = 2

[ranking]
precision = 6
",
    }
    HONOUR_UNREACHABLE: Error {
        name: "honour-unreachable",
        title: ["هیچ پرونده‌ای نمی‌تواند به این نشان برسد", "No entry can ever receive this honour"],
        meaning: [
            "شرط این نشان برآورده‌شدنی نیست، برای نمونه چون امتیاز لازم آن از سقف جمع کل بیشتر است. نشانی \
             که به هیچ‌کس نمی‌رسد وعده‌ای است که آیین‌نامه داده و عمل نمی‌شود، و معمولاً نشانهٔ آن است که \
             سقف‌ها یا آستانه تغییر کرده و دیگری فراموش شده است.",
            "The condition of this honour cannot be met; the points it asks for may be above the maximum \
             of the total, for instance. An honour that nobody can receive is a promise of the regulation \
             not kept, and usually a sign that either the maxima or the threshold were changed and the \
             other forgotten.",
        ],
        mend: [
            "آستانهٔ `from` و رتبهٔ `rank` را با سقف جمع کل و با آیین‌نامه تطبیق دهید و عدد نادرست را \
             اصلاح کنید.",
            "Compare the threshold `from` and the `rank` with the maximum of the total and with the \
             regulation, and correct the wrong number.",
        ],
        example: r"[honour.winner]
rank = 1
from = 1200
",
    }
    HONOUR_ORDER: Error {
        name: "honour-order",
        title: ["نشانی که همیشه نشان پیش از آن گرفته می‌شود", "An honour is always taken by one before it"],
        meaning: [
            "نشان‌ها به همان ترتیبی که نوشته شده‌اند داده می‌شوند و هر پرونده نخستین نشانی را می‌گیرد که \
             شرطش را دارد. هر پرونده‌ای که به این نشان برسد پیش از آن نشان دیگری گرفته است، پس این نشان به \
             کسی نمی‌رسد. معمولاً نشان سخت‌تر پس از نشان آسان‌تر نوشته شده است.",
            "Honours are given in the order in which they are written, and an entry takes the first whose \
             condition it meets. Every entry that reaches this one has taken another before it, so nobody \
             receives it. Usually the stricter honour is written after the easier one.",
        ],
        mend: [
            "نشان سخت‌تر را بالاتر بنویسید؛ برای نمونه نخست «برگزیده» و سپس «شایستهٔ تقدیر».",
            "Write the stricter honour first: “winner” and then “commended”, for instance.",
        ],
        example: r#"[honour.commended]
title = { fa = "شایستهٔ تقدیر", en = "Commended" }
from = 500

[honour.winner]
title = { fa = "برگزیده", en = "Winner" }
rank = 1
from = 700
"#,
    }
    HONOUR_THRESHOLDS: Warning {
        name: "honour-thresholds",
        title: [
            "نشانی پایین‌تر امتیازی بیشتر از نشان پیش از خود می‌خواهد",
            "A lower honour asks for more points than the one before it",
        ],
        meaning: [
            "نشان‌ها از بالاترین به پایین نوشته می‌شوند. این نشان رتبه‌های پایین‌تری را هم می‌پذیرد، ولی آستانهٔ امتیازش از \
             آستانهٔ نشان پیش از آن بالاتر است: با امتیازی میان آن دو می‌توان نشان بالاتر را گرفت و نشان پایین‌تر را نه. \
             معمولاً دو آستانه جابه‌جا شده‌اند یا یکی از آن‌ها اشتباه تایپ شده است.",
            "Honours are written from the highest down. This one is open to lower ranks, but its threshold of \
             points is above that of the honour before it: with points between the two one can receive the \
             higher honour and not the lower. Usually the two thresholds are swapped, or one is mistyped.",
        ],
        mend: [
            "هر دو `from` را با آیین‌نامه بسنجید و آستانهٔ نشان پایین‌تر را کمتر یا برابر بنویسید.",
            "Compare both `from` with the regulation, and write a threshold for the lower honour that is not higher.",
        ],
        example: r"[honour.winner]
rank = 1
from = 700

[honour.commended]
rank = 3
from = 800
",
    }
    STAGE_PROMOTION: Error {
        name: "stage-promotion",
        title: [
            "روشن نیست چه کسانی از این مرحله به مرحلهٔ بعد می‌روند",
            "It is not clear who goes on from this stage to the next",
        ],
        meaning: [
            "مرحله‌ها به ترتیبی که نوشته شده‌اند از پی هم می‌آیند. هر مرحله جز آخری باید با `promote` بگوید چه کسانی به \
             مرحلهٔ بعد می‌روند؛ آخرین مرحله نه `promote` دارد و نه `quota`، زیرا پس از آن مرحله‌ای نیست.",
            "Stages follow each other as they are written. Each but the last must say with `promote` who goes on to \
             the next one; the last has neither `promote` nor `quota`, since no stage comes after it.",
        ],
        mend: [
            "به هر مرحله جز آخری promote بیفزایید، مانند `promote = [{ rank = 1 }, { from = 650 }]`، و آن را از آخرین \
             مرحله بردارید. ترتیب مرحله‌ها را هم بررسی کنید.",
            "Add promote to each stage but the last, such as `promote = [{ rank = 1 }, { from = 650 }]`, and remove it \
             from the last. Look at the order of the stages too.",
        ],
        example: r#"[stage.provincial]
title = { fa = "مرحلهٔ استانی", en = "Provincial stage" }
clause = "art. 20"

[stage.national]
title = { fa = "مرحلهٔ ملی", en = "National stage" }
clause = "art. 21"
"#,
    }
    STAGE_UNREACHABLE: Error {
        name: "stage-unreachable",
        title: ["راهی به مرحلهٔ بعد که هیچ‌کس نمی‌تواند برود", "A way to the next stage that nobody can go"],
        meaning: [
            "شرط رفتن به مرحلهٔ بعد رتبه‌ای می‌خواهد که نیست، یا امتیازی که از بیشترین امتیاز ممکن در این مرحله بیشتر \
             است. چنین شرطی هیچ‌گاه برقرار نمی‌شود.",
            "A condition for going on asks for a rank that does not exist, or for more points than a perfect entry \
             can have in this stage. It never holds.",
        ],
        mend: [
            "رتبه یا امتیاز را با آیین‌نامه بسنجید؛ اگر امتیاز مرحله از محوری جداست، `score` را هم ببینید.",
            "Compare the rank or the score with the regulation; where the stage ranks the points of one axis, look at \
             `score` too.",
        ],
        example: r#"[stage.provincial]
title = { fa = "مرحلهٔ استانی", en = "Provincial stage" }
clause = "art. 20"
promote = [{ from = 6500 }]
"#,
    }
}
