use std::time::{Duration, Instant};

use super::*;

fn half_up(digits: u8) -> Rounding {
    Rounding::half_up(digits)
}

#[test]
fn square_roots() {
    for (x, digits, expected) in [
        ("2", 0, "1"),
        ("2", 5, "1.41421"),
        ("2", 35, "1.41421356237309504880168872420969808"),
        ("2", 34, "1.4142135623730950488016887242096981"),
        ("0", 5, "0"),
        ("144", 5, "12"),
        ("0.25", 1, "0.5"),
        ("6.25", 0, "3"),
        ("2.25", 0, "2"),
        ("0.0000000000000000000000000000000001", 17, "0.00000000000000001"),
        ("0.0001", 1, "0"),
        ("100000000000000000000000000000000000", 0, "316227766016837933"),
    ] {
        assert_eq!(sqrt(&Exact::from(dec(x)), half_up(digits)), Ok(dec(expected)), "{x}");
    }
    let modes = |x: &str| Mode::ALL.map(|mode| sqrt(&Exact::from(dec(x)), Rounding::new(0, mode)).ok());
    let some = |n| Some(Decimal::from_int(n));
    // 2.5, exactly a half, and 1.414...
    assert_eq!(modes("6.25"), [some(3), some(2), some(2), some(3), some(2), None]);
    assert_eq!(modes("2"), [some(1), some(1), some(1), some(2), some(1), None]);
    assert_eq!(modes("9"), [some(3); 6]);
    assert_eq!(Rounding::new(1, Mode::Refuse).apply(&frac(25, 10)), Ok(dec("2.5")));
    assert_eq!(sqrt(&frac(25, 4), Rounding::new(1, Mode::Refuse)), Ok(dec("2.5")));
    // A third squared: the root is a ratio, but no decimal.
    assert_eq!(sqrt(&frac(1, 9), Rounding::new(3, Mode::Refuse)), Err(NumberError::NotExact));
    assert_eq!(sqrt(&frac(1, 9), half_up(3)), Ok(dec("0.333")));
}

#[test]
fn other_roots() {
    assert_eq!(root(&Exact::from_int(27), 3, half_up(0)), Ok(dec("3")));
    assert_eq!(root(&Exact::from_int(-27), 3, half_up(0)), Ok(dec("-3")));
    assert_eq!(root(&frac(-27, 8), 3, half_up(0)), Ok(dec("-2")));
    assert_eq!(root(&frac(-27, 8), 3, Rounding::new(0, Mode::Ceiling)), Ok(dec("-1")));
    assert_eq!(root(&frac(-125, 8), 3, half_up(0)), Ok(dec("-3")));
    assert_eq!(root(&frac(-125, 8), 3, Rounding::new(0, Mode::HalfEven)), Ok(dec("-2")));
    assert_eq!(root(&Exact::from_int(-2), 3, Rounding::new(2, Mode::Floor)), Ok(dec("-1.26")));
    assert_eq!(root(&Exact::from_int(-2), 3, Rounding::new(2, Mode::Truncate)), Ok(dec("-1.25")));
    assert_eq!(root(&frac(7, 4), 1, half_up(1)), Ok(dec("1.8")));
    assert_eq!(root(&Exact::from_int(2).pow(9999), 9999, half_up(30)), Ok(dec("2")));
    assert_eq!(root(&Exact::from_int(2), 10_000, half_up(12)), Ok(dec("1.00006931712")));
    assert_eq!(root(&Exact::from_int(10).pow(120), 4, half_up(20)), Ok(dec("1e30")));
}

