use dashu_base::Signed;

use super::*;
use crate::exact::rounding::divide_big;

#[test]
fn halves_in_every_mode() {
    // half-up, half-even, floor, ceiling, truncate
    let cases: [(&str, u8, [&str; 5]); 11] = [
        ("2.5", 0, ["3", "2", "2", "3", "2"]),
        ("-2.5", 0, ["-3", "-2", "-3", "-2", "-2"]),
        ("3.5", 0, ["4", "4", "3", "4", "3"]),
        ("-3.5", 0, ["-4", "-4", "-4", "-3", "-3"]),
        ("0.5", 0, ["1", "0", "0", "1", "0"]),
        ("-0.5", 0, ["-1", "0", "-1", "0", "0"]),
        ("0.125", 2, ["0.13", "0.12", "0.12", "0.13", "0.12"]),
        ("0.135", 2, ["0.14", "0.14", "0.13", "0.14", "0.13"]),
        ("1.005", 2, ["1.01", "1", "1", "1.01", "1"]),
        ("2.4999999999999999999999999999999999", 0, ["2", "2", "2", "3", "2"]),
        ("-2.5000000000000000000000000000000001", 0, ["-3", "-3", "-3", "-2", "-2"]),
    ];
    for (text, digits, expected) in cases {
        for (mode, expected) in Mode::ALL.into_iter().zip(expected) {
            let rounding = Rounding::new(digits, mode);
            let rounded = rounding.apply_decimal(dec(text));
            assert_eq!(rounded.unwrap().to_string(), expected, "{text} {}", mode.name());
            assert_eq!(rounding.apply(&Exact::from(dec(text))), rounded);
        }
        let refuse = Rounding::new(digits, Mode::Refuse);
        assert_eq!(refuse.apply_decimal(dec(text)), Err(NumberError::NotExact));
        assert_eq!(refuse.apply(&Exact::from(dec(text))), Err(NumberError::NotExact));
    }
    assert_eq!(Rounding::new(1, Mode::Refuse).apply(&frac(5, 2)), Ok(dec("2.5")));
}

#[test]
fn ratios_round_once() {
    assert_eq!(Rounding::half_up(4).apply(&frac(2, 3)), Ok(dec("0.6667")));
    assert_eq!(
        Rounding::half_up(36).apply(&frac(1, 3)).unwrap().to_fixed(0),
        format!("0.{}", "3".repeat(36))
    );
    // Twice rounded this would be 0.5 and then 1.
    assert_eq!(Rounding::half_up(0).apply(&frac(449, 1000)), Ok(Decimal::ZERO));
}

#[test]
fn what_does_not_fit_is_an_error() {
    assert_eq!(Rounding::half_up(37).apply(&frac(1, 3)), Err(NumberError::Overflow));
    assert_eq!(Rounding::half_up(255).apply(&frac(1, 3)), Err(NumberError::Overflow));
    assert_eq!(Rounding::half_up(255).apply(&frac(1, 4)), Ok(dec("0.25")));
    assert_eq!(Rounding::half_up(36).apply(&frac(4, 3)), Err(NumberError::Overflow));
    assert_eq!(Rounding::half_up(0).apply(&Exact::from_int(10).pow(36)), Err(NumberError::Overflow));
    assert_eq!(Rounding::half_up(0).apply(&Exact::from_int(10).pow(400)), Err(NumberError::Overflow));
    // Rounding up to the first number that no longer fits.
    let most = frac(10_i128.pow(37) - 1, 10);
    assert_eq!(Rounding::half_up(0).apply(&most), Err(NumberError::Overflow));
    assert_eq!(Rounding::new(0, Mode::Floor).apply(&most), Decimal::new(10_i128.pow(36) - 1, 0));
}

#[test]
fn dividing_at_the_limits() {
    let divide = Rounding::divide;
    assert_eq!(divide(Mode::HalfUp, i128::MIN, 1), Ok(i128::MIN));
    assert_eq!(divide(Mode::HalfUp, i128::MIN, i128::MAX), Ok(-1));
    assert_eq!(divide(Mode::Floor, i128::MIN, i128::MAX), Ok(-2));
    assert_eq!(divide(Mode::HalfUp, i128::MAX, 2), Ok(1 << 126));
    assert_eq!(divide(Mode::HalfEven, i128::from(i64::MIN), i128::from(i64::MAX)), Ok(-1));
    assert_eq!(divide(Mode::HalfUp, 7, 0), Err(NumberError::DivisionByZero));
    assert_eq!(divide(Mode::HalfUp, 7, -2), Err(NumberError::DivisionByZero));
}

#[test]
fn modes_have_names() {
    for mode in Mode::ALL {
        assert_eq!(Mode::from_name(mode.name()), Some(mode));
    }
    assert_eq!(Mode::from_name("half-up"), Some(Mode::HalfUp));
    assert_eq!(Mode::from_name("HALF-UP"), None);
}

