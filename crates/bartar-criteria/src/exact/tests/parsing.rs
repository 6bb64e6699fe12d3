use std::time::{Duration, Instant};

use super::*;

fn read(text: &str) -> Result<Decimal, NumberError> {
    parse_decimal(text, &Dialect::default())
}

fn with(decimal: char, thousands: Option<char>) -> Dialect {
    Dialect { decimal, thousands, exponent: false, ..Dialect::default() }
}

#[test]
fn what_the_machines_dialect_reads() {
    for (text, expected) in [
        ("12", "12"),
        ("-12.50", "-12.5"),
        ("+3", "3"),
        ("\u{2212}3", "-3"),
        ("007", "7"),
        (".5", "0.5"),
        ("-.5", "-0.5"),
        ("-0.000", "0"),
        ("۱۲٫۵", "12.5"),
        ("۱۲.۵", "12.5"),
        ("١٢٫٥", "12.5"),
        ("1۲٣", "123"),
        ("۱٬۲۳۴٬۵۶۷٫۸۹", "1234567.89"),
        ("1٬234", "1234"),
        ("1e3", "1000"),
        ("1.5E-3", "0.0015"),
        ("2e+2", "200"),
        ("12۵e۱", "1250"),
        ("0e999999999999999999999", "0"),
        ("  \t12\u{A0} ", "12"),
        ("\u{200E}-12\u{200F}", "-12"),
        ("\u{202A}\u{2066}12\u{2069}\u{202C}", "12"),
        ("1234567890123456789", "1234567890123456789"),
        ("999999999999999999999999999999999999", "999999999999999999999999999999999999"),
        ("0.000000000000000000000000000000000001", "0.000000000000000000000000000000000001"),
        ("100000000000000000000000000000000000000e-38", "1"),
        ("0.00000000000000000000000000000000000000001e41", "1"),
        ("1.00000000000000000000000000000000000000000000000000", "1"),
    ] {
        assert_eq!(read(text).map(|d| d.to_string()), Ok(expected.to_owned()), "{text}");
    }
}

#[test]
fn what_it_refuses_and_why() {
    use NumberError as E;
    let foreign = |found| E::ForeignSeparator { found, decimal: '.' };
    for (text, expected) in [
        ("", E::Empty),
        (" \u{200F}\t", E::Empty),
        (".", E::NoDigits),
        ("-", E::NoDigits),
        ("+.", E::NoDigits),
        ("-٫", E::NoDigits),
        ("1.", E::NothingAfterPoint),
        ("1.e5", E::NothingAfterPoint),
        ("۱٫", E::NothingAfterPoint),
        ("12/5", E::DecimalSlash),
        ("۱۲/۵", E::DecimalSlash),
        ("1405/06/07", E::DecimalSlash),
        ("12-", E::TrailingMinus),
        ("12 -", E::TrailingMinus),
        ("12\u{2212}", E::TrailingMinus),
        ("(12)", E::Parentheses),
        ("12%", E::Percent),
        ("۱۲٪", E::Percent),
        ("12 %", E::Percent),
        ("12,5", foreign(',')),
        ("1,234", foreign(',')),
        ("۱۲،۵", foreign('،')),
        ("12'5", E::Grouping),
        ("12’50", E::Grouping),
        ("'125", E::Grouping),
        ("1'234’567", E::Grouping),
        ("1'234٬567", E::Grouping),
        ("0'123", E::Grouping),
        ("1.234'567", E::Grouping),
        ("1 234", E::BlankInside),
        ("1\u{200C}2", E::BlankInside),
        ("- 5", E::BlankInside),
        ("1\n2", E::BlankInside),
        ("12 تومان", E::Letter { found: 'ت' }),
        ("twelve", E::Letter { found: 't' }),
        ("NaN", E::Letter { found: 'N' }),
        ("inf", E::Letter { found: 'i' }),
        ("1O", E::Letter { found: 'O' }),
        ("elf", E::Letter { found: 'e' }),
        ("0x10", E::Letter { found: 'x' }),
        ("1em", E::Letter { found: 'e' }),
        ("1.2.3", E::TwoDecimalSigns),
        ("1.2٫3", E::TwoDecimalSigns),
        ("--5", E::MisplacedSign),
        ("10-20", E::MisplacedSign),
        ("1+2", E::MisplacedSign),
        ("1e", E::BadExponent),
        ("1e+", E::BadExponent),
        ("1e2.5", E::BadExponent),
        ("1e5x", E::BadExponent),
        ("e5", E::NoDigits),
        ("#REF!", E::Unreadable { found: '#' }),
        ("1_000", E::Unreadable { found: '_' }),
        ("\u{FF11}", E::Unreadable { found: '\u{FF11}' }),
        ("1234567890123456789012345678901234567", E::TooLong { digits: 37 }),
        ("1e36", E::TooLong { digits: 37 }),
        ("1e-37", E::TooLong { digits: 37 }),
        ("0.1234567890123456789012345678901234567", E::TooLong { digits: 37 }),
        ("-10000000000000000000000000000000000000.5", E::TooLong { digits: 39 }),
    ] {
        assert_eq!(read(text), Err(expected), "{text}");
    }
    let (_, en) = read("12,5").unwrap_err().message();
    assert!(en.contains("The comma parts neither decimals nor thousands here"), "{en}");
}

