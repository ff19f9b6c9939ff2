//! Deciding what a reader must be told.

use super::optimum::{GOPHER, Whose};
use super::{Audit, DesignAudit, Digits, ErrorKind, Finding, Prediction};
use crate::design::{Shape, rounded_ratio};
use crate::fit::{Held, Objective, Status};
use crate::law::{Law, Point};
use crate::number::{Compare, Dual, Exact};
use crate::runs::{Run, Runs};

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
    findings.extend(super::rows::of_table(runs).into_iter().map(Finding::Rows));
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
    let (mut pairs, mut distinct, mut first) = (0, 0, None);
    for group in order.chunk_by(|a, b| rows[*a as usize].loss == rows[*b as usize].loss) {
        distinct += 1;
        if group.len() < 2 || !telling(&rows[group[0] as usize].loss) {
            continue;
        }
        // Pairs at one point are no copies of each other's loss.
        let mut places: Vec<(&Exact, &Exact)> =
            group.iter().map(|i| (&rows[*i as usize].n, &rows[*i as usize].d)).collect();
        places.sort();
        let choose = |n: usize| n * (n - 1) / 2;
        let same = places.chunk_by(|a, b| a == b).map(|c| choose(c.len())).sum::<usize>();
        let here = choose(group.len()) - same;
        if here > 0 && first.is_none() {
            let ends = (places[0].0.to_f64(), places[places.len() - 1].0.to_f64());
            first = Some((rows[group[0] as usize].loss.to_string(), ends));
        }
        pairs += here;
    }
    let (loss, n) = first?;
    Some(Finding::SharedLoss { loss, n, pairs, distinct: (rows.len(), distinct) })
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
/// The smallest run that anybody publishes costs more FLOP than this.
const SMALL: f64 = 1e12;
/// With fewer degrees of freedom than this no error bar is to be trusted.
const FREEDOM: usize = 5;
/// Fewer digits than this is none.
const NO_DIGIT: f64 = 1.0;

/// Everything worth saying, most severe first.
pub fn of_audit(audit: &Audit, runs: &Runs) -> Vec<Finding> {
    let mut findings = of_design(audit);
    findings.extend(of_fit(audit));
    findings.extend(of_claim(audit));
    findings.extend(of_table(runs));
    findings.extend(audit.outliers.clone().map(Finding::Rows));
    findings.extend(of_arithmetic(audit));
    if audit.design.largest_budget < SMALL {
        findings.push(Finding::SmallBudgets { largest: audit.design.largest_budget });
    }
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
            let exact = *exact || rounded_ratio(*range).is_some();
            let exchange = !audit.twins.list.is_empty();
            let two = audit.two_powers().map(|_| exchange);
            findings.push(Finding::OneRay { range: *range, exact, pair: pair(), two });
        }
        _ if audit.design.passes == Some(false) => {
            let (kappa_eq, limit) = audit.design.judged();
            let kappa_eq = kappa_eq.unwrap_or(f64::NAN);
            findings.push(Finding::IllConditioned { pair: pair(), kappa_eq, limit });
        }
        _ => {}
    }
    findings
}

