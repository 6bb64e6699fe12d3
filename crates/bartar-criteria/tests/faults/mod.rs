//! Faults to plant: a slip in the text, the parts of the rulebook it touches, and the codes it must raise.

/// A fault.
pub struct Fault {
    /// What it changes, and whose sums it changes.
    pub parts: &'static [&'static str],
    /// The file.
    pub file: &'static str,
    /// The sound text, which stands there once.
    pub from: &'static str,
    /// The faulty text.
    pub to: &'static str,
    /// What it raises.
    pub codes: &'static [&'static str],
}

const fn fault(
    parts: &'static [&'static str],
    file: &'static str,
    from: &'static str,
    to: &'static str,
    codes: &'static [&'static str],
) -> Fault {
    Fault { parts, file, from, to, codes }
}

const RULES: &str = "rulebook.toml";
const FIELDS: &str = "fields.toml";

/// Faults for `criteria/example-cooperatives`.
pub const COOPERATIVES: &[Fault] = &[
    // Typical data.
    fault(
        &["plausible"],
        FIELDS,
        "typical = { median = 45, spread = 3 }",
        "typical = { median = 1, spread = 3 }",
        &["typical-outside"],
    ),
    fault(
        &["typical capacity"],
        FIELDS,
        "typical = { from = 30, to = 98, when",
        "typical = { from = 98, to = 30, when",
        &["typical-value"],
    ),
    fault(
        &["typical sales"],
        FIELDS,
        "typical = { median = 24000, spread = 2.5, growth",
        "typical = { formula = \"total_assets / 2\", growth",
        &["typical-circular", "typical-circular"],
    ),
    fault(&["typical weavers"], FIELDS, "{ of = \"weavers\"", "{ of = \"waevers\"", &["unknown-name"]),
    fault(&["typical sector"], FIELDS, "share = 22", "share = -22", &["typical-value"]),
    // Bands.
    fault(&["g_assembly"], RULES, r#"["(90, 120]", 45]"#, r#"["(95, 120]", 45]"#, &["band-hole"]),
    fault(&["g_assembly"], RULES, r#"["(90, 120]", 45]"#, r#"["(80, 120]", 45]"#, &["band-overlap"]),
    fault(&["g_assembly"], RULES, r#"["(90, 120]", 45]"#, r#"["[90, 120]", 45]"#, &["band-shared-end"]),
    fault(&["g_assembly"], RULES, r#"["(120, 150]", 20]"#, r#"["(120, 150]", 50]"#, &["band-not-monotone"]),
    fault(
        &["g_assembly"],
        RULES,
        "    [\"(90, 120]\", 45],\n    [\"(120, 150]\", 20],\n",
        "    [\"(120, 150]\", 20],\n    [\"(90, 120]\", 45],\n",
        &["band-order"],
    ),
    fault(
        &["f_margin"],
        RULES,
        r#"["[10, 15)", 70]"#,
        r#"["[10, 15)", 95]"#,
        &["points-above-maximum", "band-not-monotone"],
    ),
    fault(
        &["f_margin"],
        RULES,
        "    [\"[5, 10)\", 45],\n",
        "    [\"[5, 10)\", 45],\n    [\"[5, 10)\", 45],\n",
        &["band-duplicate"],
    ),
    fault(&["f_margin services"], RULES, r#"["[15, 20)", 70]"#, r#"["[16, 20)", 70]"#, &["band-hole"]),
    fault(&["f_margin services"], RULES, r#"["[0, 10)", 20]"#, r#"["[0, 1)", 20]"#, &["band-hole"]),
    // Other rules.
    fault(&["g_audit"], RULES, "    [\"none\", 0],\n", "", &["levels-incomplete"]),
    fault(
        &["g_audit"],
        RULES,
        r#"["adverse", 0]"#,
        r#"["advers", 0]"#,
        &["levels-unknown", "levels-incomplete"],
    ),
    fault(&["g_violations"], RULES, "points = -25", "points = 0", &["step-zero"]),
    fault(&["f_equity"], RULES, "none-at = 10, full-at = 50", "none-at = 60, full-at = 50", &["goalposts"]),
    // Without its maximum no sum above it is known.
    fault(
        &["f_equity", "finance", "edition max", "winner"],
        RULES,
        "max = 80, linear = { none-at = 10",
        "linear = { none-at = 10",
        &["missing-key"],
    ),
    fault(&["m_active"], RULES, "[60, 50], [90, 80]", "[90, 50], [60, 80]", &["goalposts"]),
    fault(&["m_active"], RULES, "[90, 80]]", "[90, 85]]", &["points-above-maximum"]),
    fault(&["w_productivity"], RULES, ", zero-range = \"full-points\"", "", &["zero-range-unstated"]),
    fault(
        &["m_training"],
        RULES,
        "better = \"higher\"\npoints = { max = 80, relative",
        "points = { max = 80, relative",
        &["better-unstated"],
    ),
    fault(&["f_trend"], RULES, "falling = 0", "fallin = 0", &["unknown-key"]),
    fault(&["f_trend"], RULES, "mixed = 20, ", "", &["missing-key"]),
    // Formulas.
    fault(&["f_growth"], RULES, "- inflation\"", "- inflation *\"", &["formula-syntax"]),
    fault(&["f_growth"], RULES, "- inflation\"", "- inflaton\"", &["unknown-name"]),
    fault(&["f_growth"], RULES, "zero = \"missing\"", "", &["zero-unstated"]),
    fault(
        &["m_trade"],
        RULES,
        "member_business / sales * 100",
        "member_business / sales * ",
        &["formula-syntax"],
    ),
    fault(
        &["m_trade"],
        RULES,
        "clause = { fa = \"مادهٔ ۶ بند ۲\", en = \"art. 6(2)\" }\n",
        "",
        &["missing-clause"],
    ),
    fault(&["m_trade"], RULES, ", en = \"art. 6(2)\"", "", &["missing-translation"]),
    fault(&["m_trade"], RULES, ", en = \"Business with members in sales\"", "", &["missing-translation"]),
    fault(
        &["m_trade"],
        RULES,
        "axis = \"members\"\nvalue = \"member_business",
        "axis = \"membres\"\nvalue = \"member_business",
        &["unknown-axis"],
    ),
    fault(&["w_weavers"], RULES, "insured_weavers / weavers", "insured_weavers / weaver", &["unknown-name"]),
    fault(&["w_weavers"], RULES, "sectors = [\"carpet\"]", "sectors = [\"carpte\"]", &["unknown-sector"]),
    fault(
        &["w_weavers"],
        RULES,
        "unit = \"%\"\nzero = \"zero-points\"\nbetter = \"higher\"\npoints = { max = 130, linear = { none-at = 0, f",
        "unit = \"person\"\nzero = \"zero-points\"\nbetter = \"higher\"\npoints = { max = 130, linear = { none-at = 0, f",
        &["unit-mismatch"],
    ),
    fault(&["w_capacity"], RULES, "[indicator.w_capacity]", "[indicatr.w_capacity]", &["unknown-key"]),
    fault(&["w_capacity"], RULES, "[indicator.w_capacity]", "[indicator.w_capacity", &["toml-syntax"]),
    // With its points goes its maximum, and with that every sum above it.
    fault(
        &["w_capacity", "work", "edition max", "winner"],
        RULES,
        "none-at = 30, full-at = 90",
        "none-at = 30, full-at = 3O",
        &["toml-syntax"],
    ),
    // Totals.
    fault(&["governance"], RULES, "max = 200", "max = 210", &["maximum-total"]),
    fault(&["finance"], RULES, "max = 300", "max = 310", &["maximum-total"]),
    fault(&["members"], RULES, "max = 250\n\n# چندتکه", "max = 260\n\n# چندتکه", &["maximum-total"]),
    fault(&["work"], RULES, "max = 250\n\n# کمینه", "max = 255\n\n# کمینه", &["maximum-total"]),
    fault(&["edition max"], RULES, "max = 1000 ", "max = 1100 ", &["maximum-total"]),
    fault(
        &["work"],
        RULES,
        "clause = { fa = \"مادهٔ ۷\", en = \"art. 7\" }\n",
        "clause = \" \"\n",
        &["missing-clause"],
    ),
    // What an axis without children would give is not known, and neither is any sum above it.
    fault(
        &["empty axis", "edition max"],
        RULES,
        "[axis.work]",
        "[axis.more]\ntitle = { fa = \"بیشتر\", en = \"More\" }\nclause = \"art. 9\"\n[axis.work]",
        &["empty-axis"],
    ),
    // Who takes part, and who is ranked with whom.
    fault(&["gate members"], RULES, "\"members >= 7\"", "\"members >= \"", &["formula-syntax"]),
    fault(&["gate conviction"], RULES, "\"not convicted\"", "\"convicted > 1\"", &["type-mismatch"]),
    fault(
        &["gate age"],
        RULES,
        "title = { fa = \"سه سال سابقه\", en = \"Three years of existence\" }",
        "titel = { fa = \"سه سال سابقه\", en = \"Three years of existence\" }",
        &["unknown-key"],
    ),
    fault(&["check"], RULES, "tolerance = 1\n", "tolerance = \"one\"\n", &["bad-number"]),
    fault(&["check"], RULES, "effect = \"note\"", "", &["missing-key"]),
    fault(
        &["reference date"],
        RULES,
        "reference-date = \"1404-06-13\"",
        "reference-date = \"1404-13-13\"",
        &["unreadable-date"],
    ),
    fault(&["valid"], RULES, "to = \"1404-12-29\"", "to = \"1403-12-29\"", &["validity-order"]),
    fault(&["defaults"], RULES, "[defaults.indicator]", "[defaults.indicater]", &["unknown-key"]),
    fault(&["pool"], RULES, "fallback = \"group\"\n", "", &["pool-fallback"]),
    fault(&["pool"], RULES, "by = [\"sector\"]", "by = [\"sectr\"]", &["unknown-name"]),
    fault(&["youth"], RULES, "youth_members * 2 > members", "youth_members * 2 > member", &["unknown-name"]),
    fault(&["ties"], RULES, "\"axis.governance desc\"", "\"axis.members asc\"", &["tie-useless"]),
    fault(&["ties"], RULES, "\"axis.governance desc\"", "\"axis.governace desc\"", &["unknown-name"]),
    fault(
        &["ties"],
        RULES,
        "ties = [\"axis.members desc\", \"axis.governance desc\", \"indicator.g_violations desc\", \"registered_on asc\"]\n",
        "",
        &["tie-chain-missing"],
    ),
    fault(&["winner"], RULES, "from = 700", "from = 1700", &["honour-unreachable"]),
    fault(&["winner"], RULES, "absent = { fa = \"بدون برگزیده\", en = \"No winner\" }", "", &["missing-key"]),
    fault(&["commended"], RULES, "rank = 3\n", "rank = 1\nrnk = 3\n", &["unknown-key"]),
    // Fields.
    fault(
        &["new field"],
        FIELDS,
        "[field.training_hours]",
        "[field.spare]\ntitle = { fa = \"اضافه\", en = \"Spare\" }\ntype = \"count\"\n\n[field.training_hours]",
        &["unused-field"],
    ),
    fault(&["plausible"], FIELDS, "plausible = \"[2, 100000]\"", "plausible = \"[2, 1\"", &["bad-interval"]),
    fault(
        &["training_hours"],
        FIELDS,
        "range = \"[0, inf)\"\ndecimals = 1\n",
        "range = \"[0, inf\"\ndecimals = 1\n",
        &["bad-interval"],
    ),
    fault(&["assembly_on"], FIELDS, "[field.assembly_on]", "[field.assembly_no]", &["unknown-name"]),
    fault(&["women"], FIELDS, "[field.women_members]", "[field.women members]", &["toml-syntax"]),
    fault(&["constant"], RULES, "[constant.inflation]", "[constant.inflation]\nvalu = 3", &["unknown-key"]),
    fault(
        &["new constant"],
        RULES,
        "[constant.inflation]",
        "[constant.spare_rate]\ntitle = { fa = \"اضافه\", en = \"Spare\" }\nvalue = 1\n\n[constant.inflation]",
        &["unused-constant"],
    ),
];

/// Faults for `fixtures/rulebooks/valid/base`.
pub const BASE: &[Fault] = &[
    fault(&["rounding"], RULES, "points = 4\n", "", &["missing-key"]),
    fault(&["data"], RULES, "[data]\nid = \"id\"\n", "", &["missing-key"]),
    fault(
        &["sales"],
        RULES,
        "type = \"amount\"\nrange = \"[0, inf)\"",
        "type = \"amuont\"\nrange = \"[0, inf)\"",
        &["bad-value"],
    ),
    // Without the range of a field, the values of what reads it are not known.
    fault(
        &["profit", "margin"],
        RULES,
        "[field.profit]",
        "[field.profit]\nrage = 1",
        &["unknown-key", "wrong-type"],
    ),
    fault(
        &["audit"],
        RULES,
        "missing = \"zero-points\"\npoints = { max = 30, levels",
        "points = { max = 30, levels",
        &["missing-unstated"],
    ),
    fault(&["audit"], RULES, "clause = \"art. 4(2)\"\n", "", &["missing-clause"]),
    fault(
        &["openness"],
        RULES,
        "checklist = [[\"site\", 10]",
        "checklist = [[\"sites\", 10]",
        &["unknown-name"],
    ),
    fault(
        &["openness"],
        RULES,
        "[\"members >= 50\", 20]",
        "[\"members >= 50\", 25]",
        &["points-above-maximum"],
    ),
    fault(&["margin"], RULES, "zero = \"zero-points\"\n", "", &["zero-unstated"]),
    fault(&["margin"], RULES, "[\"[5, 15)\", 20]", "[\"[6, 15)\", 20]", &["band-hole"]),
    fault(
        &["gate"],
        RULES,
        "require = \"members >= 7\"",
        "require = \"members >= seven\"",
        &["unknown-name"],
    ),
    fault(&["axis members"], RULES, "[axis.members]\n", "[axis.members]\nmax = 31\n", &["maximum-total"]),
    fault(
        &["axis finance"],
        RULES,
        "[axis.finance]\n",
        "[axis.finance]\nweights-total = 3\n",
        &["weights-total"],
    ),
    fault(&["pool"], RULES, "[pool.national]\n", "[pool.national]\nminimum = 3\n", &["pool-fallback"]),
    fault(&["ranking", "rounding"], RULES, "precision = 2\n", "precision = 5\n", &["precision-finer"]),
    fault(&["honour"], RULES, "from = 70\n", "from = 101\n", &["honour-unreachable"]),
    fault(&["honour"], RULES, "rank = 1\n", "rank = 0\n", &["honour-unreachable"]),
    fault(&["edition"], RULES, "money = \"IRR\"\n", "money = \"IRR\"\nmax = 99\n", &["maximum-total"]),
    fault(
        &["title"],
        RULES,
        "title = { fa = \"شیوه‌نامهٔ پایه\", en = \"Base rulebook\" }",
        "title = { fa = \"شیوه‌نامهٔ پایه\" }",
        &["missing-translation"],
    ),
];

/// Faults for `fixtures/rulebooks/valid/tree`.
pub const TREE: &[Fault] = &[
    fault(&["total"], RULES, "weights-total = 6\n", "weights-total = 7\n", &["weights-total"]),
    fault(&["edition"], RULES, "max = 204\n\n[rounding]", "max = 205\n\n[rounding]", &["maximum-total"]),
    fault(&["finance"], RULES, "[axis.finance]\nmax = 70", "[axis.finance]\nmax = 71", &["maximum-total"]),
    fault(
        &["members"],
        RULES,
        "max = 30\nweights-total = 1",
        "max = 30\nweights-total = 2",
        &["weights-total"],
    ),
    fault(&["means"], RULES, "weights-total = 100\n", "weights-total = 90\n", &["weights-total"]),
    fault(&["geometric"], RULES, "weight = 40\nzero = \"zero\"\n", "weight = 40\n", &["mean-of-zero"]),
    fault(
        &["a"],
        RULES,
        "axis = \"geometric\"\nvalue = \"members\"",
        "axis = \"geometric\"\nvalue = \"member\"",
        &["unknown-name"],
    ),
    fault(&["b"], RULES, "axis = \"harmonic\"", "axis = \"harmnic\"", &["unknown-axis"]),
    fault(&["farm"], RULES, "sectors = [\"farming\"]", "sectors = [\"farmin\"]", &["unknown-sector"]),
    fault(
        &["farm"],
        RULES,
        "sectors = [\"farming\"]\npoints = { max = 40, linear = { none-at = 1, full-at = 100 } }",
        "sectors = [\"farming\"]\npoints = { max = 40, linear = { none-at = 1, full-at = 1 } }",
        &["goalposts"],
    ),
    fault(
        &["loans"],
        RULES,
        "[sector.credit.indicator.loans]",
        "[sector.crdit.indicator.loans]",
        &["unknown-sector"],
    ),
    fault(
        &["credit special"],
        RULES,
        "title = { fa = \"اختصاصی اعتبار\", en = \"Specific to credit\" }",
        "title = { fa = \"اختصاصی اعتبار\" }",
        &["missing-translation"],
    ),
    fault(
        &["sector field"],
        RULES,
        "[data]\nsector = \"sector\"",
        "[data]\nsector = \"sectr\"",
        &["unknown-name"],
    ),
    fault(
        &["sector field"],
        RULES,
        "title = { fa = \"رشته\", en = \"Sector\" }\ntype = \"choice\"",
        "title = { fa = \"رشته\", en = \"Sector\" }\ntype = \"choices\"",
        &["bad-value"],
    ),
    // Without its sectors nothing is certain of what stands in some of them only.
    fault(
        &["sector field", "farm", "loans", "means"],
        RULES,
        "title = { fa = \"رشته\", en = \"Sector\" }\ntype = \"choice\"",
        "title = { fa = \"رشته\", en = \"Sector\" }\ntype = \"list\"",
        &["bad-value"],
    ),
    fault(&["rounding"], RULES, "aggregate = 4\n", "", &["rounding-missing"]),
];