#[test]
fn thousands_signs_stand_in_groups_of_three() {
    let english = with('.', Some(','));
    let european = with(',', Some('.'));
    let persian_comma = with('.', Some('،'));
    let spaced = with(',', Some('\u{A0}'));
    for (text, dialect, expected) in [
        ("1,234,567.89", &english, "1234567.89"),
        ("12,345", &english, "12345"),
        ("-123,456.", &english, ""),
        ("1234567", &english, "1234567"),
        ("1.234.567,89", &european, "1234567.89"),
        ("12,5", &european, "12.5"),
        ("12٫5", &european, "12.5"),
        ("12.5", &european, ""),
        ("1'234.5", &english, "1234.5"),
        ("12'500'000", &spaced, "12500000"),
        ("۱۲’۵۰۰", &european, "12500"),
        ("۱،۲۳۴", &persian_comma, "1234"),
        ("1\u{A0}234,5", &spaced, "1234.5"),
        ("1,23", &english, ""),
        ("1,2345", &english, ""),
        ("1234,567", &english, ""),
        (",123", &english, ""),
        ("1,,234", &english, ""),
        ("1,234,", &english, ""),
        ("0,123", &english, ""),
        ("001,234", &english, ""),
        ("1,234٬567", &english, ""),
        ("1٬234,567", &english, ""),
        ("1.234,567", &english, ""),
        ("12,34.5", &english, ""),
    ] {
        match parse_decimal(text, dialect) {
            Ok(number) => assert_eq!(number.to_string(), expected, "{text}"),
            Err(error) => {
                assert_eq!(expected, "", "{text}: {error}");
                let end =
                    if text.ends_with('.') { NumberError::NothingAfterPoint } else { NumberError::Grouping };
                assert_eq!(error, end, "{text}");
            }
        }
    }
    assert_eq!(read("1٬23"), Err(NumberError::Grouping));
    assert_eq!(read("1.5٬000"), Err(NumberError::Grouping));
}

#[test]
fn exponents_only_where_the_dialect_has_them() {
    assert_eq!(parse_decimal("1e5", &with('.', None)), Err(NumberError::ExponentNotAllowed));
    assert_eq!(parse_decimal("1.5E-3", &with('.', None)), Err(NumberError::ExponentNotAllowed));
    assert_eq!(parse_decimal("e5", &with('.', None)), Err(NumberError::Letter { found: 'e' }));
}

#[test]
fn the_short_path() {
    for (text, expected) in [
        ("0", Some((0, 0))),
        ("-12.50", Some((-1250, 2))),
        ("123456789012345678", Some((123_456_789_012_345_678, 0))),
        ("-0.99999999999999999", Some((-99_999_999_999_999_999, 17))),
        ("1234567890123456789", None),
        ("9999999999999999999", None),
        ("99999999999999999999", None),
        ("0.123456789012345678", None),
        ("", None),
        ("-", None),
        (".", None),
        ("-.", None),
        (".5", None),
        ("5.", None),
        ("1.2.3", None),
        ("+1", None),
        (" 1", None),
        ("1e5", None),
        ("--1", None),
        ("۱", None),
    ] {
        assert_eq!(parse_short_ascii(text.as_bytes()), expected, "{text}");
    }
}

