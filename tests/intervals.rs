//! Intervals enclose, tightly: F(X) ⊇ f(X) under random and hard inputs, and
//! against ranges computed by another engine.

#[path = "support/intervals.rs"]
mod support;

use offray::number::{Compare, Dual, Exact, Interval, Mpfr, Scalar, Truth};
use quickcheck::{QuickCheck, TestResult, quickcheck};
use support::{BITS, FINE, FUNCTIONS, Function, Hard, Nested, OPERATIONS, Operation, Tree};
use support::{meets, ulps};

fn exact(text: &str) -> Exact {
    text.parse().expect(text)
}

fn number(x: f64) -> Mpfr {
    Mpfr::from_f64(BITS, x)
}

/// \[lo, hi\] with doubles for ends; infinities are no members.
fn interval(lo: f64, hi: f64) -> Interval {
    Interval::hull_of(&number(lo), &number(hi))
}

/// What must hold of F(X) when x ∈ X has the value y, computed more precisely.
fn inclusion(enclosure: &Interval, value: &Mpfr) -> Result<(), &'static str> {
    if value.is_finite() {
        let enclosed = meets(enclosure, value, 2);
        if enclosed { Ok(()) } else { Err("the value is outside") }
    } else if value.is_nan() {
        let admitted = !enclosure.everywhere_defined();
        if admitted { Ok(()) } else { Err("undefined, yet everywhere defined") }
    } else if enclosure.everywhere_defined() {
        // An overflow: the value is beyond the last finite number.
        let half_line = !enclosure.is_bounded() && !enclosure.is_empty();
        if half_line { Ok(()) } else { Err("an overflow is outside") }
    } else {
        Ok(())
    }
}

#[test]
fn every_function_of_one_number_encloses_its_values() {
    fn property(x: Nested) -> TestResult {
        let fine = x.member.with_bits(FINE);
        for f in FUNCTIONS {
            for image in [f.apply(&x.outer), f.apply(&x.outer.clone().with_ln())] {
                if let Err(why) = inclusion(&image, &f.apply(&fine)) {
                    return TestResult::error(format!("{f:?}: {why}: {image:?}"));
                }
            }
        }
        TestResult::passed()
    }
    QuickCheck::new().tests(2000).quickcheck(property as fn(Nested) -> TestResult);
}

#[test]
fn every_function_of_two_numbers_encloses_its_values() {
    fn property(x: Nested, y: Nested) -> TestResult {
        let (a, b) = (x.member.with_bits(FINE), y.member.with_bits(FINE));
        for f in OPERATIONS {
            // A power's domain is that of exp(y ln x), narrower than MPFR's.
            let (base, exponent) = (a.sign().expect("real"), b.sign().expect("real"));
            let outside = base.is_lt() || (base.is_eq() && exponent.is_le());
            let value = match f {
                Operation::Pow if outside => number(f64::NAN),
                _ => f.apply(&a, &b),
            };
            for image in
                [f.apply(&x.outer, &y.outer), f.apply(&x.outer.clone().with_ln(), &y.outer)]
            {
                if let Err(why) = inclusion(&image, &value) {
                    return TestResult::error(format!("{f:?}: {why}: {image:?} {value}"));
                }
            }
        }
        TestResult::passed()
    }
    QuickCheck::new().tests(3000).quickcheck(property as fn(Nested, Nested) -> TestResult);
}

#[test]
fn owned_operands_give_the_same_as_borrowed_ones() {
    fn property(x: Nested, y: Nested, bits: u8, which: u8) -> TestResult {
        let other = y.outer.with_bits(20 + u32::from(bits));
        for f in OPERATIONS {
            for (a, b) in [(&x.outer, &other), (&other, &x.outer)] {
                let (borrowed, owned) = (f.apply(a, b), f.apply_owned(a, b, which));
                let flags = owned.everywhere_defined() == borrowed.everywhere_defined();
                let precisions =
                    owned.bits() == borrowed.bits() && owned.bits() == a.bits().max(b.bits());
                if owned != borrowed || !flags || !precisions {
                    return TestResult::error(format!("{f:?}: {owned:?}, not {borrowed:?}"));
                }
                let (a, b) = (a.mid(), b.mid());
                let (borrowed, owned) = (f.apply(&a, &b), f.apply_owned(&a, &b, which));
                let same = owned == borrowed || (owned.is_nan() && borrowed.is_nan());
                if !same || owned.bits() != borrowed.bits() {
                    return TestResult::error(format!("{f:?}: {owned:?}, not {borrowed:?}"));
                }
            }
        }
        TestResult::passed()
    }
    QuickCheck::new().tests(500).quickcheck(property as fn(Nested, Nested, u8, u8) -> TestResult);
}

