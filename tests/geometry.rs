//! The geometry of designs against another engine, and its invariants.

use offray::algebra::{Matrix, eigen, enclose};
use offray::design::{Coverage, RaySet, Shape, Tolerance, levels};
use offray::geometry::{Conditioning, Precision, conditioning};
use offray::law::{Law, Point};
use offray::number::{Compare, Exact, Interval, Mpfr, Scalar};
use offray::runs::{Columns, Runs, Selection};
use proptest::prelude::*;

fn exact(text: &str) -> Exact {
    text.parse().expect(text)
}

/// One line of fixtures/geometry/designs.json.
#[derive(serde::Deserialize)]
struct Case {
    law: String,
    kind: String,
    params: Vec<String>,
    points: Vec<[String; 3]>,
    columns: Vec<usize>,
    eigenvalues: Vec<String>,
    scaled: Vec<String>,
}

/// The enclosure meets "printed to 40 digits" and is narrower than 1e-40 of it.
fn agrees(found: &[Interval], printed: &[String], case: &Case) {
    for (value, text) in found.iter().zip(printed) {
        let expected = Interval::new(value.bits(), &exact(text));
        let error = ((value - &expected) / &expected).magnitude().to_f64();
        assert!(error < 1e-39, "{} {}: {value:?} is not {text}", case.law, case.kind);
        let width = (value.width() / value.lo()).to_f64();
        assert!(width < 1e-40, "{} {}: relative width {width}", case.law, case.kind);
    }
}

#[test]
fn enclosures_contain_the_eigenvalues_of_another_engine() {
    let text = include_str!("../fixtures/geometry/designs.json");
    let cases: Vec<Case> = serde_json::from_str(text).expect("the fixture");
    assert!(cases.len() >= 100);
    for case in &cases {
        let law = Law::named(&case.law).expect("a law");
        let theta: Vec<Exact> = case.params.iter().map(|p| exact(p)).collect();
        let points: Vec<Point<Exact>> = case
            .points
            .iter()
            .map(|[n, d, u]| Point {
                n: exact(n),
                d: exact(d),
                unique: exact(u),
                others: Vec::new(),
            })
            .collect();
        let precision = Precision::digits(42);
        let found =
            conditioning(&law, &theta, points.as_slice(), &[&case.columns], precision).remove(0);
        assert!(found.singular().is_false(), "{} {}", case.law, case.kind);
        assert_eq!(found.raw.eigenvalues.len(), case.eigenvalues.len());
        agrees(&found.raw.eigenvalues, &case.eigenvalues, case);
        agrees(&found.scaled.eigenvalues, &case.scaled, case);
    }
}

/// What the shipped tables of real runs are (fixtures/PROVENANCE.md).
#[test]
fn real_tables_are_recognised() {
    let table = |name: &str, group: Option<&str>| {
        let path = format!("{}/fixtures/runs/{name}.csv", env!("CARGO_MANIFEST_DIR"));
        let groups = group.iter().map(|g| g.to_string()).collect();
        let chosen = Selection { groups, ..Selection::default() };
        let runs = Runs::read(path.as_ref(), &Columns::default(), &chosen).expect("a table");
        let rays = RaySet::of(&runs, Tolerance::default());
        (Shape::of(&runs, &rays), rays)
    };
    let (shape, rays) = table("cerebras_gpt_pile", None);
    assert!(matches!(shape, Shape::OneRay { exact: false, .. }), "{shape}");
    assert!(rays.rays[0].range.0 > 19.63 && rays.rays[0].range.1 < 20.25);
    let (shape, rays) = table("gadre_c4val", Some("c4"));
    assert!(matches!(shape, Shape::Fan { rays: 8, .. }), "{shape}");
    assert!(rays.is_ray_design());
    let (shape, rays) = table("pythia_pile_by_cerebras", None);
    assert_eq!(shape, Shape::ConstantTokens { exact: true, sizes: 8 });
    assert!(!rays.is_ray_design() && rays.weighted(&1.0).is_none());
    let (shape, _) = table("gemstones_cooldown", None);
    assert!(matches!(shape, Shape::Grid { .. }), "{shape}");
    for (name, budgets) in [("porian_standard_val", 12), ("misfitting_isoflop", 26)] {
        let (shape, _) = table(name, None);
        assert_eq!(shape, Shape::IsoFlop { budgets }, "{name}");
    }
    let (shape, rays) = table("chinchilla_epoch240", None);
    assert!(matches!(shape, Shape::Scattered { .. }), "{shape}");
    assert_eq!((rays.runs, rays.distinct, rays.is_ray_design()), (240, 240, false));
}