#[test]
fn hostile_texts_take_no_time() {
    let start = Instant::now();
    let zeros = "0".repeat(4_000_000);
    assert_eq!(read("1e999999999"), Err(NumberError::TooLong { digits: 1_000_000_000 }));
    assert!(matches!(read("1e-99999999999999999999999999"), Err(NumberError::TooLong { .. })));
    assert!(matches!(read(&format!("1e{zeros}9{zeros}")), Err(NumberError::TooLong { .. })));
    assert_eq!(read(&format!("{zeros}12.5{zeros}")), Ok(dec("12.5")));
    assert_eq!(read(&format!("0.{zeros}1e4000001")), Ok(dec("1")));
    assert_eq!(read(&format!("1{zeros}e-4000000")), Ok(dec("1")));
    assert_eq!(read(&format!("1{zeros}.5")), Err(NumberError::TooLong { digits: 4_000_002 }));
    assert_eq!(read(&"9".repeat(4_000_000)), Err(NumberError::TooLong { digits: 4_000_000 }));
    assert_eq!(read(&"(".repeat(4_000_000)), Err(NumberError::Parentheses));
    assert_eq!(read(&format!("1{}2", " ".repeat(4_000_000))), Err(NumberError::BlankInside));
    assert!(start.elapsed() < Duration::from_secs(20));
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,12}", decimal in "[.,٫/]", thousands in "[,.'٬ ]") {
        let thousands = thousands.chars().next();
        let dialect = Dialect { decimal: decimal.chars().next().unwrap(), thousands, ..Dialect::default() };
        if let Ok(number) = parse_decimal(&text, &dialect) {
            prop_assert_eq!(number.to_string().parse(), Ok(number));
        }
    }

    #[test]
    fn number_like_texts_mean_what_their_characters_say(text in "[-+]?[0-9]{0,30}[.]?[0-9]{0,30}(e[-+]?[0-9]{1,2})?") {
        // Evaluated by definition: the digits as one big integer, times a power of ten.
        let (body, exponent) = text.split_once('e').unwrap_or((&text, "0"));
        let digits: String = body.chars().filter(char::is_ascii_digit).collect();
        let fraction = body.split_once('.').map_or(0, |(_, fraction)| fraction.len());
        let shift = exponent.parse::<i32>().unwrap() - i32::try_from(fraction).unwrap();
        let integer: IBig = digits.parse().unwrap_or(IBig::ZERO);
        let integer = if body.starts_with('-') { -integer } else { integer };
        let power = RBig::from(IBig::from(10_u8).pow(usize::try_from(shift.unsigned_abs()).unwrap()));
        let expected = if shift < 0 { RBig::from(integer) / power } else { RBig::from(integer) * power };
        match read(&text) {
            Ok(number) => prop_assert_eq!(value(number), expected),
            Err(NumberError::TooLong { digits }) => {
                prop_assert!(digits > 36);
                prop_assert_eq!(Exact::from(expected).to_decimal(), None);
            }
            Err(NumberError::Empty | NumberError::NoDigits) => prop_assert!(digits.is_empty()),
            Err(NumberError::NothingAfterPoint) => prop_assert!(body.ends_with('.')),
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    #[test]
    fn the_short_path_agrees_with_the_long_one(text in "-?[0-9]{0,20}(\\.[0-9]{0,20})?") {
        // A leading plus keeps the text off the short path.
        let long = read(&text.strip_prefix('-').map_or_else(|| format!("+{text}"), |rest| format!("\u{2212}{rest}")));
        if let Some((mantissa, scale)) = parse_short_ascii(text.as_bytes()) {
            prop_assert_eq!(Decimal::new(i128::from(mantissa), scale), long);
        } else if let Ok(number) = long {
            prop_assert_eq!(read(&text), Ok(number));
        }
    }

    #[test]
    fn digits_of_three_scripts_are_one(text in "-?[0-9]{1,12}(\\.[0-9]{1,6})?", choice in prop::collection::vec(0_usize..3, 20)) {
        let mixed: String = text.chars().zip(choice).map(|(c, set)| match c.to_digit(10) {
            Some(digit) => char::from_u32([0x30, 0x6F0, 0x660][set] + digit).unwrap(),
            None if c == '.' && set > 0 => '٫',
            None => c,
        }).collect();
        prop_assert_eq!(read(&mixed), read(&text));
    }
}

#[test]
fn negatives_of_hand_filled_forms_are_read_where_declared() {
    let declared = Dialect { parentheses: true, trailing_minus: true, ..Dialect::default() };
    for text in
        ["(12)", "( ۱۲ )", "12-", "۱۲ \u{2212}", "-12", "\u{2212}12", "\u{200F}(12)\u{200E}", "(12.0)"]
    {
        assert_eq!(parse_decimal(text, &declared), Ok(Decimal::from_int(-12)), "{text}");
    }
    for text in ["(-12)", "-12-", "(12-)", "((12))", "(12", "12)", "()", "-", "(12)-", "(1)(2)"] {
        assert!(parse_decimal(text, &declared).is_err(), "{text}");
    }
    let (alone, other) = (
        Dialect { parentheses: true, ..Dialect::default() },
        Dialect { trailing_minus: true, ..Dialect::default() },
    );
    assert_eq!(parse_decimal("12-", &alone), Err(NumberError::TrailingMinus));
    assert_eq!(parse_decimal("(12)", &other), Err(NumberError::Parentheses));
}
