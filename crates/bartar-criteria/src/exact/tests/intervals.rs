use super::*;

fn set(text: &str) -> IntervalSet {
    IntervalSet::parse(text).unwrap_or_else(|error| panic!("{text}: {error} at {}", error.offset))
}

fn one(text: &str) -> Interval {
    set(text).0[0]
}

#[test]
fn readings_and_canonical_writing() {
    for (text, expected) in [
        ("[10, 15)", "[10, 15)"),
        ("(-inf, 0.25]", "(-inf, 0.25]"),
        ("(-∞,+∞)", "(-inf, inf)"),
        ("[60, 70) or (80, 90]", "[60, 70) or (80, 90]"),
        ("[۶۰، ۷۰) یا (۸۰؛ ۹۰]", "[60, 70) or (80, 90]"),
        ("[ 1.50 ;2٫۵ ]", "[1.5, 2.5]"),
        ("[٠,١٠]∪(20, inf)", "[0, 10] or (20, inf)"),
        ("5", "{5}"),
        ("{ 5.0 }", "{5}"),
        ("[5, 5]", "{5}"),
        ("-5 or 7 یا 9", "{-5} or {7} or {9}"),
        ("(\u{2212}5, -1]", "(-5, -1]"),
        ("\u{200F}[0, 1]\u{200F}", "[0, 1]"),
    ] {
        let parsed = set(text);
        assert_eq!(parsed.to_string(), expected, "{text}");
        assert_eq!(set(expected), parsed);
    }
}

#[test]
fn errors_say_where() {
    use IntervalErrorKind as K;
    for (text, offset, kind) in [
        ("", 0, K::NotAnInterval),
        ("  ", 2, K::NotAnInterval),
        ("abc", 0, K::NotAnInterval),
        ("[10 15)", 1, K::Number(NumberError::BlankInside)),
        ("[10)", 3, K::NotAnInterval),
        ("[10, 15", 7, K::NotAnInterval),
        ("[10, 15, 20]", 7, K::NotAnInterval),
        ("[10, x]", 5, K::NotAnInterval),
        ("[10, 1/5]", 5, K::Number(NumberError::DecimalSlash)),
        ("[10, 1e5]", 5, K::Number(NumberError::ExponentNotAllowed)),
        ("[۱۰، ۱۲/۵]", 8, K::Number(NumberError::DecimalSlash)),
        ("[5, 3]", 0, K::LowerAboveUpper),
        ("(inf, 3)", 0, K::LowerAboveUpper),
        ("(3, -inf)", 0, K::LowerAboveUpper),
        ("[1, 2] or (5, 5)", 10, K::NothingInside),
        ("(5, 5]", 0, K::NothingInside),
        ("[-inf, 5)", 1, K::InfiniteClosed),
        ("(5, inf]", 4, K::InfiniteClosed),
        ("[1, 2] [3, 4]", 7, K::NoOr),
        ("[1, 2] or", 9, K::NotAnInterval),
        ("[1, 2], [3, 4]", 6, K::NoOr),
        ("{inf}", 0, K::NotAnInterval),
        ("inf", 0, K::NotAnInterval),
        ("{5", 2, K::NotAnInterval),
    ] {
        assert_eq!(IntervalSet::parse(text), Err(IntervalError { offset, kind }), "{text}");
    }
    let (fa, en) = IntervalSet::parse("[5, 3]").unwrap_err().message();
    assert!(fa.contains("کران") && en.contains("lower end"));
    let error = IntervalSet::parse("[5, 3%]").unwrap_err();
    assert_eq!(error.code(), "percent-sign");
}

#[test]
fn membership_at_the_ends() {
    let interval = one("[10, 15)");
    for (text, inside) in [("9.999", false), ("10", true), ("14.999", true), ("15", false)] {
        assert_eq!(interval.contains_decimal(&dec(text)), inside);
        assert_eq!(interval.contains(&Exact::from(dec(text))), inside);
    }
    assert!(one("(-inf, 0.3333]").contains(&frac(-1, 3)));
    assert!(!one("(-inf, 0.3333]").contains(&frac(1, 3)));
    assert!(one("{0.5}").contains(&frac(4, 8)));
    let both = set("[60, 70) or (80, 90]");
    assert!(
        both.contains(&frac(60, 1))
            && !both.contains_decimal(&dec("75"))
            && both.contains_decimal(&dec("90"))
    );
    assert!(Interval::ALL.contains(&Exact::from_int(-10).pow(99)));
}

#[test]
fn holes_in_a_scale() {
    let found = |sets: &str, domain: &str| {
        let sets = set(sets);
        let list: Vec<&Interval> = sets.0.iter().collect();
        IntervalSet(holes(&list, &one(domain))).to_string()
    };
    assert_eq!(found("[0, 10) or [10, 20]", "[0, 20]"), "");
    assert_eq!(found("[0, 10) or (10, 20]", "[0, 20]"), "{10}");
    assert_eq!(found("(10, 20] or [0, 10)", "[0, 20]"), "{10}");
    assert_eq!(found("[0, 10] or [15, 20)", "[0, 20]"), "(10, 15) or {20}");
    assert_eq!(found("[0, 20] or [5, 6] or [7, 8]", "[0, 20]"), "");
    assert_eq!(found("[0, 20]", "(-inf, inf)"), "(-inf, 0) or (20, inf)");
    assert_eq!(found("(-inf, inf)", "[0, 1]"), "");
    assert_eq!(found("(-inf, 5)", "(-inf, inf)"), "[5, inf)");
    assert_eq!(found("[50, 60]", "[0, 1]"), "[0, 1]");
    assert_eq!(found("[0, 1) or (1, 2)", "(0, 2]"), "{1} or {2}");
    assert_eq!(found("[0, 5] or [5, 9]", "(0, 9)"), "");
    assert_eq!(IntervalSet(holes(&[], &one("[0, 1)"))).to_string(), "[0, 1)");
}