/// Compositions: the value by plain MPFR at four times the precision lies in the
/// enclosure, but for what that value itself may be off, which the enclosure of
/// the point at that precision bounds.
#[test]
fn random_expressions_enclose_their_values() {
    fn property(tree: Tree, x: Nested, y: Nested) -> TestResult {
        let image = tree.eval(&x.outer, &y.outer);
        let (a, b) = (x.member.with_bits(FINE), y.member.with_bits(FINE));
        let fine = tree.eval(&Interval::point(&a), &Interval::point(&b));
        if image.is_bounded() && image.everywhere_defined() && !fine.everywhere_defined() {
            return TestResult::error("defined on the box, yet not at a member");
        }
        if !fine.is_bounded() || !fine.everywhere_defined() {
            return TestResult::discard();
        }
        let value = tree.eval(&a, &b);
        if !value.is_finite() {
            // 0 times an overflow, say: the enclosure knows better.
            return TestResult::discard();
        }
        let slack = fine.width() + value.ulp();
        let around = Interval::hull_of(&(&value - &slack), &(&value + &slack));
        match (image.intersect(&around), image.intersect(&fine)) {
            (Some(_), Some(_)) => TestResult::passed(),
            _ => TestResult::error(format!("{image:?} {fine:?} {value}")),
        }
    }
    let property = property as fn(Tree, Nested, Nested) -> TestResult;
    QuickCheck::new().tests(3000).max_tests(100_000).quickcheck(property);
}

/// Isotonicity: a smaller box has a smaller image; but for 3 ulp in exp, ln and
/// powers, where one end may be found from the other.
#[test]
fn smaller_boxes_have_smaller_images() {
    fn property(x: Nested, y: Nested) -> TestResult {
        let ones = FUNCTIONS.map(|f| (format!("{f:?}"), f.apply(&x.inner), f.apply(&x.outer)));
        let twos = OPERATIONS
            .map(|f| (format!("{f:?}"), f.apply(&x.inner, &y.inner), f.apply(&x.outer, &y.outer)));
        for (name, inner, outer) in ones.into_iter().chain(twos) {
            if !inner.everywhere_defined() && outer.everywhere_defined() {
                return TestResult::error(format!("{name}: defined on the box, not on its part"));
            }
            let exact = !["Exp", "Ln", "Pow"].contains(&name.as_str());
            let bounded = inner.is_bounded() && outer.is_bounded();
            if !exact && !bounded {
                continue;
            }
            let ends =
                [&outer.lo(), &outer.hi()].map(|e| e.ulp() * number(3.0) + support::smallest());
            let grown = Interval::hull_of(&(outer.lo() - &ends[0]), &(outer.hi() + &ends[1]));
            if !inner.is_subset(if exact { &outer } else { &grown }) {
                return TestResult::error(format!("{name}: {inner} in {outer}"));
            }
        }
        TestResult::passed()
    }
    QuickCheck::new().tests(2000).quickcheck(property as fn(Nested, Nested) -> TestResult);
}

