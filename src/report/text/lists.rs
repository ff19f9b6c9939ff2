//! Findings in plain words.

use crate::audit::{ErrorKind, Finding};
use crate::design::rounded_ratio;
use crate::report::text::number::times;
use crate::report::text::number::{count, short};
use crate::report::text::words::from_minimum;

/// So many shared losses are no accident of copying.
const QUANTISED: usize = 10;

/// One or two sentences.
pub fn finding(finding: &Finding) -> String {
    match finding {
        Finding::Rows(found) => crate::report::audit::rows::row_finding(found),
        Finding::OneRay { range, exact, pair, two } => one_ray(*range, *exact, pair, *two),
        Finding::IllConditioned { pair, kappa_eq, limit } => {
            let pair = list(pair);
            let at = if *limit { " at equal exponents" } else { "" };
            match kappa_eq.is_infinite() {
                true => format!(
                    "{pair} cannot be told apart{at}: there are fewer rays than columns, or two \
                     exponents are equal. Only the fitted gap between the exponents parts them."
                ),
                false => format!(
                    "{pair} are barely told apart (κ_eq{at} {}): small changes in the losses move \
                     them far.",
                    short(*kappa_eq, 3)
                ),
            }
        }
        Finding::FewRuns { runs, parameters } => format!(
            "{runs} runs for {parameters} parameters leave {} degree{} of freedom: error bars and \
             intervals rest on next to nothing.",
            runs.saturating_sub(*parameters),
            if runs.saturating_sub(*parameters) == 1 { "" } else { "s" }
        ),
        Finding::Rising { names } => format!(
            "At this fit the loss rises with {}: these runs do not follow a law of diminishing \
             loss, and no split of a budget is best.",
            list(names)
        ),
        Finding::SmallBudgets { largest } => format!(
            "The largest run takes C = 6ND = {} FLOP. If sizes are counted in thousands, millions \
             or billions, the exponents are right, and E, but scales, budgets and advice are not \
             in parameters, tokens and FLOP.",
            short(*largest, 3)
        ),
        Finding::ClaimIsTwin { relative_gap } => format!(
            "The claim is the twin of the optimum printed above, to the digits it prints{}: the \
             runs cannot tell which of the two is meant.",
            if relative_gap.abs() < 1e-3 {
                String::new()
            } else {
                format!(" (objective {} {})", percent(relative_gap.abs()), higher(*relative_gap))
            }
        ),
        Finding::ConstantD { d } => format!(
            "Every run has D = {}: how the loss depends on data cannot be seen, and the terms in D \
             and the constant term cannot be told apart.",
            short(*d, 4)
        ),
        Finding::ConstantN { n } => format!(
            "Every run has N = {}: how the loss depends on model size cannot be seen, and the \
             terms in N and the constant term cannot be told apart.",
            short(*n, 4)
        ),
        Finding::NotIdentified { names } => {
            format!("The runs do not determine {}: other values fit as well.", list(names))
        }
        Finding::Twin { exact, shared, relative_gap, ratios, budget } => {
            twin((*exact, *shared), *relative_gap, *ratios, *budget)
        }
        Finding::ClaimNotOptimum { relative_gap, wrong, farthest, outside, minimises, twin } => {
            let mut text = claim_not_optimum(*relative_gap, wrong, *farthest, minimises.as_deref());
            if *twin {
                text.push_str(" It is held against the twin, which is nearer to it.");
            }
            text + &out_of_range(outside)
        }
        Finding::ClaimIsBetter { relative_gap, outside } => {
            let why = match outside.as_slice() {
                [] => {
                    " our search missed the global minimum. Start from the claim (--start).".into()
                }
                _ => out_of_range(outside),
            };
            format!(
                "The claim has a lower objective than our optimum, by {} of it:{why}",
                percent(*relative_gap)
            )
        }
        Finding::ClaimUndefined => {
            "The claim's objective is not a number on these runs: at its parameters the law has no \
             positive loss somewhere."
                .into()
        }
        Finding::ClaimErrors { differ } => {
            let parts: Vec<String> = differ
                .iter()
                .map(|(name, theirs, ours)| {
                    format!("{name} {} (here {})", short(*theirs, 2), short(*ours, 2))
                })
                .collect();
            format!(
                "The claim's standard errors differ from ours by more than a factor of 1.5: {}.",
                parts.join(", ")
            )
        }
        Finding::PooledGroups { groups } => {
            let parts: Vec<String> =
                groups.iter().map(|(name, size)| format!("{name} ({})", count(*size))).collect();
            format!(
                "{} groups are fitted as if they were one series: {}. Losses of different series \
                 need not follow one law; choose one with --group NAME.",
                groups.len(),
                list(&parts.iter().map(String::as_str).collect::<Vec<_>>())
            )
        }
        Finding::FewInside { inside, runs, objective } => format!(
            "Only {inside} of the {} runs lie within δ of the fit ({objective}): the curvature, \
             and with it every standard error that uses it, rests on those.",
            count(*runs)
        ),
        Finding::ErrorsDisagree { ratio, between, name } => {
            let kind = |kind: ErrorKind| match kind {
                ErrorKind::Observed => "the Hessian's",
                ErrorKind::Sandwich => "the sandwich's",
                ErrorKind::GaussNewton => "Gauss–Newton's",
                ErrorKind::Bootstrap => "the bootstrap's",
                ErrorKind::Smoothed => "the smoothed",
                ErrorKind::Huber => "Huber's",
                ErrorKind::Clustered => "the clustered",
            };
            format!(
                "Standard errors by different definitions disagree: of {name} {} is {} times {}. \
                 Which of them to believe a bootstrap tells: add --se bootstrap (1,000 refits, \
                 about a second).",
                kind(between.0),
                short(*ratio, 3),
                kind(between.1)
            )
        }
        Finding::Precision { every, some } => precision(every, some),
        Finding::Extrapolation { sd, places, scatter } => {
            let text = |sd: &Option<f64>| {
                sd.map_or("undetermined".into(), |x| format!("±{}", short(x, 2)))
            };
            format!(
                "Away from the runs predictions are guesses: {} inside the data, {} {}, {} {}. The \
                 runs lie {} from the fit in the median.",
                text(&sd[0]),
                text(&sd[1]),
                places[0],
                text(&sd[2]),
                places[1],
                short(*scatter, 2)
            )
        }
        Finding::RepeatedPoints { points, spread } => format!(
            "{} with the same N and D have different losses, up to {} apart: that is the noise of \
             these runs, or two values of one run.",
            if *points == 1 {
                "Runs at one point".into()
            } else {
                format!("Runs at {} points", count(*points))
            },
            short(*spread, 2)
        ),
        Finding::SharedLoss { pairs, distinct, .. } if *pairs > QUANTISED => format!(
            "{} pairs of different runs share a loss to all its digits ({} distinct losses in {} \
             runs): the losses are quantised, as if read off a figure.",
            count(*pairs),
            count(distinct.1),
            count(distinct.0)
        ),
        Finding::SharedLoss { loss, n, pairs, .. } => format!(
            "Two different runs (N = {} and {}) have the same loss, {loss}{}: one may be a copy.",
            short(n.0, 3),
            short(n.1, 3),
            match pairs {
                0 | 1 => String::new(),
                2 => ", and so has one more pair".into(),
                more => format!(", and so have {} more pairs", count(more - 1)),
            }
        ),
        Finding::Boundary { names } => format!(
            "The optimum lies at an end of the allowed range of {}: its standard errors are \
             conditional on that.",
            list(names)
        ),
        Finding::Undecided => {
            "The optimum could not be established: Newton's method did not settle, or the point is \
             not a minimum."
                .into()
        }
    }
}

