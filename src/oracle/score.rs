//! How many digits of an answer are right.

use indexmap::IndexMap;

use super::reply::{KINDS, Named};
use super::{Answer, Ask, Claimed, Combination, Difficulty, Problem, Reply, combination};
use crate::geometry::log_relative_error;
use crate::number::{Exact, Mpfr, Scalar};

/// Digits that every parameter has to have for a problem to count as solved.
pub const PASS: f64 = 4.0;

/// Digits of the certified values, of which some are exact and print fewer.
const DIGITS: f64 = 50.0;

/// Bits that hold a certified value and more.
const BITS: u32 = 256;

/// How a problem ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every parameter to at least [`PASS`] digits (or the mark that was asked for); or, where the runs do not
    /// determine them, that said.
    Solved,
    /// Numbers where only combinations are determined, without a word of it;
    /// the combination that they imply is right.
    Partly,
    /// Fewer digits, a refusal where there is an answer, or no answer.
    Failed,
}

impl Verdict {
    /// The worst first.
    pub const ALL: [Verdict; 3] = [Verdict::Failed, Verdict::Partly, Verdict::Solved];

    /// How good it is: 0 the worst.
    pub fn rank(self) -> usize {
        Verdict::ALL.iter().position(|v| *v == self).unwrap_or(0)
    }

    /// As it is printed.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Solved => "solved",
            Verdict::Partly => "partly",
            Verdict::Failed => "failed",
        }
    }
}

/// Log relative errors of standard errors.
#[derive(Clone, Debug, serde::Serialize)]
pub struct ErrorsScore {
    /// By this definition; the nearest, where the answer does not say.
    pub kind: &'static str,
    /// The least of `each`.
    pub digits: f64,
    /// By parameter.
    pub each: IndexMap<String, f64>,
}

/// One problem's result. Digits are log relative errors, −log₁₀|x/truth − 1|
/// (of the absolute error where the truth is 0), at least 0 and at most the
/// digits of the truth.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Score {
    /// The problem.
    pub problem: String,
    /// Its grade.
    pub difficulty: Option<Difficulty>,
    /// What it asks.
    pub ask: Ask,
    /// How it ended.
    pub verdict: Verdict,
    /// What the answer says of itself; none where there is none.
    pub status: Option<Claimed>,
    /// The digits of the worst parameter; 0 without an answer, none where the
    /// problem asks for no parameters.
    pub digits: Option<f64>,
    /// Their mean.
    pub mean: Option<f64>,
    /// By parameter: those that the runs determine and nothing holds.
    pub parameters: IndexMap<String, f64>,
    /// Of the standard errors, where some are given.
    pub standard_errors: Option<ErrorsScore>,
    /// Digits of the combination ψ at the answer, where only it is determined.
    pub psi: Option<f64>,
    /// Whether a twin was reported; none where there is none to report.
    pub twin_reported: Option<bool>,
    /// By the fitter's own clock, else from start to end of its command.
    pub seconds: Option<f64>,
    /// What a reader should know, in words.
    pub note: String,
}

impl Score {
    fn new(problem: &Problem, answer: &Answer) -> Self {
        let asks = problem.ask == Ask::Optimum;
        Score {
            problem: problem.name.clone(),
            difficulty: problem.difficulty,
            ask: problem.ask,
            verdict: Verdict::Failed,
            status: None,
            digits: asks.then_some(0.0),
            mean: asks.then_some(0.0),
            parameters: IndexMap::new(),
            standard_errors: None,
            psi: None,
            twin_reported: (!answer.twins.is_empty()).then_some(false),
            seconds: None,
            note: String::new(),
        }
    }

    /// Whether it says that it converged and does not pass.
    pub fn is_false_success(&self) -> bool {
        self.verdict == Verdict::Failed && self.status == Some(Claimed::Converged)
    }
}

/// Scores an answer to a problem, or the reason why there is none, with [`PASS`] digits
/// to pass. None where the problem has no certified answer.
pub fn score(problem: &Problem, reply: Result<&Reply, &str>) -> Option<Score> {
    score_at(problem, reply, PASS)
}

/// The same with another mark to pass.
pub fn score_at(problem: &Problem, reply: Result<&Reply, &str>, pass: f64) -> Option<Score> {
    let answer = problem.certified.as_ref()?;
    let mut score = Score::new(problem, answer);
    let reply = match reply {
        Ok(reply) => reply,
        Err(why) => {
            score.note = why.into();
            return Some(score);
        }
    };
    score.status = Some(reply.claimed);
    score.seconds = reply.seconds;
    let truth = Truth { problem, answer, pass };
    match problem.ask {
        Ask::Optimum => truth.optimum(&mut score, reply),
        Ask::Identifiability => truth.identifiability(&mut score, reply),
    }
    Some(score)
}

