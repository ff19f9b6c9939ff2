//! What is left of the parameters after linear algebra in a given format
//! (statement X8): predicted from κ_eq, and measured.
//!
//! The problem solved is the one inside every Gauss–Newton step and every
//! standard error: min ‖J x − y‖ with J the Jacobian at the optimum θ̂. J and θ̂
//! are rounded to the format, y = J θ̂ is formed exactly and rounded, so the exact
//! solution is known — the rounded θ̂ — and what the solver returns is compared
//! with it, parameter by parameter.

use serde::Serialize;

use super::{jacobian, jacobian_row, variables};
use crate::algebra::solve::{householder, normal_equations};
use crate::design::Design;
use crate::law::Law;
use crate::number::{Bf16, Compare, DoubleDouble, Exact, F16, Mpfr, Scalar, Tf32};
use crate::parallel;

/// One solver in one format.
#[derive(Clone, Debug, Serialize)]
pub struct Digits {
    /// Name of the format.
    pub format: &'static str,
    /// `normal-equations`, `normal-equations-scaled` (columns scaled to unit
    /// length first) or `qr` (Householder).
    pub solver: &'static str,
    /// log₁₀(1/u) less log₁₀ κ_eq (normal equations) or half of it (QR), at
    /// least 0; u is the format's unit roundoff.
    pub predicted: f64,
    /// Correct digits in the worst parameter; null where the solver broke down.
    pub measured: Option<f64>,
    /// Correct digits of every parameter, in the law's order.
    pub per_parameter: Vec<Option<f64>>,
    /// `solved`, or `breaks down`: a pivot is not positive in this format.
    pub outcome: &'static str,
    /// `as given`, or `fitted values` where the Jacobian's columns leave the
    /// format's range unless each parameter is measured in units of its fitted value.
    pub units: &'static str,
}

/// A format that can be computed in.
pub trait Format: Compare {
    /// Its name.
    const NAME: &'static str;
    /// Unit roundoff u: half the gap above 1.
    const UNIT_ROUNDOFF: f64;
    /// Smallest normal and largest finite number.
    const RANGE: (f64, f64);
    /// hi + lo, rounded.
    fn round(hi: f64, lo: f64) -> Self;
    /// The value as an unevaluated sum of two doubles.
    fn parts(&self) -> (f64, f64);
}

macro_rules! machine_format {
    ($($ty:ty, $name:literal, $unit:expr);+) => {$(
        impl Format for $ty {
            const NAME: &'static str = $name;
            const UNIT_ROUNDOFF: f64 = $unit;
            const RANGE: (f64, f64) = (<$ty>::MIN_POSITIVE as f64, <$ty>::MAX as f64);
            fn round(hi: f64, _lo: f64) -> Self {
                hi as $ty
            }
            fn parts(&self) -> (f64, f64) {
                (f64::from(*self), 0.0)
            }
        }
    )+};
}
machine_format!(f32, "f32", f32::EPSILON as f64 / 2.0; f64, "f64", f64::EPSILON / 2.0);

macro_rules! small_format {
    ($($ty:ty, $name:literal, $bits:literal, $range:expr);+) => {$(
        impl Format for $ty {
            const NAME: &'static str = $name;
            const UNIT_ROUNDOFF: f64 = 1.0 / (1_u32 << $bits) as f64;
            const RANGE: (f64, f64) = $range;
            fn round(hi: f64, _lo: f64) -> Self {
                <$ty>::from_f64(hi)
            }
            fn parts(&self) -> (f64, f64) {
                (self.to_f64(), 0.0)
            }
        }
    )+};
}
small_format!(
    F16, "f16", 11, (6.103515625e-5, 65504.0);
    Bf16, "bf16", 8, (1.1754943508222875e-38, 3.3895313892515355e38);
    Tf32, "tf32", 11, (1.1754943508222875e-38, 3.4011621342146535e38)
);