fn one_ray(range: (f64, f64), exact: bool, pair: &[&'static str], two: Option<bool>) -> String {
    let ray = match (rounded_ratio(range), exact) {
        (Some(k), true) if range.0 < range.1 => {
            format!("Every run has D = {k} N, to the rounding of doubles")
        }
        (_, true) => format!("Every run has D = {} N", short(range.0, 4)),
        _ => format!("Every D/N lies in {} to {}", short(range.0, 4), short(range.1, 4)),
    };
    let pair = list(pair);
    match two {
        None => format!(
            "{ray}: on one ray {pair} cannot be told apart. What the runs determine is one power \
             law in N; predictions hold on this ray and nowhere else."
        ),
        Some(true) => format!(
            "{ray}: on one ray {pair} cannot be told apart. The runs determine two power laws in \
             N, undetermined up to the exchange of their roles; predictions hold on this ray and \
             nowhere else."
        ),
        Some(false) => format!(
            "{ray}. The runs determine two power laws in N; which belongs to N and which to D only \
             the form of the law says, and predictions hold on this ray and nowhere else."
        ),
    }
}

fn higher(gap: f64) -> &'static str {
    if gap < 0.0 { "lower" } else { "higher" }
}

fn precision(every: &[&str], some: &[(&str, &str)]) -> String {
    let mut sentences = Vec::new();
    if !every.is_empty() {
        sentences.push(format!(
            "Least squares in {} leaves no digit of some parameter, whatever the solver.",
            list(every)
        ));
    }
    if !some.is_empty() {
        let solver = |(format, solver): &(&str, &str)| match *solver {
            "normal-equations" => format!("normal equations in {format}"),
            "normal-equations-scaled" => format!("normal equations on scaled columns in {format}"),
            _ => format!("{} in {format}", solver.to_uppercase()),
        };
        let parts: Vec<String> = some.iter().map(solver).collect();
        sentences.push(format!(
            "{} leave none either.",
            capital(&list(&parts.iter().map(String::as_str).collect::<Vec<_>>()))
        ));
    }
    sentences.join(" ")
}

