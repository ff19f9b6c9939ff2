//! Proofs: where the optimum is, that it is one, that there is no other near
//! it, and certificates that say so to somebody who does not trust this code.
//!
//! 1. [`fit()`](crate::fit::fit()) finds a point in doubles; Newton's method in
//!    MPFR, its precision doubled from step to step, sharpens it.
//! 2. In a box of that point's last digits Krawczyk's operator maps the box into
//!    its interior: exactly one critical point lies in it.
//! 3. In a box as wide as intervals allow the Hessian is positive definite: the
//!    critical point is a strict minimum and the only one there.
//! 4. Everything printed (values, standard errors, spectrum) is enclosed.
//!
//! Both proofs are carried out in coordinates in which the problem is well
//! conditioned: logarithms of scales, sizes in [`Units`] of the table's middle.
//!
//! 5. [`global()`] shows by branch and bound that no point of a stated region is
//!    lower, for laws linear in all parameters but two exponents.
//!
//! A [`Certificate`] is those claims as a file; [`check()`] verifies it by interval
//! evaluation of the law alone and shares nothing with the search.

mod certificate;
mod check;
mod contraction;
mod convex;
mod evaluate;
mod global;
mod kinks;
mod measure;
mod one_variable;
mod optimum;
mod profile;
mod quantile;
mod result;
mod solve;
mod units;

pub use crate::algebra::Ends;
pub use certificate::{
    Bound, Certificate, CertificateError, Claimed, ClaimedEnd, ClaimedProfile, ClaimedProfiles,
    Kinks, Moving, Searched,
};
pub use check::{Checked, Finding, check};
pub use global::{Global, Open, Progress, Unfinished, UnfinishedError, global};
pub use one_variable::{OneVariable, one_variable};
pub use profile::{ProvedEnd, ProvedProfile, ProvedProfiles, profile_ends};
pub use result::{Certified, Enclosures, Multiplier, Place, Proof};
pub use solve::certify;
pub use units::Units;

/// How an optimum is to be certified.
#[derive(Clone, Debug)]
pub struct Options {
    /// Significant digits of the answer.
    pub digits: usize,
    /// Working precision to begin with, instead of one chosen from the digits.
    pub bits: Option<u32>,
    /// Parameters to start from, in the law's order; none searches everywhere.
    pub start: Option<Vec<crate::number::Exact>>,
    /// Makes every random choice repeatable.
    pub seed: u64,
}

impl Default for Options {
    fn default() -> Self {
        Options { digits: 30, bits: None, start: None, seed: 0 }
    }
}
