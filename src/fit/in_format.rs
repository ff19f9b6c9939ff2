//! The fit made in a stated number format, to see what the format loses.
//!
//! The search starts from the same rough point in every format, found in
//! doubles. In f16, bf16, tf32 and f32 everything after that happens in the
//! format: data and δ rounded to it, every operation, the sums, the steps
//! (reweighted least squares, damped until the objective falls). The wider
//! kinds run the project's own methods: f64 plain Newton in doubles,
//! double-double with its gradient in double-double, MPFR all of it.

use std::fmt;
use std::str::FromStr;

use crate::algebra::{Ldl, Matrix};
use crate::number::{Bf16, Compare, Dual, Exact, F16, Mpfr, Scalar, Tf32};

use crate::fit::answer::fit::Fit;
use crate::fit::descent::descend::{Effort, SETTLED, descend};
use crate::fit::problem::Problem;
use crate::fit::problem::objective::Rho;
use crate::fit::problem::options::Options;
use crate::fit::problem::rows::{Model, Row, Rows};
use crate::fit::run::fit;
use crate::fit::search::everyday::{FIRST_LEVEL, refine, rough_starts};

/// A number format by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// IEEE half precision, largest number 65504.
    F16,
    /// bfloat16.
    Bf16,
    /// TensorFloat-32.
    Tf32,
    /// IEEE single precision.
    F32,
    /// IEEE double precision.
    F64,
    /// A sum of two doubles.
    DoubleDouble,
    /// MPFR at so many bits.
    Mpfr(u32),
}

/// A text that names no format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "unknown number format '{0}' (formats: f16, bf16, tf32, f32, f64, double-double, mpfr:BITS with 53 to 65536 bits)"
)]
pub struct UnknownFormat(String);

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(text: &str) -> Result<Self, UnknownFormat> {
        let unknown = || UnknownFormat(text.into());
        Ok(match text {
            "f16" => Format::F16,
            "bf16" => Format::Bf16,
            "tf32" => Format::Tf32,
            "f32" => Format::F32,
            "f64" => Format::F64,
            "double-double" => Format::DoubleDouble,
            _ => {
                let bits = text.strip_prefix("mpfr:").ok_or_else(unknown)?;
                let bits: u32 = bits.parse().map_err(|_| unknown())?;
                if !(53..=65536).contains(&bits) {
                    return Err(unknown());
                }
                Format::Mpfr(bits)
            }
        })
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Format::F16 => f.write_str("f16"),
            Format::Bf16 => f.write_str("bf16"),
            Format::Tf32 => f.write_str("tf32"),
            Format::F32 => f.write_str("f32"),
            Format::F64 => f.write_str("f64"),
            Format::DoubleDouble => f.write_str("double-double"),
            Format::Mpfr(bits) => write!(f, "mpfr:{bits}"),
        }
    }
}

/// How the iteration in a format ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// Newton's steps became small.
    Settled,
    /// No step lowers the objective as this arithmetic computes it.
    Stalled,
    /// It ran out of steps.
    Exhausted,
}

/// A fit in a format, beside the optimum.
#[derive(Clone, Debug)]
pub struct InFormat {
    /// The format.
    pub format: Format,
    /// How it ended.
    pub ended: Ended,
    /// Values, in the law's order.
    pub theta: Vec<Mpfr>,
    /// Correct digits of each, −log₁₀ of the relative error; absent where the
    /// optimum is 0 or the parameter was not estimated.
    pub digits: Vec<Option<f64>>,
    /// The objective there over the minimum, minus 1, both in MPFR.
    pub relative_gap: f64,
}

impl InFormat {
    /// Decimals that a value in this format has, and one more.
    pub fn decimals(&self) -> usize {
        match self.format {
            Format::Bf16 => 4,
            Format::F16 | Format::Tf32 => 5,
            Format::F32 => 9,
            Format::F64 => 17,
            Format::DoubleDouble => 33,
            Format::Mpfr(bits) => (f64::from(bits) * std::f64::consts::LOG10_2) as usize,
        }
    }
}

/// Why a fit cannot be made in a format.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FormatError {
    /// A number of the table is beyond the format.
    #[error(
        "{format} cannot hold {what} = {value} (its numbers end at {largest}): state units in which it fits, as in --count-in n=1e9,d=1e10"
    )]
    Overflow {
        /// The format.
        format: Format,
        /// Which number.
        what: &'static str,
        /// Its value.
        value: String,
        /// The format's largest number.
        largest: &'static str,
    },
    /// At the starting point the objective is not finite in the format.
    #[error("in {0} the objective is not finite at the starting point: it overflows on the way")]
    NotFinite(Format),
    /// The law gave no starting point, or the fit failed.
    #[error("{0}")]
    Fit(String),
}