#[test]
fn roots_that_do_not_exist_or_fit() {
    let two = Exact::from_int(2);
    assert_eq!(sqrt(&two.neg(), half_up(2)), Err(NumberError::RootOfNegative));
    assert_eq!(root(&two, 0, half_up(2)), Err(NumberError::RootDegree { degree: 0 }));
    assert_eq!(root(&two, 10_001, half_up(2)), Err(NumberError::RootDegree { degree: 10_001 }));
    assert_eq!(sqrt(&two, half_up(36)), Err(NumberError::Overflow));
    assert_eq!(sqrt(&two, half_up(255)), Err(NumberError::Overflow));
    assert_eq!(sqrt(&Exact::from_int(10).pow(72), half_up(0)), Err(NumberError::Overflow));
    assert_eq!(sqrt(&Exact::from_int(10).pow(72), Rounding::new(0, Mode::Floor)), Err(NumberError::Overflow));
    assert_eq!(sqrt(&Exact::from_int(10).pow(10_000), half_up(0)), Err(NumberError::Overflow));
    assert_eq!(sqrt(&frac(1, 10).pow(10_000), half_up(36)), Ok(Decimal::ZERO));
    // Just below 10^36, and rounded up to it.
    let most = Exact::from_int(10).pow(72).sub(&Exact::one());
    assert_eq!(sqrt(&most, half_up(0)), Err(NumberError::Overflow));
    assert_eq!(sqrt(&most, Rounding::new(0, Mode::Floor)), Decimal::new(10_i128.pow(36) - 1, 0));
}

#[test]
fn geometric_means() {
    let mean = |items: &[(&str, u32)], digits| {
        let items: Vec<(Decimal, u32)> = items.iter().map(|(x, weight)| (dec(x), *weight)).collect();
        geometric_mean(&items, half_up(digits))
    };
    assert_eq!(mean(&[("4", 1), ("9", 1)], 5), Ok(dec("6")));
    assert_eq!(mean(&[("2", 1), ("3", 2)], 10), Ok(dec("2.6207413942")));
    assert_eq!(mean(&[("0.5", 1), ("2", 1)], 5), Ok(dec("1")));
    assert_eq!(mean(&[("90.5", 7), ("90.5", 300_000)], 2), Ok(dec("90.5")));
    assert_eq!(mean(&[("0", 1), ("9", 1)], 5), Ok(Decimal::ZERO));
    assert_eq!(mean(&[("0", 0), ("-1", 0), ("9", 1)], 5), Ok(dec("9")));
    assert_eq!(mean(&[("-4", 1), ("-9", 1)], 5), Err(NumberError::RootOfNegative));
    assert_eq!(mean(&[], 5), Err(NumberError::DivisionByZero));
    assert_eq!(mean(&[("4", 0)], 5), Err(NumberError::DivisionByZero));
    // Weights count in lowest terms.
    assert_eq!(mean(&[("4", 1_000_000_000), ("9", 1_000_000_000)], 5), Ok(dec("6")));
    assert_eq!(mean(&[("4", u32::MAX), ("9", 1)], 5), Err(NumberError::RootDegree { degree: 1 << 32 }));
}

