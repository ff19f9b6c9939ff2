//! What the laws are to each other: degenerate cases, kinks, rays, twins.

use offray::law::{
    Formula, Interaction, Law, OptimalSize, Point, Repeated, Role, UnknownLaw, nearest, published,
};
use offray::number::{Compare, Dual, Exact, Mpfr, Scalar, gradient};

use super::{Dice, cases, exact, mpfr, off};

const BITS: u32 = 260;

fn numbers(values: &[f64]) -> Vec<Mpfr> {
    values.iter().map(|x| Mpfr::from_f64(BITS, *x)).collect()
}

fn at(n: f64, d: f64, unique: f64) -> Point<Mpfr> {
    Point { n, d, unique, others: Vec::new() }.map(|x| Mpfr::from_f64(BITS, *x))
}

fn slope(law: &Law, theta: &[Mpfr], at: &Point<Mpfr>) -> (Mpfr, Vec<Mpfr>) {
    gradient(|t| law.loss(t, &at.map(|x| Dual::constant(x.clone()))), theta)
}

/// Equal to 60 digits.
#[track_caller]
fn same(x: &Mpfr, y: &Mpfr) {
    let error = off(x, y, &(y.abs() * y.exact(&exact("1e-60"))));
    assert!(error < 1e-60, "{x:?} and {y:?}: {error:e}");
}

fn named(law: &str) -> Law {
    Law::named(law).expect(law)
}

fn published_set(name: &str) -> (Law, Vec<Exact>) {
    let set = published::named(name).expect(name);
    (named(set.law), set.values.iter().map(|v| exact(v)).collect())
}

/// (α A / (β B))^(1/α) D^(β/α): the size at which both terms fall equally fast,
/// αA N^−α = βB D^−β.
fn balanced(theta: &[f64], d: f64) -> f64 {
    let [_, a, b, alpha, beta, ..] = theta else { panic!("five parameters") };
    (alpha * a / (beta * b)).powf(1.0 / alpha) * d.powf(beta / alpha)
}

#[test]
fn without_repetition_repeated_is_chinchilla_and_else_it_is_not() {
    let (chinchilla, repeated) = (named("chinchilla"), named("repeated"));
    let mut dice = Dice(1);
    for _ in 0..200 {
        let theta = dice.parameters(&repeated);
        let d = dice.log_between(1e7, 1e12);
        let n = balanced(&theta, d) * dice.between(0.01, 0.99);
        let theta = numbers(&theta);
        let plain = |at: &Point<Mpfr>| chinchilla.loss(&theta[..5], at);
        // More unique tokens than are used are no news.
        for unique in [d, 3.0 * d] {
            let here = at(n, d, unique);
            assert_eq!(repeated.loss(&theta, &here).to_decimal(75), plain(&here).to_decimal(75));
        }
        // Repeated data, or a model beyond N_opt, count less: the loss is higher.
        for here in [at(n, d, d / 2.0), at(n * 200.0, d, d)] {
            assert!(plain(&here).less(&repeated.loss(&theta, &here)).is_true(), "{here:?}");
        }
    }
}

#[test]
fn effective_sizes_grow_from_unique_to_a_limit() {
    // D' = U (1 + R_D* (1 − e^(−R_D/R_D*))): U at one epoch, U (1 + R_D*) at most.
    let theta = [1.87, 521.0, 1488.0, 0.353, 0.353, 5.31, 15.39];
    let law = Repeated::default();
    let effective = |n: f64, d: f64, u: f64| {
        let (n, d) =
            law.effective(theta.each_ref(), &Point { n, d, unique: u, others: Vec::new() });
        (n, d)
    };
    assert_eq!(effective(1e6, 1e9, 1e9), (1e6, 1e9));
    let (_, four) = effective(1e6, 4e9, 1e9);
    // R_D = 3: 1 + 15.39 (1 − e^(−3/15.39)).
    assert!((four / 1e9 - 3.725_710_606_653_369).abs() < 1e-14, "{four}");
    let (_, many) = effective(1e6, 1e13, 1e9);
    assert!((many / 1e9 - 16.39).abs() < 1e-9, "{many}");
    let n_opt = balanced(&theta, 1e9);
    let (big, _) = effective(n_opt * 1e6, 1e9, 1e9);
    assert!((big / n_opt - 6.31).abs() < 1e-9, "{big}");
    let ratio =
        law.ratio(theta.each_ref(), &Point { n: 1e6, d: 4e9, unique: 1e9, others: Vec::new() });
    assert!((ratio - four / 1e6).abs() < 1e-9 * ratio);
    let plain = named("chinchilla").ratio(&theta[..5], &Point::new(2.0, 30.0));
    assert_eq!(plain, 15.0);
}

