//! A model and its data.

use crate::number::{Exact, Trigonometric};

/// A regression function y ≈ f(x; b), written once for every kind of number.
///
/// Derivatives come from dual numbers and proofs from intervals, so `predict`
/// must reach its result by the operations of its argument alone: constants are
/// born from a value (`x[0].int(2)`, `b[0].ratio(1, 3)`, `x[0].exact(&decimal)`),
/// and choices are made by [`Scalar::select`](crate::number::Scalar::select).
pub trait Model: Sync {
    /// Names of the parameters, in the order of `b`.
    fn parameters(&self) -> Vec<&str>;

    /// f(x; b): `b` in the order of [`parameters`](Model::parameters), `x` in the
    /// order of the data's predictors.
    fn predict<S: Trigonometric>(&self, b: &[S], x: &[S]) -> S;

    /// What is compared with the prediction: the response y, or a function of it.
    fn response<S: Trigonometric>(&self, y: &S) -> S {
        y.clone()
    }
}

/// One observation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Observation {
    /// The response.
    pub y: Exact,
    /// The predictors.
    pub x: Vec<Exact>,
}

/// Observations, all with the same number of predictors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Data(Vec<Observation>);

impl Data {
    /// A table of observations.
    ///
    /// # Errors
    /// No observation, or observations with different numbers of predictors.
    pub fn new(rows: Vec<Observation>) -> Result<Self, RegressionError> {
        let width = rows.first().ok_or(RegressionError::NoData)?.x.len();
        match rows.iter().position(|row| row.x.len() != width) {
            Some(at) => Err(RegressionError::Ragged {
                row: at + 1,
                found: rows[at].x.len() + 1,
                expected: width + 1,
            }),
            None => Ok(Data(rows)),
        }
    }

    /// A table as text: one observation a line, decimals separated by blanks or
    /// commas, the response first. Decimals are taken as they are, exactly.
    ///
    /// # Errors
    /// What is not a number, with its line and column; see [`Data::new`].
    pub fn parse(text: &str) -> Result<Self, RegressionError> {
        let mut rows = Vec::new();
        for (line, text) in text.lines().enumerate() {
            let words = text.split(|c: char| c.is_whitespace() || c == ',');
            let read = |(at, word): (usize, &str)| {
                word.parse().map_err(|why| RegressionError::NotANumber {
                    row: line + 1,
                    column: at + 1,
                    text: word.to_owned(),
                    why,
                })
            };
            let words = words.filter(|word| !word.is_empty()).enumerate();
            let mut values = words.map(read).collect::<Result<Vec<Exact>, _>>()?.into_iter();
            if let Some(y) = values.next() {
                rows.push(Observation { y, x: values.collect() });
            }
        }
        Data::new(rows)
    }

    /// The observations.
    pub fn rows(&self) -> &[Observation] {
        &self.0
    }

    /// How many predictors an observation has.
    pub fn predictors(&self) -> usize {
        self.0[0].x.len()
    }
}

/// Why there is nothing to solve.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegressionError {
    /// An empty table.
    #[error("there are no observations")]
    NoData,
    /// A row of another length.
    #[error("observation {row} has {found} numbers where the first has {expected}")]
    Ragged {
        /// Counted from 1.
        row: usize,
        /// Numbers in it.
        found: usize,
        /// Numbers in the first.
        expected: usize,
    },
    /// A word that is no decimal.
    #[error("line {row}, column {column}: '{text}' is {why}")]
    NotANumber {
        /// Line, counted from 1.
        row: usize,
        /// Column, counted from 1.
        column: usize,
        /// The word.
        text: String,
        /// What is wrong with it.
        why: crate::number::ExactError,
    },
    /// A start of the wrong length.
    #[error("the start has {found} values where the model has {expected} parameters")]
    StartLength {
        /// Values given.
        found: usize,
        /// Parameters of the model.
        expected: usize,
    },
    /// The model has no finite value or slope at the start.
    #[error(
        "observation {row}: the model or its derivative is not finite at the start {start}; start \
         inside its domain"
    )]
    BadStart {
        /// Counted from 1.
        row: usize,
        /// The start, as `b1=1, b2=0`.
        start: String,
    },
    /// A response that the model transforms out of the reals.
    #[error("observation {row}: the transformed response is not finite")]
    BadResponse {
        /// Counted from 1.
        row: usize,
    },
    /// Nothing to estimate.
    #[error("the model has no parameters")]
    NoParameters,
}