/// The first letter large.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| c.to_uppercase().chain(chars).collect())
}

fn twin(
    (exact, shared): (bool, bool),
    relative_gap: f64,
    ratios: Option<(f64, f64)>,
    budget: f64,
) -> String {
    let how = if exact {
        "exactly as well".into()
    } else if relative_gap == 0.0 {
        "as well, to the rounding of doubles".into()
    } else if relative_gap < 0.0 {
        format!("better, by {} of the objective", percent(-relative_gap))
    } else {
        format!("nearly as well (objective {} higher)", percent(relative_gap))
    };
    let consequence = ratios.map_or_else(String::new, |(ours, other)| {
        format!(
            " At {} FLOP the compute-optimal D/N is {} by one and {} by the other.",
            short(budget, 3),
            short(ours, 2),
            short(other, 2)
        )
    });
    if shared {
        let cost = match exact {
            true => "exactly as well as any other".into(),
            false if relative_gap == 0.0 => {
                "as well as any other, to the rounding of doubles".into()
            }
            false => format!("nearly as well (objective {} higher)", percent(relative_gap)),
        };
        return format!(
            "However ψ is shared between the two terms, these runs are fitted {cost}; a fit that \
             reports one sharing hides the others.{consequence}"
        );
    }
    format!(
        "A twin with the roles of N and D exchanged fits these runs {how}; a fit that reports one \
         of the two hides the other.{consequence}"
    )
}

fn claim_not_optimum(
    relative_gap: f64,
    wrong: &[(&'static str, f64, usize)],
    farthest: Option<(&'static str, f64)>,
    minimises: Option<&str>,
) -> String {
    let (some, none): (Vec<_>, Vec<_>) = wrong.iter().partition(|(_, right, _)| has_digits(*right));
    let some = some.into_iter();
    let mut parts: Vec<String> = some
        .map(|(name, right, printed)| format!("{name} is right to {right:.1} of {printed} digits"))
        .collect();
    if !none.is_empty() {
        let names: Vec<&str> = none.iter().map(|(name, ..)| *name).collect();
        parts.push(format!("no digit of {} is right", list(&names)));
    }
    let mut text = format!(
        "The claim is not the minimiser of the objective it states: {}; its objective is {}.",
        list(&parts.iter().map(String::as_str).collect::<Vec<_>>()),
        from_minimum(relative_gap)
    );
    match farthest {
        Some((_, distance)) if distance < 1.0 => text.push_str(&format!(
            " No parameter is off by more than {} of its standard error.",
            short(distance, 2)
        )),
        Some((name, distance)) => {
            text.push_str(&format!(" {name} is off by {} standard errors.", times(distance)));
        }
        None => {}
    }
    if let Some(objective) = minimises {
        text.push_str(&format!(" It does minimise {objective}."));
    }
    text
}

/// What a claim of a sign that the search does not allow means for the comparison.
fn out_of_range(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        names => format!(
            " The claim's {} is negative, which lies outside the range searched; allow it with \
             --bounds {}=-inf:inf.",
            list(names),
            names[0]
        ),
    }
}

/// Whether a log relative error is worth printing: 0.0 says nothing.
pub fn has_digits(lre: f64) -> bool {
    lre >= 0.05
}

/// `a, b and c`.
pub fn list(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).into(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// A fraction as a percentage; huge ones as a factor.
pub fn percent(fraction: f64) -> String {
    if fraction > 10.0 {
        format!("{} times", times(fraction))
    } else {
        // Three digits from 100 on, where two would need an exponent.
        format!("{} %", times(100.0 * fraction))
    }
}