#[test]
fn derivatives_go_through_n_opt_or_not() {
    // Known answer: at N = 1.0963e9, D = U = 1e8, ∂L/∂A is 0 through N_opt and,
    // with N_opt frozen, 2.25e-3 at the authors' full-precision parameters;
    // 2.2354e-3 at those as printed.
    let (through, theta) = published_set("muennighoff");
    let theta: Vec<Mpfr> = theta.iter().map(|x| mpfr(BITS).exact(x)).collect();
    let here = at(1.0963e9, 1e8, 1e8);
    let of = |law: &Law| slope(law, &theta, &here).1[1].to_f64();
    assert!(of(&through).abs() < 1e-7, "{}", of(&through));
    assert!((of(&Repeated::frozen().into()) - 2.235_397_928_263_527e-3).abs() < 1e-17);
    let full = ["520.8", "1487.5", "0.3526596", "0.3526596"].map(exact);
    let frozen: Law = Repeated { n_opt: OptimalSize::Frozen(full) }.into();
    let full = numbers(&[1.869, 520.8, 1487.5, 0.3526596, 0.3526596, 5.309743, 15.387756]);
    assert!((slope(&frozen, &full, &here).1[1].to_f64() - 2.25e-3).abs() < 5e-6);
    // The value is the same where the frozen parameters are the law's own.
    let frozen: Law = Repeated::frozen().into();
    same(&through.loss(&theta, &here), &frozen.loss(&theta, &here));
}

#[test]
fn kinks_are_continuous_and_belong_to_the_side_with_less_repetition() {
    for law in [named("repeated"), Repeated::frozen().into()] {
        let theta = [1.87, 521.0, 1488.0, 0.353, 0.353, 5.31, 15.39];
        let h = 1e-12;
        let n_opt = balanced(&theta, 1e9);
        let theta = numbers(&theta);
        let loss = |n: f64, d: f64| law.loss(&theta, &at(n, d, 1e9));
        // Second derivatives are of order 1 in the logarithms, so the loss at a
        // kink is the mean of its neighbours up to the change of slope.
        for (below, on, above) in [
            (loss(1e6, 1e9 * (1.0 - h)), loss(1e6, 1e9), loss(1e6, 1e9 * (1.0 + h))),
            (loss(n_opt * (1.0 - h), 1e9), loss(n_opt, 1e9), loss(n_opt * (1.0 + h), 1e9)),
        ] {
            assert!((&below - &on).abs().to_f64() < 3e-12 && (&above - &on).abs().to_f64() < 3e-12);
            assert!(on.less(&below).is_true() && above.less(&on).is_true());
        }
    }
    // A = B and α = β make N_opt(U) = U exactly: the tie itself.
    let tie: Law =
        Repeated { n_opt: OptimalSize::Frozen(["5", "5", "0.5", "0.5"].map(exact)) }.into();
    let through = named("repeated");
    let theta = numbers(&[1.0, 5.0, 5.0, 0.5, 0.5, 2.0, 2.0]);
    for law in [&tie, &through] {
        let (_, kink) = slope(law, &theta, &at(1e8, 1e8, 1e8));
        let (_, plain) = slope(&named("chinchilla"), &theta[..5], &at(1e8, 1e8, 1e8));
        for (x, y) in kink.iter().zip(&plain) {
            same(x, y);
        }
        assert!(kink[5].to_f64() == 0.0 && kink[6].to_f64() == 0.0);
    }
}

/// Parameters with every gap closed, and the reduced model's.
fn closed(law: &Law, mut theta: Vec<f64>) -> Vec<Mpfr> {
    let about = law.about();
    let set = |theta: &mut [Mpfr], name: &str, value: Mpfr| {
        theta[about.index(name).expect(name)] = value;
    };
    if about.id == "interaction" {
        theta[6] = theta[4] * 0.4;
    }
    let mut theta = numbers(&theta);
    let first = |names: [&str; 2]| names.into_iter().find_map(|n| about.index(n)).expect("one");
    let exponent = theta[first(["alpha_N", "alpha"])].clone();
    set(&mut theta, if about.index("beta").is_some() { "beta" } else { "alpha_D" }, exponent);
    if about.id == "interaction" {
        let rest = &theta[4] - &theta[6];
        set(&mut theta, "gamma_D", rest);
    }
    theta
}