#[test]
fn common_parts() {
    let common = |a: &str, b: &str| overlaps(&one(a), &one(b)).map(|part| part.to_string());
    assert_eq!(common("[0, 10)", "[10, 20]"), None);
    assert_eq!(common("[0, 10]", "[10, 20]"), Some("{10}".to_owned()));
    assert_eq!(common("[0, 10]", "(10, 20]"), None);
    assert_eq!(common("(0, 10]", "[0, 10)"), Some("(0, 10)".to_owned()));
    assert_eq!(common("(-inf, 5]", "(3, inf)"), Some("(3, 5]".to_owned()));
    assert_eq!(common("(-inf, inf)", "[3, 4)"), Some("[3, 4)".to_owned()));
    assert_eq!(common("[0, 1]", "[2, 3]"), None);
}

/// Bounds on a small grid, so that ends meet often.
fn intervals() -> impl Strategy<Value = Interval> {
    let bound = || {
        (prop::option::weighted(0.9, -4_i64..5), any::<bool>())
            .prop_map(|(at, closed)| Bound { at: at.map(Decimal::from_int), closed: closed && at.is_some() })
    };
    (bound(), bound())
        .prop_map(|(low, high)| Interval { low, high })
        .prop_filter("something inside", |interval| !interval.is_empty())
}

/// The grid, the middles between its points, and points beyond: enough to tell such intervals apart.
fn probes() -> impl Iterator<Item = Decimal> {
    (-11..12).map(|n| Decimal::new(n * 5, 1).unwrap())
}

proptest! {
    #[test]
    fn holes_are_what_is_in_none(sets in prop::collection::vec(intervals(), 0..5), domain in intervals()) {
        let list: Vec<&Interval> = sets.iter().collect();
        let found = holes(&list, &domain);
        for probe in probes() {
            let covered = sets.iter().any(|interval| interval.contains_decimal(&probe));
            let expected = domain.contains_decimal(&probe) && !covered;
            let times = found.iter().filter(|hole| hole.contains_decimal(&probe)).count();
            prop_assert_eq!(times, usize::from(expected), "{} in {:?}", probe, found);
        }
        prop_assert!(found.iter().all(|hole| !hole.is_empty()));
    }

    #[test]
    fn overlaps_are_what_is_in_both(a in intervals(), b in intervals()) {
        let common = overlaps(&a, &b);
        prop_assert_eq!(common, overlaps(&b, &a));
        for probe in probes() {
            let inside = common.is_some_and(|part| part.contains_decimal(&probe));
            prop_assert_eq!(inside, a.contains_decimal(&probe) && b.contains_decimal(&probe));
            prop_assert_eq!(a.contains_decimal(&probe), a.contains(&Exact::from(probe)));
        }
    }

    #[test]
    fn sets_print_and_parse_back(sets in prop::collection::vec(intervals(), 1..5)) {
        let sets = IntervalSet(sets);
        prop_assert_eq!(IntervalSet::parse(&sets.to_string()), Ok(sets));
    }

    #[test]
    fn any_text_is_read_or_refused_at_a_character(text in "[\\[({]?\\PC{0,10}[,،]?[0-9]?[\\])}]?") {
        if let Err(error) = IntervalSet::parse(&text) {
            prop_assert!(text.is_char_boundary(error.offset));
        }
    }
}

#[test]
fn intervals_are_read_in_both_languages() {
    let words = IntervalSet::parse("[60, 70) or (80, inf)").unwrap().in_words();
    assert_eq!(words.fa, "\u{2066}[۶۰, ۷۰)\u{2069} یا \u{2066}(۸۰, ∞)\u{2069}");
    assert_eq!(words.en, "[60, 70) or (80, inf)");
}

#[test]
fn intervals_are_said_to_whoever_never_saw_one() {
    let cases = [
        ("[0, 1000000000]", "از ۰ تا ۱٬۰۰۰٬۰۰۰٬۰۰۰", "from 0 to 1,000,000,000"),
        ("[0, inf)", "دست‌کم ۰", "at least 0"),
        ("(0, inf)", "بیش از ۰", "more than 0"),
        ("(-inf, 2.5]", "دست‌بالا ۲٫۵", "at most 2.5"),
        ("(-inf, 7)", "کمتر از ۷", "less than 7"),
        ("[1, 1]", "۱", "1"),
        ("(0, 100]", "بیش از ۰ و دست‌بالا ۱۰۰", "more than 0 and at most 100"),
        ("[0, 5) or [7, 9]", "دست‌کم ۰ و کمتر از ۵ یا از ۷ تا ۹", "at least 0 and less than 5 or from 7 to 9"),
    ];
    for (written, fa, en) in cases {
        let said = IntervalSet::parse(written).unwrap().said();
        assert_eq!((said.fa.as_str(), said.en.as_str()), (fa, en), "{written}");
    }
}