impl Format for DoubleDouble {
    const NAME: &'static str = "double-double";
    /// 2⁻¹⁰⁶, the unit in its documented bounds.
    const UNIT_ROUNDOFF: f64 = f64::EPSILON * f64::EPSILON / 4.0;
    const RANGE: (f64, f64) = (1e-290, f64::MAX);
    fn round(hi: f64, lo: f64) -> Self {
        DoubleDouble::from_sum(hi, lo)
    }
    fn parts(&self) -> (f64, f64) {
        (self.hi(), self.lo())
    }
}

/// J and θ̂ as unevaluated sums of two doubles (106 bits): J row after row.
#[derive(Clone, Debug, Default)]
pub struct Linearised {
    /// Rows of ∂L/∂θ.
    pub jacobian: Vec<(f64, f64)>,
    /// θ̂.
    pub theta: Vec<(f64, f64)>,
}

/// Splits a number into the sum of two doubles nearest to it.
pub fn split(x: &Mpfr) -> (f64, f64) {
    let hi = x.to_f64();
    if !hi.is_finite() {
        return (hi, 0.0);
    }
    (hi, (x - Mpfr::from_f64(x.bits(), hi)).to_f64())
}

/// Enough for products of two sums of two doubles, and for their sums.
const EXACT_BITS: u32 = 320;

fn join((hi, lo): (f64, f64)) -> Mpfr {
    Mpfr::from_f64(EXACT_BITS, hi) + Mpfr::from_f64(EXACT_BITS, lo)
}

impl Linearised {
    /// The Jacobian of the free columns at θ, its rows in ascending order: sums
    /// that are rounded do not depend on the order of the runs.
    pub fn of<D: Design + ?Sized>(law: &Law, theta: &[Mpfr], design: &D, free: &[usize]) -> Self {
        let duals = variables(theta, free);
        let mut rows: Vec<Vec<(f64, f64)>> = parallel::rows(design.len(), |at| {
            let row = jacobian_row(law, &duals, &design.point(at, &theta[0]).with_ln());
            row.gradient(free.len()).iter().map(split).collect()
        });
        let by_value =
            |a: &(f64, f64), b: &(f64, f64)| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1));
        rows.sort_unstable_by(|a, b| {
            let differ = a.iter().zip(b).map(|(a, b)| by_value(a, b)).find(|o| o.is_ne());
            differ.unwrap_or(std::cmp::Ordering::Equal)
        });
        Linearised {
            jacobian: rows.concat(),
            theta: free.iter().map(|c| split(&theta[*c])).collect(),
        }
    }

    /// All three solvers in every format of a machine, the shortest first.
    pub fn in_machine_formats(&self, kappa_eq: f64) -> Vec<Digits> {
        [
            self.in_format::<F16>(kappa_eq),
            self.in_format::<Bf16>(kappa_eq),
            self.in_format::<Tf32>(kappa_eq),
            self.in_format::<f32>(kappa_eq),
            self.in_format::<f64>(kappa_eq),
            self.in_format::<DoubleDouble>(kappa_eq),
        ]
        .concat()
    }

    /// All three solvers in format `S`.
    pub fn in_format<S: Format>(&self, kappa_eq: f64) -> Vec<Digits> {
        let p = self.theta.len();
        let relative = !self.fits::<S>();
        let unit = |c: usize| if relative { join(self.theta[c]) } else { join((1.0, 0.0)) };
        let units: Vec<Mpfr> = (0..p).map(unit).collect();
        let entry = |(i, v): (usize, &(f64, f64))| {
            if relative {
                let (hi, lo) = split(&(join(*v) * &units[i % p]));
                S::round(hi, lo)
            } else {
                S::round(v.0, v.1)
            }
        };
        let jacobian: Vec<S> = self.jacobian.iter().enumerate().map(entry).collect();
        let truth: Vec<S> = (self.theta.iter().zip(&units))
            .map(|(t, u)| {
                let (hi, lo) = split(&(join(*t) / u));
                S::round(hi, lo)
            })
            .collect();
        let exact: Vec<Mpfr> = truth.iter().map(|t| join(t.parts())).collect();
        let zero = join((0.0, 0.0));
        let y: Vec<S> = jacobian
            .chunks_exact(p)
            .map(|row| {
                let products = row.iter().zip(&exact).map(|(v, t)| join(v.parts()) * t);
                let (hi, lo) = split(&products.fold(zero.clone(), |sum, v| sum + v));
                S::round(hi, lo)
            })
            .collect();
        Problem {
            format: S::NAME,
            full: -libm::log10(S::UNIT_ROUNDOFF),
            units: if relative { "fitted values" } else { "as given" },
        }
        .solve(&jacobian, &y, &exact, |x| join(x.parts()), kappa_eq)
    }

    /// Whether every θ and every column's length, squared too, is a normal number of S.
    fn fits<S: Format>(&self) -> bool {
        let p = self.theta.len();
        let (least, most) = S::RANGE;
        let inside = |x: f64| x == 0.0 || (x.abs() >= least && x.abs() <= most);
        let squares = |c: usize| self.jacobian.iter().skip(c).step_by(p).map(|v| v.0 * v.0).sum();
        self.theta.iter().all(|t| inside(t.0)) && (0..p).all(|c| inside(squares(c)))
    }
}