#[test]
fn logarithms() {
    let ln_2 = "0.693147180559945309417232121458176568";
    let ln_10 = "2.30258509299404568401799145468436421";
    for (x, digits, expected) in [
        ("1", 36, "0"),
        ("2", 36, ln_2),
        ("2", 20, "0.69314718055994530942"),
        ("2", 3, "0.693"),
        ("2", 0, "1"),
        ("0.5", 35, "-0.69314718055994530941723212145817657"),
        ("10", 35, ln_10),
        ("10", 30, "2.302585092994045684017991454684"),
        ("10", 1, "2.3"),
        ("1.000001", 30, "0.000000999999500000333333083334"),
        ("0.999999", 30, "-0.000001000000500000333333583334"),
        ("123456.789", 28, "11.7236464871858809811399589839"),
        ("0.0000000000000000001", 20, "-43.74911676688686799634"),
        ("1405", 12, "7.247792581768"),
        ("99999999999999999999", 6, "46.051702"),
        ("1.0000000000000000000000000000000001", 36, "0.0000000000000000000000000000000001"),
        ("7.5", 1, "2"),
        ("0.37", 3, "-0.994"),
        ("3", 33, "1.098612288668109691395245236922526"),
        ("1.5", 35, "0.40546510810816438197801311546434914"),
    ] {
        assert_eq!(ln(&Exact::from(dec(x)), half_up(digits)), Ok(dec(expected)), "{x}");
    }
    let two = Exact::from_int(2);
    assert_eq!(ln(&Exact::zero(), half_up(2)), Err(NumberError::LnDomain));
    assert_eq!(ln(&two.neg(), half_up(2)), Err(NumberError::LnDomain));
    assert_eq!(ln(&two, Rounding::new(2, Mode::Refuse)), Err(NumberError::NotExact));
    assert_eq!(ln(&frac(3, 3), Rounding::new(2, Mode::Refuse)), Ok(Decimal::ZERO));
    assert_eq!(ln(&two, half_up(37)), Err(NumberError::Overflow));
    assert_eq!(ln(&two.pow(10_000), half_up(2)), Ok(dec("6931.47")));
    assert_eq!(ln(&frac(1, 2).pow(10_000), half_up(2)), Ok(dec("-6931.47")));
}

#[test]
fn logarithms_that_are_hard_to_round() {
    // These lie within 10^-35 of 1, on both sides.
    let below = Exact::from(dec("2.71828182845904523536028747135266249"));
    let above = Exact::from(dec("2.7182818284590452353602874713526625"));
    assert_eq!(ln(&above, Rounding::new(20, Mode::Ceiling)), Ok(dec("1.00000000000000000001")));
    assert_eq!(ln(&above, Rounding::new(20, Mode::Floor)), Ok(Decimal::ONE));
    assert_eq!(ln(&below, Rounding::new(20, Mode::Ceiling)), Ok(Decimal::ONE));
    assert_eq!(ln(&below, Rounding::new(20, Mode::Floor)), Ok(dec("0.99999999999999999999")));
    // And these so close to zero, or to a half, that the first precision cannot decide.
    let near_one = |tiny: i64| Exact::one().add(&Exact::from_int(tiny).mul(&frac(1, 10).pow(1000)));
    assert_eq!(ln(&near_one(1), Rounding::new(2, Mode::Ceiling)), Ok(dec("0.01")));
    assert_eq!(ln(&near_one(1), Rounding::new(2, Mode::Floor)), Ok(Decimal::ZERO));
    assert_eq!(ln(&near_one(-1), Rounding::new(2, Mode::Ceiling)), Ok(Decimal::ZERO));
    assert_eq!(ln(&near_one(-1), Rounding::new(2, Mode::Floor)), Ok(dec("-0.01")));
}

#[test]
fn the_largest_means_stay_quick() {
    let start = Instant::now();
    let long = Decimal::new(123_456_789_012_345_678_901_234_567_890_123_457, 30).unwrap();
    let other = Decimal::new(987_654_321_098_765_432_109_876_543_210_987_653, 33).unwrap();
    let mean = geometric_mean(&[(long, 4999), (other, 5001)], half_up(30)).unwrap();
    assert!(mean > other && mean < long);
    // Exact, so that the bounds cannot decide and the products are multiplied out.
    let square = |x: i64| Decimal::from_int(x).checked_mul(Decimal::from_int(x)).unwrap();
    let exact = geometric_mean(&[(square(1_234_567_891), 5000), (Decimal::ONE, 5000)], half_up(20));
    assert_eq!(exact, Ok(Decimal::from_int(1_234_567_891)));
    assert!(start.elapsed() < Duration::from_secs(20));
}