fn laws_with_reduced() -> Vec<Law> {
    let mut laws: Vec<Law> = Law::all().into_iter().filter(|l| l.reduced().is_some()).collect();
    laws.push(Repeated::frozen().into());
    assert_eq!(laws.len(), 6);
    laws
}

#[test]
fn on_a_ray_at_no_gap_the_reduced_model_is_the_law() {
    let mut dice = Dice(2);
    for law in laws_with_reduced() {
        let reduced = law.reduced().expect("has one");
        for _ in 0..40 {
            let theta = closed(&law, dice.parameters(&law));
            for gap in law.gaps(&theta) {
                assert!(gap.abs().to_f64() < 1e-60);
            }
            let (n, k) = (dice.log_between(1e6, 1e11), dice.log_between(0.1, 1000.0));
            let mut here = at(n, 1.0, 1.0);
            here.d = &here.n * Mpfr::from_f64(BITS, k);
            here.unique = &here.d / Mpfr::from_f64(BITS, dice.between(0.5, 4.0));
            // Repeated data: the ray and the size are those of what counts.
            let k = law.ratio(&theta, &here);
            let n = match &law {
                Law::Repeated(repeated) => {
                    let theta: [&Mpfr; 7] = theta.each_ref_array();
                    repeated.effective(theta, &here).0
                }
                _ => here.n.clone(),
            };
            let psi = law.psi(&theta, &k);
            let of = |name: &str| theta[law.about().index(name).expect(name)].clone();
            let reduced_theta: Vec<Mpfr> = reduced
                .about()
                .parameters
                .iter()
                .map(|p| match p.name {
                    "psi" => psi.clone(),
                    "gamma" => of("alpha_N") / of("alpha"),
                    name => of(name),
                })
                .collect();
            let there = Point::new(n, here.d.clone());
            same(&law.loss(&theta, &here), &reduced.loss(&reduced_theta, &there));
            same(&reduced.psi(&reduced_theta, &k), &psi);
            assert_eq!(reduced.gap(&reduced_theta).to_f64(), 0.0);
        }
    }
}

trait EachRefArray<T> {
    fn each_ref_array<const P: usize>(&self) -> [&T; P];
}

impl<T> EachRefArray<T> for Vec<T> {
    fn each_ref_array<const P: usize>(&self) -> [&T; P] {
        self.iter().collect::<Vec<_>>().try_into().unwrap_or_else(|_| panic!("{P} of them"))
    }
}

#[test]
fn at_no_gap_the_pair_is_parallel_on_a_ray_and_with_a_gap_it_is_not() {
    let mut dice = Dice(3);
    for law in laws_with_reduced() {
        let pair = law.about().pair;
        assert!(pair.iter().all(|i| law.about().parameters[*i].role == Role::Scale));
        let raw = dice.parameters(&law);
        // Ratios of the pair's columns along a ray where nothing repeats.
        let ratios = |theta: &[Mpfr]| -> Vec<Vec<Mpfr>> {
            [1e5, 1e6, 1e7]
                .iter()
                .map(|n| {
                    let (_, j) = slope(&law, theta, &at(*n, 30.0 * n, 30.0 * n));
                    pair[1..].iter().map(|i| &j[*i] / &j[pair[0]]).collect()
                })
                .collect()
        };
        if law.to_string() != "repeated" {
            let along = ratios(&closed(&law, raw.clone()));
            for later in &along[1..] {
                for (x, y) in later.iter().zip(&along[0]) {
                    same(x, y);
                }
            }
        }
        let along = ratios(&numbers(&raw));
        let moved = (&along[0][0] / &along[1][0] - mpfr(BITS)).abs().to_f64();
        assert!(moved > 1e-3, "{law}: {moved}");
    }
}