/// A least-squares problem posed in one format.
struct Problem {
    format: &'static str,
    /// Digits of the format, log₁₀(1/u).
    full: f64,
    units: &'static str,
}

impl Problem {
    /// All three solvers on J x = y, whose exact solution is `truth`.
    fn solve<S: Compare>(
        &self,
        jacobian: &[S],
        y: &[S],
        truth: &[Mpfr],
        value: impl Fn(&S) -> Mpfr,
        kappa_eq: f64,
    ) -> Vec<Digits> {
        let (p, full, lost) = (truth.len(), self.full, libm::log10(kappa_eq));
        let solvers: [(&'static str, f64, Option<Vec<S>>); 3] = [
            ("normal-equations", lost, normal_equations(jacobian, y, p, false)),
            ("normal-equations-scaled", lost, normal_equations(jacobian, y, p, true)),
            ("qr", lost / 2.0, householder(jacobian, y, p)),
        ];
        let score = |x: &S, t: &Mpfr| {
            let error = ((value(x) - t) / t).abs().to_f64();
            error.is_finite().then(|| correct_digits(error, full))
        };
        solvers
            .into_iter()
            .map(|(solver, lost, x)| {
                let per_parameter: Vec<Option<f64>> = match &x {
                    Some(x) => x.iter().zip(truth).map(|(x, t)| score(x, t)).collect(),
                    None => vec![None; p],
                };
                let worst = per_parameter.iter().copied().try_fold(full, |a, b| Some(a.min(b?)));
                Digits {
                    format: self.format,
                    solver,
                    predicted: (full - lost).max(0.0),
                    measured: worst,
                    per_parameter,
                    outcome: if worst.is_some() { "solved" } else { "breaks down" },
                    units: self.units,
                }
            })
            .collect()
    }
}

/// The same measurement in MPFR of so many bits, where J and θ may have any.
pub fn in_mpfr<D: Design + ?Sized>(
    law: &Law,
    theta: &[Exact],
    design: &D,
    free: &[usize],
    bits: u32,
    kappa_eq: f64,
) -> Vec<Digits> {
    let like = Mpfr::from_f64(2 * bits + 64, 1.0);
    let wide: Vec<Mpfr> = theta.iter().map(|x| like.exact(x)).collect();
    let j = jacobian(law, &wide, design, free).map(|x| x.with_bits(bits));
    let truth: Vec<Mpfr> = free.iter().map(|c| wide[*c].with_bits(bits)).collect();
    let product = |row: &[Mpfr]| {
        let terms = row.iter().zip(&truth).map(|(v, t)| v.with_bits(like.bits()) * t);
        terms.fold(like.zero(), |sum, v| sum + v).with_bits(bits)
    };
    let y: Vec<Mpfr> = (0..j.rows()).map(|i| product(j.row(i))).collect();
    let entries: Vec<Mpfr> = (0..j.rows()).flat_map(|i| j.row(i).to_vec()).collect();
    let full = f64::from(bits) * std::f64::consts::LOG10_2;
    Problem { format: "mpfr", full, units: "as given" }.solve(
        &entries,
        &y,
        &truth,
        |x| x.with_bits(like.bits()),
        kappa_eq,
    )
}

/// −log₁₀ of a relative error, between 0 and `most`.
pub fn correct_digits(relative_error: f64, most: f64) -> f64 {
    if relative_error == 0.0 {
        return most;
    }
    (-libm::log10(relative_error)).clamp(0.0, most)
}

/// −log₁₀|x/truth − 1|, of the absolute error where the truth is 0: the log
/// relative error (LRE) of `x`, at least 0 and at most `most`, the digits of the
/// truth.
///
/// ```
/// use offray::geometry::log_relative_error;
/// use offray::number::Mpfr;
/// let [truth, x] = ["477.825868233905", "482.00572"].map(|x| Mpfr::new(100, &x.parse().unwrap()));
/// assert!((log_relative_error(&x, &truth, 15.0) - 2.058).abs() < 1e-3);
/// assert_eq!(log_relative_error(&truth, &truth, 15.0), 15.0);
/// ```
pub fn log_relative_error(x: &Mpfr, truth: &Mpfr, most: f64) -> f64 {
    let error = (x - truth).abs();
    let relative = if truth.to_f64() == 0.0 { error } else { error / truth.abs() };
    // Of what is undefined no digit is right.
    // (Adding 0 turns −0, of a relative error of 1, into 0.)
    if relative.is_nan() { 0.0 } else { correct_digits(relative.to_f64(), most) + 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::Point;
    use crate::number::Dual;

    /// The one-ray design of the known answers: 20 sizes log-uniform on
    /// [1e7, 1e9], k = 20, Hoffmann's parameters.
    fn one_ray() -> Linearised {
        let law = Law::named("chinchilla").expect("known");
        let bits = 320;
        let number = |t: &str| Mpfr::new(bits, &t.parse::<Exact>().expect("decimal"));
        let theta: Vec<Mpfr> = ["1.69", "406.4", "410.7", "0.34", "0.28"].map(number).to_vec();
        let variables = Dual::variables(&theta);
        let mut jacobian = Vec::new();
        for i in 0..20 {
            let n = number("1e7") * (number("100").ln() * number("1").ratio(i, 19)).exp();
            let d = &n * n.int(20);
            let at = Point::new(Dual::constant(n), Dual::constant(d));
            jacobian.extend(law.loss(&variables, &at).gradient(5).iter().map(split));
        }
        Linearised { jacobian, theta: theta.iter().map(split).collect() }
    }

    /// κ_eq of the full model there, a known answer.
    const KAPPA_EQ: f64 = 2.0240304e12;

    #[test]
    fn normal_equations_lose_log_kappa_and_qr_half_of_it() {
        let digits = one_ray().in_format::<f64>(KAPPA_EQ);
        for row in &digits {
            let measured = row.measured.expect("solved");
            assert!((measured - row.predicted).abs() < 1.5, "{row:?}");
            eprintln!("{} {:?}", row.solver, row.per_parameter);
        }
        let lost = |i: usize| 15.95 - digits[i].measured.expect("solved");
        assert!(lost(2) < 0.6 * lost(0) && lost(2) > 0.4 * lost(0));
    }

    #[test]
    fn double_double_follows_the_same_law() {
        for row in one_ray().in_format::<DoubleDouble>(KAPPA_EQ) {
            let measured = row.measured.expect("solved");
            assert!((measured - row.predicted).abs() < 2.0, "{row:?}");
        }
    }

    #[test]
    fn single_precision_has_nothing_left_by_normal_equations() {
        let digits = one_ray().in_format::<f32>(KAPPA_EQ);
        assert!(digits[0].measured.is_none_or(|d| d < 1.0), "{digits:?}");
        assert_eq!(digits[0].predicted, 0.0);
    }
}