/// The ends of one operation are the exact ones rounded outwards: within 1 ulp
/// for + − × ÷ √, and within 2½ for exp, ln and powers.
#[test]
fn ends_are_tight() {
    fn property(x: Nested, y: Nested) -> TestResult {
        let corners = |f: &dyn Fn(&Mpfr, &Mpfr) -> Mpfr| {
            let mut values = Vec::new();
            for a in [x.outer.lo(), x.outer.hi()] {
                for b in [y.outer.lo(), y.outer.hi()] {
                    values.push(f(&a.with_bits(FINE), &b.with_bits(FINE)));
                }
            }
            let extreme = |larger: bool| {
                values.iter().cloned().reduce(|a, b| if (a > b) == larger { a } else { b })
            };
            (values.iter().all(Compare::is_finite), extreme(false), extreme(true))
        };
        type Corner = fn(&Mpfr, &Mpfr) -> Mpfr;
        let cases: [(&str, Interval, Corner, f64); 8] = [
            ("+", &x.outer + &y.outer, |a, b| a + b, 1.0),
            ("−", &x.outer - &y.outer, |a, b| a - b, 1.0),
            ("×", &x.outer * &y.outer, |a, b| a * b, 1.0),
            ("÷", &x.outer / &y.outer, |a, b| a / b, 1.0),
            ("√", x.outer.sqrt(), |a, _| a.sqrt(), 1.0),
            ("exp", x.outer.exp(), |a, _| a.exp(), 2.5),
            ("ln", x.outer.ln(), |a, _| a.ln(), 2.5),
            ("pow", x.outer.pow(&y.outer), |a, b| a.pow(b), 2.5),
        ];
        for (name, image, corner, most) in cases {
            let (finite, lo, hi) = corners(&corner);
            let (Some(lo), Some(hi)) = (lo, hi) else { continue };
            if !finite || !image.everywhere_defined() || !image.is_bounded() {
                continue;
            }
            // Underflows have no relative error.
            if [&lo, &hi].iter().any(|x| x.ulp().sign().is_some_and(|s| s.is_eq())) {
                continue;
            }
            let far = ulps(&lo, &image.lo(), BITS).max(ulps(&hi, &image.hi(), BITS));
            if far > most {
                return TestResult::error(format!("{name}: {far} ulp: {image} {lo} {hi}"));
            }
        }
        TestResult::passed()
    }
    QuickCheck::new().tests(3000).quickcheck(property as fn(Nested, Nested) -> TestResult);
}

/// Where an end follows from the other one and the width, at the widths where
/// that is just allowed: rounding any part of the correction the wrong way would
/// lose the true end now and then.
#[test]
fn narrow_images_keep_their_upper_ends() {
    fn property(start: u64, width: u64) -> bool {
        let (bits, fine) = (200, 300);
        let fraction = |x: u64| Mpfr::from_f64(bits, x as f64 / u64::MAX as f64);
        let lo = (fraction(start).sqrt() + fraction(u64::MAX)) * support::scaled(bits, 1.0, -30);
        let narrow =
            |e| &lo + (fraction(width).sqrt() + fraction(u64::MAX)) * support::scaled(bits, 1.0, e);
        let holds = |hi: Mpfr, f: fn(&Mpfr) -> Mpfr, image: fn(&Interval) -> Interval| {
            let image = image(&Interval::hull_of(&lo, &hi));
            image.hi() >= f(&hi.with_bits(fine)) && image.lo() <= f(&lo.with_bits(fine))
        };
        holds(narrow(-141), Scalar::exp, Scalar::exp) && holds(narrow(-168), Scalar::ln, Scalar::ln)
    }
    QuickCheck::new().tests(60_000).quickcheck(property as fn(u64, u64) -> bool);
    for shift in 1..200 {
        let step = support::scaled(BITS, 1.0, -shift);
        let image = Interval::hull_of(&step.zero(), &step).exp();
        assert!(image.hi() > (step.with_bits(FINE) + step.one()), "{shift}");
    }
}