#[test]
fn gaps_and_exponents_are_those_of_the_theory() {
    let theta = |law: &Law| -> Vec<f64> {
        let primes = [2.0, 3.0, 5.0, 7.0, 11.0, 13.0, 17.0, 19.0];
        primes[..law.len()].to_vec()
    };
    // By position: chinchilla E A B α β = 2 3 5 7 11, and so on.
    let expected: [(&str, &[f64], f64); 10] = [
        ("chinchilla", &[7.0 - 11.0], 11.0),
        ("repeated", &[7.0 - 11.0], 11.0),
        ("kaplan", &[5.0 / 7.0 - 1.0], 1.0),
        ("droppo-elibol", &[7.0 / 13.0 - 11.0 / 13.0], 11.0 / 13.0),
        ("interaction", &[11.0 - 13.0, 11.0 - 36.0, 13.0 - 36.0], 13.0),
        ("chinchilla-reduced", &[0.0], 5.0),
        ("repeated-reduced", &[0.0], 5.0),
        ("kaplan-reduced", &[0.0], 1.0),
        ("droppo-elibol-reduced", &[0.0], 5.0),
        ("interaction-reduced", &[0.0], 5.0),
    ];
    for (id, gaps, exponent) in expected {
        let law = named(id);
        let theta = theta(&law);
        assert_eq!(law.gaps(&theta), gaps, "{id}");
        assert_eq!(law.gap(&theta), gaps[0], "{id}");
        assert_eq!(law.ray_exponent(&theta), exponent, "{id}");
        assert!(law.reduced().is_some() || law.twins(&theta, &20.0).is_empty());
    }
    // Quoted gaps: Kaplan's joint fit −0.262, single fits −0.2; repeated 0.
    for (name, gap) in [("kaplan-joint", -0.262), ("kaplan-single", -0.2), ("muennighoff", 0.0)] {
        let (law, theta) = published_set(name);
        let theta: Vec<f64> = theta.iter().map(Exact::to_f64).collect();
        assert!((law.gap(&theta) - gap).abs() < 5e-4, "{name}");
    }
}

#[test]
fn twins_have_the_same_loss_on_the_ray_and_not_off_it() {
    let mut dice = Dice(4);
    let expected = [
        ("chinchilla", 1),
        ("kaplan", 0),
        ("droppo-elibol", 1),
        ("interaction", 5),
        ("repeated", 0),
        ("repeated:frozen", 1),
    ];
    for (id, count) in expected {
        let law = named(id);
        for _ in 0..30 {
            let theta = numbers(&dice.parameters(&law));
            let mut k = Mpfr::from_f64(BITS, dice.log_between(0.5, 500.0));
            let n = dice.log_between(1e6, 1e11);
            let mut here = at(n, 1.0, 1.0);
            here.d = &here.n * &k;
            here.unique = &here.d / Mpfr::from_f64(BITS, dice.between(0.5, 8.0));
            if matches!(law, Law::Repeated(_)) {
                k = law.ratio(&theta, &here);
            }
            let twins = law.twins(&theta, &k);
            assert_eq!(twins.len(), count, "{id}");
            let loss = law.loss(&theta, &here);
            let off_ray = Point { d: &here.d * here.d.int(7), ..here.clone() };
            for (i, twin) in twins.iter().enumerate() {
                same(&law.loss(twin, &here), &loss);
                let apart = off(&law.loss(twin, &off_ray), &law.loss(&theta, &off_ray), &loss);
                assert!(apart > 1e-40, "{id}: the same off the ray: {apart:e}");
                let far = twin.iter().zip(&theta).map(|(x, y)| off(x, y, y)).fold(0.0, f64::max);
                assert!(far > 1e-6, "{id}: no other parameters");
                assert!(
                    twins[..i]
                        .iter()
                        .all(|other| { other.iter().zip(twin).any(|(x, y)| off(x, y, y) > 1e-6) })
                );
            }
            // Exchanging twice gives back the first.
            if let [twin] = twins.as_slice() {
                for (x, y) in law.twins(twin, &k)[0].iter().zip(&theta) {
                    same(x, y);
                }
            }
        }
    }
}