/// A design of a few points, as decimals, and Chinchilla's parameters.
fn designs() -> impl Strategy<Value = (Vec<Point<Exact>>, Vec<Exact>)> {
    let point = (10_000_i64..10_000_000, 1_i64..4000).prop_map(|(n, k)| {
        let n = &exact("1e3") * &Exact::from(n);
        let d = &(&n * &Exact::from(k)) / &Exact::from(10);
        Point { n, unique: d.clone(), d, others: Vec::new() }
    });
    let parameters = (1_i64..300, 1_i64..90_000, 1_i64..90_000, 10_i64..70, 10_i64..70);
    let parameters = parameters.prop_map(|(e, a, b, alpha, beta)| {
        let scaled = |value, unit: &str| &Exact::from(value) * &exact(unit);
        vec![
            scaled(e, "0.01"),
            scaled(a, "0.1"),
            scaled(b, "0.1"),
            scaled(alpha, "0.01"),
            scaled(beta, "0.01"),
        ]
    });
    (prop::collection::vec(point, 6..12), parameters)
}

fn chinchilla() -> Law {
    Law::named("chinchilla").expect("known")
}

fn at(points: &[Point<Exact>], theta: &[Exact], columns: &[usize], p: Precision) -> Conditioning {
    conditioning(&chinchilla(), theta, points, &[columns], p).remove(0)
}

