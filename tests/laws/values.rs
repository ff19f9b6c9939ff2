//! Every kind of number against python-flint and mpmath.

use offray::number::{
    Bf16, Compare, DenseDual, DoubleDouble, Dual, F16, Interval, Mpfr, Scalar, Series, Tf32,
    gradient, hessian,
};

use super::{Case, cases, mpfr, off};

/// Loss, gradient and Hessian (lower triangle) in the kind of `like`.
fn derivatives<S: Scalar>(case: &Case, like: &S) -> (S, Vec<S>, Vec<S>) {
    let (theta, at) = case.read(like);
    let (loss, slope, second) = hessian(
        |t| case.law.loss(t, &at.map(|x| Dual::constant(Dual::constant(x.clone())))),
        &theta,
    );
    let lower = second.into_iter().enumerate().flat_map(|(i, row)| row.into_iter().take(i + 1));
    (loss, slope, lower.collect())
}

/// At 300 bits 50 digits of whatever is not 30 orders below the loss (Kaplan's
/// exponents cancel that far in some of the cases); at 600 bits all 60.
#[test]
fn mpfr_agrees_to_every_digit_of_the_fixture() {
    for (bits, tolerance, cancelled) in [(300, 1e-50, "1e-30"), (600, 1e-58, "1e-60")] {
        let like = mpfr(bits);
        for case in cases() {
            let (loss, slope, second) = derivatives(&case, &like);
            let expected = std::iter::once(&case.loss).chain(&case.gradient).chain(&case.hessian);
            let computed = std::iter::once(&loss).chain(&slope).chain(&second);
            let floor = like.exact(&super::exact(cancelled)) * &loss;
            assert_eq!(1 + slope.len() + second.len(), expected.clone().count());
            for (i, (x, y)) in computed.zip(expected).enumerate() {
                let error = off(x, &like.exact(y), &floor);
                assert!(error < tolerance, "{}: entry {i}: {x:?}, not {y}", case.name());
            }
        }
    }
}

#[test]
fn intervals_contain_the_truth_and_are_narrow() {
    for case in cases() {
        let like = Interval::new(160, &super::exact("1"));
        let (loss, slope, second) = derivatives(&case, &like);
        let expected = std::iter::once(&case.loss).chain(&case.gradient).chain(&case.hessian);
        let computed = std::iter::once(&loss).chain(&slope).chain(&second);
        for (i, (x, y)) in computed.zip(expected).enumerate() {
            // The fixture is rounded to 60 digits, far inside an enclosure of
            // 160 bits unless that is a point.
            let truth = Interval::new(160, y);
            let place = format!("{}: entry {i}: {x:?} and {y}", case.name());
            assert!(x.intersect(&truth).is_some(), "{place}");
            let scale = x.magnitude().to_f64() + loss.to_f64();
            assert!(x.radius().to_f64() <= 1e-28 * scale.max(1e-250), "{place}: too wide");
        }
    }
}

/// |θ_j| |error| / (|θ_j ∂L/∂θ_j| + L), the error of a slope in the units of the
/// loss, and of the loss itself: the largest over the cases.
fn worst<S: Compare>(computed: impl Fn(&Case) -> (S, Vec<S>)) -> (f64, f64) {
    let fine = mpfr(300);
    let widen = |x: &S| fine.exact(&offray::number::Exact::from_f64(x.to_f64()).expect("finite"));
    let mut worst = (0.0_f64, 0.0_f64);
    for case in cases() {
        let (loss, slope) = computed(&case);
        let truth = fine.exact(&case.loss);
        worst.0 = worst.0.max(off(&widen(&loss), &truth, &truth));
        for ((x, y), theta) in slope.iter().zip(&case.gradient).zip(&case.theta) {
            let theta = fine.exact(theta);
            let floor = if theta.to_f64() == 0.0 { fine.int(1) } else { &truth / theta.abs() };
            worst.1 = worst.1.max(off(&widen(x), &fine.exact(y), &floor));
        }
    }
    worst
}

fn by_dual<S: Scalar>(case: &Case, like: &S) -> (S, Vec<S>) {
    let (theta, at) = case.read(like);
    gradient(|t| case.law.loss(t, &at.map(|x| Dual::constant(x.clone()))), &theta)
}

#[test]
fn doubles_keep_the_digits_they_have() {
    let (loss, slope) = worst(|case| by_dual(case, &1.0_f64));
    println!("f64: loss {loss:.1e}, gradient {slope:.1e}");
    assert!(loss < 2e-15 && slope < 1e-14, "f64: {loss:e} {slope:e}");
    let one = DoubleDouble::new(&super::exact("1"));
    // Compared as doubles, so to 53 bits; the digits below are compared next.
    let (loss, slope) = worst(|case| by_dual(case, &one));
    println!("double-double: loss {loss:.1e}, gradient {slope:.1e}");
    assert!(loss < 2e-16 && slope < 2e-16, "double-double: {loss:e} {slope:e}");
}

#[test]
fn double_doubles_keep_twice_the_digits() {
    let (fine, one) = (mpfr(300), DoubleDouble::new(&super::exact("1")));
    for case in cases() {
        let (loss, slope) = by_dual(&case, &one);
        let truth = fine.exact(&case.loss);
        let widen = |x: &DoubleDouble| fine.exact(&x.to_exact().expect("finite"));
        let error = off(&widen(&loss), &truth, &truth);
        assert!(error < 1e-28, "{}: {error:e}", case.name());
        for ((x, y), theta) in slope.iter().zip(&case.gradient).zip(&case.theta) {
            let theta = fine.exact(theta);
            let floor = if theta.to_f64() == 0.0 { fine.int(1) } else { &truth / theta.abs() };
            let error = off(&widen(x), &fine.exact(y), &floor);
            assert!(error < 1e-27, "{}: {error:e}", case.name());
        }
    }
}