/// Fits in a format; `best` is the optimum of the same problem.
pub fn fit_in(problem: &Problem<'_>, format: Format, best: &Fit) -> Result<InFormat, FormatError> {
    let rows = Rows::new(problem, &1.0);
    let model = Model::of(problem);
    let start = || {
        let level = rows.sample(FIRST_LEVEL);
        let starts = rough_starts(&model, &level);
        starts.into_iter().next().ok_or(FormatError::NotFinite(format))
    };
    let doubles = |u: &[f64]| -> Vec<Mpfr> {
        problem.space().theta(u, &1.0).iter().map(|x| Mpfr::from_f64(53, *x)).collect()
    };
    let (theta, ended) = match format {
        Format::F16 => narrow(problem, &start()?, F16::from_f64(1.0), format)?,
        Format::Bf16 => narrow(problem, &start()?, Bf16::from_f64(1.0), format)?,
        Format::Tf32 => narrow(problem, &start()?, Tf32::from_f64(1.0), format)?,
        Format::F32 => narrow(problem, &start()?, 1.0_f32, format)?,
        Format::F64 => {
            let effort = Effort { rough: 40, exact: 200, until: SETTLED };
            let found = descend(&model, &rows, &start()?, effort);
            let ended = if found.settled { Ended::Settled } else { Ended::Stalled };
            (doubles(&found.u), ended)
        }
        Format::DoubleDouble => {
            let effort = Effort { rough: 40, exact: 200, until: SETTLED };
            let found = refine(problem, &rows, &descend(&model, &rows, &start()?, effort).u);
            let theta = problem.space().theta(&found.u, &found.u[0]);
            let wide = |x: &crate::number::DoubleDouble| {
                Mpfr::from_f64(128, x.hi()) + Mpfr::from_f64(128, x.lo())
            };
            let ended = if found.settled { Ended::Settled } else { Ended::Stalled };
            (theta.iter().map(wide).collect(), ended)
        }
        Format::Mpfr(bits) => {
            // As many digits as the bits hold, less what Newton's test needs.
            let digits = ((f64::from(bits) * std::f64::consts::LOG10_2) as usize).max(19) - 3;
            let options =
                Options { digits: digits.max(16), bits: Some(bits), ..Options::default() };
            let found = fit(problem, &options).map_err(|e| FormatError::Fit(e.to_string()))?;
            let settled = found.status != crate::regression::Status::Undecided;
            (found.theta(), if settled { Ended::Settled } else { Ended::Stalled })
        }
    };
    let digits = best
        .parameters
        .iter()
        .zip(&theta)
        .map(|(b, x)| {
            let zero = b.value.sign() == Some(std::cmp::Ordering::Equal);
            let estimated = matches!(
                b.held,
                crate::fit::answer::fit::Held::Free | crate::fit::answer::fit::Held::Tied(_)
            );
            (estimated && !zero).then(|| correct(x, &b.value, b.value.bits()))
        })
        .collect();
    let at = |theta: &[Mpfr]| {
        let bits = best.bits.max(128);
        problem.value(&theta.iter().map(|x| x.with_bits(bits)).collect::<Vec<_>>())
    };
    let relative_gap = (at(&theta) / at(&best.theta())).to_f64() - 1.0;
    Ok(InFormat { format, ended, theta, digits, relative_gap })
}

/// −log₁₀ |x/truth − 1|, between 0 and the digits that the truth has.
fn correct(x: &Mpfr, truth: &Mpfr, bits: u32) -> f64 {
    let error = ((x.with_bits(bits) - truth) / truth).abs();
    let most = f64::from(bits) * std::f64::consts::LOG10_2;
    let digits = -(error.ln().to_f64() / std::f64::consts::LN_10);
    if digits.is_nan() { 0.0 } else { digits.clamp(0.0, most) }
}

/// Steps in a narrow format.
const STEPS: usize = 400;