const FULL: [usize; 5] = [0, 1, 2, 3, 4];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn enclosures_at_two_precisions_overlap((points, theta) in designs()) {
        let low = Precision { digits: 1, start: 40, limit: 40 };
        let high = Precision { digits: 1, start: 300, limit: 300 };
        for columns in [&FULL[1..3], &FULL] {
            let (a, b) = (at(&points, &theta, columns, low), at(&points, &theta, columns, high));
            for (x, y) in [(&a.raw, &b.raw), (&a.scaled, &b.scaled)] {
                for (x, y) in x.eigenvalues.iter().zip(&y.eigenvalues) {
                    prop_assert!(x.intersect(y).is_some(), "{x:?} {y:?}");
                }
                prop_assert!(x.kappa().intersect(&y.kappa()).is_some());
            }
            if a.singular().is_false() {
                prop_assert!(!b.singular().is_true());
            }
        }
    }

    #[test]
    fn kappa_eq_does_not_know_the_units_of_the_parameters(
        (points, theta) in designs(),
        units in prop::array::uniform5(-40_i32..40),
    ) {
        let g = at(&points, &theta, &FULL, Precision { digits: 1, start: 300, limit: 300 }).gram;
        let one = Interval::new(300, &exact("1"));
        let unit = |j: usize| one.ratio(7, 3).powi(units[j]);
        let rescaled = Matrix::from_fn(5, 5, |i, j| &g[(i, j)] * unit(i) * unit(j));
        let (a, b) = (enclose(&g.unit_diagonal()), enclose(&rescaled.unit_diagonal()));
        for (x, y) in a.eigenvalues.iter().zip(&b.eigenvalues) {
            prop_assert!(x.intersect(y).is_some());
        }
        prop_assert!(a.kappa().intersect(&b.kappa()).is_some());
    }

    /// X1: κ + 2 + 1/κ = (Σ w(1 + r²))²/(Σw Σwr² − (Σwr)²), for any design.
    #[test]
    fn x1_exact_block_formula((points, theta) in designs()) {
        let found = at(&points, &theta, &[1, 2], Precision { digits: 20, start: 256, limit: 256 });
        let one = Interval::new(256, &exact("1"));
        let (alpha, beta) = (one.exact(&theta[3]), one.exact(&theta[4]));
        let (mut w0, mut w1, mut w2) = (one.zero(), one.zero(), one.zero());
        for p in &points {
            let (n, d) = (one.exact(&p.n), one.exact(&p.d));
            let w = &one / n.pow(&alpha).square();
            let r = n.pow(&alpha) / d.pow(&beta);
            w2 = w2 + &w * r.square();
            w1 = w1 + &w * &r;
            w0 = w0 + w;
        }
        let right = (&w0 + &w2).square() / (&w0 * &w2 - w1.square());
        if let Some(kappa) = found.kappa() {
            let left = &kappa + one.int(2) + &one / &kappa;
            prop_assert!(left.intersect(&right).is_some(), "{left:?} {right:?}");
            prop_assert!((left.width() / left.lo()).to_f64() < 1e-15);
        }
    }

    #[test]
    fn permuting_the_runs_changes_nothing_but_rounding(
        (points, theta) in designs(), turn in 1_usize..5
    ) {
        let mut turned = points.clone();
        turned.rotate_left(turn);
        turned.swap(0, 1);
        let precision = Precision::digits(20);
        let (a, b) = (
            at(&points, &theta, &FULL, precision),
            at(&turned, &theta, &FULL, precision),
        );
        for (x, y) in a.raw.eigenvalues.iter().zip(&b.raw.eigenvalues) {
            prop_assert!(x.intersect(y).is_some());
        }
        prop_assert_eq!(a.singular(), b.singular());
        let rays = |p: &[Point<Exact>]| {
            let found = RaySet::of(p, Tolerance::default());
            found.rays.iter().map(|r| (r.runs.len(), r.exact, r.range)).collect::<Vec<_>>()
        };
        prop_assert_eq!(rays(&points), rays(&turned));
    }

    /// Every run lies on one ray; rays are ordered, no wider than the width,
    /// and break only where the tolerance says so.
    #[test]
    fn rays_partition_the_runs(
        values in prop::collection::vec(0.0_f64..2.0, 0..60),
        gap in 0.0_f64..0.1,
        more in 0.0_f64..0.2,
    ) {
        let tolerance = Tolerance { gap, width: gap + more };
        let clusters = levels(&values, tolerance);
        let mut seen: Vec<usize> = clusters.iter().flatten().copied().collect();
        seen.sort_unstable();
        prop_assert_eq!(seen, (0..values.len()).collect::<Vec<_>>());
        let ends = |c: &Vec<usize>| (values[c[0]], values[c[c.len() - 1]]);
        for c in &clusters {
            prop_assert!(c.windows(2).all(|w| values[w[1]] - values[w[0]] <= gap));
            prop_assert!(ends(c).1 - ends(c).0 <= tolerance.width);
        }
        for pair in clusters.windows(2) {
            let (first, last, next) = (ends(&pair[0]).0, ends(&pair[0]).1, ends(&pair[1]).0);
            prop_assert!(next - last > gap || next - first > tolerance.width);
        }
    }

    /// The limits of the block are the condition numbers of [[1, M₁], [M₁, M₂]],
    /// and κ_eq does not know the unit of k.
    #[test]
    fn coverage_is_the_spectrum_of_the_limiting_block(
        ratios in prop::collection::vec((1_i64..100_000, 1_i64..50), 2..9),
        beta in 5_i64..120,
    ) {
        let one = Mpfr::from_f64(200, 1.0);
        let beta = one.ratio(beta, 100);
        let rays: Vec<(Mpfr, Mpfr)> =
            ratios.iter().map(|(k, w)| (one.ratio(*k, 10), one.int(*w))).collect();
        let c = Coverage::new(&beta, &rays);
        let distinct = ratios.iter().any(|r| r.0 != ratios[0].0);
        prop_assume!(distinct);
        let block = |m1: &Mpfr, m2: &Mpfr| {
            Matrix::from_fn(2, 2, |i, j| [one.clone(), m1.clone(), m2.clone()][i + j].clone())
        };
        let close = |a: &Mpfr, b: &Mpfr| ((a - b) / b).to_f64().abs() < 1e-40;
        let g = block(&c.m1, &c.m2);
        prop_assert!(close(&c.kappa().expect("rays"), &eigen(&g).kappa()));
        let kappa_eq = c.kappa_eq().expect("rays");
        prop_assert!(close(&kappa_eq, &eigen(&g.unit_diagonal()).kappa()));
        let thousands: Vec<(Mpfr, Mpfr)> =
            rays.iter().map(|(k, w)| (k / one.int(1000), w.clone())).collect();
        let scaled = Coverage::new(&beta, &thousands);
        prop_assert!(close(&scaled.kappa_eq().expect("rays"), &kappa_eq));
        for target in [10, 50, 1000].map(|t| one.int(t)) {
            prop_assert_eq!(c.passes(&target).is_true(), !target.less(&kappa_eq).is_true());
            if c.passes_paper(&target).is_true() {
                prop_assert!(c.passes_raw(&target).is_true());
            }
        }
    }
}