fn of_fit(audit: &Audit) -> Vec<Finding> {
    let fit = &audit.fit;
    let mut findings = Vec::new();
    // On one ray no optimum is to be expected: that is told already.
    if fit.status == Status::Undecided && !audit.is_one_ray() {
        findings.push(Finding::Undecided);
    }
    let names = audit.identifiable.not_identified.clone();
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
    for twin in audit.twins.list.iter().skip(usize::from(audit.twins.shared)) {
        let ratio = |of: Whose| {
            let row = audit.optimum.iter().find(|r| r.of == of && r.compute == GOPHER);
            row.map(|r| r.d_over_n.value)
        };
        findings.push(Finding::Twin {
            exact: twin.exact,
            shared: audit.twins.shared,
            relative_gap: (&twin.objective_gap / &fit.objective_value.0).to_f64(),
            ratios: ratio(Whose::Fit).zip(ratio(Whose::Twin)),
            budget: GOPHER,
        });
    }
    if !audit.rising.is_empty() {
        findings.push(Finding::Rising { names: audit.rising.clone() });
    }
    let (m, p) = (audit.design.runs, audit.design.full.columns.len());
    if m < p + FREEDOM {
        findings.push(Finding::FewRuns { runs: m, parameters: p });
    }
    findings.extend(few_inside(audit.residuals.inside, m, &fit.objective));
    // Where the parameters themselves are in doubt, so are all their errors.
    let settled = !told && audit.identifiable.not_identified.is_empty();
    let ratios = fit.parameters.iter().filter(|_| settled).flat_map(|p| {
        let kinds = [ErrorKind::GaussNewton, ErrorKind::Observed, ErrorKind::Sandwich];
        let errors: Vec<(ErrorKind, f64)> =
            kinds.into_iter().filter_map(|kind| Some((kind, kind.se(p)?))).collect();
        let pairs = errors.iter().flat_map(|a| errors.iter().map(move |b| (*a, *b)));
        let ratios: Vec<(f64, (ErrorKind, ErrorKind), &'static str)> =
            pairs.map(|(a, b)| (a.1 / b.1, (a.0, b.0), p.name)).collect();
        ratios
    });
    let finite = ratios.filter(|r| r.0.is_finite());
    if let Some((ratio, between, name)) = finite.max_by(|a, b| a.0.total_cmp(&b.0))
        && ratio > DIFFER
    {
        findings.push(Finding::ErrorsDisagree { ratio, between, name });
    }
    findings
}

fn of_claim(audit: &Audit) -> Vec<Finding> {
    let Some(claim) = &audit.claim else { return Vec::new() };
    let Some(relative_gap) = claim.relative_gap else { return vec![Finding::ClaimUndefined] };
    let mut findings = Vec::new();
    let free_sign = &audit.options.constraints.free_sign;
    let outside: Vec<&'static str> = (claim.parameters.iter())
        .zip(audit.options.law.about().parameters)
        .filter(|(p, q)| p.claimed.starts_with('-') && q.role.is_positive())
        .map(|(p, _)| p.name)
        .filter(|name| !free_sign.iter().any(|free| free == name))
        .collect();
    let twin = claim.nearest == Whose::Twin;
    if twin && claim.is_optimum == Some(true) {
        // Of exact twins the claim's own rounding makes the difference.
        let exact = audit.fit.twins.iter().any(|twin| twin.exact);
        findings
            .push(Finding::ClaimIsTwin { relative_gap: if exact { 0.0 } else { relative_gap } });
    } else if relative_gap < 0.0 && claim.is_optimum != Some(true) {
        findings.push(Finding::ClaimIsBetter { relative_gap: -relative_gap, outside });
    } else if claim.is_optimum == Some(false) {
        let wrong = claim.parameters.iter().filter(|p| p.agrees == Some(false));
        let distances = claim.parameters.iter();
        let distances = distances.filter_map(|p| Some((p.name, p.distance_in_se?.abs())));
        findings.push(Finding::ClaimNotOptimum {
            relative_gap,
            wrong: wrong.map(|p| (p.name, p.lre.unwrap_or(0.0), p.printed)).collect(),
            farthest: distances.max_by(|a, b| a.1.total_cmp(&b.1)),
            outside,
            minimises: claim.minimises.clone(),
            twin,
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
            let places = match audit.design.kind {
                Shape::ConstantTokens { .. } => ["for larger models at this D", "at other D"],
                Shape::ConstantSize { .. } => ["for more tokens at this N", "at other D/N"],
                _ if audit.design.ray_design => ["along the ray", "across it"],
                _ => ["for larger models", "at larger D/N"],
            };
            let sd = [inside, along, across];
            findings.push(Finding::Extrapolation { sd, places, scatter });
        }
    }
    findings
}

/// Of N and D, what the fitted loss rises with at the centre of the runs: there
/// the law is no scaling law, and no split of a budget is best. On one ray, where
/// only both together were seen, N stands for both. Nothing where the runs do not
/// determine the slope.
pub fn rising(
    law: &Law,
    theta: &[f64],
    design: &DesignAudit,
    predictions: &[Prediction],
) -> Vec<&'static str> {
    let Some(centre) = predictions.first() else { return Vec::new() };
    let duals: Vec<Dual<f64>> = theta.iter().map(|t| Dual::constant(*t)).collect();
    let at = Point::new(Dual::variable(centre.n, 0), Dual::variable(centre.d, 1));
    let loss = law.loss(&duals, &at);
    let slope = |i: usize| loss.derivative(i).copied().unwrap_or(0.0);
    // In units in which both are elasticities.
    let (n, d) = (centre.n * slope(0), centre.d * slope(1));
    let seen: Vec<(&'static str, f64)> = match design.kind {
        Shape::ConstantTokens { .. } => vec![("N", n)],
        Shape::ConstantSize { .. } => vec![("D", d)],
        Shape::OneRay { .. } => vec![("N", n + d)],
        Shape::Point => Vec::new(),
        _ => vec![("N", n), ("D", d)],
    };
    seen.into_iter().filter(|(_, slope)| *slope > 0.0).map(|(name, _)| name).collect()
}

/// A prediction this many times less certain than the runs scatter is a guess.
const FAR: f64 = 10.0;

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
            others: Vec::new(),
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
            matches!(&found[1], Finding::SharedLoss { loss, pairs: 1, distinct: (5, 3), .. } if loss == "3.747091")
        );
        assert_eq!(found.len(), 2, "3.10 is shared by chance");
        assert!(of_table(&table(&[("1", "2", "3.1"), ("1", "2", "3.1")])).is_empty());
        // Three places make three pairs; a place twice is none with itself.
        let runs = table(&[
            ("1", "2", "3.141592"),
            ("2", "2", "3.141592"),
            ("3", "2", "3.141592"),
            ("3", "2", "3.141592"),
        ]);
        let found = of_table(&runs);
        assert!(
            matches!(&found[..], [Finding::SharedLoss { pairs: 5, distinct: (4, 1), .. }]),
            "{found:?}"
        );
    }
}
