//! Compute-optimal sizes without a surface: Approaches 1 and 2 of Hoffmann et al. (2022,
//! arXiv 2203.15556), as teams use them, and how far off they are where the truth is known.
//!
//! *Approach 2*: at each budget a parabola through the losses against ln N, its lowest point,
//! and a power law through these points. *Approach 1*: at each of many budgets the model
//! with the lowest loss, interpolated along its own training, and a power law through these.
//!
//! A parabola is not what a law is along a budget: even without noise its lowest point is off
//! the true one by a factor that depends on the exponents and on the grid alone (statement
//! X12, arXiv 2603.22339). [`vertex_shift`] is that factor's logarithm.

mod envelope;
mod estimate;
mod parabola;
mod power_law;
mod profiles;

pub use envelope::{Envelope, EnvelopePoint, envelope};
pub use estimate::{Bias, Biased, bias};
pub use parabola::{Parabola, equidistant, parabola, vertex_shift};
pub use power_law::PowerLaw;
pub use profiles::{Lowest, Profile, Profiles, Refusal, profiles};

/// One run as these estimators see it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sample {
    /// N.
    pub n: f64,
    /// D.
    pub d: f64,
    /// L.
    pub loss: f64,
}

impl Sample {
    /// C = 6ND.
    pub fn compute(&self) -> f64 {
        6.0 * self.n * self.d
    }
}

/// Why an estimator gives no power law.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NoPowerLaw {
    /// Fewer than two lowest points at different budgets.
    #[error("{0} of the budgets has a lowest point that can be trusted: a power law needs two")]
    TooFew(usize),
    /// Envelope: too few sizes with a course of training.
    #[error(
        "{0} sizes have losses at two or more amounts of data: an envelope needs three, as of \
         checkpoints during training"
    )]
    NoCourses(usize),
    /// Envelope: too few sizes on it.
    #[error(
        "{0} sizes are lowest at some budget with a smaller and a larger one beside them: an \
         envelope needs two"
    )]
    NoEnvelope(usize),
}
