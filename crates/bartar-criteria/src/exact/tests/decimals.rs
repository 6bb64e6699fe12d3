use std::cmp::Ordering;

use super::*;

#[test]
fn equal_numbers_are_equal_structs() {
    assert_eq!(Decimal::new(150, 2), Decimal::new(15, 1));
    assert_eq!(Decimal::new(0, 30), Ok(Decimal::ZERO));
    assert_eq!(Decimal::new(100, 2), Ok(Decimal::ONE));
    assert_eq!(dec("-0"), Decimal::ZERO);
    let number = dec("-1.50");
    assert_eq!((number.mantissa(), number.scale()), (-15, 1));
    assert!(number.is_negative() && !number.is_zero() && !number.is_integer());
}

#[test]
fn limits() {
    let most = 10_i128.pow(36) - 1;
    assert!(Decimal::new(most, 36).is_ok() && Decimal::new(-most, 0).is_ok());
    assert_eq!(Decimal::new(most + 1, 0), Err(NumberError::Overflow));
    assert_eq!(Decimal::new(i128::MIN, 0), Err(NumberError::Overflow));
    // Trailing zeros are no digits, so these fit.
    assert_eq!(Decimal::new(most + 1, 36), Ok(Decimal::ONE));
    assert_eq!(Decimal::new(10_i128.pow(38), 39).unwrap().to_string(), "0.1");
    assert_eq!(Decimal::new(1, 37), Err(NumberError::Overflow));
    assert_eq!(Decimal::new(i128::MAX, 255), Err(NumberError::Overflow));
}

#[test]
fn arithmetic_overflows_as_an_error() {
    let most = Decimal::new(10_i128.pow(36) - 1, 0).unwrap();
    let tiny = Decimal::new(1, 36).unwrap();
    assert_eq!(most.checked_add(Decimal::ONE), Err(NumberError::Overflow));
    assert_eq!(most.checked_add(tiny), Err(NumberError::Overflow));
    assert_eq!(most.checked_sub(Decimal::ONE).unwrap().to_string(), "999999999999999999999999999999999998");
    assert_eq!(most.checked_mul(dec("2")), Err(NumberError::Overflow));
    assert_eq!(tiny.checked_mul(dec("0.1")), Err(NumberError::Overflow));
    assert_eq!(tiny.checked_mul(dec("10")).unwrap().to_string(), "0.00000000000000000000000000000000001");
    // The product overflows 128 bits on the way, but its zeros fall away.
    let fives = Decimal::new(5_i128.pow(51), 36).unwrap();
    let twos = Decimal::new(2_i128.pow(100), 15).unwrap();
    assert_eq!(fives.checked_mul(twos).unwrap(), Decimal::new(2_i128.pow(49), 0).unwrap());
}

#[test]
fn fixed_decimals_never_round() {
    for (text, digits, expected) in [
        ("90.5", 2, "90.50"),
        ("90", 0, "90"),
        ("90", 2, "90.00"),
        ("-0.005", 2, "-0.005"),
        ("0", 3, "0.000"),
        ("12.345", 1, "12.345"),
    ] {
        assert_eq!(dec(text).to_fixed(digits), expected);
    }
    assert_eq!(Decimal::ONE.to_fixed(255).len(), 257);
    assert_eq!(format!("[{:>6}] [{:06}]", dec("-0.5"), dec("-0.5")), "[  -0.5] [-000.5]");
}

#[test]
fn rescaling() {
    assert_eq!(dec("1.5").rescaled(3), Some(1500));
    assert_eq!(dec("1.5").rescaled(1), Some(15));
    assert_eq!(dec("1.5").rescaled(0), None);
    assert_eq!(dec("0").rescaled(255), Some(0));
    assert_eq!(dec("1").rescaled(39), None);
    assert_eq!(dec("5").rescaled(38), None);
}

#[test]
fn serde_writes_and_reads_strings() {
    assert_eq!(serde_json::to_string(&dec("-90.50")).unwrap(), "\"-90.5\"");
    assert_eq!(serde_json::from_str::<Decimal>("\"90.50\"").unwrap(), dec("90.5"));
    assert!(serde_json::from_str::<Decimal>("90.5").is_err());
    assert!(serde_json::from_str::<Decimal>("\"90,5\"").is_err());
}

/// `Ok` with the value if it fits into a decimal, by definition rather than by computation.
fn fitted(exact: &RBig) -> Result<Decimal, NumberError> {
    let scaled = exact * RBig::from(IBig::from(10_u8).pow(36));
    let found = (0..=36_u8).rev().find_map(|zeros| {
        let mantissa = &scaled / RBig::from(IBig::from(10_u8).pow(usize::from(zeros)));
        let mantissa = i128::try_from(mantissa.is_int().then(|| mantissa.numerator().clone())?).ok()?;
        (mantissa.unsigned_abs() < 10_u128.pow(36)).then_some((mantissa, 36 - zeros))
    });
    found.map_or(Err(NumberError::Overflow), |(mantissa, scale)| Decimal::new(mantissa, scale))
}

proptest! {
    #[test]
    fn prints_and_parses_back(number in decimals(), digits in 0_u8..50) {
        prop_assert_eq!(number.to_string().parse(), Ok(number));
        prop_assert_eq!(number.to_fixed(digits).parse(), Ok(number));
        for set in [DigitSet::Latin, DigitSet::Persian] {
            for group in [false, true] {
                let dialect = Dialect { thousands: Some(','), ..Dialect::default() };
                let text = format_number(&number, Some(digits), set, group);
                prop_assert_eq!(parse_decimal(&text, &dialect), Ok(number), "{}", text);
            }
        }
    }

    #[test]
    fn arithmetic_is_exact_or_an_error(a in decimals(), b in decimals()) {
        prop_assert_eq!(a.checked_add(b), fitted(&(value(a) + value(b))));
        prop_assert_eq!(a.checked_sub(b), fitted(&(value(a) - value(b))));
        prop_assert_eq!(a.checked_mul(b), fitted(&(value(a) * value(b))));
    }

    #[test]
    fn order_is_by_value(a in decimals(), b in decimals()) {
        prop_assert_eq!(a.cmp(&b), value(a).cmp(&value(b)));
        prop_assert_eq!(a.cmp(&a), Ordering::Equal);
    }

    #[test]
    fn far_scales_are_ordered(a in integers(), b in integers(), s in 0_u8..3, t in 30_u8..=36) {
        // Long numbers at few and at many decimals, where one cannot be rescaled to the other.
        let limit = 10_i128.pow(36);
        let (x, y) = (Decimal::new(a % limit, s).unwrap(), Decimal::new(b % limit, t).unwrap());
        prop_assert_eq!(x.cmp(&y), value(x).cmp(&value(y)));
        prop_assert_eq!(y.cmp(&x), value(y).cmp(&value(x)));
    }
}
