//! A published fit held against the optimum: how many of its digits are right,
//! what it costs, and which objective it does minimise.

use serde::Serialize;

use super::against::{Against, nearest};
use super::{Error, Options, Whose, solve_plain};
use crate::fit::{Constraints, Fit, Objective, Problem};
use crate::geometry::log_relative_error;
use crate::number::{Compare, Dual, Exact, Mpfr, Scalar};
use crate::runs::{Claim, Claimed, Runs};

/// One parameter of a claim beside ours.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimedParameter {
    /// Its name.
    pub name: &'static str,
    /// As the claim prints it.
    pub claimed: String,
    /// Our optimum, or its twin where that is nearer to the claim, to the digits
    /// asked; null where the runs do not determine it.
    pub optimum: Option<String>,
    /// Log relative error −log₁₀|claimed/optimum − 1|, at least 0, at most the
    /// digits of `optimum`.
    pub lre: Option<f64>,
    /// Significant digits that the claim prints.
    pub printed: usize,
    /// Whether our value, rounded to the digits that the claim prints, is the claim.
    pub agrees: Option<bool>,
    /// θ ∂F/∂θ / F at the claim: the relative change of the objective per
    /// relative change of the parameter, 0 at an optimum.
    pub elasticity: Option<f64>,
    /// (claimed − ours)/standard error: how much the difference matters.
    pub distance_in_se: Option<f64>,
    /// The claim's standard error, as printed.
    pub claimed_se: Option<String>,
    /// Ours.
    pub se: Option<f64>,
}

/// An objective whose minimiser the claim was compared with.
#[derive(Clone, Debug, Serialize)]
pub struct Candidate {
    /// Its name.
    pub objective: String,
    /// Log relative error of the claim in the worst parameter.
    pub lre: f64,
    /// Whether every parameter agrees to the digits printed.
    pub agrees: bool,
    /// Its minimiser, in the law's order, to 10 digits.
    pub parameters: Vec<f64>,
}

/// What is to be said about a claim.
#[derive(Clone, Debug, Serialize)]
pub struct ClaimAudit {
    /// The law it is about.
    pub law: &'static str,
    /// The objective it says it minimises.
    pub objective: String,
    /// What the claim is held against: `fit`, or `twin` where a twin of the
    /// optimum is nearer to it.
    pub nearest: Whose,
    /// Parameter by parameter.
    pub parameters: Vec<ClaimedParameter>,
    /// That objective at the claim.
    pub objective_value: Option<String>,
    /// How far that is above the minimum.
    pub objective_gap: Option<String>,
    /// The same as a fraction of the minimum.
    pub relative_gap: Option<f64>,
    /// Whether every value of the nearest optimum, rounded to the digits
    /// that the claim prints, is the claim.
    pub is_optimum: Option<bool>,
    /// The known objective whose minimiser the claim is, to the digits it
    /// prints; null where it is none of those tried.
    pub minimises: Option<String>,
    /// All that were tried on these runs, nearest first.
    pub tried: Vec<Candidate>,
}

/// A claim's parameters where they are allowed and the objective is lower there than at
/// the optimum found, by more than rounding: then that is no optimum.
pub fn lower(problem: &Problem<'_>, fit: &Fit, options: &Options) -> Option<Vec<Exact>> {
    let claim = options.claim.as_ref().filter(|_| options.start.is_none())?;
    if claim.objective.parse::<Objective>().ok()? != options.objective {
        return None;
    }
    let values: Vec<Exact> = claim.parameters.iter().map(|p| p.value.clone()).collect();
    let theta: Vec<Mpfr> = values.iter().map(|x| Mpfr::new(CLAIM_BITS, x)).collect();
    let space = problem.space();
    let within = |(at, u): (usize, &Mpfr)| {
        let (lo, hi) = space.range(at);
        (lo..=hi).contains(&u.to_f64())
    };
    let allowed = space.coordinates(&theta).iter().enumerate().all(within)
        && (0..values.len()).all(|p| space.fixed_value(p).is_none_or(|held| *held == values[p]));
    let value = problem.value(&theta);
    let lowest = &fit.objective_value.0;
    let margin = lowest * lowest.ratio(1, 1_000_000_000);
    (allowed && value.is_finite() && value.less(&(lowest - margin)).is_true()).then_some(values)
}

/// Bits in which the objective at a claim is looked at.
const CLAIM_BITS: u32 = 256;

