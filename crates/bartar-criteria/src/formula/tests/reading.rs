//! Formulas in words, in both languages.

use super::{formula, rulebook};

#[test]
fn formulas_are_read_aloud() {
    let rulebook = rulebook();
    for (text, fa, en) in [
        ("profit / sales * 100", "سود ÷ فروش × ۱۰۰", "Profit ÷ Sales × 100"),
        ("(profit - 1) * sales", "(سود − ۱) × فروش", "(Profit − 1) × Sales"),
        ("1 - (profit - sales)", "۱ − (سود − فروش)", "1 − (Profit − Sales)"),
        (
            "sales@prev + sales@prev2",
            "فروش (سال پیش) + فروش (۲ سال پیش)",
            "Sales (previous year) + Sales (2 years before)",
        ),
        ("rate - inflation", "نرخ − تورم", "Rate − Inflation"),
        ("if(site, 1, 0.5)", "اگر وب‌گاه دارد، ۱، وگرنه ۰٫۵", "if Has a website, 1, otherwise 0.5"),
        ("max(sales, profit)", "بیشترین(فروش، سود)", "largest of (Sales, Profit)"),
        ("abs(-profit)", "|−سود|", "|−Profit|"),
        ("members >= 7 and not site", "اعضا ≥ ۷ و نه (وب‌گاه دارد)", "Members ≥ 7 and not (Has a website)"),
        (
            "(site or true) and known(sales)",
            "(وب‌گاه دارد یا همیشه) و فروش دانسته باشد",
            "(Has a website or always) and Sales is known",
        ),
        (
            "audit in [\"good\", \"fair\"]",
            "حسابرسی = «مقبول» یا «مشروط»",
            "Audit = \"Unqualified\" or \"Qualified\"",
        ),
        ("size = \"small\"", "اندازه = «کوچک»", "Size = \"Small\""),
        ("founded < reference_date", "تأسیس < تاریخ مبنا", "Founded on < reference date"),
    ] {
        let prose = formula(text, &rulebook).prose(&rulebook);
        assert_eq!((prose.fa.as_str(), prose.en.as_str()), (fa, en), "{text}");
    }
}

/// No operator is read without the brackets that its meaning needs.
#[test]
fn brackets_survive_reading() {
    let rulebook = rulebook();
    for (text, en) in [
        ("-(sales + profit)", "−(Sales + Profit)"),
        ("sales / (profit * 2)", "Sales ÷ (Profit × 2)"),
        ("(sales + 1) / 2", "(Sales + 1) ÷ 2"),
        ("2 * if(site, 1, 2)", "2 × (if Has a website, 1, otherwise 2)"),
        ("not (site and true)", "not (Has a website and always)"),
    ] {
        assert_eq!(formula(text, &rulebook).prose(&rulebook).en, en, "{text}");
    }
}