/// A problem with its certified answer.
struct Truth<'a> {
    problem: &'a Problem,
    answer: &'a Answer,
    /// Digits to pass.
    pass: f64,
}

/// Digits by parameter and the least of them.
struct Compared {
    least: f64,
    each: IndexMap<String, f64>,
}

impl Truth<'_> {
    fn optimum(&self, score: &mut Score, reply: &Reply) {
        match reply.claimed {
            Claimed::Failed => {
                score.note = "says that it found no answer".into();
                return;
            }
            Claimed::NotIdentifiable => {
                score.note = "a refusal, but the runs determine the parameters".into();
                return;
            }
            Claimed::Converged => {}
        }
        let given = self.completed(&reply.parameters);
        let certified = self.certified();
        let mut best = self.compare(&given, &certified);
        let mut others: Vec<Vec<(String, &str)>> = self.twins();
        for (i, twin) in others.iter().enumerate() {
            let compared = self.compare(&given, twin);
            if compared.least > best.least {
                best = compared;
                score.note = "the twin, which is exactly as good".into();
                // What is left to report is the set that was certified first.
                others[i] = certified;
                break;
            }
        }
        score.twin_reported = score.twin_reported.map(|_| {
            let right = |twin: &Named| {
                let twin = self.completed(twin);
                others.iter().any(|other| self.compare(&twin, other).least >= self.pass)
            };
            reply.twins.iter().any(right)
        });
        score.digits = Some(best.least);
        score.mean = Some(best.each.values().sum::<f64>() / best.each.len().max(1) as f64);
        score.parameters = best.each;
        if best.least >= self.pass {
            score.verdict = Verdict::Solved;
        } else if let Some(missing) = self.missing(&given) {
            score.note = format!("gives no {missing}");
        } else if let Some(higher) = self.other_minimum(&given) {
            score.note = format!("another minimum, of objective {higher}");
        } else {
            let why = super::why::why(self.problem, &reply.parameters, &given);
            score.note = match why {
                Some(why) => format!("says that it converged: {why}"),
                None => "says that it converged".into(),
            };
        }
        score.standard_errors = self.errors(reply);
    }

    fn identifiability(&self, score: &mut Score, reply: &Reply) {
        let given = self.completed(&reply.parameters);
        let compared = self.compare(&given, &self.certified());
        score.parameters = compared.each;
        score.psi = self.psi_digits(&given);
        let implied = score.psi.is_some_and(|psi| psi >= self.pass) && compared.least >= self.pass;
        score.verdict = match (reply.claimed, implied) {
            (Claimed::NotIdentifiable, _) => Verdict::Solved,
            (Claimed::Converged, true) => Verdict::Partly,
            _ => Verdict::Failed,
        };
        score.note = match (reply.claimed, implied) {
            (Claimed::NotIdentifiable, _) => "rightly refuses".into(),
            (Claimed::Failed, _) => "says that it found no answer".into(),
            (Claimed::Converged, true) => {
                "says that it converged: one of many sets with the right ψ".into()
            }
            (Claimed::Converged, false) => {
                "says that it converged, where many sets are as good".into()
            }
        };
        let member = |twin: &Named| {
            let twin = self.completed(twin);
            let same = |name: &str| find(&twin, name) == find(&given, name);
            let other = self.answer.not_identified.iter().any(|name| !same(name));
            other
                && self.compare(&twin, &self.certified()).least >= self.pass
                && self.psi_digits(&twin).is_some_and(|psi| psi >= self.pass)
        };
        score.twin_reported = score.twin_reported.map(|_| reply.twins.iter().any(member));
    }

    /// What a reply gives, with what the problem fixes and ties filled in.
    fn completed(&self, given: &Named) -> Named {
        let mut all = given.clone();
        for (name, value) in &self.problem.fixed {
            if let Ok(value) = value.parse::<Exact>() {
                all.retain(|(other, _)| other != name);
                all.push((name.clone(), value));
            }
        }
        for set in &self.problem.tied {
            let known = set.iter().find_map(|name| find(&all, name).cloned());
            for name in set {
                if let (None, Some(value)) = (find(&all, name), &known) {
                    all.push((name.clone(), value.clone()));
                }
            }
        }
        all
    }

    /// The names that are scored: determined, and not fixed.
    fn scored(&self) -> impl Iterator<Item = &String> {
        self.answer.parameters.keys().filter(|name| !self.problem.fixed.contains_key(*name))
    }

    fn certified(&self) -> Vec<(String, &str)> {
        self.scored()
            .map(|name| (name.clone(), self.answer.parameters[name].value.as_str()))
            .collect()
    }

    fn twins(&self) -> Vec<Vec<(String, &str)>> {
        self.answer
            .twins
            .iter()
            .map(|twin| {
                self.scored().filter_map(|n| Some((n.clone(), twin.get(n)?.as_str()))).collect()
            })
            .collect()
    }

    fn missing(&self, given: &Named) -> Option<&String> {
        self.scored().find(|name| find(given, name).is_none())
    }

    /// Digits of every parameter; what is not given has none.
    fn compare(&self, given: &Named, truth: &[(String, &str)]) -> Compared {
        let digits = |(name, text): &(String, &str)| {
            let exact = self.answer.at_bound.contains_key(name);
            let most = if exact { DIGITS } else { significant_digits(text) };
            let digits = find(given, name).and_then(|x| digits_right(x, text, most));
            (name.clone(), digits.unwrap_or(0.0))
        };
        let each: IndexMap<String, f64> = truth.iter().map(digits).collect();
        Compared { least: each.values().copied().fold(DIGITS, f64::min), each }
    }

    /// The objective of the other certified minimum that was found instead.
    fn other_minimum(&self, given: &Named) -> Option<String> {
        let found = self.answer.other_minima.iter().find(|minimum| {
            let values = self
                .scored()
                .filter_map(|n| Some((n.clone(), minimum.parameters.get(n)?.as_str())));
            self.compare(given, &values.collect::<Vec<_>>()).least >= self.pass
        })?;
        let short = |text: &str| text.parse::<f64>().map_or(text.into(), |x| format!("{x:.6e}"));
        let (here, best) = (short(&found.objective_value), short(&self.answer.objective_value));
        Some(format!("{here}, not {best}"))
    }

    /// Digits of ψ at these parameters: the least of the certified combinations;
    /// none where the parameters in them are not all given.
    fn psi_digits(&self, given: &Named) -> Option<f64> {
        let like = Mpfr::from_f64(BITS, 1.0);
        let parameter = |name: &str| find(given, name).map(|x| like.exact(x));
        let digits = |psi: &Combination| {
            let found = combination(&psi.combination, &like, &parameter)?;
            let truth = like.exact(&psi.value.parse().ok()?);
            Some(log_relative_error(&found, &truth, significant_digits(&psi.value)))
        };
        let each: Option<Vec<f64>> = self.answer.psi.iter().map(digits).collect();
        each?.into_iter().reduce(f64::min)
    }

    fn errors(&self, reply: &Reply) -> Option<ErrorsScore> {
        let truth = self.answer.standard_errors.as_ref()?;
        if reply.standard_errors.is_empty() {
            return None;
        }
        let kinds = KINDS.into_iter().zip([&truth.gauss_newton, &truth.observed, &truth.sandwich]);
        let scored =
            kinds.filter(|(kind, _)| reply.kind.as_ref().is_none_or(|given| given == kind));
        let scored = scored.filter_map(|(kind, truth)| {
            let each: IndexMap<String, f64> = truth
                .iter()
                .map(|(name, text)| {
                    let given = find(&reply.standard_errors, name);
                    let digits =
                        given.and_then(|x| digits_right(x, text, significant_digits(text)));
                    (name.clone(), digits.unwrap_or(0.0))
                })
                .collect();
            let digits = each.values().copied().reduce(f64::min)?;
            Some(ErrorsScore { kind, digits, each })
        });
        scored.reduce(|best, next| if next.digits > best.digits { next } else { best })
    }
}

fn find<'a>(list: &'a Named, name: &str) -> Option<&'a Exact> {
    list.iter().find(|(other, _)| other == name).map(|(_, value)| value)
}

/// The log relative error against a certified decimal.
fn digits_right(given: &Exact, truth: &str, most: f64) -> Option<f64> {
    let truth = Mpfr::new(BITS, &truth.parse::<Exact>().ok()?);
    Some(log_relative_error(&truth.exact(given), &truth, most))
}

/// How many significant digits a decimal prints; zero is exact.
fn significant_digits(text: &str) -> f64 {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    let digits = mantissa.chars().filter(char::is_ascii_digit).skip_while(|c| *c == '0').count();
    if digits == 0 { DIGITS } else { (digits as f64).min(DIGITS) }
}
