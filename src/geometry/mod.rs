//! The geometry of a design: Jacobian, Gram matrix, spectrum, condition
//! numbers, and which parameters trade off against which.
//!
//! J is the m×p matrix of ∂L/∂θ_j at the runs and G = JᵀJ. κ = λ_max/λ_min
//! depends on the units of the parameters; κ_eq, after every column of J is
//! scaled to unit length, does not, and it is κ_eq that governs the digits that
//! Cholesky, LU and QR lose.
//!
//! What every optimum needs, whatever has a Hessian, is linear algebra that knows no
//! law: see [`algebra`](crate::algebra).

mod allocate;
mod centred;
mod conditioning;
mod dependence;
mod digits;
mod expansion;
mod gram;
mod limit;
mod prediction;
mod sloppy;
mod structure;

pub use allocate::{Allocation, Budget, Goal, allocate, cheapest, price};
pub use centred::{centres, shear, sheared};
pub use conditioning::{Conditioning, Precision, conditioning};
pub use dependence::{Dependence, dependences};
pub use digits::{Digits, Format, Linearised, correct_digits, in_mpfr, log_relative_error, split};
pub use expansion::{Expansion, ExpansionError, Leading, OnRay, Path, expansion};
pub use gram::{Row, accumulate, gram, jacobian, jacobian_row, parameters, variables};
pub use limit::limit;
pub use prediction::prediction;
pub use sloppy::Sloppy;
pub use structure::{Free, Structure, Symmetry, structure};
