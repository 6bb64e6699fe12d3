use super::*;

#[test]
fn small_vectors() {
    let third = frac(1, 3);
    assert_eq!(third.add(&third).add(&third), Exact::one());
    assert_eq!(&frac(1, 2) - &third, frac(1, 6));
    assert_eq!(&frac(-2, 3) * &frac(3, -4), frac(1, 2));
    assert_eq!(frac(1, 2).div(&frac(-1, 4)), Some(Exact::from_int(-2)));
    assert_eq!(third.div(&Exact::zero()), None);
    assert!(Exact::ratio(1, 0).is_none());
    assert_eq!(frac(-7, 2).floor(), Exact::from_int(-4));
    assert_eq!(frac(-7, 2).ceil(), Exact::from_int(-3));
    assert_eq!(frac(8, 2).ceil(), Exact::from_int(4));
    assert_eq!(frac(-2, 3).pow(3), frac(-8, 27));
    assert_eq!(Exact::zero().pow(0), Exact::one());
    assert_eq!([frac(1, 2), frac(1, 3)].iter().sum::<Exact>(), frac(5, 6));
}

#[test]
fn writing() {
    assert_eq!(frac(2, -6).to_fraction_string(), "-1/3");
    assert_eq!(frac(10, 2).to_fraction_string(), "5/1");
    assert_eq!(Exact::zero().to_fraction_string(), "0/1");
    assert_eq!(frac(2, 6).to_string(), "1/3");
    assert_eq!(frac(3, 12).to_string(), "0.25");
    let big = Exact::from_int(3).pow(100);
    assert_eq!(big.to_fraction_string(), "515377520732011331036461129765621272702107522001/1");
}

#[test]
fn decimals_only_if_they_end_and_fit() {
    assert_eq!(frac(1, 8).to_decimal(), Some(dec("0.125")));
    assert_eq!(frac(30, -60).to_decimal(), Some(dec("-0.5")));
    assert_eq!(frac(1, 3).to_decimal(), None);
    assert_eq!(frac(3, 3).to_decimal(), Some(Decimal::ONE));
    assert_eq!(frac(1, 2).pow(36).to_decimal().map(|d| d.scale()), Some(36));
    assert_eq!(frac(1, 2).pow(37).to_decimal(), None);
    assert_eq!(frac(10_i128.pow(36), 1).to_decimal(), None);
    assert_eq!(frac(10_i128.pow(36) - 1, 1).to_decimal().map(|d| d.scale()), Some(0));
}

#[test]
fn the_ends_of_128_bits() {
    let least = frac(i128::MIN, 1);
    assert_eq!(least.neg().to_fraction_string(), "170141183460469231731687303715884105728/1");
    assert_eq!(least.neg().neg(), least);
    assert_eq!(least.abs(), least.neg());
    assert_eq!(frac(i128::MIN, i128::MIN), Exact::one());
    assert_eq!(frac(1, i128::MIN).to_fraction_string(), "-1/170141183460469231731687303715884105728");
    assert_eq!(Exact::zero().sub(&least), least.neg());
    assert_eq!(least.div(&Exact::from_int(-1)), Some(least.neg()));
    // Back in the small form after a detour, so still equal and still fast.
    let detour = least.mul(&Exact::from_int(4)).div(&Exact::from_int(4)).unwrap();
    assert_eq!(detour, least);
    assert!(detour.small().is_some());
}

#[test]
fn powers_of_strangers_are_bounded() {
    assert_eq!(Exact::from_int(2).checked_pow(u32::MAX), Err(NumberError::PowerTooLarge));
    assert_eq!(frac(2, 2).checked_pow(u32::MAX), Ok(Exact::one()));
    assert_eq!(frac(-3, 3).checked_pow(u32::MAX), Ok(Exact::from_int(-1)));
    assert_eq!(Exact::zero().checked_pow(u32::MAX), Ok(Exact::zero()));
    assert_eq!(frac(3, 2).checked_pow(300), Ok(frac(3, 2).pow(300)));
}

proptest! {
    #[test]
    fn arithmetic_equals_big_rationals((a, b) in ratios(), (c, d) in ratios()) {
        let (x, y) = (frac(a, b), frac(c, d));
        let (p, q) = (rbig(a, b), rbig(c, d));
        prop_assert_eq!(x.big(), p.clone());
        prop_assert_eq!(x.add(&y).big(), &p + &q);
        prop_assert_eq!(x.sub(&y).big(), &p - &q);
        prop_assert_eq!(x.mul(&y).big(), &p * &q);
        prop_assert_eq!(x.neg().big(), -p.clone());
        prop_assert_eq!(x.div(&y).map(|quotient| quotient.big()), (c != 0).then(|| &p / &q));
        prop_assert_eq!(x.cmp(&y), p.cmp(&q));
        prop_assert_eq!(x == y, p == q);
        prop_assert_eq!(x.floor().big(), RBig::from(p.floor()));
        prop_assert_eq!(x.ceil().big(), RBig::from(p.ceil()));
        prop_assert_eq!(x.is_negative(), a < 0);
        prop_assert_eq!(x.is_integer(), p.is_int());
        prop_assert_eq!(x.to_fraction_string(), format!("{}/{}", p.numerator(), p.denominator()));
    }

    #[test]
    fn beyond_128_bits_too((a, b) in ratios(), (c, d) in ratios(), (e, f) in ratios()) {
        // Two steps, so that big operands meet small ones.
        let (x, y, z) = (frac(a, b), frac(c, d), frac(e, f));
        let (p, q, r) = (rbig(a, b), rbig(c, d), rbig(e, f));
        let product = x.mul(&y).mul(&x);
        prop_assert_eq!(product.add(&z).big(), &p * &q * &p + &r);
        prop_assert_eq!(z.sub(&product).big(), &r - &p * &q * &p);
        prop_assert_eq!(product.cmp(&z), (&p * &q * &p).cmp(&r));
        prop_assert_eq!(product.floor().big(), RBig::from((&p * &q * &p).floor()));
        prop_assert_eq!(product.sub(&product).is_zero(), true);
        // What fits again is small again.
        prop_assert_eq!(product.is_negative(), (&p * &q * &p) < RBig::ZERO);
        let back = product.sub(&product).add(&x);
        prop_assert_eq!(&back, &x);
        prop_assert!(back.small().is_some());
    }

    #[test]
    fn powers_equal_repeated_products((a, b) in ratios(), n in 0_u32..7) {
        let x = frac(a, b);
        let product = (0..n).fold(RBig::ONE, |product, _| product * rbig(a, b));
        prop_assert_eq!(x.pow(n).big(), product.clone());
        prop_assert_eq!(x.checked_pow(n).unwrap().big(), product);
    }

    #[test]
    fn decimals_survive(number in decimals(), factor in positive()) {
        let exact = Exact::from(number);
        prop_assert_eq!(exact.big(), value(number));
        prop_assert_eq!(exact.to_decimal(), Some(number));
        prop_assert_eq!(exact.to_string(), number.to_string());
        // Not reduced, or through the big form.
        let detour = exact.mul(&frac(factor, 1)).mul(&frac(1, factor));
        prop_assert_eq!(detour.to_decimal(), Some(number));
    }
}
