//! X8: how many digits solving with the Jacobian leaves.

use super::cases::{base, base_words, exact, rays};
use super::logic::at_gap;
use super::{Cell, Enclosed, Evidence, Settings, Statement, Table, Verdict};
use crate::design::{Design, Grid, LogUniform};
use crate::geometry::{Digits, Linearised, Precision, conditioning, in_mpfr};
use crate::law::Law;
use crate::number::{Compare, Exact, Interval, Mpfr, Truth};

/// The statement.
pub const STATEMENT: Statement = Statement {
    id: "X8",
    title: "Digits lost",
    words: "Solving with the Jacobian in a format of unit roundoff u, normal equations lose about \
            log₁₀ κ_eq digits, whether columns are scaled first or not, and QR about half as many; \
            raw κ is not the measure.",
    symbols: "digits left ≈ log₁₀(1/u) − log₁₀ κ_eq (normal equations), log₁₀(1/u) − ½ log₁₀ κ_eq \
              (QR)",
    laws: &["chinchilla", "repeated", "kaplan", "droppo-elibol", "interaction"],
    lemmas: &[],
    recorded: &[
        ("chinchilla", Verdict::Confirmed),
        ("repeated", Verdict::Confirmed),
        ("kaplan", Verdict::Confirmed),
        ("droppo-elibol", Verdict::Confirmed),
        ("interaction", Verdict::Confirmed),
    ],
    check: |law, settings| evidence(law.expect("X8 speaks of laws"), settings, [1.0, 1.0, 0.5]),
};