#[test]
fn interaction_slides_along_a_ray() {
    let mut dice = Dice(5);
    let law = named("interaction");
    for _ in 0..30 {
        let theta = numbers(&dice.parameters(&law));
        let k = Mpfr::from_f64(BITS, dice.log_between(0.5, 500.0));
        let mut here = at(dice.log_between(1e6, 1e11), 1.0, 1.0);
        here.d = &here.n * &k;
        let new = Mpfr::from_f64(BITS, dice.between(0.0, 1.0));
        let slid = Interaction.slide(theta.each_ref_array(), &k, &new);
        same(&law.loss(&slid, &here), &law.loss(&theta, &here));
        same(&slid[7], &new);
        assert!(off(&slid[3], &theta[3], &theta[3]) > 1e-9);
        // The tangent of that: ∂γ_D − ∂γ_N = −F ln k ∂F, so all eight columns
        // are dependent on the ray at any gap.
        let (_, j) = slope(&law, &theta, &here);
        same(&(&j[7] - &j[6]), &-(&theta[3] * k.ln() * &j[3]));
    }
}

#[test]
fn known_twin_of_hoffmanns_parameters() {
    // X9: at k = 20, A' = 177.5155098, B' = 1125.392192.
    let (law, theta) = published_set("hoffmann");
    let theta: Vec<Mpfr> = theta.iter().map(|x| mpfr(BITS).exact(x)).collect();
    let twin = &law.twins(&theta, &mpfr(BITS).int(20))[0];
    assert_eq!(twin[1].to_decimal(10), "177.5155098");
    assert_eq!(twin[2].to_decimal(10), "1125.392192");
    assert_eq!((twin[3].to_f64(), twin[4].to_f64()), (0.28, 0.34));
    // The compute-optimal D/N at 5.76e23 FLOP goes from 92.6 to 4.3:
    // αA N^−α = βB D^−β with D = C/(6N).
    let ratio = |theta: &[Mpfr]| {
        let t: Vec<f64> = theta.iter().map(Compare::to_f64).collect();
        let (mut lo, mut hi) = (1e6_f64, 1e15_f64);
        for _ in 0..200 {
            let n = (lo * hi).sqrt();
            let d = 5.76e23 / (6.0 * n);
            let size_dominates = t[3] * t[1] * n.powf(-t[3]) > t[4] * t[2] * d.powf(-t[4]);
            if size_dominates { lo = n } else { hi = n }
        }
        5.76e23 / (6.0 * lo * lo)
    };
    assert!((ratio(&theta) - 92.6).abs() < 0.05, "{}", ratio(&theta));
    assert!((ratio(twin) - 4.3).abs() < 0.05, "{}", ratio(twin));
}

#[test]
fn through_n_opt_a_ray_leaves_no_twin() {
    // Where the law's own N_opt is inactive (N < N_opt) the exchanged
    // parameters have it active, for the exchange turns αA N^−α ≥ βB D^−β round.
    let (through, chinchilla) = (named("repeated"), named("chinchilla"));
    let mut dice = Dice(6);
    let mut tried = 0;
    for _ in 0..200 {
        let theta = dice.parameters(&through);
        let k = dice.log_between(1.0, 100.0);
        // On the ray, N < N_opt(kN) on one side of where the terms balance:
        // N^(α−β) = αA k^β/(βB).
        let edge = (theta[3] * theta[1] * k.powf(theta[4]) / (theta[4] * theta[2]))
            .powf(1.0 / (theta[3] - theta[4]));
        let n = if theta[3] > theta[4] { edge / 10.0 } else { edge * 10.0 };
        let d = k * n;
        let numbered = numbers(&theta);
        let mut here = at(n, 1.0, 1.0);
        here.d = &here.n * Mpfr::from_f64(BITS, k);
        here.unique = here.d.clone();
        if !(1e3..1e18).contains(&d) {
            continue;
        }
        tried += 1;
        let mut exchanged = chinchilla.twins(&numbered[..5], &Mpfr::from_f64(BITS, k)).remove(0);
        exchanged.extend_from_slice(&numbered[5..]);
        let (loss, other) = (through.loss(&numbered, &here), through.loss(&exchanged, &here));
        same(&loss, &chinchilla.loss(&numbered[..5], &here));
        assert!(loss.less(&other).is_true(), "{theta:?} {k} {n}");
    }
    assert!(tried > 50, "{tried}");
}