fn narrow<S: Compare>(
    problem: &Problem<'_>,
    start: &[f64],
    like: S,
    format: Format,
) -> Result<(Vec<Mpfr>, Ended), FormatError> {
    for run in problem.iter() {
        let weight = run.weight.as_ref().map(|w| ("weight", w));
        let unique = run.unique.as_ref().map(|u| ("unique_tokens", u));
        let all = [("n_params", &run.n), ("n_tokens", &run.d), ("loss", &run.loss)];
        for (what, value) in all.into_iter().chain(weight).chain(unique) {
            if !like.exact(value).is_finite() {
                let largest = if format == Format::F16 { "65504" } else { "3.4e38" };
                let value = value.to_string();
                return Err(FormatError::Overflow { format, what, value, largest });
            }
        }
    }
    let rows: Vec<Row<S>> = (0..problem.len()).map(|i| Row::new(problem, i, &like)).collect();
    let (ranges, space) = (crate::fit::descent::descend::ranges(problem.space()), problem.space());
    let round = |x: f64| Exact::from_f64(x).map_or_else(|_| like.zero(), |x| like.exact(&x));
    let clamp = |u: &[S]| -> Vec<S> {
        let inside = |(u, (lo, hi)): (&S, &(f64, f64))| {
            let x = u.to_f64();
            if x < *lo || x > *hi { round(x.clamp(*lo, *hi)) } else { u.clone() }
        };
        u.iter().zip(&ranges).map(inside).collect()
    };
    let mut u = clamp(&start.iter().map(|x| round(*x)).collect::<Vec<_>>());
    let mut damping = round(1e-3);
    let mut now = local(problem, &rows, &u);
    if !now.value.is_finite() {
        return Err(FormatError::NotFinite(format));
    }
    let mut ended = Ended::Exhausted;
    'steps: for _ in 0..STEPS {
        for attempt in 0..16 {
            let taken = now
                .step(&damping)
                .map(|step| clamp(&u.iter().zip(&step).map(|(u, s)| u + s).collect::<Vec<_>>()));
            if let Some(next) = taken {
                let there = local(problem, &rows, &next);
                if there.value.less(&now.value).is_true() {
                    (u, now) = (next, there);
                    damping = &damping / damping.int(8);
                    continue 'steps;
                }
            }
            damping = (&damping * damping.int(8)).max(&round(1e-6 * f64::from(1 << attempt)));
        }
        ended = Ended::Stalled;
        break;
    }
    let theta = space.theta(&u, &like);
    Ok((theta.iter().map(|x| Mpfr::from_f64(53, x.to_f64())).collect(), ended))
}

/// F and its majorant at a point: see `Majorant`; here in the format.
struct Local<S> {
    value: S,
    gradient: Vec<S>,
    matrix: Matrix<S>,
}

fn local<S: Compare>(problem: &Problem<'_>, rows: &[Row<S>], u: &[S]) -> Local<S> {
    let model = Model::of(problem);
    let (q, zero) = (u.len(), u[0].zero());
    let theta = model.space.theta(&Dual::variables(u), &Dual::constant(u[0].one()));
    let rho: Rho<Dual<S>> = model.objective.rho(&Dual::constant(u[0].one()));
    let mut value = zero.clone();
    let mut gradient = vec![zero.clone(); q];
    let mut matrix = Matrix::from_fn(q, q, |_, _| zero.clone());
    for row in rows {
        let residual = model.residual(&theta, &row.map(|x| Dual::constant(x.clone())));
        let (r, g) = (residual.value().clone(), residual.gradient(q));
        let term = rho.at(&Dual::variable(r.clone(), 0));
        let psi = term.derivative(0).cloned().unwrap_or_else(|| zero.clone());
        let at_zero = !r.less(&zero).is_true() && !zero.less(&r).is_true();
        let weight = if at_zero { row.weight.clone() } else { &row.weight * (&psi / &r) };
        value = value + &row.weight * term.value();
        for i in 0..q {
            gradient[i] = &gradient[i] + &row.weight * &psi * &g[i];
            for j in 0..q {
                matrix[(i, j)] = &matrix[(i, j)] + &weight * &g[i] * &g[j];
            }
        }
    }
    Local { value, gradient, matrix }
}

impl<S: Compare> Local<S> {
    /// −(M + λ diag M)⁻¹ g, in units where diag M is 1; None where it breaks down.
    fn step(&self, damping: &S) -> Option<Vec<S>> {
        let diagonal = self.matrix.diagonal();
        if diagonal.iter().any(|d| !d.is_positive().is_true() || !d.is_finite()) {
            return None;
        }
        let unit: Vec<S> = diagonal.iter().map(S::sqrt).collect();
        let q = unit.len();
        let scaled = Matrix::from_fn(q, q, |i, j| {
            let entry = &self.matrix[(i, j)] / &unit[i] / &unit[j];
            if i == j { entry + damping } else { entry }
        });
        let right: Vec<S> = self.gradient.iter().zip(&unit).map(|(g, s)| -(g / s)).collect();
        let solved = Ldl::new(&scaled)?.solve(&right);
        let step: Vec<S> = solved.iter().zip(&unit).map(|(x, s)| x / s).collect();
        step.iter().all(S::is_finite).then_some(step)
    }
}

#[cfg(test)]
mod tests {
    use crate::fit::in_format::*;

    #[test]
    fn formats_are_read_and_refused() {
        for name in ["f16", "bf16", "tf32", "f32", "f64", "double-double", "mpfr:300"] {
            assert_eq!(name.parse::<Format>().expect(name).to_string(), name);
        }
        for name in ["f8", "mpfr", "mpfr:2", "mpfr:x", "mpfr:70000", ""] {
            assert!(name.parse::<Format>().is_err(), "{name}");
        }
    }
}