/// The integer a mode gives, by its definition: the candidates on both sides and which of them the mode wants.
fn defined(mode: Mode, exact: &RBig) -> Option<IBig> {
    let (floor, ceil) = (exact.floor(), exact.ceil());
    if floor == ceil {
        return Some(floor);
    }
    let below = exact - RBig::from(floor.clone());
    let above = RBig::from(ceil.clone()) - exact;
    let nearest = |tie: IBig| match below.cmp(&above) {
        std::cmp::Ordering::Less => floor.clone(),
        std::cmp::Ordering::Equal => tie,
        std::cmp::Ordering::Greater => ceil.clone(),
    };
    let towards_zero = if exact.is_negative() { ceil.clone() } else { floor.clone() };
    let from_zero = if exact.is_negative() { floor.clone() } else { ceil.clone() };
    let even = if (&floor % 2_i8).eq(&0_i8) { floor.clone() } else { ceil.clone() };
    match mode {
        Mode::HalfUp => Some(nearest(from_zero)),
        Mode::HalfEven => Some(nearest(even)),
        Mode::Floor => Some(floor),
        Mode::Ceiling => Some(ceil),
        Mode::Truncate => Some(towards_zero),
        Mode::Refuse => None,
    }
}

proptest! {
    #[test]
    fn division_follows_the_definition(mode in modes(), (num, den) in ratios()) {
        let expected = defined(mode, &rbig(num, den));
        let rounded = Rounding::divide(mode, num, den);
        prop_assert_eq!(rounded.ok().map(IBig::from), expected.clone());
        let big = divide_big(mode, &IBig::from(num), &UBig::from(den.unsigned_abs()));
        prop_assert_eq!(big.ok(), expected);
    }

    #[test]
    fn small_halves_follow_the_definition(mode in modes(), num in -100_i128..100, den in 1_i128..9, up in 0_u32..36) {
        // The same ratio in 64 and in 128 bits, with halves often.
        let factor = 10_i128.pow(up);
        let expected = defined(mode, &rbig(num, den));
        prop_assert_eq!(Rounding::divide(mode, num, den).ok().map(IBig::from), expected.clone());
        prop_assert_eq!(Rounding::divide(mode, num * factor, den * factor).ok().map(IBig::from), expected.clone());
        let big = divide_big(mode, &IBig::from(num * factor), &UBig::from((den * factor).unsigned_abs()));
        prop_assert_eq!(big.ok(), expected);
    }

    #[test]
    fn ratios_follow_the_definition(mode in modes(), (a, b) in ratios(), (c, d) in ratios(), digits in 0_u8..45) {
        let rounding = Rounding::new(digits, mode);
        for exact in [frac(a, b), frac(a, b).mul(&frac(c, d))] {
            let unit = RBig::from(IBig::from(10_u8).pow(usize::from(digits)));
            let expected = defined(mode, &(exact.big() * unit.clone())).map(|mantissa| RBig::from(mantissa) / unit);
            match rounding.apply(&exact) {
                Ok(rounded) => prop_assert_eq!(Some(value(rounded)), expected),
                Err(NumberError::NotExact) => prop_assert_eq!(expected, None),
                Err(error) => {
                    prop_assert_eq!(error, NumberError::Overflow);
                    // Nothing that fits is refused.
                    let fits = expected.map(Exact::from).and_then(|exact| exact.to_decimal());
                    prop_assert_eq!(fits, None);
                }
            }
        }
    }

    #[test]
    fn decimals_round_as_their_ratios(mode in modes(), number in decimals(), digits in 0_u8..40) {
        let rounding = Rounding::new(digits, mode);
        prop_assert_eq!(rounding.apply_decimal(number), rounding.apply(&Exact::from(number)));
    }

    #[test]
    fn dividers_divide_alike(mode in modes(), num in integers(), den in integers(), small in any::<i64>()) {
        // Divisors of all sizes, those that leave no rest and those that are none among them.
        for (num, den) in [(num, den), (i128::from(small), den), (i128::from(small), num.max(1))] {
            let divider = Divider::new(mode, den);
            let expected = Rounding::divide(mode, num, den);
            prop_assert_eq!(divider.divide(num), expected);
            if let Ok(num) = i64::try_from(num) {
                prop_assert_eq!(divider.divide_short(num).map(i128::from), expected);
            }
        }
        for num in [i64::MIN, i64::MIN + 1, -1, 0, 1, i64::MAX] {
            for den in [1, 2, 3, i128::from(i64::MAX), 1 << 63, (1 << 63) + 1, i128::from(u64::MAX), den] {
                let expected = Rounding::divide(mode, i128::from(num), den);
                prop_assert_eq!(Divider::new(mode, den).divide_short(num).map(i128::from), expected);
            }
        }
    }
}