#[test]
fn linear_parameters_are_those_without_curvature() {
    let mut curved = std::collections::BTreeMap::<String, Vec<bool>>::new();
    for case in cases() {
        let linear = case.law.about().linear;
        for i in 0..case.theta.len() {
            for j in 0..=i {
                let flat = case.hessian[i * (i + 1) / 2 + j].signum() == 0;
                assert!(flat || !(linear.contains(&i) && linear.contains(&j)), "{}", case.name());
                if i == j {
                    let seen = curved.entry(case.law.to_string()).or_default();
                    seen.resize(case.theta.len(), false);
                    seen[i] |= !flat;
                }
            }
        }
    }
    // And no other parameter is: each has curvature somewhere. (N_opt frozen
    // leaves A and B linear too; the list serves both variants.)
    for law in Law::all() {
        for (i, curved) in curved[&law.to_string()].iter().enumerate() {
            assert_eq!(*curved, !law.about().linear.contains(&i), "{law} {i}");
        }
    }
}

#[test]
fn what_a_law_says_of_itself_is_consistent() {
    let laws = Law::all();
    assert_eq!(laws.len(), 10);
    for law in &laws {
        let about = law.about();
        assert_eq!(Law::named(about.id).as_ref(), Ok(law));
        assert_eq!(law.to_string(), about.id);
        assert_eq!(law.len(), about.parameters.len());
        assert!(!law.is_empty());
        assert!(about.formula.starts_with("L(") && about.citation.contains("arXiv"));
        for (i, p) in about.parameters.iter().enumerate() {
            assert_eq!(about.index(p.name), Some(i));
            assert!(p.name.is_ascii() && p.search.0 < p.search.1 && p.search.0 >= 0.0);
            assert!(p.role == Role::Offset || p.search.0 > 0.0, "{law} {}", p.name);
            assert_eq!(p.role.is_positive(), p.unit != "1", "{law} {}", p.name);
        }
        for set in published::of(about.id) {
            assert_eq!(set.values.len(), law.len());
            for (value, p) in set.values.iter().zip(about.parameters) {
                let value = exact(value).to_f64();
                assert!(p.search.0 <= value && value <= p.search.1, "{law} {} {value}", p.name);
            }
        }
        assert_eq!(law.reduced().is_some(), !about.id.ends_with("-reduced"));
        assert!(about.ray_columns.windows(2).all(|w| w[0] < w[1]));
    }
    for (i, law) in laws.iter().enumerate() {
        for other in &laws[..i] {
            let [a, b] = [law, other].map(|l| l.about());
            assert!(a.name != b.name && a.domain != b.domain && a.formula != b.formula, "{law}");
        }
    }
    // ψ is a sum of the scales' kind of term, so it has the unit of one.
    for (id, unit, search) in [
        ("chinchilla-reduced", "loss · parameters^α", (1e-3, 1e15)),
        ("repeated-reduced", "loss · parameters^α", (1e-3, 1e15)),
        ("interaction-reduced", "loss · parameters^α", (1e-3, 1e15)),
        ("kaplan-reduced", "parameters", (1e6, 1e30)),
        ("droppo-elibol-reduced", "parameters^γ", (1e-3, 1e15)),
    ] {
        let law = named(id);
        let psi = law.about().parameters[law.about().index("psi").expect("ψ")];
        assert_eq!((psi.unit, psi.search, psi.symbol), (unit, search, "ψ"), "{id}");
    }
    assert_eq!(named("chinchilla").about().index("F"), None);
    assert_eq!(published::of("chinchilla").count(), 2);
    assert!(published::named("nobody").is_none());
    // The spectrum on a ray is of all columns, but for the five of repeated
    // data and without γ_D for interaction.
    let columns = |id: &str| named(id).about().ray_columns.len();
    assert_eq!(
        ["chinchilla", "repeated", "kaplan", "droppo-elibol", "interaction"].map(columns),
        [5, 5, 4, 6, 7]
    );
}