/// Whether `rounded` is what `mode` makes of the positive root whose order to any number `cmp_root` tells
/// (`cmp_root(t)` is how `t` compares with it).
fn is_rounded(
    rounded: &RBig,
    negative: bool,
    rounding: Rounding,
    cmp_root: impl Fn(&RBig) -> std::cmp::Ordering,
) -> bool {
    let ulp = RBig::ONE / RBig::from(IBig::from(10_u8).pow(usize::from(rounding.digits)));
    let size = if negative { -rounded } else { rounded.clone() };
    if size < RBig::ZERO {
        return false;
    }
    let half = &ulp / RBig::from(2);
    let not_above_root = cmp_root(&size).is_le();
    let next_above_root = cmp_root(&(&size + &ulp)).is_gt();
    let not_below_root = cmp_root(&size).is_ge();
    let last_below_root = size < ulp || cmp_root(&(&size - &ulp)).is_lt();
    let odd = (&size / &ulp).numerator() % 2 != 0;
    let (low, high) = (cmp_root(&(&size - &half)), cmp_root(&(&size + &half)));
    match rounding.mode {
        Mode::HalfUp => low.is_le() && high.is_gt(),
        Mode::HalfEven => (low.is_lt() || low.is_eq() && !odd) && (high.is_gt() || high.is_eq() && !odd),
        Mode::Floor if negative => not_below_root && last_below_root,
        Mode::Ceiling if !negative => not_below_root && last_below_root,
        Mode::Floor | Mode::Ceiling | Mode::Truncate => not_above_root && next_above_root,
        Mode::Refuse => cmp_root(&size).is_eq(),
    }
}

/// `e^t` between two ratios whose distance is below 10^-40, by its own series with an estimate of the rest.
fn exp_bounds(t: &RBig) -> (RBig, RBig) {
    // Beyond |t| < 1 the series would need too many terms; e^t = (e^(t/64))^64 instead.
    let small = t / RBig::from(64);
    let grid = IBig::from(10_u8).pow(70);
    let cut = |x: &RBig| (x * RBig::from(grid.clone())).floor();
    let t_low = cut(&small);
    let mut term = grid.clone();
    let mut sum = grid.clone();
    for n in 1..80_u32 {
        term = term * &t_low / &grid / n;
        sum += &term;
    }
    let bound = |slack: i64| {
        let base = RBig::from(&sum + IBig::from(slack)) / RBig::from(grid.clone());
        (0..6).fold(base, |x, _| {
            RBig::from(cut(&(&x * &x)) + IBig::from(slack.signum())) / RBig::from(grid.clone())
        })
    };
    (bound(-1000), bound(1000))
}

