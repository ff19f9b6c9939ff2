//! General nonlinear least squares: min Σ (y − f(x; b))² for any model, to any
//! number of digits, with a proof.
//!
//! A [`Model`] is a function over the number trait, data are exact decimals, and
//! a start is all that is asked of the user besides. [`regress`] then
//!
//! 1. descends in doubles ([Levenberg–Marquardt](https://doi.org/10.1007/BFb0067700)
//!    with columns scaled by their lengths), once with all parameters together and
//!    once with those that enter linearly projected out; which these are is read
//!    off second derivatives. The lower end counts. Where parameters may change
//!    places or signs without any prediction changing, the image nearest to the
//!    start is taken;
//! 2. tells, at 320 bits, dependent columns of the Jacobian from nearly dependent
//!    ones: parameters that the data do not determine have no value;
//! 3. converges by Newton's method in MPFR with the full Hessian, by the step
//!    relative to each parameter, never by the objective's scale;
//! 4. proves, in intervals, that a box around the end holds exactly one critical
//!    point (Krawczyk) and that the Hessian is positive definite on it, and encloses
//!    parameters, standard deviations and residuals to the digits asked.
//!
//! Derivatives come from dual numbers alone, nested once for the Hessian.
//!
//! ```
//! use offray::number::Trigonometric;
//! use offray::regression::{Data, Model, Options, regress};
//!
//! /// y = a e^(−kx) + c.
//! struct Decay;
//! impl Model for Decay {
//!     fn parameters(&self) -> Vec<&str> {
//!         vec!["a", "k", "c"]
//!     }
//!     fn predict<S: Trigonometric>(&self, b: &[S], x: &[S]) -> S {
//!         &b[0] * (-&b[1] * &x[0]).exp() + &b[2]
//!     }
//! }
//!
//! let data = Data::parse("7.1 0\n5.2 1\n4.1 2\n3.3 3\n2.9 4\n2.4 6\n")?;
//! let start = ["1", "1", "0"].map(|x| x.parse().expect("a decimal"));
//! let found = regress(&Decay, &data, &start, &Options::default())?;
//! assert!(found.certified);
//! let k = found.parameter("k").and_then(|k| k.value.clone()).expect("identified");
//! assert_eq!(k.to_decimal(5), "[4.6855e-1, 4.6856e-1]");
//! # Ok::<(), offray::regression::RegressionError>(())
//! ```

mod descend;
mod linear;
mod model;
mod outcome;
mod prove;
mod search;
mod solve;
mod status;
mod surface;
mod symmetry;
mod system;
#[cfg(test)]
mod tests;

pub use model::{Data, Model, Observation, RegressionError};
pub use outcome::{Descended, Estimate, Outcome, Search};
pub use search::Path;
pub use solve::regress;
pub use status::Status;

/// How a regression is to be made.
#[derive(Clone, Debug)]
pub struct Options {
    /// Significant digits of the answer.
    pub digits: usize,
    /// Whether the answer is to be proved.
    pub certify: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { digits: 15, certify: true }
    }
}