/// The objectives tried: all four, with the thresholds in use.
pub fn known_objectives() -> Vec<Objective> {
    let deltas = ["1e-4", "1e-3", "1e-2", "1e-1"];
    let robust = deltas.iter().flat_map(|d| {
        let delta: Exact = d.parse().expect("a decimal");
        [Objective::HuberLog(delta.clone()), Objective::PseudoHuberLog(delta)]
    });
    [Objective::Sse, Objective::LogSse].into_iter().chain(robust).collect()
}

/// The place of the last digit printed: `12.50` has −2, `3.178e6` has 3.
fn last_place(text: &str) -> i32 {
    let (mantissa, exponent) = match text.find(['e', 'E']) {
        Some(at) => (&text[..at], text[at + 1..].parse().unwrap_or(0)),
        None => (text, 0),
    };
    let fraction = mantissa.split_once('.').map_or(0, |(_, f)| f.len() as i32);
    exponent - fraction
}

/// Significant digits printed, trailing zeros after the point included.
fn printed_digits(text: &str) -> usize {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits: String = mantissa.chars().filter(char::is_ascii_digit).collect();
    digits.trim_start_matches('0').len().max(1)
}

/// Whether a value known to lie in [lo, hi] rounds to what is printed. A value
/// on the border between two roundings counts as either.
fn rounds_to(claimed: &Claimed, lo: &Exact, hi: &Exact) -> bool {
    let half: Exact = format!("5e{}", last_place(&claimed.text) - 1).parse().expect("a decimal");
    let inside = |x: &Exact| {
        let distance = x - &claimed.value;
        let negative = &Exact::from(0) - &distance;
        distance <= half && negative <= half
    };
    inside(lo) && inside(hi)
}

fn lre(claimed: &Exact, truth: &Mpfr, most: usize) -> f64 {
    log_relative_error(&truth.exact(claimed), truth, most as f64)
}

/// Parameter by parameter against an optimum or its twin.
pub fn compare(
    claimed: &[Claimed],
    against: &Against,
    elasticity: &[f64],
    digits: usize,
) -> Vec<ClaimedParameter> {
    claimed
        .iter()
        .zip(&against.parameters)
        .zip(elasticity)
        .map(|((claimed, ours), elasticity)| {
            let known = ours.known;
            let difference = (ours.value.exact(&claimed.value) - &ours.value).to_f64();
            ClaimedParameter {
                name: claimed.name,
                claimed: claimed.text.clone(),
                optimum: known.then(|| ours.value.to_decimal(digits)),
                lre: known.then(|| lre(&claimed.value, &ours.value, digits)),
                printed: printed_digits(&claimed.text),
                agrees: known.then(|| {
                    let (lo, hi) = (ours.lo.to_exact(), ours.hi.to_exact());
                    matches!((lo, hi), (Some(lo), Some(hi)) if rounds_to(claimed, &lo, &hi))
                }),
                elasticity: elasticity.is_finite().then_some(*elasticity),
                distance_in_se: ours.se.map(|se| difference / se).filter(|d| d.is_finite()),
                claimed_se: claimed.standard_error.as_ref().map(ToString::to_string),
                se: ours.se,
            }
        })
        .collect()
}

/// A claim against the minimiser of another objective, found in doubles.
pub fn candidate(claimed: &[Claimed], objective: &Objective, theta: &[f64]) -> Candidate {
    let mut worst = f64::INFINITY;
    let mut agrees = true;
    for (claimed, value) in claimed.iter().zip(theta) {
        let truth = Mpfr::from_f64(64, *value);
        worst = worst.min(lre(&claimed.value, &truth, 12));
        let exact = Exact::from_f64(*value);
        agrees &= exact.is_ok_and(|x| rounds_to(claimed, &x, &x));
    }
    Candidate { objective: objective.to_string(), lre: worst, agrees, parameters: theta.to_vec() }
}

/// Digits of the fits that other objectives get.
const TRIED_DIGITS: usize = 12;

