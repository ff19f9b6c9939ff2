//! What a reader must be told: decided here, worded by the report.

use std::collections::BTreeMap;

use super::optimum::{GOPHER, Whose};
use super::{Audit, Digits};
use crate::design::Shape;
use crate::fit::{Held, Objective, Status};
use crate::number::{Compare, Exact};
use crate::runs::{Run, Runs};

/// How much a finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// May mislead.
    Warning,
    /// The fit or the claim cannot be used as it stands.
    Error,
}

/// One finding, with the numbers that make it.
#[derive(Clone, Debug, PartialEq)]
pub enum Finding {
    /// All runs lie on one ray, and the pair is not identified.
    OneRay {
        /// Smallest and largest D/N.
        range: (f64, f64),
        /// Whether the ray is exact.
        exact: bool,
        /// The pair's parameters.
        pair: Vec<&'static str>,
    },
    /// More than one ray, but the pair's κ_eq exceeds the target.
    IllConditioned {
        /// The pair's parameters.
        pair: Vec<&'static str>,
        /// Its κ_eq.
        kappa_eq: f64,
    },
    /// D is the same in every run.
    ConstantD {
        /// D.
        d: f64,
    },
    /// N is the same in every run.
    ConstantN {
        /// N.
        n: f64,
    },
    /// Parameters that the runs leave open.
    NotIdentified {
        /// Their names.
        names: Vec<&'static str>,
    },
    /// Another parameter set fits as well, or nearly.
    Twin {
        /// Whether it fits exactly as well.
        exact: bool,
        /// Its objective over ours, minus 1.
        relative_gap: f64,
        /// D/N at the largest budget, of the fit and of the twin.
        ratios: Option<(f64, f64)>,
        /// That budget in FLOP.
        budget: f64,
    },
    /// The claim is not the minimiser of its stated objective.
    ClaimNotOptimum {
        /// Its objective over the minimum, minus 1.
        relative_gap: f64,
        /// Parameters whose printed digits are wrong: name, correct digits,
        /// printed digits.
        wrong: Vec<(&'static str, f64, usize)>,
        /// Largest difference in standard errors.
        distance_in_se: Option<f64>,
        /// The known objective that it does minimise.
        minimises: Option<String>,
    },
    /// The claim scores lower than our optimum: ours is not the global one.
    ClaimIsBetter {
        /// The minimum over the claim's objective, minus 1.
        relative_gap: f64,
    },
    /// The claim cannot be checked: its objective is not defined there.
    ClaimUndefined,
    /// The claim's standard errors differ from ours by more than a factor of 1.5.
    ClaimErrors {
        /// Name, claimed, ours.
        differ: Vec<(&'static str, f64, f64)>,
    },
    /// Several groups are fitted as one.
    PooledGroups {
        /// Name and number of runs.
        groups: Vec<(String, usize)>,
    },
    /// Few residuals lie where the robust objective is curved.
    FewInside {
        /// Runs with |r| ≤ δ.
        inside: usize,
        /// All runs.
        runs: usize,
        /// The objective.
        objective: String,
    },
    /// Sandwich and Gauss–Newton errors disagree by more than a factor of 1.5.
    ErrorsDisagree {
        /// The largest ratio, of either over the other.
        ratio: f64,
        /// The parameter where it occurs.
        name: &'static str,
    },
    /// Formats that leave less than one digit in some parameter.
    Precision {
        /// Formats that do, whatever the solver.
        every: Vec<&'static str>,
        /// Formats and solvers, where another solver in that format does better.
        some: Vec<(&'static str, &'static str)>,
    },
    /// Predictions off the data are far less certain than among them.
    Extrapolation {
        /// Standard deviation inside, along, across; None where undetermined.
        sd: [Option<f64>; 3],
        /// Scatter of the runs about the fit.
        scatter: f64,
    },
    /// Rows with the same (N, D) and different losses.
    RepeatedPoints {
        /// How many points occur more than once.
        points: usize,
        /// The largest spread of loss at one point.
        spread: f64,
    },
    /// Different (N, D) with the same loss to six digits or more.
    SharedLoss {
        /// The loss.
        loss: String,
        /// The two sizes.
        n: (f64, f64),
        /// How many more pairs there are.
        more: usize,
    },
    /// Parameters at an end of their range.
    Boundary {
        /// Their names.
        names: Vec<&'static str>,
    },
    /// The fit could not be established.
    Undecided,
}

impl Finding {
    /// A stable name.
    pub fn id(&self) -> &'static str {
        match self {
            Finding::OneRay { exact: true, .. } => "one-ray",
            Finding::OneRay { exact: false, .. } => "near-ray",
            Finding::IllConditioned { .. } => "ill-conditioned",
            Finding::ConstantD { .. } => "constant-d",
            Finding::ConstantN { .. } => "constant-n",
            Finding::NotIdentified { .. } => "not-identified",
            Finding::Twin { .. } => "twin",
            Finding::ClaimNotOptimum { .. } => "claim-not-optimum",
            Finding::ClaimIsBetter { .. } => "claim-is-better",
            Finding::ClaimUndefined => "claim-undefined",
            Finding::ClaimErrors { .. } => "claim-errors",
            Finding::PooledGroups { .. } => "pooled-groups",
            Finding::FewInside { .. } => "few-inside-delta",
            Finding::ErrorsDisagree { .. } => "errors-disagree",
            Finding::Precision { .. } => "precision",
            Finding::Extrapolation { .. } => "extrapolation",
            Finding::RepeatedPoints { .. } => "repeated-points",
            Finding::SharedLoss { .. } => "shared-loss",
            Finding::Boundary { .. } => "boundary",
            Finding::Undecided => "undecided",
        }
    }

    /// How much it matters.
    pub fn severity(&self) -> Severity {
        match self {
            Finding::OneRay { .. }
            | Finding::ConstantD { .. }
            | Finding::ConstantN { .. }
            | Finding::NotIdentified { .. }
            | Finding::ClaimNotOptimum { .. }
            | Finding::ClaimIsBetter { .. }
            | Finding::ClaimUndefined
            | Finding::Undecided => Severity::Error,
            Finding::IllConditioned { .. }
            | Finding::Twin { .. }
            | Finding::PooledGroups { .. }
            | Finding::Boundary { .. }
            | Finding::ErrorsDisagree { .. }
            | Finding::Extrapolation { .. } => Severity::Warning,
            Finding::ClaimErrors { .. }
            | Finding::FewInside { .. }
            | Finding::Precision { .. }
            | Finding::RepeatedPoints { .. }
            | Finding::SharedLoss { .. } => Severity::Info,
        }
    }
}

/// What the table alone shows.
pub fn of_table(runs: &Runs) -> Vec<Finding> {
    let mut findings = Vec::new();
    let groups = runs.group_sizes();
    if groups.len() > 1 {
        let groups = groups.into_iter().map(|(name, size)| (name.to_owned(), size)).collect();
        findings.push(Finding::PooledGroups { groups });
    }
    findings.extend(repeated_points(&runs.rows));
    findings.extend(shared_loss(&runs.rows));
    findings
}

/// Rows in order of a key, as doubles where those decide.
fn sorted(rows: &[Run], key: impl Fn(&Run) -> [&Exact; 2]) -> Vec<u32> {
    let mut keyed: Vec<([f64; 2], u32)> =
        rows.iter().enumerate().map(|(i, run)| (key(run).map(Exact::to_f64), i as u32)).collect();
    keyed.sort_by(|a, b| {
        a.0[0].total_cmp(&b.0[0]).then(a.0[1].total_cmp(&b.0[1])).then(a.1.cmp(&b.1))
    });
    keyed.into_iter().map(|k| k.1).collect()
}

fn repeated_points(rows: &[Run]) -> Option<Finding> {
    let order = sorted(rows, |run| [&run.n, &run.d]);
    let same = |a: u32, b: u32| {
        let (a, b) = (&rows[a as usize], &rows[b as usize]);
        a.n == b.n && a.d == b.d && a.unique_tokens() == b.unique_tokens()
    };
    let (mut points, mut spread) = (0, 0.0_f64);
    for group in order.chunk_by(|a, b| same(*a, *b)) {
        let losses = group.iter().map(|i| rows[*i as usize].loss.to_f64());
        let (lo, hi) = losses.fold((f64::INFINITY, 0.0_f64), |(lo, hi), x| (lo.min(x), hi.max(x)));
        if group.len() > 1 && hi > lo {
            points += 1;
            spread = spread.max(hi - lo);
        }
    }
    (points > 0).then_some(Finding::RepeatedPoints { points, spread })
}

/// A loss of this many digits is not shared by chance.
const TELLING_DIGITS: u32 = 6;

fn shared_loss(rows: &[Run]) -> Option<Finding> {
    let telling = |x: &Exact| {
        x.as_decimal()
            .is_none_or(|(digits, _)| digits.unsigned_abs() >= 10_u64.pow(TELLING_DIGITS - 1))
    };
    let order = sorted(rows, |run| [&run.loss, &run.n]);
    let mut pairs = order.windows(2).filter_map(|w| {
        let (a, b) = (&rows[w[0] as usize], &rows[w[1] as usize]);
        let shared = a.loss == b.loss && (a.n != b.n || a.d != b.d) && telling(&a.loss);
        shared.then_some((a, b))
    });
    let (a, b) = pairs.next()?;
    let more = pairs.count();
    Some(Finding::SharedLoss { loss: a.loss.to_string(), n: (a.n.to_f64(), b.n.to_f64()), more })
}

/// Whether so few residuals lie inside δ that standard errors rest on them.
pub fn few_inside(inside: usize, runs: usize, objective: &Objective) -> Option<Finding> {
    (2 * inside < runs && matches!(objective, Objective::HuberLog(_))).then(|| Finding::FewInside {
        inside,
        runs,
        objective: objective.to_string(),
    })
}

/// Standard errors that differ by more than this factor are worth a word.
const DIFFER: f64 = 1.5;
/// Fewer digits than this is none.
const NO_DIGIT: f64 = 1.0;

/// Everything worth saying, most severe first.
pub fn of_audit(audit: &Audit, runs: &Runs) -> Vec<Finding> {
    let mut findings = of_design(audit);
    findings.extend(of_fit(audit));
    findings.extend(of_claim(audit));
    findings.extend(of_table(runs));
    findings.extend(of_arithmetic(audit));
    findings.sort_by_key(|f| std::cmp::Reverse(f.severity()));
    findings
}

fn of_design(audit: &Audit) -> Vec<Finding> {
    let mut findings = Vec::new();
    let pair = || audit.design.pair.as_ref().map_or_else(Vec::new, |p| p.columns.clone());
    match &audit.design.kind {
        Shape::ConstantTokens { .. } => findings.push(Finding::ConstantD { d: audit.design.d.0 }),
        Shape::ConstantSize { .. } => findings.push(Finding::ConstantN { n: audit.design.n.0 }),
        Shape::OneRay { range, exact } if audit.is_one_ray() => {
            findings.push(Finding::OneRay { range: *range, exact: *exact, pair: pair() });
        }
        _ if audit.design.passes == Some(false) => {
            let kappa_eq = audit.design.pair.as_ref().and_then(|p| p.kappa_eq());
            let kappa_eq = kappa_eq.unwrap_or(f64::NAN);
            findings.push(Finding::IllConditioned { pair: pair(), kappa_eq });
        }
        _ => {}
    }
    findings
}

fn of_fit(audit: &Audit) -> Vec<Finding> {
    let fit = &audit.fit;
    let mut findings = Vec::new();
    if fit.status == Status::Undecided {
        findings.push(Finding::Undecided);
    }
    let names = fit.not_identified();
    let told =
        matches!(audit.design.kind, Shape::ConstantTokens { .. } | Shape::ConstantSize { .. })
            || audit.is_one_ray();
    if !names.is_empty() && !told {
        findings.push(Finding::NotIdentified { names });
    }
    let edge = |p: &&crate::fit::Estimate| matches!(p.held, Held::AtBound(_));
    let names: Vec<&'static str> = fit.parameters.iter().filter(edge).map(|p| p.name).collect();
    if !names.is_empty() {
        findings.push(Finding::Boundary { names });
    }
    for twin in &fit.twins {
        let ratio = |of: Whose| {
            let row = audit.optimum.iter().find(|r| r.of == of && r.compute == GOPHER);
            row.map(|r| r.d_over_n.value)
        };
        findings.push(Finding::Twin {
            exact: twin.exact,
            relative_gap: (&twin.objective_gap / &fit.objective_value.0).to_f64(),
            ratios: ratio(Whose::Fit).zip(ratio(Whose::Twin)),
            budget: GOPHER,
        });
    }
    let m = audit.design.runs;
    findings.extend(few_inside(audit.residuals.inside, m, &fit.objective));
    // Where the parameters themselves are in doubt, so are all their errors.
    let settled = !told && fit.not_identified().is_empty();
    let ratios = fit.parameters.iter().filter(|_| settled).filter_map(|p| {
        let (a, b) = (p.se.gauss_newton.as_ref()?, p.se.sandwich.as_ref()?);
        let ratio = (a / b).to_f64();
        Some((if ratio < 1.0 { 1.0 / ratio } else { ratio }, p.name))
    });
    if let Some((ratio, name)) = ratios.max_by(|a, b| a.0.total_cmp(&b.0))
        && ratio > DIFFER
    {
        findings.push(Finding::ErrorsDisagree { ratio, name });
    }
    findings
}

fn of_claim(audit: &Audit) -> Vec<Finding> {
    let Some(claim) = &audit.claim else { return Vec::new() };
    let Some(relative_gap) = claim.relative_gap else { return vec![Finding::ClaimUndefined] };
    let mut findings = Vec::new();
    if relative_gap < 0.0 {
        findings.push(Finding::ClaimIsBetter { relative_gap: -relative_gap });
    } else if claim.is_optimum == Some(false) {
        let wrong = claim.parameters.iter().filter(|p| p.agrees == Some(false));
        let distances = claim.parameters.iter().filter_map(|p| p.distance_in_se);
        findings.push(Finding::ClaimNotOptimum {
            relative_gap,
            wrong: wrong.map(|p| (p.name, p.lre.unwrap_or(0.0), p.printed)).collect(),
            distance_in_se: distances.map(f64::abs).reduce(f64::max),
            minimises: claim.minimises.clone(),
        });
    }
    let errors = claim.parameters.iter().filter_map(|p| {
        let claimed: f64 = p.claimed_se.as_ref()?.parse().ok()?;
        let ratio = claimed / p.se?;
        (!(1.0 / DIFFER..=DIFFER).contains(&ratio)).then_some((p.name, claimed, p.se?))
    });
    let differ: Vec<(&'static str, f64, f64)> = errors.collect();
    if !differ.is_empty() {
        findings.push(Finding::ClaimErrors { differ });
    }
    findings
}

fn of_arithmetic(audit: &Audit) -> Vec<Finding> {
    let mut findings = Vec::new();
    let lost = |d: &&Digits| d.measured.is_none_or(|x| x < NO_DIGIT);
    let (mut every, mut some) = (Vec::new(), Vec::new());
    for format in audit.digits.chunk_by(|a, b| a.format == b.format) {
        let without: Vec<&Digits> = format.iter().filter(lost).collect();
        if without.len() == format.len() {
            every.push(format[0].format);
        } else {
            some.extend(without.iter().map(|d| (d.format, d.solver)));
        }
    }
    if every.len() + some.len() > 0 {
        findings.push(Finding::Precision { every, some });
    }
    let sd: Vec<Option<f64>> = audit.predictions.iter().map(|p| p.sd).collect();
    if let [inside, along, across] = sd[..] {
        let loss = audit.predictions[0].loss;
        let log = audit.fit.objective.is_log();
        let scatter = audit.residuals.median * if log { loss } else { 1.0 };
        let beyond = |x: Option<f64>| x.is_none_or(|x| x > FAR * scatter);
        if beyond(along) || beyond(across) {
            findings.push(Finding::Extrapolation { sd: [inside, along, across], scatter });
        }
    }
    findings
}

/// A prediction this many times less certain than the runs scatter is a guess.
const FAR: f64 = 10.0;

/// Severities counted.
pub fn tally(findings: &[Finding]) -> BTreeMap<Severity, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.severity()).or_default() += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(rows: &[(&str, &str, &str)]) -> Runs {
        let exact = |text: &str| -> Exact { text.parse().expect("decimal") };
        let row = |(n, d, loss): &(&str, &str, &str)| Run {
            n: exact(n),
            d: exact(d),
            loss: exact(loss),
            unique: None,
            weight: None,
            group: None,
        };
        Runs::from(rows.iter().map(row).collect::<Vec<_>>())
    }

    #[test]
    fn repeated_points_and_shared_losses_are_seen() {
        let runs = table(&[
            ("1e8", "2e9", "3.10"),
            ("32e6", "1e8", "3.747091"),
            ("1e8", "20e8", "3.13"),
            ("60e6", "1e8", "3.747091"),
            ("2e8", "2e9", "3.10"),
        ]);
        let found = of_table(&runs);
        assert!(
            matches!(found[0], Finding::RepeatedPoints { points: 1, spread } if (spread - 0.03).abs() < 1e-12)
        );
        assert!(
            matches!(&found[1], Finding::SharedLoss { loss, more: 0, .. } if loss == "3.747091")
        );
        assert_eq!(found.len(), 2, "3.10 is shared by chance");
        assert!(of_table(&table(&[("1", "2", "3.1"), ("1", "2", "3.1")])).is_empty());
    }
}
