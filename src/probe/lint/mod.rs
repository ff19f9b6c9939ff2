//! Digits that a configuration will lose, told from the table before anything is run: from the
//! optimum's own objective and curvature, the unit roundoff and the stopping rule.
//!
//! With H the Hessian of what is minimised (the sum, or the mean) at the optimum and Δ the
//! relative error of a parameter that a rule lets stand:
//!
//! - a slope test |g|∞ ≤ τ: |Δ_j| ≤ τ Σ_k |H⁻¹|_jk, the slope counted in the search's own
//!   coordinates;
//! - a test of the fall F_k − F_{k+1} ≤ t: ½ΔᵀHΔ may be t, so |Δ_j| ≤ √(2t (H⁻¹)_jj);
//! - gradients by differences of step √u: each is off by about √u (|H_jj| + F), and the same
//!   H⁻¹ carries that over;
//! - linear algebra: u κ_eq by normal equations, u √κ_eq by QR (statement X8).
//!
//! Bounds, attained where errors conspire; a usual search does a digit better.

mod rounding;
mod tools;

pub use rounding::{Printed, Rounded, rounding};
pub use tools::{Derivatives, Solver, TOOLS, Test, Tool};

use serde::Serialize;

use super::aim::Aim;
use super::case::Case;
use super::local::{Local, MOST, Sums, digits, samples};
use crate::algebra::{Ldl, Matrix};
use crate::law::Role;
use crate::number::Compare;

/// A rule, and what it leaves.
#[derive(Clone, Debug, Serialize)]
pub struct Charge {
    /// Which: `slope-test`, `fall-test`, `differences`, `arithmetic`, `iterations`.
    pub rule: &'static str,
    /// Digits that it leaves in the worst parameter.
    pub digits: f64,
    /// The worst parameter.
    pub parameter: &'static str,
    /// In a sentence.
    pub sentence: String,
}

/// A configuration, judged.
#[derive(Clone, Debug, Serialize)]
pub struct Lint {
    /// The tool.
    pub tool: &'static str,
    /// Whether the mean is minimised.
    pub mean: bool,
    /// The objective at the optimum, as the tool sees it.
    pub objective_value: f64,
    /// Rules, the worst first.
    pub charges: Vec<Charge>,
    /// Digits that all of them together leave.
    pub digits: f64,
}

/// What a tool's rules leave of the optimum's digits on this table.
pub fn lint(case: &Case<'_>, tool: &Tool, mean: bool) -> Option<Lint> {
    let aim = Aim::of(&case.objective);
    let rows = samples(case.runs);
    let local = Local::of(&case.law, aim.residual, &rows, &case.theta)?;
    let sums = local.sums(aim.shape, |_| 1.0);
    // Tools that sum squares of residuals see half of them; the mean counts once a run.
    let factor = if mean { 1.0 / rows.len() as f64 } else { 1.0 };
    let seen = Seen::of(case, &sums, factor)?;
    let mut charges: Vec<Charge> = Vec::new();
    for test in tool.tests.iter().flatten() {
        charges.push(seen.test(tool, test));
    }
    charges.extend(seen.differences(tool));
    charges.push(seen.arithmetic(tool));
    charges.sort_by(|a, b| a.digits.total_cmp(&b.digits));
    let digits = charges.first()?.digits;
    Some(Lint { tool: tool.name, mean, objective_value: seen.value, charges, digits })
}

/// The optimum as a search sees it, in its coordinates.
struct Seen<'a> {
    case: &'a Case<'a>,
    /// F there.
    value: f64,
    /// H in relative coordinates.
    hessian: Matrix<f64>,
    inverse: Matrix<f64>,
    /// How much of one relative unit of each parameter one unit of the search's coordinate is:
    /// 1 for logarithms of scales, 1/|θ| for exponents.
    unit: Vec<f64>,
    kappa: f64,
}

impl<'a> Seen<'a> {
    fn of(case: &'a Case<'a>, sums: &Sums, factor: f64) -> Option<Self> {
        let hessian = sums.hessian.map(|x| x * factor);
        let p = hessian.rows();
        let root: Vec<f64> = hessian.diagonal().iter().map(|d| d.sqrt()).collect();
        let even = Matrix::from_fn(p, p, |j, k| hessian[(j, k)] / root[j] / root[k]);
        let inverse = Ldl::new(&even)?.inverse();
        let inverse = Matrix::from_fn(p, p, |j, k| inverse[(j, k)] / root[j] / root[k]);
        let unit = (case.law.about().parameters.iter().zip(&case.theta))
            .map(|(q, t)| if q.role == Role::Exponent { 1.0 / t.abs() } else { 1.0 })
            .collect();
        let kappa = case.fit.gram.as_ref().and_then(|g| g.kappa_eq.as_ref())?.to_f64();
        Some(Seen { case, value: sums.value * factor, hessian, inverse, unit, kappa })
    }

