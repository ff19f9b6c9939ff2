//! A branch and bound put aside: what is left to do, as a file.

use serde::{Deserialize, Serialize};

use super::Cell;
use crate::certify::{Certified, Ends};
use crate::fit::Problem;
use crate::runs::sha256;

/// How far branch and bound has come.
#[derive(Clone, Copy, Debug)]
pub struct Progress<'a> {
    pub(super) about: &'a Subject,
    /// Rounds, boxes bounded, boxes that lie where the objective is convex.
    pub(super) state: (usize, usize, usize),
    pub(super) open: &'a [Cell],
}

impl Progress<'_> {
    /// Boxes bounded, and boxes open.
    pub fn boxes(&self) -> (usize, usize) {
        (self.state.1, self.open.len())
    }

    /// What to go on from; none when nothing is open.
    pub fn unfinished(&self) -> Option<Unfinished> {
        let open = !self.open.is_empty();
        open.then(|| Unfinished::new(self.about, self.state, self.open))
    }
}

/// Everything that the boxes depend on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Subject {
    /// Rows, law, objective and region.
    problem: String,
    /// Where the optimum lies.
    optimum: String,
}

impl Subject {
    pub fn new(problem: &Problem<'_>, answer: &Certified, region: &[(String, Ends)]) -> Self {
        let places = answer.proof.iter().flat_map(|proof| &proof.places);
        let places: Vec<String> =
            places.map(|p| format!("{}:{}", p.convex.lo, p.convex.hi)).collect();
        Subject { problem: asked(problem, region), optimum: places.join(",") }
    }
}

/// What is known before the optimum is: the program, rows, law, objective and
/// region.
fn asked(problem: &Problem<'_>, region: &[(String, Ends)]) -> String {
    let names: Vec<String> =
        region.iter().map(|(name, e)| format!("{name}={}:{}", e.lo, e.hi)).collect();
    format!(
        "{} {} {} {} box {}",
        env!("CARGO_PKG_VERSION"),
        problem.runs().rows_sha256(),
        problem.law(),
        problem.objective(),
        names.join(","),
    )
}

/// What is done and what is open after some rounds of halving.
///
/// The proof that is finished from it rests on what it says: it is bound to the
/// problem, the optimum and the region, and carries a hash of its content against
/// damage, not against forgery.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unfinished {
    schema: String,
    content_sha256: String,
    /// What it is about: rows, law, objective, region.
    about: String,
    /// And the box of the optimum.
    optimum: String,
    pub(super) depth: usize,
    pub(super) boxes: usize,
    pub(super) convex: usize,
    /// Ends of the open boxes, as the bits of doubles.
    open: Vec<[[String; 2]; 2]>,
}

const SCHEMA: &str = "offray.unfinished/2";

/// Why a file cannot be gone on from.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnfinishedError {
    /// Not such a file.
    #[error("not a search put aside by 'offray certify --global': {0}")]
    Format(String),
    /// Changed since it was written.
    #[error("its content does not have the hash that it states: delete it and begin anew")]
    Damaged,
    /// About another problem or region.
    #[error(
        "it is about other rows, another law, objective or box: delete it or name another file"
    )]
    Other,
    /// About another optimum of the same problem, or one in another box.
    #[error("it is about another optimum of these runs: delete it or name another file")]
    OtherOptimum,
}

impl Unfinished {
    pub(super) fn new(
        about: &Subject,
        (depth, boxes, convex): (usize, usize, usize),
        open: &[Cell],
    ) -> Self {
        let bits = |x: f64| format!("{:016x}", x.to_bits());
        let mut state = Unfinished {
            schema: SCHEMA.into(),
            content_sha256: String::new(),
            about: about.problem.clone(),
            optimum: about.optimum.clone(),
            depth,
            boxes,
            convex,
            open: open.iter().map(|cell| cell.map(|side| side.map(bits))).collect(),
        };
        state.content_sha256 = state.hash();
        state
    }

    fn hash(&self) -> String {
        let bare = Unfinished { content_sha256: String::new(), ..self.clone() };
        let text = serde_json::to_string(&bare).expect("strings and numbers");
        sha256(text.as_bytes())
    }

    /// The file's text.
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("strings and numbers") + "\n"
    }

    /// Reads a file, and whether it is whole.
    ///
    /// # Errors
    /// [`UnfinishedError::Format`] and [`UnfinishedError::Damaged`].
    pub fn parse(text: &str) -> Result<Self, UnfinishedError> {
        let state: Unfinished =
            serde_json::from_str(text).map_err(|e| UnfinishedError::Format(e.to_string()))?;
        if state.schema != SCHEMA {
            return Err(UnfinishedError::Format(format!("schema '{}'", state.schema)));
        }
        if state.content_sha256 != state.hash() || state.cells().is_none() {
            return Err(UnfinishedError::Damaged);
        }
        Ok(state)
    }

    /// Whether it is about this problem and region, as far as that is known before
    /// the optimum is certified.
    ///
    /// # Errors
    /// [`UnfinishedError::Other`].
    pub fn concerns(
        &self,
        problem: &Problem<'_>,
        region: &[(String, Ends)],
    ) -> Result<(), UnfinishedError> {
        if self.about == asked(problem, region) { Ok(()) } else { Err(UnfinishedError::Other) }
    }

    /// Whether it can be gone on from for this problem, optimum and region.
    ///
    /// # Errors
    /// [`UnfinishedError::Other`] and [`UnfinishedError::OtherOptimum`].
    pub fn fits(
        &self,
        problem: &Problem<'_>,
        answer: &Certified,
        region: &[(String, Ends)],
    ) -> Result<(), UnfinishedError> {
        self.open(&Subject::new(problem, answer, region)).map(|_| ())
    }

    /// The open boxes, where it is about this subject.
    pub(super) fn open(&self, about: &Subject) -> Result<Vec<Cell>, UnfinishedError> {
        if self.about != about.problem {
            return Err(UnfinishedError::Other);
        }
        if self.optimum != about.optimum {
            return Err(UnfinishedError::OtherOptimum);
        }
        self.cells().ok_or(UnfinishedError::Damaged)
    }

    fn cells(&self) -> Option<Vec<Cell>> {
        let number = |text: &String| u64::from_str_radix(text, 16).ok().map(f64::from_bits);
        let side = |side: &[String; 2]| Some([number(&side[0])?, number(&side[1])?]);
        self.open.iter().map(|cell| Some([side(&cell[0])?, side(&cell[1])?])).collect()
    }
}