/// A claim against the optimum of the objective that it states, and against
/// those of the other known objectives.
pub fn audit(
    claim: &Claim,
    fit: &Fit,
    runs: &Runs,
    options: &Options,
) -> Result<ClaimAudit, Error> {
    let stated: Objective = claim.objective.parse()?;
    let law = &options.law;
    let fit_to = |objective: &Objective, digits: usize| -> Result<Fit, Error> {
        let problem = Problem::new(law, runs, objective, &options.constraints)?;
        solve_plain(&problem, options.seed, digits)
    };
    // The claim is judged by its own objective, whatever ours is.
    let own =
        if stated == options.objective { None } else { Some(fit_to(&stated, options.digits)?) };
    let fit = own.as_ref().unwrap_or(fit);
    let searched = Problem::new(law, runs, &stated, &options.constraints)?;
    let all = Against::all(&searched, fit, options.intervals.kind);
    let values: Vec<Exact> = claim.parameters.iter().map(|p| p.value.clone()).collect();
    let against = nearest(&values, &all);
    let problem = Problem::new(law, runs, &stated, &Constraints::default())?;
    let theta: Vec<Mpfr> =
        claim.parameters.iter().map(|p| Mpfr::new(options.bits, &p.value)).collect();
    let at = problem.value(&Dual::variables(&theta));
    let value = at.value().clone();
    let defined = value.is_finite();
    let elasticity: Vec<f64> = (at.gradient(theta.len()).iter().zip(&theta))
        .map(|(slope, t)| (slope * t / &value).to_f64())
        .collect();
    let minimum = &fit.objective_value.0;
    let gap = &value - minimum;
    let parameters = compare(&claim.parameters, against, &elasticity, options.digits);
    let agrees: Option<Vec<bool>> = parameters.iter().map(|p| p.agrees).collect();
    let mut tried = Vec::new();
    for objective in known_objectives() {
        if let Ok(other) = fit_to(&objective, TRIED_DIGITS) {
            let searched = Problem::new(law, runs, &objective, &options.constraints)?;
            let all = Against::all(&searched, &other, options.intervals.kind);
            let near = nearest(&values, &all);
            let theta: Vec<f64> = near.parameters.iter().map(|p| p.value.to_f64()).collect();
            tried.push(candidate(&claim.parameters, &objective, &theta));
        }
    }
    tried.sort_by(|a, b| b.agrees.cmp(&a.agrees).then(b.lre.total_cmp(&a.lre)));
    let is_optimum = agrees.map(|all| all.iter().all(|a| *a));
    let minimises = match is_optimum {
        Some(true) => Some(stated.to_string()),
        _ => tried.first().filter(|c| c.agrees).map(|c| c.objective.clone()),
    };
    Ok(ClaimAudit {
        law: law.about().id,
        objective: stated.to_string(),
        objective_value: defined.then(|| value.to_decimal(options.digits)),
        relative_gap: defined.then(|| (&gap / minimum).to_f64()),
        objective_gap: defined.then(|| gap.to_decimal(GAP_DIGITS)),
        is_optimum,
        minimises,
        nearest: against.of,
        parameters,
        tried,
    })
}

/// Digits of an objective gap: a difference of nearly equal numbers.
const GAP_DIGITS: usize = 12;

#[cfg(test)]
mod tests {
    use super::*;

    fn claimed(text: &str) -> Claimed {
        let value = text.parse().expect("decimal");
        Claimed { name: "A", text: text.into(), value, standard_error: None }
    }

    #[test]
    fn a_value_agrees_if_it_rounds_to_what_is_printed() {
        let exact = |text: &str| -> Exact { text.parse().expect("decimal") };
        for (text, value, agrees) in [
            ("482.01", "482.0149", true),
            ("482.01", "482.0151", false),
            ("482.01", "482.005", true),
            ("0.3478", "0.34731", false),
            ("3.178e6", "3178499", true),
            ("3.178e6", "3178501", false),
            ("2085.43420", "2085.434204", true),
            ("2085.43420", "2085.43421", false),
            ("1.8172", "1.81721809", true),
        ] {
            let value = exact(value);
            assert_eq!(rounds_to(&claimed(text), &value, &value), agrees, "{text} {value}");
        }
        assert!(!rounds_to(&claimed("1.0"), &exact("1.01"), &exact("1.06")), "undecided is no");
    }

    #[test]
    fn printed_digits_count_trailing_zeros() {
        for (text, digits, place) in [
            ("482.00572", 8, -5),
            ("2085.43420", 9, -5),
            ("0.0350", 3, -4),
            ("3.178e6", 4, 3),
            ("0", 1, 0),
        ] {
            assert_eq!((printed_digits(text), last_place(text)), (digits, place), "{text}");
        }
    }

    #[test]
    fn log_relative_errors_of_the_known_story() {
        let a = Mpfr::new(200, &"477.82586823390583".parse().expect("decimal"));
        let b = Mpfr::new(200, &"2143.4173633604503".parse().expect("decimal"));
        assert!((lre(&claimed("482.00572").value, &a, 30) - 2.06).abs() < 0.01);
        assert!((lre(&claimed("2085.43420").value, &b, 30) - 1.57).abs() < 0.01);
        let zero = Mpfr::from_f64(64, 0.0);
        assert!((lre(&claimed("0.001").value, &zero, 30) - 3.0).abs() < 1e-12);
    }
}