    /// The worst parameter of a vector of relative errors.
    fn worst(&self, errors: &[f64]) -> (f64, &'static str) {
        let names = self.case.names();
        let worst = errors.iter().zip(names).max_by(|a, b| a.0.total_cmp(b.0));
        worst.map_or((MOST, ""), |(error, name)| (digits(*error), name))
    }

    /// Relative errors where slopes in the search's coordinates may be as large as these.
    fn slopes(&self, slope: impl Fn(usize) -> f64) -> Vec<f64> {
        let p = self.unit.len();
        // A slope per unit of the coordinate is slope/unit per relative unit.
        let relative: Vec<f64> = (0..p).map(|k| slope(k) / self.unit[k]).collect();
        (0..p)
            .map(|j| (0..p).map(|k| self.inverse[(j, k)].abs() * relative[k]).sum::<f64>())
            .collect()
    }

    fn test(&self, tool: &Tool, test: &Test) -> Charge {
        let value = super::aim::four(self.value);
        match *test {
            Test::Slope(tolerance) => {
                let (digits, parameter) = self.worst(&self.slopes(|_| tolerance));
                let sentence = format!(
                    "{} stops when no slope exceeds {tolerance:.0e}: your objective is {value} at \
                     its minimum, and such slopes allow {parameter} to be wrong {}.",
                    tool.says,
                    from(digits)
                );
                Charge { rule: "slope-test", digits, parameter, sentence }
            }
            Test::Fall { tolerance, floor } => {
                let fall = tolerance * self.value.abs().max(floor);
                let p = self.unit.len();
                let errors: Vec<f64> =
                    (0..p).map(|j| (2.0 * fall * self.inverse[(j, j)]).sqrt()).collect();
                let (digits, parameter) = self.worst(&errors);
                let against = match floor {
                    x if x > 0.0 => format!("{tolerance:.1e}·max(|F|, {x})"),
                    _ => format!("{tolerance:.1e}·|F|"),
                };
                let at_once = match fall > self.value {
                    true => ", more than all of it: it can stop at once",
                    false => "",
                };
                let sentence = format!(
                    "{} stops when F falls by less than {against}: your F is {value}, so that is \
                     {fall:.1e}{at_once}; {parameter} may be wrong {}.",
                    tool.says,
                    from(digits)
                );
                Charge { rule: "fall-test", digits, parameter, sentence }
            }
            Test::Steps(count) => {
                let sentence = format!(
                    "{} ends after {count} iterations by default and reports no failure: whether \
                     it has arrived depends on the start.",
                    tool.says
                );
                Charge { rule: "iterations", digits: 0.0, parameter: "", sentence }
            }
        }
    }

    fn differences(&self, tool: &Tool) -> Option<Charge> {
        let roundoff = tool.roundoff.sqrt();
        let errors = match tool.derivatives {
            Derivatives::Exact => return None,
            Derivatives::ForwardObjective => self.slopes(|k| {
                let second = self.hessian[(k, k)] * self.unit[k] * self.unit[k];
                roundoff * (second / 2.0 + 2.0 * self.value)
            }),
            // A Jacobian that is off by √u tilts JᵀR by that part of it.
            Derivatives::ForwardResiduals => self.slopes(|k| {
                let second = self.hessian[(k, k)] * self.unit[k] * self.unit[k];
                roundoff * (second * 2.0 * self.value).sqrt()
            }),
        };
        let (digits, parameter) = self.worst(&errors);
        let sentence = format!(
            "{} takes derivatives by differences of step {roundoff:.0e}: what they get wrong moves \
             {parameter} {}.",
            tool.says,
            from(digits)
        );
        Some(Charge { rule: "differences", digits, parameter, sentence })
    }

    fn arithmetic(&self, tool: &Tool) -> Charge {
        let full = -libm::log10(tool.roundoff);
        let lost = libm::log10(self.kappa);
        let (left, how) = match tool.solver {
            Solver::Normal => (full - lost, "sums over residuals lose the digits of κ_eq"),
            Solver::Orthogonal => (full - lost / 2.0, "QR or SVD lose half of the digits of κ_eq"),
        };
        let digits = left.clamp(0.0, MOST);
        let sentence = format!(
            "In arithmetic of {full:.1} digits {how}, {:.1e} on this table: {digits:.1} are left.",
            self.kappa
        );
        Charge { rule: "arithmetic", digits, parameter: "", sentence }
    }
}

/// `from the 3rd digit on`.
fn from(digits: f64) -> String {
    match libm::floor(digits) as i64 + 1 {
        1 => "from the first digit on".into(),
        2 => "from the second digit on".into(),
        3 => "from the third digit on".into(),
        n => format!("from the {n}th digit on"),
    }
}