/// Ranges computed by FLINT and mpmath are enclosed at every precision, by ends
/// that differ from the true ones by at most 2½ ulp; see the generator.
#[test]
fn ranges_by_other_engines_are_enclosed() {
    let table = include_str!("../fixtures/number/interval_ranges.csv");
    let mut count = 0;
    for line in table.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [operation, x_lo, x_hi, y_lo, y_hi, lo, hi, defined] = fields[..] else {
            panic!("{line}");
        };
        let double = |text: &str| text.parse::<f64>().expect(line);
        for bits in [53, 70, 100] {
            let end = |text: &str| Mpfr::from_f64(bits, double(text));
            let x = Interval::hull_of(&end(x_lo), &end(x_hi));
            let y = || Interval::hull_of(&end(y_lo), &end(y_hi));
            let image = match operation {
                "add" => &x + y(),
                "sub" => &x - y(),
                "mul" => &x * y(),
                "div" => &x / y(),
                "exp" => x.exp(),
                "ln" => x.ln(),
                "sqrt" => x.sqrt(),
                "pow" => x.pow(&y()),
                "powi" => x.powi(y_lo.parse().expect(line)),
                "abs" => x.abs(),
                "min" => x.min(&y()),
                "max" => x.max(&y()),
                other => panic!("{other}"),
            };
            assert_eq!(image.everywhere_defined().to_string(), defined, "{line}: {image:?}");
            assert_eq!(image.is_empty(), lo == "empty", "{line}: {image}");
            if image.is_empty() {
                continue;
            }
            for (truth, end, below) in [(lo, image.lo(), true), (hi, image.hi(), false)] {
                if truth.ends_with("inf") {
                    assert_eq!(end.to_f64(), double(truth), "{line}: {image}");
                    continue;
                }
                let truth = exact(truth);
                let ours = end.to_exact().expect("finite");
                assert!(if below { ours <= truth } else { ours >= truth }, "{line}: {image}");
                let fine = Mpfr::new(400, &truth);
                assert!(ulps(&fine, &end, bits) <= 2.5, "{line}: {image}");
            }
        }
        count += 1;
    }
    assert!(count >= 2000, "{count}");
}

