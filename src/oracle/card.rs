//! A score card: every problem's result, and what they come to.

use serde::Serialize;

use super::{
    Ask, Claimed, Difficulty, PASS, Problem, Refused, Reply, Score, Verdict, named, score_at,
};

/// A line of answers that is none.
#[derive(Clone, Debug, Serialize)]
pub struct Unread {
    /// Its number, counted from 1.
    pub line: usize,
    /// What is wrong with it.
    pub why: String,
}

/// What several problems come to.
#[derive(Clone, Debug, Serialize)]
pub struct Summary {
    /// The grade; none for all.
    pub difficulty: Option<Difficulty>,
    /// Problems.
    pub problems: usize,
    /// Of which solved.
    pub solved: usize,
    /// Of which only partly.
    pub partly: usize,
    /// Problems that ask for parameters.
    pub fits: usize,
    /// Mean over those of the digits of the worst parameter; none without any.
    pub mean: Option<f64>,
    /// The least of these digits.
    pub min: Option<f64>,
    /// Problems that say they converged and have not.
    pub false_successes: usize,
    /// Problems whose runs do not determine the parameters, and how many of
    /// them were refused.
    pub refusals: [usize; 2],
    /// Problems with a twin, and how many twins were reported.
    pub twins: [usize; 2],
}

/// The results of one fitter.
#[derive(Clone, Debug)]
pub struct Card {
    /// Problem by problem, in the order of the set.
    pub scores: Vec<Score>,
    /// Lines that could not be used.
    pub unread: Vec<Unread>,
    /// Digits that every parameter has to have for a problem to count as solved.
    pub pass: f64,
}

impl Card {
    /// Scores lines of answers against problems. A problem that no line answers
    /// has failed; an answer to a problem that is not among them is passed over
    /// if the set has it.
    pub fn of_answers(problems: &[&Problem], text: &[u8]) -> Self {
        Card::of_answers_at(problems, text, PASS)
    }

    /// The same with another mark to pass.
    pub fn of_answers_at(problems: &[&Problem], text: &[u8], pass: f64) -> Self {
        let mut unread = Vec::new();
        let mut replies: Vec<Option<Result<Reply, String>>> = vec![None; problems.len()];
        let lines = text.split(|b| *b == b'\n').enumerate();
        for (i, line) in lines.filter(|(_, line)| !line.trim_ascii().is_empty()) {
            let mut refuse = |why: String| unread.push(Unread { line: i + 1, why });
            let name = match Reply::problem_of(line) {
                Ok(name) => name,
                Err(Refused(why)) => {
                    refuse(why);
                    continue;
                }
            };
            match problems.iter().position(|problem| problem.name == name) {
                None if named(&name).is_some() => {}
                None => refuse(format!("no problem is called '{}'", crate::runs::shortened(&name))),
                Some(at) => {
                    let reply = Reply::read(line, problems[at]).map_err(|Refused(why)| why);
                    replies[at] = Some(match &replies[at] {
                        None => reply,
                        Some(_) => Err("answered more than once".into()),
                    });
                }
            }
        }
        let missing = || Err("no answer".to_owned());
        let replies = replies.into_iter().map(|reply| reply.unwrap_or_else(missing)).collect();
        Card { unread, ..Card::of_replies_at(problems, replies, pass) }
    }

    /// Scores one reply, or the reason why there is none, per problem.
    pub fn of_replies(problems: &[&Problem], replies: Vec<Result<Reply, String>>) -> Self {
        Card::of_replies_at(problems, replies, PASS)
    }

    /// The same with another mark to pass.
    pub fn of_replies_at(
        problems: &[&Problem],
        replies: Vec<Result<Reply, String>>,
        pass: f64,
    ) -> Self {
        let scores = problems.iter().zip(&replies);
        let scores = scores
            .filter_map(|(p, reply)| score_at(p, reply.as_ref().map_err(|why| &why[..]), pass));
        Card { scores: scores.collect(), unread: Vec::new(), pass }
    }

    /// Whether anything failed.
    pub fn has_failures(&self) -> bool {
        !self.unread.is_empty() || self.scores.iter().any(|s| s.verdict == Verdict::Failed)
    }

    /// Of every grade that occurs, then of all.
    pub fn summaries(&self) -> Vec<Summary> {
        let grades = [Difficulty::Lower, Difficulty::Average, Difficulty::Higher];
        let graded = grades.map(|grade| self.summary(Some(grade)));
        let mut all: Vec<Summary> = graded.into_iter().filter(|s| s.problems > 0).collect();
        all.push(self.summary(None));
        all
    }

    /// Of one grade, or of all.
    pub fn summary(&self, difficulty: Option<Difficulty>) -> Summary {
        let scores: Vec<&Score> = self
            .scores
            .iter()
            .filter(|s| difficulty.is_none() || s.difficulty == difficulty)
            .collect();
        let count = |of: &dyn Fn(&Score) -> bool| scores.iter().filter(|s| of(s)).count();
        let digits: Vec<f64> = scores.iter().filter_map(|s| s.digits).collect();
        let is_open = |s: &Score| s.ask == Ask::Identifiability;
        Summary {
            difficulty,
            problems: scores.len(),
            solved: count(&|s| s.verdict == Verdict::Solved),
            partly: count(&|s| s.verdict == Verdict::Partly),
            fits: digits.len(),
            mean: (!digits.is_empty()).then(|| digits.iter().sum::<f64>() / digits.len() as f64),
            min: digits.iter().copied().reduce(f64::min),
            false_successes: count(&Score::is_false_success),
            refusals: [
                count(&is_open),
                count(&|s| is_open(s) && s.status == Some(Claimed::NotIdentifiable)),
            ],
            twins: [
                count(&|s| s.twin_reported.is_some()),
                count(&|s| s.twin_reported == Some(true)),
            ],
        }
    }
}