#[test]
fn spellings_are_read_and_others_refused() {
    let frozen = named("repeated:frozen");
    assert_eq!(frozen, Law::from(Repeated::frozen()));
    assert_eq!(frozen.to_string(), "repeated:frozen=521,1488,0.353,0.353");
    assert_eq!(frozen.about().id, "repeated");
    let given = named("repeated:frozen=1,2.5,0.3,1/3");
    let Law::Repeated(Repeated { n_opt: OptimalSize::Frozen(base) }) = &given else { panic!() };
    assert_eq!(base[1], exact("2.5"));
    for wrong in [
        "Chinchilla",
        "",
        "repeated:",
        "repeated:frozen=1,2,3",
        "repeated:frozen=1,2,3,4,5",
        "repeated:frozen=1,2,3,x",
        "repeated:frozen=1,2,0,4",
        "repeated:frozen=1,2,-3,4",
        "repeated:frozen521",
        "kaplan:frozen",
    ] {
        let error = Law::named(wrong).expect_err(wrong);
        assert_eq!(error.given, wrong);
    }
    for (wrong, mend) in [
        ("chinchila", "did you mean 'chinchilla'? (laws: chinchilla, repeated"),
        ("Kaplan", "did you mean 'kaplan'?"),
        ("foo", "(laws: chinchilla"),
        ("repeated:frozen=0,0,0,0", "A, B, alpha and beta of repeated:frozen=A,B,alpha,beta"),
    ] {
        let UnknownLaw { mend: found, .. } = Law::named(wrong).expect_err(wrong);
        assert!(found.starts_with(mend), "{wrong}: {found}");
    }
}

#[test]
#[should_panic(expected = "4 parameters, not 5")]
fn a_law_wants_all_of_its_parameters_and_no_more() {
    named("kaplan").loss(&[1.0; 5], &Point::new(1.0, 1.0));
}

#[test]
fn a_name_resembles_those_that_are_near_it() {
    for (given, candidates, expected) in [
        // The same but for case and space, before one that contains it, in either order.
        ("loss", &["val_loss", " LOSS"][..], Some(" LOSS")),
        ("loss", &["LOSS", "val_loss"], Some("LOSS")),
        // One contains the other.
        ("tok", &["n_params", "n_tokens"], Some("n_tokens")),
        ("my_n_tokens_seen", &["n_params", "n_tokens"], Some("n_tokens")),
        ("tokens", &["tok", "token"], Some("tok")),
        // Names of two letters resemble only themselves.
        ("to", &["tokens"], None),
        ("tokens", &["to"], None),
        ("nd", &["nd_law", "ND"], Some("ND")),
        ("αβ", &["αβγ"], None),
        // A slip of the pen; the first of equals.
        ("alhpa", &["beta", "alpha"], Some("alpha")),
        ("gamma_X", &["gamma_N", "gamma_D"], Some("gamma_N")),
        ("loss", &["alpha", "beta"], None),
    ] {
        assert_eq!(nearest(given, candidates.iter().copied()), expected, "{given}");
    }
}

#[test]
fn a_title_says_which_variant() {
    assert_eq!(named("droppo-elibol").title(), "Droppo–Elibol");
    let frozen = named("repeated:frozen=100,200,0.3,0.4");
    assert_eq!(frozen.title(), "Repeated data (repeated:frozen=100,200,0.3,0.4)");
}

/// At zero gap the columns of the pair are one column on every ray, in proportions
/// that go with k^−e.
#[test]
fn columns_of_the_pair_differ_by_powers_of_k() {
    for (law, theta, count) in [
        ("chinchilla", &[1.7, 400.0, 410.0, 0.3, 0.3][..], 2),
        ("repeated", &[1.7, 400.0, 410.0, 0.3, 0.3, 15.0, 5.0], 2),
        ("kaplan", &[8.8e13, 5.4e13, 0.08, 0.08], 2),
        ("droppo-elibol", &[0.5, 8.8e13, 5.4e13, 0.08, 0.08, 0.7], 2),
        ("interaction", &[1.7, 400.0, 410.0, 30.0, 0.375, 0.375, 0.25, 0.125], 3),
    ] {
        let (law, theta) = (named(law), numbers(theta));
        let pair = law.about().pair;
        let exponents = law.ray_exponents(&theta);
        assert_eq!((exponents.len(), pair.len()), (count, count), "{law}");
        assert_eq!(exponents[1], law.ray_exponent(&theta), "{law}");
        let share = |n: f64, k: f64, j: usize| {
            let (_, slope) = slope(&law, &theta, &at(n, n * k, n * k));
            &slope[pair[j]] / &slope[pair[0]]
        };
        let k = &numbers(&[4.0])[0];
        for (j, exponent) in exponents.iter().enumerate() {
            same(&share(1e8, 32.0, j), &share(1e9, 32.0, j));
            same(&(share(1e8, 128.0, j) / share(1e8, 32.0, j)), &k.pow_neg(exponent));
        }
    }
}