quickcheck! {
    fn precisions_overlap(tree: Tree, x: Nested, y: Nested) -> TestResult {
        let coarse = tree.eval(&x.outer, &y.outer);
        let fine = tree.eval(&x.outer.with_bits(2 * BITS), &y.outer.with_bits(2 * BITS));
        if coarse.is_empty() || fine.is_empty() {
            return TestResult::discard();
        }
        TestResult::from_bool(coarse.intersect(&fine).is_some())
    }

    fn narrower_precisions_enclose(x: Nested, bits: u8) -> bool {
        let rounded = x.outer.with_bits(1 + u32::from(bits) / 2);
        x.outer.is_subset(&rounded) && x.outer.with_bits(200) == x.outer
    }

    fn products_are_subdistributive(x: (i16, i16), y: (i16, i16), z: (i16, i16)) -> bool {
        let [x, y, z] = [x, y, z].map(|(a, b)| interval(a.into(), b.into()));
        let (together, apart) = (&x * (&y + &z), &x * &y + &x * &z);
        let exact = |x: i16| interval(x.into(), x.into());
        let point = exact(7);
        together.is_subset(&apart)
            && &point * (&y + &z) == &point * &y + &point * &z
            && &x + &y == &y + &x
            && &x * &y == &y * &x
            && (&x + &y) + &z == &x + (&y + &z)
            && (&x * &y) * &z == &x * (&y * &z)
            && (&x - &x).contains_zero()
            && -(-x.clone()) == x
            && x.square().is_subset(&(&x * &x))
            && x.powi(3).is_subset(&(&x * &x * &x))
    }

    fn order_is_three_valued(x: Nested, y: Nested) -> bool {
        let known = match x.outer.less(&y.outer) {
            Truth::True => x.member < y.member,
            Truth::False => x.member >= y.member,
            Truth::Unknown => {
                x.outer.is_empty() || y.outer.is_empty()
                    || (x.outer.hi() >= y.outer.lo() && x.outer.lo() < y.outer.hi())
            }
        };
        let (a, b) = (x.outer.int(1), x.outer.int(2));
        let chosen = Interval::select(&x.outer, &y.outer, a.clone(), b.clone());
        let at_member = if x.member <= y.member { &a } else { &b };
        known && at_member.is_subset(&chosen) && (chosen == a || chosen == b || chosen == a.hull(&b))
    }

    fn sets(x: Nested, y: Nested) -> bool {
        let hull = x.outer.hull(&y.outer);
        let meet = x.outer.intersect(&y.outer);
        let both = |m: &Mpfr| x.outer.contains(m) && y.outer.contains(m);
        let met = meet.as_ref().is_some_and(|m| {
            both(&m.mid()) && m.is_subset(&x.outer) && m.is_subset(&y.outer)
        });
        x.inner.is_subset(&x.outer)
            && x.outer.contains(&x.member)
            && x.outer.is_subset(&hull) && y.outer.is_subset(&hull)
            && hull.contains(&x.member) && hull.contains(&y.member)
            && (met || (meet.is_none() && !both(&x.member) && !both(&y.member)))
            && (!x.inner.is_interior(&x.outer) || x.inner.is_subset(&x.outer))
    }

    fn the_middle_and_the_radius_cover(x: Nested) -> bool {
        let (mid, radius) = (x.outer.mid(), x.outer.radius());
        let fine = |m: &Mpfr| m.with_bits(2000);
        let apart = [&x.member, &x.outer.lo(), &x.outer.hi()].map(|m| (fine(m) - &mid).abs());
        let size = x.member.abs();
        x.outer.contains(&mid)
            && apart.iter().all(|a| *a <= radius)
            && (!x.outer.is_bounded() || fine(&x.outer.hi()) - x.outer.lo() <= x.outer.width())
            && size <= x.outer.magnitude()
            && size >= x.outer.mignitude()
            && x.outer.width() >= radius
    }

    fn decimals_are_rounded_outwards(x: Nested, digits: u8) -> TestResult {
        let digits = 1 + usize::from(digits) % 40;
        let (least, most) = (number(1e-300), number(1e300));
        let moderate = |x: Mpfr| x == x.zero() || (x.abs() > least && x.abs() < most);
        if !moderate(x.outer.lo()) || !moderate(x.outer.hi()) {
            return TestResult::discard();
        }
        let (lo, hi) = (x.outer.lo_decimal(digits), x.outer.hi_decimal(digits));
        let outside = exact(&lo) <= x.outer.lo().to_exact().expect("finite")
            && exact(&hi) >= x.outer.hi().to_exact().expect("finite");
        let read = Interval::new(400, &exact(&lo)).hull(&Interval::new(400, &exact(&hi)));
        let unit = number(10.0).powi(1 - digits as i32) * x.outer.magnitude();
        let near = read.width() <= x.outer.width() * number(1.0 + 1e-9) + unit.int(3) * unit;
        TestResult::from_bool(outside && near && x.outer.to_decimal(digits) == format!("[{lo}, {hi}]"))
    }

    fn kept_logarithms_change_nothing(x: Nested, y: Hard) -> bool {
        let kept = x.outer.clone().with_ln();
        let (power, ln) = kept.pow_and_ln(&Interval::point(&y.0));
        let plain = x.outer.pow(&Interval::point(&y.0));
        let both = kept.ln();
        kept == x.outer
            && power == plain
            && power.everywhere_defined() == plain.everywhere_defined()
            && both == ln
            && x.outer.ln().is_empty() == ln.is_empty()
            && (ln.is_empty() || ln.intersect(&x.outer.ln()).is_some())
    }
}

#[test]
fn constants_are_tightest() {
    for bits in [2, 24, 53, 256] {
        for text in ["0.1", "-2.0771", "1", "0", "6e33", "123456789012345678901234567890e-40"] {
            let (x, value) = (Interval::new(bits, &exact(text)), exact(text));
            let (lo, hi) = (x.lo().to_exact().expect("finite"), x.hi().to_exact().expect("finite"));
            assert!(lo <= value && value <= hi, "{text} {bits}: {x}");
            assert!(
                x.is_point() == (lo == value) && x.width() <= x.lo().abs().ulp(),
                "{text} {bits}: {x}"
            );
        }
        let third = Interval::new(bits, &(&exact("1") / &exact("-3")));
        assert!(!third.is_point() && (&third * third.int(-3)).contains(&number(1.0)));
        assert_eq!(third.ratio(-1, 3), third);
    }
    assert!(Interval::new(53, &exact("0.5")).is_point());
    assert_eq!(Interval::new(3, &exact("1")).int(17), Interval::new(3, &exact("17")));
    assert_eq!(Interval::new(3, &exact("17")).to_decimal(3), "[16.0, 20.0]");
}