#[test]
fn small_formats_stay_within_what_they_can_hold() {
    fn check<S: Compare>(name: &str, one: S, tolerance: f64, largest: f64) {
        let (mut compared, mut worst) = (0, 0.0_f64);
        for case in cases() {
            let (theta, at) = case.read(&one);
            let inputs = case.theta.iter().chain([&case.at.n, &case.at.d]);
            // A denormal keeps few digits.
            if inputs.map(|x| x.to_f64()).any(|x| x > largest || (x != 0.0 && x < 1.0 / largest)) {
                continue;
            }
            let loss = case.law.loss(&theta, &at).to_f64();
            let truth = case.loss.to_f64();
            // Rounding N to u relative changes N^−α/α' by about α/α' ln N · u.
            if loss.is_finite() && loss > 0.0 {
                compared += 1;
                let error = (loss / truth - 1.0).abs();
                worst = worst.max(error);
                assert!(error < tolerance, "{name}: {}: {loss} not {truth}", case.name());
            }
        }
        println!("{name}: {compared} compared, relative error {worst:.1e}");
        assert!(compared > 15, "{name}: only {compared}");
    }
    check("f32", 1.0_f32, 3e-6, 1e30);
    check("tf32", Tf32::from_f64(1.0), 1e-2, 1e30);
    check("bf16", Bf16::from_f64(1.0), 0.1, 1e30);
}

/// f16 ends at 65504: sizes are counted in 10⁹, which makes A into A 10^−9α.
#[test]
fn f16_holds_sizes_counted_in_billions() {
    let (one, fine) = (F16::from_f64(1.0), mpfr(200));
    let unit = fine.exact(&super::exact("1e9"));
    let (mut compared, mut infinite) = (0, 0);
    for case in cases().into_iter().filter(|case| case.law.about().id == "chinchilla") {
        let (theta, at) = case.read(&fine);
        let [e, a, b, alpha, beta] = &theta[..] else { panic!("five parameters") };
        let (a, b) = (a * unit.pow_neg(alpha), b * unit.pow_neg(beta));
        let small = |x: &Mpfr| F16::from_f64(x.to_f64());
        let counted = [e, &a, &b, alpha, beta].map(small);
        let point = at.map(|x| small(&(x / &unit)));
        let usual = |x: &F16| (6e-5..65504.0).contains(&x.to_f64().abs());
        if !counted.iter().chain([&point.n, &point.d]).all(usual) {
            continue;
        }
        let truth = case.loss.to_f64();
        let error = (case.law.loss(&counted, &point).to_f64() / truth - 1.0).abs();
        assert!(error < 2e-2, "{}: off by {error:e}", case.name());
        compared += 1;
        // Counted one by one they are all infinite.
        infinite += usize::from(!case.read(&one).1.n.is_finite());
    }
    assert!(compared > 5 && infinite > 0, "{compared} compared, {infinite} beyond f16");
}

#[test]
fn dense_gradients_are_the_sparse_ones() {
    fn check<const P: usize>(case: &Case) {
        let (theta, at) = case.read(&1.0_f64);
        let theta: [f64; P] = theta.try_into().expect("as many as the law has");
        let dense = case
            .law
            .loss(&DenseDual::<f64, P>::variables(theta), &at.map(|x| DenseDual::constant(*x)));
        let (loss, slope) = by_dual(case, &1.0_f64);
        assert_eq!(dense.value().to_bits(), loss.to_bits(), "{}", case.name());
        for (x, y) in dense.gradient().iter().zip(&slope) {
            assert!((x - y).abs() <= 1e-14 * (x.abs() + y.abs()), "{}: {x} {y}", case.name());
        }
    }
    for case in cases() {
        match case.theta.len() {
            2 => check::<2>(&case),
            3 => check::<3>(&case),
            4 => check::<4>(&case),
            5 => check::<5>(&case),
            6 => check::<6>(&case),
            7 => check::<7>(&case),
            8 => check::<8>(&case),
            other => panic!("a law with {other} parameters"),
        }
    }
}

#[test]
fn series_in_one_parameter_agree_with_its_derivatives() {
    let like = mpfr(300);
    for case in cases().iter().step_by(3) {
        let (theta, at) = case.read(&like);
        let constant = |x: &Mpfr| Series::constant(x.clone(), 2);
        for j in 0..theta.len() {
            let mut moved: Vec<_> = theta.iter().map(constant).collect();
            moved[j] = Series::variable(theta[j].clone(), 2);
            let loss = case.law.loss(&moved, &at.map(constant));
            let [value, first, second] = loss.coefficients() else { panic!("order 2") };
            let diagonal = &case.hessian[j * (j + 1) / 2 + j];
            let truth = like.exact(&case.loss);
            let floor = &truth * like.exact(&super::exact("1e-60"));
            for (x, y) in [
                (value.clone(), &case.loss),
                (first.clone(), &case.gradient[j]),
                (second * like.int(2), diagonal),
            ] {
                assert!(off(&x, &like.exact(y), &floor) < 1e-50, "{}: {j}", case.name());
            }
        }
    }
}