proptest! {
    #[test]
    fn roots_are_correctly_rounded((a, b) in ratios(), n in 2_u32..9, digits in 0_u8..20, mode in modes()) {
        let x = frac(a, b);
        let rounding = Rounding::new(digits, mode);
        let magnitude = x.abs().big();
        let compare = |t: &RBig| {
            if *t < RBig::ZERO { return std::cmp::Ordering::Less; }
            t.pow(isize::try_from(n).unwrap()).cmp(&magnitude)
        };
        match root(&x, n, rounding) {
            Ok(rounded) => prop_assert!(is_rounded(&value(rounded), a < 0, rounding, compare), "{}", rounded),
            Err(NumberError::RootOfNegative) => prop_assert!(a < 0 && n % 2 == 0),
            Err(NumberError::NotExact) => prop_assert_eq!(mode, Mode::Refuse),
            Err(NumberError::Overflow) => {
                let room = RBig::from(IBig::from(10_u8).pow(usize::from(35 - digits)));
                prop_assert!(compare(&room).is_le());
            }
            Err(error) => prop_assert!(false, "{}", error),
        }
    }

    #[test]
    fn exact_and_half_roots_are_found(m in 0_i128..10_000, n in 2_u32..7, digits in 0_u8..5, mode in modes()) {
        // The root is a decimal of one digit more than is kept, so a tenth of the cases are halves and a tenth exact.
        let exact = frac(m, 10_i128.pow(u32::from(digits) + 1));
        let rounding = Rounding::new(digits, mode);
        prop_assert_eq!(root(&exact.pow(n), n, rounding), rounding.apply(&exact));
        if n % 2 == 1 {
            prop_assert_eq!(root(&exact.neg().pow(n), n, rounding), rounding.apply(&exact.neg()));
        }
    }

    #[test]
    fn means_are_correctly_rounded(
        items in prop::collection::vec((1_i128..10_000_000, 0_u8..8, 1_u32..40), 1..6),
        digits in 0_u8..20,
        mode in modes(),
    ) {
        let items: Vec<(Decimal, u32)> =
            items.into_iter().map(|(n, scale, weight)| (Decimal::new(n, scale).unwrap(), weight)).collect();
        let rounding = Rounding::new(digits, mode);
        let power = |x: RBig, n: u32| x.pow(isize::try_from(n).unwrap());
        let product = items.iter().fold(RBig::ONE, |product, (x, weight)| product * power(value(*x), *weight));
        let degree = items.iter().map(|(_, weight)| weight).sum();
        let compare = |t: &RBig| if *t < RBig::ZERO { std::cmp::Ordering::Less } else { power(t.clone(), degree).cmp(&product) };
        match geometric_mean(&items, rounding) {
            Ok(rounded) => prop_assert!(is_rounded(&value(rounded), false, rounding, compare), "{}", rounded),
            Err(error) => prop_assert!(mode == Mode::Refuse && error == NumberError::NotExact, "{}", error),
        }
        // The order of the items does not matter, nor does the scale of the weights.
        let reversed: Vec<_> = items.iter().rev().map(|(x, weight)| (*x, weight * 6)).collect();
        prop_assert_eq!(geometric_mean(&reversed, rounding), geometric_mean(&items, rounding));
    }

    #[test]
    fn logarithms_are_inverse_to_the_exponential(n in 1_i128..1_000_000_000, scale in 0_u8..12, digits in 0_u8..15) {
        let x = Exact::from(Decimal::new(n, scale).unwrap());
        let rounded = value(ln(&x, half_up(digits)).unwrap());
        let half = RBig::ONE / RBig::from(IBig::from(2) * IBig::from(10).pow(usize::from(digits)));
        prop_assert!(exp_bounds(&(&rounded - &half)).0 <= x.big());
        prop_assert!(x.big() <= exp_bounds(&(&rounded + &half)).1);
    }

    #[test]
    fn logarithms_round_by_their_mode((a, b) in ratios(), digits in 0_u8..20, mode in modes()) {
        let x = frac(a, b).abs();
        prop_assume!(!x.is_zero());
        // Ten digits more, cut towards zero, decide every mode unless they are all alike, which the vectors cover.
        let longer = ln(&x, Rounding::new(digits + 10, Mode::Truncate)).unwrap();
        let rounding = Rounding::new(digits, mode);
        let tail = longer.rescaled(digits + 10).unwrap() % 10_i128.pow(10);
        prop_assume!(tail != 0 && tail.abs() != 5 * 10_i128.pow(9));
        prop_assert_eq!(ln(&x, rounding), rounding.apply_decimal(longer));
    }

    #[test]
    fn logarithms_rise((a, b) in ratios(), (c, d) in ratios(), digits in 0_u8..20) {
        let (x, y) = (frac(a, b).abs(), frac(c, d).abs());
        prop_assume!(!x.is_zero() && !y.is_zero());
        let rounding = half_up(digits);
        let (low, high) = if x <= y { (&x, &y) } else { (&y, &x) };
        prop_assert!(ln(low, rounding) .unwrap() <= ln(high, rounding).unwrap());
        // Neighbours, where an error in the last digit would show as a step back.
        let near = x.mul(&frac(1_000_000_007, 1_000_000_006));
        prop_assert!(ln(&x, rounding).unwrap() <= ln(&near, rounding).unwrap());
    }
}