#[test]
fn sets_at_the_edges() {
    let (empty, all) = (Interval::empty(BITS), Interval::entire(BITS));
    let (zero, unit) = (interval(0.0, 0.0), interval(0.0, 1.0));
    let up = interval(1.0, f64::INFINITY);
    assert!(empty.is_empty() && !empty.everywhere_defined() && !empty.contains_zero());
    assert!(all.contains(&number(-1e300)) && !all.contains(&number(f64::INFINITY)));
    assert_eq!((all.to_decimal(5), empty.to_decimal(5)), ("[-inf, inf]".into(), "empty".into()));
    assert_eq!(
        format!("{:.3} {unit:?}", interval(0.1, 0.3)),
        "[1.00e-1, 3.00e-1] [0, 1.0000000000000000000000000]".to_string()
    );
    assert_eq!(format!("{empty:?}"), "empty where defined");

    // NaN is nothing; an infinity is an overflow.
    assert!(Interval::point(&number(f64::NAN)).is_empty());
    for sign in [1.0, -1.0] {
        let overflow = Interval::point(&number(sign * f64::INFINITY));
        assert!(
            !overflow.is_bounded()
                && !overflow.is_empty()
                && !overflow.contains(&number(sign * 1e300))
        );
        assert!(overflow.contains(&overflow.mid()) && overflow.radius().to_f64() == f64::INFINITY);
    }
    assert_eq!(all.mid().to_f64(), 0.0);
    assert!(up.mid().is_finite() && up.mid() > number(1e300));
    let huge = support::scaled(BITS, 1.5, 1_073_741_822);
    assert_eq!(Interval::point(&huge).mid(), huge);
    assert!(
        [empty.mid(), empty.radius(), empty.width(), empty.magnitude(), empty.mignitude()]
            .iter()
            .all(Mpfr::is_nan)
    );
    assert!(!Compare::is_finite(&empty) && !Compare::is_finite(&up) && Compare::is_finite(&unit));

    // Inclusion of the empty set and of unbounded ones.
    assert!(empty.is_subset(&zero) && !zero.is_subset(&empty) && empty.is_subset(&empty));
    assert!(zero.is_interior(&all) && all.is_interior(&all) && empty.is_interior(&empty));
    assert!(
        !unit.is_interior(&unit)
            && !unit.is_interior(&empty)
            && up.is_interior(&interval(0.0, f64::INFINITY))
    );
    assert!(interval(0.25, 0.5).is_interior(&unit) && !interval(0.25, 1.0).is_interior(&unit));
    assert!(!interval(0.0, 0.5).is_interior(&unit));
    assert_eq!(empty.hull(&unit), unit);
    assert!(empty.intersect(&unit).is_none() && zero.intersect(&up).is_none());
    assert_eq!(unit.intersect(&up).expect("1"), interval(1.0, 1.0));

    // What is empty stays empty.
    for f in OPERATIONS {
        for (x, y) in [
            (&empty, &unit),
            (&unit, &empty),
            (&empty, &zero),
            (&zero, &empty),
            (&empty, &interval(-1.0, 1.0)),
        ] {
            let image = f.apply(x, y);
            assert!(image.is_empty() && !image.everywhere_defined(), "{f:?} {image:?}");
        }
    }
    for f in FUNCTIONS {
        assert!(f.apply(&empty).is_empty(), "{f:?}");
    }
    assert!(Interval::select(&empty, &unit, unit.clone(), unit.clone()).is_empty());
    assert!(empty.less(&unit) == Truth::Unknown && unit.less(&empty) == Truth::Unknown);
}