/// The ray of a law and its gaps. With larger gaps interaction's third exponent
/// is negative, and repeated data counts N as in excess.
fn one_ray(law: &Law) -> (&'static str, &'static [&'static str]) {
    match law {
        Law::Repeated(_) => ("100", &["0.06", "-0.06", "0.03", "-0.03", "0.015"]),
        Law::Interaction(_) => ("20", &["0.1", "-0.1", "0.06", "-0.06", "0.03", "0.015"]),
        _ => ("20", &["0.3", "0.2", "0.1", "-0.1", "0.06", "0.03", "0.015"]),
    }
}
/// About: the slope may be off by so much.
const SLOPE: f64 = 0.15;
/// About: so many digits more may be lost in one design.
const DIGITS: f64 = 2.0;

/// `slopes` are those of digits lost against log₁₀ κ_eq for normal equations,
/// the same with scaled columns, and QR; the tests claim others.
fn evidence(law: &Law, settings: &Settings, slopes: [f64; 3]) -> Evidence {
    let bits = settings.bits;
    let (k, gaps) = one_ray(law);
    let mut evidence = Evidence::new(
        format!(
            "J x = y with x the parameters, y = J x rounded, so that x is known exactly; {}; 20 \
             sizes on the ray k = {k} at gaps {}, on the rays 20 and 167, and an 8 × 8 grid; every \
             format; errors in units of the columns' lengths; slopes over these designs in MPFR of {bits} bits; \
             about: slopes within {SLOPE}, digits within {DIGITS}",
            base_words(law),
            gaps.join(", ")
        ),
        bits,
    );
    let mut cases: Vec<Case> = gaps
        .iter()
        .map(|gap| {
            let theta = at_gap(law, &base(law), &exact(gap));
            Case::of(law, &format!("one ray, ε = {gap}"), theta, &rays(&[k], 20), bits)
        })
        .collect();
    cases.push(Case::of(law, "rays 20 and 167", base(law), &rays(&["20", "167"], 20), bits));
    cases.push(Case::of(law, "8 × 8 grid", base(law), &grid(), bits));
    let names = ["normal equations", "normal equations, columns scaled", "QR"];
    let mut fitted = Vec::new();
    for (solver, (name, claimed)) in names.iter().zip(slopes).enumerate() {
        let points: Vec<(f64, f64)> = cases.iter().filter_map(|c| c.lost(solver)).collect();
        let (slope, bar) = line(&points);
        evidence.found(
            format!("{name}: digits lost ≈ {claimed} log₁₀ κ_eq"),
            if points.len() == cases.len() {
                Truth::from((slope - claimed).abs() < SLOPE)
            } else {
                Truth::Unknown
            },
            format!("slope {slope:.3} ± {bar:.3} over {} designs", points.len()),
        );
        fitted.push((slope, bar));
    }
    let [(slope, bar), ..] = fitted[..] else { unreachable!("three solvers") };
    let number = |x: f64| Mpfr::from_f64(64, x);
    evidence.measured = Some(Enclosed::with_bar(&number(slope), &number(bar)));
    in_doubles(&mut evidence, &cases);
    evidence.tables.push(by_format(&cases));
    evidence.tables.push(by_parameter(law, &cases));
    evidence.cases = cases.iter().map(|c| c.digits.len()).sum();
    evidence
}

fn grid() -> Grid {
    let range = |lo, hi| LogUniform::new(exact(lo), exact(hi), 8).expect("a valid range");
    Grid { sizes: range("1e7", "1e9"), tokens: range("2e8", "2e11") }
}

/// One design.
struct Case {
    name: String,
    kappa: f64,
    kappa_eq: f64,
    /// Every format and solver; MPFR last.
    digits: Vec<Digits>,
    /// Digits of the last format.
    full: f64,
    /// log₁₀ |θ_j| ‖j_j‖, less the largest of them.
    shares: Vec<f64>,
}

impl Case {
    fn of<D: Design + ?Sized>(
        law: &Law,
        name: &str,
        theta: Vec<Exact>,
        design: &D,
        bits: u32,
    ) -> Case {
        let columns = law.about().ray_columns;
        let found = conditioning(law, &theta, design, &[columns], Precision::digits(6)).remove(0);
        let kappa_eq = found.scaled.kappa().to_f64();
        let wide: Vec<Mpfr> = theta.iter().map(|x| Mpfr::new(320, x)).collect();
        let mut digits = Linearised::of(law, &wide, design, columns).in_machine_formats(kappa_eq);
        digits.extend(in_mpfr(law, &theta, design, columns, bits, kappa_eq));
        let columns = found.columns.iter().zip(found.gram.diagonal());
        let size = |(c, square): (&usize, Interval)| {
            libm::log10(theta[*c].to_f64().abs()) + libm::log10(square.to_f64()) / 2.0
        };
        let sizes: Vec<f64> = columns.map(size).collect();
        let largest = sizes.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        Case {
            shares: sizes.iter().map(|s| s - largest).collect(),
            name: name.into(),
            kappa: found.raw.kappa().to_f64(),
            kappa_eq,
            digits,
            full: f64::from(bits) * std::f64::consts::LOG10_2,
        }
    }

    /// (log₁₀ κ_eq, digits lost) in MPFR by the given solver.
    fn lost(&self, solver: usize) -> Option<(f64, f64)> {
        let row = &self.digits[self.digits.len() - 3 + solver];
        let left = self.left(row).filter(|left| *left > 0.0)?;
        Some((libm::log10(self.kappa_eq), self.full - left))
    }

    /// Digits left of the solution as a whole, in units of the columns' lengths:
    /// −log₁₀ of max |δ_j| ‖j_j‖ / max |θ_j| ‖j_j‖.
    fn left(&self, row: &Digits) -> Option<f64> {
        let own = row.per_parameter.iter().zip(&self.shares);
        own.map(|(left, share)| left.map(|left| left - share))
            .try_fold(f64::INFINITY, |least, next| Some(least.min(next?)))
    }

    fn in_format(&self, format: &str) -> impl Iterator<Item = &Digits> {
        self.digits.iter().filter(move |d| d.format == format)
    }
}

/// Least-squares slope and its standard error.
fn line(points: &[(f64, f64)]) -> (f64, f64) {
    let m = points.len() as f64;
    let mean = |f: fn(&(f64, f64)) -> f64| points.iter().map(f).sum::<f64>() / m;
    let (x, y) = (mean(|p| p.0), mean(|p| p.1));
    let square: f64 = points.iter().map(|p| (p.0 - x) * (p.0 - x)).sum();
    let slope = points.iter().map(|p| (p.0 - x) * (p.1 - y)).sum::<f64>() / square;
    let off = |p: &(f64, f64)| p.1 - y - slope * (p.0 - x);
    let rest: f64 = points.iter().map(|p| off(p) * off(p)).sum();
    (slope, libm::sqrt(rest / (m - 2.0) / square))
}

/// Digits left in f64 against the prediction, wherever one is left.
fn in_doubles(evidence: &mut Evidence, cases: &[Case]) {
    let mut largest = (0.0_f64, String::new());
    let mut apart = Vec::new();
    for case in cases {
        let rows: Vec<&Digits> = case.in_format("f64").collect();
        for row in rows.iter().filter(|row| row.predicted >= 1.0) {
            let off = case.left(row).map_or(f64::INFINITY, |left| row.predicted - left);
            if off > largest.0 {
                largest = (off, format!("{}, {}", case.name, row.solver));
            }
        }
        if let [plain, scaled, _] = rows[..]
            && let (Some(a), Some(b)) = (case.left(plain), case.left(scaled))
        {
            apart.push(a - b);
        }
    }
    evidence.found(
        format!("f64: at most {DIGITS} digits more are lost than predicted"),
        largest.0 < DIGITS,
        format!("at most {:.2} more ({})", largest.0, largest.1),
    );
    let mean = apart.iter().sum::<f64>() / apart.len() as f64;
    evidence.found(
        "f64: scaling the columns first changes less than a digit on average",
        mean.abs() < 1.0,
        format!("{mean:.2} over {} designs", apart.len()),
    );
    // If raw κ were the measure nothing would be left beyond 1/u.
    let beyond: Vec<&Case> = cases.iter().filter(|c| c.kappa > 2.0 / f64::EPSILON).collect();
    let usable: Vec<_> = beyond.iter().filter(|c| c.kappa_eq < 2e-3 / f64::EPSILON).collect();
    let first = |c: &Case| c.in_format("f64").next().and_then(|row| c.left(row));
    let solved = usable.iter().filter(|c| first(c).is_some_and(|left| left >= 1.0)).count();
    evidence.found(
        "f64: where κ > 1/u but κ_eq < 10⁻³/u, normal equations leave a digit and more",
        solved == usable.len(),
        format!("{solved} of {} such designs, of {} with κ > 1/u", usable.len(), beyond.len()),
    );
}

/// Digits left in the worst parameter.
fn by_format(cases: &[Case]) -> Table {
    let mut table = Table::new(
        "digits left in the worst parameter: predicted/measured by normal equations, scaled, QR",
        &["design", "κ", "κ_eq", "f16", "bf16", "tf32", "f32", "f64", "double-double", "MPFR"],
    );
    for case in cases {
        let mut row = vec![
            Cell::from(case.name.clone()),
            Cell::Number(format!("{:.2e}", case.kappa)),
            Cell::Number(format!("{:.2e}", case.kappa_eq)),
        ];
        for format in ["f16", "bf16", "tf32", "f32", "f64", "double-double", "mpfr"] {
            let rows: Vec<&Digits> = case.in_format(format).collect();
            let show = |d: &&Digits| match d.measured {
                Some(left) => format!("{:.1}/{left:.1}", d.predicted),
                None => format!("{:.1}/–", d.predicted),
            };
            row.push(rows.iter().map(show).collect::<Vec<_>>().join(" ").into());
        }
        table.row(row);
    }
    table
}

/// Digits left in every parameter in f64.
fn by_parameter(law: &Law, cases: &[Case]) -> Table {
    let about = law.about();
    let symbols: Vec<&str> =
        about.ray_columns.iter().map(|c| about.parameters[*c].symbol).collect();
    let heads = [&["design", "solver"][..], &symbols].concat();
    let mut table = Table::new("digits left in f64, parameter by parameter", &heads);
    for case in cases {
        for row in case.in_format("f64") {
            let mut cells = vec![Cell::from(case.name.clone()), row.solver.into()];
            cells.extend(row.per_parameter.iter().map(|left| match left {
                Some(left) => Cell::Number(format!("{left:.1}")),
                None => "breaks down".into(),
            }));
            table.row(cells);
        }
    }
    table
}

#[cfg(test)]
mod tests {
    use super::super::logic;
    use super::*;

    #[test]
    fn other_slopes_are_refuted() {
        let law = logic::law("chinchilla");
        let verdict =
            |slopes| Verdict::of(&evidence(&law, &Settings::default(), slopes).checks, false);
        let stated = verdict([1.0, 1.0, 0.5]);
        assert_eq!(stated.0, Verdict::Confirmed, "{stated:?}");
        assert_eq!(verdict([1.0, 1.0, 1.0]).0, Verdict::Refuted);
        assert_eq!(verdict([0.5, 1.0, 0.5]).0, Verdict::Refuted);
    }

    #[test]
    fn a_line_is_fitted() {
        let (slope, bar) = line(&[(0.0, 1.0), (1.0, 3.0), (2.0, 5.0)]);
        assert!((slope - 2.0).abs() < 1e-15 && bar < 1e-15);
    }
}