#[test]
fn division_by_zero_gives_half_lines() {
    let infinity = f64::INFINITY;
    let at = |lo, hi| interval(lo, hi);
    for (x, y, quotient) in [
        (at(1.0, 2.0), at(0.0, 4.0), at(0.25, infinity)),
        (at(1.0, 2.0), at(-4.0, 0.0), at(-infinity, -0.25)),
        (at(1.0, 2.0), at(-4.0, -0.0), at(-infinity, -0.25)),
        (at(-2.0, -1.0), at(0.0, 4.0), at(-infinity, -0.25)),
        (at(-2.0, -1.0), at(-4.0, 0.0), at(0.25, infinity)),
        (at(-1.0, 2.0), at(0.0, 4.0), at(-infinity, infinity)),
        (at(1.0, 2.0), at(-1.0, 4.0), at(-infinity, infinity)),
        (at(0.0, 2.0), at(0.0, 4.0), at(0.0, infinity)),
        (at(0.0, 0.0), at(-1.0, 4.0), at(0.0, 0.0)),
        (at(1.0, 2.0), at(0.0, infinity), at(0.0, infinity)),
        (at(1.0, 2.0), at(0.0, 0.0), Interval::empty(BITS)),
    ] {
        let image = &x / &y;
        assert_eq!(image, quotient, "{x} / {y}");
        assert!(!image.everywhere_defined(), "{x} / {y}");
        // The lost part is remembered further on.
        assert!(!(image * at(0.0, 0.0)).everywhere_defined());
    }
    assert!((at(1.0, 2.0) / at(4.0, infinity)).everywhere_defined());
}

#[test]
fn domains_are_remembered() {
    let across = interval(-1.0, 4.0);
    assert_eq!(across.sqrt(), interval(0.0, 2.0));
    assert_eq!(across.ln().lo().to_f64(), f64::NEG_INFINITY);
    assert!(!across.sqrt().everywhere_defined() && !across.ln().everywhere_defined());
    assert!(!interval(0.0, 1.0).ln().everywhere_defined());
    assert!(interval(0.0, 1.0).sqrt().everywhere_defined());
    assert!(interval(0.0, 1.0).pow(&interval(1.0, 2.0)).everywhere_defined());
    assert!(!interval(0.0, 1.0).pow(&interval(0.0, 2.0)).everywhere_defined());
    // A number that carries its logarithm keeps no better opinion of itself.
    let chosen =
        Interval::select(&across.ln(), &across.ln(), interval(2.0, 2.0).with_ln(), across.int(1));
    assert!(!chosen.everywhere_defined() && !chosen.ln().everywhere_defined());
    assert!(!chosen.pow(&across).everywhere_defined());
}

/// A gradient of intervals encloses the gradient, also at a kink.
#[test]
fn dual_intervals_enclose_gradients() {
    fn property(x: Nested, y: Nested) -> TestResult {
        fn f<S: Scalar>(x: &S, y: &S) -> S {
            x.pow(y) + (x * y).sqrt() / (x + y).ln() - (-(x / y)).exp()
        }
        let image = f(&Dual::variable(x.outer, 0), &Dual::variable(y.outer, 1));
        let fine = |m: &Mpfr, i| Dual::variable(m.with_bits(FINE), i);
        let point = f(&fine(&x.member, 0), &fine(&y.member, 1));
        for i in 0..2 {
            let (image, point) = (&image.gradient(2)[i], &point.gradient(2)[i]);
            if image.everywhere_defined() && image.is_bounded() && point.is_finite() {
                // Cancellation in the plain value leaves at least FINE/2 bits of it.
                let slack = image.magnitude() * support::scaled(FINE, 1.0, -(FINE as i32) / 2);
                let around = Interval::hull_of(&(point - &slack), &(point + &slack));
                if image.intersect(&around).is_none() {
                    return TestResult::error(format!("{i}: {image} {point}"));
                }
            }
        }
        TestResult::passed()
    }
    QuickCheck::new().tests(1000).quickcheck(property as fn(Nested, Nested) -> TestResult);
    let one = Interval::new(BITS, &exact("1"));
    assert!(one.is_one() && !interval(1.0, 1.5).is_one() && !interval(2.0, 2.0).is_one());
    let _ = Function::Kept;
}
